package program

import (
	"context"
	"slices"

	"keyday/app"
	"keyday/ui/paper"
	"keyday/ui/paper/office"
	"keyday/ui/screen/register"
)

// packer makes packs of the papers of homes for the lists of the window.
func (o *opened) packer() register.Packer {
	p := register.Packer{Make: o.pack}
	for _, form := range paper.OfHomes() {
		p.Forms = append(p.Forms, form.Kind)
	}
	for _, by := range paper.Arrangements {
		p.Arranged = append(p.Arranged, string(by))
	}
	return p
}

// pack makes one file of what the homes have of the forms.
func (o *opened) pack(ctx context.Context, actor app.Actor, p register.Packing, tell func(done, all int)) (papers int, undone []app.Undone, err error) {
	forms := slices.DeleteFunc(paper.OfHomes(), func(f paper.Form) bool { return !slices.Contains(p.Forms, f.Kind) })
	documents, without, err := office.PapersOf(ctx, o.store, p.Homes, forms)
	if err != nil {
		return 0, nil, err
	}
	for _, w := range without {
		undone = append(undone, app.Undone{ID: w.Home, Why: app.Refuse("contract.none_of_kind", "kind", string(w.Form.Kind))})
	}
	order := office.PackOrder{Name: p.Title, Arranged: paper.Arrangement(p.Arranged), Duplex: p.Duplex}
	home := map[app.ID]app.ID{}
	for _, d := range documents {
		home[d.ID], order.Documents = d.Unit, append(order.Documents, d.ID)
	}
	if order.Into, err = o.office.Over(p.File); err != nil {
		return 0, nil, err
	}
	made, err := o.office.Pack(ctx, actor, order, tell)
	for _, left := range made.Left {
		undone = append(undone, app.Undone{ID: home[left.Document], Why: left.Why})
	}
	if app.RefusalCode(err) == "paper.pack_empty" && len(undone) > 0 {
		err = nil // of each home is said why
	}
	return len(made.Papers), undone, err
}
