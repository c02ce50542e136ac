package inspect

import (
	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/app/staff"
)

// Tx is what the inspection desk needs of a transaction: what defects and
// documents need, and its own records.
type Tx interface {
	defect.Tx
	Person(id app.ID) (staff.Person, error)
	PutUnit(u site.Unit) error

	Inspection(id app.ID) (Inspection, error)
	PutInspection(i Inspection) error
	InspectionsOfUnit(unit app.ID) ([]Inspection, error)
	PutInspectionMove(m Move) error   // insert-only
	Answer(id app.ID) (Answer, error) // "record.unknown" where nobody answered yet
	PutAnswer(a Answer) error
	AmendAnswer(seen *app.Seen[Answer], a Answer) error
	AnswersOf(inspection app.ID) ([]Answer, error)
}

// Desk is where the team inspects.
type Desk struct {
	w      app.Writer[Tx]
	list   *Checklist
	issuer func() contract.Issuer
}

// New makes the desk that writes through w, asks what the list has, and locks its
// sheets with an issuer, asked for anew with each sheet.
func New(w app.Writer[Tx], list *Checklist, issuer func() contract.Issuer) *Desk {
	return &Desk{w: w, list: list, issuer: issuer}
}

// List is the checklist that the desk works by.
func (k *Desk) List() *Checklist { return k.list }

// action is the name under which a step stands in the history.
func action(s Step) string { return "inspect." + string(s) }

// requireMay is site.MayAt, and answers with the unit's code, for what is refused next.
func requireMay(tx Tx, p staff.Permission, unit app.ID) (code string, err error) {
	u, err := tx.Unit(unit)
	if err != nil {
		return "", err
	}
	return u.Code, site.MayAt(tx, p, unit)
}

// commit records the inspection and the move to its state.
func commit(tx Tx, i Inspection, m Move) error {
	m.Move, m.Inspection = app.MoveNow(tx, m.From, i.State, m.Reason), i.ID
	if err := tx.PutInspection(i); err != nil {
		return err
	}
	return tx.PutInspectionMove(m)
}
