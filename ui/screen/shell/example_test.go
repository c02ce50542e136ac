package shell_test

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// reader is what the page needs of the store: small, and its own.
type reader interface {
	Tiles(ctx context.Context) ([]site.Tile, error)
}

// A place reads off the screen's goroutine, shows its loading and its empty face,
// keeps its filter over a change of language, reads again after a commit, and
// reaches other places by routes alone.
func ExamplePlace() {
	var units reader
	place := shell.Place{Key: "units", Icon: "units"}
	place.Build = func(c *shell.Context) fyne.CanvasObject {
		filter := shell.Kept(c, "filter", func() string { return "" })
		var shown []site.Tile
		rows := widget.NewRows(func() int { return len(shown) }, func(int) fyne.CanvasObject { return widget.NewText("") },
			func(i int, o fyne.CanvasObject) { o.(*widget.Text).SetText(shown[i].Code) })
		rows.OnOpen = func(i int) { c.Open(shell.ToRecord("unit", shown[i].Unit.String())) }
		body := container.NewStack(widget.NewSkeleton(8))

		var latest shell.Latest
		read := func() {
			shell.Load(c, &latest, units.Tiles, func(tiles []site.Tile) {
				shown = slices.DeleteFunc(tiles, func(t site.Tile) bool { return !strings.HasPrefix(t.Code, *filter) })
				rows.Reload()
				body.Objects = []fyne.CanvasObject{rows}
				if len(shown) == 0 {
					body.Objects = []fyne.CanvasObject{widget.NewEmptyState("units", c.W.T("common.list.no_match"), nil)}
				}
				body.Refresh()
			})
		}
		read()
		c.Watch(read, "unit", "defect")
		c.Home(rows.Focusable())
		c.OnPrint(func() { c.Say(c.W.T("common.print")) })
		return widget.NewPage(c.W.T("shell.place.units"), nil, nil, body)
	}
	_ = place
}
