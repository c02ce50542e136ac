package journal

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestHeadsOfAField(t *testing.T) {
	made := op(a, 1, 100, Put, set(1, "x"), set(2, "y"))
	byB := op(b, 1, 200, Put, set(1, "from b", Dot{a, 1}))
	byC := op(c, 1, 150, Put, set(1, "from c", Dot{a, 1}))
	settled := op(a, 2, 90, Resolve, set(1, "settled", Dot{b, 1}, Dot{c, 1}))
	for name, test := range map[string]struct {
		ops   []*Op
		heads []Dot
		shown Dot
	}{
		"made":                                {[]*Op{made}, []Dot{{a, 1}}, Dot{a, 1}},
		"replaced":                            {[]*Op{made, byB}, []Dot{{b, 1}}, Dot{b, 1}},
		"replaced before it came":             {[]*Op{byB, made}, []Dot{{b, 1}}, Dot{b, 1}},
		"replaced twice without sight":        {[]*Op{made, byB, byC}, []Dot{{b, 1}, {c, 1}}, Dot{b, 1}},
		"replaced twice, the replaced last":   {[]*Op{byC, byB, made}, []Dot{{b, 1}, {c, 1}}, Dot{b, 1}},
		"settled by a slow clock":             {[]*Op{made, byB, byC, settled}, []Dot{{a, 2}}, Dot{a, 2}},
		"settled before all else came":        {[]*Op{settled, byB, made, byC}, []Dot{{a, 2}}, Dot{a, 2}},
		"all of it twice":                     {[]*Op{made, byB, made, byC, byB, settled, made, settled, byC, byB}, []Dot{{a, 2}}, Dot{a, 2}},
		"equal stamps, the greater dot shown": {[]*Op{op(b, 9, 5, Put, set(1, 1)), op(a, 9, 5, Put, set(1, 1))}, []Dot{{a, 9}, {b, 9}}, greater(Dot{a, 9}, Dot{b, 9})},
		"nothing":                             {nil, nil, Dot{}},
	} {
		t.Run(name, func(t *testing.T) {
			h := headsOf(test.ops...)
			slices.SortFunc(test.heads, Dot.Compare)
			if got := h.Base(1); !slices.Equal(got, test.heads) {
				t.Errorf("heads %v, not %v", got, test.heads)
			}
			if got, ok := h.Shown(1); got != test.shown || ok != (len(test.heads) > 0) {
				t.Errorf("shown %v, not %v", got, test.shown)
			}
		})
	}
}

func greater(x, y Dot) Dot {
	if x.Compare(y) > 0 {
		return x
	}
	return y
}

func TestOtherFieldsStay(t *testing.T) {
	h := headsOf(op(a, 1, 1, Put, set(1, "x"), set(2, "y"), set(5, "z")), op(a, 2, 2, Put, set(2, "w", Dot{a, 1})))
	if got := fmt.Sprint(h.Fields(), h.Base(1), h.Base(2), h.Base(5), h.Base(9)); got != fmt.Sprint([]uint16{1, 2, 5}, []Dot{{a, 1}}, []Dot{{a, 2}}, []Dot{{a, 1}}, []Dot{}) {
		t.Error(got)
	}
}

