package words

import (
	"strings"
	"unicode/utf8"
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
