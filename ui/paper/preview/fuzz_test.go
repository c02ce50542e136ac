package preview

import (
	"context"
	"image"
	"os"
	"path/filepath"
	"testing"
	"time"

	"keyday/app"
)

// Whatever a PDF is that somebody scanned or put there, it is drawn, or refused in words,
// in a time that people wait; and the next one is drawn as ever.
func FuzzPages(f *testing.F) {
	r := New(filepath.Join(os.TempDir(), "keyday-test-pdfium"))
	f.Cleanup(func() { r.Close() })
	f.Add(scan(842, 2, 2))
	f.Add(sheets(2))
	f.Add(sheets(2)[:200])
	f.Add([]byte("%PDF-1.7\n"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, pdf []byte) {
		began := time.Now()
		err := r.Pages(context.Background(), pdf, 200, func(n, of int, p image.Image) {
			if n < 0 || n >= of || p.Bounds().Empty() || p.Bounds().Dx() > 200 || p.Bounds().Dy() > 2000 { // the longest are drawn narrower
				t.Errorf("page %d of %d is %v", n, of, p.Bounds())
			}
		})
		if err != nil && app.RefusalCode(err) == "" {
			t.Errorf("an error that nobody can read: %v", err)
		}
		if took := time.Since(began); took > time.Minute {
			t.Errorf("it took %v", took)
		}
	})
}
