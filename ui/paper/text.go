package paper

import (
	"fmt"
	"unicode/utf8"

	"keyday/app"
	"keyday/ui/words"
)

// or is the text, or the other where there is none.
func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// bracketed is a text in brackets, as it stands behind a name; nothing stays nothing.
func bracketed(text string) string {
	if text == "" {
		return ""
	}
	return "（" + text + "）"
}

// brief is what a narrow cell says of a defect; a note too long for it is told apart, to
// stand in a row of its own below.
func brief(phrase, note string) (said, more string) {
	const most = 100
	if utf8.RuneCountInString(note) <= most {
		return words.Join("：", phrase, note), ""
	}
	return phrase + "（说明见下行）", note
}

// counted says how many items there are; of none it says nothing.
func counted(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint("共 ", n, " 项")
}

// known is a value, or on a paper that is filled in that there is none. On a blank it is room
// to write in.
func known(filled bool, value string) string {
	if value == "" && filled {
		return "—"
	}
	return value
}

// area is square metres as printed.
func area(a app.Area) string {
	if a.IsZero() {
		return ""
	}
	return a.String() + " m²"
}
