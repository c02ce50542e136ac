package photo_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"keyday/app"
	"keyday/data/frugal/peak"
	"keyday/data/photo"
)

// pngOf is a PNG of zeros.
func pngOf(w, h int, depth, colour, interlaced byte, more ...[]byte) []byte {
	var b bytes.Buffer
	chunk := func(kind string, body []byte) {
		binary.Write(&b, binary.BigEndian, uint32(len(body)))
		named := append([]byte(kind), body...)
		b.Write(named)
		binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(named))
	}
	b.WriteString("\x89PNG\r\n\x1a\n")
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(w)), uint32(h))
	chunk("IHDR", append(head, depth, colour, 0, 0, interlaced))
	if colour == 3 {
		chunk("PLTE", make([]byte, 3))
	}
	for _, m := range more {
		chunk(string(m[:4]), m[4:])
	}
	samples := map[byte]int{0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
	size := h * (1 + (w*samples*int(depth)+7)/8)
	if interlaced != 0 {
		size += 7 * h / 8 // fifteen rows for every eight, each with its filter
	}
	var pixels bytes.Buffer
	z := zlib.NewWriter(&pixels)
	for zeros := make([]byte, 1<<20); size > 0; size -= len(zeros) {
		z.Write(zeros[:min(size, len(zeros))])
	}
	z.Close()
	chunk("IDAT", pixels.Bytes())
	chunk("IEND", nil)
	return b.Bytes()
}

// jpegOf is a JPEG of one colour: each block is two bits, both of them zero.
func jpegOf(w, h int, progressive bool, adobe int, samples ...[2]int) []byte {
	var b bytes.Buffer
	segment := func(marker byte, body ...byte) {
		b.Write([]byte{0xFF, marker, byte((len(body) + 2) >> 8), byte(len(body) + 2)})
		b.Write(body)
	}
	b.Write([]byte{0xFF, 0xD8})
	if adobe >= 0 {
		segment(0xEE, append([]byte("Adobe"), 0, 100, 0, 0, 0, 0, byte(adobe))...)
	}
	segment(0xDB, append([]byte{0}, bytes.Repeat([]byte{1}, 64)...)...)
	frame := []byte{8, byte(h >> 8), byte(h), byte(w >> 8), byte(w), byte(len(samples))}
	scan := []byte{byte(len(samples))}
	blocks, across, down := 0, 1, 1
	for i, s := range samples {
		frame = append(frame, byte(i+1), byte(s[0]<<4|s[1]), 0)
		scan = append(scan, byte(i+1), 0)
		blocks += s[0] * s[1]
		across, down = max(across, s[0]), max(down, s[1])
	}
	marker, last := byte(0xC0), byte(63)
	if progressive {
		marker, last = 0xC2, 0
	}
	segment(marker, frame...)
	for _, class := range []byte{0x00, 0x10} {
		segment(0xC4, append(append([]byte{class, 1}, make([]byte, 15)...), 0)...)
	}
	segment(0xDA, append(scan, 0, last, 0)...)
	units := ((w + 8*across - 1) / (8 * across)) * ((h + 8*down - 1) / (8 * down))
	b.Write(make([]byte, units*blocks/4+16))
	b.Write([]byte{0xFF, 0xD9})
	return b.Bytes()
}

// webpOf is a lossless WebP of one colour: no pixel takes a bit.
func webpOf(w, h int) []byte {
	var bits uint64
	at := 0
	put := func(value, n int) { bits |= uint64(value) << at; at += n }
	var body []byte
	body = append(body, 0x2f)
	put(w-1, 14)
	put(h-1, 14)
	put(0, 1+3+1+1+1) // no alpha, version, no transform, no cache, one group of trees
	for range 5 {
		put(1, 1) // a simple tree
		put(0, 1+1+1)
	}
	body = append(binary.LittleEndian.AppendUint64(body, bits), 0, 0, 0, 0, 0)
	var b bytes.Buffer
	b.WriteString("RIFF")
	binary.Write(&b, binary.LittleEndian, uint32(4+8+len(body)))
	b.WriteString("WEBPVP8L")
	binary.Write(&b, binary.LittleEndian, uint32(len(body)))
	b.Write(body)
	return b.Bytes()
}

