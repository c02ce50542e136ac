package store

import (
	"fmt"
	"maps"
	"slices"

	"keyday/app"
)

// parents are the kinds of what the fields of these names speak of.
var parents = map[string]string{
	"community": "community", "building": "building", "house_type": "house_type", "unit": "unit", "owner": "owner",
	"firm": "firm", "fixed_firm": "firm", "defect": "defect", "duplicate_of": "defect", "notice": "notice",
	"document": "document", "supersedes": "document", "certificate": "document", "authority": "authority",
	"handover": "handover_case", "inspection": "inspection",
}

// mostOrphans is how many orphans of each field are listed.
const mostOrphans = 100

// orphans lists the records that speak of one which is not here.
func (v *verifier) orphans() error {
	for _, n := range slices.Sorted(maps.Keys(registry)) {
		k := registry[n]
		if k == showings { // what was shown may be gone since; that it was shown stays
			continue
		}
		for _, f := range k.fields {
			parent := kindByName[parents[f.name]]
			if parent == nil || f.column != "BLOB" || f.private {
				continue
			}
			if err := v.orphansOf(k, f.name, parent); err != nil {
				return err
			}
		}
	}
	return nil
}

func (v *verifier) orphansOf(k *kind, field string, parent *kind) error {
	rows, err := v.is.sql.QueryContext(v.ctx, fmt.Sprintf(`SELECT id, %[1]s FROM %[2]s AS child
		WHERE length(%[1]s) = 16 AND NOT EXISTS (SELECT 1 FROM %[3]s AS parent WHERE parent.id = child.%[1]s) ORDER BY id LIMIT %[4]d`,
		field, k.name, parent.name, mostOrphans))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id, missing []byte
		if err := rows.Scan(&id, &missing); err != nil {
			return err
		}
		v.report.Orphans = append(v.report.Orphans, Orphan{
			Record: app.Ref{Kind: k.name, ID: identity(id)}, Missing: app.Ref{Kind: parent.name, ID: identity(missing)},
		})
	}
	return rows.Err()
}
