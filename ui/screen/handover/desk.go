package handover

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// The stations down the page, in the order in which they are walked.
const (
	identity    = "identity"
	papers      = "papers"
	meters      = "meters"
	keys        = "keys"
	annex       = "annex"
	decision    = "decision"
	certificate = "certificate"
)

// desk is one home at the desk.
type desk struct {
	c  *shell.Context
	p  Params
	id app.ID

	latest    shell.Latest
	comparing shell.Latest
	whole     map[app.ID]string // numbers that are being compared with the card

	v      handover.View
	shown  bool     // something was read
	shape  string   // what the column was built from
	follow []func() // bring what stands in the column up to date, while its shape is the same

	running int  // acts that are not on disk yet
	stale   bool // what they made of the home is not shown yet
	going   bool // to the next step, once they are, and it is

	open     *handover.Decision // the decision whose details are being filled in
	typed    *string            // the remark, while nobody has decided
	remarked bool               // it was typed, and not read
	remark   *widget.NoteEntry
	card     *fyne.Container
	column   *fyne.Container
	stations map[string]fyne.CanvasObject
	starts   map[string]func() fyne.Focusable // where the keyboard begins in a station
	steps    *register.Steps
	scroll   *container.Scroll
	body     *register.Body
}

const cardWidth float32 = 320

func newDesk(c *shell.Context, p Params) *desk {
	pg := &desk{c: c, p: p, whole: map[app.ID]string{}, body: register.NewBody(c, 8), steps: register.NewSteps(c, cardWidth-2*theme.Margin), card: container.NewStack(), column: widget.Stack()}
	pg.open = shell.Kept[handover.Decision](c, "open", nil)
	pg.typed = shell.Kept[string](c, "remark", nil)
	pg.remarked = *pg.typed != ""
	id, err := app.ParseID(c.Route.ID)
	if err != nil {
		pg.lost()
		return pg
	}
	pg.id = id
	pg.scroll = widget.NewVScroll(container.New(layout.NewCustomPaddedLayout(theme.Gap, 32, theme.Margin, theme.Margin), pg.column))
	pg.reload()
	c.Watch(pg.reload)
	c.OnEscape(func() bool { c.Back(); return true })
	c.OnPrint(pg.print)
	c.Commands(shell.Command{Text: c.W.T("common.next"), Key: fyne.KeyReturn, Do: pg.next})
	return pg
}

// lost is what the page says of a home that is not there.
func (pg *desk) lost() {
	w := pg.c.W
	pg.body.Empty(register.Empty{Icon: "handover", Line: w.T("handover.unknown"), Act: w.T("handover.to_list"), Do: func() { pg.c.Open(shell.To("handover")) }})
}

func (pg *desk) reload() {
	id, read := pg.id, pg.p.Read
	register.Load(pg.body, &pg.latest, func(ctx context.Context) (*handover.View, error) {
		v, err := read.HandoverDesk(ctx, id)
		if app.RefusalCode(err) == "record.unknown" {
			return nil, nil
		}
		return &v, err
	}, func(v *handover.View) {
		if v == nil {
			pg.lost()
			return
		}
		pg.show(*v)
	})
}

// show brings the page up to what was read. What a person is typing stays as it
// is: the column is built anew only where it would hold other lines.
func (pg *desk) show(v handover.View) {
	pg.v, pg.stale = v, false
	pg.fillCard()
	rebuilt := pg.shapeOf() != pg.shape
	if rebuilt {
		pg.shape = pg.shapeOf()
		pg.fillColumn()
	}
	for _, follow := range pg.follow {
		follow()
	}
	pg.column.Refresh()
	if !pg.shown {
		pg.shown = true
		card := widget.Edges(nil, pg.steps.View, nil, nil, widget.Fixed(cardWidth, container.NewVScroll(pg.card)))
		left := widget.Edges(nil, nil, nil, widget.VLine(), widget.NewPanel(theme.Paper, card))
		pg.body.Show(widget.Edges(nil, nil, left, nil, pg.scroll))
		pg.c.Home(pg.steps.Next)
	} else if rebuilt {
		pg.refocus()
	}
	if pg.c.Route.Arg("act") == "name" { // whoever sent us wants a name put right
		pg.c.SetRoute(shell.ToRecord("handover", pg.id.String()))
		pg.correctName(app.Nil)
	}
	if pg.going && pg.running == 0 {
		pg.next()
	}
}

// refocus puts the keyboard where the work goes on, after the lines that it was on
// are gone: the next owner to be checked, else the next step.
func (pg *desk) refocus() {
	if f := pg.c.Canvas().Focused(); f == nil || f == fyne.Focusable(pg.steps.Next) || pg.c.Canvas().Overlays().Top() != nil {
		return
	}
	if start := pg.starts[identity]; start != nil && start() != nil && pg.v.Here() {
		pg.c.Canvas().Focus(start())
		return
	}
	pg.c.Canvas().Focus(pg.steps.Next)
}

