package store

import (
	"context"
	"strings"

	"keyday/app"
	"keyday/data/journal"
)

// see reads a record for changing it: its value, and which writing of each field
// that is. One that is not there yet is seen empty.
func see[T any](ctx context.Context, s *Store, k *kind, id app.ID) (app.Seen[T], error) {
	var seen app.Seen[T]
	err := s.read(ctx, func(tx *Tx) error {
		known, err := tx.knownWithHeads(k, id)
		if err != nil || known.rec == nil {
			return err
		}
		seen.Value = *k.own(known.rec).(*T)
		seen.Sight.Fields = map[string]string{}
		for i := range k.fields {
			if f := &k.fields[i]; !f.derived {
				seen.Sight.Fields[f.name] = sight(known.heads, f)
			}
		}
		return nil
	})
	return seen, err
}

// mustSee is see for a record that has to be there; it refuses with "record.unknown".
func mustSee[T any](ctx context.Context, s *Store, k *kind, id app.ID) (app.Seen[T], error) {
	seen, err := see[T](ctx, s, k, id)
	if err == nil && seen.Sight.Fields == nil {
		err = app.Refuse("record.unknown", "kind", k.name, "id", id.String())
	}
	return seen, err
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
