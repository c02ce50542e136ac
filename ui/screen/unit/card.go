package unit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// fillCard says which home it is, where it stands and why, and whose it is; what comes next
// stands under it.
func (pg *page) fillCard() {
	v, w := pg.know.View, pg.c.W
	inner := cardWidth - 2*theme.Margin
	back := widget.NewIconButton("back", w.T("common.back"), func() { pg.c.Open(shell.To("units").With("building", v.Unit.Building.String())) })
	code := widget.NewFigure(v.Unit.Code)
	place := widget.NewQuietLines(words.Join(" · ", v.Community.Name, v.Building.Name, w.Entrance(v.Unit.Entrance), pg.floor()), inner)
	parts := []fyne.CanvasObject{
		widget.Edges(nil, nil, back, nil, container.New(layout.NewCustomPaddedLayout(0, 0, 4, 0), code)),
		place, widget.Space(theme.Gap),
	}
	parts = append(parts, pg.stands(inner)...)
	parts = append(parts, widget.Space(theme.Gap), widget.HLine())
	parts = append(parts, pg.owners(inner)...)
	parts = append(parts, pg.formerOwners()...)
	parts = append(parts, widget.HLine(), pg.ledger(), widget.NewFactList(120, pg.facts()...))
	if missing := pg.missing(); len(missing) > 0 {
		lines := widget.NewParagraph(w.T("unit.incomplete", "n", len(missing))+"\n"+strings.Join(missing, "\n"), inner)
		lines.Colour, lines.Sized = theme.Warn, theme.Small
		parts = append(parts, widget.Space(theme.Gap), lines)
	}
	pg.card.Objects = []fyne.CanvasObject{container.New(layout.NewCustomPaddedLayout(12, 16, theme.Margin, theme.Margin), widget.Stack(parts...))}
	pg.card.Refresh()
	pg.offerSteps()
}

// missing says what an import left empty and nobody has filled since.
func (pg *page) missing() []string {
	names, owners := map[app.ID]string{}, make([]site.Owner, len(pg.know.Owners))
	for i, o := range pg.know.Owners {
		if !gone(o.Owner) {
			names[o.Owner.ID], owners[i] = o.Owner.Name, o.Owner
		}
	}
	var lines []string
	for _, n := range site.Missing(pg.know.Unit, owners) {
		lines = append(lines, pg.c.W.Missing(n, names[n.Owner]))
	}
	return lines
}

func (pg *page) floor() string {
	n := pg.know.Unit.Floor
	if n < 0 {
		return pg.c.W.T("common.grid.basement", "n", -n)
	}
	return pg.c.W.T("common.grid.floor", "n", n)
}

// stands says the state, and why it is no further.
func (pg *page) stands(width float32) []fyne.CanvasObject {
	v, w := pg.know.View, pg.c.W
	sign := widget.NewStateSign(v.Unit.State, w.T("common.state."+string(v.Unit.State)))
	sign.Side = 18
	parts := []fyne.CanvasObject{container.New(layout.NewCustomPaddedLayout(4, 4, 0, 0), sign)}
	if v.Barred() {
		mark := widget.NewStateSign(site.Blocked, w.T("common.barred"))
		mark.Side = 18
		parts = append(parts, container.New(layout.NewCustomPaddedLayout(0, 4, 0, 0), mark))
	}
	say := func(text string, colour fyne.ThemeColorName) {
		p := widget.NewParagraph(text, width)
		p.Colour = colour
		parts = append(parts, p)
	}
	if v.Unit.State.Phase() == site.Done {
		say(w.T("unit.why.handed_over", "day", w.Date(v.Unit.HandedOver)), theme.Quiet)
		return parts
	}
	for _, line := range pg.work() {
		say(line, theme.Ink)
	}
	said := 0
	for _, o := range v.Gate.Bars() {
		if said++; said > 4 {
			continue
		}
		colour := theme.Ink
		if o.Strength == handover.Law {
			colour = theme.Bad
		}
		say(w.T("unit.why.reason", "whose", w.T("unit.why.strength."+string(o.Strength)), "why", w.Refusal(o.Refusal())), colour)
	}
	if said > 4 {
		say(w.T("unit.why.more", "n", said-4), theme.Quiet)
	}
	if said == 0 && len(parts) == 1 {
		say(w.T("unit.why."+string(v.Unit.State)), theme.Quiet)
	}
	if c := v.Cancelled; c != nil {
		say(w.Cancelled(*c), theme.Quiet)
	}
	return parts
}

