package site_test

import (
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/site"
)

// deed is something that people do at the desk.
type deed struct {
	name, action string
	do           func(s *scene, who app.Actor) error
	// What the supervisor of the home's community, its assistant, handover staff and the
	// supervisor of another community are told.
	chief, helper, walker, second string
}

const missing, scope = "permission.missing", "permission.scope"

var deeds = []deed{
	{"letterhead", "site.put", func(s *scene, a app.Actor) error {
		return s.desk.PutSite(ctx, a, s.site.Seen(siteID), site.Site{Name: "云栖府", Phone: "400-1"})
	}, "", missing, missing, ""},
	{"new community", "community.put", func(s *scene, a app.Actor) error {
		_, err := s.desk.PutCommunity(ctx, a, nil, site.Community{Name: "三期"})
		return err
	}, "", missing, missing, ""},
	{"rename a community", "community.put", func(s *scene, a app.Actor) error {
		_, err := s.desk.PutCommunity(ctx, a, s.communities.Seen(phaseOne), site.Community{ID: phaseOne, Name: "一期"})
		return err
	}, "", missing, missing, scope},
	{"building", "building.put", func(s *scene, a app.Actor) error {
		return s.desk.PutBuilding(ctx, a, s.buildings.Seen(towerID), site.Building{ID: towerID, Name: "三幢"})
	}, "", missing, missing, scope},
	{"completion", "building.put", func(s *scene, a app.Actor) error {
		return s.desk.SetCompleted(ctx, a, []app.ID{towerID}, app.NewDate(2026, 10, 1))
	}, "", missing, missing, scope},
	{"new house type", "house_type.put", func(s *scene, a app.Actor) error {
		_, err := s.desk.PutHouseType(ctx, a, nil, site.HouseType{Name: "B户型"})
		return err
	}, "", missing, missing, ""},
	{"new firm", "firm.put", func(s *scene, a app.Actor) error {
		_, err := s.desk.PutFirm(ctx, a, nil, site.Firm{Name: "华泰建设"})
		return err
	}, "", missing, missing, ""},
	{"funds", "unit.fund", func(s *scene, a app.Actor) error {
		return s.desk.SetFunds(ctx, a, []app.ID{home, shop}, site.FundPaid)
	}, "", "", missing, scope},
	{"house type of homes", "unit.house_type", func(s *scene, a app.Actor) error {
		return s.desk.SetHouseType(ctx, a, []app.ID{home, shop}, bareID)
	}, "", "", missing, scope},
	{"correct a home", "unit.correct", func(s *scene, a app.Actor) error {
		u := s.units.Seen(home)
		now := u.Value
		now.ContractNo, now.HouseType = "YS1", bareID
		return s.desk.CorrectUnit(ctx, a, u, now, site.Mistyped)
	}, "", "", missing, scope},
	{"correct a home that was handed over", "unit.correct", func(s *scene, a app.Actor) error {
		u := s.units.Seen(next)
		now := u.Value
		now.ContractNo = "YS1"
		return s.desk.CorrectUnit(ctx, a, u, now, site.ByPaper)
	}, "", missing, missing, scope},
	{"take down an owner", "owner.register", func(s *scene, a app.Actor) error {
		_, err := s.desk.RegisterOwner(ctx, a, site.Owner{Name: "欧阳䶮", IDNo: "11010519491231002X"}, site.Part{Unit: home, Reason: site.Mistyped})
		return err
	}, "", "", missing, scope},
	{"take down an owner of a home that was handed over", "owner.register", func(s *scene, a app.Actor) error {
		_, err := s.desk.RegisterOwner(ctx, a, site.Owner{Name: "欧阳䶮"}, site.Part{Unit: next, Reason: site.Mistyped})
		return err
	}, "", missing, missing, scope},
	{"join an owner", "owner.register", func(s *scene, a app.Actor) error {
		return s.desk.JoinOwner(ctx, a, wang, site.Part{Unit: shop, Share: "1/2"})
	}, "", "", missing, scope},
	{"join an owner to a home that was handed over", "owner.register", func(s *scene, a app.Actor) error {
		return s.desk.JoinOwner(ctx, a, wang, site.Part{Unit: next, Share: "1/2", Reason: site.ByPaper})
	}, "", missing, missing, scope},
	{"correct an owner", "owner.put", func(s *scene, a app.Actor) error {
		o := s.owners.Seen(wang)
		now := o.Value
		now.Name, now.IDNo = "王小明", "11010519491231002X"
		return s.desk.PutOwner(ctx, a, o, now, site.Part{Unit: home, Seen: s.share(home, wang), Share: "50%", Reason: site.ItChanged})
	}, "", "", missing, scope},
	{"correct an owner who has signed", "owner.put", func(s *scene, a app.Actor) error {
		s.AddSigned(home, wang)
		o := s.owners.Seen(wang)
		now := o.Value
		now.Name = "王小明"
		return s.desk.PutOwner(ctx, a, o, now, site.Part{Unit: home, Reason: site.ItChanged})
	}, "", missing, missing, scope},
	{"end an ownership", "ownership.end", func(s *scene, a app.Actor) error {
		return s.desk.EndOwnership(ctx, a, home, wang, site.Transferred)
	}, "", "", missing, scope},
	{"end an ownership of who has signed", "ownership.end", func(s *scene, a app.Actor) error {
		s.AddSigned(home, wang)
		return s.desk.EndOwnership(ctx, a, home, wang, site.Transferred)
	}, "", missing, missing, scope},
	{"end an ownership of a home that was handed over", "ownership.end", func(s *scene, a app.Actor) error {
		return s.desk.EndOwnership(ctx, a, next, li, site.Withdrawn)
	}, "", missing, missing, scope},
	{"picture of a name", "owner.name_picture", func(s *scene, a app.Actor) error {
		return s.desk.PutNamePicture(ctx, a, home, wang, "PNG")
	}, "", "", missing, scope},
}

