package store

import (
	"context"
	"database/sql"
	"time"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/keyring"
)

// Tx is one transaction as the use cases see it. Each domain narrows it to the
// few methods that it needs; what is put is in the rows at once, so that later
// reads of the same transaction see it, and in the journal at commit.
type Tx struct {
	s      *Store
	ctx    context.Context
	sql    *sql.Tx
	actor  app.Actor
	action string
	now    time.Time

	tip     tip         // where the stream ends if this commits
	first   uint64      // seq of the action's first operation; 0 while nothing is staged
	pending *journal.Op // held back until it is known whether it is the last

	changed []app.Ref
	units   map[app.ID]bool              // whose state and trail follow
	found   map[app.Ref]bool             // whose search entries follow
	keys    map[app.ID]keyring.PersonKey // made in this transaction
}

// Do runs fn inside one immediate transaction and commits what it staged: the
// operations, their heads and rows, and what is computed from them. It returns
// after COMMIT; only then is anything taken.
func (s *Store) Do(ctx context.Context, actor app.Actor, action string, fn func(tx *Tx) error) error {
	if s.opt.ReadOnly {
		return app.Refuse("site.locked", "folder", s.dir)
	}
	result := make(chan error, 1)
	select {
	case s.jobs <- func() { result <- s.transact(ctx, actor, action, fn) }:
	case <-ctx.Done():
		return ctx.Err()
	}
	return <-result
}

// Narrow gives a domain its own view of the transaction, checked by the compiler:
// store.Narrow(s, func(tx *store.Tx) defect.Tx { return tx }).
func Narrow[T any](s *Store, view func(*Tx) T) app.Writer[T] { return narrow[T]{s, view} }

type narrow[T any] struct {
	s    *Store
	view func(*Tx) T
}

func (n narrow[T]) Do(ctx context.Context, actor app.Actor, action string, fn func(T) error) error {
	return n.s.Do(ctx, actor, action, func(tx *Tx) error { return fn(n.view(tx)) })
}

// transact runs on the writer goroutine alone.
func (s *Store) transact(ctx context.Context, actor app.Actor, action string, fn func(*Tx) error) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.applying.Store(true)
	defer s.applying.Store(false)
	// Once begun it ends by itself: a context that is cancelled half-way must
	// not decide whether a COMMIT took place.
	tx := &Tx{s: s, ctx: context.WithoutCancel(ctx), actor: actor, action: action, now: s.opt.Clock.Now(),
		tip: s.tip, units: map[app.ID]bool{}, found: map[app.Ref]bool{}, keys: map[app.ID]keyring.PersonKey{}}
	tx.sql, err = s.writer.BeginTx(tx.ctx, nil)
	if err != nil {
		return translate(err, s.dir)
	}
	defer tx.sql.Rollback()
	if err := fn(tx); err != nil {
		return translate(err, s.dir)
	}
	if err := tx.finish(); err != nil {
		return translate(err, s.dir)
	}
	if tx.first == 0 {
		return nil // nothing changed, nothing to record
	}
	if err := tx.sql.Commit(); err != nil {
		return translate(err, s.dir)
	}
	s.setTip(tx.tip)
	for person, key := range tx.keys {
		s.keys.Store(person, key)
	}
	s.listeners.tell(app.Change{Action: action, Records: tx.changed, Units: keysOf(tx.units)})
	return nil
}

// finish computes what follows from the staged changes, writes the last
// operation and signs the action.
func (tx *Tx) finish() error {
	if tx.first == 0 {
		return nil
	}
	if err := tx.deriveUnits(); err != nil {
		return err
	}
	if err := tx.indexFound(); err != nil {
		return err
	}
	if err := tx.flush(true); err != nil {
		return err
	}
	sig := journal.SignAction(tx.s.ring.Device(), tx.tip.stream, tx.tip.seq, tx.tip.hash)
	_, err := tx.exec("INSERT INTO seal (dev, seq, sig) VALUES (?, ?, ?)", tx.tip.dev, tx.tip.seq, sig)
	return err
}

