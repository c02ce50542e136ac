package register

import (
	"keyday/ui/words"
)

// Extract is a list just as a person looks at it, to be written to a file or set on paper.
type Extract struct {
	Looked
	Spec    *Spec
	Columns []Head // in their order, as wide as they are shown
	Filter  string // what the list is narrowed to, "" for nothing
}

// Cells are what the i-th record says in the columns.
func (s Extract) Cells(w *words.Words, i int) []string {
	cells := make([]string, len(s.Columns))
	for n, h := range s.Columns {
		cells[n] = h.Say(w, s.Row(i).Value(h.Key))
	}
	return cells
}
