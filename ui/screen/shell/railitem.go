package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

const railItemHeight float32 = 58

type railRenderer struct {
	item         *railItem
	ground, mark *canvas.Rectangle
	ring         *canvas.Rectangle
	icon         *canvas.Image
	word         *canvas.Text
}

func newRailRenderer(i *railItem) *railRenderer {
	r := &railRenderer{item: i, ground: canvas.NewRectangle(theme.Of(theme.Ground)), mark: canvas.NewRectangle(theme.Of(theme.Accent)),
		ring: canvas.NewRectangle(theme.Of(theme.Ground)), icon: canvas.NewImageFromResource(theme.Icon(i.icon)), word: canvas.NewText("", theme.Of(theme.Ink))}
	r.icon.FillMode = canvas.ImageFillContain
	r.word.Alignment, r.word.TextSize = fyne.TextAlignCenter, 12
	r.ring.StrokeWidth, r.ring.CornerRadius = 2, theme.Radius
	r.Refresh()
	return r
}

func (r *railRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.ring, r.mark, r.icon, r.word}
}

func (r *railRenderer) MinSize() fyne.Size { return fyne.NewSize(theme.Rail-1, railItemHeight) }
func (r *railRenderer) Destroy()           {}

func (r *railRenderer) Layout(size fyne.Size) {
	put(r.ground, 0, 0, size.Width, size.Height)
	put(r.ring, 4, 2, size.Width-8, size.Height-4)
	put(r.mark, 0, 8, 3, size.Height-16)
	put(r.icon, (size.Width-24)/2, 8, 24, 24)
	r.word.Text = widget.Cut(r.item.word, size.Width-8, 12, r.item.lit)
	put(r.word, 0, 34, size.Width, 18)
}

func (r *railRenderer) Refresh() {
	i := r.item
	ink := theme.Quiet
	fill := theme.Ground
	switch {
	case i.lit:
		ink, fill = theme.Accent, theme.AccentTint
	case i.over:
		ink, fill = theme.Ink, theme.Hover
	}
	r.ground.FillColor, r.mark.FillColor = theme.Of(fill), theme.Of(theme.Accent)
	r.ring.FillColor, r.ring.StrokeColor = theme.Of(fill), theme.Of(theme.Accent)
	r.icon.Resource = theme.IconIn(i.icon, ink)
	r.word.Color, r.word.TextStyle.Bold = theme.Of(ink), i.lit
	visible(r.mark, i.lit)
	visible(r.ring, i.here)
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func visible(o fyne.CanvasObject, yes bool) {
	if yes {
		o.Show()
	} else {
		o.Hide()
	}
}

// Tapped goes to the place.
func (i *railItem) Tapped(*fyne.PointEvent) { i.tap() }

// MouseIn shows what the pointer would press.
func (i *railItem) MouseIn(*desktop.MouseEvent) { i.over = true; i.Refresh() }

// MouseMoved tells that somebody is there.
func (i *railItem) MouseMoved(*desktop.MouseEvent) { widget.Touched() }

// MouseOut ends what MouseIn showed.
func (i *railItem) MouseOut() { i.over = false; i.Refresh() }

// Cursor is a hand.
func (i *railItem) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained draws the ring.
func (i *railItem) FocusGained() { i.here = true; i.Refresh() }

// FocusLost takes it away.
func (i *railItem) FocusLost() { i.here = false; i.Refresh() }

// TypedRune hands on every character.
func (i *railItem) TypedRune(r rune) { widget.PassOnRune(i, r) }

// TypedKey goes to the place on Space and Enter.
func (i *railItem) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		i.tap()
	default:
		widget.PassOn(i, ev)
	}
}
