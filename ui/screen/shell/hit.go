package shell

import (
	"strings"

	"keyday/app"
	"keyday/app/search"
	"keyday/ui/words"
)

// HitsOf are the lines of what was found; it refuses with the reason why there is none.
func HitsOf(w *words.Words, found search.Finds) ([]Hit, error) {
	hits := make([]Hit, 0, len(found.Lines))
	for _, f := range found.Lines {
		if h, shown := hitOf(w, f); shown {
			hits = append(hits, h)
		}
	}
	if len(hits) == 0 && found.Why == nil {
		found.Why = app.Refuse("search.no_home", "text", found.Lines[0].Name)
	}
	return hits, found.Why
}

// hitOf is the line of a record that was found, and where it leads. A kind that is not told
// of here is called by its word, and leads to the home that it belongs to; there is none
// where there is no home.
func hitOf(w *words.Words, f app.Found) (Hit, bool) {
	unit := ToRecord("unit", f.Unit.String())
	switch f.Kind {
	case "unit":
		return Hit{Icon: "units", Title: sideBySide(f.Code, f.Name), Detail: w.HomeState(f.State, f.Barred), Route: unit}, true
	case "owner":
		return Hit{Icon: "user", Title: f.Name, Detail: sideBySide(w.T("shell.search.owner"), f.What), Route: unit}, !f.Unit.IsNil()
	case "defect":
		return Hit{Icon: "rectify", Title: sideBySide(append([]string{f.Code}, w.Terms(strings.Split(f.Name, "\t")...)...)...), Detail: sideBySide(f.What, w.T("defect.state."+f.State)), Route: ToRecord("rectify", f.ID.String())}, true
	case "notice", "document":
		detail := w.T("contract.kind." + f.What)
		if f.State != "" {
			detail = sideBySide(detail, w.T("contract.state."+f.State))
		}
		return Hit{Icon: "contract", Title: sideBySide(f.Code, f.Name), Detail: detail, Route: ToRecord("document", f.Paper.String())}, true
	}
	return Hit{Icon: "search", Title: sideBySide(f.Code, f.Name), Detail: sideBySide(w.KindOf(f.Kind), f.What), Route: unit}, !f.Unit.IsNil()
}

// sideBySide sets what there is side by side.
func sideBySide(parts ...string) string {
	return strings.Join(strings.Fields(strings.Join(parts, " ")), "  ")
}
