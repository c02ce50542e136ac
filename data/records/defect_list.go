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
	var wanted, units, firms store.Distinct
	for _, id := range ids {
		wanted.Add(id)
	}
	if len(wanted.Args) == 0 {
		return nil, nil
	}
	all, err := s.defectsIn(ctx, wanted)
	if err != nil {
		return nil, err
	}
	for _, d := range all {
		units.Add(d.Unit)
		firms.Add(d.Firm)
	}
	homes, err := s.homes(ctx, "WHERE u.id"+units.In(), units.Args...)
	if err != nil {
		return nil, err
	}
	names, err := s.names(ctx, "firm", firms.Args)
	if err != nil {
		return nil, err
	}
	pictures, err := s.pictures(ctx, choose(ids))
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

// DefectsOfUnit lists a home's defects, the newest first.
func (s *Store) DefectsOfUnit(ctx context.Context, unit app.ID) ([]defect.Row, error) {
	all, err := store.List(s.At(ctx), defects, "WHERE unit = ? ORDER BY number DESC", unit[:])
	if err != nil {
		return nil, err
	}
	ids := make([]app.ID, len(all))
	for i, d := range all {
		ids[i] = d.ID
	}
	return s.DefectRows(ctx, ids)
}

// keys are keys of the domain as SQL writes a list of them: ('assigned', 'fixing'). They
// are code, not what somebody typed; as a part of the text they let SQLite see which
// partial index serves.
func keys[S ~string](all []S) string { return "('" + strings.Join(rungs(all), "', '") + "')" }

func (s *Store) defectsIn(ctx context.Context, wanted store.Distinct) (map[app.ID]defect.Defect, error) {
	all, err := store.List(s.At(ctx), defects, "WHERE id"+wanted.In(), wanted.Args...)
	byID := make(map[app.ID]defect.Defect, len(wanted.Args))
	for _, d := range all {
		byID[d.ID] = d
	}
	return byID, err
}

// home is what a list says of a defect's unit. A house type that is still on its
// way from another laptop is the zero one, with the usual rooms.
type home struct {
	code      string
	building  string
	community app.ID
	houseType site.HouseType
}

// homes reads the units u that a condition chooses.
func (s *Store) homes(ctx context.Context, where string, args ...any) (map[app.ID]home, error) {
	rows, err := s.At(ctx).Query("SELECT u.id, u.code, coalesce(b.name, ''), b.community, u.house_type FROM unit u LEFT JOIN building b ON b.id = u.building "+where, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	homes := map[app.ID]home{}
	for rows.Next() {
		var id app.ID
		var h home
		if err := rows.Scan(registry.IntoID(&id), &h.code, &h.building, registry.IntoID(&h.community), registry.IntoID(&h.houseType.ID)); err != nil {
			return nil, err
		}
		homes[id] = h
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	all, err := s.HouseTypes(ctx)
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

// names are what the records of a table are called, of all where none are asked for.
func (s *Store) names(ctx context.Context, table string, ids []any) (map[app.ID]string, error) {
	query := "SELECT id, name FROM " + table
	if ids != nil {
		query += " WHERE id" + store.In(len(ids))
	}
	rows, err := s.At(ctx).Query(query, ids...)
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

// pictures counts the photos of defects.
func (s *Store) pictures(ctx context.Context, of chosen) (map[app.ID]pictures, error) {
	// min makes SQLite answer the hash of the row that has it.
	rows, err := s.At(ctx).Query("SELECT defect, hash, min(at), count(*) FROM (SELECT defect, hash, at FROM defect_photo"+of.where("WHERE", "defect")+" ORDER BY id) GROUP BY defect", of.Args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[app.ID]pictures{}
	for rows.Next() {
		var id app.ID
		var p pictures
		var at int64
		if err := rows.Scan(registry.IntoID(&id), &p.first, &at, &p.count); err != nil {
			return nil, err
		}
		all[id] = p
	}
	return all, rows.Err()
}

// Today is the day at the site.
func (s *Store) Today() app.Date { return app.DateOf(s.Clock().Now()) }

// Notice reads one rectification notice.
func (s *Store) Notice(ctx context.Context, id app.ID) (defect.Notice, error) {
	return store.Get(s.At(ctx), notices, id)
}
