package inspection

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app/inspect"
	"keyday/app/pinyin"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// list is the homes to inspect, with how far each is.
type list struct {
	c *shell.Context
	p Params

	state    *inspect.State // lit chip; every lets all through
	building *string
	find     *string

	latest shell.Latest
	all    []inspect.UnitRow
	table  *widget.DataTable[inspect.UnitRow]
	chips  map[inspect.State]*widget.Chip
	choose *widget.Select
	body   *fyne.Container
	page   fyne.CanvasObject

	entered bool // Enter was pressed in the search before the list stood
}

// every is the filter that lets all states through; notBegun is a real one.
const (
	every    inspect.State = "*"
	notBegun inspect.State = ""
)

var listed = append([]inspect.State{every, notBegun}, inspect.CountedStates...)

func newList(c *shell.Context, p Params) fyne.CanvasObject {
	l := &list{c: c, p: p, chips: map[inspect.State]*widget.Chip{}, body: container.NewStack()}
	l.state = shell.Kept(c, "state", func() inspect.State {
		if s := c.Route.Arg("state"); s != "" {
			return inspect.State(s)
		}
		return every
	})
	l.building = shell.Kept(c, "building", func() string { return "" })
	l.find = shell.Kept(c, "find", func() string { return "" })
	l.buildTable()
	var filters []fyne.CanvasObject
	for _, s := range listed {
		text := c.W.T("common.all")
		if s != every {
			text = stateWord(c.W, s)
		}
		l.chips[s] = widget.NewChip(text, -1, func(bool) { *l.state = s; l.show() })
		filters = append(filters, l.chips[s])
	}
	l.choose = widget.NewSelect([]string{c.W.T("inspect.list.all_buildings")}, func(string) {
		*l.building = ""
		if l.choose.Index() > 0 {
			*l.building = l.choose.Selected
		}
		l.show()
	})
	box := widget.NewSearchBox(c.W.T("inspect.search"), func(text string) { *l.find = text; l.show() })
	box.SetText(*l.find)
	box.OnSubmitted = func(string) { l.enter() }
	box.OnKey = func(k fyne.KeyName) bool {
		if k == fyne.KeyDown {
			l.table.Focus()
		}
		return k == fyne.KeyDown
	}
	c.Commands(shell.Command{Text: c.W.T("common.search"), Key: fyne.KeyF, Do: func() { c.Canvas().Focus(box) }})
	acts := []fyne.CanvasObject{widget.Fixed(150, l.choose), widget.Fixed(200, box)}
	c.After(300*time.Millisecond, func() {
		if l.all == nil {
			l.put(widget.NewSkeleton(10))
		}
	})
	l.read()
	c.Watch(l.read, "inspection", "unit", "answer")
	l.page = widget.NewPage(p.Title(), filters, acts, l.body)
	return l.page
}

func stateWord(w *words.Words, s inspect.State) string {
	if s == notBegun {
		s = "none"
	}
	return w.T("inspect.state." + string(s))
}

func (l *list) put(o fyne.CanvasObject) {
	if len(l.body.Objects) == 1 && l.body.Objects[0] == o {
		return
	}
	l.body.Objects = []fyne.CanvasObject{o}
	l.body.Refresh()
}

func (l *list) read() {
	shell.Load(l.c, &l.latest, func(ctx context.Context) ([]inspect.UnitRow, error) {
		return l.p.Read.InspectionList(ctx, inspect.Filter{})
	}, func(rows []inspect.UnitRow) {
		l.all = rows
		l.offerBuildings()
		l.show()
		if l.entered {
			l.enter()
		}
	})
}

func (l *list) offerBuildings() {
	names := []string{l.c.W.T("inspect.list.all_buildings")}
	for _, r := range l.all {
		if !slices.Contains(names, r.Building) {
			names = append(names, r.Building)
		}
	}
	l.choose.SetOptions(names)
	chosen := names[0]
	if *l.building != "" {
		chosen = *l.building
	}
	l.choose.Choose(chosen)
}

// show filters what was read; the chips count within building and search.
func (l *list) show() {
	if l.all == nil {
		return
	}
	w := l.c.W
	counts := map[inspect.State]int{}
	var rows []inspect.UnitRow
	for _, r := range l.all {
		if *l.building != "" && r.Building != *l.building || !found(r, *l.find) {
			continue
		}
		counts[every]++
		counts[r.Stands]++
		if *l.state == every || r.Stands == *l.state {
			rows = append(rows, r)
		}
	}
	wider := false
	for s, chip := range l.chips {
		before := chip.MinSize()
		chip.Set(counts[s], s == *l.state)
		wider = wider || chip.MinSize() != before
	}
	if wider && l.page != nil {
		l.page.Refresh() // the chips stand beside each other
	}
	switch {
	case len(l.all) == 0:
		l.put(widget.NewEmptyState("inspect", w.T("inspect.no_units"), w.T("inspect.to_units"), func() { l.c.Open(shell.To("units")) }))
	case len(rows) == 0:
		l.put(widget.NewEmptyState("inspect", w.T("inspect.no_match"), "", nil))
	default:
		l.table.SetRecords(rows)
		l.put(l.table)
		l.begin()
	}
}

