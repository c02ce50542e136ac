// Package start is what the window shows while no site is open: make a new site,
// open a folder, or rehearse; and, where a site could not be opened, why.
//
// ui/screen shows it. It imports the toolkit, app, ui/words, the theme and the
// widgets; what it is asked to do is done by the functions of Params.
package start

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// Params is what the start is made of.
type Params struct {
	Window fyne.Window
	Words  *words.Words
	Folder string // that could not be opened, "" where none was asked for
	Failed error  // why
}

// Show puts the start into the window.
func Show(p Params) {
	content := container.NewCenter(widget.NewParagraph(p.Words.Refusal(p.Failed), 480))
	p.Window.SetContent(widget.NewPanel(theme.Ground, content))
}
