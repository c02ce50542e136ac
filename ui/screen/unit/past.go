package unit

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// past is the history: the journal's actions in words, newest first.
type past struct {
	pg     *page
	latest shell.Latest
	events []app.Event
	most   int // operations read
	rows   *widget.Rows
	more   *widget.Button
	body   *register.Body
}

// operations is how far back one reading goes.
const operations = 400

func (p *past) tab() fyne.CanvasObject {
	const rows = 8
	p.body = register.NewBody(p.pg.c, rows)
	p.rows = widget.NewRows(func() int { return len(p.events) }, func(int) fyne.CanvasObject { return NewTimelineRow() }, p.bind)
	p.rows.RowHeight, p.rows.Lines = TimelineHeight, false
	p.rows.OnOpen = p.open
	p.more = widget.NewButton(p.pg.c.W.T("unit.history.more"), func() { p.most *= 5; p.read() })
	if p.most == 0 {
		p.most = operations
	}
	p.read()
	return container.New(layout.NewCustomPaddedLayout(theme.Gap, 0, theme.Margin, theme.Margin), p.body.View)
}

func (p *past) read() {
	id, most, read := p.pg.id, p.most, p.pg.p.Read
	register.Load(p.body, &p.latest, func(ctx context.Context) ([]app.Event, error) { return read.History(ctx, id, most) }, func(events []app.Event) {
		p.events = events
		p.rows.Reload()
		switch {
		case len(events) == 0:
			p.body.Empty(register.Empty{Icon: "clock", Line: p.pg.c.W.T("unit.empty.history")})
		case operationsOf(events) >= most:
			p.body.Show(widget.Edges(nil, container.NewCenter(p.more), nil, nil, p.rows))
		default:
			p.body.Show(p.rows)
		}
	})
}

// operationsOf counts what the events were read from: each operation changes one
// record.
func operationsOf(events []app.Event) int {
	n := 0
	for _, e := range events {
		records := map[app.ID]bool{}
		for _, c := range e.Changes {
			records[c.Record.ID] = true
		}
		n += len(records)
	}
	return n
}

func (p *past) bind(i int, o fyne.CanvasObject) {
	e, w := p.events[i], p.pg.c.W
	row := o.(*TimelineRow)
	row.When, row.What = w.Moment(e.At), w.Action(e.Action)
	row.Who = e.Name
	about := w.Subjects(e, p.pg.subject)
	if len(about) > 0 {
		row.What += "　" + w.Some(about)
	}
	if changes := w.Changes(p.pg.readable(e, about), p.pg.nameOf); len(changes) > 0 {
		row.What += "　" + w.Clauses(changes...)
	}
	row.First, row.Last = i == 0, i == len(p.events)-1
	row.Colour = theme.Quiet
	if strings.HasPrefix(e.Action, "handover.") || strings.HasPrefix(e.Action, "document.") {
		row.Colour = theme.Accent
	}
	row.Refresh()
}

// open shows an event whole, with its place in the chain.
func (p *past) open(i int) {
	e, w := p.events[i], p.pg.c.W
	facts := []widget.Fact{
		{Label: w.T("unit.history.when"), Value: w.Moment(e.At)},
		{Label: w.T("unit.history.who"), Value: e.Name},
	}
	about := w.Subjects(e, p.pg.subject)
	for _, one := range about {
		facts = append(facts, widget.Fact{Value: one, Long: true})
	}
	for _, line := range w.Changes(p.pg.readable(e, about), p.pg.nameOf) {
		facts = append(facts, widget.Fact{Value: line, Long: true})
	}
	facts = append(facts, widget.Fact{Label: w.T("unit.history.anchor"), Value: e.Anchor, Colour: theme.Quiet})
	d := widget.NewDialog(w, w.Action(e.Action), "")
	list := container.NewVScroll(widget.NewFactList(88, facts...))
	list.SetMinSize(fyne.NewSize(520, 220))
	d.Content, d.Width = list, 520
	p.pg.c.Ask(d)
}

// subject names what an event is about, more fully than a value that only refers
// to it: D-01-00003 空鼓.
func (pg *page) subject(id app.ID) string {
	for _, d := range pg.know.defects {
		if d.ID == id {
			return strings.TrimSpace(d.Number + " " + pg.c.W.Term(d.Phrase))
		}
	}
	for _, o := range pg.know.Owners {
		if site.OwnershipID(pg.id, o.Owner.ID) == id {
			return o.Owner.Name
		}
	}
	for _, o := range pg.know.former {
		if site.OwnershipID(pg.id, o.ID) == id {
			return o.Name
		}
	}
	return pg.nameOf(id)
}

// readable is the event without what its subjects say already, its rooms by name.
func (pg *page) readable(e app.Event, about []string) app.Event {
	changes := make([]app.FieldChange, 0, len(e.Changes))
	for _, c := range e.Changes {
		repeats := func(subject string) bool { return c.Value != "" && strings.Contains(subject, pg.c.W.Term(c.Value)) }
		switch {
		case c.Called:
			if slices.ContainsFunc(about, repeats) {
				continue
			}
		case c.Type == app.RoomField:
			c.Value = pg.know.HouseType.RoomName(c.Value)
		}
		changes = append(changes, c)
	}
	e.Changes = changes
	return e
}
