package shell

import (
	"keyday/app"
	"keyday/ui/screen/widget"
)

// AskWhose asks, where what somebody filled in upon a page was refused because another
// wrote the same meanwhile, which of the two holds: mine keeps what was filled in, theirs
// gives it up. It reports whether that is what the refusal is about. A dialog needs no
// asking: it stays open with what the refusal says, and saving once more keeps its own.
func (c *Context) AskWhose(err error, mine, theirs func()) bool {
	if code := app.RefusalCode(err); code != "record.changed" && code != "record.changed_list" {
		return false
	}
	w := c.W
	d := widget.NewDialog(w, w.T("shell.whose.title"), w.Refusal(err))
	d.Confirm, d.Cancel = w.T("shell.whose.mine"), w.T("shell.whose.theirs")
	d.OnClose = func(confirmed bool) {
		if confirmed {
			mine()
		} else {
			theirs()
		}
	}
	c.Ask(d)
	return true
}
