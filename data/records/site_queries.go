package records

import (
	"context"
	"fmt"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/registry"
	"keyday/data/store"
)

// Site reads the one site of these data.
func (s *Store) Site(ctx context.Context) (site.Site, error) { return theSite(s.At(ctx)) }

// SeeSite reads it for changing it.
func (s *Store) SeeSite(ctx context.Context) (app.Seen[site.Site], error) {
	st, err := s.Site(ctx)
	if err != nil {
		return app.Seen[site.Site]{}, err
	}
	return store.MustSee(s.At(ctx), sites, st.ID)
}

// Communities lists the communities by name.
func (s *Store) Communities(ctx context.Context) ([]site.Community, error) {
	return store.List(s.At(ctx), communities, "ORDER BY name")
}

// SeeCommunity reads a community for changing it.
func (s *Store) SeeCommunity(ctx context.Context, id app.ID) (app.Seen[site.Community], error) {
	return store.MustSee(s.At(ctx), communities, id)
}

// Buildings lists the buildings in their order, with the counts of their units.
func (s *Store) Buildings(ctx context.Context) ([]site.BuildingView, error) {
	all, err := store.List(s.At(ctx), buildings, "ORDER BY place, length(code), code")
	if err != nil {
		return nil, err
	}
	views := make([]site.BuildingView, len(all))
	at := map[app.ID]*site.BuildingView{}
	for i, b := range all {
		views[i] = site.BuildingView{Building: b, Counts: map[site.State]int{}}
		at[b.ID] = &views[i]
	}
	rows, err := s.At(ctx).Query("SELECT building, state, count(*) FROM unit GROUP BY building, state")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var building app.ID
		var state string
		var n int
		if err := rows.Scan(registry.IntoID(&building), &state, &n); err != nil {
			return nil, err
		}
		if v := at[building]; v != nil {
			v.Counts[site.State(state)] = n
			v.Units += n
		}
	}
	return views, rows.Err()
}

