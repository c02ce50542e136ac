package records

import (
	"context"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/data/store"
)

// DefectLines hands on what a list says of defects: of those with the identities, of no
// identities all of the site, as they were recorded. The names that many of them share are
// read once: of 200,000 that is several times faster than joining them.
func (s *Store) DefectLines(ctx context.Context, ids []app.ID, each func(defect.Line)) error {
	var wanted store.Distinct
	where, homesWhere := "", ""
	if ids != nil {
		if len(ids) == 0 {
			return nil
		}
		for _, id := range ids {
			wanted.Add(id)
		}
		where = " WHERE id" + wanted.In()
		homesWhere = "WHERE u.id IN (SELECT unit FROM defect" + where + ")"
	}
	homes, err := s.homes(ctx, homesWhere, wanted.Args...)
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
	pictures, err := s.pictures(ctx, wanted.Args)
	if err != nil {
		return err
	}
	rows, err := s.At(ctx).Query(`SELECT id, number, unit, room, part, CASE WHEN phrase = '' THEN note ELSE phrase END,
		severity, trade, origin, state, firm, due, review_on, promised, round, recurrences, found_at, found_by, fixed_at, notice <> x''
		FROM defect`+where, wanted.Args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	c := newCells(20)
	for rows.Next() {
		if err := rows.Scan(c.into...); err != nil {
			return err
		}
		home, picture := homes[c.id(2)], pictures[c.id(0)]
		each(defect.Line{
			ID: c.id(0), Number: c.text(1), Unit: c.id(2), UnitCode: home.code, Building: home.building, Community: home.community,
			Room: home.houseType.RoomName(c.text(3)), Part: c.text(4), What: c.text(5),
			Severity: site.Severity(c.text(6)), Trade: site.Trade(c.text(7)), Origin: defect.Origin(c.text(8)), State: defect.State(c.text(9)),
			Firm: c.id(10), FirmName: firms[c.id(10)], Due: c.day(11), ReviewOn: c.day(12), Promised: c.day(13),
			Round: int(c.number(14)), Recurrences: int(c.number(15)), FoundAt: c.moment(s, 16), FoundBy: people[c.id(17)], FixedAt: c.moment(s, 18),
			Noticed: c.number(19) != 0, Photos: picture.count, Photo: picture.first,
		})
	}
	return rows.Err()
}
