package contract

import (
	"keyday/app"
	"keyday/app/site"
)

// Tx is what the contract desk needs of a transaction.
type Tx interface {
	app.Tx
	Site() (site.Site, error)
	Community(id app.ID) (site.Community, error)
	Building(id app.ID) (site.Building, error)
	Unit(id app.ID) (site.Unit, error)
	HouseType(id app.ID) (site.HouseType, error)
	Owner(id app.ID) (site.Owner, error)
	// OwnershipsEverOfUnit lists the unit's owners in their order, ended ones too.
	OwnershipsEverOfUnit(unit app.ID) ([]site.Ownership, error)

	// Scope lists the communities that a record is in; one of none is everybody's.
	Scope(of app.Ref) ([]app.ID, error)

	Document(id app.ID) (Document, error)
	PutDocument(d Document) error
	DocumentsOfUnit(unit app.ID) ([]Document, error) // the newest first
	PutDocumentMove(m Move) error                    // insert-only
	PutSignatureField(f Field) error                 // insert-only
	SignatureFieldsOf(document app.ID) ([]Field, error)
	PutSignature(s Signature) error // insert-only
	SignaturesOf(document app.ID) ([]Signature, error)

	Authority(id app.ID) (Authority, error)
	PutAuthority(a Authority) error

	AgreementTerms(id app.ID) (Terms, error)
	AmendAgreementTerms(seen *app.Seen[Terms], t Terms) error
	// TextApprovals lists every approval of a contract's text, the first one first.
	TextApprovals() ([]TextApproval, error)
	PutTextApproval(a TextApproval) error
	OwnForms() ([]OwnForm, error)
	PutOwnForm(f OwnForm) error
	FeeReceipt(id app.ID) (FeeReceipt, error)
	AmendFeeReceipt(seen *app.Seen[FeeReceipt], r FeeReceipt) error
	PutFeeReceipt(r FeeReceipt) error
}

// Desk is where the team draws up, locks, signs and voids documents.
type Desk struct {
	w      app.Writer[Tx]
	issuer func() Issuer
}

// New makes the desk that writes through w, and draws up agreements with an issuer,
// asked for anew with each.
func New(w app.Writer[Tx], issuer func() Issuer) *Desk { return &Desk{w: w, issuer: issuer} }
