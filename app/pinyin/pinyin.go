// Package pinyin reads Chinese in Latin letters: as people type it to find something, and
// as lists of names are in order. A character has one reading, the usual one; a surname
// has the one that it has as a surname.
package pinyin

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

// Syllable is the usual reading of a Chinese character without its tone, "" for any other
// character and for one that nobody knows how to read.
func Syllable(r rune) string {
	if !unicode.Is(unicode.Han, r) {
		return ""
	}
	if s := pinyin.SinglePinyin(r, usual); len(s) > 0 {
		return s[0]
	}
	return ""
}

var usual = pinyin.NewArgs()

// Letters are what a text is found by as people type it with Latin keys: the initials of
// its pinyin, all of its pinyin, and its own Latin letters, lower case and apart:
// 墙面空鼓 → "qmkg qiangmiankonggu". It may be read from every goroutine.
func Letters(text string) string {
	if kept, ok := letters.Load(text); ok {
		return kept.(string)
	}
	spelled := Spell(text)
	found := strings.Join(slices.Compact(spelled[:]), " ")
	letters.Store(text, found)
	return found
}

var letters sync.Map // text → letters: a few hundred phrases and items

// Spell writes a text in Latin letters, by the initials of its pinyin and by all of it.
func Spell(text string) [2]string {
	var initials, whole strings.Builder
	for _, r := range text {
		if s := Syllable(r); s != "" {
			initials.WriteByte(s[0])
			whole.WriteString(s)
		} else if !unicode.Is(unicode.Han, r) && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			initials.WriteRune(unicode.ToLower(r))
			whole.WriteRune(unicode.ToLower(r))
		}
	}
	return [2]string{initials.String(), whole.String()}
}

// LettersOfNames are the letters of names that stand behind one another, 、 between them,
// each also with its surname as it is spoken.
func LettersOfNames(names string) string {
	found := Letters(names)
	for name := range strings.SplitSeq(names, "、") {
		if spoken := Spoken(name); spoken != name {
			found += " " + Letters(spoken)
		}
	}
	return found
}
