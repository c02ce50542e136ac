package program

import (
	"context"
	"image"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/ui/paper"
)

// tryAgreement draws the pages of the agreement that would be locked.
func (o *opened) tryAgreement(ctx context.Context, actor app.Actor, a contract.Agreeing, width int) ([]image.Image, error) {
	d, err := o.Contract.TryAgree(ctx, actor, a)
	if err != nil {
		return nil, err
	}
	return o.tried(ctx, actor, width, d)
}

// tryNotices draws the pages of the notices that would be issued.
func (o *opened) tryNotices(ctx context.Context, actor app.Actor, r defect.NoticeRequest, width int) ([]image.Image, error) {
	all, err := o.Defect.TryNotices(ctx, actor, r)
	if err != nil {
		return nil, err
	}
	return o.tried(ctx, actor, width, all...)
}

// tried draws documents that are not locked, one after the other.
func (o *opened) tried(ctx context.Context, actor app.Actor, width int, all ...contract.Document) (pages []image.Image, err error) {
	for _, d := range all {
		pdf, err := o.office.Try(ctx, actor, d)
		if err != nil {
			return nil, err
		}
		more, err := o.drawn(ctx, pdf, width)
		if err != nil {
			return nil, err
		}
		pages = append(pages, more...)
	}
	return pages, nil
}

// showText opens a form's words, with their approval, as they would be printed.
func (o *opened) showText(ctx context.Context, actor app.Actor, template string) error {
	s, err := o.store.Site(ctx)
	if err != nil {
		return err
	}
	w := paper.Wording(template)
	if _, is := contract.BaseTemplate(template); is {
		own, err := o.store.Own(ctx, template)
		if err != nil {
			return err
		}
		w.Text = own.Hash()
	}
	if w.Approval, err = contract.ApprovalOf(o.store.Forms(ctx), w); err != nil {
		return err
	}
	return o.office.ShowText(ctx, actor, w, s.Letterhead())
}

// tryOwn draws the pages of a form of the company's own that would be kept.
func (o *opened) tryOwn(ctx context.Context, actor app.Actor, f contract.OwnForm, width int) ([]image.Image, error) {
	s, err := o.store.Site(ctx)
	if err != nil {
		return nil, err
	}
	pdf, err := o.office.TryOwn(ctx, actor, f, s.Letterhead())
	if err != nil {
		return nil, err
	}
	return o.drawn(ctx, pdf, width)
}

// drawn are the pages of a paper as pictures.
func (o *opened) drawn(ctx context.Context, pdf []byte, width int) (pages []image.Image, err error) {
	err = o.pages.Pages(ctx, pdf, width, func(_, _ int, picture image.Image) { pages = append(pages, picture) })
	return pages, err
}
