package handover

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/paper/set"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// fillCard says which home it is, how far it is, what stands in the way, and whose it is;
// the next steps stand under it.
func (pg *desk) fillCard() {
	v, w := pg.v, pg.c.W
	back := widget.NewIconButton("back", w.T("handover.act.go_list"), func() { pg.c.Open(shell.To("handover")) })
	code := widget.NewFigure(v.Unit.Code)
	sign := widget.NewStateSign(v.Unit.State, w.T("common.state."+string(v.Unit.State)))
	sign.Side = 18
	var pen fyne.CanvasObject
	if pg.p.Forms != nil && pg.may(staff.EditOwners) {
		pen = widget.NewIconButton("pen", w.T("unit.form.home", "unit", v.Unit.Code), func() { pg.p.Forms.CorrectHome(pg.c, pg.v) })
	}
	parts := []fyne.CanvasObject{
		widget.Edges(nil, nil, back, pen, container.New(layout.NewCustomPaddedLayout(0, 0, 4, 0), code)),
		widget.NewQuietLines(words.Join(" · ", v.Community.Name, v.Building.Name, w.Entrance(v.Unit.Entrance), v.HouseType.Name), cardWidth-2*theme.Margin),
		container.New(layout.NewCustomPaddedLayout(10, 6, 0, 0), sign),
	}
	if v.Barred() {
		mark := widget.NewStateSign(site.Blocked, w.T("common.barred"))
		mark.Side = 18
		parts = append(parts, container.New(layout.NewCustomPaddedLayout(0, 6, 0, 0), mark))
	}
	parts = append(parts, widget.NewFactList(64, pg.facts()...))
	if c := v.Cancelled; c != nil {
		parts = append(parts, widget.NewQuietLines(w.Cancelled(*c), cardWidth-2*theme.Margin))
	}
	parts = append(parts, widget.Space(theme.Gap), widget.HLine())
	parts = append(parts, pg.conditions()...)
	parts = append(parts, widget.Space(theme.Gap), widget.HLine())
	parts = append(parts, pg.owners()...)
	pg.card.Objects = []fyne.CanvasObject{container.New(layout.NewCustomPaddedLayout(12, 16, theme.Margin, theme.Margin), widget.Stack(parts...))}
	pg.card.Refresh()
	pg.offerSteps()
}

func (pg *desk) facts() []widget.Fact {
	v, w := pg.v, pg.c.W
	state := w.T("handover.state.none")
	if !v.Case.ID.IsNil() {
		state = w.T("handover.state." + string(v.Case.State))
	}
	facts := []widget.Fact{{Label: w.T("handover.card.state"), Value: state, Bold: true}}
	if s := v.Case.Slot().String(); s != "" {
		facts = append(facts, widget.Fact{Label: w.T("handover.card.slot"), Value: s})
	}
	if pg.arrived() {
		facts = append(facts, widget.Fact{Label: w.T("handover.card.arrived"), Value: w.Moment(v.Case.ArrivedAt)})
	}
	if next := v.Case.NextOn; !next.IsZero() && (v.Away() || !v.Unit.HandedOver.IsZero()) {
		key := "handover.card.next"
		if !v.Unit.HandedOver.IsZero() {
			key = "handover.card.ask_again"
		}
		late := widget.Fact{Label: w.T(key), Value: w.Date(next)}
		if next < pg.c.Today() {
			late.Colour = theme.Bad
		}
		facts = append(facts, late)
	}
	return facts
}

// offerSteps offers the next step, and what the state allows besides and people seldom want.
func (pg *desk) offerSteps() {
	next := pg.nextStep()
	o := register.Offered(pg.v.StepsFor(pg.c.Actor()), pg.v.Next(), func(s handover.Step) register.Act {
		if atStation(s) {
			return register.Act{}
		}
		return register.Act{Name: pg.stepName(s), Danger: s == handover.Cancel, Do: func() { pg.begin(s) }}
	})
	o.Of, o.Next = pg.id, &register.Act{Name: pg.c.W.T("handover.act." + next.key), Do: pg.next,
		Greyed: !pg.may(staff.Receive) && next.key != "open" && next.key != "sign"}
	if len(pg.v.Owners) > 0 && pg.may(staff.EditOwners) {
		o.Else = append(o.Else, register.Act{Name: pg.c.W.T("handover.ask.name"), Key: fyne.KeyM, Do: func() { pg.correctName(app.Nil) }})
	}
	if pg.editable() && !pg.v.Gate.Open() && pg.may(staff.Override) {
		o.Else = append(o.Else, register.Act{Name: pg.c.W.T("handover.ask.override"), Key: fyne.KeyO, Do: pg.override})
	}
	pg.steps.Offer(o)
}

// atStation reports whether the step is taken at a station down the page.
func atStation(s handover.Step) bool { return s == handover.Decide || s == handover.Complete }

// stepName is what the button of a step says.
func (pg *desk) stepName(s handover.Step) string { return pg.c.W.T("handover.act." + string(s)) }

