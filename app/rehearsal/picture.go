package rehearsal

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"runtime"
	"slices"
	"sync"

	"keyday/app/site"
)

// subject is what a photo shows.
type subject struct {
	name   string
	trades []site.Trade
	draw   func(c *canvas, mended bool)
}

// subjects are the pictures that people on site take all day.
var subjects = []subject{
	{"crack", []site.Trade{site.General, site.Plaster, site.Screed}, drawCrack},
	{"hollow", []site.Trade{site.Plaster, site.Screed, site.Tiling}, drawHollow},
	{"stain", []site.Trade{site.Waterproofing, site.Plumbing, site.HVAC, site.Facade}, drawStain},
	{"paint", []site.Trade{site.Paint, site.Design, site.Cleaning}, drawPaint},
	{"tile", []site.Trade{site.Tiling, site.Sanitary}, drawTile},
	{"door", []site.Trade{site.InnerDoors, site.EntranceDoors, site.Joinery, site.Cabinets}, drawDoor},
	{"window", []site.Trade{site.Windows, site.Railings, site.Landscape}, drawWindow},
	{"socket", []site.Trade{site.Electrical, site.LowVoltage, site.Gas, site.Fire, site.Appliances, site.Lifts, site.Developer}, drawSocket},
}

// album is the photos of the rehearsal by what they show: before and after work.
type album struct {
	before, after map[string][]string // subject → hashes
	distinct      int
}

// of picks a photo that a defect of the trade may have; "" where the album, which may
// be a thin one, has none.
func (a *album) of(d dice, trade site.Trade, mended bool) string {
	photos := a.before
	if mended {
		photos = a.after
	}
	for _, s := range subjects {
		if slices.Contains(s.trades, trade) && len(photos[s.name]) > 0 && !d.chance(10) {
			return oneOf(d, photos[s.name])
		}
	}
	if len(photos["paint"]) == 0 {
		return ""
	}
	return oneOf(d, photos["paint"])
}

