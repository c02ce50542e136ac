package set

import (
	"fmt"
	"maps"
	"slices"
)

// aliases gives every character beyond U+FFFF a private code of the document:
// gofpdf writes two bytes a character and knows no more. The codes begin at
// U+E000, where the shipped fonts hold nothing.
func aliases(used ...map[rune]bool) map[rune]rune {
	rare := map[rune]bool{}
	for _, runes := range used {
		for r := range runes {
			if r > 0xffff {
				rare[r] = true
			}
		}
	}
	codes := map[rune]rune{}
	for i, r := range slices.Sorted(maps.Keys(rare)) {
		codes[r] = 0xe000 + rune(i)
	}
	return codes
}

// charName is how a character is named to people who cannot see it: U+20BB7.
func charName(r rune) string { return fmt.Sprintf("U+%04X", r) }