func TestDeletion(t *testing.T) {
	made := op(a, 1, 100, Put, set(1, "x"), set(2, "y"))
	gone := op(b, 1, 200, Delete, headsOf(made).DeleteBase()...)
	edit := op(c, 1, 150, Put, set(2, "edited", Dot{a, 1}))
	back := op(a, 2, 300, Undelete, headsOf(made, gone).UndeleteBase()...)
	again := op(c, 2, 400, Delete, headsOf(made, gone, back).DeleteBase()...)
	unaware := op(c, 3, 350, Delete, headsOf(made).DeleteBase()...) // had seen neither deletion nor return
	settled := op(b, 2, 500, Delete, headsOf(made, gone, edit).DeleteBase()...)
	remade := op(a, 3, 600, Undelete, append(headsOf(made, gone).UndeleteBase(), set(1, "new", Dot{a, 1}))...)
	for name, test := range map[string]struct {
		ops               []*Op
		deleted, disputed bool
	}{
		"made":                             {[]*Op{made}, false, false},
		"deleted":                          {[]*Op{made, gone}, true, false},
		"deleted, edited unseen":           {[]*Op{made, gone, edit}, false, true},
		"deleted with the edit seen":       {[]*Op{made, edit, op(b, 9, 1, Delete, headsOf(made, edit).DeleteBase()...)}, true, false},
		"undeleted":                        {[]*Op{made, gone, back}, false, false},
		"deleted again":                    {[]*Op{made, gone, back, again}, true, false},
		"undeleted and deleted unseen":     {[]*Op{made, gone, back, unaware}, false, true},
		"deleted by two":                   {[]*Op{made, gone, unaware}, true, false},
		"edit and deletion, then settled":  {[]*Op{made, gone, edit, settled}, true, false},
		"put again by who saw it deleted":  {[]*Op{made, gone, remade}, false, false},
		"a deletion alone, nothing known":  {[]*Op{gone}, true, false},
		"a deletion that names no heads":   {[]*Op{made, op(b, 7, 1, Delete)}, false, true},
		"an undeletion that names nothing": {[]*Op{made, gone, op(c, 7, 1, Undelete)}, false, true},
		"edited by one who saw it deleted": {[]*Op{made, gone, op(b, 3, 1, Put, set(1, "late", Dot{a, 1}))}, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			permutations(test.ops, func(ops []*Op) {
				h := headsOf(ops...)
				disputes, err := Conflicts(simKind, h, simRules, valuesIn(ops...))
				if err != nil {
					t.Fatal(err)
				}
				disputed := slices.ContainsFunc(disputes, func(d Disputed) bool { return d.Field == Whole })
				if h.Deleted() != test.deleted || disputed != test.disputed {
					t.Errorf("deleted %v, disputed %v in the order %v", h.Deleted(), disputed, dotsOf(ops))
				}
			})
		})
	}
	if h := headsOf(made, gone, back); !slices.Equal(h.Base(1), []Dot{{a, 1}}) {
		t.Error("the values did not come back with the record")
	}
}

func permutations(ops []*Op, each func([]*Op)) {
	var rest func(done, left []*Op)
	rest = func(done, left []*Op) {
		if len(left) == 0 {
			each(done)
		}
		for i := range left {
			others := append(slices.Clone(left[:i]), left[i+1:]...)
			rest(append(slices.Clone(done), left[i]), others)
		}
	}
	rest(nil, ops)
}

func TestBaseUnder(t *testing.T) {
	h := headsOf(op(a, 1, 1, Put, set(1, 1)), op(b, 1, 1, Put, set(1, 2)))
	for policy, want := range map[Policy][]Dot{
		Conflict: h.Base(1), Ladder: h.Base(1), Max: h.Base(1), SetAdd: nil, CounterSum: {{a, 1}},
	} {
		if got := h.BaseUnder(FieldRule{Policy: policy}, a, 1); !slices.Equal(got, want) {
			t.Errorf("policy %d: %v, not %v", policy, got, want)
		}
	}
}

// anyOps draws operations of three laptops on one record, with bases that point
// anywhere: to operations that exist, to fields that they did not write, to
// operations that never come.
func anyOps(t *rapid.T) []*Op {
	var ops []*Op
	for _, s := range []Stream{a, b, c} {
		for seq := range rapid.Uint64Range(0, 5).Draw(t, "operations") {
			o := op(s, seq+1, Stamp(rapid.IntRange(0, 9).Draw(t, "stamp")), []Verb{Put, Put, Put, Delete, Undelete, Resolve, 99}[rapid.IntRange(0, 6).Draw(t, "verb")])
			for f := range uint16(4) {
				if rapid.IntRange(0, 2).Draw(t, "writes") == 0 {
					continue
				}
				ch := Change{Field: f}
				for range rapid.IntRange(0, 3).Draw(t, "bases") {
					ch.Base = append(ch.Base, Dot{[]Stream{a, b, c}[rapid.IntRange(0, 2).Draw(t, "stream")], rapid.Uint64Range(1, 6).Draw(t, "seq")})
				}
				o.Changes = append(o.Changes, ch)
			}
			ops = append(ops, o)
		}
	}
	return ops
}

// Order and repetition never matter, for any operations at all, honest or not:
// the whole state is equal, not only what is shown.
func TestApplyIsAFunctionOfTheSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ops := anyOps(t)
		once := headsOf(ops...)
		shuffled := append(slices.Clone(ops), ops[:len(ops)/2]...)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 4))
		rng.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		other := &Heads{}
		for _, o := range shuffled {
			if other.Apply(o); rng.IntN(2) == 0 {
				restored := &Heads{}
				if err := restored.UnmarshalBinary(other.AppendBinary(nil, testNumber), testStream); err != nil {
					t.Fatal(err)
				}
				other = restored
			}
		}
		if !once.Equal(other) {
			t.Fatalf("%v\n%+v\n%v\n%+v", dotsOf(ops), once, dotsOf(shuffled), other)
		}
		if x, y := once.AppendBinary(nil, testNumber), other.AppendBinary(nil, testNumber); !slices.Equal(x, y) {
			t.Fatalf("stored differently: %x %x", x, y)
		}
	})
}

