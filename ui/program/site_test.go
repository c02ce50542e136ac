package program

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/keyring"
	"keyday/data/records"
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

// Units get the house type that a person chose, all of them or none; whoever may not
// change the ledger is refused, and what is no house type too.
func TestSetHouseType(t *testing.T) {
	o, team := plain(t)
	chief, other := team[0].Actor(), team[1].Actor()
	if chief.Role != app.Supervisor {
		chief, other = other, chief
	}
	kind, err := o.site.PutHouseType(t.Context(), chief, nil, site.HouseType{Name: "A户型", Rooms: []site.Room{{Key: "bed1", Kind: site.Bedroom, Name: "主卧"}}})
	if err != nil {
		t.Fatal(err)
	}
	all, err := o.store.Units(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ids := []app.ID{all[0].ID, all[1].ID}
	if err := o.site.SetHouseType(t.Context(), other, ids, kind); app.RefusalCode(err) != "permission.missing" {
		t.Errorf("who may not change the ledger: %v", err)
	}
	if err := o.site.SetHouseType(t.Context(), chief, ids, app.ID{9}); app.RefusalCode(err) != "record.unknown" {
		t.Errorf("a type that is none: %v", err)
	}
	if err := o.site.SetHouseType(t.Context(), chief, append(ids[:1:1], app.ID{9}), kind); err == nil {
		t.Error("a unit that is none got a type")
	}
	typeOf := func(unit app.ID) app.ID {
		u, err := o.store.Unit(t.Context(), unit)
		if err != nil {
			t.Fatal(err)
		}
		return u.HouseType
	}
	if !typeOf(ids[0]).IsNil() {
		t.Error("half of a refused act is kept")
	}
	for _, want := range []app.ID{kind, app.Nil} {
		if err := o.site.SetHouseType(t.Context(), chief, ids, want); err != nil || typeOf(ids[0]) != want || typeOf(ids[1]) != want {
			t.Errorf("set %v: %v, %v, %v", want, err, typeOf(ids[0]), typeOf(ids[1]))
		}
	}
}

// Communities are added and renamed by who keeps the site's lists; a name is unique,
// and an old one may be given again.
func TestPutCommunity(t *testing.T) {
	o, team := plain(t)
	chief, other := team[0].Actor(), team[1].Actor()
	if chief.Role != app.Supervisor {
		chief, other = other, chief
	}
	put := func(actor app.Actor, id app.ID, name, refusal string) app.ID {
		t.Helper()
		seen := &app.Seen[site.Community]{}
		if !id.IsNil() {
			shown, err := o.store.SeeCommunity(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			seen = &shown
		}
		id, err := o.site.PutCommunity(t.Context(), actor, seen, site.Community{ID: id, Name: name})
		if app.RefusalCode(err) != refusal {
			t.Fatalf("%q: %v, want %q", name, err, refusal)
		}
		return id
	}
	put(other, app.Nil, "二期", "permission.missing")
	put(chief, app.Nil, " ", "community.name_missing")
	put(chief, app.Nil, "锦绣花园", "community.name_taken")
	second := put(chief, app.Nil, " 二期 ", "")
	put(chief, second, "二期西区", "")
	third := put(chief, app.Nil, "二期", "")
	all, err := o.store.Communities(t.Context())
	if err != nil || len(all) != 3 || second == third {
		t.Fatalf("%+v, %v", all, err)
	}
	outside := chief
	outside.Communities = []app.ID{third}
	put(outside, second, "别人的", "permission.scope")
}

// A PIN is the person's own; those who left sign in no more.
func TestCheckPIN(t *testing.T) {
	o, team := plain(t)
	if a, err := o.checkPIN(t.Context(), team, team[0].ID, "2580", false); err != nil || a.Staff != team[0].ID {
		t.Errorf("the right PIN is refused: %v", err)
	}
	if _, err := o.checkPIN(t.Context(), team, team[0].ID, "2581", false); app.RefusalCode(err) != "staff.pin_wrong" {
		t.Errorf("a wrong PIN is answered with %v", err)
	}
	if _, err := o.checkPIN(t.Context(), team, team[0].ID, "", true); err != nil {
		t.Errorf("a tap is refused on a rehearsal: %v", err)
	}
	team[0].Left = true
	if _, err := o.checkPIN(t.Context(), team, team[0].ID, "2580", false); err == nil {
		t.Error("somebody who left signs in")
	}
}

// Hits say what they are and lead there; whose phone it is is told to those alone
// who may know.
func TestSearch(t *testing.T) {
	o, team := plain(t)
	p := &program{words: catalogue(), site: o}
	as := func(role app.Role) {
		for _, one := range team {
			if one.Role == role {
				a := one.Actor()
				p.actor.Store(&a)
			}
		}
	}
	as(app.Supervisor)
	hits, err := p.search(t.Context(), "1-2-602")
	if err != nil || len(hits) == 0 || !strings.HasPrefix(hits[0].Title, "1-2-602  业主") || hits[0].Route.Place != "unit" {
		t.Fatalf("a code finds %+v, %v", hits, err)
	}
	if hits, _ = p.search(t.Context(), "业主1011"); len(hits) == 0 || hits[len(hits)-1].Title != "业主1011" {
		t.Errorf("a name finds %+v", hits)
	}
	if hits, _ = p.search(t.Context(), "8000"); len(hits) == 0 {
		t.Error("the last four of a phone find nobody")
	}
	for text, code := range map[string]string{"没有这个词": "search.nothing", "1-2-602 没有": "search.nothing", "业主1011 1-2-602": "search.not_together"} {
		if hits, err := p.search(t.Context(), text); len(hits) != 0 || app.RefusalCode(err) != code {
			t.Errorf("%q finds %+v and is answered with %v", text, hits, err)
		}
	}
	as(app.Handover)
	for _, number := range []string{"8000", "13800138000", "138 0013 8000", "11010519491231002x"} {
		if hits, err := p.search(t.Context(), number); len(hits) != 0 || app.RefusalCode(err) != "permission.search" {
			t.Errorf("%s, asked by who may not know, finds %+v and is answered with %v", number, hits, err)
		}
	}
	if _, err := p.search(t.Context(), "999"); app.RefusalCode(err) != "search.nothing" {
		t.Errorf("a number that is no phone's is answered with %v", err)
	}
}

// inRole is who of the team has the role.
func inRole(team []staff.Person, role app.Role) app.Actor {
	return team[slices.IndexFunc(team, func(p staff.Person) bool { return p.Role == role })].Actor()
}