// enter opens the one home that is left, or goes to the table where there are more.
// Whoever types a room number does not wait for the list: it is done once it stands.
func (l *list) enter() {
	if l.entered = l.all == nil; l.entered {
		return
	}
	if left := l.table.Records(); len(left) == 1 && l.body.Objects[0] == l.table {
		l.table.OnOpen(left[0])
		return
	}
	l.table.Focus()
}

// begin puts the keyboard on the table once it stands.
func (l *list) begin() {
	l.c.Home(l.table.Focusable())
}

func found(r inspect.UnitRow, text string) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	for _, s := range []string{r.Code, r.HouseType, r.Inspector, pinyin.LettersOfNames(r.Inspector)} {
		if strings.Contains(strings.ToLower(s), text) {
			return true
		}
	}
	return false
}

func (l *list) buildTable() {
	w := l.c.W
	l.table = widget.NewDataTable(
		widget.Column[inspect.UnitRow]{Title: w.T("inspect.list.unit"), Width: 110, Bold: func(inspect.UnitRow) bool { return true },
			Text: func(r inspect.UnitRow) string { return r.Code }},
		widget.Column[inspect.UnitRow]{Title: w.T("inspect.list.type"), Width: 100, Gives: true, Text: func(r inspect.UnitRow) string { return r.HouseType }},
		widget.Column[inspect.UnitRow]{Title: w.T("inspect.list.state"), Width: 210,
			Cell: func() fyne.CanvasObject { return widget.NewStateSign("", "") },
			Show: func(r inspect.UnitRow, o fyne.CanvasObject) {
				o.(*widget.StateSign).SetHome(r.State, w.T("common.state."+string(r.State)), w.Barred(r.Barred))
			}},
		widget.Column[inspect.UnitRow]{Title: w.T("inspect.list.stands"), Width: 200, Grow: true, Text: func(r inspect.UnitRow) string {
			if r.Stands == notBegun {
				return stateWord(w, notBegun)
			}
			return stateWord(w, r.Stands) + "　" + occasion(w, r.Origin, r.Round)
		}, Colour: func(r inspect.UnitRow) fyne.ThemeColorName { return stateColour(r.Stands) },
			Order: func(a, b inspect.UnitRow) int {
				return cmp.Compare(slices.Index(listed, a.Stands), slices.Index(listed, b.Stands))
			}},
		widget.Column[inspect.UnitRow]{Title: w.T("inspect.list.progress"), Width: 110, Right: true, Text: func(r inspect.UnitRow) string {
			if r.Stands == notBegun {
				return ""
			}
			return w.Number(r.Progress.Looked) + " / " + w.Number(r.Progress.Items)
		}},
		widget.Column[inspect.UnitRow]{Title: w.T("inspect.list.found"), Width: 70, Right: true, Text: func(r inspect.UnitRow) string { return count(w, r.Progress.Failed) },
			Colour: func(inspect.UnitRow) fyne.ThemeColorName { return theme.Bad },
			Order:  func(a, b inspect.UnitRow) int { return cmp.Compare(a.Progress.Failed, b.Progress.Failed) }},
		widget.Column[inspect.UnitRow]{Title: w.T("inspect.list.open"), Width: 80, Right: true, Text: func(r inspect.UnitRow) string { return count(w, r.Open) },
			Order: func(a, b inspect.UnitRow) int { return cmp.Compare(a.Open, b.Open) }},
		widget.Column[inspect.UnitRow]{Title: w.T("inspect.list.inspector"), Width: 100, Text: func(r inspect.UnitRow) string { return r.Inspector }},
		widget.Column[inspect.UnitRow]{Title: w.T("inspect.list.begun"), Width: 140, Gives: true, Text: func(r inspect.UnitRow) string {
			if r.Begun.IsZero() {
				return ""
			}
			return w.Moment(r.Begun)
		}, Order: func(a, b inspect.UnitRow) int { return a.Begun.Compare(b.Begun) }},
	)
	l.table.KeyOf = func(r inspect.UnitRow) any { return r.Unit }
	l.table.OnOpen = func(r inspect.UnitRow) { l.c.Open(shell.ToRecord("inspect", r.Unit.String())) }
}

// count leaves nothing where there is nothing to count.
func count(w *words.Words, n int) string {
	if n == 0 {
		return ""
	}
	return w.Number(n)
}

func stateColour(s inspect.State) fyne.ThemeColorName {
	switch s.Phase() {
	case inspect.ToRewalk:
		return theme.Bad
	case inspect.ForSignOff:
		return theme.Second
	case inspect.Final:
		return theme.Good
	case inspect.Walking:
		return theme.Accent
	}
	return theme.Quiet
}
