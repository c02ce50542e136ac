package store

import (
	"context"
	"strings"

	"keyday/app"
	"keyday/data/registry"
)

// Found is a record that a search found.
type Found = app.Found

// FindLines says of each record what a line of hits shows, in the order of the
// refs; those that are gone are left out, and a notice whose document is there
// too. It asks once for each sort of record.
func (s *Store) FindLines(ctx context.Context, refs []app.Ref) ([]Found, error) {
	ids := map[string]*Distinct{}
	for _, r := range refs {
		if ids[r.Kind] == nil {
			ids[r.Kind] = &Distinct{}
		}
		ids[r.Kind].Add(r.ID)
	}
	lines := map[app.ID]Found{}
	for name, wanted := range ids {
		if k := s.reg.ByName[name]; k != nil && k.Line != nil {
			if err := s.findIn(ctx, k, wanted, lines); err != nil {
				return nil, err
			}
		}
	}
	all := make([]Found, 0, len(refs))
	for _, r := range refs {
		f, there := lines[r.ID]
		_, doubled := lines[f.Paper]
		if there && (!doubled || f.Paper == f.ID) {
			all = append(all, f)
		}
	}
	return all, nil
}

// findIn reads the lines of records of one kind.
func (s *Store) findIn(ctx context.Context, k *registry.Kind, wanted *Distinct, lines map[app.ID]Found) error {
	rows, err := s.At(ctx).Query(strings.Replace(k.Line(s.At(ctx).Today()), "=?", wanted.In(), 1), wanted.Args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		f := Found{Ref: app.Ref{Kind: k.Name}}
		if err := rows.Scan(registry.IntoID(&f.ID), &f.Code, &f.Name, &f.State, &f.Barred, &f.What, registry.IntoID(&f.Unit), registry.IntoID(&f.Paper)); err != nil {
			return err
		}
		lines[f.ID] = f
	}
	return rows.Err()
}
