package program

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	model "keyday/ui/register"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// loansOf is the list of loans.
func loansOf(today func() app.Date) model.Register[keyLoanLine] {
	type line = keyLoanLine
	return model.Register[line]{
		Spec: model.Spec{Key: "key_loans", Kind: "key_loan", Kinds: []string{"unit", "building"},
			Chips: []model.Chip{model.All, model.OneOf("asked", "key_loan.state.asked", "state", loanAsked),
				model.OneOf("out", "key_loan.state.out", "state", loanOut), model.OneOf("back", "key_loan.state.back", "state", loanBack)},
			First: model.View{Chip: model.All.Key, By: []model.By{{Column: "due"}, {Column: "number"}}},
		},
		ID:        func(l line) app.ID { return l.ID },
		Community: func(l line) app.ID { return l.Community },
		Columns: []model.Column[line]{
			model.Codes("number", func(l line) string { return l.Number }, model.Strong),
			model.Codes("unit", func(l line) string { return l.Code }),
			model.Texts("building", func(l line) string { return l.Building }, model.Width(90)),
			model.Names("borrower", func(l line) string { return l.Borrower }, model.Personal, model.Grow),
			model.Codes("phone", func(l line) string { return l.Phone }, model.Off),
			model.Days("due", func(l line) app.Date { return l.Due }),
			model.Lefts("left", today, func(l line) (app.Date, bool) { return l.Due, l.State == loanOut }),
			model.Choices("state", "key_loan.state", loanStates, func(l line) loanState { return l.State }),
		},
	}
}

// loanParams are what the place is made of.
type loanParams struct {
	read interface {
		Units(context.Context) ([]site.Unit, error)
		History(ctx context.Context, about app.ID, operations int) ([]app.Event, error)
	}
	lines func(context.Context, []app.ID, func(keyLoanLine)) error
	list  *model.Source
	desk  loanDesk
	print func(context.Context, app.Actor, keyLoanLine) error
}

// loanPage is the list, and one loan beside it.
type loanPage struct {
	loanParams
	c      *shell.Context
	list   *register.List
	body   *register.Body
	steps  *register.Steps
	latest shell.Latest
	at     app.ID
}

const loanWidth = 360

func loanPlace(p loanParams, title func() string) shell.Place {
	return shell.Place{Key: "key_loan", Shows: "key_loan", Icon: "handover", Title: title, Build: func(c *shell.Context) fyne.CanvasObject {
		pg := &loanPage{loanParams: p, c: c, body: register.NewBody(c, 4), steps: register.NewSteps(c, loanWidth-2*theme.Margin)}
		one := widget.Fixed(loanWidth, widget.Edges(nil, pg.steps.View, widget.VLine(), nil, pg.body.View))
		pg.list = register.NewList(c, register.Params{
			Source: p.list, Title: title(), Beside: one, Empty: pg.empty, Bulk: pg.bulk,
			Acts: func([]model.Row) []fyne.CanvasObject {
				return []fyne.CanvasObject{widget.NewPrimary(c.W.T("key_loan.ask"), pg.ask)}
			},
			Move: func(r model.Row) { pg.show(r.ID()) },
		})
		pg.list.Begin()
		c.Watch(func() { pg.show(pg.at) }, "key_loan")
		return pg.list.View
	}}
}

func (pg *loanPage) empty() register.Empty {
	return register.Empty{Icon: "handover", Line: pg.c.W.T("key_loan.none"), Act: pg.c.W.T("key_loan.ask"), Do: pg.ask}
}

// loanDetail is a loan with its history.
type loanDetail struct {
	keyLoanLine
	past []app.Event
}

// show shows a loan beside the list.
func (pg *loanPage) show(id app.ID) {
	if pg.at = id; id.IsNil() {
		return
	}
	register.Load(pg.body, &pg.latest, func(ctx context.Context) (d loanDetail, err error) {
		if err = pg.lines(ctx, []app.ID{id}, func(l keyLoanLine) { d.keyLoanLine = l }); err == nil {
			d.past, err = pg.read.History(ctx, id, 100)
		}
		return d, err
	}, func(d loanDetail) {
		pg.body.Show(pg.view(d))
		actor := pg.c.Actor()
		offer := register.Offered(loanMachine.StepsFor(d.State, staff.Can(actor, d.Community)), loanMachine.Next(d.State), func(s loanStep) register.Act {
			return register.Act{Name: pg.c.W.T("key_loan.step." + string(s)), Do: func() { pg.take(d.keyLoan, s) }}
		})
		offer.Of, offer.Else = id, append(offer.Else, register.Act{Name: pg.c.W.T("key_loan.print"), Do: func() {
			pg.c.Act(func(ctx context.Context) error { return pg.print(ctx, actor, d.keyLoanLine) }, func() {})
		}})
		pg.steps.Offer(offer)
	})
}

