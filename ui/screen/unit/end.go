package unit

import (
	"context"

	"fyne.io/fyne/v2"

	"keyday/app/site"
	"keyday/ui/screen/widget"
)

// endOwnership asks why somebody owns the home no more, and records it.
func (pg *page) endOwnership(o site.Owner) {
	w := pg.c.W
	var why site.EndReason
	texts := make([]string, len(site.EndReasons))
	for i, r := range site.EndReasons {
		texts[i] = w.T("ownership.ended_why." + string(r))
	}
	chips := widget.Choices(texts, -1, func(i int) { why = site.EndReasons[i] })
	d := widget.NewDialog(w, w.T("unit.end.title", "name", o.Name, "unit", pg.know.Unit.Code), w.T("unit.end.text"))
	d.Content = widget.NewField(w.T("unit.end.why"), widget.Bar(chips...))
	d.Keeps, d.Confirm, d.Danger, d.Width, d.Focus = w.T("unit.end.keeps"), w.T("unit.end.confirm"), true, eraseWidth, chips[0].(fyne.Focusable)
	d.OnConfirm = func() bool {
		actor, unit, why := pg.c.Actor(), pg.id, why
		pg.c.Confirm(d, func(ctx context.Context) error { return pg.p.Owners.EndOwnership(ctx, actor, unit, o.ID, why) }, func() {
			pg.c.Say(w.T("unit.end.done", "name", o.Name))
		})
		return false
	}
	pg.c.Ask(d)
}
