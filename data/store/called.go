package store

import "keyday/data/registry"
import "keyday/app"

// told are the fields by which people tell a record apart from others of its home, as they
// read them.
func (tx *Tx) told(k *registry.Kind, rec any) ([]app.FieldChange, error) {
	var all []app.FieldChange
	for i := range k.Fields {
		f := &k.Fields[i]
		if !f.Distinctive {
			continue
		}
		value, err := tx.sayOf(f, rec)
		if err != nil {
			return nil, err
		}
		all = append(all, app.FieldChange{Record: app.Ref{Kind: k.Name, ID: *k.ID(rec)}, Field: f.Name, Meaning: f.Meaning, Value: value})
	}
	return all, nil
}

// sayOf is a record's field for people to read: what it refers to by name.
func (tx *Tx) sayOf(f *registry.Field, rec any) (string, error) {
	if f.Said == nil {
		return "", nil
	}
	said := f.Said(rec)
	if f.Meaning.Type != app.RecordField || said == "" {
		return said, nil
	}
	id, err := app.ParseID(said)
	if err != nil {
		return said, nil
	}
	return tx.Called(id)
}
