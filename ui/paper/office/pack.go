package office

import (
	"bytes"
	"context"
	"slices"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/staff"
	"keyday/ui/paper"
	"keyday/ui/words"
)

// PackOrder asks for one file of many documents.
type PackOrder struct {
	Name      string // the title
	Documents []app.ID
	Arranged  paper.Arrangement
	Duplex    bool
	Into      Outlet
}

// Without is a form of which a home has no paper that counts.
type Without struct {
	Home app.ID
	Form paper.Form
}

// HomeReader reads what documents a home has, the newest first.
type HomeReader interface {
	DocumentsOfUnit(ctx context.Context, unit app.ID) ([]contract.Document, error)
}

// PapersOf finds the papers of homes that count, home by home, and which homes have none of
// a form.
func PapersOf(ctx context.Context, read HomeReader, homes []app.ID, forms []paper.Form) (documents []contract.Document, without []Without, err error) {
	for _, home := range homes {
		all, err := read.DocumentsOfUnit(ctx, home)
		if err != nil {
			return nil, nil, err
		}
		for _, form := range forms {
			if d, there := contract.StandingOf(all, form.Kind); there {
				documents = append(documents, d)
			} else {
				without = append(without, Without{home, form})
			}
		}
	}
	return documents, without, nil
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
	o.turn.Lock()
	defer o.turn.Unlock()
	if o.Frugal != nil {
		defer o.Frugal()()
	}
	p, err := o.setPack(ctx, actor, order, tell)
	if err != nil {
		return p, err
	}
	defer order.Into.Forget()
	if p.Path, err = order.Into.Put(p.Name, p.PDF); err != nil {
		return p, err
	}
	if p.Path, err = order.Into.Place(p.Path); err != nil {
		return p, err
	}
	var made []contract.Printing
	for _, one := range p.Papers {
		made = append(made, one.printingIn(p.PDF))
	}
	again, err := o.count(ctx, actor, made...)
	if err != nil {
		order.Into.Remove(p.Path)
		return p, err
	}
	for i := range p.Papers {
		p.Papers[i].Again = slices.Contains(again, made[i])
	}
	return p, nil
}

// setPack sets the documents one after the other.
func (o *Office) setPack(ctx context.Context, actor app.Actor, order PackOrder, tell func(done, all int)) (p Packed, err error) {
	all := paper.Bundle{Arranged: order.Arranged, Duplex: order.Duplex}
	p.Name = fileNamed(order.Name)
	for i, id := range order.Documents {
		if tell != nil {
			tell(i+1, len(order.Documents))
		}
		copy, err := o.setInto(ctx, actor, id, &all)
		switch {
		case app.OfOne(err):
			p.Left = append(p.Left, Left{id, err})
		case err != nil:
			return p, err
		default:
			p.Papers = append(p.Papers, Paper{Document: id, Copy: copy, Counts: true})
		}
	}
	var out bytes.Buffer
	err = all.Write(&out, order.Name)
	p.PDF = out.Bytes()
	return p, err
}

// setInto adds a document's paper to the others, and answers which copy it says it is.
func (o *Office) setInto(ctx context.Context, actor app.Actor, id app.ID, all *paper.Bundle) (copy int, err error) {
	if err := o.PrintCounter.MayPrint(ctx, actor, id); err != nil {
		return 0, err
	}
	d, err := o.Records.Document(ctx, id)
	if err != nil {
		return 0, err
	}
	c, err := o.compose(ctx, actor, d, whole)
	if err != nil {
		return 0, err
	}
	return d.Prints, all.Add(c.content.Filled(c.imprint), words.Chinese)
}
