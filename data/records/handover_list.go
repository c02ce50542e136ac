package records

import (
	"context"
	"strconv"
	"strings"
	"time"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/data/registry"
	"keyday/data/store"
)

// HandoverDesk reads a unit at the desk in one consistent state, through the very
// function that the use cases check with. Phone and ID numbers are masked.
func (s *Store) HandoverDesk(ctx context.Context, unit app.ID) (v handover.View, err error) {
	err = s.Read(ctx, func(tx *Tx) error {
		if v, err = handover.Look(tx, unit); err != nil {
			return err
		}
		return tx.noteSights(&v)
	})
	return v.Masked(), err
}

// noteSights notes which writings the view shows of what is changed from it.
func (tx *Tx) noteSights(v *handover.View) error {
	v.Sights = map[app.ID]app.Sight{}
	ids := map[registry.Any][]app.ID{units: {v.Unit.ID}, cases: {v.Case.ID}}
	for _, p := range v.Owners {
		ids[owners], ids[ownerships] = append(ids[owners], p.Ownership.Owner), append(ids[ownerships], p.Ownership.ID)
	}
	for _, d := range v.Open {
		ids[defects] = append(ids[defects], d.ID)
	}
	for _, m := range v.Meters {
		ids[meters] = append(ids[meters], m.ID)
	}
	for _, k := range v.Keys {
		ids[keySets] = append(ids[keySets], k.ID)
	}
	for _, p := range v.Papers {
		ids[papers] = append(ids[papers], p.ID)
	}
	for k, some := range ids {
		if err := store.Sights(tx, v.Sights, k, some...); err != nil {
			return err
		}
	}
	return nil
}

// atDesk are the cases of which the owners are here.
var atDesk = "(c.state IN " + keys(handover.StatesIn(handover.AtStations)) +
	" OR c.state IN " + keys(handover.StatesIn(handover.ToComplete)) + " AND c.decision IN " + keys(handover.TakingDecisions) + ")"

// arrived are the states of cases whose owners have come.
var arrived = keys(handover.StatesIn(handover.AtStations, handover.ToComplete))

// openCases says which units a list of handovers shows; ?1 is today, ?2 today's
// first moment.
var openCases = map[handover.Listing]string{
	handover.OfToday: `(c.slot_on = ?1 OR c.next_on = ?1 OR c.arrived_at >= ?2 OR c.decided_on = ?1 OR c.completed_on = ?1 OR ` + atDesk + `)`,
	handover.AtDesk:  atDesk,
	handover.Waiting: `u.handed_over = 0 AND (u.state IN ` + keys(site.StatesIn(site.ToHandOver)) + ` AND coalesce(c.state, '') NOT IN ` + arrived + `
		OR c.state IN ` + keys(handover.StatesIn(handover.ToCome)) + `)`,
	handover.Turned: `u.handed_over = 0 AND c.decision IN ` + keys(handover.TurningDecisions),
	handover.Given:  `u.handed_over <> 0`,
	handover.Every:  `(c.id IS NOT NULL OR u.state IN ` + keys(site.StatesIn(site.ToHandOver, site.Done)) + `)`,
}

var unitsWithCases = ` FROM unit u JOIN building b ON b.id = u.building
	LEFT JOIN handover_case c ON c.unit = u.id AND c.state NOT IN ` + keys(handover.StatesIn(handover.CalledOff)) + `
		AND c.n = (SELECT max(n) FROM handover_case WHERE unit = u.id) `

// handoverQuery is a query over units with their cases, narrowed by a condition and
// to the actor's communities, with its arguments.
func (s *Store) handoverQuery(actor app.Actor, where, columns, order string) (string, []any) {
	now := s.Clock().Now()
	y, m, d := now.Date()
	args := []any{int64(app.DateOf(now)), time.Date(y, m, d, 0, 0, 0, 0, now.Location()).UnixMilli()}
	scope := ""
	for i := range actor.Communities {
		args = append(args, actor.Communities[i][:])
		scope += ", ?" + strconv.Itoa(len(args))
	}
	if scope != "" {
		scope = " AND b.community IN (" + strings.TrimPrefix(scope, ", ") + ")"
	}
	// Every query is given both moments, though not every one asks for them.
	return "WITH day AS (SELECT ?1, ?2) SELECT " + columns + unitsWithCases + "WHERE " + where + scope + order, args
}

