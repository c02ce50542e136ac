package journal

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"
	"pgregory.net/rapid"

	"keyday/app"
)

// anyOp draws operations of every shape, with what a newer Keyday may add.
func anyOp(t *rapid.T) Op {
	stream := func(name string) Stream {
		return [...]Stream{a, b, c, {1}, {0xff}}[rapid.IntRange(0, 4).Draw(t, name)]
	}
	id := func(name string) app.ID {
		return app.ID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, name))
	}
	o := Op{
		Dot:    Dot{stream("stream"), rapid.Uint64Range(1, math.MaxInt64).Draw(t, "seq")},
		Stamp:  Stamp(rapid.Uint64Range(0, math.MaxInt64).Draw(t, "stamp")),
		Wall:   rapid.Int64().Draw(t, "wall"),
		Last:   rapid.Bool().Draw(t, "last"),
		Verb:   Verb(rapid.IntRange(1, 255).Draw(t, "verb")),
		Kind:   rapid.Uint16().Draw(t, "kind"),
		ID:     id("id"),
		User:   id("user"),
		Schema: rapid.Uint16().Draw(t, "schema"),
	}
	o.Action = rapid.Uint64Range(1, o.Seq).Draw(t, "action")
	if o.Seq == o.Action || rapid.Bool().Draw(t, "begins") {
		o.Action, o.Name = o.Seq, rapid.StringMatching(`[a-z]+\.[a-z]+|\PC`).Draw(t, "name")
	}
	fields := rapid.SliceOfNDistinct(rapid.Uint16(), 0, 6, rapid.ID).Draw(t, "fields")
	slices.Sort(fields)
	for _, f := range fields {
		c := Change{Field: f, Value: anyValue(t)}
		for range rapid.IntRange(0, 3).Draw(t, "bases") {
			d := Dot{stream("base stream"), rapid.Uint64Range(1, math.MaxInt64).Draw(t, "base seq")}
			if (d.Stream != o.Stream || d.Seq < o.Seq) && !slices.Contains(c.Base, d) {
				c.Base = append(c.Base, d)
			}
		}
		slices.SortFunc(c.Base, Dot.Compare)
		for range rapid.IntRange(0, 2).Draw(t, "later items") {
			c.Rest = append(c.Rest, encoded(rapid.String().Draw(t, "later item"))...)
		}
		o.Changes = append(o.Changes, c)
	}
	for key := range rapid.IntRange(0, 2).Draw(t, "later keys") {
		o.Rest = append(o.Rest, encoded(100*key+keysKnown)...)
		o.Rest = append(o.Rest, encoded(rapid.Int().Draw(t, "later value"))...)
	}
	return o
}

func anyValue(t *rapid.T) cbor.RawMessage {
	switch rapid.IntRange(0, 6).Draw(t, "type") {
	case 0:
		return nil
	case 1:
		return encoded(rapid.Int64().Draw(t, "number"))
	case 2:
		return encoded(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
	case 3:
		return encoded(rapid.MapOf(rapid.String(), rapid.Int()).Draw(t, "map"))
	case 4:
		return encoded(cbor.Tag{Number: 4000, Content: rapid.Int().Draw(t, "tagged")})
	case 5:
		return encoded([]any{true, false, rapid.String().Draw(t, "item"), []int{1, 2}})
	}
	return encoded(rapid.String().Draw(t, "text"))
}

// What is written is read back whole, in the one encoding that the CBOR library
// calls deterministic too.
func TestOpRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := anyOp(t)
		body := o.Bytes()
		got, err := DecodeOp(body)
		if err != nil {
			t.Fatalf("%v\n%x", err, body)
		}
		if !reflect.DeepEqual(normal(got), normal(o)) {
			t.Fatalf("read %+v\nwrote %+v", got, o)
		}
		if again := got.Bytes(); !bytes.Equal(again, body) {
			t.Fatalf("written again it differs:\n%x\n%x", again, body)
		}
		var anything any
		if err := cbor.Unmarshal(body, &anything); err != nil {
			t.Fatal(err)
		}
		if library := encoded(anything); !bytes.Equal(library, body) {
			t.Fatalf("the library writes\n%x\nnot\n%x", library, body)
		}
	})
}

// normal makes "no value" one thing: nil.
func normal(o Op) Op {
	o.Changes = slices.Clone(o.Changes)
	for i := range o.Changes {
		c := &o.Changes[i]
		if len(c.Value) == 0 || string(c.Value) == "\xf6" {
			c.Value = nil
		}
		if len(c.Base) == 0 {
			c.Base = nil
		}
	}
	if len(o.Changes) == 0 {
		o.Changes = nil
	}
	return o
}

