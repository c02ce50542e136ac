package records

import (
	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/intake"
	"keyday/app/privacy"
	"keyday/app/site"
	"keyday/app/staff"
)

// Desks are where the team works on a site: the use cases of every domain.
type Desks struct {
	Site     *site.Desk
	Staff    *staff.Desk
	Contract *contract.Desk
	Defect   *defect.Desk
	Inspect  *inspect.Desk
	Handover *handover.Desk
	Intake   *intake.Desk
	Privacy  *privacy.Desk
}

// Needs is what desks are made of.
type Needs struct {
	Store     *Store
	Write     app.Writer[*Tx]                  // the store, what stands before it, or a transaction that is open (Inside)
	Issuer    func() contract.Issuer           // what documents are issued with
	HashPIN   func(pin string) (string, error) // of a new PIN
	Checklist *inspect.Checklist
	Lacks     func(text string) []rune // the characters that no form can print
}

// NewDesks makes the desks, of a site that people work in, of a rehearsal and of a test alike.
func NewDesks(n Needs) Desks {
	return Desks{
		Site:     site.New(Narrow(n.Write, func(tx *Tx) site.Tx { return tx }), n.Store.Identify),
		Staff:    staff.New(Narrow(n.Write, func(tx *Tx) staff.Tx { return tx }), n.HashPIN),
		Contract: contract.New(Narrow(n.Write, func(tx *Tx) contract.Tx { return tx }), n.Issuer),
		Defect:   defect.New(Narrow(n.Write, func(tx *Tx) defect.DeskTx { return n.Checklist.DefectTx(tx) }), n.Issuer),
		Inspect:  inspect.New(Narrow(n.Write, func(tx *Tx) inspect.Tx { return tx }), n.Checklist, n.Issuer),
		Handover: handover.New(Narrow(n.Write, func(tx *Tx) handover.Tx { return tx }), n.Issuer),
		Intake:   intake.NewDesk(Narrow(n.Write, func(tx *Tx) intake.Tx { return tx }), n.Store, n.Lacks, n.Store.Identify),
		Privacy:  privacy.New(Narrow(n.Write, func(tx *Tx) privacy.Tx { return tx })),
	}
}
