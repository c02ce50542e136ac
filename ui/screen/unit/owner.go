package unit

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
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
	for _, call := range []bool{true, false} { // phones first
		for _, field := range site.OwnerFields {
			if value := field.Of(o); field.Call == call && !field.Unasked && field.Key != "name" {
				if field.Offered != nil {
					value = w.Term(value)
				}
				add(ownerLabel(w, field.Key), value)
			}
		}
	}
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
	part, text := f.partOf(o.ID), w.T("unit.owner.text")
	who, half := len(signed) > 0, f.settled.Holds("share", part.Share == "")
	if who || half {
		text = f.papers(signed...)
		if err := f.requireMaySettle(); err != nil {
			text = w.Refusal(err) + "\n" + w.T("unit.form.reached_by")
		} else {
			who, half = false, false
		}
	}
	asked, q := f.ask(w.T("unit.owner.title", "name", o.Name), text)
	var share *widget.Entry
	fields := f.ownerFields(asked, o, who, func() { share = f.askShare(asked, part.Share, half) })
	doubt := asked.Warning(1)
	asked.Touched = func() { doubt.SetText(f.sharesDoubt(o.ID, share.Text)) }
	asked.Touched()
	reason := f.reasons(asked, site.OwnerReasons, false)
	var d *widget.Dialog
	acts := widget.Bar(widget.NewButtonIn(widget.Flat, "minus", w.T("unit.end.act"), func() {
		d.Close()
		f.endOwnership(o)
	}))
	asked.Put(acts)
	actor := f.c.Actor()
	q.Take = func() (register.Doing, error) {
		owner, change := o, part
		fields.into(&owner)
		change.Share, change.Unit, change.Reason = share.Text, f.v.Unit.ID, reason()
		if !o.Corrects(owner) && strings.TrimSpace(change.Share) == part.Share {
			f.c.Toast(widget.Toast{Text: w.T("unit.form.unchanged")})
			return nil, nil
		}
		return func(ctx context.Context) error { return f.Ledger.PutOwner(ctx, actor, seen, owner, change) }, nil
	}
	q.Done = func() { f.c.Say(w.T("unit.owner.done", "name", strings.TrimSpace(fields.texts["name"].Text))) }
	d = asked.Ask(q)
	if more != nil {
		acts.Objects = append(acts.Objects, more(d)...)
		acts.Refresh()
	}
}

// askShare asks for an owner's share of the home.
func (f *form) askShare(asked *register.Form, share string, held bool) *widget.Entry {
	w := f.c.W
	return asked.Text(w.T("unit.owner.share"), share, register.Hint(w.T("unit.owner.share_hint")), register.Held(held), register.Of("share"))
}

// ownerFields are the fields of a form for what is on record of an owner.
type ownerFields struct {
	texts map[string]*widget.Entry // by their keys
	paper func() string            // by which the owner proves who they are
}

// ownerLabel names a field of an owner, as histories do; a form asks for the name of a
// company too.
func ownerLabel(w *words.Words, key string) string {
	if key == "name" {
		return w.T("unit.owner.name")
	}
	return w.T("field.owner." + key)
}

// ownerFields asks for what is on record of an owner; beside adds what stands beside the
// name. Who they are is held where that is settled.
func (f *form) ownerFields(asked *register.Form, o site.Owner, held bool, beside func()) *ownerFields {
	e := &ownerFields{texts: map[string]*widget.Entry{}}
	var left func() // adds a field that waits for another one beside it
	for _, field := range site.OwnerFields {
		if field.Unasked {
			continue
		}
		add := func() { e.add(f.c.W, asked, field, o, held && field.Identifies) }
		switch {
		case field.Key == "name":
			asked.Beside(func() { add(); beside() })
		case field.Wide:
			add()
		case left == nil:
			left = add
		default:
			one := left
			asked.Beside(func() { one(); add() })
			left = nil
		}
	}
	if left != nil {
		left()
	}
	return e
}

// add asks for a field. A paper that is on record is offered as a ledger calls it, "" for
// not known.
func (e *ownerFields) add(w *words.Words, asked *register.Form, field site.OwnerField, o site.Owner, held bool) {
	label, value := ownerLabel(w, field.Key), field.Of(o)
	options := []register.Option{register.Held(held), register.Of(field.Key), register.Needed(field.Key == "name")}
	if field.Offered == nil {
		e.texts[field.Key] = asked.Text(label, value, options...)
		return
	}
	types := slices.Clone(field.Offered)
	if !slices.Contains(types, value) {
		types = append(types, value)
	}
	e.paper = register.Pick(asked, register.Choice[string]{Label: label, Keys: types, Say: func(key string) string { return w.Terms(key)[0] }}, value, options...)
}

// into takes over what is typed.
func (e *ownerFields) into(o *site.Owner) {
	for _, field := range site.OwnerFields {
		if field.Offered != nil {
			*field.At(o) = e.paper()
		} else if typed := e.texts[field.Key]; typed != nil {
			*field.At(o) = typed.Text
		}
	}
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
