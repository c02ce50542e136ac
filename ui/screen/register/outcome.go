package register

import (
	"context"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// Outcome is what became of an act upon many records where it could not be done with all
// of them.
type Outcome struct {
	Title  string
	Text   string
	Of     []Row  // with which it was to be done
	Called string // the column that says what they are called
	Undone []app.Undone
}

// Bulk is something that is done with many records of a list at once.
type Bulk struct {
	Of     []Row
	Called string // the column that says what they are called
	Do     func(context.Context) ([]app.Undone, error)
	Done   func(n int) string // what is said of n with which it was done
}

// Confirm lets a dialog do it, and tells what became of it. Where it is refused as such,
// the dialog says so and stays.
func (l *List) Confirm(d *widget.Dialog, b Bulk) {
	var undone []app.Undone
	l.c.Confirm(d, func(ctx context.Context) (err error) {
		if undone, err = b.Do(ctx); err == nil && len(undone) == 1 && len(b.Of) == 1 {
			err = undone[0].Why
		}
		return err
	}, func() { l.Told(b, undone) })
}

// Told says what became of an act, and ends the selection.
func (l *List) Told(b Bulk, undone []app.Undone) {
	w, done := l.c.W, len(b.Of)-len(undone)
	l.Table.ClearSelection()
	l.Reload()
	if len(undone) == 0 {
		l.c.Say(b.Done(done))
		return
	}
	l.c.Ask(Outcome{Title: w.T("register.outcome", "n", len(undone), "done", done), Text: w.T("register.outcome_text"), Of: b.Of, Called: b.Called, Undone: undone}.Dialog(l.c))
}

// Dialog lists those with which it could not be done, each with why.
func (o Outcome) Dialog(c *shell.Context) *widget.Dialog {
	const width, inside, tall = 560, 520, 240
	d := widget.NewDialog(c.W, o.Title, o.Text)
	d.Width = width
	if len(o.Undone) == 0 {
		return d
	}
	called := map[app.ID]string{}
	for _, r := range o.Of {
		called[r.ID()] = r.Text(o.Called)
	}
	lines := make([]fyne.CanvasObject, len(o.Undone))
	for i, u := range o.Undone {
		lines[i] = widget.Stack(widget.NewBold(called[u.ID]), widget.NewParagraph(c.W.Refusal(u.Why), inside), widget.Space(theme.Gap))
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
