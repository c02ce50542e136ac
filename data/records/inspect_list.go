package records

import (
	"context"
	"strings"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/data/registry"
	"keyday/data/store"
)

// Inspections lists a unit's inspections, the first one first.
func (s *Store) InspectionsOfUnit(ctx context.Context, unit app.ID) ([]inspect.Inspection, error) {
	return inspectionsOf(s.At(ctx), unit)
}

// Inspection reads one inspection.
func (s *Store) Inspection(ctx context.Context, id app.ID) (inspect.Inspection, error) {
	return store.Get(s.At(ctx), inspections, id)
}

// Answers lists what was answered in an inspection, in no order.
func (s *Store) AnswersOf(ctx context.Context, inspection app.ID) ([]inspect.Answer, error) {
	return answersOf(s.At(ctx), inspection)
}

// InspectionDefects lists the defects found in an inspection that have not been
// taken back, the newest first.
func (s *Store) InspectionDefects(ctx context.Context, i inspect.Inspection) ([]defect.Row, error) {
	rows, err := s.At(ctx).Query("SELECT id FROM defect WHERE unit = ? AND inspection = ? AND state <> '"+string(defect.Cancelled)+"' ORDER BY found_at DESC, number DESC", i.Unit[:], i.ID[:])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []app.ID
	for rows.Next() {
		var id app.ID
		if err := rows.Scan(registry.IntoID(&id)); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return s.DefectRows(ctx, ids)
}

// InspectionList lists the units to inspect, with the latest inspection of each,
// in the order in which one walks: building, floor, room.
func (s *Store) InspectionList(ctx context.Context, f inspect.Filter) ([]inspect.UnitRow, error) {
	var where []string
	var args []any
	if !f.Community.IsNil() {
		where, args = append(where, "b.community = ?"), append(args, f.Community[:])
	}
	if !f.Building.IsNil() {
		where, args = append(where, "u.building = ?"), append(args, f.Building[:])
	}
	query := `SELECT u.id, u.code, u.state, coalesce(` + s.untold() + `, FALSE), u.open, u.grave, coalesce(h.name, ''), b.name,
			i.id, i.origin, i.round, i.state, i.items, i.begun_at, coalesce(p.name, ''),
			CASE WHEN i.state IN ` + keys(inspect.OpenStates) + ` THEN (SELECT count(*) FROM answer a WHERE a.inspection = i.id AND a.result <> '')
				ELSE coalesce(i.items, 0) END,
			(SELECT count(*) FROM answer a WHERE a.inspection = i.id AND a.result = 'fail')
		FROM unit u
		LEFT JOIN building b ON b.id = u.building
		LEFT JOIN house_type h ON h.id = u.house_type
		LEFT JOIN inspection i ON i.id = (SELECT id FROM inspection WHERE unit = u.id AND state IN ` + keys(inspect.CountedStates) + ` ORDER BY begun_at DESC LIMIT 1)
		LEFT JOIN person p ON p.id = i.inspector`
	if len(where) > 0 {
		query += " WHERE " + strings.Join(where, " AND ")
	}
	query += " ORDER BY b.place, length(b.code), b.code, u.entrance, u.floor, length(u.room), u.room"
	rows, err := s.At(ctx).Query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	list := []inspect.UnitRow{}
	for rows.Next() {
		var r inspect.UnitRow
		var building, origin, state *string
		var round, items *int
		var begun *int64
		err := rows.Scan(registry.IntoID(&r.Unit), &r.Code, &r.State, &r.Barred, &r.Open, &r.Grave, &r.HouseType, &building,
			registry.IntoID(&r.Inspection), &origin, &round, &state, &items, &begun, &r.Inspector, &r.Progress.Looked, &r.Progress.Failed)
		if err != nil {
			return nil, err
		}
		if building != nil {
			r.Building = *building
		}
		if origin != nil {
			r.Origin, r.Stands = defect.Origin(*origin), inspect.State(*state)
			r.Round, r.Progress.Items, r.Begun = *round, *items, s.Moment(*begun)
		}
		list = append(list, r)
	}
	return list, rows.Err()
}
