// Package store keeps a site on the laptop's disk: SQLite, the one way to write; how it is
// verified, backed up and restored, and how a person is erased from it. What its records
// are it is told by a registry; it knows no domain.
//
//	open, create           a site, by a registry.Registry
//	source                 reading: Get, List and See, by kind
//	turns, transaction     one writes at a time, on its own goroutine
//	tx, inside, put        writing: an action becomes operations, heads and rows
//	apply, conflicts       what other laptops wrote, and what people must settle
//	search, derive         what is computed in the same transaction
//	verify, rebuild        the site made anew from its operations, and compared
//	backup, restore, erase
//	streams, device        which stream this copy of the site may write
//	grants, outside        whose streams count, and what vouches for their ends
//
// It imports app and app/pinyin, and data/registry, journal, keyring, photo, durable and
// fault. It is the only importer of go-sqlite3; data/records gives it the records of the
// trade.
package store
