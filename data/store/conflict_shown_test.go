package store_test

import (
	"context"
	"testing"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/data/journal"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/data/store"
)

// Conflicts say records by name and not by identity. A list shows no whole number; who
// settles sees the values that they choose between.
func TestConflictsAreShown(t *testing.T) {
	w := twins(t)
	o, u := imports(t, w.here)
	w.exchange(t)
	change := func(s *records.Store, phone, name string, kind app.ID) {
		do(t, s, "owner.put", func(tx *records.Tx) error {
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
	type shown map[string]store.Conflict
	read := func(all []store.Conflict, err error) shown {
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
	named, nobodys := read(w.here.ConflictsNaming(ctx)), read(w.here.Conflicts(ctx))
	if n, err := w.here.Waiting(ctx); err != nil || n != len(named) || n < 4 {
		t.Errorf("%d wait, %v; shown %v", n, err, named)
	}
	both := func(c store.Conflict, values ...string) bool {
		return len(c.Sides) == 2 && (c.Sides[0].Value == values[0] && c.Sides[1].Value == values[1] || c.Sides[1].Value == values[0] && c.Sides[0].Value == values[1])
	}
	whole, err := w.here.ConflictWhole(ctx, named["owner.phone"])
	if err != nil || !both(whole, "13900001111", "13700002222") || whole.Sides[0].Private || whole.Name == "" {
		t.Errorf("who settles sees %+v, %v", whole, err)
	}
	if c := named["owner.phone"]; !c.Sides[0].Private || !c.Sides[1].Private || c.Sides[0].Value != "" {
		t.Errorf("a list shows %+v", c)
	}
	if c := named["owner.name"]; !both(c, "欧阳静仪", "欧阳静宜") {
		t.Errorf("names are %+v", c)
	}
	if c := nobodys["owner.name"]; !c.Sides[0].Private || c.Sides[0].Value != "" {
		t.Errorf("a command shows %+v", c)
	}
	if c := nobodys["unit.house_type"]; !both(c, "A户型", "B户型") || c.Name != u.Code || c.Home.ID != u.ID || c.HomeName != u.Code {
		t.Errorf("the home: %+v", c)
	}
	if c := nobodys["meter.reading"]; c.Name != "" || len(c.Told) != 1 || c.Told[0].Value != "water" || !both(c, "139", "137") {
		t.Errorf("the meter: %+v", c)
	}
	if _, is := nobodys["meter.read_at"]; is {
		t.Error("when a meter was read is asked besides what was read")
	}
	if err := w.here.Settle(ctx, chief.Actor(), whole, 1); err != nil {
		t.Fatal(err)
	}
	if got := ownerOf(t, w.here, o.ID).Phone; got != whole.Sides[1].Value {
		t.Errorf("settled, and shown %q", got)
	}
	if _, err := w.here.ConflictWhole(ctx, whole); app.RefusalCode(err) != "conflict.settled" {
		t.Errorf("settled, and %v", err)
	}
}

// A change that waits elsewhere for a field in dispute goes on once it is settled.
func TestStepsGoOnOnceItIsSettled(t *testing.T) {
	s := newStore(t)
	_, found := lived(t, s)
	id := found[1].ID
	elsewhere := otherLaptop(t, s)
	elsewhere.writes(journal.Put, defects.Kind, id, journal.Change{Field: stateField, Value: registry.EncodeValue("fixed"), Base: baseOf(t, s, defects.Kind, id, stateField)})
	desk := defectDesk(records.Narrow(s, viewDefect))
	ctx := context.Background()
	if err := desk.Take(ctx, chief.Actor(), id, defect.Start, ""); err != nil {
		t.Fatal(err)
	}
	elsewhere.arrive(s, 0)
	refused(t, desk.Hold(ctx, chief.Actor(), id, "等材料", app.NewDate(2026, 12, 20)), "conflict.open")
	all := got(s.ConflictsNaming(ctx))(t)
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
