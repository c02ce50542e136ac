package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fw "fyne.io/fyne/v2/widget"
)

// wheel lies over what scrolls and takes the mouse's wheel for all of it; every
// other event goes through to what lies below.
type wheel struct {
	fw.BaseWidget
	to *container.Scroll
}

// NewVScroll is a page that the wheel scrolls wherever the pointer is, and that
// follows the keyboard. In the toolkit's own, the page stands still while the pointer is over a field, for a
// field of one line takes the wheel too, and does nothing with it.
func NewVScroll(content fyne.CanvasObject) *container.Scroll {
	w := &wheel{}
	w.ExtendBaseWidget(w)
	w.to = container.NewVScroll(container.NewStack(content, w))
	return Follow(w.to)
}

// Scrolled scrolls the page.
func (w *wheel) Scrolled(ev *fyne.ScrollEvent) { w.to.Scrolled(ev) }

// CreateRenderer draws nothing.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return fw.NewSimpleRenderer(canvas.NewRectangle(Transparent))
}
