package registry

import (
	"bytes"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"keyday/data/journal"
)

// Fields to which several people may add at once: counters, sets, and lists whose
// elements have keys.

// Counter makes a field that every laptop counts for itself; the sum is shown.
func Counter[T any, I ~int | ~int64](n uint16, name string, at func(*T) *I, options ...func(*Field)) Field {
	f := Number(n, name, at, options...)
	f.Rule.Policy = journal.CounterSum
	f.Merge = func(before, mine, into any, _ bool) (bool, []Clash) {
		*at(into.(*T)) += *at(mine.(*T)) - *at(before.(*T))
		return true, nil
	}
	return f.checked()
}

// Set makes a field of texts without order: what anybody adds is in it, and who adds
// wins over who removes.
func Set[T any, S ~string](n uint16, name string, at func(*T) *[]S, options ...func(*Field)) Field {
	f := List(n, name, at, options...)
	f.Rule.Policy = journal.SetAdd
	f.Encode = func(rec any) cbor.RawMessage {
		if all := encodedSet(*at(rec.(*T))); len(all) > 0 {
			return EncodeValue(all)
		}
		return nil
	}
	f.Decode = func(rec any, value cbor.RawMessage) error {
		var all []S
		if len(value) > 0 {
			if err := Strict.Unmarshal(value, &all); err != nil {
				return err
			}
		}
		*at(rec.(*T)) = all
		return nil
	}
	f.Get = func(rec any) any {
		if value := f.Encode(rec); value != nil {
			return []byte(value)
		}
		return []byte{}
	}
	f.Same = func(a, b any) bool { return bytes.Equal(f.Encode(a), f.Encode(b)) }
	f.Merge = func(before, mine, into any, _ bool) (bool, []Clash) {
		was, is := *at(before.(*T)), *at(mine.(*T))
		now := slices.DeleteFunc(slices.Clone(*at(into.(*T))), func(s S) bool {
			return slices.Contains(was, s) && !slices.Contains(is, s)
		})
		for _, s := range is {
			if !slices.Contains(now, s) && !slices.Contains(was, s) {
				now = append(now, s)
			}
		}
		*at(into.(*T)) = now
		return true, nil
	}
	return f.checked()
}

// encodedSet is the elements as operations carry them, each once, in bytewise order.
func encodedSet[S ~string](all []S) []cbor.RawMessage {
	var encoded []cbor.RawMessage
	for _, s := range all {
		encoded = append(encoded, EncodeValue(string(s)))
	}
	slices.SortFunc(encoded, func(a, b cbor.RawMessage) int { return bytes.Compare(a, b) })
	return slices.CompactFunc(encoded, func(a, b cbor.RawMessage) bool { return bytes.Equal(a, b) })
}

// ByKey says by what an element of a list is known, and how people read it.
type ByKey[V any] struct{ Key, Say func(V) string }

// KeyedList makes a list field whose elements have keys: two people who change
// different elements both keep their change. Between laptops that have not seen each
// other it is still one value.
func KeyedList[T, V any](n uint16, name string, at func(*T) *[]V, of ByKey[V], options ...func(*Field)) Field {
	f := saidAs(List(n, name, at, options...), at, of.Say)
	f.Merge = func(before, mine, into any, wins bool) (bool, []Clash) {
		m := keyed[V]{key: of.Key, wins: wins}
		merged, fit := m.merge(*at(before.(*T)), *at(mine.(*T)), *at(into.(*T)))
		if fit {
			*at(into.(*T)) = merged
		}
		var clashes []Clash
		for _, c := range m.clashes {
			clashes = append(clashes, Clash{saidOr(c.mine, of.Say), saidOr(c.theirs, of.Say)})
		}
		return fit, clashes
	}
	return f
}

// saidOr says an element; nothing of one that was taken away.
func saidOr[V any](e element[V], say func(V) string) string {
	if e.encoded == nil {
		return ""
	}
	return say(e.value)
}

// keyed is one merge of lists by the keys of their elements.
type keyed[V any] struct {
	key     func(V) string
	wins    bool // what was changed on both sides is as the person has it
	clashes []bothChanged[V]
}

type bothChanged[V any] struct{ mine, theirs element[V] }

// element is one of a keyed list; encoded is nil where the list lacks it.
type element[V any] struct {
	value   V
	encoded []byte
}

// merge takes the change from before to mine into now. It does not fit where one
// element was changed, or taken away, on both sides otherwise, unless the person's wins;
// nor where a list has a key twice, so that it cannot be told which is which. The order
// is that of whoever changed it; what the other side added stands at the end.
func (m *keyed[V]) merge(before, mine, now []V) (merged []V, fit bool) {
	was, is, by := m.byKey(before), m.byKey(mine), m.byKey(now)
	if len(was) < len(before) || len(is) < len(mine) || len(by) < len(now) {
		return nil, false
	}
	for _, k := range m.order(before, mine, now) {
		a, b, c := was[k], is[k], by[k]
		switch {
		case bytes.Equal(a.encoded, b.encoded) || bytes.Equal(b.encoded, c.encoded):
			b = c
		case bytes.Equal(a.encoded, c.encoded) || m.wins:
		default:
			m.clashes = append(m.clashes, bothChanged[V]{b, c})
		}
		if b.encoded != nil {
			merged = append(merged, b.value)
		}
	}
	if len(m.clashes) > 0 {
		return nil, false
	}
	return merged, true
}

// order is that of mine where the person changed it, else that of now; then what the
// other side has besides.
func (m *keyed[V]) order(before, mine, now []V) []string {
	first, second := m.keys(now), m.keys(mine)
	if !slices.Equal(second, m.keys(before)) {
		first, second = second, first
	}
	return append(first, slices.DeleteFunc(second, func(k string) bool { return slices.Contains(first, k) })...)
}

func (m *keyed[V]) byKey(all []V) map[string]element[V] {
	found := map[string]element[V]{}
	for _, v := range all {
		found[m.key(v)] = element[V]{v, EncodeListed(v)}
	}
	return found
}

func (m *keyed[V]) keys(all []V) []string {
	keys := make([]string, len(all))
	for i, v := range all {
		keys[i] = m.key(v)
	}
	return keys
}
