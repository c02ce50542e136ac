package store

import (
	"context"
	"testing"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/data/journal"
)

// Who settles sees the values that they choose between, by name and not by identity; who
// may not see a number does not see it here either.
func TestConflictsAreShown(t *testing.T) {
	w := twins(t)
	o, u := imports(t, w.here)
	w.exchange(t)
	change := func(s *Store, phone, name string, kind app.ID) {
		do(t, s, "owner.put", func(tx *Tx) error {
			now, err := tx.Owner(o.ID)
			if err != nil {
				return err
			}
			now.Phone, now.Name = phone, name
			if err := tx.PutOwner(now); err != nil {
				return err
			}
			h := site.HouseType{ID: kind, Name: map[app.ID]string{{81}: "A户型", {82}: "B户型"}[kind]}
			if err := tx.PutHouseType(h); err != nil {
				return err
			}
			home, err := tx.Unit(u.ID)
			if err != nil {
				return err
			}
			home.HouseType = kind
			if err := tx.PutUnit(home); err != nil {
				return err
			}
			return tx.PutMeter(handover.Meter{ID: app.ID{83}, Case: app.ID{84}, Kind: "water", Reading: phone[:3]})
		})
	}
	change(w.here, "13900001111", "欧阳静仪", app.ID{81})
	change(w.there, "13700002222", "欧阳静宜", app.ID{82})
	w.exchange(t)
	ctx := context.Background()
	type shown map[string]Conflict
	read := func(all []Conflict, err error) shown {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		by := shown{}
		for _, c := range all {
			by[c.Record.Kind+"."+c.Field] = c
		}
		return by
	}
	chiefs, walkers, nobodys := read(w.here.ConflictsFor(ctx, chief.Actor())), read(w.here.ConflictsFor(ctx, walker.Actor())), read(w.here.Conflicts(ctx))
	if n, err := w.here.Waiting(ctx); err != nil || n != len(chiefs) || n < 4 {
		t.Errorf("%d wait, %v; shown %v", n, err, chiefs)
	}
	both := func(c Conflict, values ...string) bool {
		return len(c.Sides) == 2 && (c.Sides[0].Value == values[0] && c.Sides[1].Value == values[1] || c.Sides[1].Value == values[0] && c.Sides[0].Value == values[1])
	}
	if c := chiefs["owner.phone"]; !both(c, "13900001111", "13700002222") || c.Sides[0].Private || c.Name == "" {
		t.Errorf("who settles sees %+v", c)
	}
	if c := walkers["owner.phone"]; !c.Sides[0].Private || !c.Sides[1].Private || c.Sides[0].Value != "" {
		t.Errorf("who may not see numbers sees %+v", c)
	}
	if c := walkers["owner.name"]; !both(c, "欧阳静仪", "欧阳静宜") {
		t.Errorf("names are %+v", c)
	}
	if c := nobodys["owner.name"]; !c.Sides[0].Private || c.Sides[0].Value != "" {
		t.Errorf("a command shows %+v", c)
	}
	if c := nobodys["unit.house_type"]; !both(c, "A户型", "B户型") || c.Name != u.Code || c.Unit != u.ID {
		t.Errorf("the home: %+v", c)
	}
	if c := nobodys["meter.reading"]; c.Name != "" || len(c.Told) != 1 || c.Told[0].Value != "water" || !both(c, "139", "137") {
		t.Errorf("the meter: %+v", c)
	}
	if _, is := nobodys["meter.read_at"]; is {
		t.Error("when a meter was read is asked besides what was read")
	}
	if err := w.here.Settle(ctx, chief.Actor(), chiefs["owner.phone"], 1); err != nil {
		t.Fatal(err)
	}
	if got := w.here.owner(t, o.ID).Phone; got != chiefs["owner.phone"].Sides[1].Value {
		t.Errorf("settled, and shown %q", got)
	}
}

// A change that waits elsewhere for a field in dispute goes on once it is settled.
func TestStepsGoOnOnceItIsSettled(t *testing.T) {
	s := newStore(t)
	_, found := lived(t, s)
	id := found[1].ID
	elsewhere := otherLaptop(t, s)
	elsewhere.writes(journal.Put, defects, id, journal.Change{Field: stateField, Value: encodeValue("fixed"), Base: baseOf(t, s, defects, id, stateField)})
	desk := defectDesk(Narrow(s, viewDefect))
	ctx := context.Background()
	if err := desk.Start(ctx, chief.Actor(), id); err != nil {
		t.Fatal(err)
	}
	elsewhere.arrive(s, 0, 1)
	refused(t, desk.Hold(ctx, chief.Actor(), id, "等材料", app.NewDate(2026, 12, 20)), "conflict.open")
	all := got(s.ConflictsFor(ctx, chief.Actor()))(t)
	if len(all) != 1 || all[0].Name != found[1].Number || all[0].Field != "state" {
		t.Fatalf("%+v", all)
	}
	if err := s.Settle(ctx, chief.Actor(), all[0], 0); err != nil {
		t.Fatal(err)
	}
	if err := desk.Hold(ctx, chief.Actor(), id, "等材料", app.NewDate(2026, 12, 20)); err != nil {
		t.Errorf("settled, and %v", err)
	}
}
