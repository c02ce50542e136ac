package app

// FoldWidth writes a full-width letter, digit or sign half-width, as a keyboard without
// Chinese gives it; every other character stays as it is.
func FoldWidth(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - '！' + '!'
	}
	return r
}
