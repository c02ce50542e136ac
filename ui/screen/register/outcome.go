package register

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/staff"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// Bulk is something that is done with many records of a list, one after the other. What
// cannot be done with one is listed with why, and does not stop the others.
type Bulk struct {
	Of     []Row
	Called string // the column that says what they are called
	// Do does it with those, which are all of them, or the rest where it was stopped before.
	Do func(ctx context.Context, of []Row) (app.Outcome, error)
	// Done answers with what is said of n with which it was done, "" where that is shown
	// otherwise.
	Done func(n int) string

	outcome app.Outcome
	stopped error
}

// Run does it, off the screen's goroutine. Where nothing came of it (it could not be begun,
// or there is one record and it was refused) the error says why; else Told tells.
func (b *Bulk) Run(ctx context.Context) error {
	b.outcome, b.stopped = b.Do(ctx, b.Of)
	switch {
	case b.stopped != nil && len(b.outcome.Rest) == len(b.Of):
		return b.stopped
	case len(b.Of) == 1 && len(b.outcome.Undone) == 1:
		return b.outcome.Undone[0].Why
	}
	return nil
}

// ActOn is a button that does something with records that are selected, off for whoever lacks
// the permission where one of them lies.
func (l *List) ActOn(of []Row, weight widget.Weight, name string, needs app.Permission, do func()) *widget.Button {
	b := widget.NewButtonIn(weight, "", name, do)
	if staff.May(l.c.Actor(), needs, Communities(of)...) != nil {
		b.Disable()
	}
	return b
}

// Told says what became of an act, and ends the selection. Where it was stopped, the rest
// is offered again.
func (l *List) Told(b *Bulk) {
	w, undone, left := l.c.W, len(b.outcome.Undone), len(b.outcome.Rest)
	done := len(b.Of) - undone - left
	l.Table.ClearSelection()
	l.Reload()
	switch {
	case b.stopped != nil:
		d := b.dialog(l, w.T("register.stopped", "n", left, "done", done), w.T("register.stopped_text", "why", w.Refusal(b.stopped)))
		d.Confirm = w.T("register.go_on")
		rest := b.rest()
		d.OnConfirm = func() bool {
			l.c.Confirm(d, rest.Run, func() { l.Told(&rest) })
			return false
		}
		l.c.Ask(d)
	case undone > 0:
		l.c.Ask(b.dialog(l, w.T("register.outcome", "n", undone, "done", done), w.T("register.outcome_text")))
	default:
		if said := b.Done(done); said != "" {
			l.c.Say(said)
		}
	}
}

// rest is the same with those that it did not come to.
func (b *Bulk) rest() Bulk {
	left := *b
	left.Of = slices.DeleteFunc(slices.Clone(b.Of), func(r Row) bool { return !slices.Contains(b.outcome.Rest, r.ID()) })
	return left
}

// dialog lists those with which it could not be done, each with why.
func (b *Bulk) dialog(l *List, title, text string) *widget.Dialog {
	const width, inside, tall = 560, 520, 240
	d := widget.NewDialog(l.c.W, title, text)
	d.Width = width
	if len(b.outcome.Undone) == 0 {
		return d
	}
	called := map[app.ID]string{}
	for _, r := range b.Of {
		called[r.ID()] = r.Text(b.Called)
	}
	lines := make([]fyne.CanvasObject, len(b.outcome.Undone))
	for i, u := range b.outcome.Undone {
		lines[i] = widget.Stack(widget.NewBold(called[u.ID]), widget.NewParagraph(l.c.W.Refusal(u.Why), inside), widget.Space(theme.Gap))
	}
	all := widget.Stack(lines...)
	d.Content = all
	if all.MinSize().Height > tall {
		scroll := widget.NewVScroll(all)
		scroll.SetMinSize(fyne.NewSize(inside, tall))
		d.Content = scroll
	}
	return d
}