// Lists and letterhead are a supervisor's; what the ledger says of homes and owners, the
// assistant's too, in their own community; what was settled with owners, a supervisor's.
func TestWhoMay(t *testing.T) {
	for _, d := range deeds {
		for _, as := range []struct {
			who  app.Actor
			told string
		}{{chief, d.chief}, {helper, d.helper}, {walker, d.walker}, {second, d.second}} {
			s := begin(t)
			s.refused(d.name+" by "+as.who.Name, d.do(s, as.who), as.told)
			if as.told == "" && !slices.Equal(s.Actions, []string{d.action}) {
				t.Errorf("%s by %s: the history says %v", d.name, as.who.Name, s.Actions)
			}
		}
	}
}

// What could not be read or written is said; it is never taken for what is not there.
func TestFailuresAreSaid(t *testing.T) {
	for _, d := range deeds {
		t.Run(d.name, func(t *testing.T) {
			apptest.EachCallFails(t, func(b *apptest.Break) error { return d.do(beginWith(t, b), chief) })
		})
	}
}

// The letterhead keeps what it is shown with; a rehearsal stays one, and the zone is one
// that has days.
func TestPutSite(t *testing.T) {
	for _, c := range []struct {
		name, zone string
		code, kept string
	}{
		{"锦绣花园", "", "", ""},
		{"锦绣花园", " Asia/Shanghai ", "", ""}, // as most say nothing of it
		{"锦绣花园", " Asia/Urumqi", "", "Asia/Urumqi"},
		{"锦绣花园", "Mars/Olympus", "site.zone_unknown", ""},
		{"锦绣花园", "Local", "site.zone_unknown", ""},
		{" 　", "", "site.name_missing", ""},
	} {
		s := begin(t)
		was := s.site.Seen(siteID)
		now := was.Value
		now.ID, now.Rehearsal, now.Name, now.Zone, now.Phone = app.ID{9}, true, c.name, c.zone, "400-1"
		s.refused(c.name+c.zone, s.desk.PutSite(ctx, chief, was, now), c.code)
		want := was.Value
		if c.code == "" {
			want.Zone, want.Phone = c.kept, "400-1"
		}
		if got := s.site.Seen(siteID).Value; got != want {
			t.Errorf("%q, %q: kept %+v", c.name, c.zone, got)
		}
	}
}

