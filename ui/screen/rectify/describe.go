package rectify

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"keyday/app/defect"
	"keyday/app/site"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// editForm corrects what is said of a defect. Trade, warranty and the item of the
// checklist stay: they follow from what was looked at.
func (pg *page) editForm(d defect.Detail) *form {
	w, desk, actor, id := pg.c.W, pg.p.Desk, pg.c.Actor(), d.ID
	f := pg.newForm(edit, id)
	part := f.text(w.T("field.defect.part"), false, d.Part)
	phrase := f.text(w.T("field.defect.phrase"), false, d.Phrase)
	note := widget.NewNoteEntry("")
	note.SetText(d.Note)
	f.add(w.T("field.defect.note"), false, note)
	var names []string
	for _, s := range site.Severities {
		names = append(names, severityWord(w, s))
	}
	severity := widget.NewSelect(names, nil)
	severity.Choose(severityWord(w, d.Severity))
	f.add(w.T("field.defect.severity"), false, severity)
	f.take = func() act {
		what := d.Described()
		what.Part, what.Phrase, what.Note = part.Text, phrase.Text, note.Text
		if i := severity.Index(); i >= 0 {
			what.Severity = site.Severities[i]
		}
		return func(ctx context.Context) error { return desk.Edit(ctx, actor, id, what) }
	}
	f.done = func() { pg.c.Say(w.T("rectify.edited", "number", d.Number)) }
	return f.build(d.Number + "　" + pg.stepName(edit))
}

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
	if plan.Image == nil {
		return
	}
	var set func(x, y int)
	if slices.Contains(stepsFor(d, c.Actor()), edit) {
		set = func(x, y int) {
			actor, what := c.Actor(), d.Described()
			if x == what.PinX && y == what.PinY {
				return
			}
			what.PinX, what.PinY = x, y
			c.Do(func(ctx context.Context) error { return desk.Edit(ctx, actor, d.ID, what) }, func(err error) {
				if err != nil {
					c.Fail(err)
					return
				}
				c.Say(c.W.T("rectify.plan.set", "number", d.Number))
			})
		}
	}
	place, what := where(c.W, d.Row)
	c.Ask(widget.NewPlanDialog(c.W, joined(d.Number, place, what), plan.Image, d.PinX, d.PinY, set))
}
