package contract

import (
	"time"

	"keyday/app"
)

// Line is what a list of documents says of one.
type Line struct {
	ID          app.ID
	Kind        Kind
	Number      string
	Unit        app.ID // Nil where it belongs to no one home
	UnitCode    string
	Building    string
	Communities []app.ID
	Owners      string // of the home now, joined by 、
	Firm        string // to which a notice is
	State       State
	DraftedAt   time.Time
	LockedAt    time.Time
	LockedBy    string
	Places      int // that must be signed
	Given       int // of these signed
	SignedAt    time.Time
	Prints      int
	VoidedAt    time.Time
	VoidedBy    string
}
