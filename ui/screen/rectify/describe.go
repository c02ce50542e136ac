package rectify

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"keyday/app/defect"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

const planHeight float32 = 148

// plan shows where in the home the defect is; a tap shows it large, where the pin
// can be set by who may correct the defect.
func (p *pane) plan() []fyne.CanvasObject {
	d, w := p.detail, p.pg.c.W
	if d.Plan == "" {
		return nil
	}
	plan := widget.NewPlan(fyne.NewSize(paneWidth-2*theme.Margin, planHeight), d.PinX, d.PinY)
	plan.Image, _ = p.pg.large().Picture(d.Plan, func() {
		picture, _ := p.pg.large().Picture(d.Plan, func() {})
		plan.SetImage(picture)
	})
	plan.OnTap = func() { p.openPlan(plan) }
	title := w.T("rectify.plan.place")
	if !plan.Pinned() {
		title = w.T("rectify.plan.none")
	}
	p.drawing = plan
	return []fyne.CanvasObject{widget.Space(theme.Gap), widget.NewQuiet(title), widget.Space(4), plan}
}

// openPlan shows the plan large.
func (p *pane) openPlan(plan *widget.Plan) {
	d, c, desk := p.detail, p.pg.c, p.pg.p.Desk
	seen := d.Seen()
	if plan.Image == nil {
		return
	}
	var set func(x, y int)
	if slices.Contains(d.StepsFor(c.Actor()), defect.Edit) {
		set = func(x, y int) {
			actor, what := c.Actor(), d.Described()
			if x == what.PinX && y == what.PinY {
				return
			}
			what.PinX, what.PinY = x, y
			c.Act(func(ctx context.Context) error { return desk.Correct(ctx, actor, seen, what, "") }, func() {
				c.Say(c.W.T("rectify.plan.set", "number", d.Number))
			})
		}
	}
	place, what := where(c.W, d.Row)
	c.Ask(widget.NewPlanDialog(c.W, words.Join("　", d.Number, place, what), plan, set))
}
