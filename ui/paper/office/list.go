package office

import (
	"context"

	"keyday/app"
	"keyday/app/staff"
	"keyday/ui/paper"
	"keyday/ui/words"
)

// ShowList sets a list on paper and opens it. It is nobody's document and counts for
// nothing; that it leaves the site is for the caller to record.
func (o *Office) ShowList(ctx context.Context, actor app.Actor, list paper.List) error {
	if err := staff.May(actor, staff.Print); err != nil {
		return err
	}
	pdf, err := list.Render(app.Imprint{PrintedAt: o.Clock.Now(), PrintedBy: actor.Name})
	if err != nil {
		return err
	}
	return o.Show(ctx, words.Join(" ", list.Project, list.Title), pdf)
}

// Show opens a paper that is kept nowhere, under a name.
func (o *Office) Show(ctx context.Context, name string, pdf []byte) error {
	path, err := o.Tray.Put(fileNamed(name), pdf)
	if err != nil {
		return err
	}
	return o.Printer.Open(ctx, path)
}
