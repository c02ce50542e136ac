package contracts

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// list is the page of all homes with their agreements.
type list struct {
	c *shell.Context
	p Params

	filter *string // key of one of the groups
	row    *app.ID // the home that the keyboard is on
	latest shell.Latest
	all    []contract.AgreementView
	shown  bool
	table  *widget.DataTable[contract.AgreementView]
	chips  []*widget.Chip
	acts   *fyne.Container
	body   *fyne.Container
	view   fyne.CanvasObject
}

// groups are the filters, in their order; "" is everything.
var groups = func() []string {
	all := []string{"", "none"}
	for _, s := range contract.StandingStates {
		all = append(all, string(s))
	}
	return append(all, string(contract.Voided))
}()

// groupOf is the filter that a home falls under.
func groupOf(v contract.AgreementView) string {
	switch v.State.Phase() {
	case "":
		return "none"
	case contract.Drafted:
		return string(contract.Locked)
	case contract.Replaced, contract.Revoked:
		return string(contract.Voided)
	}
	return string(v.State)
}

func newList(c *shell.Context, p Params, title string) *list {
	l := &list{c: c, p: p, acts: widget.Bar(), body: container.NewStack()}
	l.row = shell.Kept(c, "row", func() app.ID { // of the home that one came from
		unit, _ := app.ParseID(c.Route.Arg("unit"))
		return unit
	})
	l.filter = shell.Kept(c, "filter", func() string { return c.Route.Arg("state") })
	l.buildTable()
	var chips []fyne.CanvasObject
	for _, g := range groups {
		chip := widget.NewChip(l.groupName(g), 0, func(bool) { l.narrow(g) })
		l.chips = append(l.chips, chip)
		chips = append(chips, chip)
	}
	head := container.New(layout.NewCustomPaddedLayout(8, 8, theme.Margin, theme.Margin),
		widget.Edges(nil, nil, widget.Bar(append([]fyne.CanvasObject{widget.NewTitle(title), widget.Space(theme.Gap)}, chips...)...), l.acts, nil))
	l.view = widget.Edges(widget.Stack(head, widget.HLine()), nil, nil, nil, l.body)
	c.After(300*time.Millisecond, func() {
		if !l.shown {
			l.say(widget.NewSkeleton(12))
		}
	})
	l.fillActs()
	if l.may(staff.SignContracts) {
		c.Commands(
			shell.Command{Text: c.W.T("common.next"), Key: fyne.KeyReturn, Do: l.next},
			shell.Command{Text: c.W.T("contracts.draw_up"), Key: fyne.KeyD, Do: l.ask},
			shell.Command{Text: c.W.T("contracts.terms"), Key: fyne.KeyT, Do: l.openTerms})
	}
	if l.may(staff.Receive) {
		c.Commands(shell.Command{Text: c.W.T("contracts.receipt"), Key: fyne.KeyR, Do: l.askReceipt})
	}
	l.reload()
	c.Watch(l.reload, "document", "signature", "unit", "ownership", "owner", "fee_receipt")
	return l
}

func (l *list) say(o fyne.CanvasObject) {
	if len(l.body.Objects) == 1 && l.body.Objects[0] == o {
		return
	}
	l.body.Objects = []fyne.CanvasObject{o}
	l.body.Refresh()
}

// may reports whether who is at work may do it, at all of these homes.
func (l *list) may(p staff.Permission, homes ...contract.AgreementView) bool {
	return l.requireMay(p, homes) == nil
}

func (l *list) requireMay(p staff.Permission, homes []contract.AgreementView) error {
	communities := make([]app.ID, len(homes))
	for i, home := range homes {
		communities[i] = home.Community
	}
	return staff.May(l.c.Actor(), p, communities...)
}

func (l *list) groupName(g string) string {
	w := l.c.W
	switch g {
	case "":
		return w.T("common.all")
	case "none":
		return w.T("contracts.none")
	}
	return w.T("contract.state." + g)
}

func (l *list) reload() {
	shell.Load(l.c, &l.latest, l.p.Read.Agreements, l.show)
}

func (l *list) show(all []contract.AgreementView) {
	l.all, l.shown = all, true
	if len(all) == 0 {
		l.say(widget.NewEmptyState("contract", l.c.W.T("contracts.empty"), l.c.W.T("contracts.import"), l.toImport()))
		return
	}
	l.narrow(*l.filter)
	l.say(l.table)
	l.c.Home(l.table.Focusable())
}

// toImport leads whoever may to the import of units.
func (l *list) toImport() func() {
	if staff.May(l.c.Actor(), staff.ImportUnits) != nil {
		return nil
	}
	return func() { l.c.Open(shell.To("import")) }
}

// narrow shows one group.
func (l *list) narrow(group string) {
	*l.filter = group
	counts := map[string]int{"": len(l.all)}
	var shown []contract.AgreementView
	for _, v := range l.all {
		g := groupOf(v)
		counts[g]++
		if group == "" || g == group {
			shown = append(shown, v)
		}
	}
	for i, g := range groups {
		l.chips[i].Set(counts[g], g == group)
	}
	l.table.SetRecords(shown)
	l.table.GoTo(func(v contract.AgreementView) bool { return v.Unit == *l.row }) // where one came back to
	l.fillActs()
}

// look is sign, colour and word of an agreement's state.
func look(s contract.State) (widget.Form, fyne.ThemeColorName) {
	switch s.Phase() {
	case contract.InFull:
		return widget.Ticked, theme.Done
	case contract.HalfSigned:
		return widget.Half, theme.Warn
	case contract.ToSign, contract.Drafted:
		return widget.Triangle, theme.Accent
	case contract.Replaced, contract.Revoked:
		return widget.Crossed, theme.Bad
	}
	return widget.Ring, theme.Idle
}

