package registry

import (
	"keyday/app"
	"keyday/data/journal"
)

// Subject is one way in which records of a kind are about something.
type Subject struct {
	At     func(rec any) app.ID // the identity of it; the record's own for itself
	Parent *Kind                // nil, or the kind of the record that it names, whose subjects they are

	Field  uint16 // where at reads it; 0 is the record's own identity
	Column string
}

// Named lists what an operation names in the subject's field.
func (s Subject) Named(op *journal.Op) (id app.ID, ok bool) {
	if s.Field == 0 {
		return op.ID, true
	}
	value := NotNull(op.ValueOf(s.Field))
	var raw []byte
	if len(value) == 0 || Strict.Unmarshal(value, &raw) != nil || len(raw) != len(id) {
		return id, false
	}
	return Identity(raw), true
}
