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
	part := f.partOf(o.ID)
	shown := part.Share
	e := f.ownerEntries(o, nil)
	share, shareField := f.entry(w.T("unit.owner.share"), part.Share, w.T("unit.owner.share_hint"))
	doubt := doubted()
	share.OnChanged = func(text string) { doubt.SetText(f.sharesDoubt(o.ID, text)) }
	doubt.SetText(f.sharesDoubt(o.ID, part.Share))
	text := w.T("unit.owner.text")
	who, half := len(signed) > 0, f.settled.Holds("share", part.Share == "")
	if who || half {
		text = f.papers(signed...)
		if err := f.requireMaySettle(); err != nil {
			text = w.Refusal(err) + "\n" + w.T("unit.form.reached_by")
			hold(who, e.texts["name"], e.texts["id_no"], e.paper)
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
	rows := append([]fyne.CanvasObject{across(e.name, shareField)}, e.rows...)
	d.Content = widget.Yielding(widget.Stack(append(rows, container.NewStack(widget.Space(doubtHeight), doubt), why, widget.Bar(acts...))...))
	d.Confirm, d.Focus, d.Width = w.T("common.save"), e.texts["name"], formWidth
	if e.texts["name"].Disabled() {
		d.Focus = e.texts["phone"]
	}
	d.OnConfirm = func() bool {
		e.into(&o)
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

// ownerEntries are the fields of a form for what is on record of an owner.
type ownerEntries struct {
	texts map[string]*widget.Entry // by their keys
	paper *widget.Select           // by which the owner proves who they are
	types []string                 // what it offers
	name  *widget.Field
	rows  []fyne.CanvasObject // the others, short ones two in a row
}

// ownerLabel names a field of an owner, as histories do; a form asks for the name of a
// company too.
func ownerLabel(w *words.Words, key string) string {
	if key == "name" {
		return w.T("unit.owner.name")
	}
	return w.T("field.owner." + key)
}

func (f *form) ownerEntries(o site.Owner, chosen func(string)) *ownerEntries {
	e := &ownerEntries{texts: map[string]*widget.Entry{}}
	var left *widget.Field // which waits for another one beside it
	for _, field := range site.OwnerFields {
		if field.Unasked {
			continue
		}
		label, value := ownerLabel(f.c.W, field.Key), field.Of(o)
		var in *widget.Field
		if field.Offered != nil {
			e.offer(f.c.W, field.Offered, value, chosen)
			in = widget.NewField(label, e.paper)
		} else {
			e.texts[field.Key], in = f.entry(label, value, "")
		}
		switch {
		case field.Key == "name":
			in.Must, e.name = true, in
		case field.Wide:
			e.rows = append(e.rows, in)
		case left == nil:
			left = in
		default:
			e.rows, left = append(e.rows, across(left, in)), nil
		}
	}
	if left != nil {
		e.rows = append(e.rows, left)
	}
	return e
}

// offer lets a paper be chosen; one that is on record is offered as a ledger calls it, ""
// for not known.
func (e *ownerEntries) offer(w *words.Words, types []string, value string, chosen func(string)) {
	e.types = slices.Clone(types)
	if !slices.Contains(e.types, value) {
		e.types = append(e.types, value)
	}
	e.paper = widget.NewSelect(w.Terms(e.types...), chosen)
	e.paper.Choose(e.paper.Options[slices.Index(e.types, value)])
}

// into takes over what is typed.
func (e *ownerEntries) into(o *site.Owner) {
	for _, field := range site.OwnerFields {
		if field.Offered != nil {
			*field.At(o) = e.types[max(0, e.paper.Index())]
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
