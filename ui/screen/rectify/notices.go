package rectify

import (
	"context"
	"image"
	"strings"

	"keyday/app"
	"keyday/app/defect"
	"keyday/ui/screen/register"
	"keyday/ui/screen/widget"
)

// orderForm asks for what a notice says besides its defects. Each firm among them
// gets one of its own.
func (pg *page) orderForm(ids []app.ID) *form {
	w, desk, actor := pg.c.W, pg.p.Desk, pg.c.Actor()
	f := pg.newForm(defect.IssueNotice, ids...)
	due := f.asks.Day(f.word("deadline"), pg.newDeadline(ids))
	asked := f.asks.Text(f.word("requirement"), "")
	var issued []defect.Notice
	request := func() defect.NoticeRequest {
		return defect.NoticeRequest{Defects: ids, Deadline: due(), Requirement: asked.Text}
	}
	f.preview = func() {
		if !f.asks.Readable() {
			pg.pane.refit()
			return
		}
		o, try := request(), pg.p.Try
		register.ShowPages(pg.c, w.T("rectify.preview_title", "n", len(ids)), func(ctx context.Context, width int) ([]image.Image, error) {
			return try(ctx, actor, o, width)
		})
	}
	f.take = func() act {
		o := request()
		return func(ctx context.Context) (err error) {
			issued, err = desk.IssueNotices(ctx, actor, o)
			return err
		}
	}
	f.done = func() { pg.issued(issued) }
	return f.build(w.T("rectify.order_title", "n", len(ids)))
}

// newDeadline proposes a week where one of the defects is overdue, whose own day no
// notice can ask for; else each keeps its own.
func (pg *page) newDeadline(ids []app.ID) app.Date {
	const week = 7
	for _, id := range ids {
		late := false
		if r, listed := pg.list.Table.Find(id); listed {
			late = r.Value("left").Late()
		}
		if pg.pane.holds(id) {
			late = pg.pane.detail.Overdue(pg.c.Today()) > 0
		}
		if late {
			return pg.c.Today().AddDays(week)
		}
	}
	return 0
}

func (pg *page) reorderForm(d defect.Detail) *form {
	w, desk, actor := pg.c.W, pg.p.Desk, pg.c.Actor()
	f := pg.newForm(defect.Reissue, d.ID)
	due := f.asks.Day(f.word("deadline"), pg.newDeadline([]app.ID{d.ID}))
	asked := f.asks.Text(f.word("requirement"), d.Issued.Requirement)
	var again defect.Notice
	f.take = func() act {
		due, asked := due(), asked.Text
		return func(ctx context.Context) (err error) {
			again, err = desk.Reissue(ctx, actor, d.Notice, due, asked)
			return err
		}
	}
	f.done = func() { pg.issued([]defect.Notice{again}) }
	return f.build(w.T("rectify.reorder_title", "number", d.Issued.Number))
}

// receiveForm asks who took the notice for the firm.
func (pg *page) receiveForm(d defect.Detail) *form {
	w, desk, actor := pg.c.W, pg.p.Desk, pg.c.Actor()
	f := pg.newForm(defect.ReceiveNotice, d.ID)
	who := f.must("receiver", f.word("receiver"), "")
	f.take = func() act {
		who := who.Text
		f.done = func() { pg.c.Say(w.T("rectify.received", "number", d.Issued.Number, "who", strings.TrimSpace(who))) }
		return func(ctx context.Context) error { return desk.ReceiveNotice(ctx, actor, d.Notice, who) }
	}
	return f.build(d.Issued.Number + "　" + pg.stepName(defect.ReceiveNotice))
}

// issued says which notices were made, and offers the first to be printed.
func (pg *page) issued(notices []defect.Notice) {
	if len(notices) == 0 {
		return
	}
	w := pg.c.W
	toast := widget.Toast{Tone: widget.Well, Act: w.T("rectify.open_notice"), Do: func() { pg.openPaper(notices[0].Document) }}
	if len(notices) == 1 {
		toast.Text = w.T("rectify.issued", "number", notices[0].Number, "firm", notices[0].FirmName, "n", len(notices[0].Items))
	} else {
		toast.Text = w.T("rectify.issued_many", "n", len(notices), "first", notices[0].Number, "last", notices[len(notices)-1].Number)
	}
	pg.list.Table.ClearSelection()
	pg.c.Toast(toast)
}

// outdated reports whether the notice says of the defect what was put right since.
func outdated(d defect.Detail) bool {
	for _, item := range d.Issued.Items {
		if item.Defect == d.ID {
			return item.Room != d.Room || item.Part != d.Part || item.Phrase != d.Phrase || item.Severity != d.Severity
		}
	}
	return false
}
