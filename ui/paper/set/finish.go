package set

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"keyday/app"
)

// finisher adds to a file what gofpdf does not write: the language, how a viewer is to
// show and print it, what its pages are called, and which part of a font it holds, by the
// six letters before the font's name. It wants the whole file at once, as gofpdf hands it
// over, and is for one file.
type finisher struct {
	out  io.Writer
	tags [2]string // of the two fonts, six letters
	of   Of
}

const catalog = "/Type /Catalog\n"

// catalogued is what goes behind it.
func (f finisher) catalogued() string {
	both := ""
	if f.of.Duplex {
		both = " /Duplex /DuplexFlipLongEdge"
	}
	said := "/Lang (zh-CN)\n/ViewerPreferences <</DisplayDocTitle true" + both + ">>\n"
	if len(f.of.Labels) == 0 {
		return said
	}
	labels := []string{}
	for _, l := range f.of.Labels {
		labels = append(labels, fmt.Sprintf("%d <</P <%s> /S /D>>", l.Leaf, utf16Hex(l.Words+" ")))
	}
	return said + "/PageLabels <</Nums [" + strings.Join(labels, "\n") + "]>>\n"
}

// utf16Hex is how a file says words that are not Latin: behind a mark of their encoding.
func utf16Hex(words string) string {
	said := "FEFF"
	for _, unit := range utf16.Encode([]rune(app.Visible(words))) {
		said += fmt.Sprintf("%04X", unit)
	}
	return said
}

func (f finisher) Write(file []byte) (int, error) {
	for i, tag := range f.tags {
		name(file, i, tag)
	}
	at := bytes.LastIndex(file, []byte(catalog))
	start := bytes.LastIndex(file, []byte("startxref\n"))
	if at < 0 || start < at {
		return 0, fmt.Errorf("paper: a file without a catalogue at its end")
	}
	at += len(catalog)
	catalogued := f.catalogued()
	start += len("startxref\n")
	end := start + bytes.IndexByte(file[start:], '\n')
	xref, err := strconv.Atoi(string(file[start:end]))
	if err != nil {
		return 0, fmt.Errorf("paper: where the file's table stands: %w", err)
	}
	for _, part := range [][]byte{file[:at], []byte(catalogued), file[at:start], []byte(strconv.Itoa(xref + len(catalogued))), file[end:]} {
		if _, err := f.out.Write(part); err != nil {
			return 0, err
		}
	}
	return len(file), nil
}

// families are what gofpdf is told that the fonts are called, by which it calls them
// "utf8aa+…" in the file: six letters, a plus and a name, which name puts right in place.
var families = [2]string{"aa+notosanssc-regular", "ab+notosanssc-bold"}

var fontNames = [2]string{"NotoSansSC-Regular", "NotoSansSC-Bold"}

// name gives the font its name in the file, as long as the one that it has.
func name(file []byte, font int, tag string) {
	was, is := []byte("/utf8"+families[font]), []byte("/"+tag+"+"+fontNames[font])
	for rest := file; ; {
		at := bytes.Index(rest, was)
		if at < 0 {
			return
		}
		copy(rest[at:], is)
		rest = rest[at+len(is):]
	}
}

// tagOf is six letters that tell a part of a font from others.
func tagOf(glyphs map[uint16]uint16) string {
	sum := sha256.New()
	for _, code := range slices.Sorted(maps.Keys(glyphs)) {
		fmt.Fprintln(sum, code, glyphs[code])
	}
	var tag strings.Builder
	for _, b := range sum.Sum(nil)[:6] {
		tag.WriteByte('A' + b%26)
	}
	return tag.String()
}
