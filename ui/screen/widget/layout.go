package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/ui/screen/theme"
)

var shadow = color.NRGBA{A: 0x0C}

// stack lays objects under each other without gaps of its own.
type stack struct{}

func (stack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			size = fyne.NewSize(fyne.Max(size.Width, m.Width), size.Height+m.Height)
		}
	}
	return size
}

func (stack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		// The width first: a paragraph's height follows from it.
		o.Resize(fyne.NewSize(size.Width, o.Size().Height))
		h := o.MinSize().Height
		place(o, 0, y, size.Width, h)
		y += h
	}
}

// leastWidth asks for at least a width.
type leastWidth float32

func (w leastWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return fyne.NewSize(fyne.Max(float32(w), size.Width), size.Height)
}

func (leastWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		place(o, 0, 0, size.Width, size.Height)
	}
}

func gapOf(side float32) fyne.CanvasObject {
	r := canvas.NewRectangle(transparent)
	r.SetMinSize(fyne.NewSize(side, side))
	return r
}

// Space is an empty square of the given side, for rows and columns.
func Space(side float32) fyne.CanvasObject { return gapOf(side) }

// Stack lays objects under each other, without gaps of its own.
func Stack(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(stack{}, objects...)
}

// Padded puts a margin of 16 around o.
func Padded(o fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(theme.Margin, theme.Margin, theme.Margin, theme.Margin), o)
}

// Fixed gives o a width of its own in a row.
func Fixed(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(fixedWidth(width), o)
}

type fixedWidth float32

func (w fixedWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	h := float32(0)
	for _, o := range objects {
		h = fyne.Max(h, o.MinSize().Height)
	}
	return fyne.NewSize(float32(w), h)
}

func (fixedWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		place(o, 0, 0, size.Width, size.Height)
	}
}

// Bar lays objects in a row: each at its own width in the middle of the height,
// with gaps of 8; a layout.Spacer takes what is left.
func Bar(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(bar{}, objects...)
}

type bar struct{}

func (bar) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		size = fyne.NewSize(size.Width+m.Width+theme.Gap, fyne.Max(size.Height, m.Height))
	}
	size.Width -= theme.Gap
	return size
}

func (b bar) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	rest := fyne.Max(0, size.Width-b.MinSize(objects).Width)
	spacers := 0
	for _, o := range objects {
		if _, is := o.(layout.SpacerObject); is && o.Visible() {
			spacers++
		}
	}
	x := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if _, is := o.(layout.SpacerObject); is {
			m.Width += rest / float32(spacers)
		}
		place(o, x, (size.Height-m.Height)/2, m.Width, m.Height)
		x += m.Width + theme.Gap
	}
}

// HLine is a hairline across.
func HLine() fyne.CanvasObject { return newHairline(false) }

// VLine is a hairline down.
func VLine() fyne.CanvasObject { return newHairline(true) }