// shapeOf says what the column is made of.
func (pg *desk) shapeOf() string {
	var b strings.Builder
	fmt.Fprint(&b, pg.editable(), pg.arrived(), *pg.open)
	for _, o := range pg.v.Owners {
		fmt.Fprint(&b, o.Ownership.Owner, o.Letter.ID, o.Letter.Withdrawn)
		if o.Check != nil {
			fmt.Fprint(&b, o.Check.ID)
		}
	}
	for _, d := range pg.v.Open {
		fmt.Fprint(&b, d.ID)
	}
	fmt.Fprint(&b, pg.v.Items, len(pg.v.Results), len(pg.v.Notes))
	if !pg.editable() { // what is only read is drawn as it stands
		fmt.Fprint(&b, pg.v.Meters, pg.v.Keys, pg.v.Papers)
	}
	return b.String()
}

// may reports whether the person at the desk may do it at this home.
func (pg *desk) may(p staff.Permission) bool {
	return staff.May(pg.c.Actor(), p, pg.v.Building.Community) == nil
}

// editable reports whether lines may be filled: somebody is here, and the person
// at the desk may.
func (pg *desk) editable() bool { return pg.v.Here() && pg.may(staff.Receive) }

// arrived reports whether anything was ever recorded at this desk.
func (pg *desk) arrived() bool { return !pg.v.Case.ArrivedAt.IsZero() }

func (pg *desk) fillColumn() {
	pg.follow = nil
	pg.stations, pg.starts = map[string]fyne.CanvasObject{}, map[string]func() fyne.Focusable{}
	if !pg.arrived() {
		pg.column.Objects = []fyne.CanvasObject{pg.awaited()}
		return
	}
	var parts []fyne.CanvasObject
	if !pg.may(staff.Receive) {
		parts = append(parts, widget.NewBanner(widget.Told, pg.c.W.T("handover.read_only"), "", nil))
	}
	for _, s := range []struct {
		key   string
		build func() []fyne.CanvasObject
	}{
		{identity, pg.identity}, {papers, pg.papers}, {meters, pg.meters}, {keys, pg.keys},
		{annex, pg.annex}, {decision, pg.decision}, {certificate, pg.certificate},
	} {
		station := widget.Stack(s.build()...)
		pg.stations[s.key] = station
		parts = append(parts, station, widget.Space(theme.Gap), widget.HLine())
	}
	pg.column.Objects = parts
}

// awaited is what the column says before anybody has come.
func (pg *desk) awaited() fyne.CanvasObject {
	text := pg.c.W.T("refusal.handover.not_checked_in", "unit", pg.v.Unit.Code)
	if !pg.may(staff.Receive) {
		text = pg.c.W.T("handover.awaited_read_only", "unit", pg.v.Unit.Code)
	}
	return container.New(layout.NewCustomPaddedLayout(120, 0, 0, 0), register.Empty{Icon: "handover", Line: text}.View())
}

// head is the head of a station: a ring that closes as its lines are filled, its
// title, and what can be done with all of it. progress is asked at every reading.
func (pg *desk) head(key string, progress func() (done, total int), acts ...fyne.CanvasObject) fyne.CanvasObject {
	ring := widget.NewProgressRing(0, 1, false)
	pg.follow = append(pg.follow, func() {
		done, total := progress()
		ring.Set(done, total, false)
	})
	row := []fyne.CanvasObject{ring, widget.NewEmphasis(pg.c.W.T("handover.station." + key)), layout.NewSpacer()}
	return container.New(layout.NewCustomPaddedLayout(6, 2, 0, 0), widget.Bar(append(row, acts...)...))
}

// asked is how far a list of the site's is filled; where the site asks for nothing,
// there is nothing to fill.
func asked(done, total int, items []handover.Item) (int, int) {
	if len(items) == 0 {
		return 1, 1
	}
	return done, max(1, total)
}

// goTo brings a station into view and the keyboard to where its work begins.
func (pg *desk) goTo(key string) {
	station := pg.stations[key]
	if station == nil {
		return
	}
	pg.scroll.ScrollToOffset(fyne.NewPos(0, max(0, station.Position().Y-theme.Gap)))
	if start := pg.starts[key]; start != nil {
		if f := start(); f != nil {
			pg.c.Canvas().Focus(f)
		}
	}
}

// act runs a use case upon the home; the page reads again once it is on disk. A
// refusal is said by failed, or by the shell where that is nil.
func (pg *desk) act(do useCase, failed func(error)) {
	actor, unit := pg.c.Actor(), pg.id
	if failed == nil {
		failed = func(err error) {
			if err != nil {
				pg.c.Fail(err)
			}
		}
	}
	pg.running++
	pg.c.Do(func(ctx context.Context) error { return do(ctx, actor, unit) }, func(err error) {
		pg.running--
		if err != nil {
			pg.going = false
			failed(err)
			return
		}
		pg.stale = true // the next step follows from what is read now
		failed(nil)
		pg.reload()
	})
}

// orShow says why something was not recorded, and shows what is.
func (pg *desk) orShow(err error) {
	if err != nil {
		pg.c.Fail(err)
		pg.reload()
	}
}

// print shows the certificate, where it is printed.
func (pg *desk) print() {
	if !pg.v.Certificate.ID.IsNil() {
		pg.c.Open(shell.ToRecord("document", pg.v.Certificate.ID.String()))
	}
}
