package contract

import (
	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// Tx is what the contract desk needs of a transaction.
type Tx interface {
	app.Tx
	Site() (site.Site, error)
	Building(id app.ID) (site.Building, error)
	Unit(id app.ID) (site.Unit, error)
	Owner(id app.ID) (site.Owner, error)
	// OwnershipsOfUnit lists the unit's owners in their order, ended ones too.
	OwnershipsOfUnit(unit app.ID) ([]site.Ownership, error)

	Document(id app.ID) (Document, error)
	PutDocument(d Document) error
	DocumentsOfUnit(unit app.ID) ([]Document, error)
	DocumentsOfSubject(subject app.ID) ([]Document, error)
	PutDocumentMove(m Move) error // insert-only
	DocumentMovesOf(document app.ID) ([]Move, error)
	PutSignatureField(f Field) error // insert-only
	SignatureFieldsOf(document app.ID) ([]Field, error)
	PutSignature(s Signature) error // insert-only
	SignaturesOf(document app.ID) ([]Signature, error)

	Authority(id app.ID) (Authority, error)
	PutAuthority(a Authority) error
	AuthoritiesOfUnit(unit app.ID) ([]Authority, error)
}

// Desk is where the team locks, signs and voids documents.
type Desk struct{ w app.Writer[Tx] }

// New makes the desk that writes through w.
func New(w app.Writer[Tx]) *Desk { return &Desk{w: w} }

// may refuses where the actor lacks the permission, or the unit lies outside the
// actor's communities. A paper that belongs to no unit asks for the permission alone.
func may(tx Tx, p staff.Permission, unit app.ID) error {
	if unit.IsNil() {
		return staff.May(tx.Actor(), p)
	}
	u, err := tx.Unit(unit)
	if err != nil {
		return err
	}
	b, err := tx.Building(u.Building)
	if err != nil {
		return err
	}
	return staff.MayIn(tx.Actor(), p, b.Community)
}
