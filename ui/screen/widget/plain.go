package widget

import (
	"strings"

	"fyne.io/fyne/v2"

	"keyday/app"
)

// Shown is a text as the window shows it: what is not plain in it, or what no font here
// has, is seen by its number. Every text that a control draws passes here, or Cut or Lines; the toolkit
// would leave out what it cannot draw, and nobody would know that it is there.
func Shown(text string) string {
	return drawable(app.VisibleLines(strings.ReplaceAll(text, "\r\n", "\n")))
}

// pasting is the clipboard as a field takes it: line breaks of whatever system are the
// one kind, and what a spreadsheet puts around a cell (it ends in a line break, tabs
// stand between cells) parts words of a line. What else is no plain text stays, for
// the desk to refuse by name.
type pasting struct {
	fyne.Clipboard
	oneLine bool
}

// Content is what is pasted.
func (p pasting) Content() string {
	text := lineBreaks.Replace(p.Clipboard.Content())
	if p.oneLine {
		text = wordBreaks.Replace(strings.Trim(text, "\n\t"))
	}
	return text
}

var (
	lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")
	wordBreaks = strings.NewReplacer("\n", " ", "\t", " ")
)
