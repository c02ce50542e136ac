package journal

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/fxamacker/cbor/v2"
)

// The reference: what a record is, said by going through all operations at once,
// with plain sets and plain Go values, and without a line of the package's own
// merging. The simulator holds every replica against it.

type place struct {
	dot   Dot
	field uint16
}

// replay says what the operations make of their record, in the form of describe.
func replay(ops []*Op, rules func(uint16) FieldRule) string {
	replaced, covered := map[place]bool{}, map[place]map[Dot]bool{}
	for _, o := range ops {
		for _, c := range o.Changes {
			for _, d := range c.Base {
				at := place{d, c.Field}
				if o.Verb != Delete || c.Field == Whole {
					replaced[at] = true
				} else if covered[at] == nil {
					covered[at] = map[Dot]bool{o.Dot: true}
				} else {
					covered[at][o.Dot] = true
				}
			}
		}
	}
	heads, tombs := map[uint16][]*Op{}, map[Dot]bool{}
	for _, o := range ops {
		for _, c := range o.Changes {
			if (o.Verb != Delete || c.Field == Whole) && !replaced[place{o.Dot, c.Field}] {
				heads[c.Field] = append(heads[c.Field], o)
				if o.Verb == Delete {
					tombs[o.Dot] = true
				}
			}
		}
	}
	unseen := 0 // heads that no standing deletion saw
	for field, hs := range heads {
		for _, o := range hs {
			known := field == Whole && o.Verb == Delete
			for t := range covered[place{o.Dot, field}] {
				known = known || tombs[t]
			}
			if !known {
				unseen++
			}
		}
	}
	out := []string{fmt.Sprintf("deleted %v disputed %v", len(tombs) > 0 && unseen == 0, len(tombs) > 0 && unseen > 0)}
	for field, hs := range heads {
		sort.Slice(hs, func(i, j int) bool { return older(hs[i], hs[j]) })
		shown, disputed := "", false
		if field != Whole {
			shown, disputed = settle(hs, field, rules(field))
		}
		out = append(out, line(field, dotsOf(hs), shown, disputed))
	}
	sort.Strings(out)
	return strings.Join(out, "\n")
}

// settle says what is shown of the heads, oldest first, and whether they differ
// where the policy wants a person to decide.
func settle(heads []*Op, field uint16, rule FieldRule) (shown string, disputed bool) {
	var values []any
	for _, o := range heads {
		values = append(values, plain(o, field))
	}
	for _, v := range values {
		disputed = disputed || fmt.Sprint(v) != fmt.Sprint(values[0])
	}
	newest, oldest := fmt.Sprint(values[len(values)-1]), fmt.Sprint(values[0])
	switch rule.Policy {
	case Quiet:
		return newest, false
	case Immutable:
		return oldest, disputed
	case Ladder:
		best, at := "", len(rule.Ladder)
		for _, v := range values {
			if i := slices.Index(rule.Ladder, fmt.Sprint(v)); i <= at {
				best, at = fmt.Sprint(v), i
			}
		}
		return best, disputed
	case Max:
		best := values[0].(uint64)
		for _, v := range values {
			best = max(best, v.(uint64))
		}
		return fmt.Sprint(best), false
	case CounterSum:
		total := uint64(0)
		for _, v := range values {
			total += v.(uint64)
		}
		return fmt.Sprint(total), false
	case SetAdd:
		set := map[string]bool{}
		for _, v := range values {
			if v != nil {
				for _, e := range v.([]any) {
					set[fmt.Sprint(e)] = true
				}
			}
		}
		return fmt.Sprint(sorted(set)), false
	}
	return newest, disputed
}

func older(a, b *Op) bool {
	if a.Stamp != b.Stamp {
		return a.Stamp < b.Stamp
	}
	return a.Dot.Compare(b.Dot) < 0
}

func plain(o *Op, field uint16) any {
	for _, c := range o.Changes {
		if c.Field == field && c.Value != nil {
			var v any
			if err := cbor.Unmarshal(c.Value, &v); err != nil {
				panic(err)
			}
			return v
		}
	}
	return nil
}

func dotsOf(ops []*Op) []Dot {
	dots := make([]Dot, len(ops))
	for i, o := range ops {
		dots[i] = o.Dot
	}
	return dots
}

func sorted(set map[string]bool) []string {
	all := []string{}
	for e := range set {
		all = append(all, e)
	}
	sort.Strings(all)
	return all
}

func line(field uint16, dots []Dot, shown string, disputed bool) string {
	names := map[string]bool{}
	for _, d := range dots {
		names[d.String()] = true
	}
	return fmt.Sprintf("field %d heads %v shown %s disputed %v", field, sorted(names), shown, disputed)
}
