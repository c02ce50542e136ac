package defect

import (
	"keyday/app"
	"keyday/app/site"
)

// Row is a defect as a list shows it, with the names that it refers to.
type Row struct {
	Defect
	UnitCode  string
	Community app.ID // in which its home lies
	RoomName  string // of the house type; the key where the type has no such room
	FirmName  string
	Photos    int
	Photo     string // hash of the first picture, "" for none
}

// Detail is a defect with everything that its page says of it.
type Detail struct {
	Row
	Moves     []Move  // the first one first
	Pictures  []Photo // the first one first
	People    map[app.ID]string
	Firms     map[app.ID]string
	Issued    Notice   // the one that lists it; zero for none
	IssuedIn  []app.ID // the communities that the notice is in
	Original  string   // number of DuplicateOf
	Clocks    Clocks
	OwnerOwed bool        // it ends only with the owner's word
	Handed    app.Date    // day of possession of the unit
	Rooms     []site.Room // of its house type
	Plan      string      // hash of the drawing of its house type, "" for none
	Owners    []string    // names of the unit's owners, for who agreed
	Verifiers []app.Actor // who may verify at its home
	Sight     app.Sight   // which writings of the defect this is
}

// Seen is the defect as this shows it, to be changed.
func (d Detail) Seen() *app.Seen[Defect] { return &app.Seen[Defect]{Value: d.Defect, Sight: d.Sight} }

// Filter chooses defects for a list; empty fields choose all.
type Filter struct {
	Unit     app.ID
	Building app.ID
	Firm     app.ID
	States   []State
	Severity site.Severity
	Grave    bool // 严重 and 紧急
	Overdue  bool // in work and past the due date
	NoFirm   bool
	NoNotice bool // assigned and not yet listed in a notice
}

// Counts are the defects that a filter chooses, whatever their state, by state;
// and of the open ones, how many each narrower choice would leave.
type Counts struct {
	States                   map[State]int
	Overdue, Grave, NoNotice int
}

// Sorting is how a list of defects is sorted.
type Sorting string

// The sortings.
const (
	ByDue    Sorting = "due"    // the most urgent first, those without a date last
	ByNumber Sorting = "number" // newest first
	ByUnit   Sorting = "unit"
)
