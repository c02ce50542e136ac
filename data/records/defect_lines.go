package records

import (
	"context"

	"keyday/app"
	"keyday/app/defect"
	"keyday/data/registry"
)

// DefectLines hands on what a list says of defects: of those with the identities, of no
// identities all of the site, as they were recorded. The names that many of them share are
// read once: of 200,000 that is several times faster than joining them.
func (s *Store) DefectLines(ctx context.Context, ids []app.ID, each func(defect.Line)) error {
	chosen := choose(ids)
	homes, err := s.homes(ctx, "WHERE u.id IN (SELECT unit FROM defect"+chosen.where("WHERE", "id")+")", chosen.Args...)
	if err != nil {
		return err
	}
	firms, err := s.names(ctx, "firm", nil)
	if err != nil {
		return err
	}
	people, err := s.names(ctx, "person", nil)
	if err != nil {
		return err
	}
	pictures, err := s.pictures(ctx, chosen)
	if err != nil {
		return err
	}
	rows, err := s.At(ctx).Query(`SELECT id, number, unit, room, part, CASE WHEN phrase = '' THEN note ELSE phrase END,
		severity, trade, origin, state, firm, due, review_on, promised, round, recurrences, found_at, found_by, fixed_at, notice <> x''
		FROM defect`+chosen.where("WHERE", "id"), chosen.Args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var d defect.Line
		var finder app.ID
		var found, fixed int64
		if err := rows.Scan(registry.IntoID(&d.ID), &d.Number, registry.IntoID(&d.Unit), &d.Room, &d.Part, &d.What,
			&d.Severity, &d.Trade, &d.Origin, &d.State, registry.IntoID(&d.Firm), &d.Due, &d.ReviewOn, &d.Promised, &d.Round, &d.Recurrences,
			&found, registry.IntoID(&finder), &fixed, &d.Noticed); err != nil {
			return err
		}
		home, picture := homes[d.Unit], pictures[d.ID]
		d.UnitCode, d.Building, d.Community, d.Room = home.code, home.building, home.community, home.houseType.RoomName(d.Room)
		d.FirmName, d.FoundBy = firms[d.Firm], people[finder]
		d.Photos, d.Photo = picture.count, picture.first
		if found != 0 {
			d.FoundAt = s.Moment(found)
		}
		if fixed != 0 {
			d.FixedAt = s.Moment(fixed)
		}
		each(d)
	}
	return rows.Err()
}
