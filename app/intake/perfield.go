package intake

import (
	"iter"
	"slices"
)

// perField holds something of some fields of a row. It is a list, for a row has few of
// them, and maps of so few would take most of what a long ledger takes.
type perField[V any] []fieldOf[V]

type fieldOf[V any] struct {
	field Field
	value V
}

func (p perField[V]) index(f Field) int {
	return slices.IndexFunc(p, func(e fieldOf[V]) bool { return e.field == f })
}

// Get is what there is of the field; ok is false where there is nothing.
func (p perField[V]) Get(f Field) (v V, ok bool) {
	if i := p.index(f); i >= 0 {
		return p[i].value, true
	}
	return v, false
}

// Of is what there is of the field, else the zero value.
func (p perField[V]) Of(f Field) V {
	v, _ := p.Get(f)
	return v
}

// Set takes the value, in the place of an earlier one.
func (p *perField[V]) Set(f Field, v V) {
	if i := p.index(f); i >= 0 {
		(*p)[i].value = v
		return
	}
	*p = append(*p, fieldOf[V]{f, v})
}

// Delete forgets the field.
func (p *perField[V]) Delete(f Field) {
	*p = slices.DeleteFunc(*p, func(e fieldOf[V]) bool { return e.field == f })
}

// All goes over the fields in the order in which they came.
func (p perField[V]) All() iter.Seq2[Field, V] {
	return func(yield func(Field, V) bool) {
		for _, e := range p {
			if !yield(e.field, e.value) {
				return
			}
		}
	}
}
