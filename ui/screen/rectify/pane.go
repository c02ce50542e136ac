package rectify

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/defect"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

const paneWidth float32 = 420

// pane is the one defect at the right: what it is, its photos, its history, and at
// the foot its next steps, or the form of the one that was begun.
type pane struct {
	pg       *page
	latest   shell.Latest
	album    *widget.Album // for the strips
	previews *widget.Album
	detail   defect.Detail
	loaded   bool
	form     *form

	// stale says that what is shown is not what is: a step was taken, or another row
	// chosen, and what stands now is still being read. Until then nothing answers.
	stale bool
	steps *register.Steps

	selection bool // something is selected in the list

	head   *fyne.Container
	body   *fyne.Container
	scroll *container.Scroll
	foot   *fyne.Container
	frame  *fyne.Container
	view   fyne.CanvasObject
	strips []*widget.PhotoStrip
	// drawing is the plan of the home, nil where its house type has none.
	drawing *widget.Plan
}

func newPane(pg *page) *pane {
	p := &pane{pg: pg, steps: register.NewSteps(pg.c, paneWidth-2*theme.Margin)}
	p.album = widget.NewAlbum(thumbReader(pg.c, pg.p.Pictures))
	p.head, p.body, p.foot = widget.Stack(), widget.Stack(), widget.Stack()
	inner := container.New(layout.NewCustomPaddedLayout(0, theme.Margin, theme.Margin, theme.Margin), p.body)
	p.scroll = widget.Follow(container.NewVScroll(inner))
	// In this order Tab goes through them.
	p.frame = container.New(layout.NewBorderLayout(p.head, p.foot, nil, nil), p.head, p.scroll, p.foot)
	sheet := widget.NewPanel(theme.Ground, p.frame)
	p.view = widget.Edges(nil, nil, widget.VLine(), nil, widget.Fixed(paneWidth, sheet))
	p.blank()
	return p
}

// holds reports whether the defect is the one shown.
func (p *pane) holds(id app.ID) bool { return p.loaded && p.detail.ID == id }

// ready reports whether the pane shows what its defect is now, and the list is the one
// that was asked for.
func (p *pane) ready() bool { return p.loaded && !p.stale && !p.pg.list.Waiting() }

// idle reports whether no form is open that a change of defect would take away.
func (p *pane) idle() bool { return p.form == nil }

// settle empties the pane where its defect left with the last of the list.
func (p *pane) settle() {
	if p.pg.open.IsNil() && p.idle() {
		p.blank()
	}
}

func (p *pane) blank() {
	p.loaded, p.stale = false, false
	p.head.Objects, p.foot.Objects, p.strips = nil, nil, nil
	p.body.Objects = []fyne.CanvasObject{widget.Space(theme.Margin), widget.NewQuiet(p.pg.c.W.T("rectify.none_open"))}
	p.frame.Refresh()
}

// load reads a defect and shows it. A form that is open for another defect is left.
func (p *pane) load(id app.ID) {
	if p.form != nil && !slices.Contains(p.form.ids, id) {
		p.form = nil
	}
	if !p.holds(id) {
		p.wait()
	}
	read := p.pg.p.Read
	type got struct {
		detail defect.Detail
		err    error
	}
	shell.Load(p.pg.c, &p.latest, func(ctx context.Context) (got, error) {
		d, err := read.DefectDetail(ctx, id)
		return got{d, err}, nil
	}, func(g got) {
		if g.err != nil {
			p.blank()
			p.body.Objects = []fyne.CanvasObject{widget.Space(theme.Margin), widget.NewParagraph(p.pg.c.W.Refusal(g.err), paneWidth-2*theme.Margin)}
			p.frame.Refresh()
			return
		}
		p.show(g.detail)
	})
}

// show puts a defect into the pane; the place one has scrolled to stays with it.
func (p *pane) show(d defect.Detail) {
	same := p.holds(d.ID)
	p.detail, p.loaded, p.stale = d, true, false
	p.head.Objects = []fyne.CanvasObject{p.title()}
	if p.form == nil || !p.form.tall {
		p.body.Objects = p.parts()
	}
	if p.form == nil {
		p.showSteps()
	}
	if !same {
		p.scroll.Offset = fyne.NewPos(0, 0)
	}
	p.refit()
}

