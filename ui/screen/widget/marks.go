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
	ground := canvas.NewRectangle(Transparent)
	ground.CornerRadius = 9
	text := NewDrawnText("", theme.OnAccent, theme.Small, true)
	text.Alignment = fyne.TextAlignCenter
	d := &Drawn{Of: b, Parts: []fyne.CanvasObject{ground, text}}
	d.Least = func() fyne.Size {
		return fyne.NewSize(fyne.Max(18, Measure(b.Text, theme.Small, true).Width+12), 18)
	}
	d.Arrange = func(size fyne.Size) {
		PlaceAt(ground, 0, (size.Height-18)/2, size.Width, 18)
		PlaceAt(text, 0, (size.Height-18)/2, size.Width, 18)
	}
	d.Paint = func() {
		ground.FillColor, text.Color, text.Text = theme.OfText(b.Colour), theme.Of(theme.OnAccent), Shown(b.Text)
	}
	d.Paint()
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
	ground := canvas.NewArc(0, 360, 0.72, Transparent)
	part := canvas.NewArc(0, 0, 0.72, Transparent)
	mark := NewDrawnIcon("check", theme.Good)
	d := &Drawn{Of: p, Parts: []fyne.CanvasObject{ground, part, mark}}
	d.Least = func() fyne.Size { return fyne.NewSize(side, side) }
	d.Arrange = func(size fyne.Size) {
		x, y := (size.Width-side)/2, (size.Height-side)/2
		PlaceAt(ground, x, y, side, side)
		PlaceAt(part, x, y, side, side)
		PlaceAt(mark, x+4.5, y+4.5, side-9, side-9)
	}
	d.Paint = func() {
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
		ShowIf(mark, complete || p.Failed)
		ShowIf(part, part.EndAngle > 0)
	}
	d.Paint()
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
	ground, part := NewBox(theme.Line), NewBox(theme.Accent)
	ground.CornerRadius, part.CornerRadius = high/2, high/2
	d := &Drawn{Of: g, Parts: []fyne.CanvasObject{ground, part}}
	d.Least = func() fyne.Size { return fyne.NewSize(60, 20) }
	d.Arrange = func(size fyne.Size) {
		y := (size.Height - high) / 2
		PlaceAt(ground, 0, y, size.Width, high)
		PlaceAt(part, 0, y, size.Width*g.Share, high)
	}
	d.Paint = func() {
		ground.FillColor, part.FillColor = theme.Of(theme.Line), theme.Of(g.Colour)
		ShowIf(part, g.Share > 0)
		d.Arrange(g.BaseWidget.Size())
	}
	d.Paint()
	return d
}
