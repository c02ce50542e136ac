package records

import (
	"context"
	"encoding/hex"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/data/store"
)

// DefectIDs lists the defects that the filter chooses, in the order asked for: a
// list of 200,000 keeps these 16 bytes each and reads the rows that it shows.
func (s *Store) DefectIDs(ctx context.Context, f defect.Filter, order defect.Sorting) ([]app.ID, error) {
	c := s.choose(f)
	if c.none {
		return nil, nil
	}
	var all []app.ID
	for _, part := range c.parts(order) {
		var digits []byte
		if err := s.At(ctx).QueryRow(part, c.args...).Scan(&digits); err != nil {
			return nil, err
		}
		const width = 2 * len(app.ID{})
		ids := make([]app.ID, len(digits)/width)
		for i := range ids {
			if _, err := hex.Decode(ids[i][:], digits[i*width:(i+1)*width]); err != nil {
				return nil, err
			}
		}
		all = append(all, ids...)
	}
	return all, nil
}

// parts are the queries that together list the choice in order.
func (c choosing) parts(order defect.Sorting) []string {
	switch order {
	case defect.ByDue: // what has no date comes last
		by := c.by(c.table("defect_due"))
		return []string{by.and("due > 0").ids("due, number"), by.and("due = 0").ids("number")}
	case defect.ByUnit:
		from := c.table("")
		if from == "defect" { // in the order of the units' own index
			return []string{c.by("(SELECT id AS home, code FROM unit) AS u CROSS JOIN defect INDEXED BY defect_unit").and("unit = u.home").ids("u.code, number")}
		}
		return []string{c.by(from).ids("(SELECT code FROM unit WHERE unit.id = defect.unit), number")}
	}
	return []string{c.by(c.table("defect_number")).ids("number DESC")}
}

// ids reads identities as one value: stepping through 200,000 rows costs the driver five
// times what reading them costs SQLite.
func (c choosing) ids(order string) string {
	return "SELECT coalesce(group_concat(hex(id), ''), '') FROM (SELECT defect.id FROM " + c.from + c.where() + " ORDER BY " + order + ")"
}

// working is what defect_work holds, word for word as its migration has it: SQLite uses the
// index for queries that say the same. A state that is not in it is found all the same, by
// another index.
const working = "state IN ('note', 'open', 'disputed', 'assigned', 'hold', 'fixing', 'fixed')"

// choosing is a filter as SQL.
type choosing struct {
	from  string
	terms []string
	args  []any

	unit, firm, work bool // by what it narrows
	none             bool // it asks for what cannot be, such as closed and overdue
}

func (c *choosing) add(term string, values ...any) {
	c.terms, c.args = append(c.terms, term), append(c.args, values...)
}

// table is what to read from: the index that serves the filter, else the one that
// serves the order.
func (c choosing) table(ordered string) string {
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

func (c choosing) by(from string) choosing { c.from = from; return c }

func (c choosing) and(term string) choosing {
	c.terms = append(slices.Clip(c.terms), term)
	return c
}

func (c choosing) where() string {
	if len(c.terms) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.terms, " AND ")
}

// choose makes SQL of a filter.
func (s *Store) choose(f defect.Filter) choosing {
	var c choosing
	states := f.States
	if f.Overdue {
		states = among(states, defect.StatesIn(defect.AtFirm))
		c.add("due <> 0 AND due < ?", int64(s.Today()))
	}
	if f.NoNotice {
		states = among(states, defect.NoticeStates)
		c.add("notice = x''")
	}
	if f.Grave {
		c.add("severity IN " + keys(site.GraveSeverities))
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
		c.add("state"+store.In(len(states)), anys(rungs(states))...)
		outside := func(st defect.State) bool { return !strings.Contains(working, "'"+string(st)+"'") }
		if c.work = !slices.ContainsFunc(states, outside); c.work {
			c.add(working)
		}
	}
	return c
}

// among are the states that are in both lists; no list holds all.
func among(states, others []defect.State) []defect.State {
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
	f.States = defect.OpenStates
	c = s.choose(f)
	err = s.eachCount(ctx, `SELECT state, count(*) FILTER (WHERE due <> 0 AND due < ?),
			count(*) FILTER (WHERE severity IN `+keys(site.GraveSeverities)+`), count(*) FILTER (WHERE notice = x'')
		FROM `+c.table("")+c.where()+" GROUP BY state", append([]any{int64(s.Today())}, c.args...), func(state defect.State, n []int) {
		counts.Grave += n[1]
		if state.Phase() == defect.AtFirm {
			counts.Overdue += n[0]
		}
		if slices.Contains(defect.NoticeStates, state) {
			counts.NoNotice += n[2]
		}
	}, 3)
	return counts, err
}

// eachCount reads a query that answers states with figures.
func (s *Store) eachCount(ctx context.Context, query string, args []any, each func(defect.State, []int), figures int) error {
	rows, err := s.At(ctx).Query(query, args...)
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
