package app_test

import (
	"slices"
	"testing"
	"time"

	"keyday/app"
)

func TestAmountsAreRead(t *testing.T) {
	for text, want := range map[string]string{
		"": "0.00", "12800": "12800.00", " 12,800.50 ": "12800.50", "-3": "-3.00", "2.85": "2.85", "0.005": "0.01",
	} {
		if m, err := app.ParseMoney(text); err != nil || m.String() != want {
			t.Errorf("%q is %s, %v; want %s", text, m, err, want)
		}
	}
	for _, text := range []string{"1e9", "1E-3", "1e999999999", "两千", "1.2.3", "￥5", "--1"} {
		if _, err := app.ParseMoney(text); app.RefusalCode(err) != "money.unreadable" {
			t.Errorf("%q is an amount: %v", text, err)
		}
		if _, err := app.ParseArea(text); app.RefusalCode(err) != "area.unreadable" {
			t.Errorf("%q is an area: %v", text, err)
		}
	}
	for _, text := range []string{"88.98", " 88.98㎡", "88.98 m²", "88.98M2", "88.98 平方米", "88.98平"} {
		if a, err := app.ParseArea(text); err != nil || a.String() != "88.98" {
			t.Errorf("%q is %s, %v", text, a, err)
		}
	}
	if _, err := app.ParseArea("㎡8"); app.RefusalCode(err) != "area.unreadable" {
		t.Errorf("a unit before the figure is read: %v", err)
	}
	if _, err := app.ParseArea("-1"); app.RefusalCode(err) != "area.unreadable" {
		t.Errorf("an area below nothing: %v", err)
	}
	if a, err := app.ParseArea(""); err != nil || a.String() != "" {
		t.Errorf("no area is %q, %v", a, err)
	}
}

func TestDatesOfTheCalendar(t *testing.T) {
	day := app.NewDate(2024, time.February, 29)
	for _, c := range []struct {
		got  app.Date
		want string
	}{
		{day, "2024-02-29"},
		{day.AddDays(1), "2024-03-01"},
		{day.AddYears(1), "2025-03-01"},
		{day.AddYears(4), "2028-02-29"},
		{app.NewDate(1969, time.December, 31), "1969-12-31"},
		{app.DateOf(time.Date(2026, time.November, 23, 23, 59, 0, 0, time.FixedZone("", 8*3600))), "2026-11-23"},
		{app.Date(0), ""},
	} {
		if c.got.String() != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
		if back, err := app.ParseDate(c.want); err != nil || back != c.got {
			t.Errorf("%q is read as %s, %v", c.want, back, err)
		}
	}
	if n := day.DaysUntil(day.AddYears(1)); n != 366 {
		t.Errorf("%d days to the first of March 2025", n)
	}
	for _, text := range []string{"2026-11-31", "2026/11/23", "23.11.2026", "2026-1-1"} {
		if _, err := app.ParseDate(text); app.RefusalCode(err) != "date.unreadable" {
			t.Errorf("%q is a date: %v", text, err)
		}
	}
}

// A day is written as people read it, and read again whatever its year.
func TestDayAsText(t *testing.T) {
	for text, want := range map[string]app.Date{
		"": 0, "2026-11-23": app.NewDate(2026, time.November, 23), "0001-01-01": app.NewDate(1, 1, 1), "10000-01-01": app.NewDate(10000, 1, 1),
	} {
		var got app.Date
		if err := got.UnmarshalText([]byte(text)); err != nil || got != want {
			t.Errorf("%q is %d, %v", text, got, err)
		}
		if said, _ := want.MarshalText(); string(said) != text {
			t.Errorf("%d is said %q, want %q", want, said, text)
		}
	}
	for _, text := range []string{"2026-11-31", "2026-1-1", "2026/11/23", "2026-11-23 ", "99999999999-01-01", "heute"} {
		var got app.Date
		if err := got.UnmarshalText([]byte(text)); app.RefusalCode(err) != "date.unreadable" {
			t.Errorf("%q is %s, %v", text, got, err)
		}
	}
}

func TestMachineSaysWhatMayBeDone(t *testing.T) {
	type state string
	type step string
	lamp := app.Machine[state, step]{Refusal: "lamp.step_refused", Subject: "lamp", Transitions: []app.Transition[state, step]{
		{Step: "light", From: []state{"dark"}, To: "lit"},
		{Step: "smash", From: []state{"dark", "lit"}, To: "broken"},
		{Step: "burn_out", From: []state{"lit"}, To: "broken", Implied: true},
	}}
	for of, want := range map[state][]step{"dark": {"light", "smash"}, "lit": {"smash"}, "broken": nil} {
		if got := lamp.Steps(of); !slices.Equal(got, want) {
			t.Errorf("%s offers %v, want %v", of, got, want)
		}
	}
	if to, err := lamp.After("lit", "burn_out", "hall"); err != nil || to != "broken" {
		t.Errorf("an implied step leads to %s, %v", to, err)
	}
	to, err := lamp.After("broken", "light", "hall")
	if app.RefusalCode(err) != "lamp.step_refused" || to != "broken" {
		t.Errorf("a broken lamp is %s: %v", to, err)
	}
}

// A change touches the kinds of its records, and those whose values follow, each once.
func TestKindsOfAChange(t *testing.T) {
	unit, defect := app.Ref{Kind: "unit", ID: app.ID{1}}, app.Ref{Kind: "defect", ID: app.ID{2}}
	c := app.Change{Records: []app.Ref{defect, {Kind: "defect", ID: app.ID{3}}}, Derived: []app.Ref{unit, defect}}
	if got := c.Kinds(); !slices.Equal(got, []string{"defect", "unit"}) {
		t.Errorf("it touches %q", got)
	}
}
