package store

import (
	"errors"

	"github.com/fxamacker/cbor/v2"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/keyring"
	"keyday/data/registry"
)

// put stages what differs between the record and what is kept of it: one
// operation with the fields that changed, its heads, and the row.
func (tx *Tx) put(k *registry.Kind, given any) error {
	rec := tx.s.settle(k, k.Own(given))
	id := *k.ID(rec)
	if id.IsNil() {
		return errors.New("store: " + k.Name + " without an id")
	}
	known, err := tx.knownWithHeads(k, id)
	if err != nil {
		return err
	}
	heads := known.heads
	old := known.rec
	switch {
	case old != nil:
	case heads.Known(): // deleted here or elsewhere; its values stand in the journal
		if old, err = tx.project(k, id, heads); err != nil {
			return err
		}
	default:
		old = k.Fresh()
	}
	changes, err := tx.difference(k, old, rec, heads)
	if err != nil || len(changes) == 0 && heads.Known() && !heads.Deleted() {
		return err
	}
	if err := tx.requireUndisputed(k, rec, heads, changes); err != nil {
		return err
	}
	if k.InsertOnly && heads.Known() {
		return app.Refuse("record.final", "kind", k.Name, "id", id.String())
	}
	verb := journal.Put
	if heads.Deleted() { // putting a deleted record restores it
		verb, changes = journal.Undelete, append(heads.UndeleteBase(), changes...)
	}
	fresh := !heads.Known()
	op, err := tx.stage(verb, k.N, id, changes)
	if err != nil {
		return err
	}
	if err := tx.merge(k, id, heads, op); err != nil {
		return err
	}
	for i := range k.Fields {
		if f := &k.Fields[i]; f.Derived && !f.Same(rec, old) {
			if err := f.Decode(rec, f.Encode(old)); err != nil {
				return err
			}
		}
	}
	if err := tx.showShared(k, rec, heads, changes); err != nil {
		return err
	}
	if err := tx.deriveFormerHome(k, old, rec); err != nil {
		return err
	}
	if err := tx.keepRow(k, known, rec); err != nil {
		return err
	}
	return tx.touch(k, rec, op, fresh)
}

// keepRow writes the row of a record as it is by now, and its heads in it; those of a
// record that had no row stood elsewhere.
func (tx *Tx) keepRow(k *registry.Kind, known *known, rec any) error {
	heads := known.heads.AppendBinary(nil, tx.s.streams.number)
	if known.rec != nil {
		if err := tx.updateRow(k, known.rec, rec, heads); err != nil {
			return err
		}
	} else if err := tx.insertRow(k, rec, heads); err != nil {
		return err
	}
	if known.rec == nil && known.apart {
		id := *k.ID(rec)
		if _, err := tx.exec("DELETE FROM head WHERE id = ?", id[:]); err != nil {
			return err
		}
	}
	known.rec, known.apart = rec, false
	return nil
}

// insertRow puts a record that has no row yet into its table, with its heads.
func (tx *Tx) insertRow(k *registry.Kind, rec any, heads []byte) error {
	return tx.insert(k.Insert, append(k.Values(tx.s.ring, rec), heads)...)
}

// updateRow writes what of a row has changed, and the heads: an index over columns that
// stay as they were is not written again then.
func (tx *Tx) updateRow(k *registry.Kind, old, rec any, heads []byte) error {
	query := append(make([]byte, 0, 256), "UPDATE "+k.Name+" SET "...)
	var values []any
	for i := range k.Fields {
		if f := &k.Fields[i]; !f.Same(rec, old) {
			query = append(append(query, f.Name...), " = ?, "...)
			values = append(values, k.Value(tx.s.ring, f, rec))
		}
	}
	id := *k.ID(rec)
	_, err := tx.exec(string(append(query, "heads = ? WHERE id = ?"...)), append(values, heads, id[:])...)
	return err
}

// remove stages a tombstone that replaces every head of the record, and takes
// its row away. Nothing leaves the journal.
func (tx *Tx) remove(k *registry.Kind, id app.ID) error {
	known, err := tx.knownWithHeads(k, id)
	if err != nil || known.rec == nil {
		return err
	}
	replaced := known.heads.DeleteBase()
	if err := tx.requireUndisputed(k, known.rec, known.heads, replaced); err != nil {
		return err
	}
	op, err := tx.stage(journal.Delete, k.N, id, replaced)
	if err != nil {
		return err
	}
	if err := tx.merge(k, id, known.heads, op); err != nil {
		return err
	}
	old := known.rec
	if err := tx.dropRow(k, id, known); err != nil {
		return err
	}
	return tx.touch(k, old, op, false)
}

