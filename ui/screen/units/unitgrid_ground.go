package units

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keyday/ui/screen/theme"
)

// gridGround is the ground of all tiles in view as one picture. As rectangles of the
// toolkit they were a third of a frame where no graphics card draws it: each of its pixels
// is worked out as if it lay on a round corner with a shadow.
type gridGround struct {
	raster *canvas.Raster
	tiles  []tileGround
	stamps map[stamp]*image.RGBA
	last   *image.RGBA
}

// tileGround is the ground of one tile, its place in the view.
type tileGround struct {
	at           fyne.Position
	fill, stroke fyne.ThemeColorName
}

// stamp is how a ground looks, in pixels.
type stamp struct {
	wide, high, scale float32
	fill, stroke      color.NRGBA
}

func newGridGround() *gridGround {
	g := &gridGround{stamps: map[stamp]*image.RGBA{}}
	g.raster = canvas.NewRaster(g.draw)
	return g
}

// draw sets every tile's stamp on a picture of so many pixels.
func (g *gridGround) draw(wide, high int) image.Image {
	if size := image.Rect(0, 0, wide, high); g.last == nil || g.last.Rect != size {
		g.last = image.NewRGBA(size)
	} else {
		clear(g.last.Pix)
	}
	scale := float32(wide) / max(1, g.raster.Size().Width)
	pixel := func(f float32) int { return int(math.Round(float64(f * scale))) }
	for _, t := range g.tiles {
		s := g.stamp(stamp{tileWidth, tileHeight, scale, plain(t.fill), plain(t.stroke)})
		at := image.Pt(pixel(t.at.X), pixel(t.at.Y))
		draw.Draw(g.last, s.Rect.Add(at), s, image.Point{}, draw.Src)
	}
	return g.last
}

func plain(name fyne.ThemeColorName) color.NRGBA {
	return color.NRGBAModel.Convert(theme.Of(name)).(color.NRGBA)
}

// stamp is the ground as pixels, drawn when it is first asked for.
func (g *gridGround) stamp(s stamp) *image.RGBA {
	if known := g.stamps[s]; known != nil {
		return known
	}
	if len(g.stamps) > 50 { // of other themes and screens
		clear(g.stamps)
	}
	img := image.NewRGBA(image.Rect(0, 0, int(math.Round(float64(s.wide*s.scale))), int(math.Round(float64(s.high*s.scale)))))
	line := max(1, math.Round(float64(s.scale)))
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			img.Set(x, y, s.colour(img.Rect, x, y, line))
		}
	}
	g.stamps[s] = img
	return img
}

// colour is that of a pixel: how much of it lies within the round corners, and how much of
// that on the line along the edge.
func (s stamp) colour(of image.Rectangle, x, y int, line float64) color.NRGBA {
	radius := float64(theme.Radius * s.scale)
	inX := max(radius-float64(x)-0.5, float64(x)+0.5-float64(of.Dx())+radius)
	inY := max(radius-float64(y)-0.5, float64(y)+0.5-float64(of.Dy())+radius)
	within := radius - max(inX, inY) // the pixel's centre from the nearest edge
	if inX > 0 && inY > 0 {
		within = radius - math.Hypot(inX, inY)
	}
	covered := min(max(within+0.5, 0), 1)
	edge := min(max(line-within+0.5, 0), 1)
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a)*(1-edge) + float64(b)*edge)) }
	return color.NRGBA{mix(s.fill.R, s.stroke.R), mix(s.fill.G, s.stroke.G), mix(s.fill.B, s.stroke.B), uint8(math.Round(255 * covered))}
}
