package office

import (
	"context"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/paper"
	"keyday/ui/words"
)

// Try sets a document that is not locked yet as it would be (contract.Desk.TryAgree), with
// the numbers of owners masked. It has no hash: what is locked in the end has its own.
func (o *Office) Try(ctx context.Context, actor app.Actor, d contract.Document) (pdf []byte, err error) {
	c, err := o.compose(ctx, actor, d, masked)
	if err != nil {
		return nil, err
	}
	c.imprint.Preview, c.imprint.ContentHash, c.imprint.Anchor = true, "", ""
	pdf, _, err = paper.RenderFields(c.content.Filled(c.imprint), words.Chinese)
	return pdf, err
}