// Tiles lists a building's units as the grid shows them, those of every building
// where none is named: building by building, the highest floor first, entrances
// and rooms from left to right.
func (s *Store) Tiles(ctx context.Context, building app.ID) ([]site.Tile, error) {
	query, args := "SELECT u.id, building, entrance, floor, room, u.code, state, open, grave, "+s.untold()+" FROM unit u JOIN building b ON b.id = u.building", []any(nil)
	order := "floor DESC, length(entrance), entrance, length(room), room"
	if building.IsNil() {
		order = "b.place, length(b.code), b.code, " + order
	} else {
		query, args = query+" WHERE u.building = ?", []any{building[:]}
	}
	rows, err := s.At(ctx).Query(query+" ORDER BY "+order, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var tiles []site.Tile
	for rows.Next() {
		var t site.Tile
		if err := rows.Scan(registry.IntoID(&t.Unit), registry.IntoID(&t.Building), &t.Entrance, &t.Floor, &t.Room, &t.Code, &t.State, &t.Open, &t.Grave, &t.Barred); err != nil {
			return nil, err
		}
		tiles = append(tiles, t)
	}
	return tiles, rows.Err()
}

// untold is handover.Facts.Untold of the unit u in the building b, today.
func (s *Store) untold() string { return untold(s.Today()) }

func untold(today app.Date) string {
	return fmt.Sprintf(`(u.state IN %s AND (u.fund <> 'paid' OR b.completed = 0 OR b.completed > %d))`, keys(site.ActiveStates), int64(today))
}

// Unit reads one unit.
func (s *Store) Unit(ctx context.Context, id app.ID) (site.Unit, error) {
	return store.Get(s.At(ctx), units, id)
}

// UnitByCode reads the unit with the code, of any community; the code may be written in
// any way that an import understands: 1-1-0101, 3幢2单元1501.
func (s *Store) UnitByCode(ctx context.Context, code string) (site.Unit, error) {
	all, err := s.unitsCalled(ctx, code)
	if home, ok := site.ParseUnit(code); err == nil && len(all) == 0 && ok {
		all, err = s.unitsCalled(ctx, home.Code())
	}
	if err != nil {
		return site.Unit{}, err
	}
	switch len(all) {
	case 0:
		return site.Unit{}, app.Refuse("unit.unknown", "code", code)
	case 1:
		return all[0], nil
	}
	return site.Unit{}, app.Refuse("unit.ambiguous", "code", code)
}

func (s *Store) unitsCalled(ctx context.Context, code string) ([]site.Unit, error) {
	return store.List(s.At(ctx), units, "WHERE code = ? LIMIT 2", code)
}

// Units lists every unit of the site in the order of buildings and codes.
func (s *Store) Units(ctx context.Context) ([]site.Unit, error) {
	return store.List(s.At(ctx), units, "ORDER BY building, floor, length(room), room, entrance")
}

// Building reads one building.
func (s *Store) Building(ctx context.Context, id app.ID) (site.Building, error) {
	return store.Get(s.At(ctx), buildings, id)
}

// SeeBuilding reads a building for changing it.
func (s *Store) SeeBuilding(ctx context.Context, id app.ID) (app.Seen[site.Building], error) {
	return store.MustSee(s.At(ctx), buildings, id)
}

// HouseTypes lists the house types by name.
func (s *Store) HouseTypes(ctx context.Context) ([]site.HouseType, error) {
	return store.List(s.At(ctx), houseTypes, "ORDER BY name")
}

// HouseType reads one house type; the empty one where the unit has none yet.
func (s *Store) HouseType(ctx context.Context, id app.ID) (site.HouseType, error) {
	if id.IsNil() {
		return site.HouseType{}, nil
	}
	return store.Get(s.At(ctx), houseTypes, id)
}

// SeeHouseType reads a house type for changing it.
func (s *Store) SeeHouseType(ctx context.Context, id app.ID) (app.Seen[site.HouseType], error) {
	return store.MustSee(s.At(ctx), houseTypes, id)
}

// Firms lists the contractors in use.
func (s *Store) Firms(ctx context.Context) ([]site.Firm, error) {
	return store.List(s.At(ctx), firms, "WHERE NOT closed ORDER BY name")
}

// AllFirms lists every contractor, those no longer used last.
func (s *Store) AllFirms(ctx context.Context) ([]site.Firm, error) {
	return store.List(s.At(ctx), firms, "ORDER BY closed, name")
}

// SeeFirm reads a contractor for changing it.
func (s *Store) SeeFirm(ctx context.Context, id app.ID) (app.Seen[site.Firm], error) {
	return store.MustSee(s.At(ctx), firms, id)
}

// DefectLimits reads the days that firms get, the defaults where the site has set
// none of its own.
func (s *Store) DefectLimits(ctx context.Context) (defect.Limits, error) {
	all, err := store.List(s.At(ctx), defectLimits, "LIMIT 1")
	if err != nil || len(all) == 0 {
		return defect.DefaultLimits, err
	}
	return all[0], nil
}

// SeeDefectLimits reads them for changing them.
func (s *Store) SeeDefectLimits(ctx context.Context) (app.Seen[defect.Limits], error) {
	st, err := s.Site(ctx)
	if err != nil {
		return app.Seen[defect.Limits]{}, err
	}
	return store.See(s.At(ctx), defectLimits, defect.LimitsID(st.ID), defect.DefaultLimits)
}

// WarrantyBook reads what owners are promised, nothing beyond the law where the site
// has written down nothing.
func (s *Store) WarrantyBook(ctx context.Context) (defect.WarrantyBook, error) {
	all, err := store.List(s.At(ctx), warrantyBooks, "LIMIT 1")
	if err != nil || len(all) == 0 {
		return defect.WarrantyBook{}, err
	}
	return all[0], nil
}

// SeeWarrantyBook reads it for changing it.
func (s *Store) SeeWarrantyBook(ctx context.Context) (app.Seen[defect.WarrantyBook], error) {
	st, err := s.Site(ctx)
	if err != nil {
		return app.Seen[defect.WarrantyBook]{}, err
	}
	return store.See(s.At(ctx), warrantyBooks, defect.WarrantyBookID(st.ID), defect.WarrantyBook{})
}

// People lists the team, those who left last.
func (s *Store) People(ctx context.Context) ([]staff.Person, error) {
	return store.List(s.At(ctx), people, "ORDER BY left_team, name")
}

// SeePerson reads a member of the team for changing them. What is kept of a PIN is
// nobody's to see; one that is given takes its place.
func (s *Store) SeePerson(ctx context.Context, id app.ID) (app.Seen[staff.Person], error) {
	seen, err := store.MustSee(s.At(ctx), people, id)
	seen.Value.PIN = ""
	return seen, err
}

// OwnersOf lists a unit's owners in their order. Phone, ID number and address
// are masked.
func (s *Store) OwnersOf(ctx context.Context, unit app.ID) ([]site.OwnerView, error) {
	shares, err := store.List(s.At(ctx), ownerships, "WHERE unit = ? AND NOT ended ORDER BY place, id", unit[:])
	if err != nil {
		return nil, err
	}
	views := make([]site.OwnerView, 0, len(shares))
	for _, share := range shares {
		o, err := store.Get(s.At(ctx), owners, share.Owner)
		if app.RefusalCode(err) == "record.unknown" {
			o = site.Owner{ID: share.Owner} // on its way from another laptop
		} else if err != nil {
			return nil, err
		}
		views = append(views, site.OwnerView{Ownership: share, Owner: o.Masked()})
	}
	return views, nil
}

// UnitsOf lists the units that a person owns.
func (s *Store) UnitsOf(ctx context.Context, owner app.ID) ([]site.Unit, error) {
	return store.List(s.At(ctx), units, "WHERE id IN (SELECT unit FROM ownership WHERE owner = ? AND NOT ended) ORDER BY code", owner[:])
}
