package handover

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// decision offers what may be decided; what may not says why, in the sentence
// with which the desk would refuse it.
func (pg *desk) decision() []fyne.CanvasObject {
	w := pg.c.W
	parts := []fyne.CanvasObject{pg.head(decision, func() (int, int) {
		if pg.v.Case.State == handover.Decided || pg.v.Case.Decision.Takes() {
			return 1, 1
		}
		return 0, 1
	})}
	for i := len(pg.v.Results) - 1; i >= 0; i-- {
		parts = append(parts, pg.result(pg.v.Results[i], i == len(pg.v.Results)-1))
	}
	for i := len(pg.v.Notes) - 1; i >= 0; i-- {
		parts = append(parts, pg.note(pg.v.Notes[i]))
	}
	if !pg.editable() || !pg.v.Unit.HandedOver.IsZero() {
		return parts
	}
	buttons := map[handover.Decision]*widget.Button{}
	var row []fyne.CanvasObject
	for _, d := range handover.Decisions {
		b := widget.NewButton(w.T("handover.decision."+string(d)), func() { pg.choose(d) })
		buttons[d] = b
		row = append(row, b)
	}
	why := widget.NewParagraph("", 0)
	why.Colour = theme.Quiet
	pg.follow = append(pg.follow, func() { pg.offer(buttons, why) })
	pg.starts[decision] = func() fyne.Focusable {
		for _, d := range handover.Decisions {
			if !buttons[d].Disabled() {
				return buttons[d]
			}
		}
		return nil
	}
	pg.remark = pg.remarkEntry()
	parts = append(parts, pg.remark, widget.Space(theme.Gap), widget.Bar(row...), why)
	if *pg.open != handover.Undecided {
		parts = append(parts, pg.details(*pg.open)...)
	}
	return parts
}

// remarkEntry is what the owners want said on the paper, whatever they decide; it
// goes with the decision, and stays there when they decide again.
func (pg *desk) remarkEntry() *widget.NoteEntry {
	e := widget.NewNoteEntry(pg.c.W.T("handover.decide.remark_hint"))
	e.SetMinRowsVisible(2)
	if last := pg.v.Last(); !pg.remarked {
		*pg.typed = ""
		if pg.v.Current(last.At) { // what was said at an earlier visit stays with it
			*pg.typed = last.Remark
		}
	}
	e.SetText(*pg.typed)
	e.OnChanged = func(text string) { *pg.typed, pg.remarked = text, true }
	return e
}

// note is what was said with the owners after a visit.
func (pg *desk) note(m handover.Move) fyne.CanvasObject {
	t := widget.NewParagraph(words.Join("　", pg.c.W.T("handover.step.follow_up"), pg.c.W.Moment(m.At), short(m.Reason)), 0)
	t.Colour = theme.Quiet
	return t
}

// short is the beginning of a remark: the whole of it stands on the paper and in the
// home's history.
func short(remark string) string {
	const most = 120
	remark = strings.Join(strings.Fields(remark), " ")
	if runes := []rune(remark); len(runes) > most {
		return string(runes[:most]) + "……"
	}
	return remark
}

func (pg *desk) result(r handover.Result, last bool) fyne.CanvasObject {
	w := pg.c.W
	text := words.Join("　", w.T("handover.decision."+string(r.Decision)), w.Moment(r.At))
	if r.Reason != "" {
		text = words.Join("　", text, w.T("handover.reason."+string(r.Reason)))
	}
	text = words.Join("　", text, short(r.Remark))
	if !r.NextOn.IsZero() {
		text = words.Join("　", text, w.T("handover.decide.next")+" "+w.Date(r.NextOn))
	}
	line := widget.NewParagraph(text, 0)
	line.Bold = last
	if !last {
		line.Colour = theme.Quiet
	}
	return line
}

// offer lights what was decided, and greys what the desk would refuse.
func (pg *desk) offer(buttons map[handover.Decision]*widget.Button, why *widget.Paragraph) {
	said := ""
	for _, d := range handover.Decisions {
		b := buttons[d]
		err := pg.v.RequireFittingDecision(d)
		b.Lit = *pg.open == d || *pg.open == handover.Undecided && pg.v.Case.State == handover.Decided && pg.v.Case.Decision == d
		enable(b, err == nil)
		b.Refresh()
		// The conditions stand in the card already.
		if d == handover.AcceptedWithDefects && pg.v.Gate.Open() && len(pg.v.Open) > 0 && err != nil {
			said = pg.c.W.Refusal(err)
		}
	}
	why.SetText(said)
	visible(why, said != "")
}

// choose takes an acceptance down at once, and asks more of the others.
func (pg *desk) choose(d handover.Decision) {
	if d.Takes() {
		*pg.open = handover.Undecided
		pg.decide(handover.Choice{Decision: d, Remark: pg.remark.Text}, nil)
		return
	}
	*pg.open = d
	pg.show(pg.v)
	if start := pg.starts["details"]; start != nil {
		pg.c.Canvas().Focus(start())
	}
}

