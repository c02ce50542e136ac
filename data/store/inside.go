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
	held, outer := w.sql.heldUntil(), w.sql.savepoint
	taken := false
	w.depth++
	name := fmt.Sprintf("action%d", w.depth)
	w.sql.savepoint = func() error {
		if outer != nil { // it was put off too
			if err := outer(); err != nil {
				return err
			}
			outer = nil
		}
		if err := w.sql.sendUntil(w.ctx, held); err != nil {
			return err
		}
		taken = true
		_, err := w.sql.transaction.ExecContext(w.ctx, "SAVEPOINT "+name)
		return err
	}
	return func(err error) error {
		w.depth--
		w.sql.savepoint = outer
		if err == nil {
			if taken {
				_, err = w.sql.transaction.ExecContext(w.ctx, "RELEASE "+name)
			}
			return err
		}
		w.numbers = numbers
		if !taken && w.open == nil && w.statements == before.statements { // nothing was put
			return err
		}
		w.tip, w.open, w.pending, w.staged = before.tip, before.open, before.pending, before.staged
		w.changed, w.wholes = before.changed, before.wholes
		for _, person := range w.made[len(before.made):] {
			delete(w.keys, person)
		}
		w.made, w.erased = before.made, before.erased
		w.sql.dropSince(held)
		clear(w.sql.known)
		clear(w.entries)
		if !taken {
			return err
		}
		if _, failed := w.sql.transaction.ExecContext(w.ctx, "ROLLBACK TO "+name+"; RELEASE "+name); failed != nil {
			w.sql.failed = failed // the whole transaction is gone, and with it the savepoint
			return errors.Join(err, failed)
		}
		return err
	}
}
