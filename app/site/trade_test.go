package site

import (
	"testing"

	"keyday/app"
)

func TestSeverityOrder(t *testing.T) {
	for i, s := range Severities {
		if !s.Known() {
			t.Errorf("%s is not known", s)
		}
		if i > 0 && s.Compare(Severities[i-1]) <= 0 {
			t.Errorf("%s is not graver than %s", s, Severities[i-1])
		}
		if i > 0 && Severities[i-1].Compare(s) >= 0 || s.Compare(s) != 0 {
			t.Errorf("%s is not the graver one, or not as grave as itself", s)
		}
	}
	for s, grave := range map[Severity]bool{Minor: false, Normal: false, Serious: true, Emergency: true} {
		if s.Grave() != grave {
			t.Errorf("%s blocks the handover: %v, want %v", s, s.Grave(), grave)
		}
	}
	if Severity("bad").Known() {
		t.Error("an unknown severity passes as known")
	}
}

// The shortest warranties, row by row: the contractor's by 建设工程质量管理条例 art. 40, the
// owner's by 商品住宅两书制度规定 art. 5.
func TestWarrantyTerms(t *testing.T) {
	life, none := Period{Life: true}, Period{}
	want := map[WarrantyClass][2]Period{
		WarrantyStructure: {life, life},
		WarrantyRoof:      {{Years: 5}, {Years: 3}},
		WarrantyLeak:      {{Years: 5}, {Years: 1}},
		WarrantyClimate:   {{Seasons: 2}, {Seasons: 1}},
		WarrantyServices:  {{Years: 2}, none},
		WarrantyFitOut:    {{Years: 2}, none},
		WarrantyFinishes:  {{Years: 2}, {Years: 1}},
		WarrantyLamps:     {{Years: 2}, {Months: 6}},
		WarrantyBlockage:  {none, {Months: 2}},
		WarrantyContract:  {none, none},
	}
	if len(want) != len(WarrantyClasses) {
		t.Fatalf("%d classes listed, %d in the table", len(WarrantyClasses), len(want))
	}
	for _, c := range WarrantyClasses {
		w := c.Terms()
		if got := [2]Period{w.Contractor, w.Owner}; got != want[c] {
			t.Errorf("%s: %+v, want %+v", c, got, want[c])
		}
		if w.Contractor != none && (w.ContractorSource == "" || !w.ContractorGrade.Known()) {
			t.Errorf("%s: the contractor's period names no source", c)
		}
		if w.Owner != none && (w.OwnerSource == "" || !w.OwnerGrade.Known()) {
			t.Errorf("%s: the owner's period names no source", c)
		}
	}
}

func TestPeriodEnd(t *testing.T) {
	day := func(s string) app.Date {
		d, err := app.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		name   string
		period Period
		start  string
		end    string // "" where no day follows
	}{
		{"five years", Period{Years: 5}, "2026-11-23", "2031-11-23"},
		{"two years from a leap day", Period{Years: 2}, "2028-02-29", "2030-02-28"},
		{"on a month's last day", Period{Months: 2}, "2026-11-30", "2027-01-30"},
		{"to a month's last day", Period{Months: 1}, "2026-11-30", "2026-12-30"},
		{"from the 31st to the 31st", Period{Months: 2}, "2026-10-31", "2026-12-31"},
		{"a year and two months", Period{Years: 1, Months: 2}, "2026-11-23", "2028-01-23"},
		{"a year and two months into a leap February", Period{Years: 1, Months: 2}, "2026-12-31", "2028-02-29"},
		{"six months", Period{Months: 6}, "2026-11-23", "2027-05-23"},
		{"two months into a short month", Period{Months: 2}, "2026-12-31", "2027-02-28"},
		{"two months into a leap February", Period{Months: 2}, "2027-12-31", "2028-02-29"},
		{"seasons have no day", Period{Seasons: 2}, "2026-11-23", ""},
		{"nor has the design life", Period{Life: true}, "2026-11-23", ""},
		{"nor has no period", Period{}, "2026-11-23", ""},
		{"nor has no start", Period{Years: 2}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			end, ok := c.period.End(day(c.start))
			if end != day(c.end) || ok != (c.end != "") {
				t.Errorf("got %q %v, want %q", end, ok, c.end)
			}
		})
	}
}
