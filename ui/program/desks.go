package program

import (
	"io/fs"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/intake"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/assets"
	"keyday/data/records"
	"keyday/data/sheet"
	"keyday/ui/paper/set"
)

// desks are where the team works: the use cases, over a site.
type desks struct {
	site     *site.Desk
	staff    *staff.Desk
	contract *contract.Desk
	defect   *defect.Desk
	inspect  *inspect.Desk
	handover *handover.Desk
	intake   sheet.Ledgers
}

// needs is what desks are made of.
type needs struct {
	store *records.Store
	press func() contract.Issuer           // what papers are made with
	hash  func(pin string) (string, error) // of a new PIN
	list  *inspect.Checklist

	tx    *records.Tx // a transaction that is open already, for desks inside it; nil: each use case has its own
	clock app.Clock   // of what is done inside tx
}

// writer is how one domain writes.
func writer[T any](n needs, view func(*records.Tx) T) app.Writer[T] {
	if n.tx != nil {
		return records.Inside(n.tx, view, n.clock)
	}
	return records.Narrow(n.store, view)
}

// newDesks makes the desks, of a site that people work in and of a rehearsal alike.
func newDesks(n needs) desks {
	return desks{
		site:     site.New(writer(n, func(tx *records.Tx) site.Tx { return tx }), n.store.Identify),
		staff:    staff.New(writer(n, func(tx *records.Tx) staff.Tx { return tx }), n.hash),
		contract: contract.New(writer(n, func(tx *records.Tx) contract.Tx { return tx }), n.press),
		defect:   defect.New(writer(n, func(tx *records.Tx) defect.DeskTx { return n.list.DefectTx(tx) }), n.press),
		inspect:  inspect.New(writer(n, func(tx *records.Tx) inspect.Tx { return tx }), n.list, n.press),
		handover: handover.New(writer(n, func(tx *records.Tx) handover.Tx { return tx }), n.press),
		// A character that the paper's font lacks is warned of here, long before anybody prints.
		intake: sheet.Ledgers{Desk: intake.NewDesk(writer(n, func(tx *records.Tx) intake.Tx { return tx }), n.store, set.Lacks, n.store.Identify)},
	}
}

// checklist is the list that ships with Keyday.
func checklist() (*inspect.Checklist, error) {
	files, err := fs.Sub(assets.Checklists, "checklists")
	if err != nil {
		return nil, err
	}
	return inspect.Read(files, "residential", "1")
}
