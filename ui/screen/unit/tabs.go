package unit

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// newTabs are the parts of the page. Each list leads into the place where its
// work is done.
func (pg *page) newTabs() *widget.Tabs {
	w := pg.c.W
	tab := func(key string, build func() fyne.CanvasObject) widget.Tab {
		return widget.Tab{Key: key, Title: w.T("unit.tab." + key), Build: build}
	}
	t := widget.NewTabs(*pg.tab,
		tab("inspect", pg.inspectTab),
		tab("rectify", pg.rectifyTab),
		tab("handover", pg.handoverTab),
		tab("contract", pg.contractTab),
		tab("keys", pg.keysTab),
		tab("papers", pg.papersTab),
		tab("history", pg.past.tab),
	)
	t.OnOpen = func(key string) {
		*pg.tab = key
		pg.c.SetRoute(pg.c.Route.In(key))
		pg.startKeyboard() // the keyboard comes home to the tab that is open
	}
	return t
}

// refill shows what was read anew.
func (pg *page) refill() {
	*pg.tab = pg.tabs.Open()
	here := pg.c.Canvas().Focused() == pg.tabs.Focusable()
	pg.tabs = pg.newTabs()
	pg.tabs.SetCount("rectify", pg.open())
	pg.right.Objects = []fyne.CanvasObject{pg.tabs}
	pg.right.Refresh()
	pg.startKeyboard()
	if here {
		pg.c.Canvas().Focus(pg.tabs.Focusable())
	}
}

// startKeyboard puts the keyboard on the tabs, where nothing else has it.
func (pg *page) startKeyboard() {
	pg.c.Home(pg.tabs.Focusable())
}

// toDo is what can be done about what a tab lists.
type toDo struct {
	icon, text string
	do         func()
}

// listing is a tab, with what can be done about it above; where there is nothing to list,
// the act stands with what is said of that.
func listing(full fyne.CanvasObject, n int, none register.Empty, act toDo) fyne.CanvasObject {
	if n == 0 {
		none.Act, none.Do, none.Calm = act.text, act.do, true
		return none.View()
	}
	bar := widget.Bar(layout.NewSpacer(), widget.NewButtonIn(widget.Plain, act.icon, act.text, act.do))
	return widget.Edges(container.New(layout.NewCustomPaddedLayout(4, 4, theme.Margin, theme.Margin), bar), nil, nil, nil, full)
}

// none is the face of a tab that has nothing to list.
func (pg *page) none(icon, tab string) register.Empty {
	return register.Empty{Icon: icon, Line: pg.c.W.T("unit.empty." + tab)}
}

func (pg *page) inspectTab() fyne.CanvasObject {
	w := pg.c.W
	t := widget.NewDataTable(
		widget.Column[inspect.Inspection]{Title: w.T("unit.col.occasion"), Width: 180, Grow: true, Text: func(i inspect.Inspection) string {
			return w.T("inspect.occasion", "origin", w.T("inspect.origin."+string(i.Origin)), "n", i.Round)
		}},
		widget.Column[inspect.Inspection]{Title: w.T("unit.col.state"), Width: 100, Text: func(i inspect.Inspection) string { return w.T("inspect.state." + string(i.State)) }},
		widget.Column[inspect.Inspection]{Title: w.T("unit.col.inspector"), Width: 100, Text: func(i inspect.Inspection) string { return pg.nameOf(i.Inspector) }},
		widget.Column[inspect.Inspection]{Title: w.T("unit.col.begun"), Width: 150, Text: func(i inspect.Inspection) string { return w.Moment(i.BegunAt) }},
		widget.Column[inspect.Inspection]{Title: w.T("unit.col.signed"), Width: 150, Text: func(i inspect.Inspection) string {
			if i.SignedAt.IsZero() {
				return ""
			}
			return w.Moment(i.SignedAt) + " " + pg.nameOf(i.SignedBy)
		}},
	)
	t.SetRecords(pg.know.inspections)
	t.OnOpen = func(i inspect.Inspection) {
		if i.State == inspect.SignedOff && !i.Document.IsNil() {
			pg.c.Open(shell.ToRecord("document", i.Document.String()))
			return
		}
		pg.c.Open(shell.ToRecord("inspect", pg.id.String()))
	}
	walk := toDo{"inspect", w.T("unit.act.inspect"), func() { pg.c.Open(shell.ToRecord("inspect", pg.id.String())) }}
	return listing(t, len(pg.know.inspections), pg.none("inspect", "inspect"), walk)
}

