package store

import (
	"bytes"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"keyday/data/journal"
)

// difference lists the fields in which rec differs from old, sealed where the
// registry says so, each with the values it knowingly replaces.
func (tx *Tx) difference(k *kind, old, rec any, heads *journal.Heads) ([]journal.Change, error) {
	var changes []journal.Change
	for i := range k.fields {
		f := &k.fields[i]
		if f.derived || f.same(rec, old) {
			continue
		}
		if err := f.plainIn(k, rec); err != nil {
			return nil, err
		}
		var c journal.Change
		var err error
		switch f.rule.Policy {
		case journal.SetAdd:
			c, err = tx.setChange(f, old, rec, heads)
		case journal.CounterSum:
			c, err = tx.counterChange(f, old, rec, heads)
		default:
			c = journal.Change{Field: f.n, Base: heads.Base(f.n)}
			c.Value, err = tx.sealValue(k, f, rec, f.encode(rec))
		}
		if err != nil {
			return nil, err
		}
		changes = append(changes, c)
	}
	return changes, nil
}

// counterChange counts what was added to what this laptop has counted so far: what
// others counted meanwhile adds up with it.
func (tx *Tx) counterChange(f *field, old, rec any, heads *journal.Heads) (journal.Change, error) {
	base := heads.BaseUnder(f.rule, tx.tip.stream, f.n)
	values := tx.values()
	own := int64(0)
	for _, d := range base {
		value, err := values(d, f.n)
		if err != nil {
			return journal.Change{}, err
		}
		var n int64
		if value = notNull(value); len(value) > 0 {
			if err := strict.Unmarshal(value, &n); err != nil {
				return journal.Change{}, err
			}
		}
		own += n
	}
	return journal.Change{Field: f.n, Value: encodeValue(own + f.get(rec).(int64) - f.get(old).(int64)), Base: base}, nil
}

// setChange writes the elements that were added, and nothing else: it replaces no
// head. Where some were taken away, it replaces the heads that hold them, and says of
// these what stays.
func (tx *Tx) setChange(f *field, old, rec any, heads *journal.Heads) (journal.Change, error) {
	was, is := elements(f.encode(old)), elements(f.encode(rec))
	written := lacking(is, was)
	gone := lacking(was, is)
	c := journal.Change{Field: f.n}
	values := tx.values()
	for _, d := range heads.Base(f.n) {
		value, err := values(d, f.n)
		if err != nil {
			return c, err
		}
		held := elements(notNull(value))
		stays := lacking(held, gone)
		if len(stays) == len(held) {
			continue
		}
		c.Base = append(c.Base, d)
		written = append(written, stays...)
	}
	slices.SortFunc(written, func(a, b cbor.RawMessage) int { return bytes.Compare(a, b) })
	written = slices.CompactFunc(written, func(a, b cbor.RawMessage) bool { return bytes.Equal(a, b) })
	if c.Value = cborNull; len(written) > 0 {
		c.Value = encodeValue(written)
	}
	return c, nil
}

// showShared gives the record the sets as all their heads together make them.
func (tx *Tx) showShared(k *kind, rec any, heads *journal.Heads, changes []journal.Change) error {
	for _, c := range changes {
		f := k.byN[c.Field]
		if f == nil || f.rule.Policy != journal.SetAdd {
			continue
		}
		value, err := journal.Value(heads, f.n, f.rule, tx.values())
		if err != nil {
			return err
		}
		if err := f.decode(rec, value); err != nil {
			return err
		}
	}
	return nil
}

// elements takes a set's value apart, as operations carry it.
func elements(value cbor.RawMessage) (all []cbor.RawMessage) {
	if len(value) > 0 {
		must(0, strict.Unmarshal(value, &all))
	}
	return all
}

func lacking(all, these []cbor.RawMessage) []cbor.RawMessage {
	return slices.DeleteFunc(slices.Clone(all), func(a cbor.RawMessage) bool {
		return slices.ContainsFunc(these, func(b cbor.RawMessage) bool { return bytes.Equal(a, b) })
	})
}