// Handovers lists units with their cases: those whose owners are here, then those
// that are expected, in the order of their slots, then by code.
func (s *Store) Handovers(ctx context.Context, actor app.Actor, l handover.Listing) ([]handover.Row, error) {
	query, args := s.handoverQuery(actor, openCases[l], `u.id, u.code, u.state, `+s.untold()+`, u.open, u.grave, u.handed_over, u.batch,
			coalesce((SELECT group_concat(name, '、') FROM (SELECT o.name FROM ownership s JOIN owner o ON o.id = s.owner
				WHERE s.unit = u.id AND NOT s.ended ORDER BY s.place)), ''),
			coalesce(c.state, ''), coalesce(c.decision, ''), coalesce(c.slot_on, 0), coalesce(c.slot_from, ''), coalesce(c.slot_to, ''),
			coalesce(c.arrived_at, 0), coalesce(c.next_on, 0)`,
		" ORDER BY coalesce(c.state, '') NOT IN "+arrived+", u.handed_over <> 0, coalesce(c.slot_on, 0) = 0, c.slot_on, c.slot_from, b.place, length(u.code), u.code")
	rows, err := s.At(ctx).Query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []handover.Row
	for rows.Next() {
		var r handover.Row
		var arrived int64
		if err := rows.Scan(registry.IntoID(&r.Unit), &r.Code, &r.UnitState, &r.Barred, &r.Open, &r.Grave, &r.HandedOver, &r.Batch, &r.Owners,
			&r.State, &r.Decision, &r.SlotOn, &r.SlotFrom, &r.SlotTo, &arrived, &r.NextOn); err != nil {
			return nil, err
		}
		if arrived != 0 {
			r.ArrivedAt = s.Moment(arrived)
		}
		all = append(all, r)
	}
	return all, rows.Err()
}

// HandoverCounts counts what each list would show, in one pass over the units.
func (s *Store) HandoverCounts(ctx context.Context, actor app.Actor) (map[handover.Listing]int, error) {
	var columns []string
	counts := make([]int, len(handover.Listings))
	into := make([]any, len(counts))
	for i, l := range handover.Listings {
		columns = append(columns, "count(*) FILTER (WHERE "+openCases[l]+")")
		into[i] = &counts[i]
	}
	query, args := s.handoverQuery(actor, "TRUE", strings.Join(columns, ", "), "")
	if err := s.At(ctx).QueryRow(query, args...).Scan(into...); err != nil {
		return nil, err
	}
	all := map[handover.Listing]int{}
	for i, l := range handover.Listings {
		all[l] = counts[i]
	}
	return all, nil
}

// CaseOfUnit reads the unit's handover case in force; false where there is none.
func (s *Store) CaseOfUnit(ctx context.Context, unit app.ID) (handover.Case, bool, error) {
	all, err := store.List(s.At(ctx), cases, "WHERE unit = ? AND state NOT IN "+keys(handover.StatesIn(handover.CalledOff))+" ORDER BY n DESC LIMIT 1", unit[:])
	if err != nil || len(all) == 0 {
		return handover.Case{}, false, err
	}
	return all[0], true, nil
}

// CaseRecords reads what was recorded in a handover case.
func (s *Store) CaseRecords(ctx context.Context, c app.ID) (r handover.Records, err error) {
	read := func(f func() error) {
		if err == nil {
			err = f()
		}
	}
	id := c[:]
	read(func() (e error) {
		r.Checks, e = store.List(s.At(ctx), identityChecks, "WHERE handover = ? ORDER BY at, id", id)
		return
	})
	read(func() (e error) {
		r.Overrides, e = store.List(s.At(ctx), overrides, "WHERE handover = ? ORDER BY at, id", id)
		return
	})
	read(func() (e error) {
		r.Results, e = store.List(s.At(ctx), results, "WHERE handover = ? ORDER BY at, id", id)
		return
	})
	read(func() (e error) {
		r.Meters, e = store.List(s.At(ctx), meters, "WHERE handover = ? ORDER BY read_at, id", id)
		return
	})
	read(func() (e error) {
		r.Keys, e = store.List(s.At(ctx), keySets, "WHERE handover = ? ORDER BY at, id", id)
		return
	})
	read(func() (e error) {
		r.Papers, e = store.List(s.At(ctx), papers, "WHERE handover = ? ORDER BY at, id", id)
		return
	})
	read(func() (e error) {
		r.Notes, e = store.List(s.At(ctx), caseMoves, "WHERE handover = ? AND step = ? ORDER BY at, id", id, string(handover.Follow))
		return
	})
	return r, err
}

// HandoverItems reads the site's list of meters, keys and papers, or the default.
func (s *Store) HandoverItems(ctx context.Context) (handover.ItemList, error) {
	st, err := s.Site(ctx)
	if err != nil {
		return handover.ItemList{}, err
	}
	l, err := store.Get(s.At(ctx), itemLists, handover.ItemListID(st.ID))
	if app.RefusalCode(err) == "record.unknown" {
		return handover.DefaultItems(), nil
	}
	return l, err
}

// SeeHandoverItems reads it for changing it.
func (s *Store) SeeHandoverItems(ctx context.Context) (app.Seen[handover.ItemList], error) {
	st, err := s.Site(ctx)
	if err != nil {
		return app.Seen[handover.ItemList]{}, err
	}
	return store.See(s.At(ctx), itemLists, handover.ItemListID(st.ID), handover.DefaultItems())
}
