package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
)

// Badge is a small filled mark with a word or a number.
type Badge struct {
	fw.BaseWidget
	Text   string
	Colour fyne.ThemeColorName
}

// NewBadge is a badge in the given colour.
func NewBadge(text string, colour fyne.ThemeColorName) *Badge {
	b := &Badge{Text: text, Colour: colour}
	b.ExtendBaseWidget(b)
	return b
}

// SetText says something else.
func (b *Badge) SetText(s string) {
	if b.Text != s {
		b.Text = s
		b.Refresh()
	}
}

// CreateRenderer draws the badge.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(transparent)
	ground.CornerRadius = 9
	text := newText("", theme.OnAccent, theme.Small, true)
	text.Alignment = fyne.TextAlignCenter
	d := &drawn{of: b, objects: []fyne.CanvasObject{ground, text}}
	d.min = func() fyne.Size {
		return fyne.NewSize(fyne.Max(18, measure(b.Text, theme.Small, true).Width+12), 18)
	}
	d.layout = func(size fyne.Size) {
		place(ground, 0, (size.Height-18)/2, size.Width, 18)
		place(text, 0, (size.Height-18)/2, size.Width, 18)
	}
	d.paint = func() {
		ground.FillColor, text.Color, text.Text = theme.OfText(b.Colour), theme.Of(theme.OnAccent), b.Text
	}
	d.paint()
	return d
}

// Chip is a filter that says what it filters, with how many it would show. Lit
// it is on.
type Chip struct {
	control
	Text  string
	Count int // -1 shows none
	On    bool
	// Sign stands before the text: a *StateSign, or nil.
	Sign  *StateSign
	OnTap func(on bool)
}

// NewChip is a chip that is off.
func NewChip(text string, count int, tap func(on bool)) *Chip {
	c := &Chip{Text: text, Count: count, OnTap: tap}
	c.extend(c, func() {
		c.On = !c.On
		c.Refresh()
		if c.OnTap != nil {
			c.OnTap(c.On)
		}
	})
	return c
}

// Set shows another count and whether it is on, without calling OnTap.
func (c *Chip) Set(count int, on bool) {
	if c.Count != count || c.On != on {
		c.Count, c.On = count, on
		c.Refresh()
	}
}

// CreateRenderer draws the chip.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	ground, ring := canvas.NewRectangle(transparent), newRing()
	text, count := newText("", theme.Ink, theme.TextSize, false), newText("", theme.Quiet, theme.TextSize, false)
	ground.CornerRadius, ring.CornerRadius = 16, 16
	d := &drawn{of: c, objects: []fyne.CanvasObject{ground, text, count, ring}}
	if c.Sign != nil {
		d.objects = append(d.objects, c.Sign)
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
		label = measure(c.Text, theme.TextSize, c.On).Width
		if n := number(); n != "" {
			figure = measure(n, theme.TextSize, false).Width + 6
		}
		return sign, label, figure
	}
	d.min = func() fyne.Size {
		sign, label, figure := sides()
		return fyne.NewSize(24+sign+label+figure, theme.Touch)
	}
	d.layout = func(size fyne.Size) {
		y := (size.Height - 32) / 2
		place(ground, 0, y, size.Width, 32)
		place(ring, 0, y, size.Width, 32)
		sign, label, figure := sides()
		if c.Sign != nil {
			place(c.Sign, 12, y, 14, 32)
		}
		place(text, 12+sign, y, label, 32)
		place(count, 12+sign+label+6, y, figure, 32)
	}
	d.paint = func() {
		ground.FillColor, ground.StrokeColor, ground.StrokeWidth = theme.Of(theme.Paper), theme.Of(theme.Border), 1
		text.Text, text.Color, text.TextStyle.Bold = c.Text, theme.Of(theme.Ink), c.On
		count.Text, count.Color = number(), theme.Of(theme.Quiet)
		switch {
		case c.On:
			ground.FillColor, ground.StrokeColor = theme.Of(theme.AccentTint), theme.Of(theme.Accent)
			text.Color = theme.Of(theme.Accent)
		case c.hovered:
			ground.FillColor = theme.Of(theme.Ground)
		}
		show(ring, c.focused)
		d.layout(c.BaseWidget.Size())
	}
	d.paint()
	return d
}

