package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"time"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/keyring"
	"keyday/data/registry"
)

// Tx is one transaction as the use cases see it. Each domain narrows it to the
// few methods that it needs; what is put is in the rows at once, so that later
// reads of the same transaction see it, and in the journal at commit.
//
// One Tx is one action: who acts, what it is called, and its one moment. Several
// actions may share the work of one transaction; see Inside.
type Tx struct {
	*work
	actor  app.Actor
	action string
	now    time.Time
	first  uint64 // seq of the action's first operation; 0 while nothing is staged
}

// AnyTx is a transaction: *Tx, or what embeds it.
type AnyTx interface {
	registry.Source
	asTx() *Tx
}

func (tx *Tx) asTx() *Tx { return tx }

// work is what the actions of one transaction share.
type work struct {
	*reading
	sql  *session
	when time.Time // the laptop's own moment, whatever moment an action is given
	day  app.Date  // for which values are derived

	tip        tip         // where the stream ends if this commits
	open       *Tx         // the action that is being staged, if any
	pending    *journal.Op // held back until it is known whether it is the action's last
	staged     bool        // whether anything was staged at all
	applied    bool        // whether what others wrote is among it, in whatever order it came
	joined     bool        // whether a stream was admitted
	statements int         // so far

	depth int // of actions inside actions

	changed []app.Ref
	wholes  []app.Ref                    // that these are parts of
	derive  map[app.ID]*registry.Kind    // whose derived values follow
	found   map[app.Ref]bool             // whose search entries follow; true for records that are new
	entries map[string]kept              // of search, as found or made
	numbers map[app.Series]int           // the last of each series, as taken
	keys    map[app.ID]keyring.PersonKey // made in this transaction,
	made    []app.ID                     // in this order
	erased  []app.ID                     // whose keys were dropped
}

// Do runs fn inside one immediate transaction and commits what it staged: the
// operations, their heads and rows, and what is computed from them. It returns
// after COMMIT; only then is anything taken.
func (s *Store) Do(ctx context.Context, actor app.Actor, action string, fn func(tx *Tx) error) error {
	if s.opt.ReadOnly {
		return app.Refuse("site.locked", "folder", s.dir)
	}
	end, err := s.turns.take(ctx)
	if err != nil {
		return err
	}
	defer end()
	return s.transact(ctx, actor, action, fn)
}

// transact runs while it is the caller's turn.
func (s *Store) transact(ctx context.Context, actor app.Actor, action string, fn func(*Tx) error) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.applying.Store(true)
	defer s.applying.Store(false)
	// Once begun it ends by itself: a context that is cancelled half-way must
	// not decide whether a COMMIT took place.
	w, err := s.begin(context.WithoutCancel(ctx))
	if err != nil {
		return translate(err, s.dir)
	}
	kept := false
	defer func() {
		if !kept {
			w.sql.Rollback()
			clear(s.known)
			if w.joined {
				err = errors.Join(err, s.loadStreams(w.ctx))
			}
		}
	}()
	tx := &Tx{work: w, actor: actor, action: action, now: w.when}
	if err := fn(tx); err != nil || w.sql.failed != nil { // which somebody may have swallowed
		return translate(cmp.Or(w.sql.failed, err), s.dir)
	}
	if !w.staged { // nothing changed, nothing to record
		kept = w.statements == 0 && w.sql.Rollback() == nil
		return nil
	}
	if err := tx.finish(); err != nil {
		return translate(cmp.Or(w.sql.failed, err), s.dir)
	}
	if err := w.commit(); err != nil {
		return translate(err, s.dir)
	}
	kept = true
	if w.statements >= hugeWrites {
		_, _ = s.writer.ExecContext(w.ctx, "PRAGMA shrink_memory")
	}
	s.setTip(w.tip)
	s.rezone(w.ctx, w.changed)
	s.derived.Store(int32(w.day))
	for person := range w.keys { // there may be others of the same person
		s.keys.drop(person)
	}
	s.listeners.tell(app.Change{Action: action, Records: w.changed, Derived: w.derived(), Wholes: w.wholes})
	return s.cleanUp(w.ctx, w.erased)
}

// begin opens the work of one transaction on the writer's connection.
func (s *Store) begin(ctx context.Context) (*work, error) {
	begun, err := beginOwn(ctx, s.writer)
	if err != nil {
		return nil, err
	}
	session := newSession(begun, s.known)
	return &work{reading: &reading{s, ctx, session}, sql: session, when: s.opt.Clock.Now(), tip: s.tip,
		derive: map[app.ID]*registry.Kind{}, found: map[app.Ref]bool{}, entries: map[string]kept{}, numbers: map[app.Series]int{}, keys: map[app.ID]keyring.PersonKey{}}, nil
}

// Read runs fn over one consistent state of the site, beside the writer.
func (s *Store) Read(ctx context.Context, fn func(tx *Tx) error) error {
	begun, err := s.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return translate(err, s.dir)
	}
	defer begun.Rollback()
	now := s.opt.Clock.Now()
	session := newSession(begun, map[app.ID]*known{})
	w := &work{reading: &reading{s, ctx, session}, sql: session, when: now}
	return translate(fn(&Tx{work: w, now: now}), s.dir)
}

// finish ends the last action and computes what follows from all of them.
func (tx *Tx) finish() error {
	if err := tx.end(); err != nil {
		return err
	}
	if err := tx.keepNumbers(); err != nil {
		return err
	}
	return tx.computeFollowing()
}

// computeFollowing computes what follows from the records that changed.
func (tx *Tx) computeFollowing() error {
	if err := tx.deriveAll(); err != nil {
		return err
	}
	return tx.indexFound()
}

