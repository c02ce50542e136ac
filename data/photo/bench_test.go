package photo_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/jpeg"
	"testing"
	"time"
)

// scene is a picture with edges, slopes and grain, as a phone takes it.
func scene(w, h int) image.Image {
	img := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420)
	seed := uint32(1)
	for y := range h {
		for x := range w {
			seed = seed*1664525 + 1013904223
			tone := (x*255/w+y*255/h)/2 + int(seed>>28)
			if x/97%2 == y/61%2 {
				tone = 255 - tone
			}
			img.Y[img.YOffset(x, y)] = uint8(max(0, min(255, tone)))
		}
	}
	for i := range img.Cb {
		img.Cb[i], img.Cr[i] = uint8(100+i%50), uint8(140-i%40)
	}
	return img
}

// BenchmarkPreview makes both previews of a photo of 12 megapixels that the store
// has not seen, against what decoding it alone takes: the ratio is the price of
// scaling twice, turning, writing two JPEGs and reading the file's facts.
func BenchmarkPreview(b *testing.B) {
	ctx := context.Background()
	picture := held(asJPEG(b, scene(4032, 3024)), 6)
	s := open(b, b.TempDir())
	var decoding, making time.Duration
	for i := 0; b.Loop(); i++ {
		// Another serial number in the tag's padding makes it another photo.
		another := bytes.Clone(picture)
		binary.BigEndian.PutUint16(another[32:], uint16(i))
		begin := time.Now()
		if _, err := jpeg.Decode(bytes.NewReader(another)); err != nil {
			b.Fatal(err)
		}
		decoding += time.Since(begin)
		f, err := s.Keep(ctx, bytes.NewReader(another), "x.jpg") // without the background's preview
		if err != nil {
			b.Fatal(err)
		}
		begin = time.Now()
		if _, err := s.Small(ctx, f.Hash); err != nil {
			b.Fatal(err)
		}
		making += time.Since(begin)
	}
	b.ReportMetric(float64(making)/float64(decoding), "x_decode")
	b.ReportMetric(float64(making.Milliseconds())/float64(b.N), "ms/preview")
}

// BenchmarkThumb reads a thumbnail that was made before, as a list does.
func BenchmarkThumb(b *testing.B) {
	ctx := context.Background()
	s := open(b, b.TempDir())
	p := put(b, s, asJPEG(b, scene(1600, 1200)), "x.jpg")
	if _, err := s.Small(ctx, p.Hash); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.Small(ctx, p.Hash); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPut keeps a photo of 4 MB, against writing and flushing as many bytes.
func BenchmarkPut(b *testing.B) {
	ctx := context.Background()
	s := open(b, b.TempDir())
	picture := asJPEG(b, scene(4032, 3024))
	for i := 0; b.Loop(); i++ {
		another := held(picture, uint16(1+i%8))
		another = append(another, byte(i), byte(i>>8), byte(i>>16))
		if _, err := s.Put(ctx, bytes.NewReader(another), "x.jpg"); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(len(picture)))
}
