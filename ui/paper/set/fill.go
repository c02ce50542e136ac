package set

import "strings"

// A text that was filled into another stands between these; neither is a character that
// the font has, so that no content rightly holds one.
const (
	fillFrom = '\ue000'
	fillTo   = '\ue001'
)

// Fill is a text as it is filled into another, to be underlined there. It refuses one
// that would pass for the marks.
func Fill(text string) (string, error) {
	text, err := Unmarked(text)
	return string(fillFrom) + text + string(fillTo), err
}

// Unmarked is the text, which it refuses where it would pass for the marks.
func Unmarked(text string) (string, error) {
	if i := strings.IndexAny(text, string(fillFrom)+string(fillTo)); i >= 0 {
		return "", glyphMissingError([]rune(text[i:])[0], text, "")
	}
	return text, nil
}

// Filled sets a paragraph in which what was filled in (fill) is underlined.
func (f *Flow) Filled(s Style, indent float64, text string) {
	var plain []rune
	var under []bool
	on := false
	for _, r := range text {
		switch r {
		case fillFrom, fillTo:
			on = r == fillFrom
		default:
			plain, under = append(plain, r), append(under, on)
		}
	}
	at := 0
	left := Left + indent
	lines := setLines(string(plain), Right-left, s.measure)
	for n, l := range lines {
		f.Need(float64(held(n, len(lines))) * s.leading())
		base := f.Y + s.leading()*0.74
		f.Leaf.Text(left, base, s, l.text)
		runes := []rune(l.text)
		for i := 0; i < len(runes); i++ {
			from := i
			for i < len(runes) && under[at+i] {
				i++
			}
			if i > from {
				x := left + s.full(string(runes[:from]))
				f.Leaf.Rule(x, base+1, left+s.full(string(runes[:i])), base+1, f.Look.Rule())
			}
		}
		at += len(runes)
		f.Y += s.leading()
	}
}

// full is how long the text is with the spaces at its end.
func (s Style) full(text string) float64 { return long(text, s.measure) }
