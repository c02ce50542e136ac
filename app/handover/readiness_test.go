package handover

import (
	"testing"

	"keyday/app/site"
)

// Where a home stands, from each fact by itself and from those that one answer makes
// idle.
func TestWhereAHomeStands(t *testing.T) {
	ready := Facts{Inspected: true, SignedOff: true, Fund: site.FundPaid, Filed: true}
	for _, c := range []struct {
		name   string
		change func(*Facts)
		want   site.State
	}{
		{"nothing is in the way", func(*Facts) {}, site.Ready},
		{"handed over, whatever came since", func(f *Facts) { *f = Facts{Taken: true, Refused: true, InWork: 1, Conflicts: 1} }, site.HandedOver},
		{"never inspected", func(f *Facts) { f.Inspected = false }, site.NotReady},
		{"never inspected, refused unseen", func(f *Facts) { f.Inspected, f.Refused = false, true }, site.NotReady},
		{"refused", func(f *Facts) { f.Refused = true }, site.Blocked},
		{"refused with defects in work", func(f *Facts) { f.Refused, f.InWork = true, 1 }, site.Blocked},
		{"one defect in work", func(f *Facts) { f.InWork = 1 }, site.Rectifying},
		{"one defect to dispatch", func(f *Facts) { f.Undispatched = 1 }, site.Inspected},
		{"one defect to look at again", func(f *Facts) { f.Unverified = 1 }, site.Reinspect},
		{"one to dispatch, one to look at again", func(f *Facts) { f.Undispatched, f.Unverified = 1, 1 }, site.Rectifying},
		{"an inspection goes on", func(f *Facts) { f.Reinspecting = true }, site.Reinspect},
		{"an inspection goes on, one defect to dispatch", func(f *Facts) { f.Reinspecting, f.Undispatched = true, 1 }, site.Reinspect},
		{"inspected, not signed off", func(f *Facts) { f.SignedOff = false }, site.Inspected},
		{"the fund unpaid", func(f *Facts) { f.Fund = site.FundUnpaid }, site.Blocked},
		{"the fund unknown", func(f *Facts) { f.Fund = site.FundUnknown }, site.Blocked},
		{"the fund in a state of a newer Keyday", func(f *Facts) { f.Fund = "partly" }, site.Blocked},
		{"the building not filed", func(f *Facts) { f.Filed = false }, site.Blocked},
		{"one conflict", func(f *Facts) { f.Conflicts = 1 }, site.Blocked},
	} {
		f := ready
		c.change(&f)
		if got := UnitState(f); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
