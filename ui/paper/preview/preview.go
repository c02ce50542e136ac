// Package preview shows pages as pictures, drawn by the library that draws them in
// browsers, so that what one sees is what prints.
//
// The library is WebAssembly and is compiled when first needed; that takes two to
// three seconds once on a laptop and is kept in a folder. Only main imports this
// package, and hands Renderer to the places that show pages.
package preview

import (
	"context"
	"fmt"
	"image"
	"io"
	"math"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"keyday/app"
)

// Renderer draws pages. Its methods may be called from any goroutine but the
// screen's; one document is drawn at a time.
type Renderer struct {
	folder string
	start  sync.Once
	pool   pdfium.Pool
	err    error
	mu     sync.Mutex
}

// What a PDF that anyone may have made may take: the library has so much memory, in
// pages of 64 KB, and the pictures that are handed out have so many bytes together. Of
// many pages each is drawn smaller.
const (
	libraryPages = 96 << 20 >> 16
	mostDrawn    = 96 << 20
	mostPages    = 1_000
)

// New is a renderer that keeps the compiled library in the folder, "" for none.
// Nothing is started yet.
func New(folder string) *Renderer { return &Renderer{folder: folder} }

// Cached is New with the user's cache.
func Cached() *Renderer {
	folder, err := os.UserCacheDir()
	if err != nil {
		return New("")
	}
	return New(filepath.Join(folder, "keyday", "pdfium"))
}

// Warm starts the library, so that the first page need not wait for it.
func (r *Renderer) Warm() error {
	r.start.Do(func() { r.pool, r.err = r.open() })
	return r.err
}

func (r *Renderer) open() (pdfium.Pool, error) {
	ctx := context.Background()
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(libraryPages)
	if r.folder != "" {
		// A folder that cannot be written to costs the seconds, not the preview.
		if cache, err := wazero.NewCompilationCacheWithDir(r.folder); err == nil {
			config = config.WithCompilationCache(cache)
		}
	}
	return webassembly.Init(webassembly.Config{
		Context: ctx, MinIdle: 0, MaxIdle: 1, MaxTotal: 1, ReuseWorkers: true,
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig(), // it sees no file of this computer
		Stdout:        io.Discard, Stderr: io.Discard,
	})
}

// Pages draws every page of the PDF, so many pixels wide, and hands each over as
// it comes: its number from 0, of how many. What cannot be drawn is refused with
// "paper.undrawn": damaged, under a password, of too many pages.
func (r *Renderer) Pages(ctx context.Context, pdf []byte, width int, page func(n, of int, picture image.Image)) (err error) {
	if err := r.Warm(); err != nil {
		return fmt.Errorf("preview: start: %w", err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	worker, err := r.pool.GetInstance(30 * time.Second)
	if err != nil {
		return fmt.Errorf("preview: %w", err)
	}
	defer func() {
		if err != nil && ctx.Err() == nil { // the library may have stopped in the midst of it, or hold much
			_ = worker.Kill()
			return
		}
		worker.Close()
	}()
	doc, err := worker.OpenDocument(&requests.OpenDocument{File: &pdf})
	if err != nil {
		return app.Refuse("paper.undrawn")
	}
	defer worker.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: doc.Document})
	count, err := worker.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return fmt.Errorf("preview: %w", err)
	}
	if count.PageCount > mostPages {
		return app.Refuse("paper.undrawn")
	}
	if width, err = fitting(worker, doc.Document, count.PageCount, width); err != nil {
		return err
	}
	for n := range count.PageCount {
		if err := ctx.Err(); err != nil {
			return err
		}
		drawn, err := worker.RenderPageInPixels(&requests.RenderPageInPixels{
			Page: requests.Page{ByIndex: &requests.PageByIndex{Document: doc.Document, Index: n}}, Width: width, Height: 10 * width,
		})
		if err != nil {
			return app.Refuse("paper.undrawn")
		}
		page(n, count.PageCount, keep(drawn.Result.RenderedImage))
		drawn.Cleanup()
	}
	return nil
}

// fitting is the width at which all pages together have as many bytes as they may.
func fitting(worker pdfium.Pdfium, document references.FPDF_DOCUMENT, pages, width int) (int, error) {
	squares := 0.0 // how many squares of that width the pages are
	for n := range pages {
		size, err := worker.GetPageSize(&requests.GetPageSize{Page: requests.Page{ByIndex: &requests.PageByIndex{Document: document, Index: n}}})
		if err != nil {
			return 0, app.Refuse("paper.undrawn")
		}
		squares += min(10, size.Height/max(1, size.Width))
	}
	if most := int(math.Sqrt(mostDrawn / 4 / max(1, squares))); most < width {
		width = max(1, most)
	}
	return width, nil
}

// keep copies the picture out of the library's memory.
func keep(drawn image.Image) image.Image {
	source, ok := drawn.(*image.RGBA)
	if !ok {
		return drawn
	}
	kept := *source
	kept.Pix = append([]byte(nil), source.Pix...)
	return &kept
}

// Close ends the library.
func (r *Renderer) Close() error {
	r.start.Do(func() {}) // nothing will be started any more
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.pool == nil {
		return nil
	}
	return r.pool.Close()
}
