package main

import (
	"context"
	"image"
	"io"

	"keyday/data/photo"
	"keyday/ui/screen/inspection"
	"keyday/ui/screen/shell"
)

// inspectPlace is 验房 with what it needs of the site.
func (p *program) inspectPlace() shell.Place {
	o := p.site
	return inspection.Place(inspection.Params{
		Read: o.store, Desk: o.inspect, Evidence: o.defect, Photos: pictures{o.photos}, Title: p.say("shell.place.inspect"),
	})
}

// pictures are the site's photos as screens ask for them.
type pictures struct{ *photo.Store }

// Put keeps a picture and answers with its hash. One that is kept without a
// preview is told when somebody looks at it.
func (p pictures) Put(ctx context.Context, r io.Reader, name string) (string, error) {
	kept, err := p.Store.Put(ctx, r, name)
	return kept.Hash, err
}

// Thumb is the picture, its longer edge at most about size pixels.
func (p pictures) Thumb(ctx context.Context, hash string, size int) (image.Image, error) {
	if size > int(photo.Thumbnail) {
		return p.Store.Thumb(ctx, hash, photo.Large)
	}
	return p.Store.Thumb(ctx, hash, photo.Thumbnail)
}
