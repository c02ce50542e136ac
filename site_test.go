package main

import (
	"context"
	"fmt"
	"os"
	"testing"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/keyring"
	"keyday/data/store"
)

// plainSite founds a site with so many buildings of floors × 4 units each, an
// owner to every unit, and a team of two whose PIN is 2580.
func plainSite(t testing.TB, dir string, buildings, floors int, rehearsal bool) {
	t.Helper()
	t.Setenv(keyring.KeepVariable, "file")
	ctx := context.Background()
	pin, err := hashPIN("2580")
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Create(ctx, dir, store.Founding{
		Site:        site.Site{Name: "锦绣花园", Company: "锦绣置业有限公司", Phone: "400-800-1234", Rehearsal: rehearsal},
		Communities: []site.Community{{Name: "锦绣花园"}},
		Supervisor:  staff.Person{Name: "王敏", Role: app.Supervisor, PIN: pin},
		Lane:        "01",
	}, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	all, err := s.Communities(ctx)
	if err != nil {
		t.Fatal(err)
	}
	theSite, err := s.Site(ctx)
	if err != nil {
		t.Fatal(err)
	}
	people, err := s.People(ctx)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Do(ctx, people[0].Actor(), "test.lay", func(tx *store.Tx) error {
		if err := tx.PutPerson(staff.Person{ID: tx.NewID(), Name: "李强", Role: app.Handover, PIN: pin}); err != nil {
			return err
		}
		for b := 1; b <= buildings; b++ {
			code := fmt.Sprint(b)
			id := app.DerivedID(theSite.ID, "building/"+code)
			if err := tx.PutBuilding(site.Building{ID: id, Community: all[0].ID, Code: code, Name: code + "幢", Order: b}); err != nil {
				return err
			}
			for f := 1; f <= floors; f++ {
				for r := 1; r <= 4; r++ {
					entrance, room := fmt.Sprint((r+1)/2), fmt.Sprintf("%d%02d", f, (r+1)%2+1)
					u := site.Unit{ID: tx.NewID(), Building: id, Entrance: entrance, Floor: f, Room: room, Code: code + "-" + entrance + "-" + room, Fund: site.FundPaid}
					if err := tx.PutUnit(u); err != nil {
						return err
					}
					o := site.Owner{ID: tx.NewID(), Name: fmt.Sprintf("业主%d", b*1000+f*10+r), Phone: "13800138000"}
					if err := tx.PutOwner(o); err != nil {
						return err
					}
					if err := tx.PutOwnership(site.Ownership{ID: tx.NewID(), Unit: u.ID, Owner: o.ID}); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestMake(t *testing.T) {
	if d := os.Getenv("KEYDAY_MAKE"); d != "" {
		plainSite(t, d, 6, 18, false)
	}
}
