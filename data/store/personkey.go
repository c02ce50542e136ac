package store

import (
	"context"
	"errors"
	"io"
	"maps"
	"slices"
	"strconv"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/keyring"
	"keyday/data/registry"
)

// Keys of persons. Two laptops that import one ledger know the same person, and each
// draws a key for them before it has heard of the other: so a person may have several
// keys, every sealed value names the one that it is sealed under, and all of them are
// kept until the person is erased.

// errKeyGone says that a sealed field cannot be opened because the person's key
// is not here.
var errKeyGone = errors.New("store: the person's key is gone")

// personKeys are the keys of a person that are here, by name; none where the person
// was erased, or where no key has come yet.
type personKeys map[keyring.KeyID]keyring.PersonKey

// first is the key that is sealed with: of several the one with the smallest name, so
// that laptops that have all of them agree.
func (all personKeys) first() (key keyring.PersonKey, ok bool) {
	var least keyring.KeyID
	for name, k := range all {
		if !ok || string(name[:]) < string(least[:]) {
			key, least, ok = k, name, true
		}
	}
	return key, ok
}

// personKeys reads the keys of a person.
func (s *Store) personKeys(ctx context.Context, q querier, person app.ID) (personKeys, error) {
	if writes(q) {
		return s.readKeys(ctx, q, person)
	}
	if kept, known := s.keys.get(person); known {
		return kept, nil
	}
	all, err := s.readKeys(ctx, q, person)
	if err == nil && len(all) > 0 {
		s.keys.keep(person, all)
	}
	return all, err
}

func (s *Store) readKeys(ctx context.Context, q querier, person app.ID) (personKeys, error) {
	rows, err := q.QueryContext(ctx, "SELECT body FROM envelope WHERE person = "+GivenID, person[:])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := personKeys{}
	for rows.Next() {
		var body []byte
		if err := rows.Scan(&body); err != nil {
			return nil, err
		}
		key, err := s.ring.OpenEnvelope(body, person)
		if err != nil {
			return nil, err
		}
		all[key.ID()] = key
	}
	return all, rows.Err()
}

// openingKey is the key of the person that a sealed value names; errKeyGone where it
// is not here.
func (s *Store) openingKey(ctx context.Context, q querier, person app.ID, name keyring.KeyID) (keyring.PersonKey, error) {
	all, err := s.personKeys(ctx, q, person)
	if err != nil {
		return keyring.PersonKey{}, err
	}
	key, ok := all[name]
	if !ok && len(all) > 0 { // another may have come since these were remembered
		s.keys.drop(person)
		if all, err = s.personKeys(ctx, q, person); err != nil {
			return keyring.PersonKey{}, err
		}
		key, ok = all[name]
	}
	if !ok {
		return keyring.PersonKey{}, errKeyGone
	}
	return key, nil
}

// sealingKey is the key that a person's fields are sealed under; it is made with the
// first of them. It refuses with "person.erased", and with "person.key_missing" where
// the person has sealed fields whose key has not come: another key in its place would
// hide that it is missing.
func (tx *Tx) sealingKey(person app.ID) (keyring.PersonKey, error) {
	if key, ok := tx.keys[person]; ok {
		return key, nil
	}
	if key, ok, err := tx.keptKey(person); ok || err != nil {
		return key, err
	}
	if sealed, err := tx.hasSealed(person); err != nil || sealed {
		if sealed {
			err = app.Refuse("person.key_missing")
		}
		return keyring.PersonKey{}, err
	}
	key := keyring.NewPersonKey(tx.s.opt.Random)
	if err := tx.keepEnvelope(person, key); err != nil {
		return key, err
	}
	tx.keys[person] = key
	tx.made = append(tx.made, person)
	return key, nil
}

// keptKey is the key that the person has already; it refuses with "person.erased".
func (tx *Tx) keptKey(person app.ID) (key keyring.PersonKey, ok bool, err error) {
	if may, err := tx.sql.keyed.mayHold(tx.ctx, tx.sql, person); err != nil || !may {
		return key, false, err
	}
	all, err := tx.s.personKeys(tx.ctx, tx.sql, person)
	if err != nil {
		return key, false, err
	}
	if key, ok := all.first(); ok {
		return key, true, nil
	}
	erased, err := tx.isErased(person)
	if erased {
		err = app.Refuse("person.erased")
	}
	return key, false, err
}

