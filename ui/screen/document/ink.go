package document

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
	"golang.org/x/image/vector"
)

// InkImage draws strokes on a transparent picture of the given width, a third of
// it high: a signature as a page shows it. It touches no widget and may run on any
// goroutine.
func InkImage(strokes []Stroke, width int) image.Image {
	height := width / 3
	if width <= 0 || height <= 0 {
		return image.NewNRGBA(image.Rect(0, 0, 1, 1))
	}
	pen := vector.NewRasterizer(width, height)
	for _, s := range strokes {
		s.trace(float32(width), float32(height), func(from, to fyne.Position, width float32) {
			blot(pen, to, width/2)
			stick(pen, from, to, width/2)
		})
	}
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	pen.Draw(picture, picture.Bounds(), image.NewUniform(ink), image.Point{})
	return picture
}

// blot is a disc, wound as stick is, so that where they overlap ink stays ink.
func blot(pen *vector.Rasterizer, at fyne.Position, r float32) {
	const sides = 12
	for i := range sides + 1 {
		angle := 2 * math.Pi * float64(i) / sides
		x, y := at.X+r*float32(math.Cos(angle)), at.Y+r*float32(math.Sin(angle))
		if i == 0 {
			pen.MoveTo(x, y)
		} else {
			pen.LineTo(x, y)
		}
	}
	pen.ClosePath()
}

// stick is the piece of a line between two points, r to either side.
func stick(pen *vector.Rasterizer, a, b fyne.Position, r float32) {
	dx, dy := b.X-a.X, b.Y-a.Y
	length := float32(math.Hypot(float64(dx), float64(dy)))
	if length == 0 {
		return
	}
	nx, ny := dy/length*r, -dx/length*r
	pen.MoveTo(a.X+nx, a.Y+ny)
	pen.LineTo(b.X+nx, b.Y+ny)
	pen.LineTo(b.X-nx, b.Y-ny)
	pen.LineTo(a.X-nx, a.Y-ny)
	pen.ClosePath()
}
