package app

import (
	"slices"
	"strings"
)

// Undone is a record with which something could not be done while it was done with
// others, and why.
type Undone struct {
	ID  ID
	Why error
}

// OneByOne does something with each of many records, each in an action of its own. One
// with which it is refused is undone and does not stop the others; any other error does.
func OneByOne(ids []ID, do func(i int) error) (undone []Undone, err error) {
	for i, id := range ids {
		switch err := do(i); {
		case ofOne(err):
			undone = append(undone, Undone{id, err})
		case err != nil:
			return undone, err
		}
	}
	return undone, nil
}

// ofOne reports whether a refusal is of the one record, and not of the work as such, as of
// a disk that is full.
func ofOne(err error) bool {
	domain, _, _ := strings.Cut(RefusalCode(err), ".")
	return slices.Contains([]string{"contract", "defect", "handover", "inspect", "paper", "privacy", "record", "conflict"}, domain) ||
		RefusalCode(err) == "permission.scope"
}
