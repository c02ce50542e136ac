package site

import (
	"slices"

	"keyday/app"
)

// SignedPaper is a paper on which an owner has signed, or somebody for them, and that
// stands.
type SignedPaper struct {
	Document app.ID
	Kind     string // as contract.Kind has it
	Number   string
	Owners   []app.ID // who signed it, or for whom an agent did
}

// Settled is what of a home was settled with its owners: it was handed over, or an owner
// signed a paper of it. A locked paper keeps its content whatever is corrected later, so
// from there on the record and the paper differ: that is a supervisor's to decide, with a
// reason. Forms, imports and the undoing of imports ask the same.
//
// Settled is what the ledger says of the home, who owns it and by which share; but for
// what goes on changing: how the handover is organised, what is paid later, what somebody
// notes. Who an owner is, is settled by any paper that they signed, of whichever home
// (Tx.SignedBy); where they are reached never is.
type Settled struct {
	HandedOver app.Date
	Papers     []SignedPaper
}

// Any reports whether anything was settled: from there on, who owns the home is.
func (s Settled) Any() bool { return !s.HandedOver.IsZero() || len(s.Papers) > 0 }

// SignedBy reports whether the owner signed a paper of the home, or somebody for them.
func (s Settled) SignedBy(owner app.ID) bool {
	return slices.ContainsFunc(s.Papers, func(p SignedPaper) bool { return slices.Contains(p.Owners, owner) })
}

// Holds reports whether a field of the home, or the share in it, is settled. A blank is
// filled in until the handover: many agreements are signed before the survey measures the
// home, and no paper says otherwise.
func (s Settled) Holds(field string, blank bool) bool {
	f, _ := unitField(field)
	return !f.goesOn && (!s.HandedOver.IsZero() || len(s.Papers) > 0 && !blank)
}

// HoldsOf is Holds for a field of the home as it is.
func (s Settled) HoldsOf(u Unit, field string) bool { return s.Holds(field, u.Lacks(field)) }

// Home reports whether a change of the home is one of what was settled.
func (s Settled) Home(old, now Unit) bool {
	return slices.ContainsFunc(old.ledgerChanges(now), func(c ledgerChange) bool { return s.Holds(c.Key, c.wasBlank) })
}

// Identifies reports whether a change of an owner is one of who they are: their name, or
// the paper that proves it. By where they are reached nobody is told apart, and phones
// change in every life.
func (o Owner) Identifies(old Owner) bool {
	return slices.ContainsFunc(OwnerFields, func(f OwnerField) bool { return f.Identifies && f.Of(o) != f.Of(old) })
}

// Identity lists the fields by which Identifies tells.
func Identity() (keys []string) {
	for _, f := range OwnerFields {
		if f.Identifies {
			keys = append(keys, f.Key)
		}
	}
	return keys
}
