package records

import (
	"context"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/staff"
	"keyday/data/store"
)

// PersonLines hands on what a list says of the team: of those with the identities, of no
// identities of everybody. What is kept of a PIN is nobody's to see.
func (s *Store) PersonLines(ctx context.Context, ids []app.ID, each func(staff.Line)) error {
	all, err := store.List(s.At(ctx), people, "ORDER BY name")
	if err != nil {
		return err
	}
	communities, err := s.Communities(ctx)
	if err != nil {
		return err
	}
	for _, p := range all {
		if ids != nil && !slices.Contains(ids, p.ID) {
			continue
		}
		p.PIN = ""
		var names []string
		for _, c := range communities {
			if slices.Contains(p.Communities, c.ID) {
				names = append(names, c.Name)
			}
		}
		each(staff.Line{Person: p, Communities: strings.Join(names, "、")})
	}
	return nil
}
