package set

import (
	"bytes"
	"encoding/binary"
	"maps"
	"slices"
)

// gofpdf reads a font whole for every document: 15 ms for the full file, and it
// knows no character beyond U+FFFF. So each document gets a font of its own that
// holds the glyphs that it shows and nothing else, where a character beyond
// U+FFFF sits at a private code (see alias). Such a font is read in a fraction
// of a millisecond, whatever the names in it.

// subset makes a TrueType font with the glyphs of the given codes; the map
// tells which glyph of the face each code shows. The shipped fonts have no
// composite glyphs and no instructions, so that outlines copy as they are.
func (f *face) subset(glyphs map[uint16]uint16) []byte {
	codes := slices.Sorted(maps.Keys(glyphs))
	var outlines, loca, metrics bytes.Buffer
	add := func(glyph uint16) {
		put32(&loca, outlines.Len())
		outlines.Write(f.outline(glyph))
		for outlines.Len()%4 != 0 {
			outlines.WriteByte(0)
		}
		metrics.Write(f.hmtx[4*int(glyph) : 4*int(glyph)+4])
	}
	add(0)
	for _, code := range codes {
		add(glyphs[code])
	}
	put32(&loca, outlines.Len())
	count := len(codes) + 1

	tables := map[string][]byte{
		"OS/2": f.tables["OS/2"],
		"cmap": codeTable(codes),
		"glyf": outlines.Bytes(),
		"head": with16(f.tables["head"], 50, 1), // long offsets
		"hhea": with16(f.tables["hhea"], 34, count),
		"hmtx": metrics.Bytes(),
		"loca": loca.Bytes(),
		"maxp": with16(f.tables["maxp"], 4, count),
		"name": {0, 0, 0, 0, 0, 6}, // no names: the document gives its own
		"post": f.tables["post"],
	}
	return assemble(tables)
}

// codeTable is a cmap of one Windows Unicode table in format 4; the code at
// place i has glyph i+1.
func codeTable(codes []uint16) []byte {
	type segment struct{ first, last, delta int }
	var segments []segment
	for i, code := range codes {
		if n := len(segments); n > 0 && segments[n-1].last == int(code)-1 {
			segments[n-1].last++
			continue
		}
		segments = append(segments, segment{int(code), int(code), i + 1 - int(code)})
	}
	segments = append(segments, segment{0xffff, 0xffff, 1})

	var b bytes.Buffer
	for _, v := range []int{0, 1, 3, 1, 0, 12, 4, 16 + 8*len(segments), 0, 2 * len(segments), 0, 0, 0} {
		put16(&b, v)
	}
	for _, s := range segments {
		put16(&b, s.last)
	}
	put16(&b, 0)
	for _, s := range segments {
		put16(&b, s.first)
	}
	for _, s := range segments {
		put16(&b, s.delta)
	}
	for range segments {
		put16(&b, 0)
	}
	return b.Bytes()
}

// assemble puts the tables behind a directory. Checksums are left empty: gofpdf
// cuts the font once more and writes them itself.
func assemble(tables map[string][]byte) []byte {
	var directory, body bytes.Buffer
	put32(&directory, 0x00010000)
	put16(&directory, len(tables))
	directory.Write(make([]byte, 6))
	start := 12 + 16*len(tables)
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		directory.WriteString(name)
		put32(&directory, 0)
		put32(&directory, start+body.Len())
		put32(&directory, len(tables[name]))
		body.Write(tables[name])
		for body.Len()%4 != 0 {
			body.WriteByte(0)
		}
	}
	return append(directory.Bytes(), body.Bytes()...)
}

func with16(table []byte, at, value int) []byte {
	changed := slices.Clone(table)
	binary.BigEndian.PutUint16(changed[at:], uint16(value))
	return changed
}

func put16(b *bytes.Buffer, v int) { b.Write(binary.BigEndian.AppendUint16(nil, uint16(v))) }

func put32(b *bytes.Buffer, v int) { b.Write(binary.BigEndian.AppendUint32(nil, uint32(v))) }
