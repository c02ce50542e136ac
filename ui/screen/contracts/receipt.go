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
	w, r := l.c.W, seen.Value
	number := widget.NewEntry(w.T("contracts.hint.receipt"))
	number.SetText(r.Number)
	on, until := widget.NewDateField(w, l.c.Today, r.On), widget.NewDateField(w, l.c.Today, r.Until)
	d := widget.NewDialog(w, w.T("contracts.receipt_title", "unit", home.Text("unit")), w.T("contracts.receipt_text"))
	label := func(key string) string { return w.T("field.fee_receipt." + key) }
	d.Content = widget.Stack(widget.NewField(label("number"), number), widget.NewField(label("on_day"), on), widget.NewField(label("paid_until"), until))
	d.Confirm, d.Focus = w.T("common.save"), number
	actor, desk := l.c.Actor(), l.p.Desk
	d.OnConfirm = func() bool {
		change, ok := r, true
		change.Unit, change.Number = home.ID(), number.Text
		if change.On, ok = on.Day(); !ok {
			d.SetError(w.Refusal(app.Refuse("contracts.no_date", "field", label("on_day"))))
			return false
		}
		if change.Until, ok = until.Day(); !ok {
			d.SetError(w.Refusal(app.Refuse("contracts.no_date", "field", label("paid_until"))))
			return false
		}
		l.c.Confirm(d, func(ctx context.Context) error { return desk.PutReceipt(ctx, actor, seen, change) }, func() {
			if doubt := change.Doubt(); doubt != nil {
				l.c.Toast(widget.Toast{Text: w.T("contracts.receipt_kept") + w.Refusal(doubt), Tone: widget.Caution})
				return
			}
			l.c.Say(w.T("contracts.receipt_kept"))
		})
		return false
	}
	l.c.Ask(d)
}
