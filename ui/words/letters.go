package words

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
)

// Letters are what a text is found by as people type it with Latin keys: the
// initials of its pinyin, all of its pinyin, and its own Latin letters, lower
// case and apart: 墙面空鼓 → "qmkg qiangmiankonggu". It may be read from every
// goroutine.
func Letters(text string) string {
	if kept, ok := letters.Load(text); ok {
		return kept.(string)
	}
	var initials, whole strings.Builder
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Han, r):
			if s := pinyin.SinglePinyin(r, reading); len(s) > 0 && s[0] != "" {
				initials.WriteByte(s[0][0])
				whole.WriteString(s[0])
			}
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			initials.WriteRune(unicode.ToLower(r))
			whole.WriteRune(unicode.ToLower(r))
		}
	}
	found := initials.String()
	if w := whole.String(); w != found {
		found += " " + w
	}
	letters.Store(text, found)
	return found
}

var (
	reading = pinyin.NewArgs()
	letters sync.Map // text → letters: a few hundred phrases and items
)

// Initials are the first letters of an English text's words: hwt for Hollow wall tile.
func Initials(text string) string {
	var b strings.Builder
	for _, word := range strings.Fields(strings.ToLower(text)) {
		first, _ := utf8.DecodeRuneInString(word)
		b.WriteRune(first)
	}
	return b.String()
}
