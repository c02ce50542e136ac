package rehearsal

import (
	"image"
	"image/color"
	"math"
)

// canvas is a picture being drawn. Lengths are in pixels.
type canvas struct {
	*image.RGBA
	dice dice
}

func newCanvas(w, h int, d dice) *canvas {
	c := &canvas{image.NewRGBA(image.Rect(0, 0, w, h)), d}
	for i := 3; i < len(c.Pix); i += 4 {
		c.Pix[i] = 255 // nothing shines through
	}
	return c
}

func (c *canvas) size() (w, h int) { return c.Rect.Dx(), c.Rect.Dy() }

// surface fills the canvas with a material in slanting light: uneven by a slow
// swell and a fine grain.
func (c *canvas) surface(base color.RGBA, swell, grain float64) {
	w, h := c.size()
	field := newSwell(c.dice)
	slope := c.dice.Float64()*0.25 - 0.12
	noise := uint32(c.dice.Uint64()) | 1
	for y := range h {
		for x := range w {
			noise ^= noise << 13
			noise ^= noise >> 17
			noise ^= noise << 5
			light := 1 + slope*(float64(x)/float64(w)-0.5) - 0.1*float64(y)/float64(h)
			light += swell * field.at(float64(x)/90, float64(y)/90)
			light += grain * (float64(noise&0xff)/255 - 0.5)
			i := c.PixOffset(x, y)
			c.Pix[i] = clamp(float64(base.R) * light)
			c.Pix[i+1] = clamp(float64(base.G) * light)
			c.Pix[i+2] = clamp(float64(base.B) * light)
		}
	}
}

func clamp(v float64) uint8 { return uint8(max(0, min(255, v))) }

// mix lays a colour over a pixel, as strong as asked.
func (c *canvas) mix(x, y int, over color.RGBA, strength float64) {
	if !(image.Point{X: x, Y: y}).In(c.Rect) || strength <= 0 {
		return
	}
	strength = min(strength, 1)
	i := c.PixOffset(x, y)
	c.Pix[i] = clamp(float64(c.Pix[i])*(1-strength) + float64(over.R)*strength)
	c.Pix[i+1] = clamp(float64(c.Pix[i+1])*(1-strength) + float64(over.G)*strength)
	c.Pix[i+2] = clamp(float64(c.Pix[i+2])*(1-strength) + float64(over.B)*strength)
}

// stroke draws a soft line from place to place.
func (c *canvas) stroke(points []point, thick float64, ink color.RGBA, strength float64) {
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		left, right := int(min(a.x, b.x)-thick)-1, int(max(a.x, b.x)+thick)+1
		top, bottom := int(min(a.y, b.y)-thick)-1, int(max(a.y, b.y)+thick)+1
		for y := top; y <= bottom; y++ {
			for x := left; x <= right; x++ {
				away := distance(point{float64(x), float64(y)}, a, b)
				c.mix(x, y, ink, strength*min(1, max(0, thick/2+0.5-away)))
			}
		}
	}
}

type point struct{ x, y float64 }

// distance is how far p lies from the line between a and b.
func distance(p, a, b point) float64 {
	dx, dy := b.x-a.x, b.y-a.y
	t := 0.0
	if long := dx*dx + dy*dy; long > 0 {
		t = max(0, min(1, ((p.x-a.x)*dx+(p.y-a.y)*dy)/long))
	}
	return math.Hypot(p.x-a.x-t*dx, p.y-a.y-t*dy)
}

// box fills a rectangle.
func (c *canvas) box(r image.Rectangle, ink color.RGBA, strength float64) {
	r = r.Intersect(c.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c.mix(x, y, ink, strength)
		}
	}
}

// blot lays a patch with an uneven edge; rim darkens its edge, as dried water does.
func (c *canvas) blot(middle point, radius float64, ink color.RGBA, strength, rim float64) {
	field := newSwell(c.dice)
	for y := int(middle.y - radius*1.5); y <= int(middle.y+radius*1.5); y++ {
		for x := int(middle.x - radius*1.5); x <= int(middle.x+radius*1.5); x++ {
			dx, dy := float64(x)-middle.x, float64(y)-middle.y
			edge := radius * (1 + 0.35*field.at(float64(x)/40, float64(y)/40))
			in := edge - math.Hypot(dx, dy)
			switch {
			case in > 6:
				c.mix(x, y, ink, strength)
			case in > 0:
				c.mix(x, y, ink, strength+rim)
			}
		}
	}
}

// crack is a line that wanders as cracks do, with a branch here and there.
func (c *canvas) crack(from point, angle, length, thick float64, ink color.RGBA) {
	points := []point{from}
	p := from
	for done := 0.0; done < length; {
		step := 6 + c.dice.Float64()*14
		angle += c.dice.Float64()*0.9 - 0.45
		p = point{p.x + math.Cos(angle)*step, p.y + math.Sin(angle)*step}
		points = append(points, p)
		done += step
		if thick > 1.4 && c.dice.chance(7) {
			c.crack(p, angle+0.7, length/3, thick*0.6, ink)
		}
	}
	c.stroke(points, thick, ink, 0.85)
}

// ring is a circle drawn by hand, as one marks a place with chalk.
func (c *canvas) ring(middle point, radius, thick float64, ink color.RGBA) {
	var points []point
	wobble := c.dice.Float64() * 6
	for a := 0.0; a <= 2*math.Pi+0.25; a += 0.09 {
		r := radius * (1 + 0.05*math.Sin(3*a+wobble) + 0.02*math.Sin(7*a))
		points = append(points, point{middle.x + r*math.Cos(a), middle.y + r*0.92*math.Sin(a)})
	}
	c.stroke(points, thick, ink, 0.8)
}

// swell is a smooth random field from -1 to 1: value noise on a lattice.
type swell [256]float64

func newSwell(d dice) *swell {
	var s swell
	for i := range s {
		s[i] = d.Float64()*2 - 1
	}
	return &s
}

func (s *swell) at(x, y float64) float64 {
	fx, fy := math.Floor(x), math.Floor(y)
	ix, iy := int(fx), int(fy)
	u, v := x-fx, y-fy
	u, v = u*u*(3-2*u), v*v*(3-2*v)
	node := func(x, y int) float64 { return s[uint8(x*31+y*57)] }
	top := node(ix, iy)*(1-u) + node(ix+1, iy)*u
	bottom := node(ix, iy+1)*(1-u) + node(ix+1, iy+1)*u
	return top*(1-v) + bottom*v
}
