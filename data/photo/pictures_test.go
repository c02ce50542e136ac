package photo_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"keyday/app"
	"keyday/data/photo"
)

// The four corners of a test picture, clockwise from the upper left.
var corners = [4]color.RGBA{{220, 30, 30, 255}, {30, 200, 30, 255}, {30, 30, 220, 255}, {230, 220, 40, 255}}

// quarters is a picture whose quarters have the corners' colours.
func quarters(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := corners[0]
			switch {
			case x >= w/2 && y < h/2:
				c = corners[1]
			case x >= w/2:
				c = corners[2]
			case y >= h/2:
				c = corners[3]
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 92}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// held is a JPEG with the EXIF tag that says how the camera was held.
func held(picture []byte, orientation uint16) []byte {
	tiff := []byte("MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00")
	binary.BigEndian.PutUint16(tiff[18:], orientation)
	body := append([]byte("Exif\x00\x00"), tiff...)
	segment := binary.BigEndian.AppendUint16([]byte{0xFF, 0xE1}, uint16(len(body)+2))
	segment = append(segment, body...)
	return append(append(append([]byte{}, picture[:2]...), segment...), picture[2:]...)
}

// turned is how a camera held so would store an upright picture: the inverse of
// what EXIF asks for.
func turned(img *image.RGBA, orientation int) *image.RGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 && orientation <= 8 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			sx, sy := x, y
			switch orientation {
			case 2:
				sx = w - 1 - x
			case 3:
				sx, sy = w-1-x, h-1-y
			case 4:
				sy = h - 1 - y
			case 5:
				sx, sy = y, x
			case 6:
				sx, sy = y, w-1-x
			case 7:
				sx, sy = h-1-y, w-1-x
			case 8:
				sx, sy = h-1-y, x
			}
			out.SetRGBA(sx, sy, img.RGBAAt(x, y))
		}
	}
	return out
}

// vast is a whole PNG of so many pixels in a few kilobytes.
func vast(w, h uint32) []byte {
	var b bytes.Buffer
	chunk := func(kind string, body []byte) {
		binary.Write(&b, binary.BigEndian, uint32(len(body)))
		named := append([]byte(kind), body...)
		b.Write(named)
		binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(named))
	}
	b.WriteString("\x89PNG\r\n\x1a\n")
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	chunk("IHDR", append(head, 1, 0, 0, 0, 0)) // one bit of grey a pixel
	var pixels bytes.Buffer
	z := zlib.NewWriter(&pixels)
	row := make([]byte, 1+(w+7)/8)
	for range h {
		z.Write(row)
	}
	z.Close()
	chunk("IDAT", pixels.Bytes())
	chunk("IEND", nil)
	return b.Bytes()
}

// key is what the tests' previews are sealed under.
var key = []byte("0123456789abcdef0123456789abcdef")

func open(t testing.TB, dir string) *photo.Store {
	t.Helper()
	s, err := photo.New(dir, key)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func put(t testing.TB, s *photo.Store, picture []byte, name string) photo.Picture {
	t.Helper()
	p, err := s.Put(context.Background(), bytes.NewReader(picture), name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func refused(t *testing.T, err error, code string) {
	t.Helper()
	if got := app.RefusalCode(err); got != code {
		t.Errorf("refused with %q (%v), want %q", got, err, code)
	}
}

// files lists what lies in a folder and below, unfinished files too.
func files(t testing.TB, dir string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// near reports whether a colour survived JPEG.
func near(got color.Color, want color.RGBA) bool {
	r, g, b, _ := got.RGBA()
	off := func(a uint32, b uint8) int { return max(int(a>>8)-int(b), int(b)-int(a>>8)) }
	return off(r, want.R) < 40 && off(g, want.G) < 40 && off(b, want.B) < 40
}

// endless gives bytes of a JPEG's beginning until it is stopped.
type endless struct{ read func() }

func (e endless) Read(p []byte) (int, error) {
	e.read()
	n := copy(p, strings.Repeat("\xff\xd8\xff\xe0", 1+len(p)/4))
	return n, nil
}

var _ io.Reader = endless{}
