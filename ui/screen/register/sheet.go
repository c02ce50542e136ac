package register

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// Sheet is a form that lies open on its page, filled with what is kept, with the act that
// saves it at its end.
type Sheet[T any] struct {
	See   func(context.Context) (app.Seen[T], error)
	Kinds []string // of records: a writing of one fills the sheet anew
	Width float32
	// Held is said above the fields to whoever may only look at them; "" for whoever may
	// change them.
	Held string
	// Fill puts the fields into the form, and reads them for saving, as Question.Take does.
	Fill func(f *Form, seen *app.Seen[T]) (take func() (Doing, error))
}

// Open lays the sheet out. A writing fills it anew only while nobody has changed anything
// in it: what was typed stays, and is compared with what the sheet showed.
func (s Sheet[T]) Open(c *shell.Context) fyne.CanvasObject {
	const rows = 6
	body, latest, f := NewBody(c, rows), &shell.Latest{}, NewForm(c)
	var read func(anew bool)
	read = func(anew bool) {
		Load(body, latest, s.See, func(seen app.Seen[T]) {
			if anew || !f.Changed() {
				f = s.fill(c, &seen, func() { read(true) })
				body.Show(Column(s.Width, f.View()))
			}
		})
	}
	read(true)
	c.Watch(func() { read(false) }, s.Kinds...)
	return body.View
}

// fill is the form of what was seen; saved reads it anew.
func (s Sheet[T]) fill(c *shell.Context, seen *app.Seen[T], saved func()) *Form {
	f := NewForm(c)
	f.Width = s.Width
	if s.Held != "" {
		f.Put(widget.NewQuiet(s.Held))
		f.Put(widget.Space(8))
		s.Fill(f, seen)
		f.Hold()
		f.Keep()
		return f
	}
	var take func() (Doing, error)
	var save *widget.Button
	f.Submit = func() {
		if save.Disabled() {
			return
		}
		f.Save(take, save, func() {
			c.Say(c.W.T("common.saved"))
			saved()
		})
	}
	save = widget.NewPrimary(c.W.T("common.save"), f.Submit)
	take = s.Fill(f, seen)
	f.Put(widget.Bar(layout.NewSpacer(), save))
	f.Keep()
	return f
}

// Save does what take reads off the fields; what is refused is said at its field, anything
// else at the foot of the page. The button waits meanwhile.
func (f *Form) Save(take func() (Doing, error), button *widget.Button, done func()) {
	if !f.Readable() {
		return
	}
	do, err := take()
	if err != nil {
		f.fail(err)
		return
	}
	button.Disable()
	f.c.Do(do, func(err error) {
		button.Enable()
		if err != nil {
			f.fail(err)
			return
		}
		done()
	})
}

// fail says a refusal at the fields that it names, else at the foot of the page.
func (f *Form) fail(err error) {
	if err = f.Refuse(err); err != nil {
		f.c.Fail(err)
	}
}

// Column sets what a page holds in a readable width at the left, scrolled.
func Column(width float32, parts ...fyne.CanvasObject) fyne.CanvasObject {
	return container.NewVScroll(container.NewHBox(widget.Padded(widget.Fixed(width, widget.Stack(parts...)))))
}
