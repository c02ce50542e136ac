package app

import "time"

// Tx is what every transaction offers; the domains embed it in their own narrow
// views. A method that reads one record by ID refuses with "record.unknown"
// where there is none; one that lists returns an empty slice.
//
// The naming convention, which data/store follows for every kind:
// Unit(id) reads, PutUnit(u) stages the fields that changed, UnitsOf…(…) lists.
type Tx interface {
	Actor() Actor
	Now() time.Time
	Today() Date
	NewID() ID
	// Number takes the next number of the series in the laptop's own lane.
	Number(series Series) (string, error)
}
