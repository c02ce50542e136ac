package imports

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app/intake"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// question is a row of what only a person can settle: the head of a kind, where all of
// them are answered at once, or one finding.
type question struct {
	kind intake.FindingKind
	head bool
	all  int // of the kind; in a head
	f    intake.Finding
}

// questions lists what can be answered, by kind, each under its head.
func (pg *page) questions() []question {
	var out []question
	for _, kind := range intake.Answerable() {
		var of []question
		for _, f := range pg.s.plan.Findings {
			if f.Kind == kind {
				of = append(of, question{kind: kind, f: f})
			}
		}
		if len(of) > 1 { // one needs no word for all
			out = append(out, question{kind: kind, head: true, all: len(of)})
		}
		out = append(out, of...)
	}
	return out
}

// questionsTab asks; nothing of a row is written that is asked about and not answered.
func (pg *page) questionsTab() fyne.CanvasObject {
	w := pg.c.W
	asked := pg.questions()
	choosers := map[fyne.CanvasObject]*answerChooser{}
	var table *widget.DataTable[question]
	table = widget.NewDataTable(
		widget.Column[question]{Title: w.T("intake.plan.cell"), Width: pg.cellWidth(), Text: func(q question) string {
			if q.head {
				return ""
			}
			return pg.spot(q.f.At)
		}, Colour: quiet[question]},
		widget.Column[question]{Title: w.T("intake.plan.unit"), Width: 110, Text: func(q question) string { return q.f.Unit }, Bold: always[question]},
		widget.Column[question]{Title: w.T("intake.ask.what"), Width: 320, Grow: true,
			Cell: func() fyne.CanvasObject { return container.New(middle{}, widget.NewParagraph("", 0)) },
			Show: func(q question, o fyne.CanvasObject) {
				cell := o.(*fyne.Container)
				text := cell.Objects[0].(*widget.Paragraph)
				text.Text, text.Bold = pg.asks(q), q.head
				text.Refresh()
				cell.Layout.Layout(cell.Objects, cell.Size())
			}},
		widget.Column[question]{Title: w.T("intake.ask.answer"), Width: 268,
			Cell: func() fyne.CanvasObject {
				ch := &answerChooser{choice: widget.NewSelect(nil, nil)}
				ch.view = container.New(middle{}, ch.choice)
				choosers[ch.view] = ch
				return ch.view
			},
			Show: func(q question, o fyne.CanvasObject) { choosers[o].set(pg, q, func() { table.SetRecords(asked) }) }},
	)
	table.KeyOf = func(q question) any { return [2]any{q.head, q.f.Asking()} }
	table.SetRowHeight(56)
	table.OnOpen = func(q question) {
		for _, ch := range choosers {
			if ch.q == q && ch.view.Visible() {
				ch.choice.Tapped(nil)
			}
		}
	}
	table.SetRecords(asked)
	return table
}

// asks says the question; of a kind, what it is called and how many there are.
func (pg *page) asks(q question) string {
	w := pg.c.W
	text := w.Finding(q.f)
	if q.head {
		text = w.T("intake.ask.head", "what", w.T("intake.ask.kind."+string(q.kind)), "n", q.all)
	}
	if q.kind.Settles(intake.Take) && pg.s.options.Reason != "" {
		text += w.T("intake.ask.because", "reason", w.T("correction.reason."+string(pg.s.options.Reason)))
	}
	return text
}

// answered is what was said to it.
func (pg *page) answered(q question) intake.Answer {
	if q.head {
		return pg.s.options.All[q.kind]
	}
	if answer := pg.s.options.Rows[q.f.Asking()]; answer != intake.Unanswered {
		return answer
	}
	return pg.s.options.All[q.kind]
}

// answer takes an answer; the dry run has to be made anew before anything is written.
func (pg *page) answer(q question, answer intake.Answer) {
	if !q.head {
		pg.s.options.SayOf(q.f.Asking(), answer)
	} else {
		pg.s.options.Say(q.kind, answer)
		for of := range pg.s.options.Rows { // all are meant
			if of.Kind == q.kind {
				pg.s.options.SayOf(of, intake.Unanswered)
			}
		}
	}
	pg.s.stale = true
	pg.s.settle()
}

// requireMayAnswer refuses whoever may not say so: what was settled with owners changes
// only by somebody who may correct it.
func (pg *page) requireMayAnswer(kind intake.FindingKind, answer intake.Answer) error {
	if kind.Settles(answer) {
		return staff.May(pg.c.Actor(), staff.CorrectSettled, pg.s.community)
	}
	return nil
}

// say takes an answer, after what it needs: the right to, and a reason.
func (pg *page) say(q question, answer intake.Answer, done func()) {
	if err := pg.requireMayAnswer(q.kind, answer); err != nil {
		pg.c.Fail(err)
		done() // what stands in the choice is not what was said
		return
	}
	if !q.kind.Settles(answer) || pg.s.options.Reason != "" {
		pg.answer(q, answer)
		done()
		return
	}
	w := pg.c.W
	var reason site.Reason
	texts := make([]string, len(intake.Reasons))
	for i, r := range intake.Reasons {
		texts[i] = w.T("correction.reason." + string(r))
	}
	why := widget.NewSelect(texts, func(text string) { reason = intake.Reasons[slices.Index(texts, text)] })
	d := widget.NewDialog(w, w.T("intake.ask.reason_title"), w.T("intake.ask.reason_text"))
	d.Content, d.Confirm, d.Focus = widget.NewField(w.T("intake.ask.reason"), why), w.T("intake.ask.reason_take"), why
	d.OnConfirm = func() bool {
		if reason == "" {
			d.SetError(w.T("intake.ask.reason_missing"))
			return false
		}
		pg.s.options.Reason = reason
		pg.answer(q, answer)
		return true
	}
	d.OnClose = func(bool) { done() }
	pg.c.Ask(d)
}

// answerChooser is the choice of an answer, reused from row to row.
type answerChooser struct {
	choice *widget.Select
	view   fyne.CanvasObject
	q      question
}

// set offers the answers of the kind, the one that was given chosen.
func (ch *answerChooser) set(pg *page, q question, done func()) {
	ch.q = q
	w := pg.c.W
	answers := q.kind.Answers()
	options := make([]string, len(answers))
	for i, a := range answers {
		options[i] = w.Answer(q.kind, a)
	}
	ch.choice.OnChanged = func(text string) { pg.say(q, answers[slices.Index(options, text)], done) }
	ch.choice.Options = options
	chosen := ""
	if a := pg.answered(q); a != intake.Unanswered {
		chosen = w.Answer(q.kind, a)
	}
	if pg.s.busy {
		ch.choice.Disable()
	} else {
		ch.choice.Enable()
	}
	ch.choice.Choose(chosen)
}

// weightColour is how loud a finding is.
func weightColour(f intake.Finding) fyne.ThemeColorName {
	if f.Weight() == intake.Warns {
		return theme.Quiet
	}
	return theme.Warn
}