func TestWriterPutsChangesAndBasesInOrder(t *testing.T) {
	tidy := op(a, 9, 1, Put, set(1, "x", Dot{a, 2}, Dot{a, 3}, Dot{b, 1}), set(4, "y"))
	slices.SortFunc(tidy.Changes[0].Base, Dot.Compare)
	untidy := op(a, 9, 1, Put, set(4, "y"), set(1, "x", Dot{b, 1}, Dot{a, 3}, Dot{a, 2}, Dot{a, 3}))
	if !bytes.Equal(tidy.Bytes(), untidy.Bytes()) {
		t.Errorf("order of the fields in memory changes the bytes:\n%x\n%x", tidy.Bytes(), untidy.Bytes())
	}
	if untidy.Changes[0].Field != 4 || untidy.Changes[1].Base[0] != (Dot{b, 1}) {
		t.Error("writing changed the operation")
	}
}

func TestWriterPanicsOnWhatCouldNeverBeRead(t *testing.T) {
	for name, o := range map[string]*Op{
		"two changes of one field": op(a, 1, 1, Put, set(3, 1), set(3, 2)),
		"half a pair in the rest":  {Dot: Dot{a, 1}, Action: 1, Name: "x", Verb: Put, Rest: encoded(13)},
		"an action without a name": {Dot: Dot{a, 1}, Action: 1, Verb: Put},
		"a name in the middle":     {Dot: Dot{a, 2}, Action: 1, Name: "x", Verb: Put},
		"a name of no letters":     {Dot: Dot{a, 1}, Action: 1, Name: "\xff", Verb: Put},
		"a damaged later item":     op(a, 1, 1, Put, Change{Field: 1, Rest: []byte{0x82, 0x01}}),
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("it was written")
				}
			}()
			o.Bytes()
		})
	}
}

