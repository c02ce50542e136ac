package shell

import (
	"fyne.io/fyne/v2"

	"keyday/ui/screen/widget"
)

// OnDrop is what becomes of files that are dropped upon the window while this page
// stands; false says that it has no use for them here and now. A page that takes
// none need not say so: the shell does.
func (c *Context) OnDrop(fn func(files []fyne.URI) bool) { c.drop = fn }

// Dropped hands files that were dropped upon the window to whoever takes them now.
// Behind the sign-in nobody does: the page there is of who has left, and what is
// dropped would be theirs. Under a dialog the page waits, and where nothing takes
// the files it is said where they belong.
func (s *Shell) Dropped(files []fyne.URI) {
	s.touch()
	switch {
	case len(files) == 0 || s.locked || s.page == nil:
	case s.Modal():
		s.toasts.Add(widget.Toast{Text: s.words.T("shell.drop.modal"), Tone: widget.Caution})
	case s.page.drop == nil || !s.page.drop(files):
		s.toasts.Add(widget.Toast{Text: s.words.T("shell.drop.nowhere"), Tone: widget.Caution})
	}
}
