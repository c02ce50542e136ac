package defect

import (
	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/app/staff"
)

// Tx is what the defect desk needs of a transaction: what documents need, for its
// notices, and its own records.
type Tx interface {
	contract.Tx
	HouseType(id app.ID) (site.HouseType, error)
	Firm(id app.ID) (site.Firm, error)
	Firms() ([]site.Firm, error)
	People() ([]staff.Person, error)

	Defect(id app.ID) (Defect, error)
	PutDefect(d Defect) error
	AmendDefect(seen *app.Seen[Defect], d Defect) error
	DefectsOfUnit(unit app.ID) ([]Defect, error)
	PutDefectMove(m Move) error   // insert-only
	PutDefectPhoto(p Photo) error // insert-only
	DefectPhotosOf(defect app.ID) ([]Photo, error)

	Notice(id app.ID) (Notice, error)
	PutNotice(n Notice) error

	// DefectLimits is the site's own limits; "record.unknown" means the defaults hold.
	DefectLimits(id app.ID) (Limits, error)
	AmendDefectLimits(seen *app.Seen[Limits], l Limits) error
	// WarrantyBook is what the developer promises its owners; "record.unknown"
	// means that the legal floor holds.
	WarrantyBook(id app.ID) (WarrantyBook, error)
	AmendWarrantyBook(seen *app.Seen[WarrantyBook], b WarrantyBook) error
}

// DeskTx is what the desk needs beside: that the answers of an inspection follow a defect
// which was raised, corrected, voided or reopened, in the same transaction.
type DeskTx interface {
	Tx
	DefectChanged(was, now Defect) error // called where it fails another item than before, see Defect.Fails
}

// Desk is where the team works on defects.
type Desk struct {
	w      app.Writer[DeskTx]
	issuer func() contract.Issuer
}

// New makes the desk that writes through w, and makes its notices with an issuer,
// asked for anew with each notice.
func New(w app.Writer[DeskTx], issuer func() contract.Issuer) *Desk {
	return &Desk{w: w, issuer: issuer}
}
