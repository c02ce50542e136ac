package records

import (
	"context"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/staff"
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

// InspectionLines hands on homes with the latest inspection of each, in the order in which
// one walks. Of no identities of homes it is all of them.
func (s *Store) InspectionLines(ctx context.Context, ids []app.ID, each func(inspect.Line)) error {
	chosen := choose(ids)
	homes, err := s.homeLines(ctx, chosen)
	if err != nil {
		return err
	}
	latest, err := s.latestByHome(ctx, chosen)
	if err != nil {
		return err
	}
	assigned, err := s.assignedByHome(ctx, chosen)
	if err != nil {
		return err
	}
	for _, home := range homes {
		line := latest[home.Unit]
		line.HomeLine = home
		line.AssignedTo, line.Assigned = assigned[home.Unit].ID, assigned[home.Unit].Name
		each(line)
	}
	return nil
}

// latestByHome are the inspections of homes: of each the latest that was not dropped. Of
// one that is walked the answers are counted; what was walked was looked at whole.
func (s *Store) latestByHome(ctx context.Context, homes chosen) (map[app.ID]inspect.Line, error) {
	rows, err := s.At(ctx).Query(`SELECT i.unit, i.id, i.origin, i.round, i.state, i.items, i.begun_at, i.signed_at, coalesce(p.name, ''),
			CASE WHEN i.state IN `+keys(inspect.OpenStates)+` THEN (SELECT count(*) FROM answer a WHERE a.inspection = i.id AND a.result <> '') ELSE i.items END,
			(SELECT count(*) FROM answer a WHERE a.inspection = i.id AND a.result = 'fail')
		FROM inspection i LEFT JOIN person p ON p.id = i.inspector
		WHERE i.id = (SELECT id FROM inspection WHERE unit = i.unit AND state IN `+keys(inspect.CountedStates)+` ORDER BY begun_at DESC LIMIT 1)`+
		homes.where("AND", "i.unit"), homes.Args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	byHome := map[app.ID]inspect.Line{}
	for rows.Next() {
		var unit app.ID
		var l inspect.Line
		var begun, signed int64
		if err := rows.Scan(registry.IntoID(&unit), registry.IntoID(&l.Inspection), &l.Origin, &l.Round, &l.Standing, &l.Progress.Items, &begun, &signed,
			&l.Inspector, &l.Progress.Looked, &l.Progress.Failed); err != nil {
			return nil, err
		}
		if l.Begun = s.Moment(begun); signed != 0 {
			l.SignedAt = s.Moment(signed)
		}
		byHome[unit] = l
	}
	return byHome, rows.Err()
}

// assignedByHome are those who are to inspect homes, by identity and name.
func (s *Store) assignedByHome(ctx context.Context, homes chosen) (map[app.ID]staff.Person, error) {
	rows, err := s.At(ctx).Query("SELECT u.id, u.inspector, coalesce(p.name, '') FROM unit u LEFT JOIN person p ON p.id = u.inspector WHERE u.inspector <> x''"+
		homes.where("AND", "u.id"), homes.Args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	byHome := map[app.ID]staff.Person{}
	for rows.Next() {
		var unit app.ID
		var p staff.Person
		if err := rows.Scan(registry.IntoID(&unit), registry.IntoID(&p.ID), &p.Name); err != nil {
			return nil, err
		}
		byHome[unit] = p
	}
	return byHome, rows.Err()
}
