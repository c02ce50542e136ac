package store

import "keyday/app"

// told are the fields by which people tell a record apart from others of its home, as they
// read them.
func (tx *Tx) told(k *kind, rec any) ([]app.FieldChange, error) {
	var all []app.FieldChange
	for i := range k.fields {
		f := &k.fields[i]
		if !f.distinctive {
			continue
		}
		value, err := tx.sayOf(f, rec)
		if err != nil {
			return nil, err
		}
		all = append(all, app.FieldChange{Record: app.Ref{Kind: k.name, ID: *k.id(rec)}, Field: f.name, Meaning: f.meaning, Value: value})
	}
	return all, nil
}

// sayOf is a record's field for people to read: what it refers to by name.
func (tx *Tx) sayOf(f *field, rec any) (string, error) {
	if f.said == nil {
		return "", nil
	}
	said := f.said(rec)
	if f.meaning.Type != app.RecordField || said == "" {
		return said, nil
	}
	id, err := app.ParseID(said)
	if err != nil {
		return said, nil
	}
	return tx.called(id)
}
