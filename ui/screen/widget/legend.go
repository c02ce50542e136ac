package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keyday/app/site"
	"keyday/ui/screen/theme"
)

// LegendRow is one line of a legend that filters: a state's sign and word, and at
// the right how many there are. Lit it filters.
type LegendRow struct {
	control
	State site.State // "" shows no sign
	Text  string
	Count int
	On    bool
	OnTap func(on bool)
}

// NewLegendRow is a line that is off.
func NewLegendRow(state site.State, text string, tap func(on bool)) *LegendRow {
	r := &LegendRow{State: state, Text: text, OnTap: tap}
	r.extend(r, func() {
		r.On = !r.On
		r.Refresh()
		if r.OnTap != nil {
			r.OnTap(r.On)
		}
	})
	return r
}

// Set shows another count and whether it filters, without calling OnTap.
func (r *LegendRow) Set(count int, on bool) {
	if r.Count != count || r.On != on {
		r.Count, r.On = count, on
		r.Refresh()
	}
}

// CreateRenderer draws the line.
func (r *LegendRow) CreateRenderer() fyne.WidgetRenderer {
	ground, ring := canvas.NewRectangle(transparent), newRing()
	ground.CornerRadius = theme.Radius
	text, count := newText(r.Text, theme.Ink, theme.TextSize, false), newText("", theme.Quiet, theme.TextSize, false)
	count.Alignment = fyne.TextAlignTrailing
	d := &drawn{of: r, objects: []fyne.CanvasObject{ground, text, count}}
	left := float32(12)
	var mark *sign
	if r.State != "" {
		mark = newSign(r.State)
		d.objects = append(d.objects, mark.objects...)
		left = 34
	}
	d.objects = append(d.objects, ring)
	d.min = func() fyne.Size {
		return fyne.NewSize(left+measure(r.Text, theme.TextSize, true).Width+48, theme.Field)
	}
	d.layout = func(size fyne.Size) {
		place(ground, 0, 0, size.Width, size.Height)
		place(ring, 0, 0, size.Width, size.Height)
		if mark != nil {
			mark.place(12, (size.Height-14)/2+1, 14)
		}
		place(text, left, 0, size.Width-left-48, size.Height)
		place(count, size.Width-60, 0, 48, size.Height)
	}
	d.paint = func() {
		ground.FillColor = transparent
		text.Text, text.Color, text.TextStyle.Bold = r.Text, theme.Of(theme.Ink), r.On
		count.Text, count.Color = itoa(r.Count), theme.Of(theme.Quiet)
		if mark != nil {
			mark.tint(theme.State(r.State))
		}
		switch {
		case r.On:
			ground.FillColor, text.Color = theme.Of(theme.AccentTint), theme.Of(theme.Accent)
		case r.hovered:
			ground.FillColor = theme.Of(theme.Hover)
		case r.Count == 0:
			text.Color = theme.Of(theme.Quiet)
		}
		show(ring, r.focused)
	}
	d.paint()
	return d
}