// Bytes that mean an operation but are not its one encoding, or mean none, are
// refused: two encodings of one operation would have two hashes.
func TestDecodeRefuses(t *testing.T) {
	o := op(a, 300, StampOf(wallTime), Put, set(1, "wall", Dot{a, 299}, Dot{b, 7}))
	good := o.Bytes()
	if _, err := DecodeOp(good); err != nil {
		t.Fatal(err)
	}
	replace := func(old, new string) []byte {
		if strings.Count(string(good), old) != 1 {
			t.Fatalf("%x is there %d times", old, strings.Count(string(good), old))
		}
		return []byte(strings.Replace(string(good), old, new, 1))
	}
	own, foreign := "\x19\x01\x2b", "\x82\x50"+string(b[:])+"\x07"
	value, name := "\x64wall", "\x68test.put"
	bent := func(change func(*Op)) []byte {
		o := op(a, 3, 1, Put)
		change(o)
		return o.Bytes()
	}
	// Two changes, of the fields 1 and 2: the second made the first's, and their count a lie.
	two := op(a, 300, StampOf(wallTime), Put, set(1, "one"), set(2, "two")).Bytes()
	again := func(old, new string) []byte {
		if bytes.Count(two, []byte(old)) != 1 {
			t.Fatalf("%x is there %d times", old, bytes.Count(two, []byte(old)))
		}
		return bytes.Replace(two, []byte(old), []byte(new), 1)
	}
	twice := again("\x83\x02\x63two", "\x83\x01\x63two")
	beyond := again("\x82\x83\x01\x63one", "\x9b\x7f\xff\xff\xff\xff\xff\xff\xff\x83\x01\x63one")
	for name, test := range map[string]struct {
		why  string
		body []byte
	}{
		"nothing":                    {"ends too early", nil},
		"another type":               {"another type", encoded("text")},
		"bytes after the end":        {"bytes after", append(slices.Clone(good), 0)},
		"too few keys":               {"keys are missing", append([]byte{0xac}, good[1:]...)},
		"a key too many":             {"ends too early", append([]byte{0xae}, good[1:]...)},
		"a known key twice":          {"out of range", append(append([]byte{0xae}, good[1:]...), 0x0c, 0x01)},
		"later keys out of order":    {"out of range", append(append([]byte{0xaf}, good[1:]...), 0x0f, 0x01, 0x0e, 0x01)},
		"seq 0":                      {"out of range", bent(func(o *Op) { o.Seq, o.Name = 0, "" })},
		"action after itself":        {"out of range", bent(func(o *Op) { o.Action, o.Name = 4, "" })},
		"an action without a name":   {"a name where none is due, or none", replace(name, "\x60")},
		"a name in the middle":       {"a name where none is due", replace("\x04\x19\x01\x2c"+"\x05", "\x04\x19\x01\x2b"+"\x05")},
		"a name that is not UTF-8":   {"not a text", replace(name, name[:len(name)-1]+"\xff")},
		"a name longer than all":     {"not a text", replace(name, "\x7a\xff\xff\xff\xff"+name[1:])},
		"verb 0":                     {"out of range", bent(func(o *Op) { o.Verb = 0 })},
		"a number in long form":      {"shortest", replace("\x01\x19\x01\x2c", "\x01\x1a\x00\x00\x01\x2c")},
		"an indefinite value":        {"indefinite", replace(value, "\x7f\x64wall\xff")},
		"a long value head":          {"shortest", replace(value, "\x78\x04wall")},
		"text that is not UTF-8":     {"UTF-8", replace(value, "\x64wa\xffl")},
		"a value longer than all":    {"ends too early", replace(value, "\x7a\xff\xff\xff\xffwall")},
		"map keys out of order":      {"map keys", replace(value, "\xa2\x02\x01\x01\x01")},
		"a map key twice":            {"map keys", replace(value, "\xa2\x01\x01\x01\x02")},
		"nested too deep":            {"too deep", replace(value, strings.Repeat("\x81", 40)+"\x01")},
		"an array without end":       {"ends too early", replace(value, "\x9b\x7f\xff\xff\xff\xff\xff\xff\xff")},
		"a break out of place":       {"indefinite", replace(value, "\xff")},
		"a tag of nothing":           {"ends too early", replace(value, "\xd9\x0f\xa0")},
		"simple value in two bytes":  {"simple value", replace(value, "\xf8\x10")},
		"replaces itself":            {"out of range", replace(own, "\x19\x01\x2c")},
		"replaces its own future":    {"out of range", replace(own, "\x19\x01\x2d")},
		"replaces seq 0":             {"out of range", replace(own, "\x00")},
		"own stream written out":     {"own stream", replace(foreign, "\x82\x50"+string(a[:])+"\x07")},
		"a dot twice":                {"base out of order", replace("\x82"+own+foreign, "\x83"+own+foreign+foreign)},
		"own dot twice":              {"base out of order", replace("\x82"+own+foreign, "\x82"+own+own)},
		"a field twice":              {"changes out of order", twice},
		"changes beyond belief":      {"ends too early", beyond},
		"base out of order":          {"base out of order", replace(own+foreign, foreign+own)},
		"a dot of three":             {"not a dot", replace(foreign, "\x83"+foreign[1:]+"\x01")},
		"base of unbelievable count": {"ends too early", replace("\x82"+own, "\x9a\xff\xff\xff\xff"+own)},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := DecodeOp(test.body)
			if !errors.Is(err, ErrNotAnOp) || !strings.Contains(err.Error(), test.why) {
				t.Errorf("read as %+v, error %v", got, err)
			}
		})
	}
	for n := range good {
		if _, err := DecodeOp(good[:n]); !errors.Is(err, ErrNotAnOp) {
			t.Errorf("the first %d bytes alone were read, error %v", n, err)
		}
	}
	for size, why := range map[int]string{MaxOp: "another type was due at byte 1", MaxOp + 1: "16777217 bytes"} {
		if _, err := DecodeOp(make([]byte, size)); !errors.Is(err, ErrNotAnOp) || !strings.Contains(err.Error(), why) {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
	if _, err := DecodeOp(append(slices.Clone(good), 0)); !strings.HasSuffix(err.Error(), fmt.Sprintf("at byte %d", len(good))) {
		t.Errorf("the place is not named: %v", err)
	}
}

// A number has one form, the shortest, and is read back whatever its size.
func TestNumbersHaveOneForm(t *testing.T) {
	for _, n := range []uint64{0, 23, 24, 1<<8 - 1, 1 << 8, 1<<16 - 1, 1 << 16, 1<<32 - 1, 1 << 32, math.MaxUint64} {
		head := appendHead(nil, majorUint, n)
		if want := encoded(n); !bytes.Equal(head, want) {
			t.Errorf("%d is written %x, want %x", n, head, want)
		}
		r := reader{in: head}
		if got := r.head(majorUint); got != n || r.fault != "" {
			t.Errorf("%d is read %d, %s", n, got, r.fault)
		}
	}
	for _, long := range []string{"\x18\x17", "\x19\x00\xff", "\x1a\x00\x00\xff\xff", "\x1b\x00\x00\x00\x00\xff\xff\xff\xff"} {
		if _, ok := countItems([]byte(long)); ok {
			t.Errorf("%x is read", long)
		}
	}
	for simple, want := range map[string]bool{"\xf8\x1f": false, "\xf8\x20": true} {
		if _, ok := countItems([]byte(simple)); ok != want {
			t.Errorf("the simple value %x is read: %v", simple, ok)
		}
	}
}

// Bases are written in order, each once, however they come.
func TestBasesAreWrittenInOrder(t *testing.T) {
	want := op(a, 300, 1, Put, set(1, "x", Dot{a, 7}, Dot{a, 9}, Dot{a, 11})).Bytes()
	for _, base := range [][]Dot{{{a, 11}, {a, 9}, {a, 7}}, {{a, 7}, {a, 9}, {a, 9}, {a, 11}}, {{a, 9}, {a, 7}, {a, 11}, {a, 7}}} {
		o := op(a, 300, 1, Put, set(1, "x", base...))
		before := slices.Clone(base)
		if got := o.Bytes(); !bytes.Equal(got, want) || !slices.Equal(o.Changes[0].Base, before) {
			t.Errorf("%v is written as\n%x, want\n%x", base, got, want)
		}
	}
}

// Values are nested so deep and no deeper, whatever they are nested in: a reader that went
// on would let a few bytes fill the stack.
func TestNestingHasALimit(t *testing.T) {
	nested := func(n int, open, end string) []byte {
		return []byte(strings.Repeat(open, n) + "\x01" + strings.Repeat(end, n))
	}
	for name, in := range map[string]struct{ open, end string }{
		"lists": {"\x81", ""}, "values of maps": {"\xa1\x01", ""}, "keys of maps": {"\xa1", "\x01"}, "tags": {"\xd9\x0f\xa0", ""},
		"lists in tags": {"\xd9\x0f\xa0\x81", ""},
	} {
		levels := 1
		if name == "lists in tags" {
			levels = 2
		}
		for n, want := range map[int]bool{1: true, (maxDepth - 1) / levels: true, (maxDepth + levels - 1) / levels: false, 100_000: false} {
			if _, ok := countItems(nested(n, in.open, in.end)); ok != want {
				t.Errorf("%d %s are read: %v, want %v", n, name, ok, want)
			}
		}
	}
}

// A verb, keys and items of a version to come pass through this one unharmed.
func TestLaterVersionsSurvive(t *testing.T) {
	o := op(a, 5, 1, Verb(77), set(1, "x", Dot{b, 2}))
	o.Changes[0].Rest = append(encoded("later"), encoded([]int{1, 2, 3})...)
	o.Rest = append(append(encoded(13), encoded(map[string]int{"new": 1})...), append(encoded(40), encoded(true)...)...)
	body := o.Bytes()
	got, err := DecodeOp(body)
	if err != nil {
		t.Fatal(err)
	}
	if got.Verb != 77 || !bytes.Equal(got.Rest, o.Rest) || !bytes.Equal(got.Changes[0].Rest, o.Changes[0].Rest) || !bytes.Equal(got.Bytes(), body) {
		t.Errorf("became %+v", got)
	}
	if h := headsOf(&got); len(h.Of(1)) != 1 {
		t.Error("the change of an unknown verb does not count")
	}
}

// FuzzDecodeOp: no input panics, and what is accepted has one encoding and can be merged.
func FuzzDecodeOp(f *testing.F) {
	for _, v := range goldenOps() {
		f.Add(v.op.Bytes())
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := DecodeOp(data)
		if err != nil {
			return
		}
		if again := o.Bytes(); !bytes.Equal(again, data) {
			t.Fatalf("%x\nis written again as\n%x", data, again)
		}
		if err := cbor.Wellformed(data); err != nil {
			t.Fatalf("the library refuses %x: %v", data, err)
		}
		h := headsOf(&o, &o)
		number := func(s Stream) uint32 { return uint32(s[0])<<8 | uint32(s[1]) + 1 }
		h.AppendBinary(nil, number)
		if _, err := Conflicts(o.Kind, h, simRules, valuesIn(&o)); err != nil {
			t.Fatal(err)
		}
	})
}
