package journal

import (
	"bytes"
	"cmp"
	"math"
	"math/big"
	"slices"

	"github.com/fxamacker/cbor/v2"
)

// Values reads what the operation of a dot wrote into a field: nil, or null, for
// no value. The store answers it from the operations.
type Values func(d Dot, field uint16) (cbor.RawMessage, error)

// Value is what is shown in a field, by its policy; nil where it has no value.
//
//	Conflict, Quiet  the newest head's
//	Ladder           the least finished rung; what is on no rung counts as less still
//	Immutable        the first head's
//	Max              the greatest whole number; no value is less than any
//	CounterSum       the sum of the heads' whole numbers, clamped to 64 bits
//	SetAdd           the union of the heads' elements, an array in bytewise order; each
//	                 head's value is an array, anything else is taken as one element
func Value(h *Heads, field uint16, rule FieldRule, value Values) (cbor.RawMessage, error) {
	sides, err := valuesOf(h, field, value)
	if err != nil || len(sides) == 0 {
		return nil, err
	}
	switch rule.Policy {
	case SetAdd:
		return union(sides), nil
	case CounterSum:
		return sum(sides), nil
	}
	return pick(sides, rule).value, nil
}

// held is one head with its value.
type held struct {
	Head
	value cbor.RawMessage // nil for none
}

func valuesOf(h *Heads, field uint16, value Values) ([]held, error) {
	heads := h.Of(field)
	all := make([]held, len(heads))
	for i, head := range heads {
		v, err := value(head.Dot, field)
		if err != nil {
			return nil, err
		}
		if len(v) == 0 || (len(v) == 1 && v[0] == cborNull) {
			v = nil
		}
		all[i] = held{head, v}
	}
	return all, nil
}

// pick is the head whose value is shown, under the policies that show one.
func pick(all []held, rule FieldRule) held {
	newest := func(a, b held) int { return a.newer(b.Head) }
	switch rule.Policy {
	case Immutable:
		return slices.MinFunc(all, newest)
	case Ladder:
		return slices.MaxFunc(all, func(a, b held) int {
			return cmp.Or(cmp.Compare(rung(rule.Ladder, b.value), rung(rule.Ladder, a.value)), newest(a, b))
		})
	case Max:
		return slices.MaxFunc(all, func(a, b held) int { return cmp.Or(compareWhole(a.value, b.value), newest(a, b)) })
	}
	return slices.MaxFunc(all, newest)
}

// rung is where a text stands on the ladder, -1 for what is not on it.
func rung(ladder []string, value cbor.RawMessage) int {
	r := reader{in: value}
	major, n := r.anyHead()
	if major != majorText || n != uint64(len(r.in)) { // after a fault it is none
		return -1
	}
	return slices.Index(ladder, string(r.in))
}

// compareWhole orders whole numbers; what is none is less than any, and among
// themselves such values are ordered bytewise.
func compareWhole(a, b cbor.RawMessage) int {
	x, y := whole(a), whole(b)
	switch {
	case x == nil && y == nil:
		return bytes.Compare(a, b)
	case x == nil:
		return -1
	case y == nil:
		return 1
	}
	return x.Cmp(y)
}

// whole is the whole number that value holds; nil where it holds none.
func whole(value cbor.RawMessage) *big.Int {
	r := reader{in: value}
	major, n := r.anyHead()
	if r.fault != "" || len(r.in) > 0 {
		return nil
	}
	v := new(big.Int).SetUint64(n)
	switch major {
	case majorUint:
		return v
	case majorNint:
		return v.Not(v)
	}
	return nil
}

func sum(all []held) cbor.RawMessage {
	total := new(big.Int)
	for _, side := range all {
		if v := whole(side.value); v != nil {
			total.Add(total, v)
		}
	}
	switch {
	case total.IsInt64():
		return appendInt(nil, total.Int64())
	case total.Sign() > 0:
		return appendInt(nil, math.MaxInt64)
	}
	return appendInt(nil, math.MinInt64)
}

func union(all []held) cbor.RawMessage {
	var elements [][]byte
	for _, side := range all {
		elements = append(elements, elementsOf(side.value)...)
	}
	if len(elements) == 0 {
		return nil
	}
	slices.SortFunc(elements, bytes.Compare)
	elements = slices.CompactFunc(elements, bytes.Equal)
	out := appendHead(nil, majorArray, uint64(len(elements)))
	for _, e := range elements {
		out = append(out, e...)
	}
	return out
}

// elementsOf takes an array apart; a value that is none is one element.
func elementsOf(value cbor.RawMessage) (elements [][]byte) {
	if len(value) == 0 {
		return nil
	}
	if value[0]&^31 != majorArray {
		return [][]byte{value}
	}
	r := reader{in: value}
	for n := r.head(majorArray); n > 0 && r.fault == ""; n-- {
		if e := r.items(1); e != nil {
			elements = append(elements, e)
		}
	}
	return elements
}
