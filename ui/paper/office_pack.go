package paper

import (
	"bytes"
	"context"
	"strings"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/staff"
)

// PackOrder asks for one file of many documents.
type PackOrder struct {
	Name      string // the title
	Documents []app.ID
	Into      Outlet
}

// Packed is a pack that was made.
type Packed struct {
	Paper
	Papers []Paper // in it, in their order; without files of their own
	Left   []Left  // not in it
}

// Left is a document that no paper could be made of, and why.
type Left struct {
	Document app.ID
	Why      error
}

// Pack makes one file of the documents in their order and counts a print of each, once
// the file is written: all of them or none. One that cannot be set is left out, and told
// of. It refuses with "paper.pack_empty" where none can. tell is told how many are set;
// it may be nil.
func (o *Office) Pack(ctx context.Context, actor app.Actor, order PackOrder, tell func(done, all int)) (Packed, error) {
	if err := staff.May(actor, staff.Print); err != nil {
		return Packed{}, err
	}
	if err := o.Counter.MayPrint(ctx, actor, order.Documents...); err != nil {
		return Packed{}, err
	}
	o.turn.Lock()
	defer o.turn.Unlock()
	p, err := o.setPack(ctx, actor, order, tell)
	if err != nil {
		return p, err
	}
	if p.Path, err = order.Into.Put(p.Name, p.PDF); err != nil {
		return p, err
	}
	if p.Path, err = order.Into.Place(p.Path); err != nil {
		return p, err
	}
	var made []contract.Printing
	for _, one := range p.Papers {
		made = append(made, printingOf(one.Document, p.PDF))
	}
	if err := o.count(ctx, actor, made...); err != nil {
		order.Into.Remove(p.Path)
		return p, err
	}
	return p, nil
}

// setPack sets the documents one after the other.
func (o *Office) setPack(ctx context.Context, actor app.Actor, order PackOrder, tell func(done, all int)) (p Packed, err error) {
	var out bytes.Buffer
	p.Name = fileNamed(order.Name)
	err = Pack(&out, order.Name, Chinese, func(yield func(Form, error) bool) {
		for i, id := range order.Documents {
			if tell != nil {
				tell(i+1, len(order.Documents))
			}
			c, err := o.composed(ctx, actor, id)
			switch {
			case Unmakable(err):
				p.Left = append(p.Left, Left{id, err})
				continue
			case err != nil:
				yield(Form{}, err)
				return
			}
			p.Papers = append(p.Papers, Paper{Document: id, Copy: c.doc.Prints, Counts: true})
			if !yield(c.form(c.imprint), nil) {
				return
			}
		}
	})
	p.PDF = out.Bytes()
	return p, err
}

func (o *Office) composed(ctx context.Context, actor app.Actor, id app.ID) (composition, error) {
	d, err := o.Records.Document(ctx, id)
	if err != nil {
		return composition{}, err
	}
	return o.compose(ctx, actor, d, whole)
}

// Unmakable reports whether the error says that no paper can be made of this document,
// which is no reason to make none of others.
func Unmakable(err error) bool {
	code := app.RefusalCode(err)
	return strings.HasPrefix(code, "contract.") || strings.HasPrefix(code, "paper.template") || strings.HasPrefix(code, "paper.wording")
}
