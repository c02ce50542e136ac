package records

import (
	"context"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/data/registry"
	"keyday/data/store"
)

// FirmLines hands on what a list says of firms: of those with the identities, of no
// identities all of the site. Of their defects those in the communities of the scope count,
// of none all.
func (s *Store) FirmLines(ctx context.Context, scope, ids []app.ID, each func(site.FirmLine)) error {
	all, err := store.List(s.At(ctx), firms, "")
	if err != nil {
		return err
	}
	wanted := map[app.ID]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	lines := map[app.ID]*site.FirmLine{}
	for _, f := range all {
		lines[f.ID] = &site.FirmLine{Firm: f}
	}
	within := choose(scope)
	there := ""
	if len(scope) > 0 {
		there = " AND unit IN (SELECT u.id FROM unit u JOIN building b ON b.id = u.building WHERE b.community" + within.In() + ")"
	}
	rows, err := s.At(ctx).Query(`SELECT firm, count(*), count(*) FILTER (WHERE state IN `+keys(defect.StatesIn(defect.AtFirm))+` AND due <> 0 AND due < ?),
			count(*) FILTER (WHERE severity IN `+keys(site.GraveSeverities)+`)
		FROM defect WHERE state IN `+keys(defect.OpenStates)+` AND firm <> x''`+there+` GROUP BY firm`, append([]any{s.Today()}, within.Args...)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var firm app.ID
		var of site.FirmLine
		if err := rows.Scan(registry.IntoID(&firm), &of.Open, &of.Late, &of.Grave); err != nil {
			return err
		}
		if l := lines[firm]; l != nil {
			l.Open, l.Late, l.Grave = of.Open, of.Late, of.Grave
		}
	}
	for _, f := range all {
		if ids == nil || wanted[f.ID] {
			each(*lines[f.ID])
		}
	}
	return rows.Err()
}
