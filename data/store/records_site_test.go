package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/data/records"
	"keyday/data/store"
)

// estate is a community of two buildings, the tenth before the second in no list, with
// homes on two floors of two entrances.
func estate(t *testing.T, s *records.Store) (second, tenth site.Building) {
	t.Helper()
	second, tenth = building("2"), building("10")
	do(t, s, "site.fill", func(tx *records.Tx) error {
		errs := []error{tx.PutBuilding(tenth), tx.PutBuilding(second)}
		for _, b := range []site.Building{tenth, second} {
			for _, entrance := range []string{"10", "2"} {
				for _, floor := range []int{2, 11} {
					for _, room := range []string{"12", "3"} {
						code := fmt.Sprintf("%s-%s-%d%s", b.Code, entrance, floor, room)
						errs = append(errs, tx.PutUnit(site.Unit{ID: app.DerivedID(communityID, "unit/"+code), Building: b.ID, Entrance: entrance, Floor: floor, Room: room, Code: code}))
					}
				}
			}
		}
		return errors.Join(errs...)
	})
	return second, tenth
}

// Buildings and homes are listed as people count them, the grid from the top floor down,
// with how many homes there are of each state.
func TestBuildingsAndTiles(t *testing.T) {
	s := newStore(t)
	ctx := context.Background()
	second, tenth := estate(t, s)
	all := got(s.Buildings(ctx))(t)
	if len(all) != 2 || all[0].ID != second.ID || all[1].ID != tenth.ID {
		t.Fatalf("%+v", all)
	}
	for _, b := range all {
		if b.Units != 8 || b.Counts[site.NotReady] != 8 || len(b.Counts) != 1 {
			t.Errorf("%s: %d homes, %v", b.Code, b.Units, b.Counts)
		}
	}
	want := []string{"2-2-113", "2-2-1112", "2-10-113", "2-10-1112", "2-2-23", "2-2-212", "2-10-23", "2-10-212"}
	codes := func(tiles []site.Tile) (all []string) {
		for _, tile := range tiles {
			all = append(all, tile.Code)
			if u, err := s.Unit(ctx, tile.Unit); err != nil || u.Code != tile.Code || u.Building != tile.Building || u.Floor != tile.Floor || u.Entrance != tile.Entrance || u.Room != tile.Room {
				t.Errorf("%+v is no tile of %+v, %v", tile, u, err)
			}
		}
		return all
	}
	if of := codes(got(s.Tiles(ctx, second.ID))(t)); !slices.Equal(of, want) {
		t.Errorf("of one building %v, want %v", of, want)
	}
	of := codes(got(s.Tiles(ctx, app.Nil))(t))
	if len(of) != 16 || !slices.Equal(of[:8], want) || of[8] != "10-2-113" {
		t.Errorf("of all %v", of)
	}
	if none := got(s.Tiles(ctx, app.ID{0x99}))(t); len(none) != 0 {
		t.Errorf("of none %v", none)
	}
	if units := got(s.Units(ctx))(t); len(units) != 16 {
		t.Errorf("%d homes", len(units))
	}
}

// A code that two communities have names no home.
func TestACodeOfTwoHomes(t *testing.T) {
	s := newStore(t)
	ctx := context.Background()
	other := site.Community{ID: app.ID{0x70}, Name: "锦绣花园二期"}
	far := site.Building{ID: app.ID{0x71}, Community: other.ID, Code: "3", Name: "3幢"}
	twin := unitIn(building("3"), 1, 1)
	twin.ID, twin.Building = app.ID{0x72}, far.ID
	lived(t, s)
	do(t, s, "site.fill", func(tx *records.Tx) error {
		return errors.Join(tx.PutCommunity(other), tx.PutBuilding(far), tx.PutUnit(twin))
	})
	_, err := s.UnitByCode(ctx, "3-1-101")
	refused(t, err, "unit.ambiguous")
	if all := got(s.Communities(ctx))(t); len(all) != 2 || all[0].Name != "锦绣花园" || all[1].Name != other.Name {
		t.Errorf("%+v", all)
	}
	seen := got(s.SeeCommunity(ctx, other.ID))(t)
	if _, err := s.SeeCommunity(ctx, app.ID{0x99}); seen.Value.Name != other.Name || app.RefusalCode(err) != "record.unknown" {
		t.Errorf("%+v, %v", seen.Value, err)
	}
}

