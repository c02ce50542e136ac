// Package store keeps a site on the laptop's disk: SQLite, the registry of
// fields, the one way to write, and the queries of every screen.
//
// It imports app and its domains, and data/journal, keyring and fault. It is
// the only importer of go-sqlite3. main hands its parts to ui through the small
// interfaces that ui declares.
package store

import (
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/intake"
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
)
