package store

import (
	"errors"
	"strconv"
	"strings"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/keyring"
	"keyday/data/registry"
)

// checkMeta asks whether the site is noted as the one that it is, and nothing besides what
// Keyday notes.
func (v *verifier) checkMeta() error {
	rows, err := v.is.sql.QueryContext(v.ctx, "SELECT key, value FROM meta ORDER BY key")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key string
		var value any
		if err := rows.Scan(&key, &value); err != nil {
			return err
		}
		known := key == "lane" || key == "site"
		if key == derivedOn || key == indexedBy || key == restoredFrom || key == scrubbing {
			_, known = value.(int64)
		}
		if !known {
			v.differs("verify.meta_differs", "record", key)
		}
	}
	about, err := v.site.reg.Schema.Site(v.is)
	if app.RefusalCode(err) == "record.unknown" || err == nil && about.ID != v.site.site {
		v.differs("verify.meta_differs", "record", "site")
		return rows.Err()
	}
	return errors.Join(err, rows.Err())
}

// checkGate asks whether the guards' gate is shut, as it is between two transactions.
func (v *verifier) checkGate() error {
	open, err := v.is.any("SELECT 1 FROM gate WHERE open <> 0 UNION ALL SELECT 1 WHERE (SELECT count(*) FROM gate) <> 1 LIMIT 1")
	if open {
		v.differs("verify.meta_differs", "record", "gate")
	}
	return err
}

// checkOwnLane asks whether the lane of the next stream is one that the site allotted.
func (v *verifier) checkOwnLane() error {
	var base string
	err := v.is.sql.QueryRowContext(v.ctx, "SELECT value FROM meta WHERE key = 'lane'").Scan(&base)
	if err := IgnoreNoRows(err); err != nil {
		return err
	}
	for _, r := range v.report.Streams {
		if base != "" && strings.HasPrefix(r.Lane, base) {
			return nil
		}
	}
	v.differs("verify.meta_differs", "record", "lane")
	return nil
}

// sealedUnder notes which keys the operations on a record name, and that a person's key
// was used.
func (v *verifier) sealedUnder(k *registry.Kind, rec any, ops []journal.Op) {
	if k.Person.Of == nil {
		return
	}
	person := k.Person.Of(rec)
	for i := range ops {
		for _, c := range ops[i].Changes {
			f := k.ByN[c.Field]
			if f == nil || !f.Sealed || len(registry.NotNull(c.Value)) == 0 {
				continue
			}
			var sealed []byte
			if registry.Strict.Unmarshal(c.Value, &sealed) != nil {
				continue // said as unreadable, where it shows
			}
			if name, err := keyring.FieldKey(sealed); err == nil {
				v.used[usedKey{person, name}] = true
			}
		}
	}
}

type usedKey struct {
	person app.ID
	name   keyring.KeyID
}

// checkEnvelopes opens every key of a person. One that does not open, bears another name, or
// is of a person who was erased does not belong here; of one that seals nothing here
// its writing may be on its way.
func (v *verifier) checkEnvelopes() error {
	rows, err := v.is.sql.QueryContext(v.ctx, "SELECT person, key, body FROM envelope ORDER BY person, key")
	if err != nil {
		return err
	}
	defer rows.Close()
	unused := 0
	for rows.Next() {
		var raw, name, body []byte
		if err := rows.Scan(&raw, &name, &body); err != nil {
			return err
		}
		person := registry.Identity(raw)
		key, err := v.site.ring.OpenEnvelope(body, person)
		id := key.ID()
		switch {
		case err != nil || string(id[:]) != string(name):
			v.differs("verify.key_foreign", "record", person.String())
		case v.erased[person]:
			v.differs("verify.key_kept", "record", person.String())
		case !v.used[usedKey{person, id}]:
			unused++
		}
	}
	if unused > 0 {
		v.notice("verify.keys_unused", "n", strconv.Itoa(unused))
	}
	return rows.Err()
}

// checkPlaces asks whether the place in the chain that a record says it was locked at is one.
// That it is proves no more than that the journal agrees with itself.
func (v *verifier) checkPlaces() error {
	for _, k := range v.site.reg.Kinds {
		for i := range k.Fields {
			if f := &k.Fields[i]; f.InChain {
				if err := v.checkPlacesIn(k, f); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (v *verifier) checkPlacesIn(k *registry.Kind, f *registry.Field) error {
	rows, err := v.is.Query("SELECT " + k.Label() + ", " + f.Name + " FROM " + k.Name + " WHERE " + f.Name + " <> '' ORDER BY 1")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var label, text string
		if err := rows.Scan(&label, &text); err != nil {
			return err
		}
		fits, err := v.anchorFits(text)
		if err != nil {
			return err
		}
		if !fits {
			v.differs("verify.document_anchor", "number", label, "anchor", text)
		}
	}
	return rows.Err()
}

func (v *verifier) anchorFits(text string) (bool, error) {
	a, ok := journal.ParseAnchor(text)
	if !ok {
		return false, nil
	}
	fits := false
	var failed error
	v.site.streams.each(func(n uint32, s journal.Stream, _ []byte) {
		if !a.In(s) || failed != nil {
			return
		}
		var hash []byte
		err := v.is.sql.QueryRowContext(v.ctx, "SELECT hash FROM op WHERE dev = ? AND seq = ?", n, a.Seq).Scan(&hash)
		failed = IgnoreNoRows(err)
		fits = fits || err == nil && strings.HasPrefix(string(hash), string(a.Hash))
	})
	return fits, failed
}

// readErasures reads whose keys were dropped on purpose: the journal says so.
func (v *verifier) readErasures() error {
	rows, err := v.is.sql.QueryContext(v.ctx, "SELECT person FROM erasure")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id []byte
		if err := rows.Scan(&id); err != nil {
			return err
		}
		v.erased[registry.Identity(id)] = true
	}
	return rows.Err()
}