func TestFreshRecordIsSmall(t *testing.T) {
	var twelve, spread []Change
	for f := range uint16(12) {
		twelve = append(twelve, set(f+1, "v"))
		spread = append(spread, set(3*f+1, "v"))
	}
	for name, test := range map[string]struct {
		changes []Change
		atMost  int
	}{"twelve fields in a row": {twelve, 16}, "twelve fields of 34": {spread, 19}} {
		t.Run(name, func(t *testing.T) {
			stored := headsOf(op(a, 150_000, StampOf(wallTime)+5, Put, test.changes...)).AppendBinary(nil, testNumber)
			if len(stored) > test.atMost {
				t.Errorf("%d bytes: %x", len(stored), stored)
			}
		})
	}
}

func TestStoredFieldSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		field := rapid.OneOf(rapid.Uint16Range(1, 40), rapid.Uint16Min(1))
		fields := rapid.SliceOfNDistinct(field, 1, 40, rapid.ID).Draw(t, "fields")
		slices.Sort(fields)
		var changes []Change
		for _, f := range fields {
			changes = append(changes, Change{Field: f})
		}
		h, got := headsOf(op(a, 1, 1, Put, changes...)), &Heads{}
		if err := got.UnmarshalBinary(h.AppendBinary(nil, testNumber), testStream); err != nil || !h.Equal(got) {
			t.Fatalf("%v became %v, error %v", fields, got.Fields(), err)
		}
	})
}

func TestDamagedHeadsAreRefused(t *testing.T) {
	made := op(a, 1, StampOf(wallTime), Put, set(1, "x"), set(9, "y"))
	stored := headsOf(made, op(b, 3, 1, Put, set(1, "z", Dot{a, 1}, Dot{c, 9})), op(c, 1, 1, Delete, headsOf(made).DeleteBase()...)).AppendBinary(nil, testNumber)
	for n := range stored {
		if err := new(Heads).UnmarshalBinary(stored[:n], testStream); err == nil {
			t.Errorf("the first %d of %d bytes were taken for all", n, len(stored))
		}
	}
	for name, data := range map[string][]byte{
		"bytes after the end":    append(slices.Clone(stored), 0),
		"another version":        append([]byte{stored[0] + 16}, stored[1:]...),
		"a stream nobody knows":  headsOf(op(Stream{9}, 1, 1, Put, set(1, 1))).AppendBinary(nil, func(Stream) uint32 { return 77 }),
		"operations twice":       {0x10, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 2, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 2, 1, 0},
		"no fields":              {0x10, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0},
		"fields beyond the last": {0x10, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0xff, 0xff, 3, 1},
	} {
		h := headsOf(made)
		if err := h.UnmarshalBinary(data, testStream); err == nil || h.Known() {
			t.Errorf("%s: taken, error %v", name, err)
		}
	}
}

