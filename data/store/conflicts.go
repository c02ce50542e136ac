package store

import (
	"context"
	"errors"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/registry"
)

// writeDisputes keeps which fields of a record are in dispute, so that lists and
// gates need not read heads.
func (tx *Tx) writeDisputes(k *registry.Kind, id app.ID, heads *journal.Heads) error {
	if _, err := tx.exec("DELETE FROM dispute WHERE id = ?", id[:]); err != nil {
		return err
	}
	disputes, err := tx.conflicts(k, id, heads)
	if err != nil {
		return err
	}
	for _, d := range disputes {
		if _, err := tx.exec("INSERT INTO dispute (id, field, kind, opened) VALUES (?, ?, ?, ?)", id[:], d.Field, k.N, int64(d.Opened)); err != nil {
			return err
		}
	}
	return nil
}

// conflicts lists the disputes of one record. Sealed values are compared as they open:
// two laptops that hold different keys of a person wrote the same name otherwise.
func (tx *Tx) conflicts(k *registry.Kind, id app.ID, heads *journal.Heads) ([]journal.Disputed, error) {
	return tx.conflictsFrom(k, id, heads, tx.values())
}

// conflictsFrom is conflicts with the operations' values given.
func (r *reading) conflictsFrom(k *registry.Kind, id app.ID, heads *journal.Heads, values journal.Values) ([]journal.Disputed, error) {
	if !heads.Contested() || k.Person.Of == nil {
		return journal.Conflicts(k.N, heads, r.s.reg.Rule, values)
	}
	rec, err := r.s.projectPlain(k, id, heads, values)
	if err != nil {
		return nil, err
	}
	return journal.Conflicts(k.N, heads, r.s.reg.Rule, func(d journal.Dot, field uint16) (cbor.RawMessage, error) {
		value, err := values(d, field)
		f := k.ByN[field]
		if err != nil || f == nil || !f.Sealed || len(registry.NotNull(value)) == 0 {
			return value, err
		}
		opened, err := r.unseal(k, f, rec, value)
		if errors.Is(err, errKeyGone) { // nobody can say any more in what they differ
			return nil, nil
		}
		return opened, err
	})
}

// Conflict is a dispute as people see it.
type Conflict = app.Conflict

// Conflicts lists what waits to be settled, the oldest first. Fields of persons are
// private.
func (s *Store) Conflicts(ctx context.Context) ([]Conflict, error) {
	return s.conflictsShown(ctx, func(f *registry.Field) bool { return !f.Sealed })
}

// ConflictsNaming is Conflicts with names and what else people at a desk see of persons;
// whole numbers are not among it.
func (s *Store) ConflictsNaming(ctx context.Context) ([]Conflict, error) {
	return s.conflictsShown(ctx, func(f *registry.Field) bool { return !f.Private })
}

// ConflictWhole is the conflict with its values whole, for who settles it; that they are
// shown is recorded by who asks. It refuses with "conflict.settled" where it waits no more.
func (s *Store) ConflictWhole(ctx context.Context, c Conflict) (Conflict, error) {
	err := s.Read(ctx, func(tx *Tx) error {
		all, err := tx.conflictsOf(s.reg.ByName[c.Record.Kind], c.Record.ID, map[app.ID]string{}, func(*registry.Field) bool { return true })
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(o Conflict) bool { return o.Field == c.Field })
		if i < 0 {
			return app.Refuse("conflict.settled")
		}
		c = all[i]
		return nil
	})
	return c, err
}

func (s *Store) conflictsShown(ctx context.Context, shows func(*registry.Field) bool) ([]Conflict, error) {
	all := []Conflict{}
	err := s.Read(ctx, func(tx *Tx) error {
		records, err := tx.disputed()
		if err != nil {
			return err
		}
		people := map[app.ID]string{}
		for _, ref := range records {
			some, err := tx.conflictsOf(s.reg.ByName[ref.Kind], ref.ID, people, shows)
			if err != nil {
				return err
			}
			all = append(all, some...)
		}
		return nil
	})
	slices.SortStableFunc(all, func(a, b Conflict) int { return a.Opened.Compare(b.Opened) })
	return all, err
}

// Waiting counts what waits to be settled.
func (s *Store) Waiting(ctx context.Context) (n int, err error) {
	err = s.reader.QueryRowContext(ctx, "SELECT count(*) FROM dispute").Scan(&n)
	return n, err
}

