package rehearsal

import (
	"bytes"
	"image"
	"image/color"
	"image/png"

	"keyday/app/site"
)

// The plan is drawn at this scale, with this much paper around it.
const (
	dotsPerDecimetre = 6
	planMargin       = 40
)

var (
	paper    = color.RGBA{255, 255, 255, 255}
	wallInk  = color.RGBA{40, 48, 60, 255}
	fixtures = color.RGBA{120, 132, 148, 255}
	floors   = map[site.RoomKind]color.RGBA{
		site.Living: {250, 246, 236, 255}, site.Bedroom: {240, 245, 251, 255}, site.Kitchen: {246, 242, 238, 255},
		site.Bathroom: {232, 243, 243, 255}, site.Balcony: {238, 246, 236, 255}, site.Entrance: {246, 246, 246, 255}, site.Storage: {240, 240, 240, 255},
	}
)

// drawPlan draws the house type seen from above: rooms tinted by kind, walls,
// windows, and what tells a bathroom from a kitchen without a word.
func drawPlan(t homeType) []byte {
	size := t.planSize()
	c := newCanvas(size.X, size.Y, newDice(0, t.Name))
	c.box(c.Rect, paper, 1)
	for i, b := range t.boxes {
		r := b.onPlan()
		c.box(r, floors[t.Rooms[i].Kind], 1)
		c.furnish(t.Rooms[i].Kind, r)
	}
	for i, b := range t.boxes {
		c.walls(t.Rooms[i].Kind, b.onPlan())
	}
	var out bytes.Buffer
	if err := png.Encode(&out, c); err != nil {
		panic("rehearsal: " + err.Error()) // a buffer takes everything
	}
	return out.Bytes()
}

// planSize is how large the drawing is, its margins with it.
func (t homeType) planSize() image.Point {
	var size image.Point
	for _, b := range t.boxes {
		far := b.onPlan().Max
		size = image.Pt(max(size.X, far.X), max(size.Y, far.Y))
	}
	return size.Add(image.Pt(planMargin, planMargin))
}

// pin is a place well inside the room, in ten-thousandths of the drawing; none for what
// is no room of its own, as the whole home.
func (t homeType) pin(d dice, room string) (x, y int) {
	const whole = 10000
	size := t.planSize()
	for i, r := range t.Rooms {
		if r.Key == room {
			in := t.boxes[i].onPlan()
			return (in.Min.X + in.Dx()*d.between(20, 80)/100) * whole / size.X, (in.Min.Y + in.Dy()*d.between(20, 80)/100) * whole / size.Y
		}
	}
	return 0, 0
}

// onPlan is where the room lies on the drawing.
func (b box) onPlan() image.Rectangle {
	scale := func(n int) int { return planMargin + n*dotsPerDecimetre }
	return image.Rect(scale(b.x), scale(b.y), scale(b.x+b.w), scale(b.y+b.h))
}

// walls draws a room's walls with a door's swing; a balcony has a railing.
func (c *canvas) walls(kind site.RoomKind, r image.Rectangle) {
	thick := 7
	if kind == site.Balcony {
		thick = 3
	}
	c.frame(r, thick, wallInk)
	if kind == site.Bedroom || kind == site.Kitchen || kind == site.Bathroom {
		// a window in the middle of the upper or lower wall, drawn as a double line
		mid, half := (r.Min.X+r.Max.X)/2, r.Dx()/5
		y := r.Max.Y
		if kind == site.Bedroom {
			y = r.Min.Y
		}
		c.box(image.Rect(mid-half, y-3, mid+half, y+3), paper, 1)
		c.box(image.Rect(mid-half, y-1, mid+half, y+1), wallInk, 1)
	}
	if kind != site.Balcony && kind != site.Living {
		c.box(image.Rect(r.Min.X-3, r.Max.Y-60, r.Min.X+4, r.Max.Y-18), paper, 1)
		c.stroke([]point{{float64(r.Min.X), float64(r.Max.Y - 60)}, {float64(r.Min.X + 36), float64(r.Max.Y - 48)}}, 2, wallInk, 0.8)
	}
}

// frame draws the edge of a rectangle.
func (c *canvas) frame(r image.Rectangle, thick int, ink color.RGBA) {
	half := thick / 2
	c.box(image.Rect(r.Min.X-half, r.Min.Y-half, r.Max.X+half, r.Min.Y-half+thick), ink, 1)
	c.box(image.Rect(r.Min.X-half, r.Max.Y-half, r.Max.X+half, r.Max.Y-half+thick), ink, 1)
	c.box(image.Rect(r.Min.X-half, r.Min.Y-half, r.Min.X-half+thick, r.Max.Y+half), ink, 1)
	c.box(image.Rect(r.Max.X-half, r.Min.Y-half, r.Max.X-half+thick, r.Max.Y+half+1), ink, 1)
}

// furnish draws what stands in a room.
func (c *canvas) furnish(kind site.RoomKind, r image.Rectangle) {
	at := func(x, y, w, h int) image.Rectangle { // in hundredths of the room
		return image.Rect(r.Min.X+r.Dx()*x/100, r.Min.Y+r.Dy()*y/100, r.Min.X+r.Dx()*(x+w)/100, r.Min.Y+r.Dy()*(y+h)/100)
	}
	switch kind {
	case site.Bedroom:
		bed := at(28, 30, 48, 50)
		c.frame(bed, 2, fixtures)
		c.frame(image.Rect(bed.Min.X+6, bed.Min.Y+6, bed.Min.X+bed.Dx()/2-4, bed.Min.Y+26), 2, fixtures)
		c.frame(image.Rect(bed.Min.X+bed.Dx()/2+4, bed.Min.Y+6, bed.Max.X-6, bed.Min.Y+26), 2, fixtures)
	case site.Living:
		c.frame(at(10, 55, 40, 22), 2, fixtures)
		c.frame(at(16, 60, 28, 12), 2, fixtures)
		c.frame(at(12, 12, 36, 6), 2, fixtures)
	case site.Kitchen:
		c.frame(at(8, 8, 84, 22), 2, fixtures)
		c.ring(point{float64(at(20, 19, 0, 0).Min.X), float64(at(20, 19, 0, 0).Min.Y)}, 9, 2, fixtures)
		c.ring(point{float64(at(36, 19, 0, 0).Min.X), float64(at(36, 19, 0, 0).Min.Y)}, 9, 2, fixtures)
		c.frame(at(60, 12, 24, 14), 2, fixtures)
	case site.Bathroom:
		c.frame(at(10, 10, 34, 22), 2, fixtures)
		bowl := at(70, 30, 0, 0).Min
		c.ring(point{float64(bowl.X), float64(bowl.Y)}, 14, 2, fixtures)
		c.frame(at(55, 60, 36, 32), 2, fixtures)
	}
}
