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
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
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

// New is a renderer that keeps the compiled library in the folder, "" for none.
// Nothing is started yet.
func New(folder string) *Renderer { return &Renderer{folder: folder} }

// Warm starts the library, so that the first page need not wait for it.
func (r *Renderer) Warm() error {
	r.start.Do(func() { r.pool, r.err = r.open() })
	return r.err
}

func (r *Renderer) open() (pdfium.Pool, error) {
	ctx := context.Background()
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling)
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
// it comes: its number from 0, of how many.
func (r *Renderer) Pages(ctx context.Context, pdf []byte, width int, page func(n, of int, picture image.Image)) error {
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
	defer worker.Close()
	doc, err := worker.OpenDocument(&requests.OpenDocument{File: &pdf})
	if err != nil {
		return fmt.Errorf("preview: open: %w", err)
	}
	defer worker.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: doc.Document})
	count, err := worker.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return fmt.Errorf("preview: %w", err)
	}
	for n := range count.PageCount {
		if err := ctx.Err(); err != nil {
			return err
		}
		drawn, err := worker.RenderPageInPixels(&requests.RenderPageInPixels{
			Page: requests.Page{ByIndex: &requests.PageByIndex{Document: doc.Document, Index: n}}, Width: width, Height: 10 * width,
		})
		if err != nil {
			return fmt.Errorf("preview: page %d: %w", n+1, err)
		}
		page(n, count.PageCount, keep(drawn.Result.RenderedImage))
		drawn.Cleanup()
	}
	return nil
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
