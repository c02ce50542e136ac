package units

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keyday/app/site"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// LegendRow is one line of a legend that filters: a state's sign and word, and at
// the right how many there are.
type LegendRow struct {
	widget.Filter
	State site.State // "" shows no sign
}

// NewLegendRow is a line that is off.
func NewLegendRow(state site.State, text string, tap func(on bool)) *LegendRow {
	r := &LegendRow{Filter: widget.Filter{Text: text, OnTap: tap}, State: state}
	r.Toggles(r)
	return r
}

// CreateRenderer draws the line.
func (r *LegendRow) CreateRenderer() fyne.WidgetRenderer {
	ground, ring := canvas.NewRectangle(widget.Transparent), widget.NewFocusRing()
	ground.CornerRadius = theme.Radius
	text, count := widget.NewDrawnText(r.Text, theme.Ink, theme.TextSize, false), widget.NewDrawnText("", theme.Quiet, theme.TextSize, false)
	count.Alignment = fyne.TextAlignTrailing
	d := &widget.Drawn{Of: r, Parts: []fyne.CanvasObject{ground, text, count}}
	left := float32(12)
	var mark *widget.Mark
	if r.State != "" {
		mark = widget.NewStateMark(r.State)
		d.Parts = append(d.Parts, mark.Objects...)
		left = 34
	}
	d.Parts = append(d.Parts, ring)
	d.Least = func() fyne.Size {
		return fyne.NewSize(left+widget.Measure(r.Text, theme.TextSize, true).Width+48, theme.Field)
	}
	d.Arrange = func(size fyne.Size) {
		widget.PlaceAt(ground, 0, 0, size.Width, size.Height)
		widget.PlaceAt(ring, 0, 0, size.Width, size.Height)
		if mark != nil {
			mark.Place(12, (size.Height-14)/2+1, 14)
		}
		widget.PlaceAt(text, left, 0, size.Width-left-48, size.Height)
		widget.PlaceAt(count, size.Width-60, 0, 48, size.Height)
	}
	d.Paint = func() {
		ground.FillColor = widget.Transparent
		text.Text, text.Color, text.TextStyle.Bold = widget.Shown(r.Text), theme.Of(theme.Ink), r.On
		count.Text, count.Color = strconv.Itoa(r.Count), theme.Of(theme.Quiet)
		if mark != nil {
			mark.Tint(theme.State(r.State))
		}
		switch {
		case r.On:
			ground.FillColor, text.Color = theme.Of(theme.AccentTint), theme.Of(theme.Accent)
		case r.Hovered:
			ground.FillColor = theme.Of(theme.Hover)
		case r.Count == 0:
			text.Color = theme.Of(theme.Quiet)
		}
		widget.ShowIf(ring, r.Focused)
	}
	d.Paint()
	return d
}
