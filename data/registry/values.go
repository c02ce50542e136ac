package registry

import (
	"keyday/app"
	"keyday/data/journal"
)

// Sealer seals private columns.
type Sealer interface {
	SealRow(kind, field uint16, id app.ID, plain []byte) []byte
}

// Values are what a row holds of a record, in the order of k.columns.
func (k *Kind) Values(ring Sealer, rec any) []any {
	id := *k.ID(rec)
	all := make([]any, 1, len(k.Fields)+2)
	all[0] = id[:]
	for i := range k.Fields {
		all = append(all, k.Value(ring, &k.Fields[i], rec))
	}
	return all
}

// Value is what a row holds of a field.
func (k *Kind) Value(ring Sealer, f *Field, rec any) any {
	if !f.Private {
		return f.Get(rec)
	}
	plain := f.Encode(rec)
	if len(plain) == 0 {
		return []byte{}
	}
	return ring.SealRow(k.N, f.N, *k.ID(rec), plain)
}

// Knows reports whether the kind has every field that the operation changes.
func (k *Kind) Knows(op *journal.Op) bool {
	for _, c := range op.Changes {
		if c.Field != journal.Whole && k.ByN[c.Field] == nil {
			return false
		}
	}
	return !k.Strange
}
