package defect_test

import (
	"testing"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
)

// A date may be today wherever one may be set: the last day is still one to work on.
func TestADateMayBeToday(t *testing.T) {
	ctx := t.Context()
	for name, do := range map[string]func(*stage) error{
		"assigned": func(s *stage) error {
			return s.desk.Assign(ctx, wang, []app.ID{s.found().ID}, plaster, today)
		},
		"released": func(s *stage) error { return s.desk.Release(ctx, wang, s.in(defect.Held).ID, "到货", today) },
		"sent back": func(s *stage) error {
			return s.desk.SendBack(ctx, zhao, s.in(defect.Fixed).ID, defect.Rejection{Reason: "仍空鼓", Due: today})
		},
		"promised": func(s *stage) error { return s.desk.Promise(ctx, li, s.defects.Seen(s.in(defect.Assigned).ID), today) },
		"in a notice": func(s *stage) error {
			_, err := s.desk.IssueNotice(ctx, wang, defect.NoticeRequest{Firm: plaster, Defects: []app.ID{s.in(defect.Assigned).ID}, Deadline: today})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) { s := setUp(t); s.Must(do(s)) })
	}
	s := setUp(t)
	s.Refused(s.desk.Hold(ctx, wang, s.in(defect.Assigned).ID, "等材料", today), "defect.review_missing") // a hold looks ahead
}

// A pin lies on the plan, its edges included.
func TestAPinLiesOnThePlan(t *testing.T) {
	for _, c := range []struct {
		x, y int
		on   bool
	}{{0, 0, true}, {10000, 10000, true}, {10000, 0, true}, {0, 10000, true}, {10001, 5, false}, {5, 10001, false}, {-1, 5, false}, {5, -1, false}} {
		s := setUp(t)
		what := hollow()
		what.PinX, what.PinY = c.x, c.y
		_, err := s.desk.Record(t.Context(), li, defect.Finding{Unit: unitID, Origin: defect.Internal, OriginRound: 1, Description: what})
		if on := err == nil; on != c.on {
			t.Errorf("%d, %d: %v", c.x, c.y, err)
		}
	}
}

// Each limit and each promised period has its least and its most.
func TestLimitsAndPeriodsHaveBounds(t *testing.T) {
	ctx := t.Context()
	for days, code := range map[int]string{-1: "defect.limit_unclear", 1: "", 365: "", 366: "defect.limit_unclear"} {
		for i := range 4 {
			l := defect.Limits{Emergency: 1, Serious: 1, Normal: 1, Minor: 1}
			*[]*int{&l.Emergency, &l.Serious, &l.Normal, &l.Minor}[i] = days
			s := setUp(t)
			s.Refused(s.desk.SetLimits(ctx, wang, nil, l), code)
		}
	}
	for _, c := range []struct {
		p    site.Period
		code string
	}{{site.Period{Months: 1}, ""}, {site.Period{Years: 1}, ""}, {site.Period{Seasons: 2}, ""}, {site.Period{Months: -1}, "defect.warranty_missing"}, {site.Period{Seasons: -1}, "defect.warranty_missing"}} {
		s := setUp(t)
		s.Refused(s.desk.SetWarrantyBook(ctx, wang, nil, defect.WarrantyBook{Periods: []defect.Promised{{Class: site.WarrantyLeak, Period: c.p}}}), c.code)
	}
}

// A clock runs from its first day; the contractor's takes the place of the owner's only
// where it ends later.
func TestAClockRunsFromItsFirstDay(t *testing.T) {
	leak := defect.ClocksOf(site.WarrantyLeak, day("2021-01-01"), day("2026-09-30"), site.Period{})
	for on, want := range map[string]defect.ClockState{"2026-09-29": defect.NotStarted, "2026-09-30": defect.Running} {
		if got := leak.Owner.At(day(on)); got != want {
			t.Errorf("on %s: %s, want %s", on, got, want)
		}
	}
	same := defect.ClocksOf(site.WarrantyLeak, day("2026-09-30"), day("2026-09-30"), site.Period{Years: 5})
	if same.Owner.Until != same.Contractor.Until || same.Owner.By != (site.Period{Years: 5}) {
		t.Errorf("the owner's ends with the contractor's, and is said to follow from %+v: %+v", same.Owner.By, same)
	}
}
