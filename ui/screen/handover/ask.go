package handover

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/widget"
)

// correctName asks for the name as the paper has it. Enter voids the certificate
// that names the owner, locks a new one and goes to where it is signed and printed.
func (pg *desk) correctName(owner app.ID) {
	if !pg.shown || len(pg.v.Owners) == 0 {
		return
	}
	if err := staff.May(pg.c.Actor(), staff.EditOwners, pg.v.Building.Community); err != nil {
		pg.c.Fail(err)
		return
	}
	w := pg.c.W
	q := register.Question{Title: w.T("handover.ask.name"), Text: w.T("handover.ask.name_plain"), Confirm: w.T("handover.ask.name_confirm")}
	if pg.v.Certificate.Standing() {
		q.Text, q.Keeps = w.T("handover.ask.name_text"), w.T("handover.ask.name_keep")
	}
	var names []string
	var seen []*app.Seen[site.Owner]
	chosen := 0
	for i, p := range pg.v.Owners {
		names, seen = append(names, p.Owner.Name), append(seen, pg.v.SeenOwner(p))
		if p.Ownership.Owner == owner {
			chosen = i
		}
	}
	f := register.NewForm(pg.c)
	var name *widget.Entry
	if len(names) > 1 && owner.IsNil() {
		who := widget.NewSelect(names, nil)
		who.Choose(names[chosen])
		who.OnChanged = func(string) {
			chosen = max(0, who.Index())
			name.SetText(names[chosen])
		}
		f.Add(w.T("handover.card.owners"), who)
	}
	name = f.Text(w.T("handover.ask.name_new"), names[chosen], register.Must)
	why := register.Chips(f, register.Choice[site.Reason]{Label: w.T("unit.form.reason"), Keys: site.OwnerReasons,
		Say: func(r site.Reason) string { return w.T("correction.reason." + string(r)) }}, site.ByPaper, register.Must) // it is asked for as the paper has it
	var d *widget.Dialog
	if pg.p.Forms != nil {
		f.Put(container.NewHBox(widget.NewButtonIn(widget.Flat, "pen", w.T("handover.ask.name_more"), func() {
			d.Close()
			pg.p.Forms.CorrectOwner(pg.c, pg.v, pg.v.Owners[chosen].Ownership.Owner)
		})))
	}
	old := pg.v.Certificate
	var made contract.Document
	q.Done = func() {
		if made.ID.IsNil() {
			pg.c.Say(w.T("handover.said.corrected"))
			return
		}
		pg.c.Say(w.T("handover.said.corrected_new", "old", old.Number, "number", made.Number))
		pg.toDocument(made.ID)
	}
	d = pg.asks(f, q, func() useCase {
		owner, name, why := seen[chosen], name.Text, why()
		return func(ctx context.Context, actor app.Actor, unit app.ID) (err error) {
			made, err = pg.p.Desk.CorrectName(ctx, actor, unit, owner, handover.NewName{Name: name, Reason: why})
			return err
		}
	})
	pg.c.Canvas().Focus(name)
	name.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// overridable are the conditions that a supervisor may let pass.
func (pg *desk) overridable() []handover.Obstacle {
	var all []handover.Obstacle
	for _, o := range pg.v.Gate {
		if o.Stands() && o.Overridable {
			all = append(all, o)
		}
	}
	return all
}

// override asks which conditions pass, and why.
func (pg *desk) override() {
	open := pg.overridable()
	if !pg.shown || !pg.editable() {
		return
	}
	if len(open) == 0 { // what stands nobody may let pass; say so rather than nothing
		if err := pg.v.Gate.Err(); err != nil {
			pg.c.Fail(err)
		}
		return
	}
	if err := staff.May(pg.c.Actor(), staff.Override, pg.v.Building.Community); err != nil {
		pg.c.Fail(err)
		return
	}
	w := pg.c.W
	f := register.NewForm(pg.c)
	f.Width = 520
	pass := register.Ticks(f, register.Choice[handover.Obstacle]{Keys: open, Say: pg.passable}, func(handover.Obstacle) bool { return true }, func(boxes ...fyne.CanvasObject) fyne.CanvasObject {
		const most float32 = 320 // then they scroll: the reason and the buttons stay in sight
		passing := widget.NewVScroll(widget.Stack(boxes...))
		passing.SetMinSize(fyne.NewSize(0, min(most, passing.Content.MinSize().Height)))
		return passing
	})
	reason := f.Text(w.T("handover.ask.override_reason"), "", register.Must)
	pg.asks(f, register.Question{Title: w.T("handover.ask.override"), Text: w.T("handover.ask.override_text"), Confirm: w.T("handover.ask.override"),
		Done: func() { pg.c.Say(w.T("handover.said.overridden")) }}, func() useCase {
		var keys []string
		for _, o := range pass() {
			keys = append(keys, o.Key())
		}
		why := reason.Text
		return func(ctx context.Context, actor app.Actor, unit app.ID) error {
			return pg.p.Desk.Override(ctx, actor, unit, keys, why)
		}
	})
}

// book agrees on day and time; after a refusal the day that was named then is
// offered.
func (pg *desk) book() {
	w, seen := pg.c.W, pg.v.SeenCase()
	first := pg.v.Case.NextOn
	if first.IsZero() {
		first = max(pg.v.Case.SlotOn, pg.c.Today())
	}
	f := register.NewForm(pg.c)
	on := f.Day(w.T("handover.ask.book_on"), first)
	from := f.Text(w.T("handover.ask.book_from"), "", register.Hint("09:30"))
	to := f.Text(w.T("handover.ask.book_to"), "", register.Hint("10:00"))
	pg.asks(f, register.Question{Title: w.T("handover.ask.book"), Confirm: w.T("handover.ask.book")}, func() useCase {
		s := handover.Slot{On: on(), From: strings.TrimSpace(from.Text), To: strings.TrimSpace(to.Text)}
		return func(ctx context.Context, actor app.Actor, unit app.ID) error {
			return pg.p.Desk.Book(ctx, actor, unit, seen, s)
		}
	})
}

// invite records the written notice.
func (pg *desk) invite() {
	w, seen := pg.c.W, pg.v.SeenCase()
	f := register.NewForm(pg.c)
	on := f.Day(w.T("handover.ask.invite_on"), pg.c.Today())
	by := register.Pick(f, register.Choice[handover.Channel]{Label: w.T("handover.ask.invite_channel"), Keys: handover.Channels,
		Say: func(c handover.Channel) string { return w.T("handover.channel." + string(c)) }}, handover.Channels[0])
	proof := f.Text(w.T("handover.ask.invite_proof"), "")
	pg.asks(f, register.Question{Title: w.T("handover.ask.invite"), Confirm: w.T("handover.ask.invite")}, func() useCase {
		i := handover.Invitation{On: on(), Channel: by(), Proof: proof.Text}
		return func(ctx context.Context, actor app.Actor, unit app.ID) error {
			return pg.p.Desk.Invite(ctx, actor, unit, seen, i)
		}
	})
}

// missed asks whether nobody came: it is counted, and stays on record.
func (pg *desk) missed() {
	if err := pg.v.RequireMissable(pg.c.Today()); err != nil {
		pg.c.Fail(err)
		return
	}
	w, c := pg.c.W, pg.v.Case
	pg.asks(nil, register.Question{Title: w.T("handover.ask.missed", "unit", pg.v.Unit.Code), Confirm: w.T("handover.act.no_show"),
		Text: w.T("handover.ask.missed_text", "slot", c.Slot().String())},
		alone(func(ctx context.Context, actor app.Actor, unit app.ID) error {
			return pg.p.Desk.Missed(ctx, actor, unit, "")
		}))
}

// followUp takes down what was said with the owners after their visit, and by when
// they are asked again.
func (pg *desk) followUp() {
	w, seen := pg.c.W, pg.v.SeenCase()
	f := register.NewForm(pg.c)
	f.Width = 520
	remark := f.Note(w.T("handover.ask.follow_said"), "", register.Must)
	next := f.Day(w.T("handover.ask.follow_next"), pg.v.Case.NextOn)
	pg.asks(f, register.Question{Title: w.T("handover.ask.follow"), Confirm: w.T("handover.ask.follow_confirm")}, func() useCase {
		talk := handover.Talk{Remark: remark.Text, Next: next()}
		return func(ctx context.Context, actor app.Actor, unit app.ID) error {
			return pg.p.Desk.Follow(ctx, actor, unit, seen, talk)
		}
	})
}

// fundPaid records the receipt that the owners show at the desk.
func (pg *desk) fundPaid() {
	w := pg.c.W
	pg.asks(nil, register.Question{Title: w.T("handover.ask.fund"), Text: w.T("handover.ask.fund_text", "unit", pg.v.Unit.Code), Confirm: w.T("handover.ask.fund_confirm")},
		alone(func(ctx context.Context, actor app.Actor, unit app.ID) error {
			return pg.p.Funds.SetFunds(ctx, actor, []app.ID{unit}, site.FundPaid)
		}))
}

// plain takes a step that asks for nothing, or for a reason alone.
func (pg *desk) plain(s handover.Step) {
	w, actor, unit := pg.c.W, pg.c.Actor(), pg.id
	var q register.Question
	switch s {
	case handover.Archive:
		q.Done = func() {} // the card says it
	case handover.Redo:
		q = register.Question{Title: w.T("handover.ask.redo"), Text: w.T("handover.ask.redo_text"), Keeps: w.T("handover.ask.name_keep"), Danger: true}
	case handover.Cancel:
		q = register.Question{Title: w.T("handover.ask.cancel", "unit", pg.v.Unit.Code), Text: w.T("handover.ask.cancel_text"), Danger: true,
			Confirm: w.T("handover.ask.cancel_confirm"), Cancel: w.T("handover.ask.cancel_leave"), Keeps: w.T("handover.ask.cancel_keep")}
	}
	register.Step{Question: pg.upon(q), Name: pg.stepName(s), Asks: s.Asks(), Do: func(reason string) register.Doing {
		return func(ctx context.Context) error { return pg.p.Desk.Take(ctx, actor, unit, s, reason) }
	}}.Begin(pg.c)
}
