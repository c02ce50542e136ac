package app

import (
	"testing"
	"time"
)

// A day is the one of the zone that the moment is given in: early in the morning it is
// another one in Shanghai than in London, and so it is late in the evening elsewhere.
func TestTheDayIsOfTheMomentsZone(t *testing.T) {
	zones := map[string]*time.Location{"UTC": time.UTC, "a zone by its offset": time.FixedZone("", 8*3600)}
	for _, name := range []string{"Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		zones[name] = zone
	}
	want := NewDate(2026, 11, 20)
	for name, zone := range zones {
		for _, clock := range []struct{ hour, minute int }{{0, 0}, {0, 30}, {7, 30}, {7, 59}, {8, 0}, {12, 0}, {23, 59}} {
			at := time.Date(2026, 11, 20, clock.hour, clock.minute, 0, 0, zone)
			if got := DateOf(at); got != want {
				t.Errorf("%02d:%02d in %s is %s", clock.hour, clock.minute, name, got)
			}
		}
	}
	early := time.Date(2026, 11, 20, 7, 30, 0, 0, zones["Asia/Shanghai"])
	if got := DateOf(early.UTC()); got != want.AddDays(-1) {
		t.Errorf("the same moment in London is of %s", got)
	}
}

func TestDaysAndYears(t *testing.T) {
	for _, c := range []struct {
		from  string
		years int
		want  string
	}{{"2026-11-20", 1, "2027-11-20"}, {"2028-02-29", 1, "2029-03-01"}, {"2028-02-29", 4, "2032-02-29"}, {"2026-11-20", -1, "2025-11-20"}} {
		from, err := ParseDate(c.from)
		if err != nil {
			t.Fatal(err)
		}
		if got := from.AddYears(c.years).String(); got != c.want {
			t.Errorf("%s and %d years: %s, want %s", c.from, c.years, got, c.want)
		}
	}
	day := NewDate(2026, 11, 30)
	if got := day.AddDays(1).String(); got != "2026-12-01" || day.DaysUntil(day.AddDays(1)) != 1 || day.DaysUntil(day.AddDays(-1)) != -1 {
		t.Errorf("the day after is %s", got)
	}
}
