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

// Outcome is what became of many records that something was to be done with, one after the
// other.
type Outcome struct {
	Undone []Undone
	Rest   []ID // with which it was not tried, or not to the end, because it was stopped
}

// OneByOne does something with each of many records, each in an action of its own. One
// with which it is refused is undone and does not stop the others; any other error does,
// and what was done before stands.
func OneByOne(ids []ID, do func(i int) error) (o Outcome, stopped error) {
	for i, id := range ids {
		switch err := do(i); {
		case OfOne(err):
			o.Undone = append(o.Undone, Undone{id, err})
		case err != nil:
			o.Rest = ids[i:]
			return o, err
		}
	}
	return o, nil
}

// ofAll are the refusals that are of no single record: whatever else was tried would be
// refused alike. Domains of them, and codes.
var ofAll = []string{
	"disk", "store", "site", "keyring", "device", "grant", "backup", "staff", // the folder, the laptop, who works
	"permission.missing", "permission.backup", "permission.search",
	"paper.pack_empty", "paper.uncounted", "paper.printer_missing", "paper.printer_refused", "paper.viewer_missing",
}

// OfOne reports whether an error refuses something for the one record that it was tried
// with, which is no reason not to try it with others: it is refused, and not for what stands
// against the work as such, as a disk that is full.
func OfOne(err error) bool {
	all := Refusals(err)
	return len(all) > 0 && !slices.ContainsFunc(all, func(r *Refusal) bool {
		domain, _, _ := strings.Cut(r.Code, ".")
		return slices.Contains(ofAll, domain) || slices.Contains(ofAll, r.Code)
	})
}
