package site

import (
	"strings"

	"keyday/app"
)

// Note is what is left of a cell that an import refused (Unit.Incomplete): why a
// field is still empty, and where the file had it. It names the owner by identity,
// because a unit's fields are not sealed.
type Note struct {
	Kind  string // of the finding
	Field string // of the ledger
	Cell  string // I16
	Owner app.ID // Nil for a field of the unit
}

// String is the note as a unit keeps it.
func (n Note) String() string {
	s := n.Kind + " " + n.Field + " " + n.Cell
	if !n.Owner.IsNil() {
		s += " " + n.Owner.String()
	}
	return s
}

// ParseNote reads what String wrote.
func ParseNote(s string) (Note, bool) {
	parts := strings.Fields(s)
	if len(parts) < 3 || len(parts) > 4 {
		return Note{}, false
	}
	n := Note{Kind: parts[0], Field: parts[1], Cell: parts[2]}
	if len(parts) == 4 {
		id, err := app.ParseID(parts[3])
		if err != nil {
			return Note{}, false
		}
		n.Owner = id
	}
	return n, true
}

// Missing lists the notes of a unit that still hold: of fields that nobody has
// filled since, of owners that it still has, of an owner's name while it has none.
func Missing(u Unit, owners []Owner) []Note {
	var open []Note
	for _, s := range u.Incomplete {
		n, ok := ParseNote(s)
		if !ok {
			continue
		}
		if n.Owner.IsNil() {
			if u.Lacks(n.Field) && (n.Field != "owner_name" || len(owners) == 0) {
				open = append(open, n)
			}
			continue
		}
		for i := range owners {
			if owners[i].ID == n.Owner && owners[i].empty(n.Field) {
				open = append(open, n)
			}
		}
	}
	return open
}

// empty reports whether the field of a ledger says nothing yet; it calls the name
// "owner_name".
func (o *Owner) empty(field string) bool {
	for _, f := range OwnerFields {
		if f.Key == strings.TrimPrefix(field, "owner_") {
			return f.Of(*o) == ""
		}
	}
	return true
}
