package journal

import "slices"

// fieldSet is field numbers, ascending, each once.
type fieldSet []uint16

func (s fieldSet) has(f uint16) bool {
	_, ok := slices.BinarySearch(s, f)
	return ok
}

func (s fieldSet) with(f uint16) fieldSet {
	if n := len(s); n == 0 || s[n-1] < f { // as the changes of an operation come
		return append(s, f)
	}
	i, ok := slices.BinarySearch(s, f)
	if ok {
		return s
	}
	return slices.Insert(s, i, f)
}

func (s fieldSet) without(f uint16) fieldSet {
	if i, ok := slices.BinarySearch(s, f); ok {
		return slices.Delete(s, i, i+1)
	}
	return s
}

func findClaim(claims []claim, d Dot) (int, bool) {
	return slices.BinarySearchFunc(claims, d, func(c claim, d Dot) int { return c.dot.Compare(d) })
}

func addClaim(claims []claim, d Dot, field uint16) []claim {
	i, ok := findClaim(claims, d)
	if !ok {
		return slices.Insert(claims, i, claim{d, fieldSet{field}})
	}
	claims[i].fields = claims[i].fields.with(field)
	return claims
}

func dropClaim(claims []claim, d Dot, field uint16) []claim {
	i, ok := findClaim(claims, d)
	if !ok {
		return claims
	}
	claims[i].fields = claims[i].fields.without(field)
	if len(claims[i].fields) == 0 {
		return slices.Delete(claims, i, i+1)
	}
	return claims
}

func equalClaims(a, b []claim) bool {
	return slices.EqualFunc(a, b, func(a, b claim) bool { return a.dot == b.dot && slices.Equal(a.fields, b.fields) })
}
