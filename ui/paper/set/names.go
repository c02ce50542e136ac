package set

import (
	"cmp"
	"encoding/hex"
	"math"
	"reflect"
	"slices"
	"strings"
	"unicode/utf16"

	"keyday/app"
)

// A character that the font lacks stops no paper. A name that was locked with its picture
// is drawn from that, wherever it stands; one without, and any other text, shows the
// character by its number, 〔U+20BB7〕: never a box, and never nothing. Where names are
// signed for, a row says which it is, and holds the picture, or the line to write on.
//
// It is done to the content before anything is laid out: a name that has a picture becomes
// one private character of the document, whose width is known from itself, so that lines
// break around a name as around a character.

// names are the names of a form's content that the font cannot write, the longest first:
// one that is part of another must not be found in it.
type names []app.RareName

// namesOf puts a content's names in their order.
func namesOf(all []app.RareName) names {
	return slices.SortedStableFunc(slices.Values(all), func(a, b app.RareName) int { return cmp.Compare(len(b.Name), len(a.Name)) })
}

// Legible is a content, or an imprint, as it is set.
func Legible[C any](c C, all []app.RareName) C {
	return namesOf(all).value(reflect.ValueOf(c)).Interface().(C)
}

var rareName = reflect.TypeFor[app.RareName]()

// value is v with every text in it as it is set; what v shares with others stays as it is.
func (n names) value(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.String:
		if text := v.String(); !plainly(text) {
			return reflect.ValueOf(n.text(text)).Convert(v.Type())
		}
	case reflect.Struct:
		if v.Type() == rareName {
			return v
		}
		set := reflect.New(v.Type()).Elem()
		set.Set(v)
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				set.Field(i).Set(n.value(v.Field(i)))
			}
		}
		return set
	case reflect.Slice:
		if k := v.Type().Elem().Kind(); v.IsNil() || k != reflect.String && k != reflect.Struct && k != reflect.Slice {
			return v
		}
		set := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			set.Index(i).Set(n.value(v.Index(i)))
		}
		return set
	case reflect.Pointer:
		if !v.IsNil() {
			set := reflect.New(v.Type().Elem())
			set.Elem().Set(n.value(v.Elem()))
			return set
		}
	}
	return v
}

// plainly reports whether the font has all of the text.
func plainly(text string) bool {
	regular := faces()[0]
	for _, r := range text {
		if r >= ' ' && r < 0x7f || r < 0x10000 && regular.basic[r] != 0 && !hidden(r) {
			continue
		}
		if len(Lacks(text)) > 0 {
			return false
		}
		break
	}
	return true
}

// text is a text as it is set. What is no plain text stays, to be refused by name.
func (n names) text(text string) string {
	if app.UnplainLines(text) != "" {
		return text
	}
	var was, is []string
	for i, name := range n {
		was, is = append(was, name.Name), append(is, n.named(i))
	}
	var b strings.Builder
	for text != "" {
		at, which := len(text), -1
		for i, name := range was {
			if j := strings.Index(text, name); j >= 0 && j < at {
				at, which = j, i
			}
		}
		b.WriteString(byNumber(text[:at]))
		text = text[at:]
		if which >= 0 {
			b.WriteString(is[which])
			text = text[len(was[which]):]
		}
	}
	return b.String()
}

// named is how the ith name is set: as the private character of its picture, or with the
// characters by their numbers that the font lacked when it was locked.
func (n names) named(i int) string {
	if r, is := n.token(i); is {
		return string(r)
	}
	var b strings.Builder
	for _, r := range n[i].Name {
		if slices.Contains(n[i].Lacks, charName(r)) {
			b.WriteString("〔" + charName(r) + "〕")
		} else {
			b.WriteString(byNumber(string(r)))
		}
	}
	return b.String()
}

