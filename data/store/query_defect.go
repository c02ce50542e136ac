package store

import (
	"context"
	"fmt"
	"strings"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
)

// DefectIDs lists the defects that the filter chooses, in the order asked for: a
// list of 200,000 keeps these 16 bytes each and reads the rows that it shows.
func (s *Store) DefectIDs(ctx context.Context, f defect.Filter, order defect.Sorting) ([]app.ID, error) {
	where, args := s.defectFilter(f)
	by := map[defect.Sorting]string{
		defect.ByDue:    "due = 0, due, number",
		defect.ByNumber: "number DESC",
		defect.ByUnit:   "(SELECT code FROM unit WHERE unit.id = defect.unit), number",
	}[order]
	if by == "" {
		by = "number"
	}
	rows, err := s.reader.QueryContext(ctx, "SELECT id FROM defect"+where+" ORDER BY "+by, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []app.ID
	var id []byte
	for rows.Next() {
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, app.ID(id))
	}
	return ids, rows.Err()
}

func (s *Store) defectFilter(f defect.Filter) (string, []any) {
	var terms []string
	var args []any
	add := func(term string, values ...any) {
		terms = append(terms, term)
		args = append(args, values...)
	}
	if !f.Unit.IsNil() {
		add("unit = ?", f.Unit[:])
	}
	if !f.Building.IsNil() {
		add("unit IN (SELECT id FROM unit WHERE building = ?)", f.Building[:])
	}
	if !f.Firm.IsNil() {
		add("firm = ?", f.Firm[:])
	}
	if f.NoFirm {
		add("firm = x''")
	}
	if len(f.States) > 0 {
		add("state IN (?"+strings.Repeat(", ?", len(f.States)-1)+")", anys(rungs(f.States))...)
	}
	if f.Severity != "" {
		add("severity = ?", string(f.Severity))
	}
	if f.Overdue {
		add("due <> 0 AND due < ? AND state IN ('open', 'assigned', 'fixing', 'hold', 'disputed', 'fixed')", int64(app.DateOf(s.opt.Clock.Now())))
	}
	if len(terms) == 0 {
		return "", nil
	}
	return " WHERE " + strings.Join(terms, " AND "), args
}

func anys(texts []string) []any {
	all := make([]any, len(texts))
	for i, t := range texts {
		all[i] = t
	}
	return all
}

// DefectRows reads defects for a list, in the order of the ids; those that are
// gone are left out.
func (s *Store) DefectRows(ctx context.Context, ids []app.ID) ([]defect.Row, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := make([]any, len(ids))
	for i := range ids {
		args[i] = ids[i][:]
	}
	all, err := many[defect.Defect](ctx, s, s.reader, defects, "WHERE id IN (?"+strings.Repeat(", ?", len(ids)-1)+")", args...)
	if err != nil {
		return nil, err
	}
	at := map[app.ID]defect.Defect{}
	for _, d := range all {
		at[d.ID] = d
	}
	rows := make([]defect.Row, 0, len(ids))
	for _, id := range ids {
		d, ok := at[id]
		if !ok {
			continue
		}
		row, err := s.defectRow(ctx, d)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (s *Store) defectRow(ctx context.Context, d defect.Defect) (defect.Row, error) {
	row := defect.Row{Defect: d}
	err := s.reader.QueryRowContext(ctx, `SELECT
			coalesce((SELECT code FROM unit WHERE id = ?1), ''),
			coalesce((SELECT name FROM firm WHERE id = ?2), ''),
			(SELECT count(*) FROM defect_photo WHERE defect = ?3),
			coalesce((SELECT hash FROM defect_photo WHERE defect = ?3 ORDER BY at, id LIMIT 1), '')`, d.Unit[:], d.Firm[:], d.ID[:]).
		Scan(&row.UnitCode, &row.FirmName, &row.Photos, &row.Photo)
	if err != nil {
		return row, fmt.Errorf("defect %s: %w", d.Number, err)
	}
	row.RoomName, err = s.roomName(ctx, d.Unit, d.Room)
	return row, err
}

// roomName is the name of a room of the unit's house type, or the usual one.
func (s *Store) roomName(ctx context.Context, unit app.ID, key string) (string, error) {
	u, err := s.Unit(ctx, unit)
	if err != nil {
		return key, nil
	}
	h, err := s.HouseType(ctx, u.HouseType)
	if err != nil {
		h = site.HouseType{} // on its way from another laptop
	}
	return h.RoomName(key), nil
}

// DefectCounts counts the filter's defects by state, for its chips.
func (s *Store) DefectCounts(ctx context.Context, f defect.Filter) (map[defect.State]int, error) {
	where, args := s.defectFilter(f)
	rows, err := s.reader.QueryContext(ctx, "SELECT state, count(*) FROM defect"+where+" GROUP BY state", args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	counts := map[defect.State]int{}
	for rows.Next() {
		var state string
		var n int
		if err := rows.Scan(&state, &n); err != nil {
			return nil, err
		}
		counts[defect.State(state)] = n
	}
	return counts, rows.Err()
}

// Defect reads one defect as a list shows it.
func (s *Store) Defect(ctx context.Context, id app.ID) (defect.Row, error) {
	d, err := one[defect.Defect](ctx, s, s.reader, defects, id)
	if err != nil {
		return defect.Row{}, err
	}
	return s.defectRow(ctx, d)
}

// DefectMoves lists a defect's steps, the first one first.
func (s *Store) DefectMoves(ctx context.Context, id app.ID) ([]defect.Move, error) {
	return many[defect.Move](ctx, s, s.reader, defectMoves, "WHERE defect = ? ORDER BY at, id", id[:])
}

// DefectPhotos lists a defect's pictures, the first one first.
func (s *Store) DefectPhotos(ctx context.Context, id app.ID) ([]defect.Photo, error) {
	return many[defect.Photo](ctx, s, s.reader, defectPhotos, "WHERE defect = ? ORDER BY at, id", id[:])
}

// Notices lists the rectification notices, the newest first.
func (s *Store) Notices(ctx context.Context, limit int) ([]defect.Notice, error) {
	return many[defect.Notice](ctx, s, s.reader, notices, "ORDER BY issued_at DESC, number DESC LIMIT ?", limit)
}

// Notice reads one rectification notice.
func (s *Store) Notice(ctx context.Context, id app.ID) (defect.Notice, error) {
	return one[defect.Notice](ctx, s, s.reader, notices, id)
}
