package store

import "keyday/app"

// calledSQL is what people call the records that have a name of their own, by identity.
const calledSQL = `SELECT code FROM unit WHERE id = ?1 UNION ALL SELECT number FROM defect WHERE id = ?1
	UNION ALL SELECT name FROM person WHERE id = ?1 UNION ALL SELECT name FROM owner WHERE id = ?1
	UNION ALL SELECT name FROM firm WHERE id = ?1 UNION ALL SELECT name FROM house_type WHERE id = ?1
	UNION ALL SELECT name FROM building WHERE id = ?1 UNION ALL SELECT name FROM community WHERE id = ?1
	UNION ALL SELECT name FROM site WHERE id = ?1 UNION ALL SELECT number FROM document WHERE id = ?1
	UNION ALL SELECT number FROM notice WHERE id = ?1 UNION ALL SELECT agent FROM authority WHERE id = ?1 LIMIT 1`

// called is what people call the record of an identity; "" for one that has no name, or
// is not here.
func (tx *Tx) called(id app.ID) (name string, err error) {
	if id.IsNil() {
		return "", nil
	}
	err = tx.sql.QueryRowContext(tx.ctx, calledSQL, id[:]).Scan(&name)
	return name, ignoreNoRows(err)
}

// telling are the fields by which people tell several records of one home apart.
var telling = map[string][]string{
	"meter": {"meter"}, "key_set": {"key"}, "handed_paper": {"paper"}, "answer": {"room", "item"}, "inspection": {"origin", "round"},
	"ownership": {"owner"}, "authority": {"agent"},
}

// told are these fields of a record, as people read them.
func (tx *Tx) told(k *kind, rec any) ([]app.FieldChange, error) {
	var all []app.FieldChange
	for _, name := range telling[k.name] {
		for i := range k.fields {
			f := &k.fields[i]
			if f.name != name {
				continue
			}
			value, err := tx.sayOf(f, rec)
			if err != nil {
				return nil, err
			}
			all = append(all, app.FieldChange{Record: app.Ref{Kind: k.name, ID: *k.id(rec)}, Field: name, Value: value})
		}
	}
	return all, nil
}

// sayOf is a record's field for people to read: what it refers to by name.
func (tx *Tx) sayOf(f *field, rec any) (string, error) {
	if f.said == nil {
		return "", nil
	}
	said := f.said(rec)
	if !f.refers || said == "" {
		return said, nil
	}
	id, err := app.ParseID(said)
	if err != nil {
		return said, nil
	}
	return tx.called(id)
}
