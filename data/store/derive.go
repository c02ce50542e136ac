package store

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"keyday/app"
	"keyday/data/registry"
)

// derivedOn is the key in meta of the day for which values were derived: what they follow
// from may lie in the future, and its day comes by itself.
const derivedOn = "derived_on"

// deriveFrom notes whose derived values follow from a record.
func (tx *Tx) deriveFrom(k *registry.Kind, rec any) error {
	id := *k.ID(rec)
	for _, f := range k.Feeds {
		ids, err := tx.IDs(f.Query, id[:])
		if err != nil {
			return err
		}
		for _, id := range ids {
			tx.derive[id] = tx.s.reg.ByName[f.Kind]
		}
	}
	return tx.deriveHome(k, rec)
}

// deriveHome notes that the derived values of what a record belongs to may follow from it.
func (tx *Tx) deriveHome(k *registry.Kind, rec any) error {
	home, err := tx.home(k, rec)
	if err != nil || home.ID.IsNil() {
		return err
	}
	if of := tx.s.reg.ByName[home.Kind]; of.Derive != nil {
		tx.derive[home.ID] = of
	}
	return nil
}

// deriveDay notes what the day alone changes, between the day for which values were derived
// last and today. It has come since; or a clock that was ahead had said so, and has been
// put right.
func (tx *Tx) deriveDay() error {
	tx.day = app.DateOf(tx.when)
	if app.Date(tx.s.derived.Load()) == tx.day {
		return nil
	}
	var last app.Date
	if err := IgnoreNoRows(tx.sql.QueryRowContext(tx.ctx, "SELECT value FROM meta WHERE key = ?", derivedOn).Scan(&last)); err != nil {
		return err
	}
	if last == tx.day {
		return nil
	}
	if _, err := tx.exec("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", derivedOn, int64(tx.day)); err != nil {
		return err
	}
	for _, k := range tx.s.reg.Kinds {
		if k.DeriveByDay == "" {
			continue
		}
		due, err := tx.IDs(k.DeriveByDay, int64(min(last, tx.day)), int64(max(last, tx.day)))
		if err != nil {
			return err
		}
		for _, id := range due {
			tx.derive[id] = k
		}
	}
	return nil
}

// deriveAll computes the derived values of every record that the action touched, in the
// same transaction; nobody types them.
func (tx *Tx) deriveAll() error {
	if err := tx.deriveDay(); err != nil {
		return err
	}
	return tx.deriveNoted()
}

// deriveNoted computes the derived values of the records that were noted, in the order in
// which they lie.
func (tx *Tx) deriveNoted() error {
	for _, id := range slices.SortedFunc(maps.Keys(tx.derive), func(a, b app.ID) int { return bytes.Compare(a[:], b[:]) }) {
		k := tx.derive[id]
		known, err := tx.sql.record(tx.ctx, tx.s, k, id)
		if err != nil {
			return err
		}
		if known.rec == nil {
			continue
		}
		rec := k.Own(known.rec)
		if err := k.Derive(tx, rec, tx.day); err != nil {
			return err
		}
		if err := tx.updateDerived(k, known.rec, rec); err != nil {
			return err
		}
		known.rec = rec
	}
	return nil
}

// updateDerived writes what has changed of a row's derived values, which no operation says.
func (tx *Tx) updateDerived(k *registry.Kind, old, rec any) error {
	var columns []string
	var values []any
	for i := range k.Fields {
		if f := &k.Fields[i]; f.Derived && !f.Same(rec, old) {
			columns, values = append(columns, f.Name+" = ?"), append(values, f.Get(rec))
		}
	}
	if len(columns) == 0 {
		return nil
	}
	id := *k.ID(rec)
	_, err := tx.exec("UPDATE "+k.Name+" SET "+strings.Join(columns, ", ")+" WHERE id = ?", append(values, id[:])...)
	return err
}

// derived lists the records whose values were derived.
func (w *work) derived() []app.Ref {
	all := make([]app.Ref, 0, len(w.derive))
	for id, k := range w.derive {
		all = append(all, app.Ref{Kind: k.Name, ID: id})
	}
	return all
}