// dropRow takes the row of a record away and keeps its heads elsewhere.
func (tx *Tx) dropRow(k *registry.Kind, id app.ID, known *known) error {
	if _, err := tx.exec("DELETE FROM "+k.Name+" WHERE id = ?", id[:]); err != nil {
		return err
	}
	known.rec = nil
	return tx.keepHeads(k, id, known)
}

// keepHeads writes the heads of a record whose row is as it was.
func (tx *Tx) keepHeads(k *registry.Kind, id app.ID, known *known) error {
	body := known.heads.AppendBinary(nil, tx.s.streams.number)
	if known.rec != nil {
		_, err := tx.exec("UPDATE "+k.Name+" SET heads = ? WHERE id = ?", body, id[:])
		return err
	}
	known.apart = true
	_, err := tx.exec("INSERT INTO head (id, kind, body) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body", id[:], k.N, body)
	return err
}

// merge applies an operation to the heads of its record, and keeps the disputes that
// follow from them; the heads are kept with the row.
func (tx *Tx) merge(k *registry.Kind, id app.ID, heads *journal.Heads, op *journal.Op) error {
	contested := heads.Contested()
	heads.Apply(op)
	if contested || heads.Contested() {
		return tx.writeDisputes(k, id, heads)
	}
	return nil
}

// sealValue is a field's value as an operation carries it.
func (tx *Tx) sealValue(k *registry.Kind, f *registry.Field, rec any, value cbor.RawMessage) (cbor.RawMessage, error) {
	if value == nil {
		return registry.Null, nil
	}
	if !f.Sealed {
		return value, nil
	}
	key, err := tx.sealingKey(k.Person.Of(rec))
	if err != nil {
		return nil, err
	}
	return registry.EncodeValue(keyring.SealField(key, k.N, f.N, *k.ID(rec), value)), nil
}

// touch notes what a change of the record makes follow: search, derived values, and
// the operation in the history of what the record is about. fresh is a record that was
// not there before.
func (tx *Tx) touch(k *registry.Kind, rec any, op *journal.Op, fresh bool) error {
	ref := app.Ref{Kind: k.Name, ID: *k.ID(rec)}
	tx.changed = append(tx.changed, ref)
	if of := k.Parent.Of; of != nil && k.Parent.Kind != "" {
		tx.wholes = append(tx.wholes, app.Ref{Kind: k.Parent.Kind, ID: of(rec)})
	}
	if k.Words != nil {
		if _, noted := tx.found[ref]; !noted {
			tx.found[ref] = fresh
		}
	}
	if err := tx.deriveFrom(k, rec); err != nil {
		return err
	}
	return tx.follow(k, ref.ID, op, fresh)
}

// deriveFormerHome notes that what a record belonged to so far, and does no longer, is to be derived
// too.
func (tx *Tx) deriveFormerHome(k *registry.Kind, old, rec any) error {
	if k.BelongsTo(old) == k.BelongsTo(rec) {
		return nil
	}
	return tx.deriveHome(k, old)
}

// difference lists the fields in which rec differs from old, sealed where the
// registry says so, each with the values it knowingly replaces.
func (tx *Tx) difference(k *registry.Kind, old, rec any, heads *journal.Heads) ([]journal.Change, error) {
	var changes []journal.Change
	for i := range k.Fields {
		f := &k.Fields[i]
		if f.Derived || f.Same(rec, old) {
			continue
		}
		if err := f.PlainIn(k, rec); err != nil {
			return nil, err
		}
		var c journal.Change
		var err error
		switch f.Rule.Policy {
		case journal.SetAdd:
			c, err = tx.setChange(f, old, rec, heads)
		case journal.CounterSum:
			c, err = tx.counterChange(f, old, rec, heads)
		default:
			c = journal.Change{Field: f.N, Base: heads.Base(f.N)}
			c.Value, err = tx.sealValue(k, f, rec, f.Encode(rec))
		}
		if err != nil {
			return nil, err
		}
		changes = append(changes, c)
	}
	return changes, nil
}
