package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/app/staff"
)

// DefectIDs lists the defects that the filter chooses, in the order asked for: a
// list of 200,000 keeps these 16 bytes each and reads the rows that it shows.
func (s *Store) DefectIDs(ctx context.Context, f defect.Filter, order defect.Sorting) ([]app.ID, error) {
	c := s.choose(f)
	if c.none {
		return nil, nil
	}
	switch order {
	case defect.ByDue: // what has no date comes last
		dated, err := s.defectIDs(ctx, c.by(c.table("defect_due")).and("due > 0"), "due, number")
		if err != nil {
			return nil, err
		}
		undated, err := s.defectIDs(ctx, c.by(c.table("defect_due")).and("due = 0"), "number")
		return append(dated, undated...), err
	case defect.ByUnit:
		from := c.table("")
		if from == "defect" { // in the order of the units' own index
			return s.defectIDs(ctx, c.by("(SELECT id AS home, code FROM unit) AS u CROSS JOIN defect INDEXED BY defect_unit").and("unit = u.home"), "u.code, number")
		}
		return s.defectIDs(ctx, c.by(from), "(SELECT code FROM unit WHERE unit.id = defect.unit), number")
	}
	return s.defectIDs(ctx, c.by(c.table("defect_number")), "number DESC")
}

// defectIDs reads identities as one value: stepping through 200,000 rows costs the
// driver five times what reading them costs SQLite.
func (s *Store) defectIDs(ctx context.Context, c choice, order string) ([]app.ID, error) {
	var digits []byte
	err := s.reader.QueryRowContext(ctx, "SELECT coalesce(group_concat(hex(id), ''), '') FROM (SELECT defect.id FROM "+
		c.from+c.where()+" ORDER BY "+order+")", c.args...).Scan(&digits)
	if err != nil {
		return nil, err
	}
	const width = 2 * len(app.ID{})
	ids := make([]app.ID, len(digits)/width)
	for i := range ids {
		if _, err := hex.Decode(ids[i][:], digits[i*width:(i+1)*width]); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// working is what defect_work holds, word for word: SQLite uses the index for
// queries that say the same.
const working = "state IN ('note', 'open', 'disputed', 'assigned', 'hold', 'fixing', 'fixed')"

// choice is a filter as SQL.
type choice struct {
	from  string
	terms []string
	args  []any

	unit, firm, work bool // by what it narrows
	none             bool // it asks for what cannot be, such as closed and overdue
}

func (c *choice) add(term string, values ...any) {
	c.terms, c.args = append(c.terms, term), append(c.args, values...)
}

// table is what to read from: the index that serves the filter, else the one that
// serves the order.
func (c choice) table(ordered string) string {
	switch {
	case c.unit:
		return "defect INDEXED BY defect_unit"
	case c.work:
		return "defect INDEXED BY defect_work"
	case c.firm:
		return "defect INDEXED BY defect_state"
	case ordered != "":
		return "defect INDEXED BY " + ordered
	}
	return "defect"
}

func (c choice) by(from string) choice { c.from = from; return c }

func (c choice) and(term string) choice {
	c.terms = append(slices.Clip(c.terms), term)
	return c
}

func (c choice) where() string {
	if len(c.terms) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.terms, " AND ")
}

// choose makes SQL of a filter.
func (s *Store) choose(f defect.Filter) choice {
	var c choice
	states := f.States
	if f.Overdue {
		states = among(states, defect.Disputed, defect.Assigned, defect.Fixing)
		c.add("due <> 0 AND due < ?", int64(s.today()))
	}
	if f.NoNotice {
		states = among(states, defect.Assigned, defect.Fixing)
		c.add("notice = x''")
	}
	if f.Grave {
		c.add("severity IN ('serious', 'emergency')")
	}
	if f.Severity != "" {
		c.add("severity = ?", string(f.Severity))
	}
	if c.unit = !f.Unit.IsNil(); c.unit {
		c.add("unit = ?", f.Unit[:])
	}
	if !f.Building.IsNil() {
		c.add("unit IN (SELECT id FROM unit WHERE building = ?)", f.Building[:])
	}
	if !f.Firm.IsNil() {
		c.add("firm = ?", f.Firm[:])
	}
	if f.NoFirm {
		c.add("firm = x''")
	}
	c.firm = f.NoFirm || !f.Firm.IsNil()
	if c.firm && len(states) == 0 && !f.Overdue && !f.NoNotice {
		states = defect.Ladder // the firms' index begins with the state
	}
	c.none = len(states) == 0 && (f.Overdue || f.NoNotice)
	if len(states) > 0 {
		c.add("state"+in(len(states)), anys(rungs(states))...)
		closed := func(st defect.State) bool { return !st.IsOpen() && st != defect.Noted }
		if c.work = !slices.ContainsFunc(states, closed); c.work {
			c.add(working)
		}
	}
	return c
}

// among are the states that are in both lists; no list holds all.
func among(states []defect.State, others ...defect.State) []defect.State {
	if len(states) == 0 {
		return others
	}
	return slices.DeleteFunc(slices.Clone(others), func(s defect.State) bool { return !slices.Contains(states, s) })
}

func anys(texts []string) []any {
	all := make([]any, len(texts))
	for i, t := range texts {
		all[i] = t
	}
	return all
}

// DefectRows reads defects for a list, in the order of the ids; those that are
// gone are left out. It asks once for each sort of record, not once for each row.
func (s *Store) DefectRows(ctx context.Context, ids []app.ID) ([]defect.Row, error) {
	all, err := s.defectsIn(ctx, ids)
	if err != nil {
		return nil, err
	}
	var units, firms set
	for _, d := range all {
		units.add(d.Unit)
		firms.add(d.Firm)
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
			Defect: d, UnitCode: home.code, RoomName: home.houseType.RoomName(d.Room), FirmName: names[d.Firm],
			Photos: picture.count, Photo: picture.first,
		})
	}
	return rows, nil
}

