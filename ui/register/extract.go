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

// Only is what is looked at without all but those places, in no groups.
func (l Looked) Only(places []int) Looked {
	rows := make([]int32, len(places))
	for i, place := range places {
		rows[i] = l.Rows[place]
	}
	l.Rows, l.Group, l.Groups = rows, "", nil
	return l
}
