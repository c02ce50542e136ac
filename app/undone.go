package app

// Undone is a record with which something could not be done while it was done with
// others, and why.
type Undone struct {
	ID  ID
	Why error
}
