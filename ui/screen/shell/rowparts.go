package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// TwoLineRow is an icon with a title and, beside or under it, a quiet detail:
// under it in rows of 44 and more, beside it in lower ones. Rows reuses it.
type TwoLineRow struct {
	fw.BaseWidget
	icon, title, detail string
}

// NewTwoLineRow is an empty row.
func NewTwoLineRow() *TwoLineRow {
	r := &TwoLineRow{}
	r.ExtendBaseWidget(r)
	return r
}

// Set shows something else; icon may be "".
func (r *TwoLineRow) Set(icon, title, detail string) {
	r.icon, r.title, r.detail = icon, title, detail
	r.Refresh()
}

// CreateRenderer draws the row.
func (r *TwoLineRow) CreateRenderer() fyne.WidgetRenderer {
	icon := canvas.NewImageFromResource(nil)
	icon.FillMode = canvas.ImageFillContain
	title, detail := widget.NewDrawnText("", theme.Ink, theme.TextSize, false), widget.NewDrawnText("", theme.Quiet, theme.Small, false)
	d := &widget.Drawn{Of: r, Parts: []fyne.CanvasObject{icon, title, detail}}
	d.Least = func() fyne.Size { return fyne.NewSize(160, theme.Touch) }
	d.Arrange = func(size fyne.Size) {
		x := float32(12)
		widget.PlaceAt(icon, x, (size.Height-20)/2, 20, 20)
		if r.icon != "" {
			x += 32
		}
		room := size.Width - x - 12
		title.Text = widget.Cut(r.title, room, theme.TextSize, false)
		detail.Text = widget.Cut(r.detail, room, theme.Small, false)
		if r.detail == "" {
			widget.PlaceAt(title, x, 0, room, size.Height)
			return
		}
		top := (size.Height - 40) / 2
		widget.PlaceAt(title, x, top+1, room, 22)
		widget.PlaceAt(detail, x, top+21, room, 18)
	}
	d.Paint = func() {
		if r.icon != "" {
			icon.Resource = theme.IconIn(r.icon, theme.Quiet)
		}
		widget.ShowIf(icon, r.icon != "")
		widget.ShowIf(detail, r.detail != "")
		title.Color, detail.Color = theme.Of(theme.Ink), theme.Of(theme.Quiet)
		d.Arrange(r.BaseWidget.Size())
	}
	d.Paint()
	return d
}

// NameTileSize is the size of a NameTile.
var NameTileSize = fyne.NewSize(208, 72)

// NameTile is a person one can be: a name, and the role beneath.
type NameTile struct {
	widget.Control
	name, role string
}

// NewNameTile calls tap when the person is chosen.
func NewNameTile(name, role string, tap func()) *NameTile {
	t := &NameTile{name: name, role: role}
	t.Extend(t, tap)
	return t
}

// CreateRenderer draws the tile, without bold: the sign-in is what a start is
// waited for, and the bold typeface is read after it.
func (t *NameTile) CreateRenderer() fyne.WidgetRenderer {
	ground, ring := canvas.NewRectangle(widget.Transparent), widget.NewFocusRing()
	ground.CornerRadius, ground.StrokeWidth = theme.Radius, 1
	face := canvas.NewCircle(widget.Transparent)
	letter := widget.NewDrawnText(initial(t.name), theme.Accent, theme.Emphasis, false)
	letter.Alignment = fyne.TextAlignCenter
	name, role := widget.NewDrawnText(t.name, theme.Ink, theme.Emphasis, false), widget.NewDrawnText(t.role, theme.Quiet, theme.TextSize, false)
	d := &widget.Drawn{Of: t, Parts: []fyne.CanvasObject{ground, face, letter, name, role, ring}}
	d.Least = func() fyne.Size { return NameTileSize }
	d.Arrange = func(size fyne.Size) {
		widget.PlaceAt(ground, 0, 0, size.Width, size.Height)
		widget.PlaceAt(ring, 0, 0, size.Width, size.Height)
		widget.PlaceAt(face, 16, (size.Height-40)/2, 40, 40)
		widget.PlaceAt(letter, 16, (size.Height-40)/2, 40, 40)
		room := size.Width - 68 - 12
		name.Text, role.Text = widget.Cut(t.name, room, theme.Emphasis, false), widget.Cut(t.role, room, theme.TextSize, false)
		widget.PlaceAt(name, 68, 12, room, 26)
		widget.PlaceAt(role, 68, 38, room, 22)
	}
	d.Paint = func() {
		ground.FillColor, ground.StrokeColor = theme.Of(theme.Paper), theme.Of(theme.Line)
		if t.Hovered {
			ground.StrokeColor = theme.Of(theme.Accent)
		}
		face.FillColor, letter.Color = theme.Of(theme.AccentTint), theme.Of(theme.Accent)
		name.Color, role.Color = theme.Of(theme.Ink), theme.Of(theme.Quiet)
		widget.ShowIf(ring, t.Focused)
	}
	d.Paint()
	return d
}

func initial(name string) string {
	for _, r := range name {
		return string(r)
	}
	return ""
}