// begin begins a step, with its form where it has one.
func (pg *desk) begin(s handover.Step) {
	switch s {
	case handover.Book:
		pg.book()
	case handover.Invite:
		pg.invite()
	case handover.MissedSlot:
		pg.missed()
	case handover.CheckIn:
		pg.act(pg.p.Desk.CheckIn, nil)
	case handover.DrawUp:
		pg.drawUp()
	case handover.Follow:
		pg.followUp()
	default:
		pg.plain(s)
	}
}

// conditions say in words what stands in the way, the law apart from the contract
// and from what the company wants, and what somebody let pass.
func (pg *desk) conditions() []fyne.CanvasObject {
	w := pg.c.W
	var acts []fyne.CanvasObject
	if len(pg.overridable()) > 0 && pg.editable() {
		acts = append(acts, widget.NewButton(w.T("handover.card.override"), pg.override))
	}
	parts := []fyne.CanvasObject{widget.NewSection(w.T("handover.card.why"), acts...)}
	if !pg.v.Unit.HandedOver.IsZero() {
		return append(parts, pg.line(theme.Done, w.T("handover.act.completed")+"　"+w.Date(pg.v.Unit.HandedOver)))
	}
	if pg.v.Gate.Open() {
		clear := w.T("handover.card.clear")
		if slices.ContainsFunc(pg.v.Gate, func(o handover.Obstacle) bool { return o.Override != nil }) {
			clear = w.T("handover.card.clear_passed")
		}
		parts = append(parts, pg.line(theme.Good, clear))
	}
	for i, o := range pg.v.Gate {
		said := i+1 < len(pg.v.Gate) && passedAlike(o, pg.v.Gate[i+1]) // with the next one
		parts = append(parts, pg.obstacle(o, !said))
	}
	return append(parts, pg.rareNames()...)
}

// rareNames say of every name that the papers' font cannot write how it will stand on
// them, and let the assistant supply a picture of an owner's while there is time.
func (pg *desk) rareNames() (parts []fyne.CanvasObject) {
	w := pg.c.W
	say := func(name, how string, act fyne.CanvasObject) {
		var codes []string
		for _, r := range set.Lacks(name) {
			codes = append(codes, fmt.Sprintf("U+%04X", r))
		}
		if len(codes) == 0 {
			return
		}
		parts = append(parts, pg.condition(w.T("handover.card.mind"), theme.Quiet, theme.Warn, w.T("handover.card.rare_"+how, "name", name, "chars", w.List(codes))))
		if act != nil {
			parts = append(parts, container.NewHBox(act))
		}
	}
	for _, p := range pg.v.Owners {
		how, act := "by_hand", "handover.card.name_picture"
		if len(p.Owner.NameDrawn()) > 0 {
			how, act = "pictured", "handover.card.name_picture_again"
		}
		var pick fyne.CanvasObject
		if pg.may(staff.EditOwners) {
			pick = widget.NewButtonIn(widget.Link, "", w.T(act), func() { pg.pickName(p.Ownership.Owner) })
		}
		say(p.Owner.Name, how, pick)
		say(p.Letter.Agent, "by_hand", nil)
	}
	return parts
}

// pickName asks for the file of the picture.
func (pg *desk) pickName(owner app.ID) {
	pg.c.Pick(shell.Pick{Kind: "name", Title: pg.c.W.T("handover.card.name_pick"), Types: shell.PictureTypes,
		Done: func(paths []string) { pg.keepName(owner, paths[0]) }})
}

func (pg *desk) keepName(owner app.ID, file string) {
	names := pg.p.Names
	pg.act(func(ctx context.Context, actor app.Actor, unit app.ID) error {
		return names.PutPicture(ctx, actor, unit, owner, file)
	}, func(err error) {
		if err != nil {
			pg.c.Fail(err)
			return
		}
		pg.c.Say(pg.c.W.T("handover.card.name_kept"))
	})
}

// passedAlike reports whether one word let both pass.
func passedAlike(a, b handover.Obstacle) bool {
	return a.Override != nil && b.Override != nil && a.Override.Reason == b.Override.Reason && a.Override.By == b.Override.By
}

