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
