package rectify

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// act is a step ready to be taken off the screen's goroutine.
type act func(context.Context) error

// form asks for what a step needs, at the foot of the pane. Enter takes the step,
// Esc leaves it.
type form struct {
	pg      *page
	step    defect.Step
	name    string   // of the step, "" for its own
	ids     []app.ID // what it is about
	failure *widget.Paragraph
	confirm *widget.Button
	view    *fyne.Container
	first   fyne.Focusable
	fields  []fyne.CanvasObject
	days    []*widget.DateField
	take    func() act // reads the fields, on the screen's goroutine
	done    func()     // says what was done; nil: the state is said
	staged  *staged
	busy    bool
	tall    bool          // it needs the pane to itself; only its last field and its acts stand at the foot
	last    *widget.Field // nil for none
	acts    *fyne.Container
	preview func() // shows what would be made; nil: nothing is
}

func (pg *page) newForm(s defect.Step, ids ...app.ID) *form {
	f := &form{pg: pg, step: s, ids: ids}
	f.failure = widget.NewParagraph("", paneWidth-2*theme.Margin)
	f.failure.Colour = theme.Bad
	f.failure.Hide()
	return f
}

// add puts a field under the others; the first one added gets the keyboard.
func (f *form) add(label string, must bool, input fyne.CanvasObject) {
	field := widget.NewField(label, input)
	field.Must = must
	f.fields = append(f.fields, field)
	if f.first != nil {
		return
	}
	switch in := input.(type) {
	case *widget.DateField:
		f.first = in.Focusable()
	case fyne.Focusable:
		f.first = in
	}
}

// pair puts two short fields beside each other.
func (f *form) pair(label string, input fyne.CanvasObject, second string, other fyne.CanvasObject) {
	f.fields = append(f.fields, widget.Columns(widget.NewField(label, input), widget.NewField(second, other)))
}

func (f *form) text(label string, must bool, value string) *widget.Entry {
	e := widget.NewEntry("")
	e.SetText(value)
	e.OnChanged = func(string) { f.touched() }
	e.OnSubmitted = func(string) { f.submit() }
	f.add(label, must, e)
	return e
}

func (f *form) day(label string, must bool, value app.Date) *widget.DateField {
	d := widget.NewDateField(f.pg.c.W, f.pg.c.Today, value)
	d.OnChange = func(app.Date) { f.touched() }
	d.OnSubmit = f.submit
	f.days = append(f.days, d)
	f.add(label, must, d)
	return d
}

// firm offers the firms; those that hold the trade stand first.
func (f *form) firm(label string, trade site.Trade, chosen app.ID) func() app.ID {
	firms := sortedFor(f.pg.firms, trade)
	var names []string
	for _, firm := range firms {
		names = append(names, firm.Name)
	}
	sel := widget.NewSelect(names, func(string) { f.touched() })
	for i, firm := range firms {
		if firm.ID == chosen {
			sel.Choose(names[i])
		}
	}
	sel.OnSubmit = f.submit
	f.add(label, true, sel)
	if len(firms) == 0 {
		f.fields = append(f.fields, f.noFirms())
	}
	return func() app.ID {
		if i := sel.Index(); i >= 0 {
			return firms[i].ID
		}
		return app.Nil
	}
}

// noFirms says where contractors are added, and leads there whoever may add one.
func (f *form) noFirms() fyne.CanvasObject {
	c := f.pg.c
	said := widget.NewParagraph(c.W.T("rectify.no_firms"), paneWidth-2*theme.Margin)
	said.Colour = theme.Warn
	if staff.May(c.Actor(), staff.ManageSite) != nil {
		return said
	}
	return widget.Stack(said, widget.Bar(widget.NewButtonIn(widget.Link, "", c.W.T("rectify.add_firm"), func() { c.Open(shell.To("settings").In("firms")) })))
}

func sortedFor(firms []site.Firm, trade site.Trade) []site.Firm {
	var first, rest []site.Firm
	for _, firm := range firms {
		held := false
		for _, t := range firm.Trades {
			held = held || t == string(trade)
		}
		if held {
			first = append(first, firm)
		} else {
			rest = append(rest, firm)
		}
	}
	return append(first, rest...)
}

// photos lets photos be added that come with the step.
func (f *form) photos(label string) *staged {
	f.staged = newStaged(f.pg)
	f.add(label, false, f.staged.strip)
	return f.staged
}

// build lays the form out, with the act that confirms it.
func (f *form) build(title string) *form {
	w := f.pg.c.W
	if f.name == "" {
		f.name = f.pg.stepName(f.step)
	}
	f.confirm = widget.NewPrimary(f.name, f.submit)
	if f.step == defect.Cancel {
		f.confirm.Weight = widget.Danger
	}
	leave := widget.NewButton(w.T("common.cancel"), func() { f.pg.escape() })
	var parts []fyne.CanvasObject
	if !f.tall { // the pane's head says it
		parts = append(parts, widget.NewSection(title))
	}
	parts = append(parts, f.fields...)
	if f.step == defect.Cancel {
		keeps := widget.NewParagraph(w.T("common.keep.what", "what", w.T("rectify.keeps")), paneWidth-2*theme.Margin)
		keeps.Colour = theme.Quiet
		parts = append(parts, keeps)
	}
	acts := []fyne.CanvasObject{layout.NewSpacer(), leave, f.confirm}
	if f.preview != nil {
		acts = append([]fyne.CanvasObject{widget.NewButtonIn(widget.Plain, "eye", w.T("rectify.preview"), f.preview)}, acts...)
	}
	f.acts = widget.Stack(f.failure, widget.Bar(acts...))
	if f.last != nil {
		f.acts = widget.Stack(f.last, f.acts)
	}
	if !f.tall {
		parts = append(parts, f.acts)
	}
	f.view = widget.Stack(parts...)
	if f.first == nil {
		f.first = f.confirm
	}
	return f
}

// submit takes the step off the screen's goroutine; a refusal is said in the form.
func (f *form) submit() {
	if f.busy {
		return
	}
	for _, d := range f.days {
		if _, ok := d.Day(); !ok {
			f.refuse(app.Refuse("date.unreadable", "text", d.Text()))
			f.pg.c.Canvas().Focus(d.Focusable())
			return
		}
	}
	f.busy = true
	f.confirm.Disable()
	f.pg.c.Do(f.take(), func(err error) {
		f.busy = false
		f.confirm.Enable()
		if err != nil {
			f.refuse(err)
			return
		}
		f.pg.pane.finish(f)
	})
}

// refuse says in the form why the step was not taken; what is graver than a
// refusal of the desk is the shell's to say, and so is all of a step that asked for
// nothing, whose form nobody sees.
func (f *form) refuse(err error) {
	if len(f.fields) == 0 {
		if f.pg.pane.form == f {
			f.pg.pane.cancel()
		}
		f.pg.c.FailOr(err, f.submit)
		return
	}
	code, _, _ := strings.Cut(app.RefusalCode(err), ".")
	switch code {
	case "defect", "contract", "permission", "record", "date", "photo":
		f.failure.SetText(f.pg.c.W.Refusal(err))
		f.failure.Show()
		f.pg.pane.refit()
	default:
		f.failure.Hide() // of what was put right by now
		f.pg.pane.refit()
		f.pg.c.FailOr(err, f.submit)
	}
}

// touched takes away what was said of what stood in the fields before.
func (f *form) touched() {
	if f.failure.Visible() {
		f.failure.Hide()
		f.pg.pane.refit()
	}
}

// valueOf is the day of a field that was found readable.
func valueOf(d *widget.DateField) app.Date {
	day, _ := d.Day()
	return day
}
