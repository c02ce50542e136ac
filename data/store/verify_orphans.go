package store

import (
	"fmt"

	"keyday/app"
	"keyday/data/registry"
)

// mostOrphans is how many orphans of each field are listed.
const mostOrphans = 100

// orphans lists the records that speak of one which is not here.
func (v *verifier) orphans() error {
	for _, k := range v.site.reg.InOrder() {
		if k.Passing {
			continue
		}
		for i := range k.Fields {
			f := &k.Fields[i]
			if f.Refers == "" || f.Private {
				continue
			}
			if err := v.orphansOf(k, f.Name, v.site.reg.ByName[f.Refers]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (v *verifier) orphansOf(k *registry.Kind, field string, parent *registry.Kind) error {
	rows, err := v.is.sql.QueryContext(v.ctx, fmt.Sprintf(`SELECT id, %[1]s FROM %[2]s AS child
		WHERE length(%[1]s) = 16 AND NOT EXISTS (SELECT 1 FROM %[3]s AS parent WHERE parent.id = child.%[1]s) ORDER BY id LIMIT %[4]d`,
		field, k.Name, parent.Name, mostOrphans))
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
			Record: app.Ref{Kind: k.Name, ID: registry.Identity(id)}, Missing: app.Ref{Kind: parent.Name, ID: registry.Identity(missing)},
		})
	}
	return rows.Err()
}
