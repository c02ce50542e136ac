package photo_test

import (
	"bytes"
	"context"
	"image"
	"image/gif"
	"testing"

	"keyday/app"
	"keyday/data/photo"
)

// Whatever the bytes are, they are kept or refused, and shown or refused, by a code
// that says why; what is shown is no larger than asked for.
func FuzzPicture(f *testing.F) {
	small := quarters(24, 16)
	var moving bytes.Buffer
	if err := gif.Encode(&moving, small, nil); err != nil {
		f.Fatal(err)
	}
	for _, seed := range [][]byte{
		asJPEG(f, small), held(asJPEG(f, small), 6), asPNG(f, small), moving.Bytes(), bmpOf(8, 4), webpOf(8, 4), gifOf(8, 4),
		pngOf(16, 8, 16, 6, 1), pngOf(16, 8, 1, 3, 0), pngOf(16, 8, 16, 0, 0, []byte("tRNS\x00\x01")),
		jpegOf(24, 16, true, 0, [2]int{2, 2}, [2]int{1, 1}, [2]int{1, 1}, [2]int{2, 2}), jpegOf(24, 16, false, 2, [2]int{1, 1}),
		[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), []byte("RIFF\x20\x00\x00\x00WEBPVP8X"),
	} {
		f.Add(seed)
	}
	s := open(f, f.TempDir())
	f.Fuzz(func(t *testing.T, b []byte) {
		img, err := photo.Show(bytes.NewReader(b), "x", photo.Thumbnail)
		if err != nil && app.RefusalCode(err) == "" {
			t.Fatalf("an error that nobody can read: %v", err)
		}
		if err == nil && !img.Bounds().In(image.Rect(0, 0, int(photo.Thumbnail), int(photo.Thumbnail))) {
			t.Errorf("shown as %v", img.Bounds())
		}
		p, err := s.Put(context.Background(), bytes.NewReader(b), "x")
		if err != nil && app.RefusalCode(err) == "" {
			t.Fatalf("an error that nobody can read: %v", err)
		}
		if err == nil && p.NoPreview != "" && img != nil {
			t.Errorf("shown, though kept as %s", p.NoPreview)
		}
	})
}
