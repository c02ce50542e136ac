package handover

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// nameWidth is how wide the form of a name is.
const nameWidth float32 = 440

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
	d := widget.NewDialog(w, w.T("handover.ask.name"), w.T("handover.ask.name_plain"))
	if pg.v.Certificate.Standing() {
		d.Text, d.Keeps = w.T("handover.ask.name_text"), w.T("handover.ask.name_keep")
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
	name := widget.NewEntry("")
	name.SetText(names[chosen])
	who := widget.NewSelect(names, func(string) {})
	who.Choose(names[chosen])
	who.OnChanged = func(string) {
		chosen = max(0, who.Index())
		name.SetText(names[chosen])
	}
	field := widget.NewField(w.T("handover.ask.name_new"), name)
	field.Must = true
	because := slices.Index(site.OwnerReasons, site.ByPaper) // it is asked for as the paper has it
	var why []string
	for _, r := range site.OwnerReasons {
		why = append(why, w.T("correction.reason."+string(r)))
	}
	var lines []fyne.CanvasObject
	for _, line := range widget.BrokenRow(nameWidth, widget.Choices(why, because, func(i int) { because = i })) {
		lines = append(lines, widget.Bar(line...))
	}
	reason := widget.NewField(w.T("unit.form.reason"), widget.Stack(lines...))
	reason.Must = true
	parts := []fyne.CanvasObject{field, reason}
	if len(names) > 1 && owner.IsNil() {
		parts = append([]fyne.CanvasObject{widget.NewField(w.T("handover.card.owners"), who)}, parts...)
	}
	if pg.p.Forms != nil {
		parts = append(parts, container.NewHBox(widget.NewButtonIn(widget.Flat, "pen", w.T("handover.ask.name_more"), func() {
			d.Close()
			pg.p.Forms.CorrectOwner(pg.c, pg.v, pg.v.Owners[chosen].Ownership.Owner)
		})))
	}
	d.Content, d.Focus, d.Width, d.Confirm = widget.Stack(parts...), name, nameWidth, w.T("handover.ask.name_confirm")
	old := pg.v.Certificate
	var made contract.Document
	pg.asks(d, func() (useCase, error) {
		owner, name, why := seen[chosen], name.Text, site.OwnerReasons[because]
		return func(ctx context.Context, actor app.Actor, unit app.ID) (err error) {
			made, err = pg.p.Desk.CorrectName(ctx, actor, unit, owner, handover.NewName{Name: name, Reason: why})
			return err
		}, nil
	}, func() {
		if made.ID.IsNil() {
			pg.c.Say(w.T("handover.said.corrected"))
			return
		}
		pg.c.Say(w.T("handover.said.corrected_new", "old", old.Number, "number", made.Number))
		pg.toDocument(made.ID)
	})
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
	d := widget.NewDialog(w, w.T("handover.ask.override"), w.T("handover.ask.override_text"))
	d.Width = 520
	reason := widget.NewEntry("")
	var parts []fyne.CanvasObject
	ticks := make([]*widget.Check, len(open))
	for i, o := range open {
		ticks[i] = widget.NewCheck(pg.passable(o), nil)
		ticks[i].Tick(true)
		parts = append(parts, ticks[i])
	}
	field := widget.NewField(w.T("handover.ask.override_reason"), reason)
	field.Must = true
	const most float32 = 320 // then they scroll: the reason and the buttons stay in sight
	passing := widget.NewVScroll(widget.Stack(parts...))
	passing.SetMinSize(fyne.NewSize(0, min(most, passing.Content.MinSize().Height)))
	d.Content, d.Focus, d.Confirm = widget.Stack(passing, field), reason, w.T("handover.ask.override")
	pg.asks(d, func() (useCase, error) {
		var keys []string
		for i, o := range open {
			if ticks[i].Checked {
				keys = append(keys, o.Key())
			}
		}
		why := reason.Text
		return func(ctx context.Context, actor app.Actor, unit app.ID) error {
			return pg.p.Desk.Override(ctx, actor, unit, keys, why)
		}, nil
	}, func() { pg.c.Say(w.T("handover.said.overridden")) })
}

// book agrees on day and time; after a refusal the day that was named then is
// offered.
func (pg *desk) book() {
	w := pg.c.W
	first := pg.v.Case.NextOn
	if first.IsZero() {
		first = max(pg.v.Case.SlotOn, pg.c.Today())
	}
	on, seen := widget.NewDateField(w, pg.c.Today, first), pg.v.SeenCase()
	from, to := widget.NewEntry("09:30"), widget.NewEntry("10:00")
	d := widget.NewDialog(w, w.T("handover.ask.book"), "")
	d.Content = widget.Stack(widget.NewField(w.T("handover.ask.book_on"), on),
		widget.NewField(w.T("handover.ask.book_from"), from), widget.NewField(w.T("handover.ask.book_to"), to))
	d.Focus, d.Confirm = on.Focusable(), w.T("handover.ask.book")
	pg.asks(d, func() (u useCase, err error) {
		s := handover.Slot{From: strings.TrimSpace(from.Text), To: strings.TrimSpace(to.Text)}
		if s.On, err = on.Given(); err != nil {
			return nil, err
		}
		return func(ctx context.Context, actor app.Actor, unit app.ID) error {
			return pg.p.Desk.Book(ctx, actor, unit, seen, s)
		}, nil
	}, func() { pg.c.Say(w.T("handover.said.saved")) })
}

