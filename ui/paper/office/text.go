package office

import (
	"context"

	"keyday/app"
	"keyday/app/contract"
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
	text := ""
	if _, own := contract.BaseTemplate(template); own {
		var err error
		if text, err = o.Text(ctx, template); err != nil {
			return err
		}
	}
	form, err := o.blank(actor, template, text)
	if err != nil {
		return err
	}
	pdf, err := paper.Render(form, words.Chinese)
	if err != nil {
		return err
	}
	return o.Show(ctx, words.Join(" ", form.Form().ZH, "范本", number(form.Form().Version())), pdf)
}

// TryText sets a text of the company's own before it is kept, with nothing filled in.
func (o *Office) TryText(actor app.Actor, t contract.OwnText) (pdf []byte, err error) {
	if err := staff.May(actor, staff.Print); err != nil {
		return nil, err
	}
	if err := paper.RequireOwnText(t); err != nil {
		return nil, err
	}
	form, err := o.blank(actor, t.Name(), t.Text())
	if err != nil {
		return nil, err
	}
	return paper.Render(form, words.Chinese)
}

func (o *Office) blank(actor app.Actor, template, text string) (paper.Filled, error) {
	return paper.Blank(template, app.Imprint{PrintedAt: o.Clock.Now(), PrintedBy: actor.Name, Text: text})
}
