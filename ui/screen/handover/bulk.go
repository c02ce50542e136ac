package handover

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/ui/screen/register"
	"keyday/ui/screen/widget"
)

// bulk is what can be done with all homes that are selected.
func (l *list) bulk(selected []register.Row) []fyne.CanvasObject {
	book := l.ActOn(selected, widget.Primary, l.c.W.T("handover.book_all"), handover.Book.Needs(), func() { l.book(selected) })
	return append([]fyne.CanvasObject{book}, l.PackAct(selected, l.c.W.T("handover.pack_title", "n", len(selected)), contract.Certificate, l.p.Pack)...)
}

// book asks for a day, from when, and how long each home takes; they are booked one after
// the other, in the order in which the list shows them.
func (l *list) book(homes []register.Row) {
	w, f, actor, desk := l.c.W, register.NewForm(l.c), l.c.Actor(), l.p.Desk
	var on func() app.Date
	var from *widget.Entry
	var minutes func() int
	on = f.Day(w.T("handover.ask.book_on"), l.c.Today().AddDays(1), register.Must)
	f.Beside(func() {
		from = f.Text(w.T("handover.ask.book_from"), "09:00", register.Must)
		minutes = register.Parsed(f, w.T("handover.book_minutes"), "30", register.Whole(24*60), register.Must)
	})
	var slots []handover.Slot
	b := &register.Bulk{Of: homes, Called: "unit",
		Do: func(ctx context.Context, of []register.Row) (app.Outcome, error) {
			var wanted []handover.Booking
			for i, home := range homes {
				if slices.Contains(of, home) {
					wanted = append(wanted, handover.Booking{Unit: home.ID(), Slot: slots[i], Was: handover.Agreed{On: home.Day("slot_on"), Hours: home.Text("slot")}})
				}
			}
			return desk.BookAll(ctx, actor, wanted)
		},
		Done: func(n int) string { return w.T("handover.booked_all", "n", n, "on", on().String()) }}
	f.Ask(register.Question{Title: w.T("handover.book_all_title", "n", len(homes)), Text: w.T("handover.book_all_text"), Confirm: w.T("handover.book_all"),
		Take: func() (_ register.Doing, err error) {
			slots, err = handover.Slots(on(), strings.TrimSpace(from.Text), minutes(), len(homes))
			return b.Run, err
		},
		Done: func() { l.Told(b) }})
}
