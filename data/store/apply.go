package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/fxamacker/cbor/v2"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/keyring"
	"keyday/data/registry"
)

// project computes a record from what stands in the journal: each field as its
// policy shows it. Fields of a person whose key is gone are empty; so are those
// that this Keyday does not know.
func (tx *Tx) project(k *registry.Kind, id app.ID, heads *journal.Heads) (any, error) {
	rec, _, err := tx.projectFrom(k, id, heads, tx.values())
	return rec, err
}

// projectFrom is project with the operations' values given, and answers besides
// whether a sealed field had to stay empty.
func (r *reading) projectFrom(k *registry.Kind, id app.ID, heads *journal.Heads, values journal.Values) (rec any, keyGone bool, err error) {
	if rec, err = r.s.projectPlain(k, id, heads, values); err != nil { // a plain field may say under whose key the others lie
		return nil, false, err
	}
	for i := range k.Fields {
		f := &k.Fields[i]
		if f.Derived || !f.Sealed {
			continue
		}
		value, err := journal.Value(heads, f.N, f.Rule, values)
		if err != nil {
			return nil, false, err
		}
		if len(value) > 0 {
			value, err = r.unseal(k, f, rec, value)
			if errors.Is(err, errKeyGone) {
				keyGone, err = true, nil
			}
			if err != nil {
				return nil, false, err
			}
		}
		if err := f.Decode(rec, registry.NotNull(value)); err != nil {
			return nil, false, fmt.Errorf("store: %s %v, field %s: %w", k.Name, id, f.Name, err)
		}
	}
	return r.s.settle(k, rec), keyGone, nil
}

// projectPlain is project without the sealed fields.
func (s *Store) projectPlain(k *registry.Kind, id app.ID, heads *journal.Heads, values journal.Values) (any, error) {
	rec := k.Fresh()
	*k.ID(rec) = id
	for i := range k.Fields {
		f := &k.Fields[i]
		if f.Derived || f.Sealed {
			continue
		}
		value, err := journal.Value(heads, f.N, f.Rule, values)
		if err != nil {
			return nil, err
		}
		if err := f.Decode(rec, registry.NotNull(value)); err != nil {
			return nil, fmt.Errorf("store: %s %v, field %s: %w", k.Name, id, f.Name, err)
		}
	}
	return rec, nil
}

// unseal opens a field's value as an operation carries it.
func (r *reading) unseal(k *registry.Kind, f *registry.Field, rec any, value cbor.RawMessage) (cbor.RawMessage, error) {
	var sealed []byte
	if err := registry.Strict.Unmarshal(value, &sealed); err != nil {
		return nil, err
	}
	name, err := keyring.FieldKey(sealed)
	if err != nil {
		return nil, err
	}
	key, err := r.s.openingKey(r.ctx, r.q, k.Person.Of(rec), name)
	if err != nil {
		return nil, err
	}
	return keyring.OpenField(key, k.N, f.N, *k.ID(rec), sealed)
}

// values answers what the operations of the journal wrote, those among them that
// are still held back.
func (tx *Tx) values() journal.Values {
	read := map[journal.Dot]journal.Op{}
	return func(d journal.Dot, field uint16) (cbor.RawMessage, error) {
		op, ok := read[d]
		if !ok {
			var err error
			if op, err = tx.operationAt(d); err != nil {
				return nil, err
			}
			read[d] = op
		}
		return op.ValueOf(field), nil
	}
}

// operationAt reads an operation, also one of this very transaction that is still held
// back.
func (tx *Tx) operationAt(d journal.Dot) (journal.Op, error) {
	if tx.pending != nil && tx.pending.Dot == d {
		return *tx.pending, nil
	}
	return tx.s.operation(tx.ctx, tx.sql, d)
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

// apply merges an operation that another laptop wrote, with the signature where it ends
// an action: the operation itself, the heads of its record, the disputes that follow,
// and the row as it is shown now. One that is here already is passed over; another
// operation under the same dot is a journal.ForkError, and nothing is changed. One of a
// stream that the site did not grant is kept apart.
//
// What this Keyday does not know, a kind or a field, is kept with its heads, and shown
// by a Keyday that does; see showUnshown.
func (tx *Tx) apply(body []byte, hash [32]byte, sig []byte) error {
	op, err := journal.DecodeOp(body)
	if err != nil {
		return err
	}
	if here, err := tx.alreadyHere(op.Dot, hash); err != nil || here {
		return err
	}
	st, err := tx.standing(op.Stream)
	if err != nil {
		return err
	}
	if !st.counts(op.Seq) {
		return tx.putApart(op.Dot, body, hash, sig)
	}
	if err := tx.applyCounting(&op, body, hash, sig); err != nil {
		return err
	}
	return tx.takeBack(op.Stream) // what came before this and follows it
}

// applyCounting merges an operation that is the site's.
func (tx *Tx) applyCounting(op *journal.Op, body []byte, hash [32]byte, sig []byte) error {
	dev := tx.s.streams.number(op.Stream)
	tx.s.clock.Observe(op.Stamp, tx.when)
	if err := tx.insertOperation(dev, op, body, hash, sig); err != nil {
		return err
	}
	tx.staged, tx.applied = true, true
	k := tx.s.reg.Numbered(op.Kind)
	if !k.Knows(op) {
		if _, err := tx.exec("INSERT OR IGNORE INTO unshown (kind, id) VALUES (?, ?)", op.Kind, op.ID[:]); err != nil {
			return err
		}
	}
	return tx.mergeApplied(k, op)
}

func (tx *Tx) mergeApplied(k *registry.Kind, op *journal.Op) error {
	known, err := tx.knownWithHeads(k, op.ID)
	if err != nil {
		return err
	}
	fresh := !known.heads.Known()
	if err := tx.merge(k, op.ID, known.heads, op); err != nil {
		return err
	}
	if op.Verb == journal.Erase { // whatever the record is

		if err := tx.keepHeads(k, op.ID, known); err != nil {
			return err
		}
		sealed, err := tx.sealedUnder(op.ID)
		if err != nil {
			return err
		}
		if err := tx.follow(k, op.ID, op, fresh); err != nil {
			return err
		}
		return tx.forget(op.ID, op, sealed)
	}
	if k.Strange {
		return tx.keepHeads(k, op.ID, known)
	}
	return tx.show(k, op.ID, known, op, fresh)
}

// show brings a record's row to what its heads say, op having been merged into them
// last; nil where something else than an operation made it show otherwise.
func (tx *Tx) show(k *registry.Kind, id app.ID, known *known, op *journal.Op, fresh bool) error {
	rec, err := tx.project(k, id, known.heads)
	if err != nil {
		return err
	}
	if known.heads.Deleted() {
		if err := tx.dropRow(k, id, known); err != nil {
			return err
		}
		return tx.touch(k, rec, op, fresh)
	}
	if known.rec != nil {
		if err := tx.deriveFormerHome(k, known.rec, rec); err != nil {
			return err
		}
		for i := range k.Fields {
			if f := &k.Fields[i]; f.Derived {
				if err := f.Decode(rec, f.Encode(known.rec)); err != nil {
					return err
				}
			}
		}
	}
	if err := tx.keepRow(k, known, rec); err != nil {
		return err
	}
	return tx.touch(k, rec, op, fresh)
}
