package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/keyring"
)

// errKeyGone says that a sealed field cannot be opened because the person's key
// is not here.
var errKeyGone = errors.New("store: the person's key is gone")

// project computes a record from what stands in the journal: each field as its
// policy shows it. Fields of a person whose key is gone are empty; so are those
// that this Keyday does not know.
func (tx *Tx) project(k *kind, id app.ID, heads *journal.Heads) (any, error) {
	rec, _, err := tx.s.projectFrom(tx.ctx, tx.sql, k, id, heads, tx.values())
	return rec, err
}

// projectFrom is project with the operations' values given, and answers besides
// whether a sealed field had to stay empty.
func (s *Store) projectFrom(ctx context.Context, q querier, k *kind, id app.ID, heads *journal.Heads, values journal.Values) (rec any, keyGone bool, err error) {
	rec = k.fresh()
	*k.id(rec) = id
	for _, sealed := range []bool{false, true} { // a plain field may say under whose key the sealed ones lie
		for i := range k.fields {
			f := &k.fields[i]
			if f.derived || f.sealed != sealed {
				continue
			}
			value, err := journal.Value(heads, f.n, f.rule, values)
			if err != nil {
				return nil, false, err
			}
			if sealed && len(value) > 0 {
				value, err = s.unseal(ctx, q, k, f, rec, value)
				if errors.Is(err, errKeyGone) {
					keyGone, err = true, nil
				}
				if err != nil {
					return nil, false, err
				}
			}
			if err := f.decode(rec, notNull(value)); err != nil {
				return nil, false, fmt.Errorf("store: %s %v, field %s: %w", k.name, id, f.name, err)
			}
		}
	}
	return rec, keyGone, nil
}

// unseal opens a field's value as an operation carries it.
func (s *Store) unseal(ctx context.Context, q querier, k *kind, f *field, rec any, value cbor.RawMessage) (cbor.RawMessage, error) {
	key, ok, err := s.personKey(ctx, q, k.person(rec))
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, errKeyGone
	}
	var sealed []byte
	if err := strict.Unmarshal(value, &sealed); err != nil {
		return nil, err
	}
	return keyring.OpenField(key, k.n, f.n, *k.id(rec), sealed)
}

// values answers what the operations of the journal wrote, those among them that
// are still held back.
func (tx *Tx) values() journal.Values {
	read := map[journal.Dot]journal.Op{}
	return func(d journal.Dot, field uint16) (cbor.RawMessage, error) {
		for _, op := range tx.pending {
			if op.Dot == d {
				return valueOf(op, field), nil
			}
		}
		op, ok := read[d]
		if !ok {
			var err error
			if op, err = tx.s.operation(tx.ctx, tx.sql, d); err != nil {
				return nil, err
			}
			read[d] = op
		}
		return valueOf(&op, field), nil
	}
}

// operation reads one operation.
func (s *Store) operation(ctx context.Context, q querier, d journal.Dot) (journal.Op, error) {
	var body []byte
	err := q.QueryRowContext(ctx, "SELECT body FROM op WHERE dev = ? AND seq = ?", s.streams.number(d.Stream), d.Seq).Scan(&body)
	if err != nil {
		return journal.Op{}, fmt.Errorf("store: operation %v: %w", d, err)
	}
	return journal.DecodeOp(body)
}

// valueOf is what an operation wrote into a field; nil for nothing.
func valueOf(op *journal.Op, field uint16) cbor.RawMessage {
	i := slices.IndexFunc(op.Changes, func(c journal.Change) bool { return c.Field == field })
	if i < 0 {
		return nil
	}
	return op.Changes[i].Value
}

// apply merges an operation that another laptop wrote: the operation itself, the
// heads of its record, the disputes that follow, and the row as it is shown now.
// One that is here already is passed over; another operation under the same dot
// is a journal.ForkError, and nothing is changed.
//
// An operation of a kind that this Keyday does not know is kept, and its record
// is projected by a Keyday that does.
func (tx *Tx) apply(body []byte, hash [32]byte) error {
	op, err := journal.DecodeOp(body)
	if err != nil {
		return err
	}
	dev := tx.s.streams.number(op.Stream)
	if dev == 0 {
		return fmt.Errorf("store: operation %v of an unknown stream", op.Dot)
	}
	var have []byte
	err = tx.sql.QueryRowContext(tx.ctx, "SELECT hash FROM op WHERE dev = ? AND seq = ?", dev, op.Seq).Scan(&have)
	if err == nil {
		return journal.CheckFork(op.Dot, [32]byte(have), hash)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	tx.s.clock.Observe(op.Stamp, tx.when)
	if _, err := tx.exec("INSERT INTO op (dev, seq, kind, id, stamp, action, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		dev, op.Seq, op.Kind, op.ID[:], int64(op.Stamp), op.Action, body, hash[:]); err != nil {
		return err
	}
	tx.staged = true
	k := registry[op.Kind]
	if op.Verb == journal.Begin || k == nil {
		return nil
	}
	known, err := tx.knownWithHeads(k, op.ID)
	if err != nil {
		return err
	}
	fresh := !known.heads.Known()
	if err := tx.merge(k, op.ID, known.heads, &op); err != nil {
		return err
	}
	if op.Verb == journal.Erase {
		sealed, err := tx.sealedUnder(op.ID)
		if err != nil {
			return err
		}
		return tx.forget(op.ID, &op, sealed)
	}
	return tx.show(k, known, &op, fresh)
}

// show brings a record's row to what its heads say.
func (tx *Tx) show(k *kind, known *known, op *journal.Op, fresh bool) error {
	rec, err := tx.project(k, op.ID, known.heads)
	if err != nil {
		return err
	}
	if known.heads.Deleted() {
		if _, err := tx.exec("DELETE FROM "+k.name+" WHERE id = ?", op.ID[:]); err != nil {
			return err
		}
		known.rec = nil
		return tx.touch(k, rec, op, fresh)
	}
	if known.rec != nil {
		if err := tx.left(k, known.rec, rec); err != nil {
			return err
		}
		for i := range k.fields {
			if f := &k.fields[i]; f.derived {
				if err := f.decode(rec, f.encode(known.rec)); err != nil {
					return err
				}
			}
		}
	}
	if err := tx.writeRow(k, rec); err != nil {
		return err
	}
	known.rec = rec
	return tx.touch(k, rec, op, fresh)
}
