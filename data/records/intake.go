package records

import (
	"time"

	"keyday/app"
	"keyday/app/intake"
	"keyday/app/site"
	"keyday/data/journal"
	"keyday/data/registry"
	"keyday/data/store"
)

var importRuns = registry.Define(10, "intake_run", func(r *intake.Run) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "community", func(r *intake.Run) *app.ID { return &r.Community }, registry.Refers("community")),
	registry.Text(2, "file", func(r *intake.Run) *string { return &r.File }),
	registry.Moment(3, "at", func(r *intake.Run) *time.Time { return &r.At }, registry.Silent),
	registry.Ref(4, "who", func(r *intake.Run) *app.ID { return &r.By }, registry.Refers("person"), registry.Silent),
	registry.Number(5, "new_units", func(r *intake.Run) *int { return &r.New }),
	registry.Number(6, "changed_units", func(r *intake.Run) *int { return &r.Changed }),
	registry.Number(7, "new_owners", func(r *intake.Run) *int { return &r.Owners }),
	registry.Number(8, "refused", func(r *intake.Run) *int { return &r.Refused }),
	registry.Moment(9, "undone", func(r *intake.Run) *time.Time { return &r.Undone }),
	registry.List(10, "findings", func(r *intake.Run) *[]intake.Found { return &r.Findings }, registry.Merged(journal.Immutable), registry.Sealed, registry.NamingPeople), // they name owners
	registry.Number(11, "rows_out", func(r *intake.Run) *int { return &r.Out.Rows }),
	registry.Number(12, "cells_out", func(r *intake.Run) *int { return &r.Out.Cells }),
	registry.Number(13, "open_questions", func(r *intake.Run) *int { return &r.Out.Questions }),
}, registry.SealedUnder("id"),
	registry.ScopedBy("community"))

var importColumns = registry.Define(11, "intake_columns", func(r *intake.Remembered) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "community", func(r *intake.Remembered) *app.ID { return &r.Community }, registry.Refers("community")),
	registry.Text(2, "fingerprint", func(r *intake.Remembered) *string { return &r.Fingerprint }),
	registry.List(3, "headers", func(r *intake.Remembered) *[]string { return &r.Headers }, registry.Accompanying),
	registry.List(4, "fields", func(r *intake.Remembered) *[]intake.Field { return &r.Fields }, registry.Accompanying),
})

// Kept reads what the site holds of a community, with what this transaction has
// staged.
func (tx *Tx) Kept(community app.ID) (intake.Kept, error) {
	k, err := keptOf(tx, community)
	if err != nil {
		return k, err
	}
	if k.Settled, err = tx.SettledIn(community); err != nil {
		return k, err
	}
	k.Signed, err = tx.Signed()
	return k, err
}

// Version is where the journal stands, before what this transaction has staged last.
func (tx *Tx) Version() (string, error) { return version(tx) }

func (tx *Tx) PutRemembered(r intake.Remembered) error { return store.Put(tx, importColumns, r) }
func (tx *Tx) ImportRun(id app.ID) (intake.Run, error) {
	return store.Get(tx, importRuns, id)
}
func (tx *Tx) PutImportRun(r intake.Run) error { return store.Put(tx, importRuns, r) }

// Ownership reads who owns which home.
func (tx *Tx) Ownership(id app.ID) (site.Ownership, error) {
	return store.Get(tx, ownerships, id)
}

// OwnershipsOfOwner lists the units that a person owns.
func (tx *Tx) OwnershipsOfOwner(owner app.ID) ([]site.Ownership, error) {
	return store.List(tx, ownerships, "WHERE owner = ? AND NOT ended", owner[:])
}
