package units

import (
	"context"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/staff"
	"keyday/ui/screen/register"
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
func empty(c *shell.Context) register.Empty {
	if staff.May(c.Actor(), staff.ImportUnits) != nil {
		return register.Empty{Icon: "units", Line: c.W.T("units.empty_for_others")}
	}
	return register.Empty{Icon: "units", Line: c.W.T("units.empty"), Act: c.W.T("units.import"), Do: func() { c.Open(shell.To("import")) }}
}

// askFund records for all the homes whether the maintenance fund is paid.
func (b bulk) askFund(homes []app.ID) {
	w, f, actor := b.c.W, register.NewForm(b.c), b.c.Actor()
	fund := f.Fund()
	f.Ask(register.Question{Title: w.T("units.fund.title", "n", len(homes)), Text: w.T("units.fund.text"), Confirm: w.T("units.fund.confirm"),
		Take: func() (register.Doing, error) {
			state, err := fund()
			if err != nil {
				return nil, err
			}
			return func(ctx context.Context) error { return b.p.Funds.SetFunds(ctx, actor, homes, state) }, nil
		},
		Done: func() {
			b.done()
			b.c.Say(w.T("units.fund.done", "n", len(homes)))
		}})
}
