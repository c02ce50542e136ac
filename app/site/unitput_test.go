package site_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/site"
)

// filled is a home of which the ledger says everything.
func filled(s *scene) site.Unit {
	u := s.units.Seen(home).Value
	u.HouseType, u.ContractArea, u.MeasuredArea, u.InnerArea = bareID, areaOf("100"), areaOf("101.5"), areaOf("80")
	u.ContractNo, u.SignedOn, u.DeliveryDue = "YS1", app.NewDate(2024, 3, 5), app.NewDate(2026, 12, 31)
	u.UnitPrice, u.Batch, u.Fund, u.Note = app.Money{Decimal: areaOf("12519").Decimal}, "一批", site.FundPaid, "样板间"
	return u
}

// otherwise changes each field that people correct of a home.
var otherwise = map[string]func(*site.Unit){
	"house type":    func(u *site.Unit) { u.HouseType = app.Nil },
	"contract area": func(u *site.Unit) { u.ContractArea = areaOf("100.01") },
	"measured area": func(u *site.Unit) { u.MeasuredArea = areaOf("") },
	"inner area":    func(u *site.Unit) { u.InnerArea = areaOf("81") },
	"contract":      func(u *site.Unit) { u.ContractNo = "YS2" },
	"signed on":     func(u *site.Unit) { u.SignedOn = app.NewDate(2024, 3, 6) },
	"delivery due":  func(u *site.Unit) { u.DeliveryDue = 0 },
	"price":         func(u *site.Unit) { u.UnitPrice = app.Money{Decimal: areaOf("12520").Decimal} },
	"batch":         func(u *site.Unit) { u.Batch = "" },
	"fund":          func(u *site.Unit) { u.Fund = site.FundUnpaid },
	"note":          func(u *site.Unit) { u.Note = "" },
}

// What was on record of a home is changed with a reason, a note aside, which people add
// to; what was missing is filled in without one.
func TestCorrectUnit(t *testing.T) {
	for name, change := range otherwise {
		for _, c := range []struct {
			name     string
			from     func(*scene) site.Unit
			to       func(*scene) site.Unit
			reason   site.Reason
			must     bool // give a reason
			recorded bool
		}{
			{"changed", filled, func(s *scene) site.Unit { u := filled(s); change(&u); return u }, "", name != "note", false},
			{"changed, why", filled, func(s *scene) site.Unit { u := filled(s); change(&u); return u }, site.BySurvey, false, true},
			{"changed, for a reason of owners", filled, func(s *scene) site.Unit { u := filled(s); change(&u); return u }, site.ItChanged, true, false},
			{"filled in", func(s *scene) site.Unit { return s.units.Seen(home).Value }, filled, "", false, false},
		} {
			s := begin(t)
			s.Must(s.PutUnit(c.from(s)))
			s.Actions = nil
			seen, to := s.units.Seen(home), c.to(s)
			code := ""
			if c.must {
				code = "correction.reason_missing"
			}
			s.refused(name+" "+c.name, s.desk.CorrectUnit(ctx, helper, seen, to, c.reason), code)
			want := to
			if c.must {
				want = seen.Value
			}
			if kept := s.units.Seen(home).Value; !reflect.DeepEqual(kept, want) {
				t.Errorf("%s %s: kept %+v", name, c.name, kept)
			}
			var why []site.Correction
			if c.recorded {
				why = []site.Correction{{ID: apptest.Made(1), Unit: home, Reason: c.reason}}
			}
			if got := s.corrections.All(); !slices.Equal(got, why) {
				t.Errorf("%s %s: recorded %+v", name, c.name, got)
			}
		}
	}
}

