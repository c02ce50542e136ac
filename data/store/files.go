package store

import (
	"context"
	"encoding/hex"
	"reflect"

	"keyday/app"
)

// fileFields are the fields that hold the hash of a kept file, or a list of
// them, by kind. A backup carries these files and verify reads them.
var fileFields = map[string][]string{
	"site":            {"logo"},
	"house_type":      {"plan"},
	"defect_photo":    {"hash"},
	"defect_move":     {"photos"},
	"signature":       {"scan"},
	"authority":       {"scan"},
	"handover_case":   {"notice_proof"}, // or a tracking number
	"meter":           {"photo"},
	"inspect_reading": {"photo"},
}

// Files lists the hashes of the files that the records name, each with the first
// record that does.
func (s *Store) Files(ctx context.Context) (map[string]app.Ref, error) {
	files := map[string]app.Ref{}
	err := s.read(ctx, func(tx *Tx) error { return filesNamed(tx, files) })
	return files, err
}

func filesNamed(tx *Tx, into map[string]app.Ref) error {
	for name, fields := range fileFields {
		k := kindByName[name]
		if k == nil {
			continue
		}
		for _, f := range fields {
			if err := filesIn(tx, k, f, into); err != nil {
				return err
			}
		}
	}
	return nil
}

func filesIn(tx *Tx, k *kind, name string, into map[string]app.Ref) error {
	var f *field
	for i := range k.fields {
		if k.fields[i].name == name {
			f = &k.fields[i]
		}
	}
	rec := k.fresh()
	rows, err := tx.sql.QueryContext(tx.ctx, "SELECT id, "+name+" FROM "+k.name+" WHERE length("+name+") > 0 ORDER BY id")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id []byte
		if err := rows.Scan(&id, f.scan(rec)); err != nil {
			return err
		}
		for _, hash := range hashes(f.get(rec)) {
			if _, named := into[hash]; !named {
				into[hash] = app.Ref{Kind: k.name, ID: identity(id)}
			}
		}
	}
	return rows.Err()
}

// hashes lists the hashes in a row's value: a text, or a list of texts in CBOR.
func hashes(value any) []string {
	var texts []string
	switch v := value.(type) {
	case string:
		texts = []string{v}
	case []byte:
		if err := strict.Unmarshal(v, &texts); err != nil {
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
