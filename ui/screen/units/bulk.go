package units

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// fillActs shows what can be done: with the units selected, or else with the site.
func (pg *page) fillActs() {
	w, selected := pg.c.W, pg.grid.Selected()
	var acts []fyne.CanvasObject
	if len(selected) > 0 {
		acts = append(acts, widget.NewBold(w.T("units.selected", "n", len(selected))))
		may := staff.May(pg.c.Actor(), staff.EditOwners, pg.communities(selected)...) == nil
		if pg.p.Funds != nil && may {
			acts = append(acts, widget.NewButton(w.T("units.fund.act"), func() { pg.askFund(pg.grid.Selected()) }))
		}
		if pg.p.Types != nil && may {
			acts = append(acts, widget.NewButton(w.T("units.type.act"), func() { pg.askType(pg.grid.Selected()) }))
		}
		acts = append(acts, widget.NewIconButton("cross", w.T("units.unselect"), func() { pg.grid.Select() }))
	} else if staff.May(pg.c.Actor(), staff.ImportUnits) == nil {
		acts = append(acts, widget.NewButtonIn(widget.Plain, "import", w.T("units.import"), func() { pg.c.Open(shell.To("import")) }))
	}
	pg.acts.Objects = acts
	pg.acts.Refresh()
	if pg.view != nil {
		pg.view.Refresh()
	}
}

// communities are those in which the units lie.
func (pg *page) communities(tiles []site.Tile) (all []app.ID) {
	for _, v := range pg.views {
		if slices.ContainsFunc(tiles, func(t site.Tile) bool { return t.Building == v.ID }) {
			all = append(all, v.Community)
		}
	}
	return all
}

// askFund records for all the units whether the maintenance fund is paid.
func (pg *page) askFund(tiles []site.Tile) {
	w := pg.c.W
	states := []site.FundState{site.FundPaid, site.FundUnpaid, site.FundUnknown}
	choice := widget.NewSelect([]string{w.T("units.fund.paid"), w.T("units.fund.unpaid"), w.T("units.fund.unknown")}, nil)
	choice.Choose(choice.Options[0])
	ids := make([]app.ID, len(tiles))
	for i, t := range tiles {
		ids[i] = t.Unit
	}
	d := widget.NewDialog(w, w.T("units.fund.title", "n", len(tiles)), w.T("units.fund.text"))
	d.Content, d.Confirm, d.Focus = choice, w.T("units.fund.confirm"), choice
	d.OnConfirm = func() bool {
		state, actor := states[choice.Index()], pg.c.Actor()
		pg.c.Do(func(ctx context.Context) error { return pg.p.Funds.SetFunds(ctx, actor, ids, state) }, func(err error) {
			if err != nil {
				pg.c.Fail(err)
				return
			}
			pg.grid.Select()
			pg.c.Say(w.T("units.fund.done", "n", len(ids)))
		})
		return true
	}
	pg.c.Ask(d)
}
