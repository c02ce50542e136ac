package units

import (
	"slices"

	"fyne.io/fyne/v2"

	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// The ways to look at the place, as the route names them.
const (
	asGrid   = "grid"
	asList   = "list"
	asOwners = "owners"
)

var allViews = []string{asGrid, asList, asOwners}

// viewOf is how a route looks at the place: as it says, as the grid where it asks for a
// building or a state, else as one looked last.
func viewOf(r shell.Route, last string) string {
	switch {
	case r.Part != "":
		return r.Part
	case len(r.Args) > 0:
		return asGrid
	}
	return last
}

// views are chips by which the place is looked at otherwise. The route says how, and the
// place remembers it.
func views(c *shell.Context, now string, last *string) fyne.CanvasObject {
	var texts []string
	for _, v := range allViews {
		texts = append(texts, c.W.T("units.view."+v))
	}
	return widget.Bar(widget.Choices(texts, slices.Index(allViews, now), func(i int) {
		if last != nil {
			*last = allViews[i]
		}
		c.SetRoute(shell.To(c.Route.Place).In(allViews[i]))
		c.Rebuild()
	})...)
}