// fill draws the pictures, on every core there is, and keeps them in their order.
func (a *album) fill(ctx context.Context, to Target, p Plan) error {
	a.before, a.after = map[string][]string{}, map[string][]string{}
	n := p.pictures()
	drawn := make([][]byte, n)
	var wait sync.WaitGroup
	for worker := range runtime.NumCPU() {
		wait.Go(func() {
			for i := worker; i < n && ctx.Err() == nil; i += runtime.NumCPU() {
				drawn[i] = drawPhoto(p.Seed, i)
			}
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	for i, picture := range drawn {
		hash, err := to.KeepPicture(ctx, photoName(i), bytes.NewReader(picture))
		if err != nil {
			return err
		}
		s, mended := subjectOf(i)
		photos := a.before
		if mended {
			photos = a.after
		}
		photos[s.name] = append(photos[s.name], hash)
	}
	a.distinct = n
	return nil
}

func photoName(i int) string { return fmt.Sprintf("IMG_%04d.jpg", i+1) }

// subjectOf is what the ith photo shows; every third one shows finished work.
func subjectOf(i int) (s subject, mended bool) {
	return subjects[i%len(subjects)], i/len(subjects)%3 == 2
}

// drawPhoto draws the ith photo of a seed.
func drawPhoto(seed uint64, i int) []byte {
	c := newCanvas(640, 480, newDice(seed, photoName(i)))
	s, mended := subjectOf(i)
	s.draw(c, mended)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, c.RGBA, &jpeg.Options{Quality: 80}); err != nil {
		panic("rehearsal: " + err.Error()) // a buffer takes everything
	}
	return out.Bytes()
}

var (
	chalk    = color.RGBA{196, 48, 40, 255}
	dark     = color.RGBA{58, 54, 50, 255}
	shadow   = color.RGBA{70, 68, 66, 255}
	damp     = color.RGBA{150, 128, 92, 255}
	aluminum = color.RGBA{120, 124, 128, 255}
	white    = color.RGBA{250, 250, 248, 255}
)

// wall is a painted or plastered surface of the usual tints.
func (c *canvas) wall() color.RGBA {
	base := oneOf(c.dice, []color.RGBA{{226, 222, 214, 255}, {214, 212, 206, 255}, {232, 230, 226, 255}, {206, 202, 192, 255}, {222, 216, 200, 255}})
	c.surface(base, 0.035, 0.05)
	return base
}

// somewhere is a place near the middle.
func (c *canvas) somewhere() point {
	w, h := c.size()
	return point{float64(w) * (0.3 + 0.4*c.dice.Float64()), float64(h) * (0.3 + 0.4*c.dice.Float64())}
}

func drawCrack(c *canvas, mended bool) {
	base := c.wall()
	if mended {
		patch := color.RGBA{base.R - 10, base.G - 10, base.B - 8, 255}
		c.blot(c.somewhere(), 70+c.dice.Float64()*60, patch, 0.7, 0.1)
		return
	}
	start := point{c.dice.Float64() * 220, 20 + c.dice.Float64()*200}
	c.crack(start, 0.2+c.dice.Float64()*0.8, 380+c.dice.Float64()*240, 1.2+c.dice.Float64()*2.4, dark)
}

func drawHollow(c *canvas, mended bool) {
	c.wall()
	middle, radius := c.somewhere(), 60+c.dice.Float64()*90
	if mended {
		c.blot(middle, radius, color.RGBA{188, 186, 180, 255}, 0.75, 0.08)
		return
	}
	c.ring(middle, radius, 4, chalk)
	c.stroke([]point{{middle.x - radius/2, middle.y - radius/2}, {middle.x + radius/2, middle.y + radius/2}}, 4, chalk, 0.75)
	c.stroke([]point{{middle.x + radius/2, middle.y - radius/2}, {middle.x - radius/2, middle.y + radius/2}}, 4, chalk, 0.75)
}

func drawStain(c *canvas, mended bool) {
	c.wall()
	w, h := c.size()
	c.box(image.Rect(0, 0, w, 26+c.dice.IntN(30)), color.RGBA{240, 240, 238, 255}, 0.8) // the ceiling's edge
	if mended {
		c.blot(c.somewhere(), 110, white, 0.4, 0)
		return
	}
	middle := point{float64(w) * (0.25 + 0.5*c.dice.Float64()), float64(h) * 0.25}
	for i := range 3 {
		c.blot(point{middle.x + c.dice.Float64()*90 - 45, middle.y + float64(i)*50}, 60+c.dice.Float64()*70, damp, 0.22, 0.25)
	}
}

func drawPaint(c *canvas, mended bool) {
	base := c.wall()
	if mended {
		return
	}
	shade := color.RGBA{base.R - 34, base.G - 34, base.B - 30, 255}
	for range 3 + c.dice.IntN(4) {
		p := c.somewhere()
		c.stroke([]point{p, {p.x + c.dice.Float64()*8 - 4, p.y + 40 + c.dice.Float64()*110}}, 5+c.dice.Float64()*5, shade, 0.55)
		c.blot(point{p.x, p.y}, 10+c.dice.Float64()*16, shade, 0.4, 0.2)
	}
}

func drawTile(c *canvas, mended bool) {
	base := oneOf(c.dice, []color.RGBA{{222, 218, 210, 255}, {196, 190, 180, 255}, {232, 232, 230, 255}, {170, 168, 166, 255}})
	c.surface(base, 0.05, 0.02)
	w, h := c.size()
	size := 150 + c.dice.IntN(90)
	joint := color.RGBA{140, 136, 130, 255}
	dx, dy := c.dice.IntN(size), c.dice.IntN(size)
	for x := dx; x < w; x += size {
		c.box(image.Rect(x, 0, x+4, h), joint, 0.9)
	}
	for y := dy; y < h; y += size {
		c.box(image.Rect(0, y, w, y+4), joint, 0.9)
	}
	if mended {
		return
	}
	corner := point{float64(dx + size*max(1, (w/2-dx)/size)), float64(dy + size*max(0, (h/2-dy)/size))}
	c.blot(corner, 16+c.dice.Float64()*26, color.RGBA{120, 92, 74, 255}, 0.85, 0.1)
	c.crack(corner, c.dice.Float64()*6, 90+c.dice.Float64()*120, 1.6, dark)
}

func drawDoor(c *canvas, mended bool) {
	wood := oneOf(c.dice, []color.RGBA{{142, 98, 62, 255}, {176, 134, 92, 255}, {96, 70, 52, 255}, {214, 206, 194, 255}})
	c.surface(wood, 0.03, 0.03)
	w, h := c.size()
	for range 60 { // the grain
		y := c.dice.Float64() * float64(h)
		c.stroke([]point{{0, y}, {float64(w), y + c.dice.Float64()*20 - 10}}, 1.2, shadow, 0.10)
	}
	gap := w/2 + c.dice.IntN(160) - 80
	width := 4
	if !mended {
		width = 8 + c.dice.IntN(8)
	}
	c.box(image.Rect(gap, 0, gap+width, h), color.RGBA{28, 26, 24, 255}, 0.92)
	c.box(image.Rect(gap+width, 0, gap+width+3, h), white, 0.25)
	c.box(image.Rect(gap-70, h/2-6, gap-24, h/2+6), aluminum, 0.95) // the handle
	if !mended {
		p := point{float64(gap - 120 - c.dice.IntN(80)), float64(80 + c.dice.IntN(300))}
		c.stroke([]point{p, {p.x + 60, p.y + 24}, {p.x + 84, p.y + 20}}, 2.2, white, 0.6) // a scratch
	}
}

func drawWindow(c *canvas, mended bool) {
	c.surface(color.RGBA{168, 190, 206, 255}, 0.12, 0.02) // the sky behind the pane
	w, h := c.size()
	c.box(image.Rect(0, h*2/3, w, h), color.RGBA{150, 158, 150, 255}, 0.5)
	for _, x := range []int{0, w/2 - 18 + c.dice.IntN(30), w - 34} {
		c.box(image.Rect(x, 0, x+34, h), aluminum, 1)
		c.box(image.Rect(x+30, 0, x+34, h), shadow, 0.6)
	}
	c.box(image.Rect(0, h-44, w, h), aluminum, 1)
	if mended {
		return
	}
	p := c.somewhere()
	for range 3 + c.dice.IntN(5) {
		q := point{p.x + c.dice.Float64()*120 - 60, p.y + c.dice.Float64()*120 - 60}
		c.stroke([]point{p, q}, 1.4, white, 0.8)
		p = q
	}
}

func drawSocket(c *canvas, mended bool) {
	c.wall()
	w, h := c.size()
	x, y, side := w/2-90+c.dice.IntN(60), h/2-90+c.dice.IntN(50), 150
	lean := 0
	if !mended {
		lean = 7 + c.dice.IntN(12)
		c.box(image.Rect(x-5, y-2, x+side+16, y+side+12), shadow, 0.35)
	}
	for row := range side {
		shift := lean * row / side
		c.box(image.Rect(x+shift, y+row, x+side+shift, y+row+1), white, 0.95)
	}
	edge := []point{{float64(x), float64(y)}, {float64(x + side), float64(y)}, {float64(x + side + lean), float64(y + side)}, {float64(x + lean), float64(y + side)}, {float64(x), float64(y)}}
	c.stroke(edge, 1.6, shadow, 0.5)
	for _, hole := range []image.Point{{48, 44}, {92, 44}, {44, 92}, {70, 104}, {96, 92}} {
		c.box(image.Rect(x+hole.X, y+hole.Y, x+hole.X+7, y+hole.Y+16), dark, 0.95)
	}
}
