package contracts

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// ask draws up agreements for what is chosen.
func (l *list) ask() {
	if chosen := l.chosen(); len(chosen) > 0 {
		l.askFor(chosen)
	}
}

// askFor asks once before agreements get their numbers. Those that stand are
// replaced only where every chosen one stands; else they are passed over.
func (l *list) askFor(chosen []contract.AgreementView) {
	fresh := slices.DeleteFunc(slices.Clone(chosen), stands)
	again := len(fresh) == 0
	if again {
		fresh = chosen
	}
	if len(fresh) != 1 {
		l.decide(fresh, again, nil)
		return
	}
	unit, read, today := fresh[0].Unit, l.p.Read, l.c.Today()
	var latest shell.Latest
	shell.Load(l.c, &latest, func(ctx context.Context) ([]contract.Authority, error) {
		letters, err := read.AuthoritiesOfUnit(ctx, unit)
		return slices.DeleteFunc(letters, func(a contract.Authority) bool { return a.Gap(contract.MaySignPM, today) != "" }), err
	}, func(letters []contract.Authority) { l.decide(fresh, again, letters) })
}

func stands(v contract.AgreementView) bool {
	return contract.Document{State: v.State}.Standing()
}

// decide is the dialog: how many, who signs by a letter, what is kept.
func (l *list) decide(homes []contract.AgreementView, again bool, letters []contract.Authority) {
	w := l.c.W
	title, text := w.T("contracts.ask", "n", len(homes)), w.T("contracts.ask_text")
	if len(homes) == 1 {
		title = w.T("contracts.ask_one", "unit", homes[0].UnitCode)
	}
	d := widget.NewDialog(w, title, text)
	d.Confirm = w.T("contracts.draw_up")
	if again {
		d.Confirm = w.T("contracts.draw_again")
		d.Keeps = w.T("contracts.keeps", "number", homes[0].Number)
	}
	by := map[app.ID]bool{}
	var checks []fyne.CanvasObject
	for _, a := range letters {
		checks = append(checks, widget.NewCheck(w.T("contracts.by_agent", "name", a.Agent), func(on bool) { by[a.ID] = on }))
	}
	if len(checks) > 0 {
		d.Content = widget.Stack(checks...)
	}
	d.OnConfirm = func() bool {
		wanted := make([]contract.Agreeing, len(homes))
		for i, id := range unitIDs(homes) {
			wanted[i] = contract.Agreeing{Unit: id, Again: again}
			for _, a := range letters {
				if by[a.ID] {
					wanted[i].Letters = append(wanted[i].Letters, a.ID)
				}
			}
		}
		l.drawUp(d, wanted)
		return false
	}
	d.Show(l.c.Canvas())
}

// drawUp draws the agreements up, and goes to the one, or says how many there are.
func (l *list) drawUp(asked *widget.Dialog, wanted []contract.Agreeing) {
	actor, desk := l.c.Actor(), l.p.Desk
	var made []contract.Document
	l.c.Confirm(asked, func(ctx context.Context) (err error) {
		made, err = desk.AgreeAll(ctx, actor, wanted)
		return err
	}, func() {
		if len(made) == 1 {
			l.c.Open(shell.ToRecord("document", made[0].ID.String()))
			return
		}
		l.table.ClearSelection()
		l.c.Say(l.c.W.T("contracts.drawn", "n", len(made)))
		l.reload()
	})
}
