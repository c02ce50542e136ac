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
			c, err := o.compose(ctx, actor, id)
			if err != nil {
				yield(Form{}, err)
				return
			}
			counted = append(counted, contract.Printing{Document: id, Copy: c.doc.Prints})
			if tell != nil {
				tell(i+1, len(documents))
			}
			if !yield(c.form(c.imprint), nil) {
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
