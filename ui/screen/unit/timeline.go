package unit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// TimelineRow is one event of a history: when, a mark on the line that joins
// them, what, and who beneath. Rows reuses it.
type TimelineRow struct {
	fw.BaseWidget
	When, What, Who string
	Colour          fyne.ThemeColorName // of the mark; "" is quiet
	First, Last     bool                // where the line begins and ends
}

// TimelineHeight is the height of a TimelineRow.
const TimelineHeight float32 = 48

// NewTimelineRow is an empty row.
func NewTimelineRow() *TimelineRow {
	r := &TimelineRow{}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer draws the event.
func (r *TimelineRow) CreateRenderer() fyne.WidgetRenderer {
	when, what, who := widget.NewDrawnText("", theme.Quiet, theme.TextSize, false), widget.NewDrawnText("", theme.Ink, theme.TextSize, false), widget.NewDrawnText("", theme.Quiet, theme.Small, false)
	up, down, dot := widget.NewBox(theme.Line), widget.NewBox(theme.Line), canvas.NewCircle(widget.Transparent)
	d := &widget.Drawn{Of: r, Parts: []fyne.CanvasObject{up, down, dot, when, what, who}}
	const x, left float32 = 132, 152
	d.Least = func() fyne.Size { return fyne.NewSize(left+120, TimelineHeight) }
	d.Arrange = func(size fyne.Size) {
		widget.PlaceAt(when, 8, 4, x-24, 22)
		widget.PlaceAt(up, x, 0, 1, 10)
		widget.PlaceAt(down, x, 20, 1, size.Height-20)
		widget.PlaceAt(dot, x-4, 11, 9, 9)
		what.Text = widget.Cut(r.What, size.Width-left-8, theme.TextSize, false)
		widget.PlaceAt(what, left, 4, size.Width-left-8, 22)
		who.Text = widget.Cut(r.Who, size.Width-left-8, theme.Small, false)
		widget.PlaceAt(who, left, 24, size.Width-left-8, 18)
	}
	d.Paint = func() {
		colour := r.Colour
		if colour == "" {
			colour = theme.Idle
		}
		dot.FillColor = theme.Of(colour)
		when.Text = widget.Shown(r.When)
		when.Color, what.Color, who.Color = theme.Of(theme.Quiet), theme.Of(theme.Ink), theme.Of(theme.Quiet)
		up.FillColor, down.FillColor = theme.Of(theme.Line), theme.Of(theme.Line)
		widget.ShowIf(up, !r.First)
		widget.ShowIf(down, !r.Last)
		d.Arrange(r.BaseWidget.Size())
	}
	d.Paint()
	return d
}