// A list that names one operation twice is damaged, and so is a stamp that counts too far.
func TestStoredHeadsNameNothingTwice(t *testing.T) {
	d := Dot{a, 1}
	whole := claim{d, fieldSet{1}}
	for name, h := range map[string]*Heads{
		"gone": {gone: []Dot{d, d}}, "early": {early: []claim{whole, whole}}, "deletions": {tombs: []tomb{{dot: d}, {dot: d}}},
		"what a deletion covers": {tombs: []tomb{{d, []claim{whole, whole}}}},
	} {
		if err := new(Heads).UnmarshalBinary(h.AppendBinary(nil, testNumber), testStream); !errors.Is(err, ErrHeads) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for counter, want := range map[uint64]bool{1<<16 - 1: true, 1 << 16: false} {
		stored := append([]byte{headsVersion, 1, 1, 1, 0, 0, 0, 0, 0, 0}, binary.AppendUvarint(nil, counter)...)
		if err := new(Heads).UnmarshalBinary(append(stored, 2, 1, 0), testStream); (err == nil) != want {
			t.Errorf("a counter of %d: %v", counter, err)
		}
	}
}

// A few damaged bytes name no more fields than fit: a million in all, wherever they begin.
func TestStoredHeadsAreBounded(t *testing.T) {
	stored := func(n int, fields ...byte) []byte {
		out := []byte{headsVersion, byte(n)}
		for seq := range n {
			out = append(append(out, 1, byte(seq+1), 0, 0, 0, 0, 0, 0, 0), fields...)
		}
		return out
	}
	all, last := []byte{2, 0, 0xff, 0xff, 3}, []byte{2, 0xff, 0xff, 3, 0}
	for name, c := range map[string]struct {
		data []byte
		want bool
	}{
		"sixteen with all fields": {stored(16, all...), true}, "seventeen": {stored(17, all...), false}, "thirty with the last field": {stored(30, last...), true},
	} {
		if err := new(Heads).UnmarshalBinary(c.data, testStream); (err == nil) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A bitmap of up to 63 bytes is written where it is the shorter form.
func TestLongestBitmap(t *testing.T) {
	for highest, want := range map[uint16]int{502: 1 + 63, 504: 2 + 2*252} {
		var changes []Change
		for f := uint16(2); f <= highest; f += 2 {
			changes = append(changes, Change{Field: f})
		}
		h := headsOf(op(a, 1, 1, Put, changes...))
		bare := len(headsOf(op(a, 1, 1, Put, Change{Field: 1})).AppendBinary(nil, testNumber)) - 2
		if got := len(h.AppendBinary(nil, testNumber)) - bare; got != want {
			t.Errorf("fields up to %d take %d bytes, want %d", highest, got, want)
		}
	}
}

// Heads are equal where all that they know is: which operations, in which fields, what was
// replaced before it came, what a deletion covers.
func TestEqualHeads(t *testing.T) {
	d, e := Dot{a, 1}, Dot{b, 1}
	full := func() *Heads {
		return &Heads{live: []writer{{Head{d, 5}, fieldSet{1}}}, gone: []Dot{{a, 2}}, early: []claim{{Dot{c, 1}, fieldSet{1}}},
			tombs: []tomb{{d, []claim{{e, fieldSet{1}}}}}}
	}
	if !full().Equal(full()) || !new(Heads).Equal(new(Heads)) {
		t.Error("equal heads differ")
	}
	for name, change := range map[string]func(*Heads){
		"another operation":      func(h *Heads) { h.live[0].Head.Dot = e },
		"another stamp":          func(h *Heads) { h.live[0].Stamp = 6 },
		"another field":          func(h *Heads) { h.live[0].fields = fieldSet{2} },
		"none lives":             func(h *Heads) { h.live = nil },
		"another one gone":       func(h *Heads) { h.gone[0].Seq = 3 },
		"another one early":      func(h *Heads) { h.early[0].dot = e },
		"early in another field": func(h *Heads) { h.early[0].fields = fieldSet{2} },
		"another deletion":       func(h *Heads) { h.tombs[0].dot = e },
		"another cover":          func(h *Heads) { h.tombs[0].cover[0].fields = fieldSet{2} },
	} {
		h := full()
		if change(h); h.Equal(full()) || full().Equal(h) {
			t.Errorf("%s: equal", name)
		}
	}
}

// Only what has several heads of a field, or was deleted, may be in dispute: the rest
// need not be looked at.
func TestContested(t *testing.T) {
	made := op(a, 1, 1, Put, set(1, "x"), set(2, "y"))
	for name, c := range map[string]struct {
		ops  []*Op
		want bool
	}{
		"nothing": {nil, false}, "made": {[]*Op{made}, false},
		"another field changed": {[]*Op{made, op(b, 1, 2, Put, set(2, "z", Dot{a, 1}))}, false},
		"one field by two":      {[]*Op{made, op(b, 1, 2, Put, set(2, "z"))}, true},
		"deleted":               {[]*Op{made, op(b, 1, 2, Delete, headsOf(made).DeleteBase()...)}, true},
		"a deletion alone":      {[]*Op{op(b, 1, 2, Delete)}, true},
	} {
		if got := headsOf(c.ops...).Contested(); got != c.want {
			t.Errorf("%s: contested %v", name, got)
		}
	}
}

// FuzzHeads: no stored form panics, now or when operations are applied to it.
func FuzzHeads(f *testing.F) {
	ops := goldenOps()
	for n := range ops {
		h := &Heads{}
		for _, v := range ops[:n+1] {
			h.Apply(v.op)
		}
		f.Add(h.AppendBinary(nil, testNumber))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		h := &Heads{}
		if h.UnmarshalBinary(data, testStream) != nil {
			return
		}
		again := &Heads{}
		if err := again.UnmarshalBinary(h.AppendBinary(nil, testNumber), testStream); err != nil || !h.Equal(again) {
			t.Fatalf("%x is not restored from %x: %v", data, h.AppendBinary(nil, testNumber), err)
		}
		for _, v := range ops {
			h.Apply(v.op)
		}
		h.Deleted()
	})
}
