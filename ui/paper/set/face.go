package set

import (
	"encoding/binary"
	"fmt"
	"slices"
	"sync"
	"unicode"

	"golang.org/x/image/font/sfnt"

	"keyday/app"
	"keyday/assets"
)

// face is one of the two fonts, opened once for the life of the program.
type face struct {
	chars  *sfnt.Font // which glyph a character has
	tables map[string][]byte
	loca   []byte
	hmtx   []byte
	basic  [0x10000]uint16 // glyphs of the characters up to U+FFFF
}

// faces are Regular and Bold. They hold the same characters, so that what is
// said of one in terms of "has it this character" is true of the other; a test
// holds them to it.
var faces = sync.OnceValue(func() [2]*face {
	return [2]*face{openFace(assets.SansRegular), openFace(assets.SansBold)}
})

// openFace reads the shipped font; that it can be read is a property of the
// binary, not of the day, so a failure panics.
func openFace(data []byte) *face {
	chars, err := sfnt.Parse(data)
	if err != nil {
		panic(fmt.Sprintf("paper: the shipped font cannot be read: %v", err))
	}
	f := &face{chars: chars, tables: map[string][]byte{}}
	count := int(binary.BigEndian.Uint16(data[4:]))
	for i := range count {
		record := data[12+16*i:]
		offset, size := binary.BigEndian.Uint32(record[8:]), binary.BigEndian.Uint32(record[12:])
		f.tables[string(record[:4])] = data[offset : offset+size]
	}
	f.loca, f.hmtx = f.tables["loca"], f.tables["hmtx"]
	for r := range f.basic {
		glyph, err := chars.GlyphIndex(nil, rune(r))
		if err == nil {
			f.basic[r] = uint16(glyph)
		}
	}
	return f
}

// glyph is the number of the character's glyph, 0 where the font lacks it.
func (f *face) glyph(r rune) uint16 {
	if r < 0x10000 {
		return f.basic[r]
	}
	glyph, err := f.chars.GlyphIndex(nil, r)
	if err != nil {
		return 0
	}
	return uint16(glyph)
}

// advance is how far the character moves the pen, in thousandths of the size;
// the font has 1000 units to the em and a width of its own for every glyph.
func (f *face) advance(r rune) int {
	return int(binary.BigEndian.Uint16(f.hmtx[4*int(f.glyph(r)):]))
}

// outline is the glyph's description in the font's own terms.
func (f *face) outline(glyph uint16) []byte {
	from := binary.BigEndian.Uint32(f.loca[4*int(glyph):])
	to := binary.BigEndian.Uint32(f.loca[4*int(glyph)+4:])
	return f.tables["glyf"][from:to]
}

// silent reports whether the character has no picture by nature: joiners,
// direction marks, the marks that choose a variant, a carriage return. What of these
// is no plain text is refused all the same.
func silent(r rune) bool {
	return r == '\r' || r == '\u00ad' || r == '\ufeff' || r >= '\u200b' && r <= '\u200f' ||
		r >= '\u202a' && r <= '\u202e' || r >= '\u2060' && r <= '\u2064' || r >= '\ufe00' && r <= '\ufe0f' ||
		r >= 0xe0100 && r <= 0xe01ef
}

// printable is the character as it is set: every kind of space but the full one
// is the plain space, because the font has only the two. So is a line break in
// a field of one line; in texts of several, breakLines has taken them out.
func printable(r rune) rune {
	if r != '\u3000' && (unicode.IsSpace(r) || unicode.Is(unicode.Zs, r)) {
		return ' '
	}
	return r
}

// Lacks lists the characters of the text that no paper prints, each once, in their
// order: the font has none, or there is nothing to see. An import warns of them by name
// before any paper is due.
func Lacks(text string) []rune {
	var lacking []rune
	regular := faces()[0]
	for _, r := range text {
		shown := silent(r) || regular.glyph(printable(r)) != 0
		if shown && !hidden(r) || slices.Contains(lacking, r) {
			continue
		}
		lacking = append(lacking, r)
	}
	return lacking
}

// hidden reports whether the character is no plain text; lines and tabs are.
func hidden(r rune) bool { return app.Unseen(r) && r != '\n' && r != '\t' && r != '\r' }