// details are what a refusal, a postponement or a viewing has to say.
func (pg *desk) details(d handover.Decision) []fyne.CanvasObject {
	w := pg.c.W
	c := handover.Choice{Decision: d}
	var names []string
	for _, r := range handover.RefusalReasons {
		names = append(names, w.T("handover.reason."+string(r)))
	}
	reason := widget.NewSelect(names, nil)
	next := widget.NewDateField(w, pg.c.Today, 0)
	l := pg.newLine()
	ok := widget.NewButton(w.T("handover.decide."+string(d)), func() {
		if i := reason.Index(); i >= 0 {
			c.Reason = handover.RefusalReasons[i]
		}
		c.Remark = pg.remark.Text
		var err error
		if c.NextOn, err = next.Given(); err != nil {
			pg.c.FailAt(l, err)
			return
		}
		pg.decide(c, func(err error) { pg.c.FailAt(l, err) })
	})
	cancel := widget.NewButtonIn(widget.Flat, "", w.T("common.cancel"), func() {
		*pg.open = handover.Undecided
		pg.show(pg.v)
	})
	var row []fyne.CanvasObject
	start := fyne.Focusable(ok)
	if d == handover.Refused {
		row = append(row, widget.Fixed(220, reason))
		start = reason
	}
	if d == handover.Refused || d == handover.Postponed {
		row = append(row, widget.NewQuiet(w.T("handover.decide.next")), widget.Fixed(150, next))
		if d == handover.Postponed {
			start = next.Focusable()
		}
	}
	row = append(row, ok, cancel)
	pg.starts["details"] = func() fyne.Focusable { return start }
	return []fyne.CanvasObject{widget.Bar(row...), l.end}
}

func (pg *desk) decide(c handover.Choice, failed func(error)) {
	pg.act(func(ctx context.Context, actor app.Actor, unit app.ID) error {
		return pg.p.Desk.Decide(ctx, actor, unit, c)
	}, func(err error) {
		switch {
		case err == nil:
			*pg.open, pg.remarked = handover.Undecided, false
			pg.show(pg.v)
		case failed != nil:
			failed(err)
		default:
			pg.c.Fail(err)
		}
	})
}

// certificate says where the paper stands and what it still lacks.
func (pg *desk) certificate() []fyne.CanvasObject {
	w := pg.c.W
	state, lacks := widget.NewBold(""), widget.NewParagraph("", 0)
	lacks.Colour = theme.Warn
	see := widget.NewButtonIn(widget.Plain, "contract", w.T("handover.act.open"), pg.print)
	head := pg.head(certificate, func() (int, int) {
		if pg.v.Certificate.State == contract.Signed {
			return 1, 1
		}
		return 0, 1
	}, see)
	pg.follow = append(pg.follow, func() {
		d := pg.v.Certificate
		visible(see, !d.ID.IsNil())
		text, missing := w.T("handover.paper_state.none"), ""
		if !d.ID.IsNil() {
			text = words.Join("　", d.Number, w.T("contract.state."+string(d.State)))
			if d.Prints > 0 {
				text = words.Join("　", text, w.T("handover.paper_state.prints", "n", d.Prints))
			}
		}
		switch {
		case d.Standing() && pg.v.Here() && pg.v.Stale():
			missing = w.T("handover.paper_state.stale")
		case !d.Standing() && pg.v.Case.State == handover.Decided && pg.v.Case.Decision.Takes() && len(pg.lacks()) > 0:
			missing = w.T("handover.paper_state.missing", "what", words.Join(w.T("handover.paper_state.and"), pg.lacks()...))
		}
		state.SetText(text)
		lacks.SetText(missing)
		visible(lacks, missing != "")
	})
	return []fyne.CanvasObject{head, state, lacks}
}

// lacks names what the paper still lacks.
func (pg *desk) lacks() []string {
	var all []string
	for _, l := range pg.v.Lacks() {
		switch l.List {
		case "company":
			all = append(all, pg.c.W.T("handover.form.company"))
		case "kept":
			all = append(all, pg.name("key", l.Item)+pg.c.W.T("handover.form.kept"))
		default:
			all = append(all, pg.name(l.List, l.Item))
		}
	}
	return all
}

// complete asks once, for the keys go out.
func (pg *desk) complete() {
	w := pg.c.W
	pg.asks(nil, register.Question{Title: w.T("handover.ask.complete"), Text: w.T("handover.ask.complete_text"), Confirm: w.T("handover.act.complete"),
		Done: func() { pg.c.Say(w.T("handover.said.completed", "unit", pg.v.Unit.Code)) }}, alone(pg.p.Desk.Complete))
}

// toDocument goes to a paper.
func (pg *desk) toDocument(id app.ID) { pg.c.Open(shell.ToRecord("document", id.String())) }