// bmpOf is a BMP that ends behind its head.
func bmpOf(w, h int) []byte {
	b := make([]byte, 54+4096)
	copy(b, "BM")
	put := func(at int, v uint32) { binary.LittleEndian.PutUint32(b[at:], v) }
	put(10, 54)
	put(14, 40)
	put(18, uint32(w))
	put(22, uint32(h))
	b[26], b[28] = 1, 24
	return b
}

// gifOf is a GIF that ends behind its head.
func gifOf(w, h int) []byte {
	size := []byte{byte(w), byte(w >> 8), byte(h), byte(h >> 8)}
	b := append([]byte("GIF89a"), append(size, 0x80, 0, 0, 0, 0, 0, 255, 255, 255)...)
	b = append(b, 0x2C, 0, 0, 0, 0)
	b = append(append(b, size...), 0x40)
	return append(b, 2, 4, 0, 0, 0, 0, 0, 0x3B)
}

// Opening a picture takes no more memory than frugal.Most above the idle program,
// whatever its pixels are: a picture that would is kept, and has no preview. Those of
// phones and cameras have one.
func TestNoPictureExhausts(t *testing.T) {
	colour, full := [][2]int{{2, 2}, {1, 1}, {1, 1}}, [][2]int{{1, 1}, {1, 1}, {1, 1}}
	cmyk := [][2]int{{1, 1}, {1, 1}, {1, 1}, {1, 1}}
	for _, c := range []struct {
		name    string
		picture func() []byte
		said    string
	}{
		{"a phone's 108 megapixels", func() []byte { return jpegOf(12_000, 9_000, false, -1, colour...) }, "1600x1200"},
		{"a camera's 50 megapixels in full colour", func() []byte { return jpegOf(8_660, 5_773, false, -1, full...) }, "1600x1067"},
		{"200 megapixels", func() []byte { return jpegOf(16_384, 12_288, false, -1, colour...) }, photo.TooLarge},
		{"a progressive JPEG of 24 megapixels", func() []byte { return jpegOf(6_000, 4_000, true, -1, colour...) }, "1600x1067"},
		{"a progressive JPEG of 50 megapixels", func() []byte { return jpegOf(8_000, 6_250, true, -1, colour...) }, photo.TooLarge},
		{"a progressive JPEG of the most pixels", func() []byte { return jpegOf(65_500, 65_500, true, -1, full...)[:4096] }, photo.TooLarge},
		{"CMYK of 20 megapixels", func() []byte { return jpegOf(5_000, 4_000, false, 0, cmyk...) }, "1600x1280"},
		{"CMYK of 20 megapixels, progressive", func() []byte { return jpegOf(5_000, 4_000, true, 2, cmyk...) }, photo.TooLarge},
		{"CMYK of 100 megapixels", func() []byte { return jpegOf(10_000, 10_000, false, 2, cmyk...) }, photo.TooLarge},
		{"RGB of 20 megapixels", func() []byte { return jpegOf(5_000, 4_000, false, 0, full...) }, "1600x1280"},
		{"a PNG of 40 megapixels", func() []byte { return pngOf(8_000, 5_000, 8, 6, 0) }, "1600x1000"},
		{"a PNG of 16 bits, 24 megapixels", func() []byte { return pngOf(6_000, 4_000, 16, 6, 0) }, "1600x1067"},
		{"a PNG of 16 bits, 160 megapixels", func() []byte { return pngOf(16_000, 10_000, 16, 6, 0) }, photo.TooLarge},
		{"a PNG of 16 bits in passes", func() []byte { return pngOf(4_000, 3_000, 16, 6, 1) }, "1600x1200"},
		{"a larger one in passes", func() []byte { return pngOf(5_000, 4_000, 16, 6, 1) }, photo.TooLarge},
		{"grey of 16 bits", func() []byte { return pngOf(9_000, 8_000, 16, 0, 0) }, "1600x1422"},
		{"grey of 16 bits with a transparent one", func() []byte { return pngOf(9_000, 8_000, 16, 0, 0, []byte("tRNS\x00\x01")) }, photo.TooLarge},
		{"grey of 1 bit", func() []byte { return pngOf(10_000, 10_000, 1, 0, 0) }, "1600x1600"},
		{"grey of 1 bit with a transparent one", func() []byte { return pngOf(10_000, 10_000, 1, 0, 0, []byte("tRNS\x00\x01")) }, photo.TooLarge},
		{"a palette", func() []byte { return pngOf(10_000, 10_000, 8, 3, 0) }, "1600x1600"},
		{"one row of a million", func() []byte { return pngOf(1_000_000, 1, 8, 6, 0) }, "1600x1"},
		{"rows without end", func() []byte { return pngOf(1<<31-1, 1, 1, 0, 0)[:4096] }, photo.TooLarge},
		{"a lossless WebP of 8 megapixels", func() []byte { return webpOf(3_200, 2_500) }, "1600x1250"},
		{"a lossless WebP of the most pixels", func() []byte { return webpOf(16_384, 16_384) }, photo.TooLarge},
		{"a BMP of 40 megapixels that is not there", func() []byte { return bmpOf(8_000, 5_000) }, photo.Damaged},
		{"a BMP of the most pixels", func() []byte { return bmpOf(30_000, 30_000) }, photo.TooLarge},
		{"a GIF of 64 megapixels that is not there", func() []byte { return gifOf(8_000, 8_000) }, photo.Damaged},
		{"a GIF of the most pixels", func() []byte { return gifOf(65_535, 65_535) }, photo.TooLarge},
		{"a tag that says it has 2 GB", func() []byte {
			b := pngOf(600, 400, 8, 2, 0, []byte("eXIfMM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x7f\xff\xff\xff\x00\x00\x00\x10"))
			return b
		}, "600x400"},
		{"a PNG of twenty thousand notes", func() []byte {
			return pngOf(600, 400, 8, 2, 0, slices.Repeat([][]byte{[]byte("tEXta\x00b")}, 20_000)...)
		}, photo.TooLarge},
		{"a PNG of a thousand notes", func() []byte {
			return pngOf(600, 400, 8, 2, 0, slices.Repeat([][]byte{[]byte("tEXta\x00b")}, 1_000)...)
		}, "600x400"},
		{"a JPEG in a thousand passes", func() []byte {
			b := jpegOf(4_000, 3_000, true, -1, full...)
			at := bytes.LastIndex(b, []byte{0xFF, 0xDA})
			pass := b[at : len(b)-2]
			return append(append(b[:at:at], bytes.Repeat(pass[:40], 1000)...), 0xFF, 0xD9)
		}, photo.TooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			said := peak.Within(t, func(t *testing.T) string {
				path := filepath.Join(t.TempDir(), "x")
				if err := os.WriteFile(path, c.picture(), 0o600); err != nil {
					t.Fatal(err)
				}
				return path
			}, func(t *testing.T, file string) string {
				s := open(t, t.TempDir())
				f, err := os.Open(file)
				if err != nil {
					return err.Error()
				}
				p, err := s.Put(context.Background(), f, "x")
				if err != nil {
					return app.RefusalCode(err)
				}
				img, err := s.Preview(context.Background(), p.Hash)
				if err != nil {
					return app.RefusalCode(err)
				}
				return sizeOf(img)
			})
			if said != c.said {
				t.Errorf("it said %q, want %q", said, c.said)
			}
		})
	}
}

func sizeOf(img image.Image) string {
	size := img.Bounds().Size()
	return fmt.Sprintf("%dx%d", size.X, size.Y)
}
