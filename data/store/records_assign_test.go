package store_test

import (
	"testing"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/records"
	"keyday/data/registry"
)

// Two laptops assign one home to an inspector without sight of each other. To different
// ones is a dispute, which says both and lets nobody assign it anew before it is settled; to
// the same one is none.
func TestTwoLaptopsAssignAHome(t *testing.T) {
	const inspectorField = 22
	for _, c := range []struct {
		there app.ID
		sides int
	}{{walker.ID, 2}, {chief.ID, 0}} {
		s := newStore(t)
		units, _ := lived(t, s)
		home, kind := units[2].ID, s.Reg().ByName["unit"]
		assign := func(to app.ID) error {
			return s.Do(t.Context(), chief.Actor(), "inspect.assign", func(tx *records.Tx) error {
				u, err := tx.Unit(home)
				if err != nil {
					return err
				}
				u.Inspector = to
				return tx.PutUnit(u)
			})
		}
		elsewhere := otherLaptop(t, s)
		elsewhere.writes(journal.Put, kind, home, journal.Change{Field: inspectorField, Value: registry.EncodeValue(c.there[:]), Base: baseOf(t, s, kind, home, inspectorField)})
		refused(t, assign(chief.ID), "")
		elsewhere.arrive(s, 0)
		all := got(s.ConflictsNaming(t.Context()))(t)
		if c.sides == 0 {
			if u := got(s.Unit(t.Context(), home))(t); len(all) > 0 || u.Inspector != chief.ID {
				t.Errorf("%+v, %v", all, u.Inspector)
			}
			continue
		}
		if len(all) != 1 || all[0].Field != "inspector" || len(all[0].Sides) != c.sides {
			t.Fatalf("%+v", all)
		}
		refused(t, assign(app.Nil), "conflict.open")
		for _, side := range all[0].Sides {
			if side.Value != walker.Name && side.Value != chief.Name {
				t.Errorf("a side says %q", side.Value)
			}
		}
		refused(t, s.Settle(t.Context(), chief.Actor(), all[0], 0), "")
		if u := got(s.Unit(t.Context(), home))(t); u.Inspector != walker.ID && u.Inspector != chief.ID {
			t.Errorf("settled for %v", u.Inspector)
		}
	}
}
