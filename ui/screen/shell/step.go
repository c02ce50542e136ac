package shell

import (
	"cmp"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/ui/screen/widget"
)

// Step is a step of a record that asks a person for nothing, or for a reason alone, as a
// page takes it. A page says more of it than its name only where there is more to say.
type Step struct {
	Name   string         // on its button, and on the dialog's
	Asks   app.Asks       // as the machine says
	Dialog *widget.Dialog // what is said before it is taken; nil for its name alone
	Label  string         // of the reason; "" for the usual word
	Hint   string         // in its field
	Long   bool           // the reason may have several lines
	// Take runs the use case with the reason, and tells ended how it went.
	Take func(reason string, ended func(error))
	Done func() // once it is taken
}

// TakeStep takes the step: at once where it asks for nothing, else with the reason that a
// dialog asks for. What is refused is said in the dialog, which stays open.
func (c *Context) TakeStep(s Step) {
	if s.Asks == app.AsksNothing {
		s.Take("", func(err error) {
			if err != nil {
				c.Fail(err)
				return
			}
			s.Done()
		})
		return
	}
	d := s.Dialog
	if d == nil {
		d = widget.NewDialog(c.W, s.Name, "")
	}
	if d.Confirm == "" {
		d.Confirm = s.Name
	}
	input, reason := s.input()
	field := widget.NewField(cmp.Or(s.Label, c.W.T("common.reason")), input)
	field.Must = true
	d.Content, d.Focus = field, input
	d.OnConfirm = func() bool {
		s.Take(reason(), c.Awaiting(d, s.Done))
		return false
	}
	c.Ask(d)
}

// input is where the reason is written, and how it is read.
func (s Step) input() (interface {
	fyne.CanvasObject
	fyne.Focusable
}, func() string) {
	if s.Long {
		note := widget.NewNoteEntry(s.Hint)
		return note, func() string { return note.Text }
	}
	e := widget.NewEntry(s.Hint)
	return e, func() string { return e.Text }
}