func (pg *page) rectifyTab() fyne.CanvasObject {
	w := pg.c.W
	t := widget.NewDataTable(
		widget.Column[defect.Row]{Title: w.T("unit.col.number"), Width: 136, Text: func(d defect.Row) string { return d.Number }},
		widget.Column[defect.Row]{Title: w.T("unit.col.what"), Width: 200, Grow: true, Text: func(d defect.Row) string {
			return words.Join(" · ", w.Term(d.RoomName), w.Term(d.Part), w.Term(d.Phrase), d.Note)
		}},
		widget.Column[defect.Row]{Title: w.T("unit.col.severity"), Width: 80, Text: func(d defect.Row) string { return w.T("defect.severity." + string(d.Severity)) },
			Colour: func(d defect.Row) fyne.ThemeColorName {
				if d.Severity.Grave() && d.State.IsOpen() {
					return theme.Bad
				}
				return theme.Ink
			}},
		widget.Column[defect.Row]{Title: w.T("unit.col.firm"), Width: 130, Text: func(d defect.Row) string { return d.FirmName }},
		widget.Column[defect.Row]{Title: w.T("unit.col.due"), Width: 126, Text: func(d defect.Row) string { return pg.due(d) },
			Colour: func(d defect.Row) fyne.ThemeColorName {
				if d.State.IsOpen() && !d.Due.IsZero() && d.Due < pg.c.Today() {
					return theme.Bad
				}
				return theme.Ink
			}},
		widget.Column[defect.Row]{Title: w.T("unit.col.state"), Width: 116, Text: func(d defect.Row) string { return w.T("defect.state." + string(d.State)) },
			Order: func(a, b defect.Row) int { return rung(a.State) - rung(b.State) }},
	)
	t.SetRecords(pg.know.defects)
	t.SortBy(5, false)
	t.OnOpen = func(d defect.Row) { pg.c.Open(shell.ToRecord("rectify", d.ID.String())) }
	all := toDo{"rectify", w.T("unit.act.all_defects"), func() { pg.c.Open(shell.To("rectify").With("unit", pg.id.String())) }}
	return listing(t, len(pg.know.defects), pg.none("rectify", "rectify"), all)
}

func (pg *page) due(d defect.Row) string {
	if d.Due.IsZero() || !d.State.IsOpen() {
		return ""
	}
	switch left := pg.c.Today().DaysUntil(d.Due); {
	case left < 0:
		return pg.c.W.T("common.days_over", "n", -left)
	case left == 0:
		return pg.c.W.T("common.due_today")
	default:
		return pg.c.W.T("common.days_left", "n", left)
	}
}

func rung(s defect.State) int {
	for i, one := range defect.Ladder {
		if one == s {
			return i
		}
	}
	return len(defect.Ladder)
}

func (pg *page) handoverTab() fyne.CanvasObject {
	w, v := pg.c.W, pg.know.View
	desk := toDo{"handover", w.T("unit.act.desk"), pg.toDesk}
	if v.Case.ID.IsNil() {
		return listing(nil, 0, pg.none("handover", "handover"), desk)
	}
	facts := []widget.Fact{
		{Label: w.T("unit.fact.case"), Value: w.T("handover.state." + string(v.Case.State)), Bold: true},
	}
	add := func(key, value string) {
		if value != "" {
			facts = append(facts, widget.Fact{Label: w.T("unit.fact." + key), Value: value, Long: true})
		}
	}
	add("notice", v.Case.NoticeOn.String())
	add("slot", words.Join(" ", v.Case.SlotOn.String(), v.Case.SlotFrom))
	if !v.Case.ArrivedAt.IsZero() {
		add("arrived", w.Moment(v.Case.ArrivedAt))
	}
	if v.Case.Decision != handover.Undecided {
		add("decision", w.T("handover.decision."+string(v.Case.Decision))+"　"+v.Case.DecidedOn.String())
	}
	add("next", v.Case.NextOn.String())
	for _, m := range v.Meters {
		add("meter", words.Join("  ", itemName(w.T, "handover.meter.", m.Kind, v.Items.Meters), m.Number, m.Reading))
	}
	for _, o := range v.Overrides {
		add("override", words.Join("  ", o.ByName, o.Reason))
	}
	if v.Certificate.Number != "" {
		add("certificate", v.Certificate.Number+"　"+w.T("contract.state."+string(v.Certificate.State)))
	}
	return listing(container.NewVScroll(widget.Padded(widget.NewFactList(96, facts...))), len(facts), register.Empty{}, desk)
}

