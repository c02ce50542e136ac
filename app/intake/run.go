package intake

import (
	"time"

	"keyday/app"
)

// Run is one import that was applied, as the site remembers it.
type Run struct {
	ID        app.ID
	Community app.ID
	File      string // its name, without the folder
	At        time.Time
	By        app.ID
	New       int // homes that were new
	Changed   int // homes that changed
	Owners    int // people who were new
	Refused   int // cells that were not taken
	Undone    time.Time
}

// Step is what an action did to one record, and what became of it since.
type Step struct {
	Record  app.Ref
	Unit    app.ID   // whose page the record belongs to, Nil for none
	Made    bool     // the action made it
	Touched []string // fields of the action that somebody has changed since
	Used    bool     // made, and others came to work on it since: it cannot go
}

// Undone is what undoing a run did.
type Undone struct {
	Homes    int    // that the run had made, and that are gone
	Owners   int    // likewise
	Restored int    // homes that have former values again, their own or their owners'
	Stays    []Stay // touched since: what stays as it is
}

// Stay is something that an undoing left alone, because it was touched since.
type Stay struct {
	Record app.Ref
	Unit   app.ID
	Code   string   // of the unit, where one is known
	Who    string   // the owner's name, where it is one
	Fields []string // which fields; none: the whole record
}
