package registry

import (
	"slices"
	"testing"
)

type item struct{ Key, Name string }

// Both sides' changes of a keyed list are kept where they touch different elements.
func TestMergeKeyed(t *testing.T) {

	named := func(key, name string) item { return item{key, name} }
	a, b, c := named("a", "甲"), named("b", "乙"), named("c", "丙")
	was := []item{a, b, c}
	for name, x := range map[string]struct {
		mine, now, want []item
		fit             bool
	}{
		"nothing":                      {was, was, was, true},
		"mine alone":                   {[]item{a, named("b", "乙二"), c}, was, []item{a, named("b", "乙二"), c}, true},
		"theirs alone":                 {was, []item{a, c}, []item{a, c}, true},
		"different elements":           {[]item{named("a", "甲二"), b, c}, []item{a, b, named("c", "丙二")}, []item{named("a", "甲二"), b, named("c", "丙二")}, true},
		"both add":                     {append(slices.Clone(was), named("d", "丁")), append(slices.Clone(was), named("e", "戊")), append(slices.Clone(was), named("d", "丁"), named("e", "戊")), true},
		"one takes away, another adds": {[]item{a, c}, append(slices.Clone(was), named("e", "戊")), []item{a, c, named("e", "戊")}, true},
		"the same change":              {[]item{named("a", "甲二"), b, c}, []item{named("a", "甲二"), b, c}, []item{named("a", "甲二"), b, c}, true},
		"one element twice":            {[]item{named("a", "甲二"), b, c}, []item{named("a", "甲三"), b, c}, nil, false},
		"changed and taken away":       {[]item{named("a", "甲二"), b, c}, []item{b, c}, nil, false},
		"another order":                {[]item{c, b, a}, []item{a, named("b", "乙二"), c}, []item{c, named("b", "乙二"), a}, true},
	} {
		m := keyed[item]{key: func(i item) string { return i.Key }}
		got, fit := m.merge(was, x.mine, x.now)
		if fit != x.fit || !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, %v", name, got, fit)
		}
	}
}