// disputed lists the records of known kinds with a dispute.
func (tx *Tx) disputed() ([]app.Ref, error) {
	rows, err := tx.sql.QueryContext(tx.ctx, "SELECT DISTINCT id, kind FROM dispute ORDER BY id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var records []app.Ref
	for rows.Next() {
		var id []byte
		var kind uint16
		if err := rows.Scan(&id, &kind); err != nil {
			return nil, err
		}
		if k := tx.s.reg.ByNumber[kind]; k != nil {
			records = append(records, app.Ref{Kind: k.Name, ID: registry.Identity(id)})
		}
	}
	return records, rows.Err()
}

// conflictsOf are the disputes of one record, with the values of the fields that are
// shown; people are the names read so far.
func (tx *Tx) conflictsOf(k *registry.Kind, id app.ID, people map[app.ID]string, shows func(*registry.Field) bool) ([]Conflict, error) {
	heads, err := tx.s.heads(tx.ctx, tx.sql, k, id)
	if err != nil {
		return nil, err
	}
	disputes, err := tx.conflicts(k, id, heads)
	if err != nil {
		return nil, err
	}
	rec, err := tx.project(k, id, heads)
	if err != nil {
		return nil, err
	}
	about := Conflict{Record: app.Ref{Kind: k.Name, ID: id}}
	if about.Name, err = tx.Called(id); err != nil {
		return nil, err
	}
	if about.Told, err = tx.told(k, rec); err != nil {
		return nil, err
	}
	if about.Home, err = tx.home(k, rec); err != nil {
		return nil, err
	}
	if about.HomeName, err = tx.Called(about.Home.ID); err != nil {
		return nil, err
	}
	if about.Scope, err = tx.Scope(about.Record); err != nil {
		return nil, err
	}
	var all []Conflict
	for _, d := range disputes {
		c := about
		c.Opened = d.Opened.Time().In(tx.s.Zone())
		f := k.ByN[d.Field]
		if f != nil {
			c.Field, c.Meaning = f.Name, f.Meaning
		}
		for i, side := range d.Sides {
			view, err := tx.conflictSide(k, f, side, people)
			if err != nil {
				return nil, err
			}
			view.Deleted = f == nil && i == 1
			if f != nil && !shows(f) {
				view.Value, view.Private = "", true
			}
			c.Sides = append(c.Sides, view)
		}
		all = append(all, c)
	}
	return all, nil
}

// conflictSide is one side of a dispute: its value, and who wrote it last.
func (tx *Tx) conflictSide(k *registry.Kind, f *registry.Field, side journal.Side, people map[app.ID]string) (view app.ConflictSide, err error) {
	op, err := tx.s.operation(tx.ctx, tx.sql, side.Heads[0].Dot)
	if err != nil {
		return view, err
	}
	view = app.ConflictSide{Who: op.User, At: tx.s.Moment(op.Wall)}
	if view.Name, err = tx.s.calledOnce(tx.ctx, op.User, people); err != nil || f == nil {
		return view, err
	}
	rec := k.Fresh()
	if err := f.Decode(rec, registry.NotNull(side.Value)); err != nil {
		return view, nil // what a newer Keyday wrote
	}
	view.Value, err = tx.sayOf(f, tx.s.settle(k, rec))
	return view, err
}

// say is a field's value, as operations carry it, for people to read.
func (s *Store) say(k *registry.Kind, f *registry.Field, value cbor.RawMessage) string {
	rec := k.Fresh()
	if err := f.Decode(rec, registry.NotNull(value)); err != nil {
		return ""
	}
	if f.Said == nil {
		return ""
	}
	return f.Said(s.settle(k, rec))
}

// Settle decides a conflict: the side of that index holds from now on. The
// operation names every value that was seen, so that a second person who settles
// the same conflict without sight of this one opens it again.
//
// It refuses with "permission.missing", "permission.scope", and with "conflict.settled"
// where the conflict is not as it was shown any more.
func (s *Store) Settle(ctx context.Context, actor app.Actor, c Conflict, side int) error {
	return s.Do(ctx, actor, "conflict.settle", func(tx *Tx) error {
		scope, err := tx.Scope(c.Record)
		if err != nil {
			return err
		}
		if err := s.reg.Schema.May(actor, registry.Settling, scope...); err != nil {
			return err
		}
		k := s.reg.ByName[c.Record.Kind]
		known, err := tx.knownWithHeads(k, c.Record.ID)
		if err != nil {
			return err
		}
		disputes, err := tx.conflicts(k, c.Record.ID, known.heads)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(disputes, func(d journal.Disputed) bool {
			f := k.ByN[d.Field]
			return f != nil && f.Name == c.Field || f == nil && c.Field == ""
		})
		if i < 0 || !disputes[i].Opened.Time().Equal(c.Opened) || len(disputes[i].Sides) != len(c.Sides) || side >= len(c.Sides) {
			return app.Refuse("conflict.settled")
		}
		d := disputes[i]
		winner, err := tx.s.operation(tx.ctx, tx.sql, d.Sides[side].Heads[0].Dot) // its value as it is written, sealed or not
		if err != nil {
			return err
		}
		verb, changes := journal.Resolve, []journal.Change{{Field: d.Field, Value: winner.ValueOf(d.Field), Base: known.heads.Base(d.Field)}}
		if d.Field == journal.Whole {
			if verb, changes = journal.Undelete, known.heads.UndeleteBase(); side == 1 {
				verb, changes = journal.Delete, known.heads.DeleteBase()
			}
		}
		op, err := tx.stage(verb, k.N, c.Record.ID, changes)
		if err != nil {
			return err
		}
		if err := tx.merge(k, c.Record.ID, known.heads, op); err != nil {
			return err
		}
		return tx.show(k, c.Record.ID, known, op, false)
	})
}