// The first operation of an action carries its name, under this field.
const beginAction = 1

// stage queues one operation of the action; the first is preceded by the one
// that begins the action.
func (tx *Tx) stage(verb journal.Verb, kind uint16, id app.ID, changes []journal.Change) (*journal.Op, error) {
	if tx.first == 0 {
		tx.first = tx.tip.seq + 1
		tx.pending = tx.operation(journal.Begin, 0, tx.actor.Staff, []journal.Change{{Field: beginAction, Value: encodeValue(tx.action)}})
	}
	if err := tx.flush(false); err != nil {
		return nil, err
	}
	tx.pending = tx.operation(verb, kind, id, changes)
	return tx.pending, nil
}

func (tx *Tx) operation(verb journal.Verb, kind uint16, id app.ID, changes []journal.Change) *journal.Op {
	return &journal.Op{
		Dot:    journal.Dot{Stream: tx.tip.stream, Seq: tx.tip.seq + 1},
		Stamp:  tx.s.clock.Next(tx.now),
		Wall:   tx.now.UnixMilli(),
		Action: tx.first, Verb: verb, Kind: kind, ID: id, User: tx.actor.Staff,
		Schema: schemaVersion, Changes: changes,
	}
}

// schemaVersion is the version of the registry that this Keyday writes.
const schemaVersion = 1

// flush writes the operation that was held back and moves the tip over it.
func (tx *Tx) flush(last bool) error {
	op := tx.pending
	op.Last = last
	body := op.Bytes()
	tx.tip.seq++
	tx.tip.hash = journal.Link(tx.tip.hash, body)
	_, err := tx.exec("INSERT INTO op (dev, seq, kind, id, stamp, action, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		tx.tip.dev, op.Seq, op.Kind, op.ID[:], int64(op.Stamp), op.Action, body, tx.tip.hash[:])
	return err
}

func (tx *Tx) exec(query string, args ...any) (sql.Result, error) {
	return tx.sql.ExecContext(tx.ctx, query, args...)
}

// Actor is in whose name the transaction runs.
func (tx *Tx) Actor() app.Actor { return tx.actor }

// Now is one moment for the whole transaction.
func (tx *Tx) Now() time.Time { return tx.now }

// Today is the civil day of Now.
func (tx *Tx) Today() app.Date { return app.DateOf(tx.now) }

// NewID is a fresh identity.
func (tx *Tx) NewID() app.ID { return app.NewID(tx.now, tx.s.opt.Random) }

// Number takes the next number of the laptop's own lane, in the same transaction.
func (tx *Tx) Number(kind app.NumberKind) (string, error) {
	var n int
	err := tx.sql.QueryRowContext(tx.ctx, `INSERT INTO counter (kind, lane, last) VALUES (?, ?, 1)
		ON CONFLICT (kind, lane) DO UPDATE SET last = last + 1 RETURNING last`, string(kind), tx.tip.lane).Scan(&n)
	return app.FormatNumber(kind, tx.tip.lane, n), err
}

// personKey is the key under which a person's fields are sealed; it is made with
// the person, and there is none (false) where it was erased.
func (tx *Tx) personKey(person app.ID, create bool) (keyring.PersonKey, bool, error) {
	if key, ok := tx.keys[person]; ok {
		return key, true, nil
	}
	key, ok, err := tx.s.personKey(tx.ctx, tx.sql, person)
	if ok || err != nil || !create {
		return key, ok, err
	}
	key = keyring.NewPersonKey(tx.s.opt.Random)
	if _, err := tx.exec("INSERT INTO envelope (person, body) VALUES (?, ?)", person[:], tx.s.ring.Envelope(key, person)); err != nil {
		return key, false, err
	}
	tx.keys[person] = key
	return key, true, nil
}

func keysOf(set map[app.ID]bool) []app.ID {
	ids := make([]app.ID, 0, len(set))
	for id := range set {
		ids = append(ids, id)
	}
	return ids
}