// refit lays the pane out anew after its parts changed their heights.
func (p *pane) refit() {
	p.head.Refresh()
	p.body.Refresh()
	p.foot.Refresh()
	p.frame.Refresh()
	p.scroll.Refresh()
}

// showSteps offers what may be done next, the step that it waits for first.
func (p *pane) showSteps() {
	o := register.Offered(p.detail.StepsFor(p.pg.c.Actor()), p.detail.State.Next(), func(s defect.Step) register.Act {
		return register.Act{Name: p.pg.keyed(s, p.pg.nameFor(s, p.detail)), Danger: s == defect.Cancel, Do: func() { p.begin(s) }}
	})
	o.Of, o.Calm = p.detail.ID, len(p.pg.list.Table.Selected()) > 0 // then its act in the bar is the primary one
	p.steps.Offer(o)
	if !p.ready() {
		p.steps.Wait()
	}
	p.foot.Objects = []fyne.CanvasObject{p.steps.View}
}

// offerSteps shows the steps again where a selection began or ended.
func (p *pane) offerSteps() {
	if some := len(p.pg.list.Table.Selected()) > 0; some != p.selection {
		p.selection = some
		if p.loaded && p.form == nil {
			p.showSteps()
			p.refit()
		}
	}
}

func (p *pane) setFoot(o fyne.CanvasObject) { p.foot.Objects = []fyne.CanvasObject{register.Foot(o)} }

// wait makes the steps inert until what stands now is shown.
func (p *pane) wait() {
	p.stale = true
	p.steps.Wait()
}

// begin begins a step of the defect shown, where it and the person allow it.
func (p *pane) begin(s defect.Step) bool {
	if !p.ready() || p.form != nil || !slices.Contains(p.detail.StepsFor(p.pg.c.Actor()), s) {
		return false
	}
	if s == defect.Verify {
		if _, err := defect.MayVerify(p.detail.Defect, p.pg.c.Actor(), p.detail.Verifiers); err != nil {
			p.pg.c.Fail(err) // before anything is filled in
			return true
		}
	}
	f := p.pg.formFor(s, p.detail)
	if f.asks.Empty() {
		p.form = f
		f.submit()
		return true
	}
	p.open(f)
	return true
}

// open shows a form at the foot.
func (p *pane) open(f *form) {
	p.form = f
	if f.tall {
		p.body.Objects = []fyne.CanvasObject{widget.Space(theme.Gap), f.view}
		p.scroll.Offset = fyne.NewPos(0, 0)
		p.setFoot(f.acts)
	} else {
		p.setFoot(f.view)
	}
	p.refit()
	p.pg.c.Canvas().Focus(f.first)
}

// cancel leaves the form; false where none is open.
func (p *pane) cancel() bool {
	if p.form == nil {
		return false
	}
	tall := p.form.tall
	p.form = nil
	p.foot.Objects = nil
	if p.loaded {
		if tall {
			p.body.Objects = p.parts()
		}
		p.showSteps()
	}
	p.refit()
	return true
}

// finish closes the form of a step that was taken, says so, and gives the keyboard
// back to the list.
func (p *pane) finish(f *form) {
	if p.form == f {
		p.cancel()
		if p.loaded && slices.Contains(f.ids, p.detail.ID) {
			p.wait()
			p.load(p.detail.ID)
		}
	}
	p.pg.list.Table.Focus()
	if f.done != nil {
		f.done()
		return
	}
	p.pg.c.Say(p.pg.c.W.T("rectify.stepped", "number", p.detail.Number, "what", p.pg.c.W.T("action.defect."+string(f.step))))
}

// focus gives the keyboard to the next step.
func (p *pane) focus() {
	if !p.ready() {
		return
	}
	if steps := p.detail.StepsFor(p.pg.c.Actor()); len(steps) > 0 {
		p.begin(steps[0])
	}
}
