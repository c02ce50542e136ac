package register

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keyday/ui/register"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// tip says in full what a cell has no room for, beside it, while the pointer is upon it.
type tip struct {
	ground *canvas.Rectangle
	text   *canvas.Text
}

func newTip() *tip {
	t := &tip{ground: widget.NewBox(theme.Ink), text: widget.NewDrawnText("", theme.Paper, theme.TextSize, false)}
	t.ground.CornerRadius = theme.Radius
	t.hide()
	return t
}

func (t *tip) hide() { t.ground.Hide(); t.text.Hide() }

// said is what it says and where, "" while it is hidden.
func (t *tip) said() string {
	if !t.text.Visible() {
		return ""
	}
	return fmt.Sprint(t.text.Text, t.ground.Position())
}

func (t *tip) paint() {
	t.ground.FillColor, t.text.Color = theme.Of(theme.Ink), theme.Of(theme.Paper)
}

// show says a text at a place, within a width.
func (t *tip) show(text string, x, y, within float32) {
	const side, high = 10, 30
	t.text.Text = widget.Cut(text, within-2*side, theme.TextSize, false)
	width := widget.Measure(t.text.Text, theme.TextSize, false).Width + 2*side
	x = fyne.Max(0, fyne.Min(x, within-width))
	widget.PlaceAt(t.ground, x, y, width, high)
	widget.PlaceAt(t.text, x+side, y, width-2*side, high)
	t.ground.Show()
	t.text.Show()
}

// full is all that a cell says, and whether a width has no room for it.
func (t *Table) full(c column, r register.Row, width float32) (text string, cut bool) {
	text = widget.Shown(c.Say(t.words, r.Value(c.Key)))
	look := t.looks[c.Key]
	if look.State == nil {
		return text, text != widget.Cut(text, width, theme.TextSize, c.Strong)
	}
	mark := look.State(r)
	sign := widget.StateSign{Word: text, Barred: mark.Barred}
	return words.Join("　", text, mark.Barred), sign.Room() > width
}

// point says what the cell under the pointer has no room for.
func (t *Table) point(i int, x float32) {
	size := t.BaseWidget.Size()
	shown, before := false, t.tip.said()
	if i >= 0 && i < t.length() && !t.heading(i) {
		left := tickWidth
		for n, w := range t.widths(size.Width) {
			if c := t.columns[n]; x >= left && x < left+w {
				full, cut := t.full(c, t.row(i), fyne.Max(0, w-2*cellSide))
				if shown = cut; shown {
					y := headHeight + t.rows.Top(i) + t.rows.RowHeight - 4
					if y+30 > size.Height {
						y -= t.rows.RowHeight + 22
					}
					t.tip.show(full, left, y, size.Width)
				}
			}
			left += w
		}
	}
	if !shown {
		t.tip.hide()
	}
	if now := t.tip.said(); now != before { // else each step of the pointer would paint the list
		canvas.Refresh(t)
	}
}
