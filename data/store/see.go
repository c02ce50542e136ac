package store

import (
	"context"
	"strings"

	"keyday/app"
	"keyday/data/journal"
)

// see reads a record for changing it: its value, and which writing of each field
// that is. One that is not there yet is seen with its usual value, which nobody wrote.
func see[T any](ctx context.Context, s *Store, k *kind, id app.ID, usual T) (app.Seen[T], error) {
	seen := app.Seen[T]{Value: usual}
	err := s.read(ctx, func(tx *Tx) error { return seeIn(tx, k, id, &seen) })
	return seen, err
}

// seeIn is see inside a transaction.
func seeIn[T any](tx *Tx, k *kind, id app.ID, seen *app.Seen[T]) error {
	known, err := tx.knownWithHeads(k, id)
	if err != nil || known.rec == nil {
		return err
	}
	*seen = app.Seen[T]{Value: *k.own(known.rec).(*T), Sight: sightOf(k, known.heads)}
	return nil
}

// mustSee is see for a record that has to be there; it refuses with "record.unknown".
func mustSee[T any](ctx context.Context, s *Store, k *kind, id app.ID) (seen app.Seen[T], err error) {
	err = s.read(ctx, func(tx *Tx) (err error) { seen, err = mustSeeIn[T](tx, k, id); return err })
	return seen, err
}

// mustSeeIn is mustSee inside a transaction.
func mustSeeIn[T any](tx *Tx, k *kind, id app.ID) (seen app.Seen[T], err error) {
	if err = seeIn(tx, k, id, &seen); err == nil && seen.Sight.Fields == nil {
		err = app.Refuse("record.unknown", "kind", k.name, "id", id.String())
	}
	return seen, err
}

// sights notes which writings of several records are shown.
func (tx *Tx) sights(into map[app.ID]app.Sight, k *kind, ids ...app.ID) error {
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

// sightOf says which writing of each field of a record is shown.
func sightOf(k *kind, heads *journal.Heads) app.Sight {
	sights := app.Sight{Fields: map[string]string{}}
	for i := range k.fields {
		if f := &k.fields[i]; !f.derived {
			sights.Fields[f.name] = sight(heads, f)
		}
	}
	return sights
}

// sight names the heads of a field, "" where it has none.
func sight(heads *journal.Heads, f *field) string {
	var b strings.Builder
	for _, d := range heads.Base(f.n) {
		b.WriteString(d.Stream.String())
		b.WriteString(d.String())
		b.WriteByte(' ')
	}
	return b.String()
}