func (pg *loanPage) view(d loanDetail) fyne.CanvasObject {
	w := pg.c.W
	fact := func(field, value string) widget.Fact {
		return widget.Fact{Label: w.T("field.key_loan." + field), Value: value, Long: true}
	}
	parts := []fyne.CanvasObject{widget.NewTitle(d.Number), widget.NewFactList(88, fact("unit", d.Code), fact("borrower", d.Borrower),
		fact("phone", d.Phone), fact("purpose", d.Purpose), fact("due", w.Date(d.Due))), widget.NewSection(w.T("unit.tab.history"))}
	for _, e := range d.past {
		parts = append(parts, widget.NewQuiet(w.Moment(e.At)+"　"+e.Name), widget.NewParagraph(w.Clauses(append([]string{w.Action(e.Action)}, w.Changes(e, nil)...)...), loanWidth-2*theme.Margin))
	}
	return widget.NewVScroll(container.New(layout.NewCustomPaddedLayout(theme.Gap, theme.Gap, theme.Margin, theme.Margin), widget.Stack(parts...)))
}

func (pg *loanPage) take(l keyLoan, s loanStep) {
	w, actor := pg.c.W, pg.c.Actor()
	step := register.Step{Name: w.T("key_loan.step." + string(s)), Asks: loanMachine.Asks(s), Label: w.T("field.key_loan_move.reason"),
		Do: func(reason string) register.Doing {
			return func(ctx context.Context) error { return pg.desk.Take(ctx, actor, l.ID, s, reason) }
		}}
	step.Done = func() { pg.c.Say(w.T("key_loan.did", "number", l.Number, "step", step.Name)) }
	step.Begin(pg.c)
}

// bulk is what can be done with the loans that are selected.
func (pg *loanPage) bulk(of []model.Row) []fyne.CanvasObject {
	w, actor, name := pg.c.W, pg.c.Actor(), pg.c.W.T("key_loan.step.hand_out")
	b := &register.Bulk{Of: of, Called: "number", Done: func(n int) string { return w.T("key_loan.handed_out", "n", n) }, Do: func(ctx context.Context, of []model.Row) (app.Outcome, error) {
		return app.OneByOne(register.IDs(of), func(i int) error { return pg.desk.Take(ctx, actor, of[i].ID(), handOutKeys, "") })
	}}
	sure := register.Question{Title: name, Confirm: name, Take: register.Do(b.Run), Done: func() { pg.list.Told(b) }}
	return []fyne.CanvasObject{pg.list.ActOn(of, widget.Plain, name, loanMachine.Needs("", handOutKeys), func() { register.NewForm(pg.c).Ask(sure) })}
}

// ask is the form of a new loan.
func (pg *loanPage) ask() {
	shell.Load(pg.c, &shell.Latest{}, pg.read.Units, func(units []site.Unit) {
		w, actor, f := pg.c.W, pg.c.Actor(), register.NewForm(pg.c)
		var ids []app.ID
		codes := map[app.ID]string{}
		for _, u := range units {
			ids, codes[u.ID] = append(ids, u.ID), u.Code
		}
		home := register.Pick(f, register.Choice[app.ID]{Label: w.T("field.key_loan.unit"), Keys: ids, Say: func(id app.ID) string { return codes[id] }}, app.Nil, register.Must, register.Of("unit"))
		borrower := f.Text(w.T("field.key_loan.borrower"), "", register.Must, register.Of("borrower"))
		phone, purpose := f.Text(w.T("field.key_loan.phone"), ""), f.Note(w.T("field.key_loan.purpose"), "")
		due := f.Day(w.T("field.key_loan.due"), pg.c.Today(), register.Must, register.Of("due"))
		f.Ask(register.Question{Title: w.T("key_loan.ask"), Take: func() (register.Doing, error) {
			l := keyLoan{Unit: home(), Borrower: borrower.Text, Phone: phone.Text, Purpose: purpose.Text, Due: due()}
			return func(ctx context.Context) error { _, err := pg.desk.Ask(ctx, actor, l); return err }, nil
		}, Done: func() { pg.c.Say(w.T("key_loan.asked")) }})
	})
}