// Firms that are no longer used are listed last, and not at all where one is chosen; a
// home without a house type has an empty one.
func TestFirmsAndHouseTypes(t *testing.T) {
	s := newStore(t)
	ctx := context.Background()
	do(t, s, "site.fill", func(tx *records.Tx) error {
		return errors.Join(tx.PutFirm(site.Firm{ID: app.ID{1, 1}, Name: "甲公司", Closed: true}), tx.PutFirm(site.Firm{ID: app.ID{1, 2}, Name: "乙公司"}), tx.PutFirm(site.Firm{ID: app.ID{1, 3}, Name: "丙公司"}),
			tx.PutHouseType(site.HouseType{ID: app.ID{2, 1}, Name: "B户型"}), tx.PutHouseType(site.HouseType{ID: app.ID{2, 2}, Name: "A户型"}))
	})
	names := func(all []site.Firm) (names []string) {
		for _, f := range all {
			names = append(names, f.Name)
		}
		return names
	}
	if of := names(got(s.Firms(ctx))(t)); len(of) != 2 || slices.Contains(of, "甲公司") {
		t.Errorf("in use: %v", of)
	}
	if of := names(got(s.AllFirms(ctx))(t)); len(of) != 3 || of[2] != "甲公司" {
		t.Errorf("all: %v", of)
	}
	types := got(s.HouseTypes(ctx))(t)
	if len(types) != 2 || types[0].Name != "A户型" || got(s.HouseType(ctx, app.ID{2, 1}))(t).Name != "B户型" || got(s.HouseType(ctx, app.Nil))(t).Name != "" {
		t.Errorf("%+v", types)
	}
	_, err := s.HouseType(ctx, app.ID{0x99})
	refused(t, err, "record.unknown")
}

// What a site has not set holds by default, and is seen for changing as that; what it has
// set takes its place.
func TestWhatASiteHasNotSet(t *testing.T) {
	s := newStore(t)
	ctx := context.Background()
	if l := got(s.DefectLimits(ctx))(t); l.Days(site.Normal) != defect.DefaultLimits.Days(site.Normal) {
		t.Errorf("limits %+v", l)
	}
	if b := got(s.WarrantyBook(ctx))(t); len(b.Periods) != 0 {
		t.Errorf("warranty %+v", b)
	}
	if l := got(s.HandoverItems(ctx))(t); len(l.Meters) != len(handover.DefaultItems().Meters) {
		t.Errorf("items %+v", l)
	}
	items := got(s.SeeHandoverItems(ctx))(t)
	if len(items.Value.Keys) != len(handover.DefaultItems().Keys) {
		t.Errorf("items to be changed %+v", items.Value)
	}
	book := got(s.SeeWarrantyBook(ctx))(t)
	do(t, s, "site.put", func(tx *records.Tx) error {
		list := handover.DefaultItems()
		list.ID, list.Meters = handover.ItemListID(siteID), list.Meters[:1]
		return errors.Join(store.Put(tx, itemLists, list), store.Put(tx, warrantyBooks, defect.WarrantyBook{ID: defect.WarrantyBookID(siteID), Periods: []defect.Promised{{Class: site.WarrantyClasses[0]}}}))
	})
	if l := got(s.HandoverItems(ctx))(t); len(l.Meters) != 1 {
		t.Errorf("items kept: %+v", l)
	}
	if b := got(s.WarrantyBook(ctx))(t); len(b.Periods) != 1 || len(book.Value.Periods) != 0 {
		t.Errorf("warranty kept: %+v, seen before: %+v", b, book.Value)
	}
}

// An owner who is still on the way from another laptop is shown as one without a name;
// what was once owned is not listed.
func TestOwnersOnTheirWay(t *testing.T) {
	s := newStore(t)
	ctx := context.Background()
	units, _ := lived(t, s)
	do(t, s, "site.fill", func(tx *records.Tx) error {
		return errors.Join(tx.PutOwnership(site.Ownership{ID: app.ID{0x41}, Unit: units[1].ID, Owner: app.ID{0x42}}),
			tx.PutOwnership(site.Ownership{ID: app.ID{0x43}, Unit: units[2].ID, Owner: buyer.ID, Ended: true}))
	})
	if of := got(s.OwnersOf(ctx, units[1].ID))(t); len(of) != 1 || of[0].Owner.ID != (app.ID{0x42}) || of[0].Owner.Name != "" {
		t.Errorf("%+v", of)
	}
	if of := got(s.OwnersOf(ctx, units[2].ID))(t); len(of) != 0 {
		t.Errorf("who sold it is listed: %+v", of)
	}
	if of := got(s.UnitsOf(ctx, buyer.ID))(t); len(of) != 1 || of[0].ID != units[0].ID {
		t.Errorf("%+v", of)
	}
}
