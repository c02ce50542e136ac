package unit

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/privacy"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// mayErase reports whether the person signed in may erase owners of this home.
func (pg *page) mayErase() bool {
	return pg.p.Privacy != nil && pg.may(staff.Erase)
}

// eraseOwner finds out what erasing an owner takes and leaves, and asks.
func (pg *page) eraseOwner(owner app.ID) {
	var plan privacy.Plan
	unit := pg.id
	pg.c.Do(func(ctx context.Context) (err error) {
		plan, err = pg.p.Read.ErasurePlan(ctx, unit, owner)
		return err
	}, func(err error) {
		if err != nil {
			pg.c.Ask(widget.NewDialog(pg.c.W, pg.c.W.T("privacy.act"), pg.c.W.Refusal(err)))
			return
		}
		pg.askErase(owner, plan)
	})
}

// askErase says exactly what goes and what stays, and wants a reason.
func (pg *page) askErase(owner app.ID, plan privacy.Plan) {
	w, actor, unit, f := pg.c.W, pg.c.Actor(), pg.id, register.NewForm(pg.c)
	f.Width = eraseWidth
	papers := func(key string, papers []contract.Document) {
		numbers := make([]string, len(papers))
		for i, d := range papers {
			numbers[i] = d.Number
		}
		if len(papers) > 0 {
			f.Put(widget.NewParagraph(w.T(key, "numbers", w.List(numbers)), eraseWidth))
			f.Put(widget.Space(theme.Gap))
		}
	}
	papers("privacy.papers_erased", plan.Erased)
	papers("privacy.papers_kept", plan.Kept)
	why := register.Chips(f, register.Choice[privacy.Reason]{Label: w.T("privacy.why"), Keys: privacy.Reasons,
		Say: func(r privacy.Reason) string { return w.T("removal.reason." + string(r)) }}, "")
	f.Ask(register.Question{Title: w.T("privacy.title", "name", plan.Name), Text: w.T("privacy.text"), Keeps: w.T("privacy.keeps"), Confirm: w.T("privacy.confirm"), Danger: true,
		Take: func() (register.Doing, error) {
			why := why()
			return func(ctx context.Context) error {
				_, err := pg.p.Privacy.Erase(ctx, actor, unit, owner, why)
				return err
			}, nil
		}, Done: func() {
			pg.c.ForgetKept()
			pg.c.Say(w.T("privacy.done", "name", plan.Name))
		}})
}

const eraseWidth float32 = 520

// formerOwners are whose home it was, shown to who may erase them.
func (pg *page) formerOwners() []fyne.CanvasObject {
	if len(pg.know.former) == 0 || !pg.mayErase() {
		return nil
	}
	parts := []fyne.CanvasObject{widget.NewSection(pg.c.W.T("privacy.former"))}
	for _, o := range pg.know.former {
		name := widget.NewQuiet(o.Name)
		name.Least = 80
		drop := widget.NewIconButton("trash", pg.c.W.T("privacy.act_of", "name", o.Name), func() { pg.eraseOwner(o.ID) })
		parts = append(parts, widget.Edges(nil, nil, nil, drop, name))
	}
	return append(parts, widget.Space(theme.Gap))
}

// gone reports whether an owner was erased: a record without a name has none.
func gone(o site.Owner) bool { return strings.TrimSpace(o.Name) == "" }
