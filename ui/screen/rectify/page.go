package rectify

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// page is the place as it stands in the window.
type page struct {
	c      *shell.Context
	p      Params
	choice *choice
	open   *app.ID // the defect in the pane, Nil for none

	latest   shell.Latest
	counting shell.Latest
	shown    bool          // something was read
	refused  bool          // the last reading of the list was
	choosing bool          // the list is being narrowed otherwise; what it will hold is not known yet
	counts   defect.Counts // as last read
	firms    []site.Firm
	filters  *filters
	list     *list
	pane     *pane
	acts     *fyne.Container
	body     *fyne.Container
	view     fyne.CanvasObject
}

func newPage(c *shell.Context, p Params) *page {
	pg := &page{c: c, p: p}
	pg.choice = shell.Kept(c, "choice", func() choice { return begin(c.Route) })
	pg.open = shell.Kept(c, "open", func() app.ID { return idOf(c.Route.ID) })
	pg.list = newList(c, p)
	pg.list.rows.OnMove = func(i int) { pg.show(pg.list.ids[i]) }
	pg.list.rows.OnOpen = func(int) { pg.pane.focus() }
	pg.list.rows.OnSelect = func() { pg.fillActs(); pg.pane.offerSteps() }
	pg.list.rows.OnRune = func(_ int, r rune) bool { return pg.letter(r) }
	pg.pane = newPane(pg)
	pg.filters = newFilters(pg)
	pg.acts, pg.body = widget.Bar(), container.NewStack()
	head := container.New(layout.NewCustomPaddedLayout(8, 0, theme.Margin, theme.Margin),
		widget.Bar(widget.NewTitle(p.Title()), widget.Space(theme.Gap), widget.Fixed(200, pg.filters.firm), pg.filters.order, pg.filters.narrow, layout.NewSpacer(), pg.acts))
	centre := widget.Edges(nil, nil, nil, pg.pane.view, pg.body)
	pg.view = widget.Edges(widget.Stack(head, pg.filters.view, widget.HLine()), nil, nil, nil, centre)
	c.After(300*time.Millisecond, func() {
		if !pg.shown {
			pg.face(widget.NewSkeleton(12))
		}
	})
	pg.fillActs()
	pg.commands()
	pg.reload()
	if !pg.open.IsNil() {
		pg.pane.load(*pg.open)
	}
	c.Watch(pg.changed, "defect", "defect_photo", "notice", "firm")
	c.OnEscape(pg.escape)
	pg.c.OnDrop(pg.dropped)
	return pg
}

// begin is what a route narrows the list to.
func begin(r shell.Route) choice {
	ch := choice{group: openGroup, order: defect.ByDue, unit: idOf(r.Arg("unit")), firm: idOf(r.Arg("firm"))}
	switch state := r.Arg("state"); {
	case state == allGroup:
		ch.group = allGroup
	case state != "":
		ch.group = groupWith(defect.State(state))
	case !ch.unit.IsNil():
		ch.group = allGroup // a unit's own are few
	}
	return ch
}

func idOf(text string) app.ID {
	id, err := app.ParseID(text)
	if err != nil {
		return app.Nil
	}
	return id
}

// choose changes what the list is narrowed to and reads it again.
func (pg *page) choose(change func(*choice)) {
	change(pg.choice)
	pg.filters.show(pg.counts, pg.counts.States != nil)
	pg.list.rows.ClearSelection()
	pg.list.rows.Focus() // to work on what was chosen
	pg.choosing = true
	pg.pane.wait()
	pg.reload()
}

// reading is what a reading of the list brings: the identities, and the rows in view.
type reading struct {
	ids  []app.ID
	rows []defect.Row
	err  error
}

// about is what stands over the list: how many each chip would show, the firms, and
// the unit that the list is narrowed to.
type about struct {
	counts defect.Counts
	firms  []site.Firm
	unit   string
	err    error
}

// reload reads the list again, and apart from it what stands over it: the list
// waits for no count.
func (pg *page) reload() {
	ch, read := *pg.choice, pg.p.Read
	from, to := pg.list.window()
	shell.Load(pg.c, &pg.latest, func(ctx context.Context) (r reading, _ error) {
		if r.ids, r.err = read.DefectIDs(ctx, ch.filter(), ch.order); r.err == nil {
			r.rows, r.err = read.DefectRows(ctx, r.ids[min(from, len(r.ids)):min(to, len(r.ids))])
		}
		return r, nil
	}, pg.showReading)
	shell.Load(pg.c, &pg.counting, func(ctx context.Context) (a about, _ error) {
		if a.counts, a.err = read.DefectCounts(ctx, ch.filter()); a.err != nil {
			return a, nil
		}
		if a.firms, a.err = read.Firms(ctx); a.err != nil || ch.unit.IsNil() {
			return a, nil
		}
		u, err := read.Unit(ctx, ch.unit)
		a.unit, a.err = u.Code, err
		return a, nil
	}, pg.showAbout)
}

