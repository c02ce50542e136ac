package store

import (
	"bytes"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"keyday/data/journal"
	"keyday/data/registry"
)

// counterChange counts what was added to what this laptop has counted so far: what
// others counted meanwhile adds up with it.
func (tx *Tx) counterChange(f *registry.Field, old, rec any, heads *journal.Heads) (journal.Change, error) {
	base := heads.BaseUnder(f.Rule, tx.tip.stream, f.N)
	values := tx.values()
	own := int64(0)
	for _, d := range base {
		value, err := values(d, f.N)
		if err != nil {
			return journal.Change{}, err
		}
		var n int64
		if value = registry.NotNull(value); len(value) > 0 {
			if err := registry.Strict.Unmarshal(value, &n); err != nil {
				return journal.Change{}, err
			}
		}
		own += n
	}
	return journal.Change{Field: f.N, Value: registry.EncodeValue(own + f.Get(rec).(int64) - f.Get(old).(int64)), Base: base}, nil
}

// setChange writes the elements that were added, and nothing else: it replaces no
// head. Where some were taken away, it replaces the heads that hold them, and says of
// these what stays.
func (tx *Tx) setChange(f *registry.Field, old, rec any, heads *journal.Heads) (journal.Change, error) {
	was, is := elements(f.Encode(old)), elements(f.Encode(rec))
	written := lacking(is, was)
	gone := lacking(was, is)
	c := journal.Change{Field: f.N}
	values := tx.values()
	for _, d := range heads.Base(f.N) {
		value, err := values(d, f.N)
		if err != nil {
			return c, err
		}
		held := elements(registry.NotNull(value))
		stays := lacking(held, gone)
		if len(stays) == len(held) {
			continue
		}
		c.Base = append(c.Base, d)
		written = append(written, stays...)
	}
	slices.SortFunc(written, func(a, b cbor.RawMessage) int { return bytes.Compare(a, b) })
	written = slices.CompactFunc(written, func(a, b cbor.RawMessage) bool { return bytes.Equal(a, b) })
	if c.Value = registry.Null; len(written) > 0 {
		c.Value = registry.EncodeValue(written)
	}
	return c, nil
}

// showShared gives the record the sets as all their heads together make them.
func (tx *Tx) showShared(k *registry.Kind, rec any, heads *journal.Heads, changes []journal.Change) error {
	for _, c := range changes {
		f := k.ByN[c.Field]
		if f == nil || f.Rule.Policy != journal.SetAdd {
			continue
		}
		value, err := journal.Value(heads, f.N, f.Rule, tx.values())
		if err != nil {
			return err
		}
		if err := f.Decode(rec, value); err != nil {
			return err
		}
	}
	return nil
}

// elements takes a set's value apart, as operations carry it.
func elements(value cbor.RawMessage) (all []cbor.RawMessage) {
	if len(value) > 0 {
		if err := registry.Strict.Unmarshal(value, &all); err != nil {
			panic(err) // it was encoded here, or read before
		}
	}
	return all
}

func lacking(all, these []cbor.RawMessage) []cbor.RawMessage {
	return slices.DeleteFunc(slices.Clone(all), func(a cbor.RawMessage) bool {
		return slices.ContainsFunc(these, func(b cbor.RawMessage) bool { return bytes.Equal(a, b) })
	})
}