// work says what the open defects wait for.
func (pg *page) work() []string {
	open, inWork, unverified := 0, 0, 0
	for _, d := range pg.know.Open {
		switch {
		case d.State.InWork():
			inWork++
		case d.State.Phase() == defect.ToVerify:
			unverified++
		default:
			open++
		}
	}
	var lines []string
	say := func(key string, n int) {
		if n > 0 {
			lines = append(lines, pg.c.W.T(key, "n", n))
		}
	}
	say("unit.why.undispatched", open)
	say("unit.why.in_work", inWork)
	say("unit.why.unverified", unverified)
	if i, waiting := pg.unsigned(); waiting && i.State.Phase() == inspect.ForSignOff {
		lines = append(lines, pg.c.W.T("unit.why.unsigned"))
	}
	return lines
}

// unsigned is the latest inspection that is not signed off.
func (pg *page) unsigned() (inspect.Inspection, bool) {
	for i := len(pg.know.inspections) - 1; i >= 0; i-- {
		one := pg.know.inspections[i]
		if one.State.Unsigned() {
			return one, true
		}
	}
	return inspect.Inspection{}, false
}

// offerSteps offers what comes next, also by Ctrl+Enter, and the desk.
func (pg *page) offerSteps() {
	w := pg.c.W
	key, to := pg.next()
	o := register.Offer{Of: pg.id, Next: &register.Act{Name: w.T("unit.act." + key), Do: func() { pg.c.Open(to) }}}
	if p, asked := permitted[key]; asked && !pg.may(p) {
		o.Next.Name, o.Calm = w.T("unit.act.look"), true // what comes next is another's
	}
	if to.Place != "handover" {
		o.Else = append(o.Else, register.Act{Name: w.T("unit.act.desk"), Do: pg.toDesk})
	}
	pg.steps.Offer(o)
}

// may reports whether who is at work may do it at this home.
func (pg *page) may(p staff.Permission) bool {
	return staff.May(pg.c.Actor(), p, pg.know.Building.Community) == nil
}

// permitted says what the step that an act leads to asks of who takes it; the others are
// open to all.
var permitted = map[string]staff.Permission{
	"inspect": inspect.Begin.Needs(), "assign": defect.Assign.Needs(), "sign_off": inspect.SignOff.Needs(),
	"rectify": defect.Fix.Needs(), "verify": defect.Verify.Needs(), "hand_over": handover.CheckIn.Needs(),
}

// next is where the next thing is done: what the act is called, and the way there.
func (pg *page) next() (key string, to shell.Route) {
	id := pg.id.String()
	if underWay(pg.know.Case) {
		return "hand_over", shell.ToRecord("handover", id)
	}
	switch pg.know.Unit.State.Phase() {
	case site.ToInspect:
		key, to = "inspect", shell.ToRecord("inspect", id)
	case site.ToSettle:
		key, to = "assign", shell.To("rectify").With("unit", id).With("state", "open")
		if pg.open() == 0 {
			key, to = "sign_off", shell.ToRecord("inspect", id)
		}
	case site.InWork:
		key, to = "rectify", shell.To("rectify").With("unit", id)
	case site.ToVerify:
		key, to = "verify", shell.To("rectify").With("unit", id).With("state", "fixed")
	case site.ToHandOver:
		key, to = "hand_over", shell.ToRecord("handover", id)
	case site.Stopped:
		key, to = "gate", shell.ToRecord("handover", id)
	default:
		key, to = "record", shell.ToRecord("handover", id)
	}
	return key, to
}

// underWay reports whether the owner is here, or has accepted what is only to be
// completed: that comes before anything else.
func underWay(c handover.Case) bool {
	return c.State.Phase() == handover.AtStations || c.State.Phase() == handover.ToComplete && c.Decision.Takes()
}

