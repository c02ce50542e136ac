package site

import "unicode"

// Title is the home as contracts write it, with the words of the place: 3幢2单元1501室.
// A shop or storage room is called by its own code.
func (u Unit) Title(b Building) string {
	title := b.Name
	if title == "" && b.Code != "" {
		title = b.Code + "幢"
	}
	if u.Entrance != "" {
		title += u.Entrance + "单元"
	}
	title += u.Room
	if u.Room != "" && unicode.IsDigit([]rune(u.Room)[0]) {
		title += "室"
	}
	return title
}
