package intake

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"keyday/app"
)

// A cell with a control character, a turn of the direction or a character that nobody
// sees is not read: 王敏 with U+202E in it is another name than it looks, and taking the
// character out would be to guess. The person who sent the workbook corrects it.

// plainOnly is the sheet with such texts marked as Unplain.
func (s Sheet) plainOnly() Sheet {
	copied := false
	for i, row := range s.Rows {
		for j, c := range row {
			if c.Kind != Text || signsIn(c.Text) == "" {
				continue
			}
			if !copied {
				s.Rows, copied = slices.Clone(s.Rows), true
			}
			s.Rows[i] = slices.Clone(s.Rows[i])
			s.Rows[i][j].Kind = Unplain
		}
	}
	return s
}

// signsIn names what of a cell's text is not plain. Spaces, line breaks and the mark
// that some programs write before a text count for nothing at its ends; within it a
// line may break in any system's way.
func signsIn(text string) string {
	text = strings.TrimFunc(text, func(r rune) bool { return r == '\ufeff' || endsCell(r) })
	return app.UnplainLines(strings.ReplaceAll(text, "\r", "\n"))
}

func endsCell(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || unicode.Is(unicode.Zs, r)
}

// unreadable tells why nothing is read from the cell, and what it shows; "" where it is
// read.
func (c Cell) unreadable() (kind FindingKind, shows string) {
	switch c.Kind {
	case Fault:
		return ErrorCell, c.Text
	case Unplain:
		return Control, signsIn(c.Text)
	case Uncalculated:
		return NoValue, ""
	case Overlong:
		return TooLong, hideNumbers(cut(oneLine(c.Text), 40))
	case Text:
		if strings.ContainsRune(c.Text, utf8.RuneError) {
			return LostCharacter, cut(oneLine(c.Text), 40)
		}
	}
	return "", ""
}

// sheetOddlyNamed says of a sheet that is called like a building what of its name is not
// plain: its homes have no building then.
func (t *table) sheetOddlyNamed() {
	if signs := signsIn(t.layout.Sheet); signs != "" && t.layout.namedAsBuilding() {
		t.ledger.find(Finding{Kind: Control, At: Spot{t.layout.Sheet, t.layout.Header.From}, Field: Building, Text: signs})
	}
}
