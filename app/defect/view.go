package defect

import (
	"keyday/app"
	"keyday/app/site"
)

// Row is a defect as a list shows it, with the names that it refers to.
type Row struct {
	Defect
	UnitCode string
	RoomName string // of the house type; the key where the type has no such room
	FirmName string
	Photos   int
	Photo    string // hash of the first picture, "" for none
}

// Filter chooses defects for a list; empty fields choose all.
type Filter struct {
	Unit     app.ID
	Building app.ID
	Firm     app.ID
	States   []State
	Severity site.Severity
	Overdue  bool // open and past the due date
	NoFirm   bool
}

// Sorting is how a list of defects is sorted.
type Sorting string

// The sortings.
const (
	ByDue    Sorting = "due"    // the most urgent first, those without a date last
	ByNumber Sorting = "number" // newest first
	ByUnit   Sorting = "unit"
)