// obstacle is a condition: whose rule it is, and the sentence with which the desk
// would refuse; where somebody let it pass, who and, once for all alike, why.
func (pg *desk) obstacle(o handover.Obstacle, why bool) fyne.CanvasObject {
	w := pg.c.W
	tag, colour := w.T("handover.strength."+string(o.Strength)), theme.Ink
	tone := theme.Quiet
	switch {
	case !o.Blocks:
		tag, colour = w.T("handover.card.mind"), theme.Quiet
	case o.Override != nil:
		tone, colour = theme.Warn, theme.Quiet
	case o.Strength == handover.Law:
		tone = theme.Bad
	default:
		tone = theme.Warn
	}
	words := w.Refusal(o.Refusal())
	var more []fyne.CanvasObject
	if o.Override != nil {
		words = pg.passable(o)
	}
	if o.Override != nil && why {
		passed := widget.NewParagraph(w.T("handover.card.passed", "who", o.Override.ByName, "reason", o.Override.Reason), cardWidth-2*theme.Margin-pg.tagWidth())
		passed.Colour = theme.Warn
		more = append(more, passed)
	}
	if strings.HasPrefix(o.Code, "fund_") && pg.p.Funds != nil && pg.may(staff.EditOwners) {
		// In line with the sentence above it.
		more = append(more, container.New(layout.NewCustomPaddedLayout(-6, -6, -10, 0), container.NewHBox(
			widget.NewButtonIn(widget.Link, "", w.T("handover.card.fund_paid"), pg.fundPaid))))
	}
	if o.Code == "owner_missing" && pg.p.Forms != nil {
		more = append(more, container.New(layout.NewCustomPaddedLayout(-6, -6, -10, 0), container.NewHBox(
			widget.NewButtonIn(widget.Link, "", w.T("unit.register.act"), pg.register))))
	}
	return pg.condition(tag, tone, colour, words, more...)
}

// register takes an owner of the home down.
func (pg *desk) register() { pg.p.Forms.Register(pg.c, pg.v) }

// condition is a line of the conditions: a tag, the sentence beside it, and under
// that what more there is.
func (pg *desk) condition(tag string, tone, colour fyne.ThemeColorName, words string, more ...fyne.CanvasObject) fyne.CanvasObject {
	side := pg.tagWidth()
	badge := widget.NewBadge(tag, tone)
	text := widget.NewParagraph(words, cardWidth-2*theme.Margin-side)
	text.Colour = colour
	said := append([]fyne.CanvasObject{text}, more...)
	left := container.New(layout.NewCustomPaddedLayout(2, 0, 0, 0), widget.Fixed(side, widget.Stack(container.NewHBox(badge))))
	return container.New(layout.NewCustomPaddedLayout(4, 4, 0, 0), widget.Edges(nil, nil, left, nil, widget.Stack(said...)))
}

// tagWidth is the room beside the conditions' sentences: that of the widest tag.
func (pg *desk) tagWidth() float32 {
	wide := float32(0)
	for _, key := range []string{"strength.law", "strength.contract", "strength.company", "card.mind"} {
		wide = fyne.Max(wide, widget.NewBadge(pg.c.W.T("handover."+key), theme.Quiet).MinSize().Width)
	}
	return wide + theme.Gap
}

// passable names a condition in the fewest words, as it is printed.
func (pg *desk) passable(o handover.Obstacle) string {
	what := ""
	for i := 0; i+1 < len(o.Args); i += 2 {
		if o.Args[i] == "what" {
			what = o.Args[i+1]
		}
	}
	return words.Join(" ", pg.c.W.T("handover.gate."+o.Code), o.Subject, what)
}

func (pg *desk) line(colour fyne.ThemeColorName, text string) fyne.CanvasObject {
	t := widget.NewParagraph(text, cardWidth-2*theme.Margin)
	t.Colour = colour
	return container.New(layout.NewCustomPaddedLayout(4, 4, 0, 0), t)
}

// owners are the people whose home it is, each with the way to put the name right.
func (pg *desk) owners() []fyne.CanvasObject {
	w := pg.c.W
	var add []fyne.CanvasObject
	if pg.p.Forms != nil && pg.may(staff.EditOwners) {
		add = append(add, widget.NewIconButton("plus", w.T("unit.register.act"), pg.register))
	}
	parts := []fyne.CanvasObject{widget.NewSection(w.T("handover.card.owners"), add...)}
	if len(pg.v.Owners) == 0 {
		return append(parts, widget.NewQuiet(w.T("handover.owners_none")))
	}
	may := pg.may(staff.EditOwners)
	for _, p := range pg.v.Owners {
		id := p.Ownership.Owner
		erased := p.Owner.Name == ""
		called, share := p.Owner.Name, ""
		if erased {
			called = w.T("privacy.gone")
		}
		if p.Share != "" {
			share = w.T("handover.card.share", "share", p.Share)
		}
		var pen fyne.CanvasObject
		if may && !erased {
			pen = widget.NewIconButton("pen", w.T("handover.card.correct", "name", p.Owner.Name), func() { pg.correctName(id) })
		}
		// A company's name takes two lines, and share and phone stand under it: the card is
		// no wider for them.
		name := widget.NewParagraph(called, cardWidth-2*theme.Margin-theme.Touch)
		name.Bold = true
		said := []fyne.CanvasObject{name}
		if more := words.Join("　", share, p.Owner.Phone); more != "" {
			said = append(said, widget.NewQuietLines(more, name.Width))
		}
		parts = append(parts, container.New(layout.NewCustomPaddedLayout(4, 4, 0, 0), widget.Edges(nil, nil, nil, pen, widget.Stack(said...))))
	}
	return parts
}