// A home that was handed over is corrected by a supervisor, with a reason even for what
// was missing; batch, fund and note go on changing. One that an owner has signed for is
// too, but that blanks are filled in.
func TestCorrectUnitThatWasHandedOver(t *testing.T) {
	for name, change := range otherwise {
		s := begin(t)
		u := filled(s)
		u.HandedOver = app.NewDate(2026, 11, 20)
		s.Must(s.PutUnit(u))
		change(&u)
		if slices.Contains([]string{"batch", "fund", "note"}, name) {
			s.Must(s.desk.CorrectUnit(ctx, helper, s.units.Seen(home), u, site.ByPaper))
			continue
		}
		s.refused(name+", the assistant", s.desk.CorrectUnit(ctx, helper, s.units.Seen(home), u, site.ByPaper), missing)
		s.refused(name+", no reason", s.desk.CorrectUnit(ctx, chief, s.units.Seen(home), u, ""), "correction.reason_missing")
		s.Must(s.desk.CorrectUnit(ctx, chief, s.units.Seen(home), u, site.ByPaper))
	}
	for name, change := range otherwise {
		s := begin(t)
		u, blank := filled(s), s.units.Seen(home).Value
		s.AddSigned(home, wang)
		s.Must(s.desk.CorrectUnit(ctx, helper, s.units.Seen(home), u, ""))
		change(&u)
		s.Actions = nil
		code := missing
		if slices.Contains([]string{"batch", "fund", "note"}, name) {
			code = ""
		}
		s.refused(name+", signed for", s.desk.CorrectUnit(ctx, helper, s.units.Seen(home), u, site.ByPaper), code)
		s.refused(name+", signed for, a supervisor", s.desk.CorrectUnit(ctx, chief, s.units.Seen(home), blank, site.ByPaper), "")
	}
	s := begin(t)
	u := s.units.Seen(next).Value
	u.ContractNo = "YS1"
	s.refused("what was missing", s.desk.CorrectUnit(ctx, chief, s.units.Seen(next), u, ""), "correction.reason_missing")
	s.Must(s.desk.CorrectUnit(ctx, helper, s.units.Seen(next), s.units.Seen(next).Value, "")) // who changes nothing needs none
}

// Where a home stands and what it is called are not the ledger's to correct; what nobody
// could mean is refused, with what was written.
func TestLedgersHaveLimits(t *testing.T) {
	long := strings.Repeat("长", 80)
	note := strings.Repeat("长", 2000)
	for _, c := range []struct {
		name   string
		change func(*site.Unit)
		code   string
		text   string
	}{
		{"the largest areas", func(u *site.Unit) {
			u.ContractArea, u.MeasuredArea, u.InnerArea = areaOf("100000"), areaOf("100000"), areaOf("100000")
		}, "", ""},
		{"an area that is too large", func(u *site.Unit) { u.ContractArea = areaOf("100000.01") }, "area.unreadable", "100000.01"},
		{"a measured one", func(u *site.Unit) { u.MeasuredArea = areaOf("100000.01") }, "area.unreadable", "100000.01"},
		{"an inner one", func(u *site.Unit) { u.InnerArea = areaOf("100000.01") }, "area.unreadable", "100000.01"},
		{"an area below none", func(u *site.Unit) { u.ContractArea = areaOf("-0.01") }, "area.unreadable", "-0.01"},
		{"a price below none", func(u *site.Unit) { u.UnitPrice.Decimal = areaOf("-1").Decimal }, "money.unreadable", "-1.00"},
		{"long lines", func(u *site.Unit) { u.ContractNo, u.Batch = long, long }, "", ""},
		{"a number without end", func(u *site.Unit) { u.ContractNo = long + "长" }, "correction.too_long", long + "长"},
		{"a batch without end", func(u *site.Unit) { u.Batch = long + "长" }, "correction.too_long", long + "长"},
		{"a long note", func(u *site.Unit) { u.Note = note }, "", ""},
		{"a note without end", func(u *site.Unit) { u.Note = note + "长" }, "correction.too_long", long + "…"},
		{"no such house type", func(u *site.Unit) { u.HouseType = app.ID{9} }, "record.unknown", ""},
		{"spaces", func(u *site.Unit) { u.ContractNo, u.Batch = " YS1 ", " 一批 " }, "", ""},
		{"another room", func(u *site.Unit) {
			u.Room, u.Code, u.Building, u.State, u.Open = "1601", "3-2-1601", app.ID{9}, site.Ready, 3
		}, "", ""},
	} {
		s := begin(t)
		seen := s.units.Seen(home)
		u := seen.Value
		c.change(&u)
		err := s.desk.CorrectUnit(ctx, chief, seen, u, "")
		s.refused(c.name, err, c.code)
		if c.text != "" && app.Refusals(err)[0].Args["text"] != c.text {
			t.Errorf("%s: says %v", c.name, err)
		}
		kept := s.units.Seen(home).Value
		if kept.Room != "1501" || kept.Code != "3-2-1501" || kept.Building != towerID || kept.State != "" || kept.Open != 0 {
			t.Errorf("%s: moved to %+v", c.name, kept)
		}
		if c.name == "spaces" && (kept.ContractNo != "YS1" || kept.Batch != "一批") {
			t.Errorf("kept %+v", kept)
		}
	}
}
