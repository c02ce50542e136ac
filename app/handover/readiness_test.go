package handover_test

import (
	"testing"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/site"
)

// Where a home stands, from each fact by itself and from those that one answer makes
// idle.
func TestWhereAHomeStands(t *testing.T) {
	ready := handover.Facts{Inspected: true, SignedOff: true, Fund: site.FundPaid, Filed: true}
	for _, c := range []struct {
		name   string
		change func(*handover.Facts)
		want   site.State
	}{
		{"nothing is in the way", func(*handover.Facts) {}, site.Ready},
		{"handed over, whatever came since", func(f *handover.Facts) { *f = handover.Facts{Taken: true, Refused: true, InWork: 1, Conflicts: 1} }, site.HandedOver},
		{"never inspected", func(f *handover.Facts) { f.Inspected = false }, site.NotReady},
		{"never inspected, refused unseen", func(f *handover.Facts) { f.Inspected, f.Refused = false, true }, site.NotReady},
		{"refused", func(f *handover.Facts) { f.Refused = true }, site.Blocked},
		{"refused with defects in work", func(f *handover.Facts) { f.Refused, f.InWork = true, 1 }, site.Blocked},
		{"one defect in work", func(f *handover.Facts) { f.InWork = 1 }, site.Rectifying},
		{"one defect to dispatch", func(f *handover.Facts) { f.Undispatched = 1 }, site.Inspected},
		{"one defect to look at again", func(f *handover.Facts) { f.Unverified = 1 }, site.Reinspect},
		{"one to dispatch, one to look at again", func(f *handover.Facts) { f.Undispatched, f.Unverified = 1, 1 }, site.Rectifying},
		{"an inspection goes on", func(f *handover.Facts) { f.Reinspecting = true }, site.Reinspect},
		{"an inspection goes on, one defect to dispatch", func(f *handover.Facts) { f.Reinspecting, f.Undispatched = true, 1 }, site.Reinspect},
		{"inspected, not signed off", func(f *handover.Facts) { f.SignedOff = false }, site.Inspected},
		{"the fund unpaid", func(f *handover.Facts) { f.Fund = site.FundUnpaid }, site.Blocked},
		{"the fund unknown", func(f *handover.Facts) { f.Fund = site.FundUnknown }, site.Blocked},
		{"the fund in a state of a newer Keyday", func(f *handover.Facts) { f.Fund = "partly" }, site.Blocked},
		{"the building not filed", func(f *handover.Facts) { f.Filed = false }, site.Blocked},
		{"one conflict", func(f *handover.Facts) { f.Conflicts = 1 }, site.Blocked},
	} {
		f := ready
		c.change(&f)
		if got := handover.UnitState(f); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// The law is told beside a state that is of the work in the home, and beside no other.
func TestWhatAStateDoesNotTell(t *testing.T) {
	today := app.NewDate(2026, 11, 30)
	for completed, filed := range map[app.Date]bool{0: false, today.AddDays(-1): true, today: true, today.AddDays(1): false} {
		if handover.Filed(completed, today) != filed {
			t.Errorf("filed on %s: %t", completed, !filed)
		}
		for fund, paid := range map[site.FundState]bool{site.FundPaid: true, site.FundUnpaid: false, site.FundUnknown: false, "partly": false} {
			f := handover.Facts{Fund: fund, Filed: filed}
			for _, s := range site.States {
				silent := s == site.NotReady || s == site.Blocked || s == site.HandedOver
				if want := !silent && !(paid && filed); f.Untold(s) != want || f.Barred() == (paid && filed) {
					t.Errorf("%s, fund %q, filed %t: untold %t, barred %t", s, fund, filed, f.Untold(s), f.Barred())
				}
			}
		}
	}
}