// A community has a name of its own, and on every laptop that adds it the same identity.
func TestPutCommunity(t *testing.T) {
	s := begin(t)
	for name, code := range map[string]string{" ": "community.name_missing", "锦绣花园二期 ": "community.name_taken"} {
		_, err := s.desk.PutCommunity(ctx, chief, nil, site.Community{Name: name})
		s.refused("new "+name, err, code)
		_, err = s.desk.PutCommunity(ctx, chief, s.communities.Seen(phaseOne), site.Community{ID: phaseOne, Name: name})
		s.refused("now "+name, err, code)
	}
	third, err := s.desk.PutCommunity(ctx, chief, nil, site.Community{Name: " 三期 "})
	s.Must(err)
	if want := app.DerivedID(siteID, "community/三期"); third != want || s.communities.Seen(third).Value != (site.Community{want, "三期"}) {
		t.Errorf("another laptop would make another community of it: %s", third)
	}
	_, err = s.desk.PutCommunity(ctx, chief, s.communities.Seen(third), site.Community{ID: third, Name: "三期"})
	s.Must(err) // under the name that it has
	_, err = s.desk.PutCommunity(ctx, chief, s.communities.Seen(third), site.Community{ID: third, Name: "云栖府"})
	s.Must(err)
	again, err := s.desk.PutCommunity(ctx, chief, nil, site.Community{Name: "三期"})
	s.Must(err)
	if again == third || again.IsNil() || s.communities.Seen(third).Value.Name != "云栖府" || s.communities.Seen(again).Value.Name != "三期" {
		t.Error("the community that is called otherwise by now was taken for the new one")
	}
}

// A building's name, place and completion date are changed, its code never.
func TestPutBuilding(t *testing.T) {
	s := begin(t)
	filed := app.NewDate(2026, 10, 1)
	s.Must(s.desk.PutBuilding(ctx, chief, s.buildings.Seen(towerID), site.Building{ID: towerID, Community: phaseTwo, Code: "33", Name: "三幢", Completed: filed, Order: 7}))
	if got, want := s.buildings.Seen(towerID).Value, (site.Building{towerID, phaseOne, "3", "三幢", filed, 7}); got != want {
		t.Errorf("kept %+v", got)
	}
	s = begin(t)
	s.refused("unknown", s.desk.PutBuilding(ctx, chief, nil, site.Building{ID: app.ID{9}, Name: "九幢"}), "record.unknown")
	s.refused("one unknown", s.desk.SetCompleted(ctx, chief, []app.ID{towerID, {9}}, filed), "record.unknown")
	if got := s.buildings.Seen(towerID).Value; !got.Completed.IsZero() {
		t.Error("of two buildings one was filed, and the other refused")
	}
	s.Must(s.desk.SetCompleted(ctx, chief, []app.ID{towerID}, filed))
	if got := s.buildings.Seen(towerID).Value; got.Completed != filed || got.Name != "3幢" {
		t.Errorf("kept %+v", got)
	}
}

