package unit

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// page is a unit's page as it stands in the window.
type page struct {
	c  *shell.Context
	p  Params
	id app.ID

	tab    *string
	latest shell.Latest
	asked  shell.Latest // for an owner's whole numbers
	know   knowledge
	shown  bool
	tabs   *widget.Tabs
	right  *fyne.Container // of the tabs
	card   *fyne.Container
	body   *register.Body
	steps  *register.Steps
	past   *past
}

// knowledge is what one reading brings, but for the history, which is read when
// its tab is opened.
type knowledge struct {
	handover.View
	inspections []inspect.Inspection
	defects     []defect.Row
	documents   []contract.Document
	people      []staff.Person
	firms       []site.Firm
	types       []site.HouseType
	former      []site.Owner // whose home it was
}

const cardWidth float32 = 300

func newPage(c *shell.Context, p Params) *page {
	pg := &page{c: c, p: p, body: register.NewBody(c, 8), steps: register.NewSteps(c, cardWidth-2*theme.Margin), card: container.NewStack()}
	pg.tab = shell.Kept(c, "tab", func() string { return c.Route.Part })
	id, err := app.ParseID(c.Route.ID)
	if err != nil {
		pg.body.Empty(register.Empty{Icon: "units", Line: c.W.T("unit.unknown"), Act: c.W.T("unit.to_grid"), Do: func() { c.Open(shell.To("units")) }})
		return pg
	}
	pg.id = id
	pg.past = &past{pg: pg}
	pg.reload()
	c.Watch(pg.reload)
	c.OnEscape(func() bool { c.Back(); return true })
	c.Commands(shell.Command{Text: c.W.T("common.next"), Key: fyne.KeyReturn, Do: func() {
		if pg.shown {
			_, to := pg.next()
			c.Open(to)
		}
	}}, shell.Command{Text: c.W.T("unit.act.desk"), Key: fyne.KeyD, Do: pg.toDesk})
	return pg
}

// toDesk leads to the home's handover desk.
func (pg *page) toDesk() { pg.c.Open(shell.ToRecord("handover", pg.id.String())) }

func (pg *page) reload() {
	id, read := pg.id, pg.p.Read
	register.Load(pg.body, &pg.latest, func(ctx context.Context) (k knowledge, err error) {
		if k.View, err = read.HandoverDesk(ctx, id); err != nil {
			return k, err
		}
		if k.inspections, err = read.InspectionsOfUnit(ctx, id); err != nil {
			return k, err
		}
		if k.defects, err = read.DefectsOfUnit(ctx, id); err != nil {
			return k, err
		}
		if k.documents, err = read.DocumentsOfUnit(ctx, id); err != nil {
			return k, err
		}
		if k.people, err = read.People(ctx); err != nil {
			return k, err
		}
		if k.firms, err = read.Firms(ctx); err != nil {
			return k, err
		}
		if k.types, err = read.HouseTypes(ctx); err != nil {
			return k, err
		}
		k.former, err = read.FormerOwners(ctx, id)
		return k, err
	}, pg.show)
}

// show draws the page anew; the open tab stays open, and its list where it was.
func (pg *page) show(k knowledge) {
	pg.know = k
	pg.fillCard()
	if pg.shown {
		pg.refill()
		return
	}
	pg.shown = true
	pg.tabs = pg.newTabs()
	card := widget.Edges(nil, pg.steps.View, nil, nil, widget.Fixed(cardWidth, container.NewVScroll(pg.card)))
	left := widget.Edges(nil, nil, nil, widget.VLine(), widget.NewPanel(theme.Paper, card))
	pg.right = container.New(layout.NewCustomPaddedLayout(theme.Gap, 0, 0, 0), pg.tabs)
	pg.body.Show(widget.Edges(nil, nil, left, nil, pg.right))
	pg.tabs.SetCount("rectify", pg.open())
	pg.startKeyboard()
}

// open counts the defects still owed something.
func (pg *page) open() int { return len(pg.know.Open) }

// nameOf says who or what an identity is.
func (pg *page) nameOf(id app.ID) string {
	for _, p := range pg.know.people {
		if p.ID == id {
			return p.Name
		}
	}
	for _, f := range pg.know.firms {
		if f.ID == id {
			return f.Name
		}
	}
	for _, o := range pg.know.Owners {
		if o.Owner.ID == id {
			return o.Owner.Name
		}
	}
	for _, d := range pg.know.defects {
		if d.ID == id {
			return d.Number
		}
	}
	for _, d := range pg.know.documents {
		if d.ID == id {
			return d.Number
		}
	}
	for _, h := range pg.know.types {
		if h.ID == id {
			return h.Name
		}
	}
	return ""
}
