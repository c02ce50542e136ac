package apptest

import (
	"context"
	"image"
	"image/color"
	"io"
	"strings"

	"keyday/app"
)

// Pictures are photos in memory: what was added is known by its content.
type Pictures struct {
	Refuse error // of the next picture that is added
	Blind  error // of every picture that is asked for
}

// Small is a picture; of what is "gone" there is no file.
func (p *Pictures) Small(_ context.Context, hash string) (image.Image, error) {
	if hash == "gone" {
		return nil, app.Refuse("photo.missing", "hash", hash)
	}
	img := image.NewRGBA(image.Rect(0, 0, 256, 192))
	img.Set(0, 0, color.Black)
	return img, p.Blind
}

// Preview and Thumb are Small in other sizes.
func (p *Pictures) Preview(ctx context.Context, hash string) (image.Image, error) {
	return p.Small(ctx, hash)
}
func (p *Pictures) Thumb(ctx context.Context, hash string, _ int) (image.Image, error) {
	return p.Small(ctx, hash)
}

// Add keeps a picture: no .heic, and of one named huge there is no preview.
func (p *Pictures) Add(_ context.Context, r io.Reader, name string) (hash, reason string, err error) {
	content, err := io.ReadAll(r)
	if p.Refuse != nil {
		err, p.Refuse = p.Refuse, nil
	}
	switch {
	case err != nil:
	case strings.HasSuffix(name, ".heic"):
		err = app.Refuse("photo.heic", "name", name)
	case strings.Contains(name, "huge"):
		reason = "photo.too_large"
	}
	return "hash of " + string(content), reason, err
}

// Put keeps a picture of which a preview is needed.
func (p *Pictures) Put(ctx context.Context, r io.Reader, name string) (string, error) {
	hash, _, err := p.Add(ctx, r, name)
	return hash, err
}
