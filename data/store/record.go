package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/fxamacker/cbor/v2"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/keyring"
	"keyday/data/registry"
)

// querier reads: a transaction or the pool of readers.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// session is a transaction's own connection. It remembers the records that were
// read and put through it: nobody else can change them meanwhile. The writer's go
// on remembering from one transaction to the next, until one is taken back.
type session struct {
	transaction
	known map[app.ID]*known
	fresh map[app.ID]bool // identities made here: nothing can be known of them elsewhere
}

func newSession(tx transaction, kept map[app.ID]*known) *session {
	return &session{transaction: tx, known: kept, fresh: map[app.ID]bool{}}
}

// known is what a transaction knows of one record.
type known struct {
	kind  *registry.Kind
	rec   any            // as its row says; nil where there is none
	heads *journal.Heads // nil until they are needed
	raw   []byte         // the heads as they stand in the row

	apart    bool     // whether its heads stand in a table of their own, for want of a row
	subjects []app.ID // in whose history it stands; nil until they are needed
}

// mostKnown bounds the memory of a transaction that touches the whole site;
// everything known stands in the database too.
const mostKnown = 20000

func (q *session) remember(id app.ID, k *known) {
	if len(q.known) >= mostKnown {
		clear(q.known)
	}
	delete(q.fresh, id)
	q.known[id] = k
}

// record is what is known of a record, read where it was not known yet.
func (q *session) record(ctx context.Context, s *Store, k *registry.Kind, id app.ID) (*known, error) {
	if known := q.known[id]; known != nil && known.kind == k {
		return known, nil
	}
	found := &known{kind: k}
	if q.fresh[id] {
		found.heads = &journal.Heads{}
	} else {
		rec, raw, err := s.load(ctx, q, k, id)
		if err != nil {
			return nil, err
		}
		found.rec, found.raw = rec, raw
	}
	q.remember(id, found)
	return found, nil
}

// load reads one record as *T, or nil where there is none, with its heads.
func (s *Store) load(ctx context.Context, q querier, k *registry.Kind, id app.ID) (rec any, heads []byte, err error) {
	row := q.QueryRowContext(ctx, k.SelectOne, id[:])
	rec, err = s.scanRow(k, func(dest ...any) error { return row.Scan(append(dest, &heads)...) })
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil, nil
	}
	return rec, heads, err
}

// scanRow reads a row in the order of k.columns and opens its private columns.
func (s *Store) scanRow(k *registry.Kind, scan func(...any) error) (any, error) {
	rec := k.Fresh()
	var id []byte
	dest := make([]any, 1, len(k.Fields)+2)
	dest[0] = &id
	var secrets [][]byte
	for i := range k.Fields {
		if f := &k.Fields[i]; f.Private {
			secrets = append(secrets, nil)
			dest = append(dest, nil)
		} else {
			dest = append(dest, f.Scan(rec))
		}
	}
	for i, n := 0, 0; i < len(k.Fields); i++ {
		if k.Fields[i].Private {
			dest[i+1] = &secrets[n]
			n++
		}
	}
	if err := scan(dest...); err != nil {
		return nil, err
	}
	copy(k.ID(rec)[:], id)
	n := 0
	for i := range k.Fields {
		f := &k.Fields[i]
		if !f.Private {
			continue
		}
		secret := secrets[n]
		n++
		if len(secret) == 0 {
			continue
		}
		plain, err := s.ring.OpenRow(k.N, f.N, *k.ID(rec), secret)
		if err != nil {
			return nil, err
		}
		if err := f.Decode(rec, plain); err != nil {
			return nil, err
		}
	}
	return s.settle(k, rec), nil
}

