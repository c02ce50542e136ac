package set

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"

	scale "golang.org/x/image/draw"

	"keyday/app"
)

// mostOfPhoto is the longest side of a photo in a table: 40 mm at 400 dots to the inch.
const mostOfPhoto = 640

// Photo is a photograph that the content names by hash, as a copier takes it: no larger than
// a table shows it, and from black to white whatever the light was. It is nil where the
// content names none or the imprint does not bring it.
func (m Masthead) Photo(hash string) (*Picture, error) {
	data := m.Imprint.Pictures[hash]
	if hash == "" || data == nil {
		return nil, nil
	}
	p, err := prepare(data, "contrast", (*Picture).forCopier)
	if err != nil {
		return nil, app.Refuse("paper.picture_unreadable", "picture", hash, "record", m.Frame.Number)
	}
	return p, nil
}

// forCopier makes the photo small and stretches what is between its darkest and its
// brightest.
func (p *Picture) forCopier() error {
	source, _, err := image.Decode(bytes.NewReader(p.data))
	if err != nil {
		return fmt.Errorf("paper: photo: %w", err)
	}
	factor := min(1, mostOfPhoto/float64(max(p.width, p.height)))
	p.width, p.height = max(1, int(float64(p.width)*factor)), max(1, int(float64(p.height)*factor))
	photo := image.NewRGBA(image.Rect(0, 0, p.width, p.height))
	draw.Draw(photo, photo.Bounds(), image.White, image.Point{}, draw.Src)
	scale.ApproxBiLinear.Scale(photo, photo.Bounds(), source, source.Bounds(), scale.Over, nil)
	stretch(photo)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, photo, &jpeg.Options{Quality: 85}); err != nil {
		return fmt.Errorf("paper: photo: %w", err)
	}
	p.data = out.Bytes()
	return nil
}

// stretch spreads the brightness of all but the darkest and the brightest fiftieth over the
// whole range. Nothing is spread more than threefold: the grain of a blank wall is no crack.
func stretch(photo *image.RGBA) {
	const most = 3
	var count [256]int
	n := len(photo.Pix) / 4
	for i := 0; i < len(photo.Pix); i += 4 {
		count[(299*int(photo.Pix[i])+587*int(photo.Pix[i+1])+114*int(photo.Pix[i+2]))/1000]++
	}
	dark, bright := 0, 255
	for sum := count[dark]; sum < n/50; sum += count[dark] {
		dark++
	}
	for sum := count[bright]; sum < n/50; sum += count[bright] {
		bright--
	}
	dark = min(dark, bright-255/most) // from its bright end: what is light stays white on a copy
	var to [256]uint8
	for v := range to {
		to[v] = uint8(min(max((v-dark)*255/(bright-dark), 0), 255))
	}
	for i := range photo.Pix {
		if i%4 != 3 {
			photo.Pix[i] = to[photo.Pix[i]]
		}
	}
}
