package records

import (
	"context"
	"strings"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/data/registry"
	"keyday/data/store"
)

// DefectRows reads defects for a list, in the order of the ids; those that are
// gone are left out. It asks once for each sort of record, not once for each row.
func (s *Store) DefectRows(ctx context.Context, ids []app.ID) ([]defect.Row, error) {
	all, err := s.defectsIn(ctx, ids)
	if err != nil {
		return nil, err
	}
	var units, firms store.Distinct
	for _, d := range all {
		units.Add(d.Unit)
		firms.Add(d.Firm)
	}
	homes, err := s.homes(ctx, units)
	if err != nil {
		return nil, err
	}
	names, err := s.firmNames(ctx, firms)
	if err != nil {
		return nil, err
	}
	pictures, err := s.firstPictures(ctx, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]defect.Row, 0, len(ids))
	for _, id := range ids {
		d, there := all[id]
		if !there {
			continue
		}
		home, picture := homes[d.Unit], pictures[id]
		rows = append(rows, defect.Row{
			Defect: d, UnitCode: home.code, Community: home.community, RoomName: home.houseType.RoomName(d.Room), FirmName: names[d.Firm],
			Photos: picture.count, Photo: picture.first,
		})
	}
	return rows, nil
}

// keys are keys of the domain as SQL writes a list of them: ('assigned', 'fixing'). They
// are code, not what somebody typed; as a part of the text they let SQLite see which
// partial index serves.
func keys[S ~string](all []S) string { return "('" + strings.Join(rungs(all), "', '") + "')" }

func (s *Store) defectsIn(ctx context.Context, ids []app.ID) (map[app.ID]defect.Defect, error) {
	var wanted store.Distinct
	for _, id := range ids {
		wanted.Add(id)
	}
	all, err := store.List(s.At(ctx), defects, "WHERE id"+wanted.In(), wanted.Args...)
	byID := make(map[app.ID]defect.Defect, len(all))
	for _, d := range all {
		byID[d.ID] = d
	}
	return byID, err
}

// home is what a list says of a defect's unit. A house type that is still on its
// way from another laptop is the zero one, with the usual rooms.
type home struct {
	code      string
	community app.ID
	houseType site.HouseType
}

func (s *Store) homes(ctx context.Context, units store.Distinct) (map[app.ID]home, error) {
	rows, err := s.At(ctx).Query("SELECT id, code, (SELECT community FROM building WHERE id = unit.building), house_type FROM unit WHERE id"+units.In(), units.Args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	homes := map[app.ID]home{}
	var types store.Distinct
	for rows.Next() {
		var id app.ID
		var h home
		if err := rows.Scan(registry.IntoID(&id), &h.code, registry.IntoID(&h.community), registry.IntoID(&h.houseType.ID)); err != nil {
			return nil, err
		}
		types.Add(h.houseType.ID)
		homes[id] = h
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	all, err := store.List(s.At(ctx), houseTypes, "WHERE id"+types.In(), types.Args...)
	if err != nil {
		return nil, err
	}
	known := map[app.ID]site.HouseType{}
	for _, t := range all {
		known[t.ID] = t
	}
	for id, h := range homes {
		h.houseType = known[h.houseType.ID]
		homes[id] = h
	}
	return homes, nil
}

func (s *Store) firmNames(ctx context.Context, firms store.Distinct) (map[app.ID]string, error) {
	rows, err := s.At(ctx).Query("SELECT id, name FROM firm WHERE id"+firms.In(), firms.Args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names := map[app.ID]string{}
	for rows.Next() {
		var id app.ID
		var name string
		if err := rows.Scan(registry.IntoID(&id), &name); err != nil {
			return nil, err
		}
		names[id] = name
	}
	return names, rows.Err()
}

type pictures struct {
	count int
	first string // hash
}

func (s *Store) firstPictures(ctx context.Context, ids []app.ID) (map[app.ID]pictures, error) {
	var wanted store.Distinct
	for _, id := range ids {
		wanted.Add(id)
	}
	rows, err := s.At(ctx).Query("SELECT defect, hash FROM defect_photo WHERE defect"+wanted.In()+" ORDER BY defect, at, id", wanted.Args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[app.ID]pictures{}
	for rows.Next() {
		var id app.ID
		var hash string
		if err := rows.Scan(registry.IntoID(&id), &hash); err != nil {
			return nil, err
		}
		p := all[id]
		if p.count++; p.count == 1 {
			p.first = hash
		}
		all[id] = p
	}
	return all, rows.Err()
}

func (s *Store) today() app.Date { return app.DateOf(s.Clock().Now()) }

// Notice reads one rectification notice.
func (s *Store) Notice(ctx context.Context, id app.ID) (defect.Notice, error) {
	return store.Get(s.At(ctx), notices, id)
}
