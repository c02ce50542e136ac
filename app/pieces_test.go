package app

import (
	"bytes"
	"maps"
	"strings"
	"testing"
	"time"
)

// An identity of version 7 begins with its moment, so that records lie in the order in
// which they were made; the rest is chance.
func TestAnIDBeginsWithItsMoment(t *testing.T) {
	at := time.UnixMilli(0x0123_4567_89ab)
	for _, c := range []struct {
		chance byte
		want   string
	}{{0xff, "01234567-89ab-7fff-bfff-ffffffffffff"}, {0x00, "01234567-89ab-7000-8000-000000000000"}} {
		id := NewID(at, bytes.NewReader(bytes.Repeat([]byte{c.chance}, 16)))
		if back, err := ParseID(id.String()); id.String() != c.want || err != nil || back != id || id.IsNil() {
			t.Errorf("%s, want %s; read back as %s, %v", id, c.want, back, err)
		}
	}
	if !Nil.IsNil() || DerivedID(Nil, "a") == DerivedID(Nil, "b") || DerivedID(Nil, "a") != DerivedID(Nil, "a") {
		t.Error("derived identities are of their names")
	}
	defer func() {
		if recover() == nil {
			t.Error("an identity was made without chance")
		}
	}()
	NewID(at, strings.NewReader("short"))
}

// Who has no communities works in all of them; who has some, in those alone.
func TestScope(t *testing.T) {
	one, two, three := ID{1}, ID{2}, ID{3}
	for _, c := range []struct {
		of   []ID
		in   ID
		want bool
	}{{nil, one, true}, {[]ID{one}, one, true}, {[]ID{one}, two, false}, {[]ID{one, two}, two, true}, {[]ID{one, two}, three, false}} {
		if got := (Actor{Communities: c.of}).InScope(c.in); got != c.want {
			t.Errorf("%v in %v: %v", c.in, c.of, got)
		}
	}
}

// A refusal names what it is told in pairs; a name without a value says nothing.
func TestRefusalsNamePairs(t *testing.T) {
	for _, c := range []struct {
		pairs []string
		want  map[string]string
	}{
		{nil, nil}, {[]string{"unit"}, nil}, {[]string{"unit", "3-1-101"}, map[string]string{"unit": "3-1-101"}},
		{[]string{"unit", "3-1-101", "n", "2", "left"}, map[string]string{"unit": "3-1-101", "n": "2"}},
	} {
		if got := Refuse("x.y", c.pairs...); got.Code != "x.y" || !maps.Equal(got.Args, c.want) {
			t.Errorf("%q: %+v", c.pairs, got)
		}
	}
}

// What a form saw is its value; of a record that nobody has seen, nothing. What was
// masked stays masked, whatever is masked later.
func TestWhatWasSeen(t *testing.T) {
	var unseen *Seen[string]
	if (&Seen[string]{Value: "a"}).Was() != "a" || unseen.Was() != "" {
		t.Error("what was seen is another value")
	}
	s := &Seen[string]{}
	s.Mask("phone", "id_no")
	s.Mask("address")
	if !maps.Equal(s.Sight.Masked, map[string]bool{"phone": true, "id_no": true, "address": true}) {
		t.Errorf("masked: %v", s.Sight.Masked)
	}
}

// Only an approval that names its lawyer was given.
func TestApprovalGiven(t *testing.T) {
	if (Approval{Office: "律师事务所"}).Given() || !(Approval{Name: "陈律师"}).Given() {
		t.Error("who approved")
	}
}

// Characters of another width have those of the usual one; nothing else has.
func TestFoldWidth(t *testing.T) {
	for full, half := range map[string]string{"！": "!", "～": "~", "１０１": "101", "ＡＢｚ": "ABz", "－": "-", "，": ",", "。": "。", "Aa1": "Aa1", "､": "、", "｡": "。", "｟": "⦅", "￥": "¥", "　": " ", "ｶﾞ": "カ\u3099", "〜": "〜", "空鼓": "空鼓", "王𬀩": "王𬀩"} {
		if got := strings.Map(FoldWidth, full); got != half {
			t.Errorf("%q becomes %q, want %q", full, got, half)
		}
	}
}

// A step leads on from the states that it may be taken from, and from no other.
func TestMachine(t *testing.T) {
	m := Machine[string, string]{Refusal: "x.step", Subject: "number", Transitions: []Transition[string, string]{
		{Step: "open", From: []string{"new"}, To: "open"}, {Step: "close", From: []string{"new", "open"}, To: "closed"}}}
	for _, c := range []struct{ state, step, want string }{
		{"new", "open", "open"}, {"new", "close", "closed"}, {"open", "close", "closed"}, {"open", "open", ""}, {"closed", "close", ""}, {"new", "tear", ""},
	} {
		got, err := m.After(c.state, c.step, "D-1")
		if refused := RefusalCode(err) == "x.step"; refused != (c.want == "") || !refused && got != c.want || refused && got != c.state {
			t.Errorf("%s by %s: %s, %v", c.state, c.step, got, err)
		}
	}
}

// A joiner between people makes one picture of them, whatever the colour of their skin.
func TestPicturesOfAnySkinAreJoined(t *testing.T) {
	for _, skin := range []string{"", "\U0001f3fb", "\U0001f3fd", "\U0001f3ff"} {
		if family := "👩" + skin + "\u200d👧"; Unplain(family) != "" {
			t.Errorf("%q is no plain text: %s", family, Unplain(family))
		}
	}
	if Unplain("a\u200db") == "" {
		t.Error("a joiner between letters is seen by nobody, and passes")
	}
}
