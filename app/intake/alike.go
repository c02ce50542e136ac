package intake

import (
	"slices"

	"keyday/app/site"
)

// alike finds the buyer of a home whom a row says again. A file may name one home in each
// of its rows, so that many are found by what tells them, and not looked for one by one.
type alike map[string][]int

// manyBuyers is from when on they are; a list of few is shorter than what finds it.
const manyBuyers = 16

// says reports whether b says the buyer again: of the same hidden identity or number, or
// of the same name where a number is missing.
func (b *Buyer) says(have *Buyer) bool {
	haveNo, no := have.Said.Of(IDNo), b.Said.Of(IDNo)
	switch {
	case !b.Key.IsNil() && b.Key == have.Key && (site.SameName(b.Name(), have.Name()) || b.Said.Of(OwnerName).Masked || have.Said.Of(OwnerName).Masked):
		return true // of two names it is two people
	case have.Name() != b.Name():
		return false
	}
	return no.Text == haveNo.Text || no.Text == "" || haveNo.Text == ""
}

// What a buyer is found under: each way in which says knows one has its key.
func byName(b *Buyer) string { return "name/" + b.Name() }

func byNumber(b *Buyer, number string) string { return byName(b) + "/number/" + number }

func byKey(b *Buyer, name string) string { return "key/" + b.Key.String() + "/" + name }

const anyName, maskedName = "/", "*/" // in no name

// put notes the buyer at a place of the home's list under what it is found by.
func (a alike) put(b *Buyer, at int) {
	keys := []string{byName(b), byNumber(b, b.Said.Of(IDNo).Text)}
	if !b.Key.IsNil() {
		keys = append(keys, byKey(b, site.NameKey(b.Name())), byKey(b, anyName))
		if b.Said.Of(OwnerName).Masked {
			keys = append(keys, byKey(b, maskedName))
		}
	}
	for _, key := range keys {
		if place, there := slices.BinarySearch(a[key], at); !there {
			a[key] = slices.Insert(a[key], place, at)
		}
	}
}

// ways are the keys under which those stand whom b may say again.
func (b *Buyer) ways() []string {
	keys := []string{byName(b)}
	if no := b.Said.Of(IDNo).Text; no != "" {
		keys = []string{byNumber(b, no), byNumber(b, "")}
	}
	if !b.Key.IsNil() {
		keys = append(keys, byKey(b, site.NameKey(b.Name())), byKey(b, maskedName))
		if b.Said.Of(OwnerName).Masked {
			keys = append(keys, byKey(b, anyName))
		}
	}
	return keys
}

// buyerLike is the place of the home's first buyer whom b says again, or -1.
func (h *Home) buyerLike(b *Buyer) int {
	if h.alike == nil {
		return slices.IndexFunc(h.Buyers, func(have Buyer) bool { return b.says(&have) })
	}
	first := -1
	for _, key := range b.ways() {
		for _, at := range h.alike[key] { // what a buyer was found by may have changed
			if first >= 0 && at >= first {
				break
			}
			if b.says(&h.Buyers[at]) {
				first = at
				break
			}
		}
	}
	return first
}

// noteBuyer keeps the buyer at the place to be found, where there are many.
func (h *Home) noteBuyer(at int) {
	switch {
	case h.alike != nil:
		h.alike.put(&h.Buyers[at], at)
	case len(h.Buyers) >= manyBuyers:
		h.alike = alike{}
		for i := range h.Buyers {
			h.alike.put(&h.Buyers[i], i)
		}
	}
}
