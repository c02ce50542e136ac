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
	w := pg.c.W
	var why privacy.Reason
	texts := make([]string, len(privacy.Reasons))
	for i, r := range privacy.Reasons {
		texts[i] = w.T("removal.reason." + string(r))
	}
	chips := widget.Choices(texts, -1, func(i int) { why = privacy.Reasons[i] })
	parts := []fyne.CanvasObject{}
	for _, of := range []struct {
		key    string
		papers []contract.Document
	}{{"privacy.papers_erased", plan.Erased}, {"privacy.papers_kept", plan.Kept}} {
		if len(of.papers) > 0 {
			numbers := make([]string, len(of.papers))
			for i, d := range of.papers {
				numbers[i] = d.Number
			}
			parts = append(parts, widget.NewParagraph(w.T(of.key, "numbers", w.List(numbers)), eraseWidth), widget.Space(theme.Gap))
		}
	}
	d := widget.NewDialog(w, w.T("privacy.title", "name", plan.Name), w.T("privacy.text"))
	d.Content = widget.Stack(append(parts, widget.NewField(w.T("privacy.why"), widget.Bar(chips...)))...)
	d.Keeps, d.Confirm, d.Danger, d.Width = w.T("privacy.keeps"), w.T("privacy.confirm"), true, eraseWidth
	d.Focus = chips[0].(fyne.Focusable)
	d.OnConfirm = func() bool {
		actor, unit, why := pg.c.Actor(), pg.id, why
		pg.c.Confirm(d, func(ctx context.Context) error {
			_, err := pg.p.Privacy.Erase(ctx, actor, unit, owner, why)
			return err
		}, func() { pg.c.Say(w.T("privacy.done", "name", plan.Name)) })
		return false
	}
	pg.c.Ask(d)
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
