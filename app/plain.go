package app

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Plain text is what people can see. A control character, a mark that turns the
// direction of what follows, a character without a picture and a broken byte are
// none of it: in a name they make a terminal obey, a paper show another order than
// the one that was signed, and two names that look alike differ. Whatever comes from
// outside is refused or a finding where it holds one; whatever goes out shows it by
// its number, for a record may be older than the door, or another laptop's.
//
// Plain all the same is what Chinese names need: characters of private use (systems
// keep rare characters there), those that Unicode has not given out yet, and the
// selectors of a variant. A joiner is plain between two pictures (👷‍♂), nowhere else;
// whoever needs one in the letters of Persian or Hindi needs another form than ours.

// How many characters a text on record may have: a name, which stands in lists, heads of
// papers and names of files; any other of one line; and one of lines, some three pages.
// Forms may ask for less.
const (
	MostName  = 80
	MostLine  = 1000
	MostLines = 4000
)

// Unplain names what a text of one line holds beside plain text, each once: "U+202E
// U+001B"; "" where it is plain.
func Unplain(text string) string { return unplain(text, false) }

// UnplainLines is Unplain of a text that may have several lines and tabs.
func UnplainLines(text string) string { return unplain(text, true) }

// Visible is the text with all that is not plain written by its number: [U+202E].
// Plain text stays as it is.
func Visible(text string) string { return visible(text, false) }

// VisibleLines is Visible of a text that may have several lines and tabs.
func VisibleLines(text string) string { return visible(text, true) }

// Unseen reports whether the character is none of plain text wherever it stands, or
// is one only by what stands around it: a line break, a tab, a joiner.
func Unseen(r rune) bool {
	switch {
	case r < ' ':
		return true
	case r < 0x7f:
		return false
	case r < 0xa0:
		return true
	case r >= 0x3400 && r < 0xd800, r >= 0x20000 && r < 0x2fffe: // most of all texts
		return false
	}
	return r == 0xfffc || // stands for a picture that did not come with the text
		unicode.In(r, unicode.Zl, unicode.Zp, unicode.Noncharacter_Code_Point, unicode.Other_Default_Ignorable_Code_Point) ||
		unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

func unplain(text string, lines bool) string {
	var named []string
	eachUnplain(text, lines, func(_, _ int, name string) {
		if !slices.Contains(named, name) {
			named = append(named, name)
		}
	})
	return strings.Join(named, " ")
}

func visible(text string, lines bool) string {
	var b strings.Builder
	done := 0
	eachUnplain(text, lines, func(at, size int, name string) {
		b.WriteString(text[done:at] + "[" + name + "]")
		done = at + size
	})
	if done == 0 {
		return text
	}
	return b.String() + text[done:]
}

// eachUnplain tells where what is not plain stands, how many bytes it has, and what
// it is called: a character by its number, a byte that is part of none as 0x9B.
func eachUnplain(text string, lines bool, found func(at, size int, name string)) {
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case r == utf8.RuneError && size == 1:
			found(at, size, fmt.Sprintf("0x%02X", text[at]))
		case Unseen(r) && !(lines && breaksLine(r, text[at+size:])) && !(r == joiner && joinsPictures(text[:at], text[at+size:])):
			found(at, size, fmt.Sprintf("U+%04X", r))
		}
		at += size
	}
}

// breaksLine reports whether the character is a tab or a line break, of Windows too;
// a lone carriage return would write over its own line.
func breaksLine(r rune, after string) bool {
	return r == '\t' || r == '\n' || r == '\r' && strings.HasPrefix(after, "\n")
}

const joiner = '\u200d'

// joinsPictures reports whether a joiner between the two makes one picture of several.
func joinsPictures(before, after string) bool {
	before = strings.TrimRightFunc(before, func(r rune) bool { return r == '\ufe0f' || r >= 0x1f3fb && r <= 0x1f3ff })
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	return isPicture(last) && isPicture(next)
}

func isPicture(r rune) bool {
	return unicode.Is(unicode.So, r) && r != utf8.RuneError && r != 0xfffc
}
