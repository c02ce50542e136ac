package preview

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"testing"
)

// sheets is a PDF of n pages of A4, each with a black square at its upper left.
func sheets(n int) []byte {
	var b bytes.Buffer
	kids := ""
	for i := range n {
		kids += fmt.Sprintf("%d 0 R ", 4+i)
	}
	const square = "28 672 142 142 re f"
	fmt.Fprintf(&b, "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n")
	fmt.Fprintf(&b, "2 0 obj<</Type/Pages/Count %d/Kids[%s]>>endobj\n", n, kids)
	fmt.Fprintf(&b, "3 0 obj<</Length %d>>stream\n%s\nendstream endobj\n", len(square), square)
	for i := range n {
		fmt.Fprintf(&b, "%d 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R>>endobj\n", 4+i)
	}
	b.WriteString("trailer<</Root 1 0 R>>\n%%EOF\n")
	return b.Bytes()
}

func TestPages(t *testing.T) {
	folder := t.TempDir()
	r := New(folder)
	defer r.Close()
	var pages []image.Image
	err := r.Pages(context.Background(), sheets(3), 420, func(n, of int, p image.Image) {
		if n != len(pages) || of != 3 {
			t.Errorf("page %d of %d comes as number %d", n, of, len(pages))
		}
		pages = append(pages, p)
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range pages {
		if size := p.Bounds().Size(); size.X != 420 || size.Y < 590 || size.Y > 597 {
			t.Errorf("page %d is %v", i, size)
		}
		if r, _, _, _ := p.At(60, 60).RGBA(); r != 0 {
			t.Errorf("page %d: the square is not black", i)
		}
		if r, _, _, _ := p.At(300, 400).RGBA(); r != 0xffff {
			t.Errorf("page %d: the paper is not white", i)
		}
	}
	if err := r.Pages(context.Background(), []byte("no PDF"), 420, func(int, int, image.Image) {}); err == nil {
		t.Error("what is no PDF is drawn")
	}
	stopped, stop := context.WithCancel(context.Background())
	err = r.Pages(stopped, sheets(3), 420, func(int, int, image.Image) { stop() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("stopped after the first page: %v", err)
	}
}

func BenchmarkPage(b *testing.B) {
	r := New("")
	defer r.Close()
	pdf := sheets(1)
	if err := r.Warm(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := r.Pages(context.Background(), pdf, 820, func(int, int, image.Image) {}); err != nil {
			b.Fatal(err)
		}
	}
}
