package office

import (
	"context"
	"image"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/paper/set"
)

// NameDesk keeps pictures of owners' names; site.Desk is one.
type NameDesk interface {
	PutNamePicture(ctx context.Context, actor app.Actor, unit, owner app.ID, p site.Picture) error
}

// Names takes pictures of owners' names, for papers whose font lacks a character.
type Names struct {
	Desk NameDesk
	Show func(file string) (image.Image, error) // reads a picture
}

// PutPicture keeps the picture in the file, as papers take it.
func (n Names) PutPicture(ctx context.Context, actor app.Actor, unit, owner app.ID, file string) error {
	shown, err := n.Show(file)
	if err != nil {
		return err
	}
	drawn, err := set.DrawnName(shown)
	if err != nil {
		return err
	}
	return n.Desk.PutNamePicture(ctx, actor, unit, owner, site.Picture(drawn))
}
