package app

import "time"

// Conflict is a field of a record that people at several laptops changed without
// sight of each other; all values are kept until somebody settles which holds.
type Conflict struct {
	Record Ref
	Name   string        // what people call the record; "" for one without a name of its own
	Told   []FieldChange // by what such a one is told apart from the others of its home
	Field  string        // "" where one deleted the record and another edited it
	Meaning
	Home     Ref    // what it belongs to; of no kind where that is nothing
	HomeName string // what people call that
	Scope    []ID   // the communities that the record is in
	Opened   time.Time
	Sides    []ConflictSide // the one that is shown first
}

// ConflictSide is one value of a conflict and who wrote it last.
type ConflictSide struct {
	Value   string // as kept, for people to read; "" where private or removed
	Private bool   // not shown to who asks
	Deleted bool   // this side deleted the record
	Who     ID
	Name    string
	At      time.Time
}
