package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keyday/ui/screen/theme"
)

// Filter is what filters with one tap, and says how many it would show. Lit it is
// on.
type Filter struct {
	Control
	Text  string
	Count int
	On    bool
	OnTap func(on bool)
}

// Toggles makes w a filter: a tap turns it on or off.
func (f *Filter) Toggles(w fyne.Widget) {
	f.Extend(w, func() {
		f.On = !f.On
		f.Refresh()
		if f.OnTap != nil {
			f.OnTap(f.On)
		}
	})
}

// Set shows another count and whether it is on, without calling OnTap.
func (f *Filter) Set(count int, on bool) {
	if f.Count != count || f.On != on {
		f.Count, f.On = count, on
		f.Refresh()
	}
}

// Chip is a filter among others in a strip; a Count of -1 shows none.
type Chip struct {
	Filter
	// Sign stands before the text: a *StateSign, or nil.
	Sign *StateSign
}

// NewChip is a chip that is off.
func NewChip(text string, count int, tap func(on bool)) *Chip {
	c := &Chip{Filter: Filter{Text: text, Count: count, OnTap: tap}}
	c.Toggles(c)
	return c
}

// CreateRenderer draws the chip.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	ground, ring := canvas.NewRectangle(Transparent), NewFocusRing()
	text, count := NewDrawnText("", theme.Ink, theme.TextSize, false), NewDrawnText("", theme.Quiet, theme.TextSize, false)
	ground.CornerRadius, ring.CornerRadius = 16, 16
	d := &Drawn{Of: c, Parts: []fyne.CanvasObject{ground, text, count, ring}}
	if c.Sign != nil {
		d.Parts = append(d.Parts, c.Sign)
	}
	number := func() string {
		if c.Count < 0 {
			return ""
		}
		return itoa(c.Count)
	}
	sides := func() (sign, label, figure float32) {
		if c.Sign != nil {
			sign = 20
		}
		label = Measure(c.Text, theme.TextSize, c.On).Width
		if n := number(); n != "" {
			figure = Measure(n, theme.TextSize, false).Width + 6
		}
		return sign, label, figure
	}
	d.Least = func() fyne.Size {
		sign, label, figure := sides()
		return fyne.NewSize(24+sign+label+figure, theme.Touch)
	}
	d.Arrange = func(size fyne.Size) {
		y := (size.Height - 32) / 2
		PlaceAt(ground, 0, y, size.Width, 32)
		PlaceAt(ring, 0, y, size.Width, 32)
		sign, label, figure := sides()
		if c.Sign != nil {
			PlaceAt(c.Sign, 12, y, 14, 32)
		}
		PlaceAt(text, 12+sign, y, label, 32)
		PlaceAt(count, 12+sign+label+6, y, figure, 32)
	}
	d.Paint = func() {
		ground.FillColor, ground.StrokeColor, ground.StrokeWidth = theme.Of(theme.Paper), theme.Of(theme.Border), 1
		text.Text, text.Color, text.TextStyle.Bold = Shown(c.Text), theme.Of(theme.Ink), c.On
		count.Text, count.Color = number(), theme.Of(theme.Quiet)
		switch {
		case c.On:
			ground.FillColor, ground.StrokeColor = theme.Of(theme.AccentTint), theme.Of(theme.Accent)
			text.Color = theme.Of(theme.Accent)
		case c.Hovered:
			ground.FillColor = theme.Of(theme.Ground)
		}
		ShowIf(ring, c.Focused)
		d.Arrange(c.BaseWidget.Size())
	}
	d.Paint()
	return d
}
