package store

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/registry"
)

// An action is undone by what the journal knows of it: each of its operations
// names the values that it replaced, and the heads tell what has been changed
// since. Nothing needs to be kept for the purpose.

// action is one action as the journal has it; it is what a use case takes back.
type action struct {
	tx          *Tx
	dev         uint32
	first, last uint64 // seq of its operations
	stream      journal.Stream
	stamp       journal.Stamp
	ops         []done
	of          map[app.ID][]int // places in ops, by record
}

// done is what is remembered of an operation while its action is gone through: an import
// has hundreds of thousands of them, and what they say is read again where it is asked.
type done struct {
	journal.Dot
	stamp  journal.Stamp
	verb   journal.Verb
	kind   uint16
	id     app.ID
	fields []uint16
}

func doneBy(op journal.Op) done {
	d := done{Dot: op.Dot, stamp: op.Stamp, verb: op.Verb, kind: op.Kind, id: op.ID, fields: make([]uint16, len(op.Changes))}
	for i, c := range op.Changes {
		d.fields[i] = c.Field
	}
	return d
}

// ActionOf reads the action that made a record.
func (tx *Tx) ActionOf(record app.Ref) (app.PastAction, error) {
	a := &action{tx: tx}
	return a, a.read(record)
}

func (a *action) read(record app.Ref) error {
	tx, k := a.tx, a.tx.s.reg.ByName[record.Kind]
	if k == nil {
		return errors.New("store: no kind " + record.Kind)
	}
	err := tx.sql.QueryRowContext(tx.ctx, "SELECT dev, action FROM op WHERE id = ? AND kind = ? ORDER BY stamp, dev, seq LIMIT 1", record.ID[:], k.N).Scan(&a.dev, &a.first)
	if err != nil {
		return fmt.Errorf("store: the action that made %s %v: %w", record.Kind, record.ID, err)
	}
	rows, err := tx.sql.QueryContext(tx.ctx, "SELECT body FROM op WHERE dev = ? AND seq >= ? ORDER BY seq", a.dev, a.first)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var body []byte
		if err := rows.Scan(&body); err != nil {
			return err
		}
		op, err := journal.DecodeOp(body)
		if err != nil {
			return err
		}
		if op.Action != a.first {
			break
		}
		a.ops = append(a.ops, doneBy(op))
	}
	a.stream, a.stamp, a.last = a.ops[0].Stream, a.ops[0].stamp, a.ops[len(a.ops)-1].Seq
	a.of = make(map[app.ID][]int, len(a.ops))
	for i, op := range a.ops {
		a.of[op.id] = append(a.of[op.id], i)
	}
	return rows.Err()
}

// holds reports whether the dot is one of the action's.
func (a *action) holds(d journal.Dot) bool {
	return d.Stream == a.stream && d.Seq >= a.first && d.Seq <= a.last
}

// left is the value that the action left in a field of a record, as operations
// carry it; nil for none.
func (a *action) left(id app.ID, field uint16) (value cbor.RawMessage, err error) {
	for _, i := range a.of[id] {
		op, err := a.operation(i)
		if err != nil {
			return nil, err
		}
		if v := op.ValueOf(field); v != nil {
			value = v
		}
	}
	return registry.NotNull(value), nil
}

// operation reads one of the action's operations again.
func (a *action) operation(i int) (journal.Op, error) {
	return a.tx.s.operation(a.tx.ctx, a.tx.sql, a.ops[i].Dot)
}

// touched reports whether a field shows something else than the action left in
// it. Who changed it and changed it back has not touched it; sealed values can be
// compared too, for equal ones are sealed alike.
func (a *action) touched(id app.ID, heads *journal.Heads, field uint16) (bool, error) {
	later := slices.ContainsFunc(heads.Of(field), func(h journal.Head) bool { return !a.holds(h.Dot) && h.Stamp > a.stamp })
	if !later {
		return false, nil
	}
	shown, _ := heads.Shown(field)
	op, err := a.tx.s.operation(a.tx.ctx, a.tx.sql, shown)
	if err != nil {
		return false, err
	}
	left, err := a.left(id, field)
	return !bytes.Equal(registry.NotNull(op.ValueOf(field)), left), err
}

// Steps lists what the action did, in its order. Records that are gone by now are
// left out.
func (a *action) Steps() ([]app.PastStep, error) {
	var steps []app.PastStep
	at := map[app.ID]bool{}
	for i := range a.ops {
		op := &a.ops[i]
		k := a.tx.s.reg.ByNumber[op.kind]
		if k == nil || at[op.id] {
			continue
		}
		at[op.id] = true
		step, there, err := a.step(k, op)
		if err != nil {
			return nil, err
		}
		if there {
			steps = append(steps, step)
		}
	}
	return steps, nil
}

