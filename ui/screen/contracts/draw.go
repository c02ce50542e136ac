package contracts

import (
	"context"
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// ask draws up agreements for what is chosen.
func (l *list) ask() {
	if chosen := l.Table.Chosen(); len(chosen) > 0 {
		l.askFor(chosen)
	}
}

// askFor asks once before agreements get their numbers. Those that stand are
// replaced only where every chosen one stands; else they are passed over, as is the home
// of a community in which whoever is at work signs nothing.
func (l *list) askFor(chosen []register.Row) {
	refused := l.requireMay(staff.SignContracts, chosen)
	chosen = slices.DeleteFunc(slices.Clone(chosen), func(home register.Row) bool { return !l.may(staff.SignContracts, home) })
	if len(chosen) == 0 {
		l.c.Fail(refused)
		return
	}
	fresh := slices.DeleteFunc(slices.Clone(chosen), stands)
	again := len(fresh) == 0
	if again {
		fresh = chosen
	}
	read, text, today := l.p.Read, l.p.Text, l.c.Today()
	var latest shell.Latest
	shell.Load(l.c, &latest, func(ctx context.Context) (k minded, err error) {
		if k.terms, err = read.AgreementTerms(ctx); err != nil {
			return k, err
		}
		approvals, err := read.TextApprovals(ctx)
		if err != nil {
			return k, err
		}
		forms, err := read.OwnForms(ctx)
		if err != nil {
			return k, err
		}
		if own := contract.OwnInUse(forms, approvals, text.Template); own != nil {
			text = own.Wording()
		}
		k.draft = !slices.ContainsFunc(approvals, func(a contract.TextApproval) bool { return a.Holds(text) })
		if len(fresh) != 1 {
			return k, nil
		}
		if k.letters, err = read.AuthoritiesOfUnit(ctx, fresh[0].ID()); err != nil {
			return k, err
		}
		k.letters = slices.DeleteFunc(k.letters, func(a contract.Authority) bool { return a.Gap(contract.MaySignPM, today) != "" })
		seen, err := read.SeeFeeReceipt(ctx, fresh[0].ID())
		k.receipt = seen.Value
		return k, err
	}, func(k minded) { l.decide(fresh, again, k) })
}

// minded is what is to be known before agreements are drawn up.
type minded struct {
	terms   contract.Terms
	draft   bool                 // no lawyer approved the text
	letters []contract.Authority // by which agents may sign for owners of the one home
	receipt contract.FeeReceipt  // of the one home
}

// says is what to mind, and for one home what the paper will say of a payment.
func (k minded) says(w *words.Words, homes int) []fyne.CanvasObject {
	var all []fyne.CanvasObject
	say := func(text string, ink fyne.ThemeColorName) {
		p := widget.NewParagraph(text, 0)
		p.Colour = ink
		all = append(all, p)
	}
	if k.draft {
		say(w.T("contracts.draft_text"), theme.Warn)
	}
	if r := k.terms.Prepayment(); r != nil {
		say(w.Refusal(r), theme.Warn)
	}
	switch {
	case homes != 1:
	case k.receipt.Number == "":
		say(w.T("contracts.no_receipt"), theme.Quiet)
	default:
		if doubt := k.receipt.Doubt(); doubt != nil {
			say(w.Refusal(doubt), theme.Warn)
		}
		say(w.T("contracts.paid", "until", k.receipt.Until.String(), "number", k.receipt.Number, "on", k.receipt.On.String()), theme.Quiet)
	}
	return all
}

func stands(home register.Row) bool {
	return contract.Document{State: stateOf(home)}.Standing()
}

// decide is the dialog: how many, who signs by a letter, what is kept.
func (l *list) decide(homes []register.Row, again bool, k minded) {
	w, letters := l.c.W, k.letters
	title, text := w.T("contracts.ask", "n", len(homes)), w.T("contracts.ask_text")
	if len(homes) == 1 {
		title = w.T("contracts.ask_one", "unit", homes[0].Text("unit"))
	}
	q := register.Question{Title: title, Text: text, Confirm: w.T("contracts.draw_up")}
	if again {
		q.Confirm, q.Keeps = w.T("contracts.draw_again"), w.T("contracts.keeps", "number", homes[0].Text("number"))
	}
	f := register.NewForm(l.c)
	for _, said := range k.says(w, len(homes)) {
		f.Put(said)
	}
	by := make([]*widget.Check, len(letters))
	for i, a := range letters {
		by[i] = f.Tick(w.T("contracts.by_agent", "name", a.Agent), false)
	}
	wanted := func(home register.Row) contract.Agreeing {
		a := contract.Agreeing{Unit: home.ID(), Again: again}
		for i, letter := range letters {
			if by[i].Checked {
				a.Letters = append(a.Letters, letter.ID)
			}
		}
		return a
	}
	f.Put(container.NewHBox(widget.NewButtonIn(widget.Plain, "eye", w.T("contracts.read_first", "unit", homes[0].Text("unit")), func() { l.read(homes[0], wanted(homes[0])) })))
	actor, desk := l.c.Actor(), l.p.Desk
	var made []contract.Document
	b := &register.Bulk{Of: homes, Called: "unit",
		Do: func(ctx context.Context, of []register.Row) (o app.Outcome, stopped error) {
			all := make([]contract.Agreeing, len(of))
			for i, home := range of {
				all[i] = wanted(home)
			}
			made, o, stopped = desk.AgreeAll(ctx, actor, all)
			return o, stopped
		},
		Done: func(n int) string {
			if n > 1 {
				return w.T("contracts.drawn", "n", n)
			}
			l.c.Open(shell.ToRecord("document", made[0].ID.String()))
			return ""
		}}
	q.Take, q.Done = register.Do(b.Run), func() { l.Told(b) }
	f.Ask(q)
}

// read shows the agreement as it would be, before it is locked.
func (l *list) read(home register.Row, a contract.Agreeing) {
	actor, try := l.c.Actor(), l.p.Try
	register.ShowPages(l.c, l.c.W.T("contracts.read_title", "unit", home.Text("unit")), func(ctx context.Context, width int) ([]image.Image, error) {
		return try(ctx, actor, a, width)
	})
}
