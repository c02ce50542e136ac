package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
)

// pickerSize is what a list of files needs to be read in, as far as the window has it.
var pickerSize = fyne.NewSize(900, 600)

// ShowPicker opens the toolkit's picker of files or folders as every dialog of ours
// opens: large enough, and left by Esc with nothing chosen.
func ShowPicker(d *dialog.FileDialog, c fyne.Canvas) {
	before := c.OnTypedKey()
	d.SetOnClosed(func() { c.SetOnTypedKey(before) })
	d.Show()
	d.Resize(pickerSize) // it has no size before it is shown
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyEscape {
			d.Dismiss()
		}
	})
}