func (pg *page) showAbout(a about) {
	if a.err != nil {
		return // the list could not be read either, as a rule, and says so
	}
	pg.firms, pg.counts = a.firms, a.counts
	pg.filters.setFirms(a.firms)
	pg.filters.show(a.counts, true)
	pg.filters.showUnit(a.unit)
	if pg.shown && !pg.refused && len(pg.list.ids) == 0 {
		pg.face(pg.empty())
	}
}

func (pg *page) showReading(r reading) {
	first := !pg.shown
	pg.shown, pg.refused = true, r.err != nil
	if first && r.err == nil && pg.widen(r.ids) {
		return
	}
	if r.err != nil {
		pg.face(widget.NewEmptyState("alert", pg.c.W.Refusal(r.err), pg.c.W.T("common.retry"), pg.reload))
		return
	}
	chosen := pg.choosing
	pg.choosing = false
	pg.list.set(r.ids, r.rows, pg.pane.idle())
	pg.fillActs()
	if len(r.ids) == 0 {
		pg.face(pg.empty())
		if chosen && pg.pane.idle() {
			pg.put(app.Nil)
		}
		pg.pane.settle()
		return
	}
	appeared := len(pg.body.Objects) == 0 || pg.body.Objects[0] != pg.list.rows
	pg.face(pg.list.rows)
	pg.follow() // before the keyboard comes: it would begin at the first row, and show that
	if appeared {
		pg.c.Home(pg.list.rows.Focusable())
	}
}

// widen shows all defects where the one that was asked for is not among those that
// the filter leaves: somebody who comes for it sees it in its place.
func (pg *page) widen(ids []app.ID) bool {
	if pg.open.IsNil() || slices.Contains(ids, *pg.open) || !pg.choice.limited() {
		return false
	}
	pg.choose(func(ch *choice) { *ch = choice{group: allGroup, order: ch.order} })
	return true
}

// follow brings pane and list together after a reading: the defect that is open
// becomes current where it is in the list; else the current one is opened, unless a form
// is open for another: that one stays, and no row is current.
func (pg *page) follow() {
	rows, opened := pg.list.rows, *pg.open
	if pg.pane.stale && !opened.IsNil() {
		defer func() {
			if *pg.open == opened { // no other was opened: it answers again once it is read
				pg.pane.load(opened)
			}
		}()
	}
	switch i := pg.list.index(*pg.open); {
	case i >= 0 && rows.Current() != i:
		rows.GoTo(i)
	case i < 0 && pg.open.IsNil() && rows.Current() < 0:
		rows.GoTo(0)
	case i < 0 && rows.Current() >= 0 && pg.pane.idle():
		pg.show(pg.list.current())
	}
}

// empty says what belongs here, or that the filter leaves nothing.
func (pg *page) empty() fyne.CanvasObject {
	w := pg.c.W
	if pg.choice.narrowed() {
		return widget.NewEmptyState("filter", w.T("common.list.no_match"), w.T("rectify.show_open"), func() {
			pg.choose(func(ch *choice) { *ch = choice{group: openGroup, order: ch.order} })
		})
	}
	if pg.counts.States == nil {
		return widget.Space(1) // not known yet
	}
	if groupOf(allGroup).count(pg.counts) > 0 {
		return widget.NewEmptyState("check", w.T("rectify.all_done"), w.T("rectify.show_all"), func() {
			pg.choose(func(ch *choice) { ch.group = allGroup })
		})
	}
	return widget.NewEmptyState("rectify", w.T("rectify.empty"), w.T("rectify.to_inspect"), func() { pg.c.Open(shell.To("inspect")) })
}

func (pg *page) face(o fyne.CanvasObject) {
	if len(pg.body.Objects) == 1 && pg.body.Objects[0] == o {
		return
	}
	pg.body.Objects = []fyne.CanvasObject{o}
	pg.body.Refresh()
}

// show opens a defect in the pane, and notes it in the route.
func (pg *page) show(id app.ID) {
	if id.IsNil() || id == *pg.open && pg.pane.holds(id) {
		return
	}
	pg.put(id)
	pg.pane.load(id)
}

// put notes which defect is open, in the route too.
func (pg *page) put(id app.ID) {
	*pg.open = id
	route := pg.c.Route
	if route.ID = id.String(); id.IsNil() {
		route.ID = ""
	}
	pg.c.SetRoute(route)
}

// changed reads again after a commit, here or on another page.
func (pg *page) changed() {
	pg.reload()
	if !pg.open.IsNil() {
		pg.pane.load(*pg.open)
	}
}

// escape leaves the form first, then the selection.
func (pg *page) escape() bool {
	switch {
	case pg.pane.cancel():
		pg.list.rows.Focus()
		return true
	case len(pg.list.rows.Selected()) > 0:
		pg.list.rows.ClearSelection()
		return true
	}
	return false
}
