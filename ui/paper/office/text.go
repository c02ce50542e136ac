package office

import (
	"context"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/staff"
	"keyday/ui/paper"
	"keyday/ui/words"
)

// ShowText opens a form's words as a blank on the site's paper, for a lawyer to read. It is
// nobody's paper and counts for nothing.
func (o *Office) ShowText(ctx context.Context, actor app.Actor, w app.Wording, head app.Letterhead) error {
	if err := staff.May(actor, staff.Print); err != nil {
		return err
	}
	own := app.Own{}
	if _, is := contract.BaseTemplate(w.Template); is {
		var err error
		if own, err = o.Own(ctx, w.Template); err != nil {
			return err
		}
		w.Form = paper.Wording(w.Template).Form
	}
	form, err := o.empty(ctx, actor, app.Frame{Letterhead: head, Number: w.Template, Wording: w}, own)
	if err != nil {
		return err
	}
	pdf, err := paper.Render(form, words.Chinese)
	if err != nil {
		return err
	}
	return o.Show(ctx, words.Join(" ", form.Form().ZH, "范本", number(form.Form().Version())), pdf)
}

// TryOwn sets a form of the company's own before it is kept, with nothing filled in, on
// the paper of the site.
func (o *Office) TryOwn(ctx context.Context, actor app.Actor, f contract.OwnForm, head app.Letterhead) (pdf []byte, err error) {
	if err := staff.May(actor, staff.Print); err != nil {
		return nil, err
	}
	if err := paper.RequireOwn(f); err != nil {
		return nil, err
	}
	form, err := o.empty(ctx, actor, app.Frame{Letterhead: head, Number: f.Name(), Wording: paper.OwnWording(f, f.Name())}, f.Own)
	if err != nil {
		return nil, err
	}
	return paper.Render(form, words.Chinese)
}

// empty is a blank of the frame's form.
func (o *Office) empty(ctx context.Context, actor app.Actor, frame app.Frame, own app.Own) (f paper.Filled, err error) {
	imprint := o.blank(actor, own)
	if imprint.Pictures, err = o.pictures(ctx, []string{frame.Letterhead.Logo}); err != nil {
		return f, err
	}
	return paper.Empty(frame, imprint)
}

// blank is what printing a blank adds.
func (o *Office) blank(actor app.Actor, own app.Own) app.Imprint {
	return app.Imprint{PrintedAt: o.Clock.Now(), PrintedBy: actor.Name, Own: own}
}
