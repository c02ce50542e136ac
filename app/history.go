package app

import "time"

// Ref names a record by its kind in the registry ("unit", "defect") and identity.
type Ref struct {
	Kind string
	ID   ID
}

// Change tells after a commit which records changed, never their values: a
// screen that shows them reads again.
type Change struct {
	Action  string
	Records []Ref
	Units   []ID // whose page the records belong to
}

// Event is one action in a unit's history, as the journal has it: who did what
// when, and which fields of which records it changed. ui/words says it.
type Event struct {
	At      time.Time
	Who     ID
	Name    string // of who did it, as now known
	Action  string // "defect.fix"
	Changes []FieldChange
	Anchor  string // where it stands in the chain: stream and sequence, short
}

// FieldChange is one changed field of one record; private values are masked, or left out.
type FieldChange struct {
	Record  Ref
	Field   string
	Value   string // as kept, for people to read; "" for private or removed
	Old     string // what a home, an owner or a share said before; "" where it was blank
	Private bool
}
