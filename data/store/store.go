// Package store keeps a site on the laptop's disk: SQLite, the one way to write, the
// queries of every screen; how it is verified, backed up and restored, and how a person is
// erased from it.
//
//	records, kinds_…       every kind of record and every field, once, by data/registry
//	turns, transaction     one writes at a time, on its own goroutine
//	tx, inside, record     writing: an action becomes operations, heads and rows
//	apply, conflicts       what other laptops wrote, and what people must settle
//	search, derive         what is computed in the same transaction
//	verify, rebuild        the site made anew from its operations, and compared
//	backup, restore, erase
//	streams, device        which stream this copy of the site may write
//	grants, outside        whose streams count, and what vouches for their ends
//
// It imports app and its domains, and data/registry, journal, keyring, photo, durable
// and fault. It is the only importer of go-sqlite3. main hands its parts to ui
// through the small interfaces that ui declares.
package store

import (
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/intake"
	"keyday/app/privacy"
	"keyday/app/site"
	"keyday/app/staff"
)

// One transaction serves every domain; each sees the few methods that it needs.
var (
	_ intake.Reader = (*Store)(nil)

	_ site.Tx     = (*Tx)(nil)
	_ intake.Tx   = (*Tx)(nil)
	_ staff.Tx    = (*Tx)(nil)
	_ defect.Tx   = (*Tx)(nil)
	_ contract.Tx = (*Tx)(nil)
	_ inspect.Tx  = (*Tx)(nil)
	_ handover.Tx = (*Tx)(nil)
	_ privacy.Tx  = (*Tx)(nil)
)
