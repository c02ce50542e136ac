package intake

import (
	"slices"
	"strconv"
	"strings"

	"keyday/app"
)

// Where is what a person says of the place of the table: which sheet it stands in, and
// in which row its header. The zero value has said nothing; both are looked for.
type Where struct {
	Sheet  string // "" for every sheet
	Header int    // the header's row as the file counts it, from 1; 0 where it is looked for
}

// in refuses a place that the workbook does not have.
func (w Where) in(book Book) error {
	var names []string
	var meant []*Sheet
	for i := range book.Sheets {
		s := &book.Sheets[i]
		if len(s.Rows) == 0 {
			continue
		}
		names = append(names, s.Name)
		if w.means(s) {
			meant = append(meant, s)
		}
	}
	known := strings.Join(names, ", ")
	switch {
	case len(meant) == 0 && w.Sheet != "":
		return app.Refuse("intake.sheet_unknown", "file", book.File, "sheet", w.Sheet, "known", known)
	case w.Header == 0:
		return nil
	case len(meant) > 1:
		return app.Refuse("intake.sheet_open", "file", book.File, "known", known)
	case len(meant) == 0 || w.Header < 1 || w.Header > len(meant[0].Rows):
		return app.Refuse("intake.header_row", "file", book.File, "row", strconv.Itoa(w.Header))
	}
	return nil
}

// means reports whether the table may stand in the sheet.
func (w Where) means(s *Sheet) bool { return w.Sheet == "" || w.Sheet == s.Name }

// headerIn reads the row as the lowest of a header; rows above it belong to the header
// where more is recognised with them.
func headerIn(s *Sheet, bottom int) header {
	best := header{top: bottom, bottom: bottom, groups: make([]string, len(s.Rows[bottom]))}
	for col := range s.Rows[bottom] {
		best.leaves = append(best.leaves, strings.TrimSpace(s.At(Address{bottom, col}).String()))
	}
	for top := bottom; top >= 0 && top > bottom-headerRows; top-- {
		if h := readHeader(s, top, bottom); h.points > best.points && slices.ContainsFunc(h.leaves, func(leaf string) bool { return leaf != "" }) {
			best = h
		}
	}
	return best
}
