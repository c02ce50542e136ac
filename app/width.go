package app

import "golang.org/x/text/width"

// FoldWidth writes a character in its usual width: letters, digits and signs of the
// full width half-width, as a keyboard without Chinese gives them, the full-width space
// as a space, and half-width katakana full-width. Every other character stays as it is.
func FoldWidth(r rune) rune {
	if folded := width.LookupRune(r).Folded(); folded != 0 {
		return folded
	}
	return r
}