func (l *list) buildTable() {
	w := l.c.W
	quiet := func(contract.AgreementView) fyne.ThemeColorName { return theme.Quiet }
	l.table = widget.NewDataTable(
		widget.Column[contract.AgreementView]{Title: w.T("contracts.unit"), Width: 130, Text: func(v contract.AgreementView) string { return v.UnitCode },
			Bold: func(contract.AgreementView) bool { return true }},
		widget.Column[contract.AgreementView]{Title: w.T("contracts.owners"), Width: 200, Grow: true, Text: func(v contract.AgreementView) string { return v.Owners },
			Order: func(a, b contract.AgreementView) int { return strings.Compare(a.Owners, b.Owners) }},
		widget.Column[contract.AgreementView]{Title: w.T("contracts.state"), Width: 150,
			Cell: func() fyne.CanvasObject { return widget.NewSign(widget.Ring, theme.Idle, "") },
			Show: func(v contract.AgreementView, o fyne.CanvasObject) {
				form, colour := look(v.State)
				word := w.T("contracts.none")
				if v.State != "" {
					word = w.T("contract.state." + string(v.State))
				}
				o.(*widget.StateSign).SetSign(form, colour, word)
			},
			Order: func(a, b contract.AgreementView) int { return cmp.Compare(rank(a.State), rank(b.State)) }},
		widget.Column[contract.AgreementView]{Title: w.T("contracts.number"), Width: 150, Text: func(v contract.AgreementView) string { return v.Number },
			Order: func(a, b contract.AgreementView) int { return strings.Compare(a.Number, b.Number) }},
		widget.Column[contract.AgreementView]{Title: w.T("contracts.signatures"), Width: 90, Right: true, Colour: quiet, Text: func(v contract.AgreementView) string {
			if v.Document.IsNil() {
				return ""
			}
			return strconv.Itoa(v.Given) + " / " + strconv.Itoa(v.Places)
		}},
		widget.Column[contract.AgreementView]{Title: w.T("contracts.locked"), Width: 120, Right: true, Colour: quiet, Text: func(v contract.AgreementView) string { return v.LockedAt.String() },
			Order: func(a, b contract.AgreementView) int { return cmp.Compare(a.LockedAt, b.LockedAt) }},
		widget.Column[contract.AgreementView]{Title: w.T("contracts.paid_until"), Width: 120, Right: true, Colour: quiet, Text: func(v contract.AgreementView) string { return v.PaidUntil.String() },
			Order: func(a, b contract.AgreementView) int { return cmp.Compare(a.PaidUntil, b.PaidUntil) }},
		widget.Column[contract.AgreementView]{Title: w.T("contracts.prints"), Width: 80, Right: true, Colour: quiet, Text: func(v contract.AgreementView) string {
			if v.Prints == 0 {
				return ""
			}
			return strconv.Itoa(v.Prints)
		}},
	)
	l.table.SetMulti(true)
	l.table.KeyOf = func(v contract.AgreementView) any { return v.Unit }
	l.table.OnOpen = l.open
	l.table.OnSelect = func([]contract.AgreementView) { l.fillActs() }
	l.table.OnMove = func(v contract.AgreementView) { *l.row = v.Unit; l.fillActs() }
}

func rank(s contract.State) int {
	for i, known := range contract.Ladder {
		if known == s {
			return i
		}
	}
	return -1
}

// next is what is to be done with what is chosen: agreements of several are drawn up, the
// one of a home is opened, or drawn up where there is none.
func (l *list) next() {
	switch chosen := l.chosen(); len(chosen) {
	case 0:
	case 1:
		l.open(chosen[0])
	default:
		l.askFor(chosen)
	}
}

// open leads to the home's agreement, or offers to draw one up.
func (l *list) open(v contract.AgreementView) {
	if !v.Document.IsNil() {
		l.c.Open(shell.ToRecord("document", v.Document.String()))
		return
	}
	l.askFor([]contract.AgreementView{v})
}

func (l *list) openTerms() { l.c.Open(shell.To("contracts").In(Terms)) }

// chosen is what the acts are about: the selection, else the current row.
func (l *list) chosen() []contract.AgreementView {
	if selected := l.table.Selected(); len(selected) > 0 {
		return selected
	}
	if v, ok := l.table.Current(); ok {
		return []contract.AgreementView{v}
	}
	return nil
}

func (l *list) fillActs() {
	w := l.c.W
	var acts []fyne.CanvasObject
	if n := len(l.table.Selected()); n > 0 {
		acts = append(acts, widget.NewBold(w.T("common.selected", "n", n)))
	}
	if len(l.chosen()) == 1 && l.may(staff.Receive, l.chosen()...) {
		acts = append(acts, widget.NewButton(w.T("contracts.receipt"), l.askReceipt))
	}
	if l.may(staff.SignContracts) {
		draw := widget.NewPrimary(w.T("contracts.draw_up"), l.ask)
		if !slices.ContainsFunc(l.chosen(), func(home contract.AgreementView) bool { return l.may(staff.SignContracts, home) }) {
			draw.Disable()
		}
		acts = append(acts, widget.NewButtonIn(widget.Plain, "settings", w.T("contracts.terms"), l.openTerms), draw)
	}
	l.acts.Objects = acts
	l.acts.Refresh()
	if l.view != nil {
		l.view.Refresh()
	}
}

// unitIDs are the units of the homes.
func unitIDs(all []contract.AgreementView) []app.ID {
	ids := make([]app.ID, len(all))
	for i, v := range all {
		ids[i] = v.Unit
	}
	return ids
}
