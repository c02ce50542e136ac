package rectify

import (
	"context"
	"image"
	"slices"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/ui/lists"
	model "keyday/ui/register"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
)

// page is the place as it stands in the window.
type page struct {
	c    *shell.Context
	p    Params
	open *app.ID // the defect in the pane, Nil for none

	asked bool // it was looked whether the list shows the defect that one came for
	firms []site.Firm
	list  *register.List
	pane  *pane
	view  fyne.CanvasObject
}

func newPage(c *shell.Context, p Params, s *model.Source) *page {
	pg := &page{c: c, p: p}
	pg.open = shell.Kept(c, "open", func() app.ID { return idOf(c.Route.ID) })
	pg.pane = newPane(pg)
	pg.list = register.NewList(c, register.Params{
		Source: s, Title: p.Title(), Beside: pg.pane.view, Timed: p.Timed,
		Looks: looks(c),
		Small: func(ctx context.Context, hash string) (image.Image, error) { return p.Pictures.Small(ctx, hash) },
		First: func(v model.View) model.View { return begin(c.Route, v) },
		Empty: pg.empty, Bulk: pg.bulkActs,
		Open:   func(model.Row) { pg.pane.focus() },
		Move:   func(r model.Row) { pg.show(r.ID()) },
		Rune:   func(_ model.Row, r rune) bool { return pg.letter(r) },
		Shown:  pg.follow,
		Chosen: func() { pg.pane.offerSteps() },
		Follow: func() bool { return pg.pane.idle() },
		Waits:  func() { pg.pane.wait() },
	})
	pg.view = pg.list.View
	pg.commands()
	pg.list.Begin()
	pg.readFirms()
	if !pg.open.IsNil() {
		pg.pane.load(*pg.open)
	}
	c.Watch(pg.changed, "defect", "defect_photo", "notice", "firm")
	c.OnEscape(pg.escape)
	c.OnDrop(pg.dropped)
	return pg
}

// begin is what a route narrows the list to.
func begin(r shell.Route, v model.View) model.View {
	switch state := r.Arg("state"); {
	case state == model.All.Key:
		v.Chip = state
	case state != "":
		v.Chip = lists.DefectChip(defect.State(state))
	case r.Arg("unit") != "":
		v.Chip = model.All.Key // a unit's own are few
	}
	for _, name := range []string{"unit", "firm"} {
		if id := r.Arg(name); id != "" {
			v = v.With(model.Condition{Column: name + "_id", OneOf: []string{id}})
		}
	}
	return v
}

func idOf(text string) app.ID {
	id, err := app.ParseID(text)
	if err != nil {
		return app.Nil
	}
	return id
}

// looks are the signs and colours of the list.
func looks(c *shell.Context) map[string]register.Look {
	return map[string]register.Look{
		"severity": {Colour: func(r model.Row) fyne.ThemeColorName {
			if site.Severity(r.Text("severity")).Grave() {
				return theme.Bad
			}
			return theme.Quiet
		}},
		"left": {Colour: func(r model.Row) fyne.ThemeColorName {
			switch v := r.Value("left"); {
			case v.Late():
				return theme.Bad
			case v.DueToday():
				return theme.Warn
			}
			return theme.Ink
		}},
		"state": {State: func(r register.Row) register.Mark { return markOf(defect.State(r.Text("state"))) }},
	}
}

func (pg *page) readFirms() {
	shell.Load(pg.c, &shell.Latest{}, func(ctx context.Context) ([]site.Firm, error) { return pg.p.Read.Firms(ctx) },
		func(firms []site.Firm) { pg.firms = firms })
}

// follow brings pane and list together after a reading: the defect that is open becomes
// current where it is in the list; else the current one is opened, unless a form is open
// for another: that one stays, and no row is current.
func (pg *page) follow() {
	table, opened := pg.list.Table, *pg.open
	if pg.widen() {
		return
	}
	if pg.pane.stale && !opened.IsNil() {
		defer func() {
			if *pg.open == opened { // no other was opened: it answers again once it is read
				pg.pane.load(opened)
			}
		}()
	}
	if !opened.IsNil() && table.GoTo(opened) {
		return
	}
	switch current, some := table.Current(); {
	case !some && table.Len() > 0 && opened.IsNil():
		table.GoToFirst()
	case some && pg.pane.idle():
		pg.show(current.ID())
	case table.Len() == 0 && pg.pane.idle():
		pg.put(app.Nil)
		pg.pane.settle()
	}
}

// widen shows all defects where the one that was asked for is not among those that the
// list is narrowed to: somebody who comes for it sees it in its place.
func (pg *page) widen() bool {
	first := !pg.asked
	pg.asked = true
	v := pg.list.Looking()
	if !first || pg.open.IsNil() || pg.list.Table.Has(*pg.open) || v.Chip == model.All.Key && !v.Narrowed() {
		return false
	}
	pg.list.ShowAll()
	return true
}

// empty says what belongs here.
func (pg *page) empty() register.Empty {
	w := pg.c.W
	return register.Empty{Icon: "rectify", Line: w.T("rectify.empty"), Act: w.T("rectify.to_inspect"), Do: func() { pg.c.Open(shell.To("inspect")) }}
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

// changed reads again what the pane shows after a commit, here or on another page.
func (pg *page) changed() {
	pg.readFirms()
	if !pg.open.IsNil() {
		pg.pane.load(*pg.open)
	}
}

// escape leaves the form; the list ends its selection.
func (pg *page) escape() bool {
	if !pg.pane.cancel() {
		return false
	}
	pg.list.Table.Focus()
	return true
}

// selected are the defects that are ticked.
func (pg *page) selected() []app.ID { return register.IDs(pg.list.Table.Selected()) }

// common is the trade and the firm that all of the rows have, empty where they differ.
func common(rows []model.Row) (trade site.Trade, firm app.ID) {
	same := func(column string) bool {
		return !slices.ContainsFunc(rows, func(r model.Row) bool { return r.Text(column) != rows[0].Text(column) })
	}
	if len(rows) > 0 && same("trade") {
		trade = site.Trade(rows[0].Text("trade"))
	}
	if len(rows) > 0 && same("firm_id") {
		firm = rows[0].Ref("firm_id")
	}
	return trade, firm
}
