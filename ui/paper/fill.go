package paper

import "strings"

// A text that was filled into another stands between these; neither is a character that
// the font has, so that no content rightly holds one.
const (
	fillFrom = '\ue000'
	fillTo   = '\ue001'
)

// fill is a text as it is filled into another, to be underlined there. It refuses one
// that would pass for the marks.
func fill(text string) (string, error) {
	text, err := unmarked(text)
	return string(fillFrom) + text + string(fillTo), err
}

// unmarked is the text, which it refuses where it would pass for the marks.
func unmarked(text string) (string, error) {
	if i := strings.IndexAny(text, string(fillFrom)+string(fillTo)); i >= 0 {
		return "", glyphMissing([]rune(text[i:])[0], text, "")
	}
	return text, nil
}

// filled sets a paragraph in which what was filled in (fill) is underlined.
func (f *flow) filled(s style, indent float64, text string) {
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
	left := left + indent
	lines := setLines(string(plain), right-left, s.measure)
	for n, l := range lines {
		f.need(float64(held(n, len(lines))) * s.leading())
		base := f.y + s.leading()*0.74
		f.leaf.text(left, base, s, l.text)
		runes := []rune(l.text)
		for i := 0; i < len(runes); i++ {
			from := i
			for i < len(runes) && under[at+i] {
				i++
			}
			if i > from {
				x := left + s.full(string(runes[:from]))
				f.leaf.rule(x, base+1, left+s.full(string(runes[:i])), base+1, hairline)
			}
		}
		at += len(runes)
		f.y += s.leading()
	}
}

// full is how long the text is with the spaces at its end.
func (s style) full(text string) float64 { return long(text, s.measure) }
