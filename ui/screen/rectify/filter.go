package rectify

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// choice is what the list is narrowed to and how it is sorted; it is kept over a
// change of language and until one returns.
type choice struct {
	group    string // of groups
	unit     app.ID
	firm     app.ID
	overdue  bool
	grave    bool
	noNotice bool
	order    defect.Sorting
}

// group is one chip over the list: states that are worked on alike.
type group struct {
	key    string
	states []defect.State // nil: all
}

const (
	openGroup = "todo"
	allGroup  = "all"
)

// groups are the chips in the order of the work: one for each open state, and one for all
// that are closed.
var groups = groupsOf(defect.OpenStates, defect.StatesIn(defect.Closed))

func groupsOf(open, closed []defect.State) []group {
	all := []group{{openGroup, open}}
	for _, s := range open {
		all = append(all, group{string(s), []defect.State{s}})
	}
	return append(all, group{"closed", closed}, group{allGroup, nil})
}

func groupOf(key string) group {
	for _, g := range groups {
		if g.key == key {
			return g
		}
	}
	return groups[0]
}

// word is what the chip says.
func (g group) word(w *words.Words) string {
	if len(g.states) == 1 {
		return stateWord(w, g.states[0])
	}
	return w.T("rectify.group." + g.key)
}

// groupWith is the chip that shows a state.
func groupWith(s defect.State) string {
	for _, g := range groups[1:] {
		for _, state := range g.states {
			if state == s {
				return g.key
			}
		}
	}
	return allGroup
}

// filter is the choice as the store asks for it.
func (ch choice) filter() defect.Filter {
	return defect.Filter{Unit: ch.unit, Firm: ch.firm, States: groupOf(ch.group).states,
		Overdue: ch.overdue, Grave: ch.grave, NoNotice: ch.noNotice}
}

// narrowed reports whether anything but the usual is chosen.
func (ch choice) narrowed() bool {
	return ch.group != openGroup || !ch.unit.IsNil() || !ch.firm.IsNil() || ch.overdue || ch.grave || ch.noNotice
}

// limited reports whether some defects are left out.
func (ch choice) limited() bool {
	return ch.group != allGroup || !ch.unit.IsNil() || !ch.firm.IsNil() || ch.overdue || ch.grave || ch.noNotice
}

// count is how many defects a chip would show.
func (g group) count(c defect.Counts) int {
	n := 0
	if g.states == nil {
		for _, of := range c.States {
			n += of
		}
		return n
	}
	for _, s := range g.states {
		n += c.States[s]
	}
	return n
}

// filters are the chips and choices over the list.
type filters struct {
	pg       *page
	firms    []site.Firm
	byState  map[string]*widget.Chip
	overdue  *widget.Chip
	grave    *widget.Chip
	noNotice *widget.Chip
	unit     *widget.Chip
	firm     *widget.Select
	order    *widget.Select
	narrow   *fyne.Container // the chips that stand beside the firm
	line     *fyne.Container
	view     fyne.CanvasObject
}

var orders = []defect.Sorting{defect.ByDue, defect.ByUnit, defect.ByNumber}

func newFilters(pg *page) *filters {
	w := pg.c.W
	f := &filters{pg: pg, byState: map[string]*widget.Chip{}}
	var line []fyne.CanvasObject
	for _, g := range groups {
		chip := widget.NewChip(g.word(w), -1, func(bool) { pg.choose(func(ch *choice) { ch.group = g.key }) })
		if len(g.states) == 1 {
			m := markOf(g.states[0])
			chip.Sign = widget.NewSign(m.form, m.colour, "")
		}
		f.byState[g.key] = chip
		line = append(line, chip)
	}
	toggle := func(key string, flag func(*choice) *bool) *widget.Chip {
		return widget.NewChip(w.T(key), -1, func(on bool) { pg.choose(func(ch *choice) { *flag(ch) = on }) })
	}
	f.overdue = toggle("rectify.overdue", func(ch *choice) *bool { return &ch.overdue })
	f.grave = toggle("rectify.grave", func(ch *choice) *bool { return &ch.grave })
	f.noNotice = toggle("rectify.no_notice", func(ch *choice) *bool { return &ch.noNotice })
	f.unit = widget.NewChip("", -1, func(bool) { pg.choose(func(ch *choice) { ch.unit = app.Nil }) })
	f.unit.Hide()
	f.narrow = widget.Bar(f.overdue, f.grave, f.noNotice, f.unit)
	f.firm = widget.NewSelect(nil, func(string) { pg.choose(func(ch *choice) { ch.firm = f.chosenFirm() }) })
	var names []string
	for _, o := range orders {
		names = append(names, w.T("rectify.order."+string(o)))
	}
	f.order = widget.NewSelect(names, func(string) { pg.choose(func(ch *choice) { ch.order = orders[f.order.Index()] }) })
	f.setFirms(nil)
	f.line = widget.Bar(line...)
	f.view = container.New(layout.NewCustomPaddedLayout(0, 4, theme.Margin, theme.Margin), container.NewHScroll(f.line))
	f.show(defect.Counts{}, false)
	return f
}

// setFirms offers the firms by name.
func (f *filters) setFirms(firms []site.Firm) {
	f.firms = firms
	names := []string{f.pg.c.W.T("rectify.every_firm")}
	for _, firm := range firms {
		names = append(names, firm.Name)
	}
	f.firm.SetOptions(names)
	f.chooseFirm()
}

// chooseFirm shows the firm that is chosen.
func (f *filters) chooseFirm() {
	chosen := f.firm.Options[0]
	for i, firm := range f.firms {
		if firm.ID == f.pg.choice.firm {
			chosen = f.firm.Options[i+1]
		}
	}
	if f.firm.Selected != chosen {
		f.firm.Choose(chosen)
	}
}

func (f *filters) chosenFirm() app.ID {
	if i := f.firm.Index(); i > 0 {
		return f.firms[i-1].ID
	}
	return app.Nil
}

// show says the counts, and which chips are on.
func (f *filters) show(c defect.Counts, counted bool) {
	ch := f.pg.choice
	count := func(n int) int {
		if !counted {
			return -1
		}
		return n
	}
	for _, g := range groups {
		f.byState[g.key].Set(count(g.count(c)), ch.group == g.key)
	}
	f.overdue.Set(count(c.Overdue), ch.overdue)
	f.grave.Set(count(c.Grave), ch.grave)
	f.noNotice.Set(count(c.NoNotice), ch.noNotice)
	if i := orderIndex(ch.order); f.order.Index() != i {
		f.order.Choose(f.order.Options[i])
	}
	f.chooseFirm()
	f.line.Refresh() // the chips are as wide as their counts
	f.narrow.Refresh()
}

// showUnit says which unit the list is narrowed to; a tap lifts it.
func (f *filters) showUnit(code string) {
	f.unit.Text = strings.TrimSpace(code + " ✕")
	f.unit.Set(-1, code != "")
	if code == "" {
		f.unit.Hide()
	} else {
		f.unit.Show()
	}
	f.narrow.Refresh()
}

func orderIndex(o defect.Sorting) int {
	for i := range orders {
		if orders[i] == o {
			return i
		}
	}
	return 0
}
