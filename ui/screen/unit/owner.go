package unit

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app"
	"keyday/app/handover"
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

// Acts are what can be done besides with an owner whose form is open; the dialog is
// closed first.
type Acts func(d *widget.Dialog) []fyne.CanvasObject

// CorrectOwner opens the form by which an owner and their share are put right, with
// whole numbers, which is recorded.
func (f *Forms) CorrectOwner(c *shell.Context, v handover.View, owner app.ID) {
	f.correctOwner(c, v, owner, nil)
}

func (f *Forms) correctOwner(c *shell.Context, v handover.View, owner app.ID, more Acts) {
	f.opened(c, v, func(f *form) {
		var latest shell.Latest
		actor, unit := c.Actor(), v.Unit.ID
		var signed []site.SignedPaper
		shell.Load(c, &latest, func(ctx context.Context) (*app.Seen[site.Owner], error) {
			seen, err := f.Privacy.ShowOwner(ctx, actor, unit, owner, site.Correcting)
			if err == nil {
				signed, err = f.Read.SignedBy(ctx, owner)
			}
			return &seen, err
		}, func(seen *app.Seen[site.Owner]) { f.ownerForm(seen, signed, more) })
	})
}

// ownerForm is the form of an owner as it was seen. Who has signed is, but for a
// supervisor, who they are.
func (f *form) ownerForm(seen *app.Seen[site.Owner], signed []site.SignedPaper, more Acts) {
	w, o := f.c.W, seen.Value
	label := func(key string) string { return w.T("unit.owner." + key) }
	part := f.partOf(o.ID)
	shown := part.Share
	var fields [6]*widget.Field
	name, nameField := f.entry(label("name"), o.Name, "")
	nameField.Must = true
	var number, phone, phone2, address, share *widget.Entry
	number, fields[1] = f.entry(label("id_no"), o.IDNo, "")
	phone, fields[2] = f.entry(label("phone"), o.Phone, "")
	phone2, fields[3] = f.entry(label("phone2"), o.Phone2, "")
	address, fields[4] = f.entry(label("address"), o.Address, "")
	share, fields[5] = f.entry(label("share"), part.Share, w.T("unit.owner.share_hint"))
	types := slices.Clone(site.IDTypes)
	if !slices.Contains(types, o.IDType) { // as a ledger calls it; "" for not known
		types = append(types, o.IDType)
	}
	paper := widget.NewSelect(w.Terms(types...), nil)
	paper.Choose(paper.Options[slices.Index(types, o.IDType)])
	doubt := doubted()
	share.OnChanged = func(text string) { doubt.SetText(f.sharesDoubt(o.ID, text)) }
	doubt.SetText(f.sharesDoubt(o.ID, part.Share))
	text := w.T("unit.owner.text")
	who, half := len(signed) > 0, f.settled.Holds("share", part.Share == "")
	if who || half {
		text = f.papers(signed...)
		if err := f.maySettled(); err != nil {
			text = w.Refusal(err) + "\n" + w.T("unit.form.reached_by")
			hold(who, name, number, paper)
			hold(half, share)
		}
	}
	why, reason := f.reasons(site.OwnerReasons, false)
	d := widget.NewDialog(w, w.T("unit.owner.title", "name", o.Name), text)
	acts := []fyne.CanvasObject{widget.NewButtonIn(widget.Flat, "minus", w.T("unit.end.act"), func() {
		d.Close()
		f.endOwnership(o)
	})}
	if more != nil {
		acts = append(acts, more(d)...)
	}
	d.Content = widget.Yielding(widget.Stack(across(nameField, fields[5]), across(widget.NewField(label("id_type"), paper), fields[1]),
		across(fields[2], fields[3]), fields[4], container.NewStack(widget.Space(doubtHeight), doubt), why, widget.Bar(acts...)))
	d.Confirm, d.Focus, d.Width = w.T("common.save"), name, formWidth
	if name.Disabled() {
		d.Focus = phone
	}
	d.OnConfirm = func() bool {
		o.Name, o.IDNo, o.Phone, o.Phone2, o.Address = name.Text, number.Text, phone.Text, phone2.Text, address.Text
		o.IDType = types[max(0, paper.Index())]
		part.Share = share.Text
		if !seen.Value.Corrects(o) && strings.TrimSpace(part.Share) == shown {
			f.c.Toast(widget.Toast{Text: w.T("unit.form.unchanged")})
			return true
		}
		actor, owner, part := f.c.Actor(), o, part
		part.Unit, part.Reason = f.v.Unit.ID, reason()
		f.c.Confirm(d, func(ctx context.Context) error { return f.Ledger.PutOwner(ctx, actor, seen, owner, part) }, func() {
			f.c.Say(w.T("unit.owner.done", "name", strings.TrimSpace(owner.Name)))
		})
		return false
	}
	f.c.Ask(d)
}

// partOf is the owner's share, as it was seen.
func (f *form) partOf(owner app.ID) site.Part {
	for _, p := range f.v.Owners {
		if p.Ownership.Owner == owner {
			return site.Part{Seen: f.v.SeenShare(p), Share: p.Share}
		}
	}
	return site.Part{}
}

// sharesDoubt says whether the shares of all owners make up the whole, this one's being
// as it is typed, and those of who follows.
func (f *form) sharesDoubt(owner app.ID, typed ...string) string {
	shares := slices.Clone(typed)
	for _, p := range f.v.Owners {
		if p.Ownership.Owner != owner {
			shares = append(shares, p.Share)
		}
	}
	d, wrong := site.SharesDoubt(shares)
	if !wrong {
		return ""
	}
	return f.saysDoubts([]site.Doubt{d})
}
