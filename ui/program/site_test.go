package program

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/search"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/keyring"
	"keyday/data/laptop"
	"keyday/data/records"
	"keyday/data/store"
	"keyday/ui/screen/shell"
)

// plainSite founds a site with so many buildings of floors × 4 units each, an
// owner to every unit, and a team of two whose PIN is 2580.
func plainSite(t testing.TB, dir string, buildings, floors int, rehearsal bool) {
	t.Helper()
	t.Setenv(keyring.KeepVariable, "file")
	ctx := context.Background()
	pin, err := laptop.HashPIN("2580")
	if err != nil {
		t.Fatal(err)
	}
	s, err := records.Create(ctx, dir, records.Founding{
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
	err = s.Do(ctx, people[0].Actor(), "test.lay", func(tx *records.Tx) error {
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

// plain opens a plain site of one building of 6 floors.
func plain(t *testing.T) (*opened, []staff.Person) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	plainSite(t, dir, 1, 6, false)
	o, err := openSite(t.Context(), catalogue(), dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Close() })
	team, err := o.store.People(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return o, team
}

// What is found leads where it is; whose phone it is is told to those alone who may know.
func TestSearch(t *testing.T) {
	o, team := plain(t)
	find := func(role app.Role, text string) ([]shell.Hit, error) {
		t.Helper()
		found, err := search.Find(t.Context(), o.store, inRole(team, role), text)
		if err != nil {
			t.Fatal(err)
		}
		return shell.HitsOf(catalogue(), o.places(catalogue(), nil, nil), found)
	}
	hits, err := find(app.Supervisor, "1-2-602")
	if err != nil || len(hits) == 0 || !strings.HasPrefix(hits[0].Title, "1-2-602  业主") || hits[0].Route.Place != "unit" {
		t.Fatalf("a code finds %+v, %v", hits, err)
	}
	if hits, _ = find(app.Supervisor, "业主1011"); len(hits) == 0 || hits[len(hits)-1].Title != "业主1011" {
		t.Errorf("a name finds %+v", hits)
	}
	if hits, _ = find(app.Supervisor, "8000"); len(hits) == 0 {
		t.Error("the last four of a phone find nobody")
	}
	for text, code := range map[string]string{"没有这个词": "search.nothing", "1-2-602 没有": "search.nothing", "业主1011 1-2-602": "search.not_together"} {
		if hits, err := find(app.Supervisor, text); len(hits) != 0 || app.RefusalCode(err) != code {
			t.Errorf("%q finds %+v and is answered with %v", text, hits, err)
		}
	}
	for _, number := range []string{"8000", "13800138000", "138 0013 8000", "11010519491231002x"} {
		if hits, err := find(app.Handover, number); len(hits) != 0 || app.RefusalCode(err) != "permission.search" {
			t.Errorf("%s, asked by who may not know, finds %+v and is answered with %v", number, hits, err)
		}
	}
	if _, err := find(app.Handover, "999"); app.RefusalCode(err) != "search.nothing" {
		t.Errorf("a number that is no phone's is answered with %v", err)
	}
}

// inRole is who of the team has the role.
func inRole(team []staff.Person, role app.Role) app.Actor {
	return team[slices.IndexFunc(team, func(p staff.Person) bool { return p.Role == role })].Actor()
}
