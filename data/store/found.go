package store

import (
	"context"
	"strings"

	"keyday/app"
	"keyday/data/registry"
)

// Found is a record that a search found.
type Found = app.Found

// FindLines says of each record what a line of hits shows, in the order of the refs;
// those that are gone are left out, and those that say the same as another that was found.
// It asks once for each sort of record.
func (s *Store) FindLines(ctx context.Context, refs []app.Ref) ([]Found, error) {
	ids := map[string][]app.ID{}
	for _, r := range refs {
		ids[r.Kind] = append(ids[r.Kind], r.ID)
	}
	lines := map[app.ID]Found{}
	for name, wanted := range ids {
		k, read := s.reg.ByName[name], s.readLinesOf
		switch {
		case k == nil || k.Words == nil:
			continue
		case k.Line == nil:
			read = s.readPlainLinesOf
		}
		if err := read(ctx, k, wanted, lines); err != nil {
			return nil, err
		}
	}
	all := make([]Found, 0, len(refs))
	for _, r := range refs {
		f, there := lines[r.ID]
		_, same := lines[f.Opens.ID]
		if there && !(same && s.reg.ByName[f.Kind].SaidOnce()) {
			all = append(all, f)
		}
	}
	return all, nil
}

// readLinesOf reads the lines of records of a kind that says what they tell.
func (s *Store) readLinesOf(ctx context.Context, k *registry.Kind, ids []app.ID, lines map[app.ID]Found) error {
	var wanted Distinct
	for _, id := range ids {
		wanted.Add(id)
	}
	rows, err := s.At(ctx).Query(strings.Replace(k.Line.Query(s.At(ctx).Today()), "=?", wanted.In(), 1), wanted.Args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		f := Found{Ref: app.Ref{Kind: k.Name}, Opens: app.Ref{Kind: k.Line.Opens}}
		parts := make([]string, len(k.Line.Title)+len(k.Line.Detail))
		into := []any{registry.IntoID(&f.ID), registry.IntoID(&f.Opens.ID)}
		for i := range parts {
			into = append(into, &parts[i])
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if k.Line.Homes {
			f.Address = parts[0]
		}
		f.Title, parts = saidOf(k.Line.Title, parts)
		f.Detail, _ = saidOf(k.Line.Detail, parts)
		lines[f.ID] = f
	}
	return rows.Err()
}

// saidOf says what the first values are, but for those that say nothing, and leaves the others.
func saidOf(meant []app.Meaning, values []string) (said []app.Said, rest []string) {
	for i, m := range meant {
		if values[i] != "" {
			said = append(said, app.Said{Meaning: m, Value: values[i]})
		}
	}
	return said, values[len(meant):]
}

// readPlainLinesOf calls records of a kind by their names, or those of their homes, on whose
// pages they stand.
func (s *Store) readPlainLinesOf(ctx context.Context, k *registry.Kind, ids []app.ID, lines map[app.ID]Found) error {
	return s.Read(ctx, func(tx *Tx) error {
		for _, id := range ids {
			rec, err := tx.record(k, id)
			if err != nil {
				return err
			}
			if rec == nil {
				continue
			}
			f := Found{Ref: app.Ref{Kind: k.Name, ID: id}}
			if f.Opens, err = tx.home(k, rec); err != nil {
				return err
			}
			name, err := tx.Called(id)
			if err == nil && name == "" {
				name, err = tx.Called(f.Opens.ID)
			}
			if err != nil {
				return err
			}
			f.Title = []app.Said{{Value: name}}
			lines[id] = f
		}
		return nil
	})
}
