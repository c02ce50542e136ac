package journal

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/fxamacker/cbor/v2"
)

// Two or three laptops wrote a field without sight of each other; the values are
// in the order of their stamps.
func TestPolicies(t *testing.T) {
	for name, test := range map[string]struct {
		field    uint16
		values   []any
		shown    any
		disputed bool
	}{
		"text, equal":               {text, []any{"x", "x"}, "x", false},
		"text, different":           {text, []any{"x", "y"}, "y", true},
		"text, one cleared it":      {text, []any{"x", nil}, nil, true},
		"quiet, different":          {quiet, []any{"x", "y"}, "y", false},
		"tags":                      {tags, []any{[]string{"b", "a"}, []string{"c"}, []string{"a"}}, []string{"a", "b", "c"}, false},
		"tags, one not in an array": {tags, []any{[]string{"b"}, "a"}, []string{"a", "b"}, false},
		"tags, one taken away":      {tags, []any{[]string{"b"}, nil}, []string{"b"}, false},
		"tags, all taken away":      {tags, []any{nil, nil}, nil, false},
		"rounds":                    {rounds, []any{3, 17, 16}, 17, false},
		"rounds, one cleared":       {rounds, []any{-3, nil}, -3, false},
		"rounds, a text before":     {rounds, []any{"many", -3}, -3, false},
		"rounds, a text after":      {rounds, []any{-3, "many"}, -3, false},
		"rounds, texts alone":       {rounds, []any{"b", "a"}, "b", false},
		"rounds, beyond 64 bits":    {rounds, []any{uint64(math.MaxUint64), 1}, uint64(math.MaxUint64), false},
		"count":                     {count, []any{3, 17, nil, -4}, 16, false},
		"count, overflowing":        {count, []any{uint64(math.MaxUint64), 1, 1}, math.MaxInt64, false},
		"count, underflowing":       {count, []any{math.MinInt64, math.MinInt64}, math.MinInt64, false},
		"state, same move":          {state, []any{"fixed", "fixed"}, "fixed", false},
		"state, verified later":     {state, []any{"assigned", "verified"}, "assigned", true},
		"state, verified first":     {state, []any{"verified", "assigned"}, "assigned", true},
		"state, three ways":         {state, []any{"verified", "fixing", "owner_ok"}, "fixing", true},
		"state, from a new version": {state, []any{"open", "handed_to_court"}, "handed_to_court", true},
		"state, two from new ones":  {state, []any{"handed_to_court", "handed_to_police"}, "handed_to_police", true},
		"state, bytes are no rung":  {state, []any{"open", []byte("verified")}, []byte("verified"), true},
		"state, cleared by null":    {state, []any{cbor.RawMessage{cborNull}, "open"}, nil, true},
		"number, equal":             {number, []any{"D-01-1", "D-01-1"}, "D-01-1", false},
		"number, a second one":      {number, []any{"D-01-1", "D-02-1"}, "D-01-1", true},
	} {
		t.Run(name, func(t *testing.T) {
			var ops []*Op
			for i, v := range test.values {
				ch := Change{Field: test.field}
				if v != nil {
					ch.Value = encoded(v)
				}
				stream := Stream{byte(9 - i)} // so that the order of streams is not that of stamps
				ops = append(ops, op(stream, 1, Stamp(100+i), Put, ch))
			}
			permutations(ops, func(order []*Op) {
				h := headsOf(order...)
				got, err := Value(h, test.field, ruleOf(test.field), valuesIn(ops...))
				if err != nil {
					t.Fatal(err)
				}
				var want cbor.RawMessage
				if test.shown != nil {
					want = encoded(test.shown)
				}
				if string(got) != string(want) {
					t.Errorf("shown %x, not %x", got, want)
				}
				disputes, err := Conflicts(simKind, h, simRules, valuesIn(ops...))
				if err != nil {
					t.Fatal(err)
				}
				if disputed := len(disputes) > 0; disputed != test.disputed {
					t.Fatalf("disputed %v: %+v", disputed, disputes)
				}
				if test.disputed && string(disputes[0].Sides[0].Value) != string(want) {
					t.Errorf("the first side is %x, shown is %x", disputes[0].Sides[0].Value, want)
				}
			})
		})
	}
}

// A field that nobody wrote shows nothing, whatever its policy.
func TestFieldsWithoutHeadsShowNothing(t *testing.T) {
	for policy := Conflict; policy <= Immutable; policy++ {
		got, err := Value(headsOf(op(a, 1, 1, Put, set(text, "x"))), 99, FieldRule{Policy: policy}, nil)
		if got != nil || err != nil {
			t.Errorf("policy %d shows %x (%v)", policy, got, err)
		}
	}
}

