package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"time"

	"keyday/app"
)

// Inside gives use cases a writer that works in the transaction that is already
// open, so that one Do may hold many of them: an import, a rehearsal. Each use
// case remains an action of its own, in the name of its own actor and at the
// moment that the clock gives it (nil: the transaction's); they are committed
// together or not at all. One that is refused leaves nothing behind, and the
// rest may go on.
//
// What is computed from the records (a unit's state and counts, search) follows
// once, when the outermost transaction ends.
//
//	store.Do(ctx, actor, "import.apply", func(tx *store.Tx) error {
//		desk := staff.New(store.Inside(tx, func(tx *store.Tx) staff.Tx { return tx }, nil), hash)
//		…
//	})
func Inside[T any](tx *Tx, view func(*Tx) T, clock app.Clock) app.Writer[T] {
	if clock == nil {
		clock = app.ClockFunc(func() time.Time { return tx.now })
	}
	return inside[T]{tx.work, view, clock}
}

type inside[T any] struct {
	work  *work
	view  func(*Tx) T
	clock app.Clock
}

func (in inside[T]) Do(ctx context.Context, actor app.Actor, action string, fn func(T) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w := in.work
	if err := w.end(); err != nil { // an action's operations lie together
		return err
	}
	undo := w.mark()
	tx := &Tx{work: w, actor: actor, action: action, now: in.clock.Now().In(w.s.Zone())}
	err := fn(in.view(tx))
	if err == nil {
		err = w.end()
	}
	return undo(err)
}

// mark notes where the work stands. The result releases the mark on success and
// on an error takes back everything since.
func (w *work) mark() func(error) error {
	before := *w
	numbers := maps.Clone(w.numbers)
	taken := false
	w.depth++
	name := fmt.Sprintf("action%d", w.depth)
	w.savepoint = func() error {
		if before.savepoint != nil { // the outer one was put off too
			if err := before.savepoint(); err != nil {
				return err
			}
			before.savepoint = nil
		}
		taken = true
		_, err := w.sql.ExecContext(w.ctx, "SAVEPOINT "+name)
		return err
	}
	return func(err error) error {
		w.depth--
		w.savepoint = before.savepoint
		if err == nil {
			if taken {
				_, err = w.sql.ExecContext(w.ctx, "RELEASE "+name)
			}
			return err
		}
		w.numbers = numbers
		if !taken {
			return err
		}
		w.tip, w.open, w.pending, w.staged = before.tip, before.open, before.pending, before.staged
		w.changed = before.changed
		for _, person := range w.made[len(before.made):] {
			delete(w.keys, person)
		}
		w.made, w.erased = before.made, before.erased
		clear(w.sql.known)
		clear(w.entries)
		if _, failed := w.sql.ExecContext(w.ctx, "ROLLBACK TO "+name+"; RELEASE "+name); failed != nil {
			w.failed = failed // the whole transaction is gone, and with it the savepoint
			return errors.Join(err, failed)
		}
		return err
	}
}
