package store

import (
	"fmt"

	"keyday/app"
)

// mostOrphans is how many orphans of each field are listed.
const mostOrphans = 100

// orphans lists the records that speak of one which is not here.
func (v *verifier) orphans() error {
	for _, k := range v.site.reg.byNumbers() {
		if k.passing {
			continue
		}
		for i := range k.fields {
			f := &k.fields[i]
			if f.refers == "" || f.private {
				continue
			}
			if err := v.orphansOf(k, f.name, v.site.reg.byName[f.refers]); err != nil {
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
