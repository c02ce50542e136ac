package defect_test

import (
	"context"
	"testing"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
)

func day(text string) app.Date {
	d, err := app.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// The two clocks of each class: the contractor's from the completion (建设工程质量管理条例
// art. 40), the owner's from the day of possession, and that one never shorter than its
// floor (商品住宅两书制度规定 art. 5), the book, or what is left of the contractor's
// (商品房销售管理办法 art. 33).
func TestClocks(t *testing.T) {
	none := site.Period{}
	for _, c := range []struct {
		name              string
		class             site.WarrantyClass
		completed, handed string
		book              site.Period
		contractor, owner string // last days
	}{
		{"leak, handed over soon", site.WarrantyLeak, "2026-06-30", "2026-09-30", none, "2031-06-30", "2031-06-30"},
		{"leak, handed over late: the floor of a year", site.WarrantyLeak, "2021-01-01", "2026-09-30", none, "2026-01-01", "2027-09-30"},
		{"leak, the book promises more", site.WarrantyLeak, "2026-06-30", "2026-09-30", site.Period{Years: 8}, "2031-06-30", "2034-09-30"},
		{"leak, the book promises less than the law", site.WarrantyLeak, "2026-06-30", "2026-09-30", site.Period{Months: 6}, "2031-06-30", "2031-06-30"},
		{"roof", site.WarrantyRoof, "2026-06-30", "2030-06-30", none, "2031-06-30", "2033-06-30"},
		{"pipes: only what is left of the contractor's", site.WarrantyServices, "2026-06-30", "2027-06-30", none, "2028-06-30", "2028-06-30"},
		{"pipes, nothing left", site.WarrantyServices, "2020-06-30", "2027-06-30", none, "2022-06-30", "2022-06-30"},
		{"finishes from a leap day", site.WarrantyFinishes, "2028-02-29", "2028-02-29", none, "2030-02-28", "2030-02-28"},
		{"lamps", site.WarrantyLamps, "2024-01-01", "2026-08-31", none, "2026-01-01", "2027-02-28"},
		{"blockage: no contractor's clock", site.WarrantyBlockage, "2026-06-30", "2026-09-30", none, "", "2026-11-30"},
		{"by contract", site.WarrantyContract, "2026-06-30", "2026-09-30", none, "", ""},
		{"by contract, with a book", site.WarrantyContract, "2026-06-30", "2026-09-30", site.Period{Years: 1}, "", "2027-09-30"},
		{"not handed over", site.WarrantyLeak, "2026-06-30", "", none, "2031-06-30", ""},
		{"not completed", site.WarrantyLeak, "", "2026-09-30", none, "", "2027-09-30"},
	} {
		got := defect.ClocksOf(c.class, day(c.completed), day(c.handed), c.book)
		if got.Contractor.Until.String() != c.contractor || got.Owner.Until.String() != c.owner {
			t.Errorf("%s: contractor until %q, owner until %q; want %q, %q", c.name,
				got.Contractor.Until, got.Owner.Until, c.contractor, c.owner)
		}
	}
}

// Where both clocks end on one day, the owner's is by the owner's own term.
func TestTheOwnersClockIsTheirOwn(t *testing.T) {
	for handed, years := range map[string]int{"2027-06-30": 1, "2027-06-29": 2} {
		got := defect.ClocksOf(site.WarrantyFinishes, day("2026-06-30"), day(handed), site.Period{}).Owner
		if got.Until != day("2028-06-30") || got.By.Years != years {
			t.Errorf("handed over on %s: until %s by %+v", handed, got.Until, got.By)
		}
	}
}

func TestClockStates(t *testing.T) {
	structure := defect.ClocksOf(site.WarrantyStructure, day("2026-06-30"), day("2026-09-30"), site.Period{})
	leak := defect.ClocksOf(site.WarrantyLeak, day("2021-01-01"), day("2026-09-30"), site.Period{})
	heat := defect.ClocksOf(site.WarrantyClimate, day("2026-06-30"), day("2026-09-30"), site.Period{})
	waiting := defect.ClocksOf(site.WarrantyLeak, day("2026-06-30"), 0, site.Period{})
	for _, c := range []struct {
		name  string
		clock defect.Clock
		on    string
		want  defect.ClockState
	}{
		{"structure, a lifetime later", structure.Owner, "2090-01-01", defect.Running},
		{"structure, before possession", structure.Owner, "2026-09-29", defect.NotStarted},
		{"leak, last day", leak.Owner, "2027-09-30", defect.Running},
		{"leak, the day after", leak.Owner, "2027-10-01", defect.Over},
		{"leak, contractor's", leak.Contractor, "2026-11-25", defect.Over},
		{"heating by seasons", heat.Contractor, "2027-01-01", defect.Undated},
		{"not handed over", waiting.Owner, "2027-01-01", defect.NotStarted},
	} {
		if got := c.clock.At(day(c.on)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if !leak.DeveloperAlone(day("2026-11-25")) || leak.DeveloperAlone(day("2027-10-01")) || structure.DeveloperAlone(day("2026-11-25")) {
		t.Error("whether the developer pays alone")
	}
}

func TestWarrantyBook(t *testing.T) {
	ctx := context.Background()
	s := setUp(t)
	promise := func(p site.Period, c site.WarrantyClass) defect.WarrantyBook {
		return defect.WarrantyBook{Periods: []defect.Promised{{Class: c, Period: p}}}
	}
	s.Refused(s.desk.SetWarrantyBook(ctx, li, nil, promise(site.Period{Years: 8}, site.WarrantyLeak)), "permission.missing")
	s.Refused(s.desk.SetWarrantyBook(ctx, wang, nil, promise(site.Period{Years: 8}, "roofs")), "defect.warranty_missing")
	s.Refused(s.desk.SetWarrantyBook(ctx, wang, nil, promise(site.Period{Years: -1}, site.WarrantyLeak)), "defect.warranty_missing")
	s.Must(s.desk.SetWarrantyBook(ctx, wang, nil, promise(site.Period{Years: 8}, site.WarrantyLeak)))
	kept, err := s.WarrantyBook(defect.WarrantyBookID(named("site")))
	s.Must(err)
	if kept.Period(site.WarrantyLeak).Years != 8 || kept.Period(site.WarrantyRoof) != (site.Period{}) {
		t.Errorf("%+v", kept)
	}
}
