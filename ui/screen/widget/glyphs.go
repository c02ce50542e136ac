package widget

import (
	"fmt"
	"slices"
	"strings"

	"keyday/ui/paper/set"
)

// The window draws in the papers' typeface; what that lacks the toolkit takes from the
// system's fonts, and where those lack it too it draws a box, or nothing. Such a character
// is shown by its number, as on paper.

// drawable is the text with the characters by their numbers that no font here has.
func drawable(text string) string {
	if !strings.ContainsFunc(text, uncommon) {
		return text
	}
	lacking := slices.DeleteFunc(set.Lacks(text), func(r rune) bool { return r < ' ' || systemHas(r) })
	if len(lacking) == 0 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if slices.Contains(lacking, r) {
			fmt.Fprintf(&b, "〔U+%04X〕", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// uncommon reports whether the character may be one that the typeface lacks: nearly all
// that is ever drawn is not, and needs no look into the fonts.
func uncommon(r rune) bool {
	return r >= 0x2000 && (r < 0x3000 || r > 0x30ff) && (r < 0x4e00 || r > 0x9fa5) && (r < 0xff01 || r > 0xff5e)
}
