package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"keyday/app"
	"keyday/data/journal"
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
	queue
	known    map[app.ID]*known
	fresh    map[app.ID]bool // identities made here: nothing can be known of them elsewhere
	censuses map[uint16]*census
	keyed    census // persons who have keys, or were erased
}

func newSession(tx transaction, kept map[app.ID]*known) *session {
	return &session{transaction: tx, known: kept, fresh: map[app.ID]bool{}, censuses: map[uint16]*census{},
		keyed: census{from: mostAsked, query: "SELECT person FROM envelope UNION ALL SELECT person FROM erasure"}}
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

// unwritten reports whether it is known that nothing was ever written of the record.
func (k *known) unwritten() bool { return k != nil && k.heads != nil && !k.heads.Known() }

// mostKnown bounds the memory of a transaction that touches the whole site;
// everything known stands in the database too.
const mostKnown = 20000

func (q *session) remember(id app.ID, k *known) {
	if len(q.known) >= mostKnown {
		clear(q.known)
	}
	delete(q.fresh, id)
	q.recordsOf(k.kind).add(id)
	q.known[id] = k
}

// record is what is known of a record, read where it was not known yet.
func (q *session) record(ctx context.Context, s *Store, k *registry.Kind, id app.ID) (*known, error) {
	if known := q.known[id]; known != nil && known.kind == k {
		return known, nil
	}
	found := &known{kind: k}
	may, err := q.mayHold(ctx, k, id)
	if err != nil {
		return nil, err
	}
	if !may {
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

// mayHold reports whether anything may be kept of a record; where it says no, nothing is.
func (q *session) mayHold(ctx context.Context, k *registry.Kind, id app.ID) (bool, error) {
	if q.fresh[id] {
		return false, nil
	}
	return q.recordsOf(k).mayHold(ctx, q, id)
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
