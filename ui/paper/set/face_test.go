package set

import (
	"bytes"
	"slices"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

func TestLacks(t *testing.T) {
	for text, want := range map[string][]rune{
		"欧阳䶮":                       nil,
		"王𬀩":                        nil,
		"𠮷田，𠮷":                      {'𠮷'},
		"赵👍\n钱":                     {'👍'},
		"a\tb\u00a0c\u2009d\r\n":    nil,
		"葛\U000e0100城":              nil, // a variant's mark has no picture of its own
		"":                          nil,
		"王\u202e敏\x1b\u200b张\u202e": {'\u202e', '\x1b', '\u200b'},
	} {
		if got := Lacks(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// What cutting relies on: both faces hold the same characters, no glyph is
// composite, and the private codes are free.
func TestShippedFonts(t *testing.T) {
	regular, bold := faces()[0], faces()[1]
	for r := range rune(0x10000) {
		if (regular.glyph(r) == 0) != (bold.glyph(r) == 0) {
			t.Fatalf("%s is in one face only", charName(r))
		}
		if r >= 0xe000 && r < 0xf900 && regular.glyph(r) != 0 {
			t.Fatalf("the private code %s has a glyph", charName(r))
		}
	}
	for i, f := range faces() {
		for g := range len(f.loca)/4 - 1 {
			if o := f.outline(uint16(g)); len(o) > 0 && o[0] >= 0x80 {
				t.Fatalf("face %d: glyph %d is composite", i, g)
			}
		}
	}
	if string(faces()[0].tables["head"][18:20]) != "\x03\xe8" {
		t.Error("the font does not have 1000 units to the em")
	}
}

// A cut font shows at each code the picture that the full font has for it.
func TestSubset(t *testing.T) {
	f := faces()[0]
	glyphs := map[uint16]uint16{}
	for _, r := range "A0 ，王欧阳䶮" {
		glyphs[uint16(r)] = f.glyph(r)
	}
	glyphs[0xe000] = f.glyph('𬀩')
	cut, err := sfnt.Parse(f.subset(glyphs))
	if err != nil {
		t.Fatal(err)
	}
	var buf sfnt.Buffer
	picture := func(font *sfnt.Font, g sfnt.GlyphIndex) string {
		segments, err := font.LoadGlyph(&buf, g, fixed.I(1000), nil)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		for _, s := range segments {
			b.WriteByte(byte(s.Op))
			for _, p := range s.Args {
				b.WriteString(p.X.String() + p.Y.String())
			}
		}
		return b.String()
	}
	for code, glyph := range glyphs {
		g, err := cut.GlyphIndex(&buf, rune(code))
		if err != nil || g == 0 {
			t.Errorf("%04X has no glyph: %v", code, err)
			continue
		}
		if picture(cut, g) != picture(f.chars, sfnt.GlyphIndex(glyph)) {
			t.Errorf("%04X shows another picture", code)
		}
	}
	if g, _ := cut.GlyphIndex(&buf, '钱'); g != 0 {
		t.Error("the cut font has a character that nobody asked for")
	}
}