// owners are the people whose home it is, each with a way to put them right.
func (pg *page) owners(width float32) []fyne.CanvasObject {
	w := pg.c.W
	var add []fyne.CanvasObject
	if pg.p.Forms != nil && len(pg.know.Owners) > 0 {
		add = append(add, widget.NewIconButton("plus", w.T("unit.register.act"), pg.register))
	}
	parts := []fyne.CanvasObject{widget.NewSection(w.T("unit.owners"), add...)}
	if len(pg.know.Owners) == 0 {
		parts = append(parts, widget.NewQuiet(w.T("unit.no_owner")))
		if pg.p.Forms != nil {
			parts = append(parts, container.NewHBox(widget.NewButtonIn(widget.Plain, "plus", w.T("unit.register.act"), pg.register)))
		}
		parts = append(parts, widget.Space(theme.Gap))
	}
	for _, o := range pg.know.Owners {
		if gone(o.Owner) {
			parts = append(parts, widget.NewQuiet(w.T("privacy.gone")), widget.Space(theme.Gap))
			continue
		}
		var acts []fyne.CanvasObject
		if pg.p.Privacy != nil && pg.may(staff.SeePrivate) {
			acts = append(acts, widget.NewIconButton("eye", w.T("unit.whole.act", "name", o.Owner.Name), func() { pg.showOwner(o.Owner.ID, site.Contacting, pg.tellOwner) }))
		}
		if pg.p.Forms != nil {
			acts = append(acts, widget.NewIconButton("pen", w.T("unit.edit_owner", "name", o.Owner.Name), func() { pg.editOwner(o.Owner.ID) }))
		}
		beside := container.NewHBox(acts...)
		name := widget.NewParagraph(o.Owner.Name, width-beside.MinSize().Width)
		name.Bold, name.Sized = true, theme.Emphasis
		parts = append(parts, widget.Edges(nil, nil, nil, beside, container.NewCenter(name)))
		for _, line := range nonEmpty(
			strings.Join(o.Owner.Phones(), "　"),
			strings.Join(nonEmpty(pg.c.W.Term(o.Owner.IDType), o.Owner.IDNo), " "),
			o.Share) {
			parts = append(parts, widget.NewQuietLines(line, width))
		}
		parts = append(parts, widget.Space(theme.Gap))
	}
	return parts
}

// register takes an owner down.
func (pg *page) register() { pg.p.Forms.Register(pg.c, pg.know.View) }

// editOwner puts an owner right, and offers what else is done with one here.
func (pg *page) editOwner(owner app.ID) {
	pg.p.Forms.correctOwner(pg.c, pg.know.View, owner, func(d *widget.Dialog) []fyne.CanvasObject {
		if !pg.mayErase() {
			return nil
		}
		return []fyne.CanvasObject{widget.NewButtonIn(widget.Flat, "trash", pg.c.W.T("privacy.act"), func() {
			d.Close()
			pg.eraseOwner(owner)
		})}
	})
}

// ledger is the head of what the ledger says of the home, with a way to put it right.
func (pg *page) ledger() fyne.CanvasObject {
	var acts []fyne.CanvasObject
	if pg.p.Forms != nil {
		acts = append(acts, widget.NewIconButton("pen", pg.c.W.T("unit.form.home", "unit", pg.know.Unit.Code), func() { pg.p.Forms.CorrectHome(pg.c, pg.know.View) }))
	}
	return widget.NewSection(pg.c.W.T("unit.ledger"), acts...)
}

// houseType says which type the home is of: without one it is walked by the usual rooms
// and has no plan.
func (pg *page) houseType() widget.Fact {
	v, w := pg.know.View, pg.c.W
	fact := widget.Fact{Label: w.T("unit.fact.type"), Value: v.HouseType.Name, Long: true}
	if v.HouseType.Finish != "" {
		fact.Value += "　" + w.T("unit.finish."+string(v.HouseType.Finish))
	}
	if fact.Value == "" {
		fact.Value, fact.Colour = w.T("unit.no_type"), theme.Warn
	}
	return fact
}

// facts are what the ledger says of the home.
func (pg *page) facts() []widget.Fact {
	v, w := pg.know.View, pg.c.W
	u := v.Unit
	all := []widget.Fact{pg.houseType()}
	add := func(key, value string) {
		if value != "" {
			all = append(all, widget.Fact{Label: w.T("unit.fact." + key), Value: value, Long: true})
		}
	}
	square := func(a string) string {
		if a == "" {
			return ""
		}
		return a + " m²"
	}
	var rooms []string
	for _, r := range v.HouseType.Rooms {
		rooms = append(rooms, w.Term(r.Name))
	}
	add("rooms", w.List(rooms))
	add("contract_area", square(u.ContractArea.String()))
	add("measured_area", square(u.MeasuredArea.String()))
	add("inner_area", square(u.InnerArea.String()))
	add("contract_no", u.ContractNo)
	add("signed_on", u.SignedOn.String())
	add("delivery_due", u.DeliveryDue.String())
	add("batch", u.Batch)
	add("fund", w.T("unit.fund."+fundKey(u.Fund)))
	filed := v.Building.Completed.String()
	if filed == "" {
		filed = w.T("unit.not_filed")
	}
	add("filed", filed)
	add("note", site.MaskIn(u.Note))
	return all
}

func fundKey(f site.FundState) string {
	if f == site.FundUnknown {
		return "unknown"
	}
	return string(f)
}

func nonEmpty(all ...string) []string {
	var some []string
	for _, s := range all {
		if s != "" {
			some = append(some, s)
		}
	}
	return some
}