// set is distinct identities, as the arguments of an IN.
type set struct {
	known map[app.ID]bool
	args  []any
}

func (s *set) add(id app.ID) {
	if id.IsNil() || s.known[id] {
		return
	}
	if s.known == nil {
		s.known = map[app.ID]bool{}
	}
	s.known[id] = true
	s.args = append(s.args, append([]byte(nil), id[:]...))
}

// in is " IN (?, ?, …)" for n values.
func in(n int) string {
	if n == 0 {
		return " IN ()"
	}
	return " IN (?" + strings.Repeat(", ?", n-1) + ")"
}

func (s *Store) defectsIn(ctx context.Context, ids []app.ID) (map[app.ID]defect.Defect, error) {
	var wanted set
	for _, id := range ids {
		wanted.add(id)
	}
	all, err := many[defect.Defect](ctx, s, s.reader, defects, "WHERE id"+in(len(wanted.args)), wanted.args...)
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
	houseType site.HouseType
}

func (s *Store) homes(ctx context.Context, units set) (map[app.ID]home, error) {
	rows, err := s.reader.QueryContext(ctx, "SELECT id, code, house_type FROM unit WHERE id"+in(len(units.args)), units.args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	homes := map[app.ID]home{}
	var types set
	for rows.Next() {
		var id, houseType []byte
		var h home
		if err := rows.Scan(&id, &h.code, &houseType); err != nil {
			return nil, err
		}
		copy(h.houseType.ID[:], houseType)
		types.add(h.houseType.ID)
		homes[app.ID(id)] = h
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	all, err := many[site.HouseType](ctx, s, s.reader, houseTypes, "WHERE id"+in(len(types.args)), types.args...)
	if err != nil {
		return nil, err
	}
	known := map[app.ID]site.HouseType{}
	for _, t := range all {
		known[t.ID] = t
	}
	for id, h := range homes {
		homes[id] = home{h.code, known[h.houseType.ID]}
	}
	return homes, nil
}

func (s *Store) firmNames(ctx context.Context, firms set) (map[app.ID]string, error) {
	rows, err := s.reader.QueryContext(ctx, "SELECT id, name FROM firm WHERE id"+in(len(firms.args)), firms.args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names := map[app.ID]string{}
	for rows.Next() {
		var id []byte
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return nil, err
		}
		names[app.ID(id)] = name
	}
	return names, rows.Err()
}

type pictures struct {
	count int
	first string // hash
}

func (s *Store) firstPictures(ctx context.Context, ids []app.ID) (map[app.ID]pictures, error) {
	var wanted set
	for _, id := range ids {
		wanted.add(id)
	}
	rows, err := s.reader.QueryContext(ctx, "SELECT defect, hash FROM defect_photo WHERE defect"+in(len(wanted.args))+" ORDER BY defect, at, id", wanted.args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[app.ID]pictures{}
	for rows.Next() {
		var id []byte
		var hash string
		if err := rows.Scan(&id, &hash); err != nil {
			return nil, err
		}
		p := all[app.ID(id)]
		if p.count++; p.count == 1 {
			p.first = hash
		}
		all[app.ID(id)] = p
	}
	return all, rows.Err()
}

// DefectCounts counts the filter's defects for its chips: what the chips
// themselves choose (state, overdue, grave, without a notice) is left out.
func (s *Store) DefectCounts(ctx context.Context, f defect.Filter) (defect.Counts, error) {
	f.States, f.Overdue, f.Grave, f.NoNotice = nil, false, false, false
	counts := defect.Counts{States: map[defect.State]int{}}
	c := s.choose(f)
	err := s.eachCount(ctx, "SELECT state, count(*) FROM "+c.table("defect_state")+c.where()+" GROUP BY state", c.args, func(state defect.State, n []int) {
		counts.States[state] = n[0]
	}, 1)
	if err != nil {
		return counts, err
	}
	f.States = []defect.State{defect.Open, defect.Disputed, defect.Assigned, defect.Held, defect.Fixing, defect.Fixed}
	c = s.choose(f)
	err = s.eachCount(ctx, `SELECT state, count(*) FILTER (WHERE due <> 0 AND due < ?),
			count(*) FILTER (WHERE severity IN ('serious', 'emergency')), count(*) FILTER (WHERE notice = x'')
		FROM `+c.table("")+c.where()+" GROUP BY state", append([]any{int64(s.today())}, c.args...), func(state defect.State, n []int) {
		counts.Grave += n[1]
		if state.InWork() && state != defect.Held {
			counts.Overdue += n[0]
		}
		if state == defect.Assigned || state == defect.Fixing {
			counts.NoNotice += n[2]
		}
	}, 3)
	return counts, err
}

// eachCount reads a query that answers states with figures.
func (s *Store) eachCount(ctx context.Context, query string, args []any, each func(defect.State, []int), figures int) error {
	rows, err := s.reader.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	n := make([]int, figures)
	var state string
	dest := []any{&state}
	for i := range n {
		dest = append(dest, &n[i])
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		each(defect.State(state), n)
	}
	return rows.Err()
}

func (s *Store) today() app.Date { return app.DateOf(s.opt.Clock.Now()) }

// Defect reads one defect as a list shows it.
func (s *Store) Defect(ctx context.Context, id app.ID) (defect.Row, error) {
	rows, err := s.DefectRows(ctx, []app.ID{id})
	if err != nil {
		return defect.Row{}, err
	}
	if len(rows) == 0 {
		return defect.Row{}, app.Refuse("record.unknown", "kind", defects.name, "id", id.String())
	}
	return rows[0], nil
}

// DefectDetail reads everything that a defect's page says of it.
func (s *Store) DefectDetail(ctx context.Context, id app.ID) (defect.Detail, error) {
	row, err := s.Defect(ctx, id)
	if err != nil {
		return defect.Detail{}, err
	}
	d := defect.Detail{Row: row, People: map[app.ID]string{}, Firms: map[app.ID]string{}}
	for _, read := range []func() error{
		func() (err error) { d.Moves, err = s.DefectMoves(ctx, id); return err },
		func() (err error) { d.Pictures, err = s.DefectPhotos(ctx, id); return err },
		func() error { return s.defectNames(ctx, &d) },
		func() error { return s.defectUnit(ctx, &d) },
		func() error { return s.defectPapers(ctx, &d) },
	} {
		if err := read(); err != nil {
			return d, err
		}
	}
	return d, nil
}

// defectNames reads the names of the people and firms that the steps speak of.
func (s *Store) defectNames(ctx context.Context, d *defect.Detail) error {
	var who, firms set
	for _, id := range []app.ID{d.FoundBy, d.FixedRecordedBy, d.VerifiedBy} {
		who.add(id)
	}
	firms.add(d.Firm)
	firms.add(d.FixedFirm)
	for _, m := range d.Moves {
		who.add(m.By)
		firms.add(m.Firm)
	}
	for _, p := range d.Pictures {
		who.add(p.By)
	}
	team, err := many[staff.Person](ctx, s, s.reader, people, "WHERE id"+in(len(who.args)), who.args...)
	if err != nil {
		return err
	}
	for _, p := range team {
		d.People[p.ID] = p.Name
	}
	d.Firms, err = s.firmNames(ctx, firms)
	return err
}

// defectUnit reads what follows from the defect's unit: the warranty clocks, who
// owns it, and whether the owner's word is owed.
func (s *Store) defectUnit(ctx context.Context, d *defect.Detail) error {
	u, err := s.Unit(ctx, d.Unit)
	if err != nil {
		return err
	}
	b, err := s.Building(ctx, u.Building)
	if err != nil {
		return err
	}
	book, err := s.WarrantyBook(ctx)
	if err != nil {
		return err
	}
	h, err := s.HouseType(ctx, u.HouseType)
	if err != nil && app.RefusalCode(err) != "record.unknown" {
		return err
	}
	d.Plan, d.Rooms = h.Plan, h.Rooms
	d.Handed, d.OwnerOwed = u.HandedOver, d.OwesOwner(u.HandedOver)
	d.Clocks = defect.ClocksOf(d.Warranty, b.Completed, u.HandedOver, book.Period(d.Warranty))
	owned, err := many[site.Owner](ctx, s, s.reader, owners,
		"WHERE id IN (SELECT owner FROM ownership WHERE unit = ? AND NOT ended) ORDER BY name", d.Unit[:])
	for _, o := range owned {
		d.Owners = append(d.Owners, o.Name)
	}
	return err
}

// defectPapers reads the notice that lists the defect, and what it duplicates.
func (s *Store) defectPapers(ctx context.Context, d *defect.Detail) error {
	if !d.Notice.IsNil() {
		n, err := s.Notice(ctx, d.Notice)
		if err != nil && app.RefusalCode(err) != "record.unknown" { // it may be on its way
			return err
		}
		d.Order = n
	}
	if d.DuplicateOf.IsNil() {
		return nil
	}
	err := s.reader.QueryRowContext(ctx, "SELECT number FROM defect WHERE id = ?", d.DuplicateOf[:]).Scan(&d.Original)
	return ignoreNoRows(err)
}

// DefectByNumber finds a defect by the number that people know it by.
func (s *Store) DefectByNumber(ctx context.Context, number string) (app.ID, error) {
	var id []byte
	err := s.reader.QueryRowContext(ctx, "SELECT id FROM defect WHERE number = ? ORDER BY id LIMIT 1", number).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return app.Nil, app.Refuse("defect.number_unknown", "number", number)
	}
	if err != nil {
		return app.Nil, err
	}
	return app.ID(id), nil
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
