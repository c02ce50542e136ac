package contracts

import (
	"context"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// askReceipt takes down the receipt for the property fee of the one home that is chosen.
func (l *list) askReceipt() {
	chosen := l.Table.Chosen()
	if len(chosen) != 1 || !l.may(staff.Receive, chosen...) {
		return
	}
	home, read := chosen[0], l.p.Read
	var latest shell.Latest
	shell.Load(l.c, &latest, func(ctx context.Context) (app.Seen[contract.FeeReceipt], error) {
		return read.SeeFeeReceipt(ctx, home.ID())
	},
		func(seen app.Seen[contract.FeeReceipt]) { l.receiptForm(home, &seen) })
}

func (l *list) receiptForm(home register.Row, seen *app.Seen[contract.FeeReceipt]) {
	w, r, f := l.c.W, seen.Value, register.NewForm(l.c)
	label := func(key string) string { return w.T("field.fee_receipt." + key) }
	number := f.Text(label("number"), r.Number, register.Hint(w.T("contracts.hint.receipt")), register.Of("number"))
	on, until := f.Day(label("on_day"), r.On, register.Of("on_day")), f.Day(label("paid_until"), r.Until)
	actor, desk := l.c.Actor(), l.p.Desk
	change := r
	f.Ask(register.Question{Title: w.T("contracts.receipt_title", "unit", home.Text("unit")), Text: w.T("contracts.receipt_text"), Take: func() (register.Doing, error) {
		change.Unit, change.Number, change.On, change.Until = home.ID(), number.Text, on(), until()
		change := change
		return func(ctx context.Context) error { return desk.PutReceipt(ctx, actor, seen, change) }, nil
	}, Done: func() {
		if doubt := change.Doubt(); doubt != nil {
			l.c.Toast(widget.Toast{Text: w.T("contracts.receipt_kept") + w.Refusal(doubt), Tone: widget.Caution})
			return
		}
		l.c.Say(w.T("contracts.receipt_kept"))
	}})
}
