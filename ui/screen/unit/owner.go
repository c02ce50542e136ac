package unit

import (
	"context"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// showOwner asks for an owner with whole numbers, which is recorded, and hands it on.
func (pg *page) showOwner(owner app.ID, why site.Occasion, then func(*app.Seen[site.Owner])) {
	privacy, actor, unit := pg.p.Privacy, pg.c.Actor(), pg.id
	shell.Load(pg.c, &pg.asked, func(ctx context.Context) (*app.Seen[site.Owner], error) {
		seen, err := privacy.ShowOwner(ctx, actor, unit, owner, why)
		return &seen, err
	}, then)
}

// tellOwner says the whole numbers, to reach an owner by.
func (pg *page) tellOwner(seen *app.Seen[site.Owner]) {
	w, o := pg.c.W, seen.Value
	var facts []widget.Fact
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, widget.Fact{Label: label, Value: value, Long: true})
		}
	}
	add(w.T("unit.owner.phone"), o.Phone)
	add(w.T("unit.owner.phone2"), o.Phone2)
	add(w.T("unit.owner.id_type"), w.Term(o.IDType))
	add(w.T("unit.owner.id_no"), o.IDNo)
	add(w.T("unit.owner.address"), o.Address)
	d := widget.NewDialog(w, o.Name, w.T("unit.whole.text"))
	d.Content = widget.NewFactList(96, facts...)
	pg.c.Ask(d)
}

// editOwner puts right what is known of an owner. Documents that name the owner
// stay as they were signed. What is masked is read only.
func (pg *page) editOwner(seen *app.Seen[site.Owner]) {
	w, o := pg.c.W, seen.Value
	field := func(key, value string) (*widget.Entry, *widget.Field) {
		e := widget.NewEntry("")
		e.SetText(value)
		if seen.Sight.Masked[key] {
			e.Disable()
		}
		return e, widget.NewField(w.T("unit.owner."+key), e)
	}
	name, nameField := field("name", o.Name)
	nameField.Must = true
	idType, idTypeField := field("id_type", o.IDType)
	idNo, idNoField := field("id_no", o.IDNo)
	phone, phoneField := field("phone", o.Phone)
	phone2, phone2Field := field("phone2", o.Phone2)
	address, addressField := field("address", o.Address)
	d := widget.NewDialog(w, w.T("unit.owner.title", "name", o.Name), w.T("unit.owner.text"))
	parts := []fyne.CanvasObject{nameField, idTypeField, idNoField, phoneField, phone2Field, addressField}
	acts := []fyne.CanvasObject{widget.NewButtonIn(widget.Flat, "minus", w.T("unit.end.act"), func() {
		d.Close()
		pg.endOwnership(o)
	})}
	if pg.mayErase() {
		acts = append(acts, widget.NewButtonIn(widget.Flat, "trash", w.T("privacy.act"), func() {
			d.Close()
			pg.eraseOwner(o.ID)
		}))
	}
	parts = append(parts, widget.Bar(acts...))
	d.Content = widget.Yielding(widget.Stack(parts...))
	d.Confirm, d.Focus = w.T("common.save"), name
	d.OnConfirm = func() bool {
		o.Name, o.IDType, o.IDNo, o.Phone, o.Phone2, o.Address = name.Text, idType.Text, idNo.Text, phone.Text, phone2.Text, address.Text
		actor, unit, owner := pg.c.Actor(), pg.id, o
		pg.c.Confirm(d, func(ctx context.Context) error { return pg.p.Owners.PutOwner(ctx, actor, unit, seen, owner) }, func() {
			pg.c.Say(w.T("unit.owner.done", "name", owner.Name))
		})
		return false
	}
	pg.c.Ask(d)
}