// byNumber shows the characters that the font lacks by their numbers.
func byNumber(text string) string {
	lacking := Lacks(text)
	if len(lacking) == 0 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if slices.Contains(lacking, r) {
			b.WriteString("〔" + charName(r) + "〕")
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// The private characters of pictures: the name's place among the document's, and how wide
// the picture is in tenths of the size.
const (
	firstToken = 0xf0000
	mostTokens = 0x100
	// pictureHigh is how high a name's picture stands in a line, in sizes.
	pictureHigh = 1.15
)

// token is the private character of the ith name's picture, where it has one that can be
// shown.
func (n names) token(i int) (r rune, is bool) {
	p := n.picture(i)
	if p == nil || i >= mostTokens {
		return 0, false
	}
	tenths := math.Ceil(10 * pictureHigh * float64(p.width) / float64(p.height))
	return firstToken + rune(i)<<8 + rune(min(max(tenths, 5), 255)), true
}

func (n names) picture(i int) *Picture {
	if len(n[i].Picture) == 0 {
		return nil
	}
	p, err := preparePicture(n[i].Picture)
	if err != nil { // it was looked at when it was taken; else the name stands by numbers
		return nil
	}
	return p
}

// isToken reports whether the character stands for a picture.
func isToken(r rune) bool { return r >= firstToken && r < firstToken+mostTokens<<8 }

// tokenWidth is its width in thousandths of the size.
func tokenWidth(r rune) int { return int(r&0xff) * 100 }

// putName draws the picture of a name into a line, and tells readers of the file the name.
func (w *writer) putName(x, y float64, s Style, r rune) {
	i := int(r-firstToken) >> 8
	if i >= len(w.names) || w.names.picture(i) == nil {
		return
	}
	size := s.Size * Point
	w.span(w.names[i].Name, func() {
		w.unseen(x, y)
		PictureMark{x, y - size*0.95, size * float64(tokenWidth(r)) / 1000, size * pictureHigh, w.names.picture(i)}.put(w)
	})
}

// span tells readers of the file what text is meant by what is drawn.
func (w *writer) span(text string, put func()) {
	var code []byte
	for _, u := range utf16.Encode([]rune(text)) {
		code = append(code, byte(u>>8), byte(u))
	}
	w.pdf.RawWriteStr("/Span <</ActualText <FEFF" + strings.ToUpper(hex.EncodeToString(code)) + ">>> BDC")
	put()
	w.pdf.RawWriteStr("EMC")
}

// rareNames is a row for each name that the font cannot write: its picture, or a line to
// write it on, and what is to be known of it.
func (f *Flow) rareNames() {
	if len(f.names) == 0 {
		return
	}
	t := f.Table(nil)
	for i := range f.names {
		t.Row(rareHeight, f.rareName(i)...)
	}
	f.Y += 2
}

// RareRows are those rows, for a form that sets them itself.
func (f *Flow) RareRows() (all [][]Cell) {
	for i := range f.names {
		all = append(all, f.rareName(i))
	}
	return all
}

// rareHeight is the room to write a name in.
const rareHeight = 13.0

// rareName is the row of the ith name. Nobody is asked to write a name by hand who has
// signed on the screen: there is no pen for this sheet.
func (f *Flow) rareName(i int) []Cell {
	fine := Style{7.5, false, black}
	room := Cell{Span: 3.2, High: rareHeight, Draw: func(l *Leaf, x, y, w, h float64) {
		if p := f.names.picture(i); p != nil {
			l.Add(PictureMark{x + PadX, y + 1.5, w - 2*PadX, h - 3, p})
		}
	}}
	if f.names.picture(i) == nil && f.onScreen(f.names.named(i)) {
		room = Cell{Span: 3.2, Text: "已在屏幕签名，见下方 signed on screen, see below", Style: fine, Align: Centred}
	}
	says := Body(5.2, f.names[i].Says)
	says.Style = fine
	return []Cell{Body(1.4, f.names[i].How).Small8(), room, Body(2.2, f.names.named(i)).In(Centred), says}
}

// onScreen reports whether who is named so has signed on the screen.
func (f *Flow) onScreen(name string) bool {
	return slices.ContainsFunc(f.Imprint.Marks, func(m app.SignatureMark) bool {
		return m.Name == name && m.How == app.SignedOnScreen && !m.Invalid
	})
}
