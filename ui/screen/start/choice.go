package start

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// ChoiceTile is one of a few things that may be done: an icon, what it is, and
// more of it beneath.
type ChoiceTile struct {
	widget.Control
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
	ground, ring := canvas.NewRectangle(widget.Transparent), widget.NewFocusRing()
	ground.CornerRadius = theme.Radius
	icon := widget.NewDrawnIcon(t.Icon, theme.Accent)
	title, detail := widget.NewDrawnText("", theme.Ink, theme.Emphasis, true), widget.NewDrawnText("", theme.Quiet, theme.TextSize, false)
	d := &widget.Drawn{Of: t, Parts: []fyne.CanvasObject{ground, icon, title, detail, ring}}
	d.Least = func() fyne.Size { return fyne.NewSize(280, 68) }
	d.Arrange = func(size fyne.Size) {
		widget.PlaceAt(ground, 0, 0, size.Width, size.Height)
		widget.PlaceAt(ring, 0, 0, size.Width, size.Height)
		widget.PlaceAt(icon, 20, (size.Height-24)/2, 24, 24)
		room := size.Width - 64 - 16
		title.Text = widget.Cut(t.Title, room, theme.Emphasis, true)
		detail.Text = widget.Cut(t.Detail, room, theme.TextSize, false)
		widget.PlaceAt(title, 64, 11, room, 24)
		widget.PlaceAt(detail, 64, 36, room, 20)
	}
	d.Paint = func() {
		ground.FillColor, ground.StrokeColor, ground.StrokeWidth = theme.Of(theme.Paper), theme.Of(theme.Line), 1
		if t.Hovered {
			ground.StrokeColor = theme.Of(theme.Accent)
		}
		icon.Resource = theme.IconIn(t.Icon, theme.Accent)
		title.Color, detail.Color = theme.Of(theme.Ink), theme.Of(theme.Quiet)
		widget.ShowIf(ring, t.Focused)
		d.Arrange(t.BaseWidget.Size())
	}
	d.Paint()
	return d
}