// invite records the written notice.
func (pg *desk) invite() {
	w := pg.c.W
	on, proof, seen := widget.NewDateField(w, pg.c.Today, pg.c.Today()), widget.NewEntry(""), pg.v.SeenCase()
	var names []string
	for _, c := range handover.Channels {
		names = append(names, w.T("handover.channel."+string(c)))
	}
	by := widget.NewSelect(names, nil)
	by.Choose(names[0])
	d := widget.NewDialog(w, w.T("handover.ask.invite"), "")
	d.Content = widget.Stack(widget.NewField(w.T("handover.ask.invite_on"), on),
		widget.NewField(w.T("handover.ask.invite_channel"), by), widget.NewField(w.T("handover.ask.invite_proof"), proof))
	d.Focus, d.Confirm = on.Focusable(), w.T("handover.ask.invite")
	pg.asks(d, func() (u useCase, err error) {
		i := handover.Invitation{Channel: handover.Channels[max(0, by.Index())], Proof: proof.Text}
		if i.On, err = on.Given(); err != nil {
			return nil, err
		}
		return func(ctx context.Context, actor app.Actor, unit app.ID) error {
			return pg.p.Desk.Invite(ctx, actor, unit, seen, i)
		}, nil
	}, func() { pg.c.Say(w.T("handover.said.saved")) })
}

// missed asks whether nobody came: it is counted, and stays on record.
func (pg *desk) missed() {
	if err := pg.v.RequireMissable(pg.c.Today()); err != nil {
		pg.c.Fail(err)
		return
	}
	w, c := pg.c.W, pg.v.Case
	d := widget.NewDialog(w, w.T("handover.ask.missed", "unit", pg.v.Unit.Code),
		w.T("handover.ask.missed_text", "slot", c.Slot().String()))
	d.Confirm = w.T("handover.act.no_show")
	pg.asks(d, alone(func(ctx context.Context, actor app.Actor, unit app.ID) error {
		return pg.p.Desk.Missed(ctx, actor, unit, "")
	}), func() { pg.c.Say(w.T("handover.said.saved")) })
}

// followUp takes down what was said with the owners after their visit, and by when
// they are asked again.
func (pg *desk) followUp() {
	w := pg.c.W
	remark, seen := widget.NewNoteEntry(""), pg.v.SeenCase()
	next := widget.NewDateField(w, pg.c.Today, pg.v.Case.NextOn)
	d := widget.NewDialog(w, w.T("handover.ask.follow"), "")
	said := widget.NewField(w.T("handover.ask.follow_said"), remark)
	said.Must = true
	d.Content = widget.Stack(said, widget.NewField(w.T("handover.ask.follow_next"), next))
	d.Width, d.Focus, d.Confirm = 520, remark, w.T("handover.ask.follow_confirm")
	pg.asks(d, func() (useCase, error) {
		again, err := next.Given()
		talk := handover.Talk{Remark: remark.Text, Next: again}
		return func(ctx context.Context, actor app.Actor, unit app.ID) error {
			return pg.p.Desk.Follow(ctx, actor, unit, seen, talk)
		}, err
	}, func() { pg.c.Say(w.T("handover.said.saved")) })
}

// fundPaid records the receipt that the owners show at the desk.
func (pg *desk) fundPaid() {
	w := pg.c.W
	d := widget.NewDialog(w, w.T("handover.ask.fund"), w.T("handover.ask.fund_text", "unit", pg.v.Unit.Code))
	d.Confirm = w.T("handover.ask.fund_confirm")
	pg.asks(d, alone(func(ctx context.Context, actor app.Actor, unit app.ID) error {
		return pg.p.Funds.SetFunds(ctx, actor, []app.ID{unit}, site.FundPaid)
	}), func() { pg.c.Say(w.T("handover.said.saved")) })
}

// plain takes a step that asks for nothing, or for a reason alone.
func (pg *desk) plain(s handover.Step) {
	w := pg.c.W
	step := shell.Step{Name: pg.stepName(s), Asks: s.Asks(), Done: func() { pg.c.Say(w.T("handover.said.saved")) },
		Take: func(reason string, ended func(error)) {
			pg.act(func(ctx context.Context, actor app.Actor, unit app.ID) error {
				return pg.p.Desk.Take(ctx, actor, unit, s, reason)
			}, ended)
		}}
	switch s {
	case handover.Archive:
		step.Done = func() {} // the card says it
	case handover.Redo:
		d := widget.NewDialog(w, w.T("handover.ask.redo"), w.T("handover.ask.redo_text"))
		d.Confirm, d.Keeps, d.Danger = w.T("handover.ask.redo"), w.T("handover.ask.name_keep"), true
		step.Dialog = d
	case handover.Cancel:
		d := widget.NewDialog(w, w.T("handover.ask.cancel", "unit", pg.v.Unit.Code), w.T("handover.ask.cancel_text"))
		d.Confirm, d.Cancel = w.T("handover.ask.cancel_confirm"), w.T("handover.ask.cancel_leave")
		d.Keeps, d.Danger = w.T("handover.ask.cancel_keep"), true
		step.Dialog = d
	}
	pg.c.TakeStep(step)
}
