package unit

import (
	"context"
	"slices"

	"keyday/app/handover"
	"keyday/app/site"
	"keyday/ui/screen/register"
)

// endOwnership asks why somebody owns the home no more, and records it. Where it was
// transferred, who owns it from now on is taken down next.
func (f *form) endOwnership(o site.Owner) {
	w := f.c.W
	if err := f.requireMaySettleHome(); err != nil {
		f.c.Fail(err)
		return
	}
	actor, unit := f.c.Actor(), f.v.Unit.ID
	asked, q := f.ask(w.T("unit.end.title", "name", o.Name, "unit", f.v.Unit.Code), w.T("unit.end.text"))
	asked.Width = eraseWidth
	why := register.Chips(asked, register.Choice[site.EndReason]{Label: w.T("unit.end.why"), Keys: site.EndReasons,
		Say: func(r site.EndReason) string { return w.T("ownership.ended_why." + string(r)) }}, "")
	q.Keeps, q.Confirm, q.Danger = w.T("unit.end.keeps"), w.T("unit.end.confirm"), true
	q.Take = func() (register.Doing, error) {
		why := why()
		return func(ctx context.Context) error { return f.Ledger.EndOwnership(ctx, actor, unit, o.ID, why) }, nil
	}
	q.Done = func() {
		f.c.Say(w.T("unit.end.done", "name", o.Name))
		if why() == site.Transferred {
			next := *f
			next.v.Owners = slices.DeleteFunc(slices.Clone(f.v.Owners), func(p handover.Present) bool { return p.Ownership.Owner == o.ID })
			next.register()
		}
	}
	asked.Ask(q)
}
