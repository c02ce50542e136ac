package set

import (
	"strings"
	"unicode"
)

// A character that must not begin a line, or not end one (禁则).
const (
	noStart = "，。、；：？！）】》〉」』〕］｝”’…—·％℃‰,.;:?!)]}%～々ー°′″㎡²³"
	noEnd   = "（【《〈「『〔［｛“‘([{￥¥$§№"
)

// line is a line of a text; hard lines end where the text has a line break.
type line struct {
	text string
	hard bool
}

// ruler says by how much r lengthens a line whose last character is prev, which
// is 0 at the beginning of a line.
type ruler func(prev, r rune) float64

// breakLines cuts a text into lines no wider than width. Chinese breaks between
// any two characters but where 禁则 forbids it, other words stay whole unless
// one is longer than a line, and is then parted at a hyphen if it has one; spaces at the end of a line stay with it and count
// nothing. The lines, each with "\n" where it is hard, are the text again.
func breakLines(text string, width float64, measure ruler) []line {
	var lines []line
	rest := []rune(text)
	for {
		n, hard := nextLine(rest, width, measure)
		lines = append(lines, line{string(rest[:n]), hard})
		rest = rest[n:]
		if hard {
			rest = rest[1:]
		} else if len(rest) == 0 {
			return lines
		}
	}
}

// setLines is breakLines without a lone character on a text's last line (孤字不成行):
// the line before gives up so much that three stand there.
func setLines(text string, width float64, measure ruler) []line {
	lines := breakLines(text, width, measure)
	for i := 1; i < len(lines); i++ {
		if ends := lines[i].hard || i == len(lines)-1; ends && !lines[i-1].hard && lone(lines[i].text) {
			above, below := keepCompany(lines[i-1].text, lines[i].text)
			if long(below, measure) <= width {
				lines[i-1].text, lines[i].text = above, below
			}
		}
	}
	return lines
}

// lone reports whether a line is one Chinese character, with marks or without.
func lone(text string) bool {
	characters := 0
	for _, r := range text {
		switch {
		case ideograph(r):
			characters++
		case !strings.ContainsRune(noStart, r):
			return false
		}
	}
	return characters == 1
}

// keepCompany moves characters from a line's end to a lone one after it, where the
// line is long enough to spare them.
func keepCompany(above, below string) (string, string) {
	const spare, least = 5, 3
	runes := []rune(above)
	for n := len(runes) - (least - 1); n >= spare && n > len(runes)-least-3; n-- {
		if mayBreak(runes[n-1], runes[n]) {
			return string(runes[:n]), string(runes[n:]) + below
		}
	}
	return above, below
}

// long is how long a line is.
func long(text string, measure ruler) float64 {
	var prev rune
	var wide float64
	for _, r := range text {
		wide += measure(prev, r)
		prev = r
	}
	return wide
}

// nextLine says how many characters go onto the line, and whether a line break
// of the text follows them.
func nextLine(text []rune, width float64, measure ruler) (n int, hard bool) {
	const tolerance = 1e-6
	var wide float64 // up to and with text[i]
	var prev rune
	lastBreak := 0
	for i, r := range text {
		if r == '\n' {
			return i, true
		}
		if i > 0 && mayBreak(text[i-1], r) {
			lastBreak = i
		}
		wide += measure(prev, r)
		prev = r
		if r == ' ' || wide <= width+tolerance {
			continue
		}
		switch {
		case lastBreak > 0:
			return lastBreak, false
		case i == 0:
			return hangingMarks(text, 1), false
		}
		if n := afterHyphen(text, i); n > 0 {
			return n, false
		}
		return notBeforeMark(text, i), false
	}
	return len(text), false
}

// mayBreak reports whether a line may end with a and the next begin with b.
func mayBreak(a, b rune) bool {
	switch {
	case b == ' ' || joins(b):
		return false
	case a == ' ':
		return !strings.ContainsRune(noStart, b)
	case strings.ContainsRune(noStart, b) || strings.ContainsRune(noEnd, a):
		return false
	}
	return wideScript(a) || wideScript(b)
}

// wideScript reports whether r is set without spaces between words: Chinese
// characters and the marks that go with them.
func wideScript(r rune) bool {
	return r >= 0x2e80 && r <= 0x9fff || r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe4f ||
		r >= 0xff00 && r <= 0xffef || r >= 0x20000 && r <= 0x3ffff || isToken(r) ||
		strings.ContainsRune("“”‘’…—·", r)
}

// joins reports whether r belongs to the character before it.
func joins(r rune) bool { return unicode.In(r, unicode.Mn, unicode.Me) || silent(r) }

// hangingMarks keeps the marks that join the first character on its line.
func hangingMarks(text []rune, n int) int {
	for n < len(text) && joins(text[n]) {
		n++
	}
	return n
}

// afterHyphen is where a word of which i characters fit is parted at a hyphen: a paper's
// number stays readable there. 0 for nowhere.
func afterHyphen(text []rune, i int) int {
	for n := i; n > 1; n-- {
		if strings.ContainsRune("-/", text[n-1]) && latin(text[n]) {
			return n
		}
	}
	return 0
}

// notBeforeMark moves a hard cut before the character whose mark would begin the line.
func notBeforeMark(text []rune, i int) int {
	for n := i; n > 0; n-- {
		if !joins(text[n]) {
			return n
		}
	}
	return hangingMarks(text, i)
}

// gap is the air between Chinese and Latin in thousandths of the size: thinner
// than a reader of the file would take for a space.
const gap = 90

// spaced reports whether such air stands between a and b.
func spaced(a, b rune) bool {
	return ideograph(a) && latin(b) || latin(a) && ideograph(b)
}

func ideograph(r rune) bool { return unicode.Is(unicode.Han, r) && r != '々' && r != '〇' }

func latin(r rune) bool {
	return r < 0x2000 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
