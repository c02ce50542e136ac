package units

import (
	"context"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// bulk is what can be done with several homes at once, in the grid and in the list.
type bulk struct {
	c    *shell.Context
	p    Params
	done func() // selects nothing any more
}

// acts are those that the person signed in may do with homes of the communities.
func (b bulk) acts(homes, communities []app.ID) (acts []fyne.CanvasObject) {
	may := staff.May(b.c.Actor(), staff.EditOwners, communities...) == nil
	if b.p.Funds != nil && may {
		acts = append(acts, widget.NewButton(b.c.W.T("units.fund.act"), func() { b.askFund(homes) }))
	}
	if b.p.Types != nil && may {
		acts = append(acts, widget.NewButton(b.c.W.T("units.type.act"), func() { b.askType(homes) }))
	}
	return acts
}

// imports is the way to the import of ledgers, nothing for whoever may not import.
func imports(c *shell.Context) (acts []fyne.CanvasObject) {
	if staff.May(c.Actor(), staff.ImportUnits) == nil {
		acts = append(acts, widget.NewButtonIn(widget.Plain, "import", c.W.T("units.import"), func() { c.Open(shell.To("import")) }))
	}
	return acts
}

// empty says what belongs in a place without homes, and leads to the import.
func empty(c *shell.Context) (icon, line, act string, do func()) {
	if staff.May(c.Actor(), staff.ImportUnits) != nil {
		return "units", c.W.T("units.empty_for_others"), "", nil
	}
	return "units", c.W.T("units.empty"), c.W.T("units.import"), func() { c.Open(shell.To("import")) }
}

// askFund records for all the homes whether the maintenance fund is paid.
func (b bulk) askFund(homes []app.ID) {
	w := b.c.W
	states := []site.FundState{site.FundPaid, site.FundUnpaid, site.FundUnknown}
	choice := widget.NewSelect([]string{w.T("units.fund.paid"), w.T("units.fund.unpaid"), w.T("units.fund.unknown")}, nil)
	choice.Choose(choice.Options[0])
	d := widget.NewDialog(w, w.T("units.fund.title", "n", len(homes)), w.T("units.fund.text"))
	d.Content, d.Confirm, d.Focus = choice, w.T("units.fund.confirm"), choice
	d.OnConfirm = func() bool {
		state, actor := states[choice.Index()], b.c.Actor()
		b.c.Do(func(ctx context.Context) error { return b.p.Funds.SetFunds(ctx, actor, homes, state) }, func(err error) {
			if err != nil {
				b.c.Fail(err)
				return
			}
			b.done()
			b.c.Say(w.T("units.fund.done", "n", len(homes)))
		})
		return true
	}
	b.c.Ask(d)
}