// hasSealed reports whether an operation on the person's own record sealed anything.
func (tx *Tx) hasSealed(person app.ID) (bool, error) {
	if tx.sql.fresh[person] || tx.sql.known[person].unwritten() {
		return false, nil
	}
	k, err := tx.selfSealed(person)
	if err != nil || k == nil {
		return false, err
	}
	ops, err := tx.operationsOf(k, person)
	return slices.ContainsFunc(ops, func(op journal.Op) bool {
		return slices.ContainsFunc(op.Changes, func(c journal.Change) bool {
			f := k.ByN[c.Field]
			return f != nil && f.Sealed && len(registry.NotNull(c.Value)) > 0
		})
	}), err
}

// selfSealed is the kind of the person's own record; nil where it is not here.
func (tx *Tx) selfSealed(person app.ID) (*registry.Kind, error) {
	for _, k := range tx.s.reg.Kinds {
		if k.Person.Field != "id" {
			continue
		}
		if there, err := tx.any("SELECT 1 FROM "+k.Name+" WHERE id = ?", person[:]); err != nil || there {
			return k, err
		}
	}
	var n uint16
	err := tx.sql.QueryRowContext(tx.ctx, "SELECT kind FROM head WHERE id = ?", person[:]).Scan(&n)
	return tx.s.reg.ByNumber[n], IgnoreNoRows(err)
}

// operationsOf reads the operations on a record that are written, in no order of theirs.
func (tx *Tx) operationsOf(k *registry.Kind, id app.ID) ([]journal.Op, error) {
	rows, err := tx.sql.QueryContext(tx.ctx, "SELECT body FROM op WHERE id = "+GivenID+" AND kind = "+strconv.Itoa(int(k.N)), id[:])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []journal.Op
	for rows.Next() {
		var body []byte
		if err := rows.Scan(&body); err != nil {
			return nil, err
		}
		op, err := journal.DecodeOp(body)
		if err != nil {
			return nil, err
		}
		all = append(all, op)
	}
	return all, rows.Err()
}

func (tx *Tx) keepEnvelope(person app.ID, key keyring.PersonKey) error {
	name := key.ID()
	tx.sql.keyed.add(person)
	return tx.insert("INSERT OR IGNORE INTO envelope (person, key, body) VALUES ", person[:], name[:], tx.s.ring.Envelope(key, person))
}

// Envelope is a person's key as it travels between laptops of a site: sealed under the
// site's key, beside the operations and never in one.
type Envelope struct {
	Person app.ID
	Body   []byte
}

// Envelopes lists the keys of persons that are here.
func (s *Store) Envelopes(ctx context.Context) ([]Envelope, error) {
	rows, err := s.reader.QueryContext(ctx, "SELECT person, body FROM envelope ORDER BY person, key")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Envelope
	for rows.Next() {
		var person, body []byte
		if err := rows.Scan(&person, &body); err != nil {
			return nil, err
		}
		all = append(all, Envelope{Person: registry.Identity(person), Body: body})
	}
	return all, rows.Err()
}

// takeEnvelope keeps a key that came from another laptop, and shows what it opens. One
// of a person who was erased is dropped, however late it comes. It refuses with
// "keyring.unreadable" one of another person or site.
func (tx *Tx) takeEnvelope(e Envelope) error {
	key, err := tx.s.ring.OpenEnvelope(e.Body, e.Person)
	if err != nil {
		return err
	}
	erased, err := tx.isErased(e.Person)
	if err != nil || erased {
		return err
	}
	if err := tx.keepEnvelope(e.Person, key); err != nil {
		return err
	}
	tx.s.keys.drop(e.Person)
	sealed, err := tx.sealedUnder(e.Person)
	if err != nil {
		return err
	}
	return tx.showRecords(sealed)
}

// SealFor writes what belongs to a document or a person alone (the scan of a
// signed paper) to w, sealed under that record's key, and answers the hash of what
// was written. It refuses with "record.unknown" where the record has no key: none
// was ever made, or it was erased.
func (s *Store) SealFor(ctx context.Context, owner app.ID, w io.Writer, r io.Reader) (string, error) {
	keys, err := s.keysOf(ctx, owner)
	if err != nil {
		return "", err
	}
	key, _ := keys.first()
	return keyring.SealBlob(w, r, key)
}

// OpenFor reads what SealFor wrote.
func (s *Store) OpenFor(ctx context.Context, owner app.ID, r io.Reader) (io.Reader, error) {
	keys, err := s.keysOf(ctx, owner)
	if err != nil {
		return nil, err
	}
	return keyring.OpenBlob(r, slices.Collect(maps.Values(keys))...)
}

func (s *Store) keysOf(ctx context.Context, owner app.ID) (personKeys, error) {
	keys, err := s.personKeys(ctx, s.reader, owner)
	if err == nil && len(keys) == 0 {
		err = app.Refuse("record.unknown", "kind", "key", "id", owner.String())
	}
	return keys, err
}
