package site

import (
	"slices"

	"keyday/app"
)

// SignedPaper is a paper on which somebody has signed for the home, and that stands.
type SignedPaper struct {
	Document app.ID
	Kind     string // as contract.Kind has it
	Number   string
	Owners   []app.ID // who sign it, or for whom an agent does
}

// Settled is what of a home was settled with its owners. A locked paper keeps its
// content whatever is corrected later, so from there on the record and the paper differ:
// that is a supervisor's to decide, with a reason, by hand and by an import alike.
type Settled struct {
	HandedOver app.Date
	Papers     []SignedPaper
}

// Home reports whether what the ledger says of the home is settled: it was handed over.
func (s Settled) Home() bool { return !s.HandedOver.IsZero() }

// Owner reports whether the owner is settled: they signed, or somebody for them.
func (s Settled) Owner(owner app.ID) bool {
	return slices.ContainsFunc(s.Papers, func(p SignedPaper) bool { return slices.Contains(p.Owners, owner) })
}

// Identifies reports whether a change of an owner is one of who they are: their name, or
// the paper that proves it. By where they are reached nobody is told apart, and phones
// change in every life.
func (o Owner) Identifies(old Owner) bool {
	return o.Name != old.Name || o.IDType != old.IDType || o.IDNo != old.IDNo
}
