package words

import (
	"keyday/app"
	"keyday/app/handover"
)

// HomeState is the state of a home in a line, and that the law forbids handing it over
// where the state, which tells of the work in it, does not say so.
func (w *Words) HomeState(state string, barred bool) string {
	said := w.T("common.state." + state)
	if barred {
		said += " · " + w.Barred(true)
	}
	return said
}

// Cancelled says when and why a handover was cancelled, and by whom where that is known.
func (w *Words) Cancelled(c handover.Cancellation) string {
	return w.T("handover.card.cancelled", "day", w.Date(app.DateOf(c.At)), "who", c.Who, "reason", c.Why)
}

// Entrance says the 单元 that a home is in, or nothing where its building has none.
func (w *Words) Entrance(name string) string {
	if name == "" {
		return ""
	}
	return w.T("common.grid.entrance", "name", name)
}

// Barred says that the law forbids handing a home over, or nothing.
func (w *Words) Barred(barred bool) string {
	if !barred {
		return ""
	}
	return w.T("common.barred")
}
