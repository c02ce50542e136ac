package set

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"testing"
)

// Whatever stands in a picture's place, it is set or refused, and never larger than
// paper needs.
func FuzzPaperPicture(f *testing.F) {
	var asJPEG, asPNG bytes.Buffer
	small := image.NewNRGBA(image.Rect(0, 0, 20, 10))
	if err := jpeg.Encode(&asJPEG, small, nil); err != nil {
		f.Fatal(err)
	}
	if err := png.Encode(&asPNG, small); err != nil {
		f.Fatal(err)
	}
	f.Add(asJPEG.Bytes())
	f.Add(asPNG.Bytes())
	f.Add(asPNG.Bytes()[:30])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := preparePicture(b)
		if err == nil && (p.width < 1 || p.height < 1 || p.width > mostPixels || p.height > mostPixels) {
			t.Errorf("it is set with %d × %d pixels", p.width, p.height)
		}
	})
}
