package register

import (
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
