package handover

import (
	"slices"

	"keyday/app"
	"keyday/app/site"
)

// Facts are what a unit's readiness follows from: small counts and yes-or-no
// answers which the store reads in the transaction that changed them. Nobody
// types a state.
type Facts struct {
	// Of the unit's inspections before handover (分户验收, 内部验收 round n):
	Inspected    bool // at least one was carried through to its last item
	SignedOff    bool // the latest one that was carried through is signed off
	Reinspecting bool // one has begun after that and is not carried through yet

	// Of the unit's defects, by state; every open defect counts in exactly one:
	Undispatched int // OPEN
	InWork       int // ASSIGNED, FIXING, HOLD, DISPUTED
	Unverified   int // FIXED
	Grave        int // of these three together, 严重 or 紧急

	// Of the gate:
	Fund      site.FundState
	Filed     bool // the building has its 竣工验收备案 date, and the day has come
	Refused   bool // the latest decision of the case in force is a refusal
	Taken     bool // Unit.HandedOver is set
	Conflicts int  // unsettled conflicts of the unit, its defects and its case
}

// Filed reports whether a building may be delivered from: the day of its 竣工验收备案 is
// known, and has come.
func Filed(completed, today app.Date) bool { return !completed.IsZero() && completed <= today }

// Barred reports whether the law forbids handing the home over: its fund is not known to
// be paid, or its building not to be filed.
func (f Facts) Barred() bool { return f.Fund != site.FundPaid || !f.Filed }

// Untold reports whether the law forbids handing over a home of which the state tells
// the work in it alone, so that a tile and a line of a list have to say so beside it. Of
// a home that nobody has inspected yet nobody believes that it could be handed over.
func (f Facts) Untold(s site.State) bool {
	return f.Barred() && slices.Contains(site.ActiveStates, s)
}

// UnitState is where the unit stands. The order of the questions is the order in
// which one answer makes the next one idle.
func UnitState(f Facts) site.State {
	switch {
	case f.Taken:
		return site.HandedOver
	case !f.Inspected:
		return site.NotReady
	case f.Refused:
		return site.Blocked
	case f.InWork > 0, f.Undispatched > 0 && f.Unverified > 0:
		return site.Rectifying
	case f.Unverified > 0, f.Reinspecting:
		return site.Reinspect
	case f.Undispatched > 0, !f.SignedOff:
		return site.Inspected
	case f.Barred(), f.Conflicts > 0:
		return site.Blocked
	}
	return site.Ready
}
