package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keyday/ui/screen/theme"
)

// ChoiceTile is one of a few things that may be done: an icon, what it is, and
// more of it beneath.
type ChoiceTile struct {
	Control
	Icon, Title, Detail string
}

// NewChoiceTile calls tap when it is chosen.
func NewChoiceTile(icon, title, detail string, tap func()) *ChoiceTile {
	t := &ChoiceTile{Icon: icon, Title: title, Detail: detail}
	t.Extend(t, tap)
	return t
}

// CreateRenderer draws the tile.
func (t *ChoiceTile) CreateRenderer() fyne.WidgetRenderer {
	ground, ring := canvas.NewRectangle(Transparent), NewFocusRing()
	ground.CornerRadius = theme.Radius
	icon := NewDrawnIcon(t.Icon, theme.Accent)
	title, detail := NewDrawnText("", theme.Ink, theme.Emphasis, true), NewDrawnText("", theme.Quiet, theme.TextSize, false)
	d := &Drawn{Of: t, Parts: []fyne.CanvasObject{ground, icon, title, detail, ring}}
	d.Least = func() fyne.Size { return fyne.NewSize(280, 68) }
	d.Arrange = func(size fyne.Size) {
		PlaceAt(ground, 0, 0, size.Width, size.Height)
		PlaceAt(ring, 0, 0, size.Width, size.Height)
		PlaceAt(icon, 20, (size.Height-24)/2, 24, 24)
		room := size.Width - 64 - 16
		title.Text = Cut(t.Title, room, theme.Emphasis, true)
		detail.Text = Cut(t.Detail, room, theme.TextSize, false)
		PlaceAt(title, 64, 11, room, 24)
		PlaceAt(detail, 64, 36, room, 20)
	}
	d.Paint = func() {
		ground.FillColor, ground.StrokeColor, ground.StrokeWidth = theme.Of(theme.Paper), theme.Of(theme.Line), 1
		if t.Hovered {
			ground.StrokeColor = theme.Of(theme.Accent)
		}
		icon.Resource = theme.IconIn(t.Icon, theme.Accent)
		title.Color, detail.Color = theme.Of(theme.Ink), theme.Of(theme.Quiet)
		ShowIf(ring, t.Focused)
		d.Arrange(t.BaseWidget.Size())
	}
	d.Paint()
	return d
}
