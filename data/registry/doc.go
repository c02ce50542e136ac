// Package registry says what a record is: its kinds, their fields, and what search,
// history, verification, backup and erasure have to know of them.
//
//	kind, field      the definitions, and the options that say what is special
//	registry         every kind together, as it is given to a store
//	codec            how contents that are signed for, and lists, are written as bytes
//	entry            what search finds a record by
//	values, subject  what a row holds of a record; what an operation says it is about
//
// It knows neither SQLite's driver nor any domain: package store keeps by it, and who
// defines the records of the trade is their user. It imports app and data/journal.
package registry
