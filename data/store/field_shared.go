package store

import (
	"bytes"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"keyday/data/journal"
)

// Fields to which several people may add at once: counters, sets, and lists whose
// elements have keys.

// counter makes a field that every laptop counts for itself; the sum is shown.
func counter[T any, I ~int | ~int64](n uint16, name string, at func(*T) *I, options ...func(*field)) field {
	f := number(n, name, at, options...)
	f.rule.Policy = journal.CounterSum
	f.merge = func(before, mine, into any) bool {
		*at(into.(*T)) += *at(mine.(*T)) - *at(before.(*T))
		return true
	}
	return f.checked()
}

// setOf makes a field of texts without order: what anybody adds is in it, and who adds
// wins over who removes.
func setOf[T any, S ~string](n uint16, name string, at func(*T) *[]S, options ...func(*field)) field {
	f := list(n, name, at, options...)
	f.rule.Policy = journal.SetAdd
	f.encode = func(rec any) cbor.RawMessage {
		if all := encodedSet(*at(rec.(*T))); len(all) > 0 {
			return encodeValue(all)
		}
		return nil
	}
	f.decode = func(rec any, value cbor.RawMessage) error {
		var all []S
		if len(value) > 0 {
			if err := strict.Unmarshal(value, &all); err != nil {
				return err
			}
		}
		*at(rec.(*T)) = all
		return nil
	}
	f.get = func(rec any) any {
		if value := f.encode(rec); value != nil {
			return []byte(value)
		}
		return []byte{}
	}
	f.same = func(a, b any) bool { return bytes.Equal(f.encode(a), f.encode(b)) }
	f.merge = func(before, mine, into any) bool {
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
		return true
	}
	return f.checked()
}

// encodedSet is the elements as operations carry them, each once, in bytewise order.
func encodedSet[S ~string](all []S) []cbor.RawMessage {
	var encoded []cbor.RawMessage
	for _, s := range all {
		encoded = append(encoded, encodeValue(string(s)))
	}
	slices.SortFunc(encoded, func(a, b cbor.RawMessage) int { return bytes.Compare(a, b) })
	return slices.CompactFunc(encoded, func(a, b cbor.RawMessage) bool { return bytes.Equal(a, b) })
}

// keyedList makes a list field whose elements have keys: two people who change
// different elements both keep their change. Between laptops that have not seen each
// other it is still one value.
func keyedList[T, V any](n uint16, name string, at func(*T) *[]V, key func(V) string, options ...func(*field)) field {
	f := list(n, name, at, options...)
	f.merge = func(before, mine, into any) bool {
		merged, fit := mergeKeyed(*at(before.(*T)), *at(mine.(*T)), *at(into.(*T)), key)
		if fit {
			*at(into.(*T)) = merged
		}
		return fit
	}
	return f
}

// mergeKeyed takes the change from before to mine into now. It does not fit where one
// element was changed, or taken away, on both sides otherwise. The order is that of
// whoever changed it; what the other side added stands at the end.
func mergeKeyed[V any](before, mine, now []V, key func(V) string) (merged []V, fit bool) {
	was, is, by := byKey(before, key), byKey(mine, key), byKey(now, key)
	order := keysIn(mine, key)
	if slices.Equal(order, keysIn(before, key)) {
		order = nil // the person left the order alone
	}
	for _, k := range keysIn(now, key) {
		if !slices.Contains(order, k) {
			order = append(order, k)
		}
	}
	for _, k := range keysIn(mine, key) {
		if !slices.Contains(order, k) {
			order = append(order, k)
		}
	}
	for _, k := range order {
		a, b, c := was[k], is[k], by[k]
		switch {
		case bytes.Equal(a.encoded, b.encoded) || bytes.Equal(b.encoded, c.encoded):
			if c.encoded != nil {
				merged = append(merged, c.value)
			}
		case bytes.Equal(a.encoded, c.encoded):
			if b.encoded != nil {
				merged = append(merged, b.value)
			}
		default:
			return nil, false
		}
	}
	return merged, true
}

// element is one of a keyed list; encoded is nil where the list lacks it.
type element[V any] struct {
	value   V
	encoded []byte
}

func byKey[V any](all []V, key func(V) string) map[string]element[V] {
	found := map[string]element[V]{}
	for _, v := range all {
		found[key(v)] = element[V]{v, encodeListed(v)}
	}
	return found
}

func keysIn[V any](all []V, key func(V) string) []string {
	keys := make([]string, len(all))
	for i, v := range all {
		keys[i] = key(v)
	}
	return keys
}
