package handover

import (
	"cmp"
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/pinyin"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// list is the list of the day.
type list struct {
	c      *shell.Context
	p      Params
	which  *handover.Listing
	text   *string
	row    *app.ID // the home that the keyboard is on
	rows   []handover.Row
	chips  map[handover.Listing]*widget.Chip
	table  *widget.DataTable[handover.Row]
	search *widget.SearchBox
	body   *fyne.Container
	view   fyne.CanvasObject
	latest shell.Latest
	read   bool // something was
	none   bool // the site has nothing to hand over yet
}

func newList(c *shell.Context, p Params) *list {
	l := &list{c: c, p: p, chips: map[handover.Listing]*widget.Chip{}, body: container.NewStack()}
	l.which = shell.Kept(c, "list", func() handover.Listing {
		if part := handover.Listing(c.Route.Part); part != "" {
			return part
		}
		return handover.OfToday
	})
	l.text = shell.Kept[string](c, "text", nil)
	l.row = shell.Kept[app.ID](c, "row", nil)
	l.table = l.newTable()
	l.search = widget.NewSearchBox(c.W.T("handover.search"), func(text string) {
		*l.text = text
		l.show()
	})
	l.search.Text = *l.text
	var chips []fyne.CanvasObject
	for _, which := range handover.Listings {
		chip := widget.NewChip(c.W.T("handover.list."+string(which)), -1, nil)
		chip.OnTap = func(bool) { l.choose(which) }
		chip.Set(-1, which == *l.which)
		l.chips[which] = chip
		chips = append(chips, chip)
	}
	l.view = widget.NewPage(c.W.T("handover.title"), chips, []fyne.CanvasObject{widget.Fixed(220, l.search)}, l.body)
	c.After(300*time.Millisecond, func() {
		if !l.read {
			l.say(widget.NewSkeleton(8))
		}
	})
	l.reload()
	c.Watch(l.reload, "unit", "handover_case", "owner", "ownership")
	return l
}

func (l *list) newTable() *widget.DataTable[handover.Row] {
	w := l.c.W
	t := widget.NewDataTable(
		widget.Column[handover.Row]{Title: w.T("handover.col.unit"), Width: 120, Text: func(r handover.Row) string { return r.Code },
			Bold: func(handover.Row) bool { return true }, Order: func(a, b handover.Row) int { return cmp.Compare(a.Code, b.Code) }},
		widget.Column[handover.Row]{Title: w.T("handover.col.owners"), Width: 150, Grow: true, Text: func(r handover.Row) string { return r.Owners }},
		widget.Column[handover.Row]{Title: w.T("handover.col.slot"), Width: 170, Text: slot,
			Order: func(a, b handover.Row) int {
				return cmp.Or(cmp.Compare(a.SlotOn, b.SlotOn), cmp.Compare(a.SlotFrom, b.SlotFrom))
			}},
		widget.Column[handover.Row]{Title: w.T("handover.col.since"), Width: 88, Text: l.arrived, Order: func(a, b handover.Row) int { return a.ArrivedAt.Compare(b.ArrivedAt) }},
		widget.Column[handover.Row]{Title: w.T("handover.col.state"), Width: 100, Text: l.stands, Colour: stateColour},
		widget.Column[handover.Row]{Title: w.T("handover.col.decision"), Width: 160, Text: func(r handover.Row) string {
			if r.Decision == handover.Undecided {
				return ""
			}
			return w.T("handover.decision." + string(r.Decision))
		}},
		widget.Column[handover.Row]{Title: w.T("handover.col.next"), Width: 110, Gives: true, Text: func(r handover.Row) string { return r.NextOn.String() },
			Colour: func(r handover.Row) fyne.ThemeColorName {
				if !r.NextOn.IsZero() && r.NextOn < l.c.Today() {
					return theme.Bad
				}
				return theme.Ink
			}},
		widget.Column[handover.Row]{Title: w.T("handover.col.open"), Width: 104, Right: true, Gives: true, Text: openCount,
			Order: func(a, b handover.Row) int { return cmp.Compare(a.Open, b.Open) },
			Colour: func(r handover.Row) fyne.ThemeColorName {
				if r.Grave > 0 {
					return theme.Bad
				}
				return theme.Ink
			}},
		widget.Column[handover.Row]{Title: w.T("handover.col.home"), Width: 210,
			Cell: func() fyne.CanvasObject { return widget.NewStateSign(site.NotReady, "") },
			Show: func(r handover.Row, o fyne.CanvasObject) {
				o.(*widget.StateSign).SetHome(r.UnitState, w.T("common.state."+string(r.UnitState)), w.Barred(r.Barred))
			}},
	)
	t.KeyOf = func(r handover.Row) any { return r.Unit }
	t.OnMove = func(r handover.Row) { *l.row = r.Unit }
	t.OnOpen = func(r handover.Row) { l.c.Open(shell.ToRecord("handover", r.Unit.String())) }
	t.OnRune = func(_ handover.Row, r rune) bool {
		if r == '/' {
			l.c.Canvas().Focus(l.search)
			return true
		}
		return false
	}
	return t
}

func (l *list) stands(r handover.Row) string {
	if r.State == "" {
		return l.c.W.T("handover.state.none")
	}
	return l.c.W.T("handover.state." + string(r.State))
}

func stateColour(r handover.Row) fyne.ThemeColorName {
	switch {
	case r.State.Here():
		return theme.Accent
	case r.State.Phase() == handover.HandedOver:
		return theme.Done
	case r.State == handover.NoShow:
		return theme.Warn
	}
	return theme.Quiet
}

// arrived is when the owners came, on another day than today the day; it stays when
// they have gone.
func (l *list) arrived(r handover.Row) string {
	switch at := app.DateOf(r.ArrivedAt); {
	case r.ArrivedAt.IsZero():
		return ""
	case at == l.c.Today():
		return l.c.W.Clock(r.ArrivedAt)
	default:
		return l.c.W.Date(at)
	}
}

func slot(r handover.Row) string {
	text := r.SlotOn.String()
	if r.SlotFrom != "" {
		text += " " + r.SlotFrom
	}
	if r.SlotTo != "" {
		text += "–" + r.SlotTo
	}
	return text
}

func openCount(r handover.Row) string {
	if r.Open == 0 {
		return ""
	}
	return strconv.Itoa(r.Open)
}

func (l *list) choose(which handover.Listing) {
	*l.which = which
	for key, chip := range l.chips {
		chip.Set(chip.Count, key == which)
	}
	l.reload()
}

func (l *list) say(o fyne.CanvasObject) {
	l.body.Objects = []fyne.CanvasObject{o}
	l.body.Refresh()
}

func (l *list) reload() {
	type answer struct {
		rows   []handover.Row
		counts map[handover.Listing]int
	}
	which, actor, read := *l.which, l.c.Actor(), l.p.Read
	shell.Load(l.c, &l.latest, func(ctx context.Context) (a answer, err error) {
		if a.rows, err = read.Handovers(ctx, actor, which); err != nil {
			return a, err
		}
		a.counts, err = read.HandoverCounts(ctx, actor)
		return a, err
	}, func(a answer) {
		if !l.read && len(a.rows) == 0 && which == handover.OfToday && a.counts[handover.Waiting] > 0 {
			l.choose(handover.Waiting) // nobody is expected today: what comes next
			return
		}
		l.read, l.rows, l.none = true, a.rows, a.counts[handover.Every] == 0
		for key, chip := range l.chips {
			chip.Set(a.counts[key], key == *l.which)
		}
		l.show()
	})
}

// show lists the rows that the search leaves.
func (l *list) show() {
	if !l.read {
		return
	}
	rows := l.rows
	if text := strings.ToLower(strings.TrimSpace(*l.text)); text != "" {
		rows = nil
		for _, r := range l.rows {
			if strings.Contains(strings.ToLower(r.Code+" "+r.Owners+" "+pinyin.LettersOfNames(r.Owners)), text) {
				rows = append(rows, r)
			}
		}
	}
	switch {
	case l.none: // no filter shows more; what keeps the homes is said at each
		l.say(widget.NewEmptyState("handover", l.c.W.T("handover.none_at_all"), l.c.W.T("handover.to_units"), func() { l.c.Open(shell.To("units")) }))
	case len(l.rows) == 0:
		l.say(widget.NewEmptyState("handover", l.c.W.T("handover.none"), l.c.W.T("handover.list.all"), func() { l.choose(handover.Every) }))
	case len(rows) == 0:
		l.say(widget.NewEmptyState("search", l.c.W.T("handover.no_match"), l.c.W.T("common.clear"), func() { l.search.SetText("") }))
	default:
		l.table.SetRecords(rows)
		l.table.GoTo(func(r handover.Row) bool { return r.Unit == *l.row }) // where one came back to
		l.say(l.table)
		l.begin()
	}
}

// begin puts the keyboard on the table once it stands.
func (l *list) begin() {
	l.c.Home(l.table.Focusable())
}
