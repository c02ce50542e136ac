package handover

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/widget"
)

// bulk is what can be done with all homes that are selected.
func (l *list) bulk(selected []register.Row) []fyne.CanvasObject {
	book := widget.NewPrimary(l.c.W.T("handover.book_all"), func() { l.book(selected) })
	if staff.May(l.c.Actor(), handover.Book.Needs(), register.Communities(selected)...) != nil {
		book.Disable()
	}
	acts := []fyne.CanvasObject{book}
	if staff.May(l.c.Actor(), staff.Print, register.Communities(selected)...) == nil && l.p.Pack.Make != nil {
		acts = append(acts, widget.NewButtonIn(widget.Plain, "print", l.c.W.T("register.pack"), func() {
			l.AskPack(selected, "unit", l.c.W.T("handover.pack_title", "n", len(selected)), contract.Certificate, l.p.Pack)
		}))
	}
	return acts
}

// book asks for a day, from when, and how long each home takes; they are booked one after
// the other, in the order in which the list shows them.
func (l *list) book(homes []register.Row) {
	w := l.c.W
	on := widget.NewDateField(w, l.c.Today, l.c.Today().AddDays(1))
	from, minutes := widget.NewEntry("09:00"), widget.NewEntry("30")
	from.SetText("09:00")
	minutes.SetText("30")
	d := widget.NewDialog(w, w.T("handover.book_all_title", "n", len(homes)), w.T("handover.book_all_text"))
	d.Content = widget.Stack(widget.NewField(w.T("handover.ask.book_on"), on),
		widget.Columns(widget.NewField(w.T("handover.ask.book_from"), from), widget.NewField(w.T("handover.book_minutes"), minutes)))
	d.Focus, d.Confirm = on.Focusable(), w.T("handover.book_all")
	actor, desk := l.c.Actor(), l.p.Desk
	d.OnConfirm = func() bool {
		day, err := on.Given()
		var slots []handover.Slot
		if err == nil {
			each, unread := strconv.Atoi(strings.TrimSpace(minutes.Text))
			if slots, err = handover.Slots(day, strings.TrimSpace(from.Text), each, len(homes)); unread != nil {
				err = app.Refuse("handover.slot_unclear")
			}
		}
		if err != nil {
			d.SetError(w.Refusal(err))
			return false
		}
		bookings := func(of []register.Row) (wanted []handover.Booking) {
			for i, home := range homes {
				if slices.Contains(of, home) {
					wanted = append(wanted, handover.Booking{Unit: home.ID(), Slot: slots[i], Was: handover.Agreed{On: home.Day("slot_on"), Hours: home.Text("slot")}})
				}
			}
			return wanted
		}
		l.Confirm(d, register.Bulk{Of: homes, Called: "unit",
			Do: func(ctx context.Context, of []register.Row) (app.Outcome, error) {
				return desk.BookAll(ctx, actor, bookings(of))
			},
			Done: func(n int) string { return w.T("handover.booked_all", "n", n, "on", day.String()) }})
		return false
	}
	l.c.Ask(d)
}
