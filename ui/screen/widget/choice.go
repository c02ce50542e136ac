package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keyday/ui/screen/theme"
)

// ChoiceTile is one of a few things that may be done: an icon, what it is, and
// more of it beneath.
type ChoiceTile struct {
	control
	Icon, Title, Detail string
}

// NewChoiceTile calls tap when it is chosen.
func NewChoiceTile(icon, title, detail string, tap func()) *ChoiceTile {
	t := &ChoiceTile{Icon: icon, Title: title, Detail: detail}
	t.extend(t, tap)
	return t
}

// CreateRenderer draws the tile.
func (t *ChoiceTile) CreateRenderer() fyne.WidgetRenderer {
	ground, ring := canvas.NewRectangle(transparent), newRing()
	ground.CornerRadius = theme.Radius
	icon := newIcon(t.Icon, theme.Accent)
	title, detail := newText("", theme.Ink, theme.Emphasis, true), newText("", theme.Quiet, theme.TextSize, false)
	d := &drawn{of: t, objects: []fyne.CanvasObject{ground, icon, title, detail, ring}}
	d.min = func() fyne.Size { return fyne.NewSize(280, 68) }
	d.layout = func(size fyne.Size) {
		place(ground, 0, 0, size.Width, size.Height)
		place(ring, 0, 0, size.Width, size.Height)
		place(icon, 20, (size.Height-24)/2, 24, 24)
		room := size.Width - 64 - 16
		title.Text = Cut(t.Title, room, theme.Emphasis, true)
		detail.Text = Cut(t.Detail, room, theme.TextSize, false)
		place(title, 64, 11, room, 24)
		place(detail, 64, 36, room, 20)
	}
	d.paint = func() {
		ground.FillColor, ground.StrokeColor, ground.StrokeWidth = theme.Of(theme.Paper), theme.Of(theme.Line), 1
		if t.hovered {
			ground.StrokeColor = theme.Of(theme.Accent)
		}
		icon.Resource = theme.IconIn(t.Icon, theme.Accent)
		title.Color, detail.Color = theme.Of(theme.Ink), theme.Of(theme.Quiet)
		show(ring, t.focused)
		d.layout(t.BaseWidget.Size())
	}
	d.paint()
	return d
}
