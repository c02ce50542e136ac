package store

import (
	"context"
	"database/sql"
	"errors"

	"keyday/app"
	"keyday/data/registry"
)

// reading reads one state of the site.
type reading struct {
	s   *Store
	ctx context.Context
	q   querier
}

// readable is a Source of this store.
type readable interface {
	registry.Source
	from() *reading
}

// GivenID is the identity that a query is asked with first, to be compared with a column,
// in queries that are asked for thousands of records. Compared with a bare ?1, SQLite takes
// it that another value may want another plan, and compiles the query anew each time that
// it was unbound, as go-sqlite3 does between two uses; that takes longer than answering.
const GivenID = "CAST(?1 AS BLOB)"

// At is the site as it is, read beside the writer.
func (s *Store) At(ctx context.Context) Reader { return Reader{&reading{s, ctx, s.reader}} }

// Reader reads the site beside the writer; each of its answers is of its own moment.
type Reader struct{ *reading }

func (r *reading) from() *reading { return r }

// Query and QueryRow run a query as database/sql does.
func (r *reading) Query(query string, args ...any) (*sql.Rows, error) {
	return r.q.QueryContext(r.ctx, query, args...)
}

func (r *reading) QueryRow(query string, args ...any) *sql.Row {
	return r.q.QueryRowContext(r.ctx, query, args...)
}

// IDs reads the identities that a query lists.
func (r *reading) IDs(query string, args ...any) ([]app.ID, error) {
	rows, err := r.Query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []app.ID
	for rows.Next() {
		var id []byte
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		all = append(all, registry.Identity(id))
	}
	return all, rows.Err()
}

// Record is the record of a kind, as a pointer that nobody may write to; nil where there
// is none.
func (r *reading) Record(kindName string, id app.ID) (any, error) {
	return r.record(r.s.reg.ByName[kindName], id)
}

func (r *reading) record(k *registry.Kind, id app.ID) (any, error) {
	if session, ok := r.q.(*session); ok {
		known, err := session.record(r.ctx, r.s, k, id)
		if err != nil {
			return nil, err
		}
		return known.rec, nil
	}
	rec, _, err := r.s.load(r.ctx, r.q, k, id)
	return rec, err
}

// Scope lists the communities that a record is in; a record of none is everybody's.
func (r *reading) Scope(of app.Ref) ([]app.ID, error) {
	k := r.s.reg.ByName[of.Kind]
	rec, err := r.record(k, of.ID)
	if err != nil || rec == nil {
		return nil, err
	}
	if k.Scope != nil {
		return k.Scope(r, rec)
	}
	home, err := r.home(k, rec)
	if err != nil || home.ID.IsNil() || home == of {
		return nil, err
	}
	return r.Scope(home)
}

// home is what a record belongs to; of no kind for one that belongs to nothing else, or
// whose parent has not come yet from another laptop.
func (r *reading) home(k *registry.Kind, rec any) (app.Ref, error) {
	switch {
	case k.Home.Of != nil:
		return app.Ref{Kind: k.Home.Kind, ID: k.Home.Of(rec)}, nil
	case k.Parent.Of != nil:
		of := r.s.reg.ByName[k.Parent.Kind]
		parent, err := r.record(of, k.Parent.Of(rec))
		if err != nil || parent == nil {
			return app.Ref{}, err
		}
		return r.home(of, parent)
	}
	return app.Ref{}, nil
}

// Today is the day at the site.
func (r *reading) Today() app.Date { return app.DateOf(r.s.opt.Clock.Now()) }

// Digest is what a word that not everybody may know is found by: keyed, never the word.
func (r *reading) Digest(word string) string { return privateWord(r.s.ring, word) }

// Called is what people call the record of an identity; "" for one that has no name, or
// is not here.
func (r *reading) Called(id app.ID) (name string, err error) {
	if id.IsNil() {
		return "", nil
	}
	err = r.QueryRow(r.s.reg.Called, id[:]).Scan(&name)
	return name, IgnoreNoRows(err)
}

// Get reads one record, and refuses with "record.unknown" where there is none.
func Get[T any](from registry.Source, k registry.Of[T], id app.ID) (T, error) {
	var none T
	rec, err := from.(readable).from().record(k.Kind, id)
	if err != nil {
		return none, err
	}
	if rec == nil {
		return none, app.Refuse("record.unknown", "kind", k.Name, "id", id.String())
	}
	if _, shared := from.(readable).from().q.(*session); shared { // what it remembers stays as it is
		rec = k.Own(rec)
	}
	return *rec.(*T), nil
}

// List reads the records that the rest of the query names ("WHERE unit = ? ORDER BY …").
func List[T any](from registry.Source, k registry.Of[T], rest string, args ...any) ([]T, error) {
	rows, err := from.Query("SELECT "+k.Columns+" FROM "+k.Name+" "+rest, args...)
	if err != nil {
		return nil, translate(err, from.(readable).from().s.dir)
	}
	defer rows.Close()
	all := []T{}
	for rows.Next() {
		rec, err := from.(readable).from().s.scanRow(k.Kind, rows.Scan)
		if err != nil {
			return nil, err
		}
		all = append(all, *rec.(*T))
	}
	return all, rows.Err()
}

// See reads a record for changing it: its value, and which writing of each field that is.
// One that is not there yet is seen with its usual value, which nobody wrote.
func See[T any](from registry.Source, k registry.Of[T], id app.ID, usual T) (app.Seen[T], error) {
	seen := app.Seen[T]{Value: usual}
	err := within(from, func(tx *Tx) error {
		known, err := tx.knownWithHeads(k.Kind, id)
		if err != nil || known.rec == nil {
			return err
		}
		seen = app.Seen[T]{Value: *k.Own(known.rec).(*T), Sight: sightOf(k.Kind, known.heads)}
		return nil
	})
	return seen, err
}

// MustSee is See for a record that has to be there; it refuses with "record.unknown".
func MustSee[T any](from registry.Source, k registry.Of[T], id app.ID) (app.Seen[T], error) {
	var none T
	seen, err := See(from, k, id, none)
	if err == nil && seen.Sight.Fields == nil {
		err = app.Refuse("record.unknown", "kind", k.Name, "id", id.String())
	}
	return seen, err
}

// Sights notes which writings of several records are shown.
func Sights(in AnyTx, into map[app.ID]app.Sight, of registry.Any, ids ...app.ID) error {
	k, tx := of.Def(), in.asTx()
	for _, id := range ids {
		known, err := tx.knownWithHeads(k, id)
		if err != nil {
			return err
		}
		if known.rec != nil {
			into[id] = sightOf(k, known.heads)
		}
	}
	return nil
}

// Put stages what differs between the record and what is kept of it.
func Put[T any](tx AnyTx, k registry.Of[T], r T) error { return tx.asTx().put(k.Kind, &r) }

// within runs fn over one consistent state of the source.
func within(from registry.Source, fn func(tx *Tx) error) error {
	if tx, ok := from.(AnyTx); ok {
		return fn(tx.asTx())
	}
	r := from.(readable).from()
	if _, ok := r.q.(*sql.DB); !ok {
		return errors.New("store: no state of the site is read here")
	}
	return r.s.Read(r.ctx, fn)
}

// IgnoreNoRows is the error unless it says that a query found no row.
func IgnoreNoRows(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}
