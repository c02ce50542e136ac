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

// PackOrder asks for one file of many documents.
type PackOrder struct {
	Name      string // the title
	Documents []app.ID
	Into      Outlet // nil hands it to who asked alone
}

// Pack makes one file of the documents in their order and counts a print of each. Where
// one of them cannot be set, or the file cannot be written, nothing is counted. tell is
// told how many are set; it may be nil.
func (o *Office) Pack(ctx context.Context, actor app.Actor, order PackOrder, tell func(done, all int)) (Paper, error) {
	if err := staff.May(actor, staff.Print); err != nil {
		return Paper{}, err
	}
	counted, pdf, err := o.setPack(ctx, actor, order, tell)
	if err != nil {
		return Paper{}, err
	}
	p := Paper{Name: fileNamed(order.Name), PDF: pdf}
	if order.Into != nil {
		if p.Path, err = order.Into.Put(p.Name, p.PDF); err != nil {
			return p, err
		}
	}
	sum := sha256.Sum256(p.PDF)
	for _, c := range counted {
		c.File = hex.EncodeToString(sum[:])
		if err := o.Counter.Printed(ctx, actor, c); err != nil {
			if order.Into != nil {
				order.Into.Remove(p.Path)
			}
			return p, err
		}
	}
	if order.Into != nil {
		p.Path, err = order.Into.Place(p.Path)
	}
	return p, err
}

// setPack sets the documents one after the other, and answers with the prints that are
// to be counted.
func (o *Office) setPack(ctx context.Context, actor app.Actor, order PackOrder, tell func(done, all int)) (counted []contract.Printing, pdf []byte, err error) {
	var out bytes.Buffer
	err = Pack(&out, order.Name, Chinese, func(yield func(Form, error) bool) {
		for i, id := range order.Documents {
			d, err := o.Records.Document(ctx, id)
			if err != nil {
				yield(Form{}, err)
				return
			}
			c, err := o.compose(ctx, actor, d, whole)
			if err != nil {
				yield(Form{}, err)
				return
			}
			counted = append(counted, contract.Printing{Document: id, Copy: c.doc.Prints})
			if tell != nil {
				tell(i+1, len(order.Documents))
			}
			if !yield(c.form(c.imprint), nil) {
				return
			}
		}
	})
	return counted, out.Bytes(), err
}