func itemName(say func(string, ...any) string, prefix, kind string, items []handover.Item) string {
	for _, i := range items {
		if i.Key == kind && i.Name != "" {
			return i.Name
		}
	}
	return say(prefix + kind)
}

func (pg *page) contractTab() fyne.CanvasObject {
	some := slices.DeleteFunc(slices.Clone(pg.know.documents), func(d contract.Document) bool { return !d.Kind.IsContract() })
	to := toDo{"contract", pg.c.W.T("unit.act.contracts"), func() { pg.c.Open(shell.To("contracts").With("unit", pg.id.String())) }}
	return listing(pg.documentTable(some), len(some), pg.none("contract", "contract"), to)
}

func (pg *page) papersTab() fyne.CanvasObject {
	return pg.none("print", "papers").Or(pg.documentTable(pg.know.documents), len(pg.know.documents))
}

func (pg *page) documentTable(docs []contract.Document) fyne.CanvasObject {
	w := pg.c.W
	t := widget.NewDataTable(
		widget.Column[contract.Document]{Title: w.T("unit.col.number"), Width: 150, Text: func(d contract.Document) string { return d.Number }},
		widget.Column[contract.Document]{Title: w.T("unit.col.kind"), Width: 160, Grow: true, Text: func(d contract.Document) string { return w.T("contract.kind." + string(d.Kind)) }},
		widget.Column[contract.Document]{Title: w.T("unit.col.state"), Width: 100, Text: func(d contract.Document) string { return w.T("contract.state." + string(d.State)) },
			Colour: func(d contract.Document) fyne.ThemeColorName {
				switch d.State.Phase() {
				case contract.InFull:
					return theme.Good
				case contract.Replaced, contract.Revoked:
					return theme.Quiet
				}
				return theme.Ink
			}},
		widget.Column[contract.Document]{Title: w.T("unit.col.prints"), Width: 70, Right: true, Text: func(d contract.Document) string { return strconv.Itoa(d.Prints) }},
		widget.Column[contract.Document]{Title: w.T("unit.col.by"), Width: 100, Text: func(d contract.Document) string { return pg.nameOf(d.DraftedBy) }},
		widget.Column[contract.Document]{Title: w.T("unit.col.at"), Width: 150, Text: func(d contract.Document) string { return w.Moment(d.DraftedAt) }},
	)
	t.SetRecords(docs)
	t.OnOpen = func(d contract.Document) { pg.c.Open(shell.ToRecord("document", d.ID.String())) }
	return t
}

func (pg *page) keysTab() fyne.CanvasObject {
	w, v := pg.c.W, pg.know.View
	t := widget.NewDataTable(
		widget.Column[handover.Keys]{Title: w.T("unit.col.key"), Width: 160, Grow: true, Text: func(k handover.Keys) string {
			return itemName(w.T, "handover.key.", k.Kind, v.Items.Keys)
		}},
		widget.Column[handover.Keys]{Title: w.T("unit.col.handed"), Width: 80, Right: true, Text: func(k handover.Keys) string { return strconv.Itoa(k.Count) }},
		widget.Column[handover.Keys]{Title: w.T("unit.col.kept"), Width: 80, Right: true, Text: func(k handover.Keys) string { return strconv.Itoa(k.Kept) }},
		widget.Column[handover.Keys]{Title: w.T("unit.col.purpose"), Width: 160, Text: func(k handover.Keys) string { return w.Term(k.Purpose) }},
		widget.Column[handover.Keys]{Title: w.T("unit.col.until"), Width: 100, Text: func(k handover.Keys) string { return k.Until.String() }},
		widget.Column[handover.Keys]{Title: w.T("unit.col.returned"), Width: 100, Text: func(k handover.Keys) string { return k.Returned.String() }},
		widget.Column[handover.Keys]{Title: w.T("unit.col.by"), Width: 90, Text: func(k handover.Keys) string { return pg.nameOf(k.By) }},
	)
	t.SetRecords(v.Keys)
	t.OnOpen = func(handover.Keys) { pg.toDesk() } // where they are counted
	return pg.none("handover", "keys").Or(t, len(v.Keys))
}
