package app

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

// What is not plain is named by its number, and shown by it.
func TestUnplain(t *testing.T) {
	for _, c := range []struct{ text, named, lines string }{
		{"", "", ""},
		{"王敏", "", ""}, {"欧阳䶮", "", ""}, {"王𬀩", "", ""}, {"𠮷", "", ""}, {"Zoë O’Brien", "", ""}, {"阿卜杜拉·买买提", "", ""},
		{"ئەنۋەر", "", ""}, {"\u0600\u0661", "", ""}, // letters of Uyghur; a sign of Arabic that one sees
		{"辻\U000e0100", "", ""}, {"葛\ufe00", "", ""}, // variants
		{"\ue000\uf8ff\U000f0000\U0010fffd", "", ""}, // private use
		{"\U000323b0\U0003ffef", "", ""},             // characters to come
		{"３幢　１５０１\u00a0室\u2009", "", ""}, {"只剩\ufffd", "", ""},
		{"👷‍♂️ 👨‍👩‍👧 👍🏽 ❤️‍🔥", "", ""},

		{"a\x00b", "U+0000", "U+0000"}, {"\a", "U+0007", "U+0007"}, {"\x1b[31m红", "U+001B", "U+001B"}, {"\x7f", "U+007F", "U+007F"},
		{"\u009b31m", "U+009B", "U+009B"}, {"\u0085", "U+0085", "U+0085"}, {"\u00ad", "U+00AD", "U+00AD"}, {"\v\f", "U+000B U+000C", "U+000B U+000C"},
		{"一\t二\n三\r\n四", "U+0009 U+000A U+000D", ""}, {"盖\r住", "U+000D", "U+000D"},
		{"\u061c\u200e\u200f", "U+061C U+200E U+200F", "U+061C U+200E U+200F"},
		{"\u202a\u202b\u202c\u202d\u202e", "U+202A U+202B U+202C U+202D U+202E", "U+202A U+202B U+202C U+202D U+202E"},
		{"\u2066\u2067\u2068\u2069", "U+2066 U+2067 U+2068 U+2069", "U+2066 U+2067 U+2068 U+2069"},
		{"\u2028\u2029", "U+2028 U+2029", "U+2028 U+2029"},
		{"\u200b\u200c\u2060\u2064\u206f\ufeff", "U+200B U+200C U+2060 U+2064 U+206F U+FEFF", "U+200B U+200C U+2060 U+2064 U+206F U+FEFF"},
		{"张\u200d三", "U+200D", "U+200D"}, {"\u200d👷", "U+200D", "U+200D"}, {"👷\u200d", "U+200D", "U+200D"},
		{"\u034f\u115f\u1160\u17b4\u180e\u3164\uffa0", "U+034F U+115F U+1160 U+17B4 U+180E U+3164 U+FFA0", "U+034F U+115F U+1160 U+17B4 U+180E U+3164 U+FFA0"},
		{"\ufff9\ufffa\ufffb\ufffc", "U+FFF9 U+FFFA U+FFFB U+FFFC", "U+FFF9 U+FFFA U+FFFB U+FFFC"},
		{"\ufdd0\ufffe\uffff\U0001fffe\U0002ffff\U0010ffff", "U+FDD0 U+FFFE U+FFFF U+1FFFE U+2FFFF U+10FFFF", "U+FDD0 U+FFFE U+FFFF U+1FFFE U+2FFFF U+10FFFF"},
		{"\U000e0001\U000e0041\U000e007f\U0001d173", "U+E0001 U+E0041 U+E007F U+1D173", "U+E0001 U+E0041 U+E007F U+1D173"},
		{"\xff\xff王\x9b", "0xFF 0x9B", "0xFF 0x9B"}, {"\xed\xa0\x80", "0xED 0xA0 0x80", "0xED 0xA0 0x80"},
		{"王\u202e敏\u202e", "U+202E", "U+202E"},
	} {
		if got := Unplain(c.text); got != c.named {
			t.Errorf("%q: %q, want %q", c.text, got, c.named)
		}
		if got := UnplainLines(c.text); got != c.lines {
			t.Errorf("%q of several lines: %q, want %q", c.text, got, c.lines)
		}
	}
	if got, want := Visible("王\u202e敏\n\xff"), "王[U+202E]敏[U+000A][0xFF]"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := VisibleLines("王\u202e敏\n\xff"), "王[U+202E]敏\n[0xFF]"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// No character of any script's letters, marks, figures and signs is taken for a
// control; every one without a picture that Unicode knows of is.
func TestUnseenIsTheWholeClass(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		invisible := unicode.In(r, unicode.Cc, unicode.Bidi_Control, unicode.Zl, unicode.Zp, unicode.Noncharacter_Code_Point, unicode.Join_Control)
		if invisible && !Unseen(r) {
			t.Errorf("U+%04X passes for plain text", r)
		}
		if Unseen(r) && unicode.In(r, unicode.Han, unicode.Co, unicode.Variation_Selector, unicode.Zs, unicode.N, unicode.P, unicode.Sm, unicode.Sc) {
			t.Errorf("U+%04X is refused", r)
		}
	}
}

// After escaping nothing of the class is left, and what is plain is as it was.
func FuzzVisible(f *testing.F) {
	for _, seed := range []string{"", "欧阳䶮", "王𬀩", "𠮷", "辻\U000e0100", "\ue000", "张\u202e三", "\x1b[2J", "a\x00\xff\u2028\r\n", "👷‍♂️", "👷\u200d\x07♂", "\xed\xa0\x80", "[U+202E]"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for name, of := range map[string]struct {
			unplain, visible func(string) string
		}{"line": {Unplain, Visible}, "lines": {UnplainLines, VisibleLines}} {
			shown := of.visible(text)
			if left := of.unplain(shown); left != "" || !utf8.ValidString(shown) {
				t.Errorf("%s: %q leaves %s in %q", name, text, left, shown)
			}
			if plain := of.unplain(text) == ""; plain != (shown == text) {
				t.Errorf("%s: %q, plain %v, is shown as %q", name, text, plain, shown)
			}
			if of.visible(shown) != shown {
				t.Errorf("%s: %q is escaped twice", name, text)
			}
		}
	})
}

func BenchmarkUnplain(b *testing.B) {
	text := "锦绣花园一期 3幢2单元1501室 欧阳䶮 13800138000，主卧东墙空鼓 0.12 m²"
	for b.Loop() {
		if Unplain(text) != "" {
			b.Fatal()
		}
	}
}
