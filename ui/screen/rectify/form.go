package rectify

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/register"
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
	asks    *register.Form
	first   fyne.Focusable // nil: the first field
	take    func() act     // reads the fields, on the screen's goroutine
	done    func()         // says what was done; nil: the state is said
	staged  *staged
	busy    bool
	tall    bool            // it needs the pane to itself; only its last field and its acts stand at the foot
	last    *fyne.Container // nil for none
	acts    *fyne.Container
	preview func() // shows what would be made; nil: nothing is
}

func (pg *page) newForm(s defect.Step, ids ...app.ID) *form {
	f := &form{pg: pg, step: s, ids: ids, asks: register.NewForm(pg.c)}
	f.asks.Submit, f.asks.Touched = f.submit, f.touched
	f.failure = widget.NewParagraph("", paneWidth-2*theme.Margin)
	f.failure.Colour = theme.Bad
	f.failure.Hide()
	return f
}

// must asks for what has to be filled in; a refusal of the field is said there.
func (f *form) must(field, label, value string) *widget.Entry {
	return f.asks.Text(label, value, register.Must, register.Of(field))
}

// firm offers the firms; those that hold the trade stand first.
func (f *form) firm(label string, trade site.Trade, chosen app.ID) func() app.ID {
	var ids []app.ID
	names := map[app.ID]string{}
	for _, firm := range sortedFor(f.pg.firms, trade) {
		ids, names[firm.ID] = append(ids, firm.ID), firm.Name
	}
	firm := register.Pick(f.asks, register.Choice[app.ID]{Label: label, Keys: ids, Say: func(id app.ID) string { return names[id] }}, chosen, register.Must, register.Of("firm"))
	if len(ids) == 0 {
		f.asks.Put(f.noFirms())
	}
	return firm
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
	f.asks.Add(label, f.staged.strip)
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
	parts = append(parts, f.asks.View())
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
		f.first = f.asks.Focus()
	}
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
	if !f.asks.Readable() {
		f.pg.pane.refit()
		return
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
	if f.asks.Empty() {
		if f.pg.pane.form == f {
			f.pg.pane.cancel()
		}
		f.pg.c.FailOr(err, f.submit)
		return
	}
	f.failure.Hide() // of what was put right by now
	switch rest := f.asks.Refuse(err); {
	case rest == nil: // it is said at its field
	case app.OfOne(rest):
		f.failure.SetText(f.pg.c.W.Refusal(rest))
		f.failure.Show()
	default:
		f.pg.c.FailOr(rest, f.submit)
	}
	f.pg.pane.refit()
}

// touched takes away what was said of what stood in the fields before.
func (f *form) touched() {
	if f.failure.Visible() {
		f.failure.Hide()
		f.pg.pane.refit()
	}
}
