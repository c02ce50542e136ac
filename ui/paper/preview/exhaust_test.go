package preview

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"testing"

	"keyday/data/frugal/peak"
)

// scan is a PDF of one page, so high, with a picture of so many pixels on it.
func scan(height, w, h int) []byte {
	var pixels bytes.Buffer
	z := zlib.NewWriter(&pixels)
	row := make([]byte, 3*w)
	for range h {
		z.Write(row)
	}
	z.Close()
	var b bytes.Buffer
	draw := fmt.Sprintf("595 0 0 %d 0 0 cm /I Do", height)
	fmt.Fprintf(&b, "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[4 0 R]>>endobj\n")
	fmt.Fprintf(&b, "3 0 obj<</Length %d>>stream\n%s\nendstream endobj\n", len(draw), draw)
	fmt.Fprintf(&b, "4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 %d]/Contents 3 0 R/Resources<</XObject<</I 5 0 R>>>>>>endobj\n", height)
	fmt.Fprintf(&b, "5 0 obj<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode/Length %d>>stream\n", w, h, pixels.Len())
	b.Write(pixels.Bytes())
	b.WriteString("\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
	return b.Bytes()
}

// A PDF that anyone may have made takes no more memory than any other file; one that
// would is refused, and the next is drawn as ever.
func TestNoPDFExhausts(t *testing.T) {
	r := New(filepath.Join(os.TempDir(), "keyday-test-pdfium"))
	defer r.Close()
	if peak.Inside(t) || os.Getenv("KEYDAY_PEAK_TEST") != "" {
		if err := r.Warm(); err != nil { // the idle program has it
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name string
		pdf  func() []byte
	}{
		{"three hundred pages", func() []byte { return sheets(300) }},
		{"pages without end", func() []byte { return sheets(20_000) }},
		{"a page of a kilometre", func() []byte { return scan(3_000_000, 1, 1) }},
		{"a scan at 600 dpi", func() []byte { return scan(842, 4_960, 7_016) }},
		{"a picture of 400 megapixels", func() []byte { return scan(842, 20_000, 20_000) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			peak.Within(t, func(t *testing.T) string {
				path := filepath.Join(t.TempDir(), "x.pdf")
				if err := os.WriteFile(path, c.pdf(), 0o600); err != nil {
					t.Fatal(err)
				}
				return path
			}, func(t *testing.T, file string) string {
				pdf, err := os.ReadFile(file)
				if err != nil {
					return err.Error()
				}
				var pages []image.Image
				err = r.Pages(context.Background(), pdf, 1_600, func(_, _ int, p image.Image) { pages = append(pages, p) })
				said := fmt.Sprint(len(pages), " pages, ", err)
				pages = nil
				if err := r.Pages(context.Background(), sheets(1), 420, func(_, _ int, p image.Image) { pages = append(pages, p) }); err != nil || len(pages) != 1 {
					t.Errorf("the next one: %d pages, %v", len(pages), err)
					return "then nothing was drawn any more"
				}
				return said
			})
		})
	}
}