// insertRow puts a record that has no row yet into its table, with its heads.
func (tx *Tx) insertRow(k *registry.Kind, rec any, heads []byte) error {
	_, err := tx.exec(k.Insert, append(k.Values(tx.s.ring, rec), heads)...)
	return err
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
	if err := tx.undisputed(k, rec, heads, changes); err != nil {
		return err
	}
	if k.InsertOnly && heads.Known() {
		return app.Refuse("record.final", "kind", k.Name, "id", id.String())
	}
	verb := journal.Put
	if heads.Deleted() { // who puts a record that is gone wants it back
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
	if err := tx.left(k, old, rec); err != nil {
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

// knownWithHeads is what is known of a record, with its heads.
func (tx *Tx) knownWithHeads(k *registry.Kind, id app.ID) (*known, error) {
	if k.Strange {
		return tx.strangeWithHeads(k, id)
	}
	found, err := tx.sql.record(tx.ctx, tx.s, k, id)
	if err != nil || found.heads != nil {
		return found, err
	}
	if found.raw != nil {
		found.heads = &journal.Heads{}
		err := found.heads.UnmarshalBinary(found.raw, tx.s.streams.stream)
		found.raw = nil
		return found, err
	}
	found.heads, err = tx.s.headsApart(tx.ctx, tx.sql, k, id)
	found.apart = err == nil && found.heads.Known()
	return found, err
}

// strangeWithHeads is knownWithHeads for a kind that has no rows.
func (tx *Tx) strangeWithHeads(k *registry.Kind, id app.ID) (*known, error) {
	heads, err := tx.s.headsApart(tx.ctx, tx.sql, k, id)
	return &known{kind: k, heads: heads, apart: true}, err
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
	key, err := tx.sealingKey(k.Person(rec))
	if err != nil {
		return nil, err
	}
	return registry.EncodeValue(keyring.SealField(key, k.N, f.N, *k.ID(rec), value)), nil
}

// remove stages a tombstone that replaces every head of the record, and takes
// its row away. Nothing leaves the journal.
func (tx *Tx) remove(k *registry.Kind, id app.ID) error {
	known, err := tx.knownWithHeads(k, id)
	if err != nil || known.rec == nil {
		return err
	}
	replaced := known.heads.DeleteBase()
	if err := tx.undisputed(k, known.rec, known.heads, replaced); err != nil {
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

// touch notes what a change of the record makes follow: search, derived values, and
// the operation in the history of what the record is about. fresh is a record that was
// not there before.
func (tx *Tx) touch(k *registry.Kind, rec any, op *journal.Op, fresh bool) error {
	ref := app.Ref{Kind: k.Name, ID: *k.ID(rec)}
	tx.changed = append(tx.changed, ref)
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

// left notes that what a record belonged to so far, and does no longer, is to be derived
// too.
func (tx *Tx) left(k *registry.Kind, old, rec any) error {
	if k.BelongsTo(old) == k.BelongsTo(rec) {
		return nil
	}
	return tx.deriveHome(k, old)
}

// heads reads the record's heads; empty for one that was never put.
func (s *Store) heads(ctx context.Context, q querier, k *registry.Kind, id app.ID) (*journal.Heads, error) {
	var body []byte
	err := q.QueryRowContext(ctx, "SELECT heads FROM "+k.Name+" WHERE id = ?", id[:]).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return s.headsApart(ctx, q, k, id)
	}
	if err != nil {
		return nil, err
	}
	heads := &journal.Heads{}
	return heads, heads.UnmarshalBinary(body, s.streams.stream)
}

// headsApart reads the heads of a record that has no row; empty for one that was never
// put.
func (s *Store) headsApart(ctx context.Context, q querier, k *registry.Kind, id app.ID) (*journal.Heads, error) {
	heads := &journal.Heads{}
	var kind uint16
	var body []byte
	err := q.QueryRowContext(ctx, "SELECT kind, body FROM head WHERE id = ?", id[:]).Scan(&kind, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return heads, nil
	}
	if err != nil {
		return nil, err
	}
	if kind != k.N { // an identity names one record, whatever its kind
		return nil, fmt.Errorf("store: %s and kind %d share the id %v", k.Name, kind, id)
	}
	return heads, heads.UnmarshalBinary(body, s.streams.stream)
}
