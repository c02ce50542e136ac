package records

import (
	"context"

	"keyday/app"
	"keyday/app/handover"
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

// HandoverLines hands on the homes of which there is something to hand over, with their
// cases. Of no identities of homes it is all of them.
func (s *Store) HandoverLines(ctx context.Context, ids []app.ID, each func(handover.Line)) error {
	chosen := choose(ids)
	homes, err := s.homeLines(ctx, chosen)
	if err != nil {
		return err
	}
	visits, err := s.casesByHome(ctx, chosen)
	if err != nil {
		return err
	}
	for _, home := range homes {
		line := visits[home.Unit]
		if line.HomeLine = home; line.In(handover.Every, s.Today()) {
			each(line)
		}
	}
	return nil
}

// casesByHome are the cases in force of homes: of each the last one, unless it was called
// off.
func (s *Store) casesByHome(ctx context.Context, homes chosen) (map[app.ID]handover.Line, error) {
	rows, err := s.At(ctx).Query(`SELECT c.unit, c.state, c.decision, c.decided_on, c.notice_on, c.slot_on, c.slot_from, c.slot_to, c.no_shows, c.arrived_at, c.next_on, c.completed_on, c.certificate,
			coalesce((SELECT p.name FROM handover_move m JOIN person p ON p.id = m.who WHERE m.handover = c.id ORDER BY m.at DESC, m.id DESC LIMIT 1), ''),
			coalesce((SELECT group_concat(code, '、') FROM (SELECT DISTINCT substr(code, 1, instr(code || ' ', ' ') - 1) code FROM override WHERE handover = c.id ORDER BY 1)), ''),
			coalesce((SELECT group_concat(why, '；') FROM (SELECT o.reason || '（' || coalesce(p.name, '') || '）' why
				FROM override o LEFT JOIN person p ON p.id = o.who WHERE o.handover = c.id ORDER BY o.at, o.id)), '')
		FROM handover_case c WHERE c.state NOT IN `+keys(handover.StatesIn(handover.CalledOff))+`
			AND c.n = (SELECT max(n) FROM handover_case WHERE unit = c.unit)`+homes.where("AND", "c.unit"), homes.Args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	byHome := map[app.ID]handover.Line{}
	for rows.Next() {
		var unit app.ID
		var l handover.Line
		var arrived int64
		if err := rows.Scan(registry.IntoID(&unit), &l.Standing, &l.Decision, &l.DecidedOn, &l.NoticeOn, &l.Slot.On, &l.Slot.From, &l.Slot.To, &l.NoShows,
			&arrived, &l.NextOn, &l.CompletedOn, registry.IntoID(&l.Certificate), &l.By, &l.Passed, &l.PassedWhy); err != nil {
			return nil, err
		}
		if arrived != 0 {
			l.ArrivedAt = s.Moment(arrived)
		}
		byHome[unit] = l
	}
	return byHome, rows.Err()
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
