package photo

import (
	"bytes"
	"context"
	"image"
	"io"
	"path/filepath"

	"keyday/data/durable"
	"keyday/data/fault"
)

// Pictures are the site's photos as screens ask for them.
type Pictures struct{ *Store }

// Put keeps a picture and answers with its hash. One that is kept without a
// preview is told when somebody looks at it.
func (p Pictures) Put(ctx context.Context, r io.Reader, name string) (string, error) {
	kept, err := p.Store.Put(ctx, r, name)
	return kept.Hash, err
}

// Thumb is the picture, its longer edge at most about size pixels.
func (p Pictures) Thumb(ctx context.Context, hash string, size int) (image.Image, error) {
	if size > int(Thumbnail) {
		return p.Store.Thumb(ctx, hash, Large)
	}
	return p.Store.Thumb(ctx, hash, Thumbnail)
}

// ShowFile reads a picture that a person picked.
func ShowFile(file string) (image.Image, error) {
	f, err := durable.Open(file)
	if err != nil {
		return nil, fault.Translate(err, file)
	}
	defer f.Close()
	return Show(f, filepath.Base(file), Large)
}

// Upright reads a photo of a paper as the camera was held.
func Upright(raw []byte) (image.Image, error) {
	return Show(bytes.NewReader(raw), "", Large)
}
