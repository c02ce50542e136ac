package store

import (
	"fmt"

	"keyday/app"
	"keyday/data/registry"
)

// mostOrphans is how many orphans of each field are listed.
const mostOrphans = 100

// findOrphans lists the records that speak of one which is not here.
func (v *verifier) findOrphans() error {
	for _, k := range v.site.reg.InOrder() {
		if k.Passing {
			continue
		}
		for i := range k.Fields {
			f := &k.Fields[i]
			if f.Refers == "" || f.Private {
				continue
			}
			look := v.findOrphansOf
			if f.Several() {
				look = v.findOrphansOfList
			}
			if err := look(k, f, v.site.reg.ByName[f.Refers]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (v *verifier) findOrphansOf(k *registry.Kind, f *registry.Field, parent *registry.Kind) error {
	rows, err := v.is.sql.QueryContext(v.ctx, fmt.Sprintf(`SELECT id, %[1]s FROM %[2]s AS child
		WHERE length(%[1]s) = 16 AND NOT EXISTS (SELECT 1 FROM %[3]s AS parent WHERE parent.id = child.%[1]s) ORDER BY id LIMIT %[4]d`,
		f.Name, k.Name, parent.Name, mostOrphans))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id, missing []byte
		if err := rows.Scan(&id, &missing); err != nil {
			return err
		}
		v.orphan(k, registry.Identity(id), parent, registry.Identity(missing))
	}
	return rows.Err()
}

// findOrphansOfList is orphansOf for a field that names several records.
func (v *verifier) findOrphansOfList(k *registry.Kind, f *registry.Field, parent *registry.Kind) error {
	lists, err := v.listed(k, f)
	if err != nil {
		return err
	}
	most := len(v.report.Orphans) + mostOrphans
	for _, rec := range lists {
		for _, id := range f.IDs(rec) {
			var here bool
			if err := v.is.QueryRow("SELECT EXISTS (SELECT 1 FROM "+parent.Name+" WHERE id = ?)", id[:]).Scan(&here); err != nil {
				return err
			}
			if !here && len(v.report.Orphans) < most {
				v.orphan(k, *k.ID(rec), parent, id)
			}
		}
	}
	return nil
}

// listed reads the lists of all records of a kind.
func (v *verifier) listed(k *registry.Kind, f *registry.Field) (all []any, err error) {
	rows, err := v.is.Query("SELECT id, " + f.Name + " FROM " + k.Name + " WHERE length(" + f.Name + ") > 0 ORDER BY id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		rec := k.Fresh()
		if err := rows.Scan(registry.IntoID(k.ID(rec)), f.Scan(rec)); err != nil {
			return nil, err
		}
		all = append(all, rec)
	}
	return all, rows.Err()
}

func (v *verifier) orphan(k *registry.Kind, id app.ID, parent *registry.Kind, missing app.ID) {
	v.report.Orphans = append(v.report.Orphans, Orphan{Record: app.Ref{Kind: k.Name, ID: id}, Missing: app.Ref{Kind: parent.Name, ID: missing}})
}
