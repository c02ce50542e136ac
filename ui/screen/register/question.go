package register

import (
	"cmp"
	"context"

	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// Doing is what a form does once it is filled in, off the screen's goroutine.
type Doing = func(context.Context) error

// Question is a dialog that a form stands in.
type Question struct {
	Title, Text string
	Confirm     string // what is done; "" is to save
	Cancel      string
	Keeps       string // what is kept where something is taken away
	Danger      bool
	Long        bool // much may be typed: who leaves it is told once that it is not kept
	// Take reads the fields, on the screen's goroutine, and is what they ask for; or why
	// that is none. A nil Doing closes the dialog: there is nothing to do.
	Take func() (Doing, error)
	// Run runs it, and tells how it went; nil is Context.Do.
	Run  func(do Doing, told func(error))
	Done func()
}

func (q Question) run(c *shell.Context) func(Doing, func(error)) {
	if q.Run == nil {
		return c.Do
	}
	return q.Run
}

// Do is a Take that does what needs nothing to be filled in.
func Do(do Doing) func() (Doing, error) {
	return func() (Doing, error) { return do, nil }
}

// leaving lets somebody leave what was changed at the second try.
func (f *Form) leaving(d *widget.Dialog) func() bool {
	told := false
	return func() bool {
		if told || !f.Changed() {
			return true
		}
		told = true
		d.SetError(f.c.W.T("register.not_kept"))
		return false
	}
}

// Ask shows the form in a dialog, which closes once its act is done; what is refused is said
// there, and what was typed stays.
func (f *Form) Ask(q Question) *widget.Dialog {
	w := f.c.W
	d := widget.NewDialog(w, q.Title, q.Text)
	d.Confirm, d.Cancel, d.Keeps, d.Danger, d.Width = cmp.Or(q.Confirm, w.T("common.save")), q.Cancel, q.Keeps, q.Danger, f.Width
	if len(f.rows) > 0 {
		d.Content, d.Focus = widget.Yielding(f.View()), f.Focus()
	}
	if q.Long {
		d.OnLeave = f.leaving(d)
	}
	run := q.run(f.c)
	d.OnConfirm = func() bool {
		if !f.Readable() {
			return false
		}
		do, err := q.Take()
		if err != nil {
			if err = f.Refuse(err); err != nil {
				d.SetError(w.Refusal(err))
			}
			return false
		}
		if do == nil {
			return true
		}
		told := f.c.Awaiting(d, q.Done)
		run(do, func(err error) {
			if err != nil {
				if err = f.Refuse(err); err == nil {
					d.SetBusy(false)
					d.SetError("")
					return
				}
			}
			told(err)
		})
		return false
	}
	f.c.Ask(d)
	return d
}
