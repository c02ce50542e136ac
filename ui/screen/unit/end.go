package unit

import (
	"context"

	"fyne.io/fyne/v2"

	"keyday/app/site"
	"keyday/ui/screen/widget"
)

// endOwnership asks why somebody owns the home no more, and records it. Where it was
// transferred, who owns it from now on is taken down next.
func (f *form) endOwnership(o site.Owner) {
	w := f.c.W
	if err := f.requireMaySettleHome(); err != nil {
		f.c.Fail(err)
		return
	}
	var why site.EndReason
	texts := make([]string, len(site.EndReasons))
	for i, r := range site.EndReasons {
		texts[i] = w.T("ownership.ended_why." + string(r))
	}
	chips := widget.Choices(texts, -1, func(i int) { why = site.EndReasons[i] })
	d := widget.NewDialog(w, w.T("unit.end.title", "name", o.Name, "unit", f.v.Unit.Code), w.T("unit.end.text"))
	d.Content = widget.NewField(w.T("unit.end.why"), widget.Bar(chips...))
	d.Keeps, d.Confirm, d.Danger, d.Width, d.Focus = w.T("unit.end.keeps"), w.T("unit.end.confirm"), true, eraseWidth, chips[0].(fyne.Focusable)
	d.OnConfirm = func() bool {
		actor, unit, why := f.c.Actor(), f.v.Unit.ID, why
		f.c.Confirm(d, func(ctx context.Context) error { return f.Ledger.EndOwnership(ctx, actor, unit, o.ID, why) }, func() {
			f.c.Say(w.T("unit.end.done", "name", o.Name))
			if why == site.Transferred {
				next := *f
				next.v.Owners = nil
				for _, p := range f.v.Owners {
					if p.Ownership.Owner != o.ID {
						next.v.Owners = append(next.v.Owners, p)
					}
				}
				next.register()
			}
		})
		return false
	}
	f.c.Ask(d)
}
