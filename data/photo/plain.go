package photo

import (
	"context"
	"image"
	"io"
)

// What screens ask for, in types that they may name.

// Small is the picture for lists and strips; see Thumb.
func (s *Store) Small(ctx context.Context, hash string) (image.Image, error) {
	return s.Thumb(ctx, hash, Thumbnail)
}

// Preview is the picture for the whole screen; see Thumb.
func (s *Store) Preview(ctx context.Context, hash string) (image.Image, error) {
	return s.Thumb(ctx, hash, Large)
}

// Add is Put for who keeps the hash alone. The reason is Damaged or TooLarge
// where the picture was kept and has no preview, else empty.
func (s *Store) Add(ctx context.Context, r io.Reader, name string) (hash, reason string, err error) {
	p, err := s.Put(ctx, r, name)
	return p.Hash, p.NoPreview, err
}
