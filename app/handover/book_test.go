package handover_test

import (
	"context"
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/site"
)

// Homes are booked one after the other; one that cannot be is told, and the others are
// booked. What was agreed before gives way, and what else the case says stays.
func TestBookAll(t *testing.T) {
	s, ctx := begin(t), context.Background()
	on := s.Today().AddDays(3)
	other := site.Unit{ID: app.ID{0x72}, Building: s.units.At(unitID).Building, Code: "3-2-1502"}
	s.units.Put(other)
	s.Must(s.desk.Book(ctx, reception, unitID, s.look().SeenCase(), handover.Slot{On: s.Today(), From: "15:00"}))
	before := s.look().Case
	slots, err := handover.Slots(on, "09:00", 20, 3)
	s.Must(err)
	unknown := app.ID{0x99}
	o, err := s.desk.BookAll(ctx, reception, []handover.Booking{{Unit: unitID, Slot: slots[0]}})
	s.Must(err)
	if len(o.Undone) != 1 || app.RefusalCode(o.Undone[0].Why) != "handover.booked_meanwhile" || s.look().Case != before {
		t.Errorf("what a colleague agreed meanwhile gave way: %v", o.Undone)
	}
	was := handover.Agreed{On: s.Today(), Hours: "15:00"}
	o, err = s.desk.BookAll(ctx, reception, []handover.Booking{{Unit: unitID, Slot: slots[0], Was: was}, {Unit: unknown, Slot: slots[1]}, {Unit: other.ID, Slot: slots[2]}})
	s.Must(err)
	if len(o.Undone) != 1 || o.Undone[0].ID != unknown || app.RefusalCode(o.Undone[0].Why) != "record.unknown" {
		t.Errorf("undone: %v", o.Undone)
	}
	now := s.look().Case
	if now.Slot() != (handover.Slot{On: on, From: "09:00", To: "09:20"}) || now.State != handover.Booked || now.ID != before.ID {
		t.Errorf("booked %+v", now)
	}
	if v, err := handover.Look(s.Memory, other.ID); err != nil || v.Case.Slot().String() != on.String()+" 09:40–10:00" {
		t.Errorf("the other is booked %s, %v", v.Case.Slot(), err)
	}
}

func TestSlots(t *testing.T) {
	on := app.NewDate(2026, 11, 24)
	for _, c := range []struct {
		from       string
		minutes, n int
		want       []string
	}{
		{"09:00", 30, 3, []string{"09:00–09:30", "09:30–10:00", "10:00–10:30"}},
		{"23:00", 59, 1, []string{"23:00–23:59"}},
		{"23:00", 60, 1, nil}, {"09:00", 0, 1, nil}, {"", 30, 1, nil}, {"9", 30, 1, nil},
		{"09:00", 1 << 62, 4, nil}, {"09:00", 2, 1 << 62, nil},
	} {
		slots, err := handover.Slots(on, c.from, c.minutes, c.n)
		var got []string
		for _, s := range slots {
			got = append(got, s.Hours())
		}
		if !slices.Equal(got, c.want) || (app.RefusalCode(err) == "handover.slot_unclear") != (c.want == nil) {
			t.Errorf("from %q, %d minutes each: %v, %v", c.from, c.minutes, got, err)
		}
	}
}
