package paper

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/staff"
)

// Pack makes one file of many documents in their order, keeps it, and counts a
// print of each. Where one of them cannot be set, nothing is kept or counted. tell
// is told how many are set; it may be nil.
func (o *Office) Pack(ctx context.Context, actor app.Actor, name string, documents []app.ID, tell func(done, all int)) (Paper, error) {
	if err := staff.May(actor, staff.Print); err != nil {
		return Paper{}, err
	}
	var counted []contract.Printing
	var out bytes.Buffer
	err := Pack(&out, name, Chinese, func(yield func(Form, error) bool) {
		for i, id := range documents {
			form, d, err := o.compose(ctx, actor, id)
			counted = append(counted, contract.Printing{Document: id, Copy: d.Prints})
			if tell != nil {
				tell(i+1, len(documents))
			}
			if !yield(form, err) || err != nil {
				return
			}
		}
	})
	if err != nil {
		return Paper{}, err
	}
	p := Paper{Name: plainName(name) + ".pdf", PDF: out.Bytes()}
	if p.Path, err = o.Shelf.Put(p.Name, p.PDF); err != nil {
		return p, err
	}
	sum := sha256.Sum256(p.PDF)
	for _, c := range counted {
		c.File = hex.EncodeToString(sum[:])
		if err := o.Counter.Printed(ctx, actor, c); err != nil {
			return p, err
		}
	}
	return p, nil
}

// compose is a document as a form, with what this printing adds.
func (o *Office) compose(ctx context.Context, actor app.Actor, id app.ID) (Form, contract.Document, error) {
	d, err := o.Records.Document(ctx, id)
	if err != nil {
		return Form{}, d, err
	}
	if d.State == contract.Draft || len(d.Content) == 0 {
		return Form{}, d, app.Refuse("contract.not_locked", "number", d.Number)
	}
	if !d.Intact() {
		return Form{}, d, app.Refuse("paper.content_altered", "number", d.Number)
	}
	imprint, err := o.imprint(ctx, actor, d)
	if err != nil {
		return Form{}, d, err
	}
	c, err := o.open(d)
	if err != nil {
		return Form{}, d, err
	}
	imprint.Pictures, err = o.pictures(ctx, c.pictures)
	return c.form(imprint), d, err
}