// House types and firms have names of their own; a room is told by its key.
func TestPutHouseType(t *testing.T) {
	room := func(keys ...string) (rooms []site.Room) {
		for _, k := range keys {
			key, name, _ := strings.Cut(k, "/")
			rooms = append(rooms, site.Room{Key: key, Kind: site.Bedroom, Name: name})
		}
		return rooms
	}
	for _, c := range []struct {
		name  string
		rooms []site.Room
		code  string
	}{
		{" B户型 ", room("bed1/主卧", "bed2/次卧"), ""},
		{"B户型", nil, ""},
		{" ", nil, "house_type.name_missing"},
		{"A户型 ", nil, "house_type.name_taken"},
		{"B户型", room("bed1/主卧", "/次卧"), "house_type.room_unclear"},
		{"B户型", room("bed1/主卧", "bed2/"), "house_type.room_unclear"},
		{"B户型", room("bed1/主卧", "bed1/次卧"), "house_type.room_unclear"},
	} {
		s := begin(t)
		id, err := s.desk.PutHouseType(ctx, chief, nil, site.HouseType{Name: c.name, Rooms: c.rooms})
		s.refused(c.name, err, c.code)
		if c.code != "" {
			continue
		}
		if kept := s.types.Seen(id).Value; kept.ID != id || kept.Name != strings.TrimSpace(c.name) || len(kept.Rooms) != len(c.rooms) {
			t.Errorf("kept %+v", kept)
		}
	}
	s := begin(t)
	fitted := s.types.Seen(bareID).Value
	fitted.Finish = site.Fitted
	if id, err := s.desk.PutHouseType(ctx, chief, s.types.Seen(bareID), fitted); err != nil || id != bareID || s.types.Seen(bareID).Value.Finish != site.Fitted {
		t.Errorf("%s under its own name: %v", id, err)
	}
}

func TestPutFirm(t *testing.T) {
	s := begin(t)
	_, err := s.desk.PutFirm(ctx, chief, nil, site.Firm{Name: " "})
	s.refused("no name", err, "firm.name_missing")
	id, err := s.desk.PutFirm(ctx, chief, nil, site.Firm{Name: " 华泰建设 ", Trades: []string{"general"}})
	s.Must(err)
	if kept := s.firms.Seen(id).Value; kept.Name != "华泰建设" || kept.ID != id {
		t.Errorf("kept %+v", kept)
	}
	s.Actions = nil
	_, err = s.desk.PutFirm(ctx, chief, nil, site.Firm{Name: "华泰建设"})
	s.refused("the same", err, "firm.name_taken")
	closed := s.firms.Seen(id).Value
	closed.Closed = true
	if again, err := s.desk.PutFirm(ctx, chief, s.firms.Seen(id), closed); err != nil || again != id || !s.firms.Seen(id).Value.Closed {
		t.Errorf("under its own name: %v", err)
	}
}

// Funds and house types are set for many homes at once, all or none; what was settled of a
// home is corrected by itself.
func TestManyHomesAtOnce(t *testing.T) {
	s := begin(t)
	s.refused("one handed over", s.desk.SetHouseType(ctx, chief, []app.ID{home, next}, bareID), "unit.settled")
	s.refused("one unknown", s.desk.SetFunds(ctx, chief, []app.ID{home, {9}}, site.FundPaid), "record.unknown")
	s.refused("no such type", s.desk.SetHouseType(ctx, chief, []app.ID{home}, app.ID{9}), "record.unknown")
	if u := s.units.Seen(home).Value; u.Fund != site.FundUnknown || !u.HouseType.IsNil() {
		t.Errorf("refused, and kept %+v", u)
	}
	s.Must(s.desk.SetFunds(ctx, chief, []app.ID{home, shop}, site.FundPaid))
	s.Must(s.desk.SetHouseType(ctx, chief, []app.ID{home, shop}, bareID))
	s.Must(s.desk.SetHouseType(ctx, chief, []app.ID{shop}, app.Nil))    // which was wrong
	s.Must(s.desk.SetFunds(ctx, helper, []app.ID{next}, site.FundPaid)) // goes on after the handover
	s.AddSigned(home, wang)
	s.Actions = nil
	s.refused("one signed for", s.desk.SetHouseType(ctx, chief, []app.ID{home}, app.Nil), "unit.settled")
	s.Must(s.desk.SetHouseType(ctx, chief, []app.ID{home}, bareID)) // as it is
	for id, houseType := range map[app.ID]app.ID{home: bareID, shop: app.Nil} {
		if u := s.units.Seen(id).Value; u.Fund != site.FundPaid || u.HouseType != houseType {
			t.Errorf("kept %+v", u)
		}
	}
}
