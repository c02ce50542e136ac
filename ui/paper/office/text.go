package office

import (
	"context"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/staff"
	"keyday/ui/paper"
	"keyday/ui/words"
)

// ShowText opens a form's words as a blank, for a lawyer to read. It is nobody's paper
// and counts for nothing.
func (o *Office) ShowText(ctx context.Context, actor app.Actor, template string) error {
	if err := staff.May(actor, staff.Print); err != nil {
		return err
	}
	w, own := paper.Wording(template), app.Own{}
	if _, is := contract.BaseTemplate(template); is {
		var err error
		if own, err = o.Own(ctx, template); err != nil {
			return err
		}
		w.Text = own.Hash()
	}
	form, err := paper.Empty(app.Frame{Number: template, Wording: w}, o.blank(actor, own))
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
	imprint := o.blank(actor, f.Own)
	if imprint.Pictures, err = o.pictures(ctx, []string{head.Logo}); err != nil {
		return nil, err
	}
	form, err := paper.Empty(app.Frame{Letterhead: f.On(head), Number: f.Name(), Wording: paper.OwnWording(f, f.Name())}, imprint)
	if err != nil {
		return nil, err
	}
	return paper.Render(form, words.Chinese)
}

// blank is what printing a blank adds.
func (o *Office) blank(actor app.Actor, own app.Own) app.Imprint {
	return app.Imprint{PrintedAt: o.Clock.Now(), PrintedBy: actor.Name, Own: own}
}
