package set

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	scale "golang.org/x/image/draw"

	"keyday/app"
)

// How large a name's picture is kept: enough for print, small enough for every paper that
// names the person to hold it.
const (
	nameHigh = 160
	nameWide = 1280
)

// DrawnName is a photo or scan of a name as papers take it: the ink alone, dark on white,
// as PNG. It refuses with "paper.name_blank" where there is nothing to see.
func DrawnName(photo image.Image) ([]byte, error) {
	gray := image.NewGray(photo.Bounds())
	draw.Draw(gray, gray.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(gray, gray.Rect, photo, photo.Bounds().Min, draw.Over)
	ink := inkOf(gray)
	if ink.Dx() < 8 || ink.Dy() < 8 {
		return nil, app.Refuse("paper.name_blank")
	}
	air := max(2, ink.Dy()/20)
	ink = ink.Inset(-air).Intersect(gray.Rect)
	factor := min(1, nameHigh/float64(ink.Dy()), nameWide/float64(ink.Dx()))
	small := image.NewGray(image.Rect(0, 0, max(1, int(float64(ink.Dx())*factor)), max(1, int(float64(ink.Dy())*factor))))
	scale.CatmullRom.Scale(small, small.Rect, gray, ink, scale.Src, nil)
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&out, quietPaper(small)); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// inkOf is where something darker than the paper stands; the paper is taken for as bright
// as most of it is.
func inkOf(g *image.Gray) (ink image.Rectangle) {
	dark := threshold(g)
	for y := g.Rect.Min.Y; y < g.Rect.Max.Y; y++ {
		for x := g.Rect.Min.X; x < g.Rect.Max.X; x++ {
			if g.GrayAt(x, y).Y < dark {
				ink = ink.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return ink
}

// threshold parts ink from paper: in the middle between the brightness of most of the
// picture and its darkest; 0 where there is no such difference.
func threshold(g *image.Gray) uint8 {
	var count [256]int
	for _, v := range g.Pix {
		count[v]++
	}
	darkest, paper := 0, 255
	for darkest < 255 && count[darkest] == 0 {
		darkest++
	}
	for sum := 0; paper > 0; paper-- {
		if sum += count[paper]; 2*sum >= len(g.Pix) {
			break
		}
	}
	if paper-darkest < 48 {
		return 0
	}
	return uint8((paper + darkest) / 2)
}

// quietPaper makes the paper white and the ink black, with a few greys at the edges: a
// shadow in the photo is no part of the name, and a copier keeps it.
func quietPaper(g *image.Gray) image.Image {
	dark := int(threshold(g))
	palette := make(color.Palette, 16)
	for i := range palette {
		palette[i] = color.Gray{Y: uint8(i * 17)}
	}
	out := image.NewPaletted(g.Rect, palette)
	for i, v := range g.Pix {
		out.Pix[i] = uint8(min(max((int(v)-dark+48)*15/96, 0), 15))
	}
	return out
}