// ProgressRing is how much of a room is done: a ring that closes, with a tick
// once it has, a cross where something failed.
type ProgressRing struct {
	fw.BaseWidget
	Done, Total int
	Failed      bool
}

// NewProgressRing is a ring of 20.
func NewProgressRing(done, total int, failed bool) *ProgressRing {
	p := &ProgressRing{Done: done, Total: total, Failed: failed}
	p.ExtendBaseWidget(p)
	return p
}

// Set shows another progress.
func (p *ProgressRing) Set(done, total int, failed bool) {
	p.Done, p.Total, p.Failed = done, total, failed
	p.Refresh()
}

// CreateRenderer draws the ring.
func (p *ProgressRing) CreateRenderer() fyne.WidgetRenderer {
	const side float32 = 20
	ground := canvas.NewArc(0, 360, 0.72, transparent)
	part := canvas.NewArc(0, 0, 0.72, transparent)
	mark := newIcon("check", theme.Good)
	d := &drawn{of: p, objects: []fyne.CanvasObject{ground, part, mark}}
	d.min = func() fyne.Size { return fyne.NewSize(side, side) }
	d.layout = func(size fyne.Size) {
		x, y := (size.Width-side)/2, (size.Height-side)/2
		place(ground, x, y, side, side)
		place(part, x, y, side, side)
		place(mark, x+4.5, y+4.5, side-9, side-9)
	}
	d.paint = func() {
		colour := theme.Accent
		complete := p.Total > 0 && p.Done >= p.Total
		icon := "check"
		switch {
		case p.Failed:
			colour, icon = theme.Bad, "cross"
		case complete:
			colour = theme.Good
		}
		ground.FillColor, part.FillColor = theme.Of(theme.Line), theme.Of(colour)
		part.EndAngle = 0
		if p.Total > 0 {
			part.EndAngle = 360 * float32(min(p.Done, p.Total)) / float32(p.Total)
		}
		mark.Resource = theme.IconIn(icon, colour)
		show(mark, complete || p.Failed)
		show(part, part.EndAngle > 0)
	}
	d.paint()
	return d
}

// Gauge is a thin bar that fills: how far a job is, how much of a whole.
type Gauge struct {
	fw.BaseWidget
	Share  float32 // 0..1
	Colour fyne.ThemeColorName
}

// NewGauge is an empty gauge in the accent.
func NewGauge() *Gauge {
	g := &Gauge{Colour: theme.Accent}
	g.ExtendBaseWidget(g)
	return g
}

// Set shows done of total.
func (g *Gauge) Set(done, total int) {
	g.Share = 0
	if total > 0 {
		g.Share = float32(max(0, min(done, total))) / float32(total)
	}
	g.Refresh()
}

// CreateRenderer draws the bar.
func (g *Gauge) CreateRenderer() fyne.WidgetRenderer {
	const high float32 = 6
	ground, part := newBox(theme.Line), newBox(theme.Accent)
	ground.CornerRadius, part.CornerRadius = high/2, high/2
	d := &drawn{of: g, objects: []fyne.CanvasObject{ground, part}}
	d.min = func() fyne.Size { return fyne.NewSize(60, 20) }
	d.layout = func(size fyne.Size) {
		y := (size.Height - high) / 2
		place(ground, 0, y, size.Width, high)
		place(part, 0, y, size.Width*g.Share, high)
	}
	d.paint = func() {
		ground.FillColor, part.FillColor = theme.Of(theme.Line), theme.Of(g.Colour)
		show(part, g.Share > 0)
		d.layout(g.BaseWidget.Size())
	}
	d.paint()
	return d
}