// step tells what the action did to the record of op, its first operation on it.
func (a *action) step(k *registry.Kind, op *done) (s app.PastStep, there bool, err error) {
	tx := a.tx
	known, err := tx.knownWithHeads(k, op.id)
	if err != nil || known.rec == nil {
		return s, false, err
	}
	s = app.PastStep{Record: app.Ref{Kind: k.Name, ID: op.id}, Made: op.verb == journal.Undelete}
	if !s.Made {
		var before int
		if err := tx.sql.QueryRowContext(tx.ctx, "SELECT count(*) FROM op WHERE kind = ? AND id = ? AND stamp < ?", k.N, op.id[:], int64(op.stamp)).Scan(&before); err != nil {
			return s, false, err
		}
		s.Made = before == 0
	}
	home, err := tx.home(k, known.rec)
	if err != nil {
		return s, false, err
	}
	s.Unit = home.ID
	fields := a.fields(op.id)
	if s.Made {
		fields = known.heads.Fields()
	}
	for _, n := range fields {
		if f := k.ByN[n]; f != nil && !f.Derived && !s.Made {
			s.Fields = append(s.Fields, f.Name)
		}
		touched, err := a.touched(op.id, known.heads, n)
		if err != nil {
			return s, false, err
		}
		if f := k.ByN[n]; f != nil && touched {
			s.Touched = append(s.Touched, f.Name)
		}
	}
	if s.Made && k.HoldsUp {
		s.Used, err = a.used(op.id)
	}
	return s, true, err
}

// used reports whether there are records about one that the action did not make, and that
// were made since: of a home a defect, an inspection, an owner of another import.
func (a *action) used(made app.ID) (bool, error) {
	later, err := a.tx.members(`SELECT DISTINCT o.kind, o.id FROM trail t JOIN op o ON o.dev = t.dev AND o.seq = t.seq
		WHERE t.subject = ? AND t.stamp > ? AND NOT (o.dev = ? AND o.action = ?)`, made[:], int64(a.stamp), a.dev, a.first)
	if err != nil {
		return false, err
	}
	for _, c := range later {
		if c.kind.Strange || c.kind.Passing || c.id == made || a.of[c.id] != nil {
			continue
		}
		known, err := a.tx.sql.record(a.tx.ctx, a.tx.s, c.kind, c.id)
		if err != nil || known.rec != nil {
			return known != nil && known.rec != nil, err
		}
	}
	return false, nil
}

// fields lists the fields of the record that the action changed.
func (a *action) fields(id app.ID) []uint16 {
	var all []uint16
	for _, i := range a.of[id] {
		for _, f := range a.ops[i].fields {
			if f != journal.Whole && !slices.Contains(all, f) {
				all = append(all, f)
			}
		}
	}
	return all
}

// TakeBack undoes one step: a record that the action made goes; another gets back
// the values of the fields that nobody has changed since.
func (a *action) TakeBack(step app.PastStep) error {
	tx, k := a.tx, a.tx.s.reg.ByName[step.Record.Kind]
	if k == nil {
		return errors.New("store: no kind " + step.Record.Kind)
	}
	if step.Made {
		return tx.remove(k, step.Record.ID)
	}
	known, err := tx.knownWithHeads(k, step.Record.ID)
	if err != nil || known.rec == nil {
		return err
	}
	rec := k.Own(known.rec)
	for _, n := range a.fields(step.Record.ID) {
		f := k.ByN[n]
		if f == nil || f.Derived || slices.Contains(step.Touched, f.Name) {
			continue
		}
		value, err := a.valueBefore(k, f, rec)
		if errors.Is(err, errKeyGone) {
			continue // of a person who was erased: there is nothing to give back
		}
		if err != nil {
			return err
		}
		if err := f.Decode(rec, registry.NotNull(value)); err != nil {
			return err
		}
	}
	return tx.put(k, rec)
}

// valueBefore is the value that the action's first operation on the field replaced.
func (a *action) valueBefore(k *registry.Kind, f *registry.Field, rec any) (cbor.RawMessage, error) {
	tx, id := a.tx, *k.ID(rec)
	for _, i := range a.of[id] {
		op, err := a.operation(i)
		if err != nil {
			return nil, err
		}
		for _, c := range op.Changes {
			if c.Field != f.N {
				continue
			}
			var newest *journal.Op
			for _, d := range c.Base {
				op, err := tx.s.operation(tx.ctx, tx.sql, d)
				if err != nil {
					return nil, err
				}
				if newest == nil || op.Stamp > newest.Stamp {
					newest = &op
				}
			}
			if newest == nil {
				return nil, nil
			}
			value := newest.ValueOf(f.N)
			if !f.Sealed || len(registry.NotNull(value)) == 0 {
				return value, nil
			}
			return tx.unseal(k, f, rec, value)
		}
	}
	return nil, nil
}
