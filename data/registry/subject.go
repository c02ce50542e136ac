package registry

import (
	"keyday/app"
	"keyday/data/journal"
)

// ownID is what options call a record's own identity.
const ownID = "id"

// Link is the field by which each record of a kind names one record.
type Link struct {
	Field string               // "" where there is no such link, "id" for the record itself
	Kind  string               // of the record that is named; "" where it may be of several
	Of    func(rec any) app.ID // which it is; nil where there is no such link
}

// link is the link by a field that holds one identity.
func (k *Kind) link(field string) Link {
	if field == ownID {
		return Link{ownID, k.Name, func(rec any) app.ID { return *k.ID(rec) }}
	}
	f := k.mustField(field)
	if f.one == nil {
		panic("registry: " + k.Name + "." + field + " does not hold the identity of one record")
	}
	return Link{field, f.Refers, f.one}
}

// Subject is one way in which records of a kind are about something.
type Subject struct {
	Field  string // that names it, or several; "id" for the record itself
	Parent string // "", or the kind of the records that are named, whose subjects they are

	kind *Kind
	f    *Field
}

// subject is the subject that a field names.
func (k *Kind) subject(field string) Subject {
	if field == ownID {
		return Subject{Field: ownID, kind: k}
	}
	f := k.mustField(field)
	if f.IDs == nil || f.Sealed {
		panic("registry: " + k.Name + "." + field + " does not say openly which records it names")
	}
	return Subject{Field: field, kind: k, f: f}
}

// Of lists what a record names.
func (s Subject) Of(rec any) []app.ID {
	if s.f == nil {
		return []app.ID{*s.kind.ID(rec)}
	}
	return s.f.IDs(rec)
}

// Named lists what an operation names.
func (s Subject) Named(op *journal.Op) []app.ID {
	if s.f == nil {
		return []app.ID{op.ID}
	}
	value, rec := NotNull(op.ValueOf(s.f.N)), s.kind.Fresh()
	if len(value) == 0 || s.f.Decode(rec, value) != nil {
		return nil
	}
	return s.f.IDs(rec)
}
