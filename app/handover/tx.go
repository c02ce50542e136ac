package handover

import (
	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
)

// Tx is what the handover desk needs of a transaction: what defects and documents
// need, and its own records.
type Tx interface {
	defect.Tx
	contract.Tx
	Community(id app.ID) (site.Community, error)
	Inspection(id app.ID) (inspect.Inspection, error)
	PutUnit(u site.Unit) error
	AmendOwner(seen *app.Seen[site.Owner], o site.Owner) error
	SignedBy(owner app.ID) ([]site.SignedPaper, error)
	PutCorrection(site.Correction) error // insert-only
	// UnitFacts reads what the unit's readiness follows from, with the changes
	// staged so far.
	UnitFacts(unit app.ID) (Facts, error)

	HandoverCase(id app.ID) (Case, error)
	PutHandoverCase(c Case) error
	AmendHandoverCase(seen *app.Seen[Case], c Case) error
	HandoverCasesOfUnit(unit app.ID) ([]Case, error)
	PutHandoverMove(m Move) error // insert-only
	HandoverMovesOf(c app.ID) ([]Move, error)
	PutHandoverResult(r Result) error // insert-only
	HandoverResultsOf(c app.ID) ([]Result, error)
	PutIdentityCheck(i IdentityCheck) error // insert-only
	IdentityChecksOf(c app.ID) ([]IdentityCheck, error)
	PutOverride(o Override) error // insert-only
	OverridesOf(c app.ID) ([]Override, error)

	PutMeter(m Meter) error
	AmendMeter(seen *app.Seen[Meter], m Meter) error
	MetersOf(c app.ID) ([]Meter, error)
	PutKeys(k Keys) error
	AmendKeys(seen *app.Seen[Keys], k Keys) error
	KeysOf(c app.ID) ([]Keys, error)
	PutPaper(p Paper) error
	AmendPaper(seen *app.Seen[Paper], p Paper) error
	PapersOf(c app.ID) ([]Paper, error)

	// HandoverItems is the site's own item list; "record.unknown" means the
	// default holds.
	HandoverItems(id app.ID) (ItemList, error)
	AmendHandoverItems(seen *app.Seen[ItemList], l ItemList) error
}

// Desk is where the team hands homes over.
type Desk struct {
	w      app.Writer[Tx]
	issuer func() contract.Issuer
}

// New makes the desk that writes through w, and makes its certificates with a
// issuer, asked for anew with each.
func New(w app.Writer[Tx], issuer func() contract.Issuer) *Desk { return &Desk{w: w, issuer: issuer} }