func TestDisputeNamesItsSides(t *testing.T) {
	ops := []*Op{
		op(a, 1, 10, Put, set(text, "x")), op(b, 1, 30, Put, set(text, "y")),
		op(c, 1, 20, Put, set(text, "x")),
	}
	disputes, err := Conflicts(simKind, headsOf(ops...), simRules, valuesIn(ops...))
	if err != nil || len(disputes) != 1 {
		t.Fatal(disputes, err)
	}
	d := disputes[0]
	want := []Side{
		{encoded("y"), []Head{{Dot{b, 1}, 30}}},
		{encoded("x"), []Head{{Dot{c, 1}, 20}, {Dot{a, 1}, 10}}},
	}
	if fmt.Sprintf("%x", d.Sides) != fmt.Sprintf("%x", want) || d.Field != text || d.Opened != 20 {
		t.Errorf("%+v", d)
	}
	if d.ID != DisputeID(text, []Dot{{c, 1}, {b, 1}, {a, 1}}) || d.ID == DisputeID(quiet, []Dot{{a, 1}, {b, 1}, {c, 1}}) {
		t.Error("the identity does not follow from field and heads")
	}
}

func TestDeletedAndEditedNamesBoth(t *testing.T) {
	made := op(a, 1, 10, Put, set(text, "x"), set(quiet, "q"))
	gone := op(b, 1, 30, Delete, headsOf(made).DeleteBase()...)
	edit := op(c, 1, 20, Put, set(text, "y", Dot{a, 1}), set(quiet, "r", Dot{a, 1}))
	disputes, err := Conflicts(simKind, headsOf(made, gone, edit), simRules, nil)
	if err != nil || len(disputes) != 1 {
		t.Fatal(disputes, err)
	}
	d := disputes[0]
	if d.Field != Whole || d.Opened != 30 || len(d.Sides) != 2 ||
		!slices.Equal(d.Sides[0].Heads, []Head{edited(edit)}) || !slices.Equal(d.Sides[1].Heads, []Head{edited(gone)}) {
		t.Errorf("%+v", d)
	}
}

func edited(o *Op) Head { return Head{o.Dot, o.Stamp} }

// A dispute is found again by the operation that settled it, and two answers that
// did not see each other are a dispute of their own, of which both speak.
func TestSettledDisputesAreFoundAgain(t *testing.T) {
	made := op(a, 1, 10, Put, set(text, "x"), set(state, "open"))
	other := op(b, 1, 20, Put, set(text, "y"), set(state, "open"))
	disputes, _ := Conflicts(simKind, headsOf(made, other), simRules, valuesIn(made, other))
	base := headsOf(made, other).Base(text)
	byA, byC := op(a, 2, 30, Resolve, set(text, "x!", base...)), op(c, 1, 31, Resolve, set(text, "y!", base...))
	for _, o := range []*Op{byA, byC} {
		if got := Settled(o); len(got) != 1 || got[0] != disputes[0].ID {
			t.Errorf("settles %x, not %x", got, disputes[0].ID)
		}
	}
	again, _ := Conflicts(simKind, headsOf(made, other, byA, byC), simRules, valuesIn(made, other, byA, byC))
	if len(again) != 1 || again[0].ID == disputes[0].ID || len(again[0].Sides) != 2 {
		t.Errorf("two answers became %+v", again)
	}

	gone := op(c, 2, 40, Delete, headsOf(made).DeleteBase()...)
	h := headsOf(made, other, gone)
	whole, _ := Conflicts(simKind, h, simRules, valuesIn(made, other))
	for _, o := range []*Op{op(a, 3, 50, Undelete, h.UndeleteBase()...), op(b, 2, 50, Delete, h.DeleteBase()...)} {
		if got := Settled(o); len(got) != 1 || got[0] != whole[0].ID {
			t.Errorf("verb %d settles %x, not %x", o.Verb, got, whole[0].ID)
		}
	}
	for name, o := range map[string]*Op{
		"a plain edit":     op(a, 4, 60, Put, set(text, "z", base...)),
		"a first deletion": op(a, 4, 60, Delete, headsOf(made).DeleteBase()...),
		"one value":        op(a, 4, 60, Resolve, set(text, "z", Dot{a, 1})),
	} {
		if got := Settled(o); len(got) != 0 {
			t.Errorf("%s settles %x", name, got)
		}
	}
}

func TestUncontestedFieldsAskForNoValue(t *testing.T) {
	h := headsOf(op(a, 1, 10, Put, set(text, "x"), set(quiet, "q")), op(b, 1, 1, Put, set(quiet, "r")))
	broken := errors.New("broken")
	fail := func(Dot, uint16) (cbor.RawMessage, error) { return nil, broken }
	if d, err := Conflicts(simKind, h, simRules, fail); err != nil || len(d) > 0 {
		t.Errorf("%v, %v", d, err)
	}
	h.Apply(op(b, 2, 2, Put, set(text, "y")))
	if _, err := Conflicts(simKind, h, simRules, fail); !errors.Is(err, broken) {
		t.Errorf("a value that cannot be read was passed over: %v", err)
	}
	if _, err := Value(h, text, ruleOf(text), fail); !errors.Is(err, broken) {
		t.Errorf("a value that cannot be read was shown: %v", err)
	}
}
