package office

import (
	"context"

	"keyday/app"
	"keyday/app/staff"
	"keyday/ui/paper"
	"keyday/ui/words"
)

// ShowText opens a contract's text as a blank, for a lawyer to read. It is nobody's paper
// and counts for nothing.
func (o *Office) ShowText(ctx context.Context, actor app.Actor, template string) error {
	if err := staff.May(actor, staff.Print); err != nil {
		return err
	}
	form, err := paper.Blank(template, app.Imprint{PrintedAt: o.Clock.Now(), PrintedBy: actor.Name})
	if err != nil {
		return err
	}
	pdf, err := paper.Render(form, words.Chinese)
	if err != nil {
		return err
	}
	path, err := o.Tray.Put(fileNamed(words.Join(" ", form.Form().ZH, "范本", number(form.Form().Version()))), pdf)
	if err != nil {
		return err
	}
	return o.Printer.Open(ctx, path)
}