// stage queues one operation of the action; the first carries its name.
func (tx *Tx) stage(verb journal.Verb, kind uint16, id app.ID, changes []journal.Change) (*journal.Op, error) {
	begins := tx.open != tx
	if begins {
		if err := tx.end(); err != nil {
			return nil, err
		}
		tx.open, tx.staged = tx, true
		tx.first = tx.tip.seq + 1
	} else if err := tx.flush(); err != nil {
		return nil, err
	}
	op := &journal.Op{
		Dot:    journal.Dot{Stream: tx.tip.stream, Seq: tx.tip.seq + 1},
		Stamp:  tx.s.clock.Next(tx.now),
		Wall:   tx.now.UnixMilli(),
		Action: tx.first, Verb: verb, Kind: kind, ID: id, User: tx.actor.Staff,
		Schema: tx.s.reg.Schema.Version, Changes: changes,
	}
	tx.pending = op
	if begins {
		op.Name = tx.action
	}
	return op, nil
}

// end writes the last operation of the action that is being staged and signs it.
func (w *work) end() error {
	if w.open == nil {
		return nil
	}
	w.pending.Last = true
	if err := w.flush(); err != nil {
		return err
	}
	w.open = nil
	return nil
}

// flush writes the operation that was held back and moves the tip over it.
func (w *work) flush() error {
	op := w.pending
	w.pending = nil
	body := op.Bytes()
	if len(body) > journal.MaxOp { // nobody could read it again
		return app.Refuse("record.too_large")
	}
	hash := journal.Link(w.tip.hash, body)
	var sig []byte
	if op.Last {
		sig = journal.SignAction(w.s.signing, w.tip.stream, op.Seq, hash)
	}
	w.tip.seq, w.tip.hash = op.Seq, hash
	return w.insertOperation(w.tip.dev, op, body, hash, sig)
}

// insertOperation writes an operation's row: its bytes, its hash in the chain, and the
// signature where it ends an action.
func (w *work) insertOperation(dev uint32, op *journal.Op, body []byte, hash [32]byte, sig []byte) error {
	var ends any // NULL where it does not
	if len(sig) > 0 {
		ends = sig
	}
	return w.insert("INSERT INTO op (dev, seq, kind, id, stamp, action, body, hash, sig) VALUES ",
		dev, op.Seq, op.Kind, op.ID[:], int64(op.Stamp), op.Action, body, hash[:], ends)
}

// insert puts a row; it may be held back until something else is asked of the database.
func (w *work) insert(statement string, row ...any) error {
	if err := w.writes(); err != nil {
		return err
	}
	return w.sql.hold(w.ctx, statement, row...)
}

func (w *work) exec(query string, args ...any) (sql.Result, error) {
	if err := w.writes(); err != nil {
		return nil, err
	}
	result, err := w.sql.ExecContext(w.ctx, query, args...)
	if err != nil && w.sql.failed == nil {
		w.sql.failed = rolledBackError(err)
	}
	return result, err
}

// manyWrites is from how many statements on it pays to open the guards' gate;
// before, they ask the function row by row.
const manyWrites = 50

// hugeWrites is from how many statements on what SQLite remembers of them is forgotten after
// the commit: it may have grown to what open allows, and nobody asks for it again.
const hugeWrites = 20000

// writes is called before anything is written: the guards' gate opens where much is.
func (w *work) writes() error {
	if w.sql.failed != nil {
		return w.sql.failed
	}
	if w.statements++; w.statements == manyWrites {
		_, err := w.sql.transaction.ExecContext(w.ctx, "UPDATE gate SET open = 1")
		return err
	}
	return nil
}

// commit shuts the gate again and makes all of it last.
func (w *work) commit() error {
	if err := w.sql.sendAll(w.ctx); err != nil {
		return err
	}
	if w.statements >= manyWrites {
		if _, err := w.sql.ExecContext(w.ctx, "UPDATE gate SET open = 0"); err != nil {
			return err
		}
	}
	return w.sql.Commit()
}

// Actor is in whose name the transaction runs.
func (tx *Tx) Actor() app.Actor { return tx.actor }

// Now is one moment for the whole transaction.
func (tx *Tx) Now() time.Time { return tx.now }

// Today is the civil day of Now.
func (tx *Tx) Today() app.Date { return app.DateOf(tx.now) }

// NewID is a fresh identity.
func (tx *Tx) NewID() app.ID {
	id := app.NewID(tx.now, tx.s.opt.Random)
	tx.sql.fresh[id] = true
	return id
}

// Number takes the next number of the series in the laptop's own lane, in the same
// transaction.
func (tx *Tx) Number(series app.Series) (string, error) {
	last, read := tx.numbers[series]
	if !read {
		err := tx.sql.QueryRowContext(tx.ctx, "SELECT last FROM counter WHERE series = ? AND lane = ?", series.String(), tx.tip.lane).Scan(&last)
		if err := IgnoreNoRows(err); err != nil {
			return "", err
		}
	}
	tx.numbers[series] = last + 1
	return series.Format(tx.tip.lane, last+1), nil
}

// keepNumbers writes how far the series have come.
func (tx *Tx) keepNumbers() error {
	for series, last := range tx.numbers {
		if _, err := tx.exec(`INSERT INTO counter (series, lane, last) VALUES (?, ?, ?)
			ON CONFLICT (series, lane) DO UPDATE SET last = excluded.last`, series.String(), tx.tip.lane, last); err != nil {
			return err
		}
	}
	return nil
}
