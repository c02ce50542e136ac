package conflicts

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// page is the list of all that waits to be settled.
type page struct {
	c      *shell.Context
	p      Params
	people []staff.Person
	table  *widget.DataTable[app.Conflict]
	body   *register.Body
	latest shell.Latest
	view   fyne.CanvasObject
}

func newPage(c *shell.Context, p Params) *page {
	pg := &page{c: c, p: p, body: register.NewBody(c, 6)}
	w := c.W
	pg.table = widget.NewDataTable(
		widget.Column[app.Conflict]{Title: w.T("conflicts.col.record"), Width: 220, Text: func(o app.Conflict) string { return called(w, o) }, Bold: func(app.Conflict) bool { return true }},
		widget.Column[app.Conflict]{Title: w.T("conflicts.col.field"), Width: 140, Text: func(o app.Conflict) string { return field(w, o) }},
		widget.Column[app.Conflict]{Title: w.T("conflicts.col.values"), Width: 240, Grow: true, Text: pg.values},
		widget.Column[app.Conflict]{Title: w.T("conflicts.col.since"), Width: 150, Gives: true, Text: func(o app.Conflict) string { return w.Moment(since(o)) }},
	)
	pg.table.KeyOf = func(o app.Conflict) any { return o.Record.ID.String() + o.Field }
	pg.table.OnOpen = func(o app.Conflict) { ask(c, p, o, pg.people) }
	pg.view = widget.NewPage(p.Title(), nil, nil, pg.body.View)
	pg.reload()
	c.Watch(pg.reload)
	c.OnEscape(func() bool { c.Back(); return true })
	return pg
}

func (pg *page) values(o app.Conflict) string {
	var all []string
	for _, s := range o.Sides {
		all = append(all, pg.c.W.T("conflicts.side", "value", said(pg.c.W, o, s), "who", s.Name))
	}
	return strings.Join(all, " / ")
}

func (pg *page) reload() {
	p := pg.p
	register.Load(pg.body, &pg.latest, func(ctx context.Context) (known, error) { return read(ctx, p) }, func(k known) {
		pg.people = k.people
		if len(k.all) == 0 {
			pg.body.Empty(register.Empty{Icon: "check", Line: pg.c.W.T("conflicts.none")})
			return
		}
		pg.table.SetRecords(k.all)
		pg.body.Show(pg.table)
		pg.c.Home(pg.table.Focusable())
	})
}
