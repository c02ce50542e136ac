package store

import (
	"cmp"
	"context"
	"encoding/hex"
	"reflect"
	"slices"
	"strings"

	"keyday/app"
	"keyday/data/registry"
)

// Naming is a record that names a file, and its field that does.
type Naming struct {
	app.Ref
	Field string
}

// Files lists the hashes of the files that the records name, each with the first
// record that does.
func (s *Store) Files(ctx context.Context) (map[string]Naming, error) {
	var files map[string]Naming
	err := s.Read(ctx, func(tx *Tx) (err error) {
		files, err = tx.files()
		return err
	})
	return files, err
}

func (tx *Tx) files() (map[string]Naming, error) {
	files := map[string]Naming{}
	for _, k := range tx.s.reg.Kinds {
		for i := range k.Fields {
			if f := &k.Fields[i]; f.File {
				if err := tx.collectFilesIn(k, f, files); err != nil {
					return nil, err
				}
			}
		}
	}
	return files, nil
}

func (tx *Tx) collectFilesIn(k *registry.Kind, f *registry.Field, into map[string]Naming) error {
	rec := k.Fresh()
	rows, err := tx.sql.QueryContext(tx.ctx, "SELECT id, "+f.Name+" FROM "+k.Name+" WHERE length("+f.Name+") > 0 ORDER BY id")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id []byte
		if err := rows.Scan(&id, f.Scan(rec)); err != nil {
			return err
		}
		for _, hash := range hashes(f.Get(rec)) {
			if _, named := into[hash]; !named {
				into[hash] = Naming{app.Ref{Kind: k.Name, ID: registry.Identity(id)}, f.Name}
			}
		}
	}
	return rows.Err()
}

// fileTrouble says what is wrong with a file, and whose it is: "of" is what people call
// the home and the record, "" where they have no name.
func (tx *Tx) fileTrouble(code, hash string, named Naming) (*app.Refusal, error) {
	of, err := tx.whose(named.Ref)
	if err != nil {
		return nil, err
	}
	said := cmp.Or(of, hash)
	return app.Refuse(code, "hash", hash, "name", said, "what", said, "of", of, "kind", named.Kind, "field", named.Field, "record", named.ID.String()), nil
}

// whose is what people call the home that a record belongs to, and its parent or the
// record itself: "3-1-301 D-01-00002". One that cannot be read is called something all the
// same.
func (tx *Tx) whose(of app.Ref) (string, error) {
	k := tx.s.reg.ByName[of.Kind]
	var ids []app.ID
	if found, err := tx.sql.record(tx.ctx, tx.s, k, of.ID); err == nil && found.rec != nil {
		if home, err := tx.home(k, found.rec); err == nil {
			ids = append(ids, home.ID, k.BelongsTo(found.rec))
		}
	}
	var names []string
	for _, id := range append(ids, of.ID) {
		name, err := tx.Called(id)
		if err != nil {
			return "", err
		}
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, " "), nil
}

// hashes lists the hashes in a row's value: a text, or a list of texts in CBOR.
func hashes(value any) []string {
	var texts []string
	switch v := value.(type) {
	case string:
		texts = []string{v}
	case []byte:
		if err := registry.Strict.Unmarshal(v, &texts); err != nil {
			return nil
		}
	default:
		panic("store: a file in a field of type " + reflect.TypeOf(value).String())
	}
	kept := texts[:0]
	for _, t := range texts {
		if b, err := hex.DecodeString(t); err == nil && len(b) == 32 {
			kept = append(kept, t)
		}
	}
	return kept
}
