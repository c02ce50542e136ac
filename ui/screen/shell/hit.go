package shell

import (
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/search"
	"keyday/ui/words"
)

// HitsOf are the lines of what was found, and where in the places they lead; it refuses
// with the reason why there is none.
func HitsOf(w *words.Words, places []Place, found search.Finds) ([]Hit, error) {
	hits := make([]Hit, 0, len(found.Lines))
	for _, f := range found.Lines {
		if h, shown := hitOf(w, places, f); shown {
			hits = append(hits, h)
		}
	}
	if len(hits) == 0 && found.Why == nil {
		name, _, _ := w.Found(found.Lines[0])
		found.Why = app.Refuse("search.no_home", "text", name)
	}
	return hits, found.Why
}

// hitOf is the line of a record that was found. It leads to the place that shows records
// of its kind; else it is called by the kind's word, and leads to the page on which it
// stands. There is none where it stands on no page.
func hitOf(w *words.Words, places []Place, f app.Found) (Hit, bool) {
	name, others, detail := w.Found(f)
	place, opens := showing(places, f.Kind), f.ID
	if place == nil {
		place, opens = showing(places, f.Opens.Kind), f.Opens.ID
		detail = slices.Insert(detail, 0, w.KindLabel(f.Kind))
	}
	if place == nil || opens.IsNil() {
		return Hit{}, false
	}
	return Hit{Icon: iconOf(places, place, f.Kind), Title: sideBySide(slices.Insert(others, 0, name)), Detail: sideBySide(detail), Route: ToRecord(place.Key, opens.String())}, true
}

// showing is the place that shows records of the kind; nil for none.
func showing(places []Place, kind string) *Place {
	if i := slices.IndexFunc(places, func(p Place) bool { return p.Shows != "" && p.Shows == kind }); i >= 0 {
		return &places[i]
	}
	return nil
}

// iconOf is the drawing before a hit: that of the rail where it leads, but for people.
func iconOf(places []Place, to *Place, kind string) string {
	if kind == "owner" {
		return "user"
	}
	for _, p := range places {
		if p.Key == to.Under {
			return p.Icon
		}
	}
	return to.Icon
}

// sideBySide sets what there is side by side.
func sideBySide(parts []string) string { return strings.Join(parts, "  ") }
