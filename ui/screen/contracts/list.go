package contracts

import (
	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/staff"
	model "keyday/ui/register"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// list is the page of all homes with their agreements.
type list struct {
	*register.List
	c *shell.Context
	p Params
}

func newList(c *shell.Context, p Params, s *model.Source, title string) *list {
	l := &list{c: c, p: p}
	unit, _ := app.ParseID(c.Route.Arg("unit")) // the home that one came from
	l.List = register.NewList(c, register.Params{
		Source: s, Title: title, At: unit, Looks: map[string]register.Look{"state": {State: mark}, "home": register.HomeLook(c.W, "home")},
		First: func(v model.View) model.View {
			if state := c.Route.Arg("state"); state != "" {
				v.Chip = state
			}
			return v
		},
		Empty: l.empty, Acts: l.acts, Bulk: l.bulk, Open: l.open,
	})
	if l.may(staff.SignContracts) {
		c.Commands(
			shell.Command{Text: c.W.T("common.next"), Key: fyne.KeyReturn, Do: l.next},
			shell.Command{Text: c.W.T("contracts.draw_up"), Key: fyne.KeyD, Do: l.ask},
			shell.Command{Text: c.W.T("contracts.terms"), Key: fyne.KeyT, Do: l.openTerms})
	}
	if l.may(staff.Receive) {
		c.Commands(shell.Command{Text: c.W.T("contracts.receipt"), Key: fyne.KeyR, Do: l.askReceipt})
	}
	l.Begin()
	return l
}

// may reports whether who is at work may do it, at all of these homes.
func (l *list) may(p staff.Permission, homes ...register.Row) bool {
	return l.requireMay(p, homes) == nil
}

func (l *list) requireMay(p staff.Permission, homes []register.Row) error {
	return staff.May(l.c.Actor(), p, register.Communities(homes)...)
}

// empty says what belongs here, and leads whoever may to the import of homes.
func (l *list) empty() register.Empty {
	var do func()
	if staff.May(l.c.Actor(), staff.ImportUnits) == nil {
		do = func() { l.c.Open(shell.To("import")) }
	}
	return register.Empty{Icon: "contract", Line: l.c.W.T("contracts.empty"), Act: l.c.W.T("contracts.import"), Do: do}
}

func stateOf(home register.Row) contract.State { return contract.State(home.Text("state")) }

// mark is sign and colour of an agreement's state.
func mark(home register.Row) register.Mark {
	switch stateOf(home).Phase() {
	case contract.InFull:
		return register.Mark{Form: widget.Ticked, Colour: theme.Done}
	case contract.HalfSigned:
		return register.Mark{Form: widget.Half, Colour: theme.Warn}
	case contract.ToSign, contract.Drafted:
		return register.Mark{Form: widget.Triangle, Colour: theme.Accent}
	case contract.Replaced, contract.Revoked:
		return register.Mark{Form: widget.Crossed, Colour: theme.Bad}
	}
	return register.Mark{Form: widget.Ring, Colour: theme.Idle}
}

// next is what is to be done with what is chosen: agreements of several are drawn up, the
// one of a home is opened, or drawn up where there is none.
func (l *list) next() {
	switch chosen := l.Table.Chosen(); len(chosen) {
	case 0:
	case 1:
		l.open(chosen[0])
	default:
		l.askFor(chosen)
	}
}

// open leads to the home's agreement, or offers to draw one up.
func (l *list) open(home register.Row) {
	if document := home.Ref("document"); !document.IsNil() {
		l.c.Open(shell.ToRecord("document", document.String()))
		return
	}
	l.askFor([]register.Row{home})
}

func (l *list) openTerms() { l.c.Open(shell.To("contracts").In(Terms)) }

// acts are what can be done with the home that the keyboard is on, and the terms.
func (l *list) acts(chosen []register.Row) (acts []fyne.CanvasObject) {
	w := l.c.W
	if len(chosen) == 1 && l.may(staff.Receive, chosen...) {
		acts = append(acts, widget.NewButton(w.T("contracts.receipt"), l.askReceipt))
	}
	if !l.may(staff.SignContracts) {
		return acts
	}
	acts = append(acts, widget.NewButtonIn(widget.Plain, "settings", w.T("contracts.terms"), l.openTerms))
	if len(l.Table.Selected()) == 0 {
		acts = append(acts, l.drawUpButton(chosen))
	}
	return acts
}

// bulk is what can be done with all homes that are selected.
func (l *list) bulk(selected []register.Row) (acts []fyne.CanvasObject) {
	if l.may(staff.SignContracts) {
		acts = append(acts, l.drawUpButton(selected))
	}
	return append(acts, l.PackAct(selected, l.c.W.T("contracts.pack_title", "n", len(selected)), contract.Agreement, l.p.Pack)...)
}

func (l *list) drawUpButton(homes []register.Row) *widget.Button {
	draw := widget.NewPrimary(l.c.W.T("contracts.draw_up"), l.ask)
	for _, home := range homes {
		if l.may(staff.SignContracts, home) {
			return draw
		}
	}
	draw.Disable()
	return draw
}
