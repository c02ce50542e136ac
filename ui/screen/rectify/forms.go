package rectify

import (
	"context"
	"strings"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	model "keyday/ui/register"
	"keyday/ui/screen/register"
	"keyday/ui/screen/widget"
)

// formFor is the form of a step of one defect. One that asks for nothing has no
// fields, and is taken at once.
func (pg *page) formFor(s defect.Step, d defect.Detail) *form {
	switch s {
	case defect.Edit:
		return pg.editForm(d)
	case defect.IssueNotice:
		return pg.orderForm([]app.ID{d.ID})
	case defect.Reissue:
		return pg.reorderForm(d)
	case defect.ReceiveNotice:
		return pg.receiveForm(d)
	}
	f, desk := pg.newForm(s, d.ID), pg.p.Desk
	switch s {
	case defect.Raise:
		f.unasked(desk.Raise)
	case defect.Assign:
		f.assign(d.Trade, d.Firm)
	case defect.Fix:
		f.fix(d)
	case defect.Verify:
		f.verify(d)
	case defect.SendBack:
		f.sendBack(d)
	case defect.Hold:
		f.hold(d)
	case defect.Release:
		f.release(d)
	case defect.Reopen:
		f.reasoned(f.word("reason"), desk.Reopen)
	case defect.AcceptAsIs:
		f.acceptAsIs(d)
	case defect.Cancel:
		f.cancel(d)
	case defect.Confirm:
		f.ownerOK(d)
	case defect.Promise:
		f.promise(d)
	default:
		f.plain()
	}
	f.name = pg.nameFor(s, d)
	return f.build(d.Number + "　" + f.name)
}

// word is what a field is called.
func (f *form) word(key string) string { return f.pg.c.W.T("rectify.field." + key) }

// plain takes a step that asks for nothing, or for a reason alone.
func (f *form) plain() {
	desk, step := f.pg.p.Desk, f.step
	take := func(ctx context.Context, actor app.Actor, id app.ID, why string) error {
		return desk.Take(ctx, actor, id, step, why)
	}
	switch step.Asks() {
	case app.AsksNothing:
		f.unasked(func(ctx context.Context, actor app.Actor, id app.ID) error { return take(ctx, actor, id, "") })
	case app.AsksReason:
		label := "reason"
		if step == defect.Dispute {
			label = "why_dispute" // the firm's
		}
		f.reasoned(f.word(label), take)
	}
}

// unasked takes a step that needs nothing more.
func (f *form) unasked(do func(context.Context, app.Actor, app.ID) error) {
	actor, id := f.pg.c.Actor(), f.ids[0]
	f.take = func() act { return func(ctx context.Context) error { return do(ctx, actor, id) } }
}

// reasoned asks for a reason alone.
func (f *form) reasoned(label string, do func(ctx context.Context, actor app.Actor, id app.ID, why string) error) {
	actor, id := f.pg.c.Actor(), f.ids[0]
	reason := f.must("reason", label, "")
	f.take = func() act {
		why := reason.Text
		return func(ctx context.Context) error { return do(ctx, actor, id, why) }
	}
}

// assign asks for the firm, and by when.
func (f *form) assign(trade site.Trade, suggested app.ID) {
	desk, actor, ids := f.pg.p.Desk, f.pg.c.Actor(), f.ids
	firm := f.firm(f.word("firm"), trade, suggested)
	due := f.asks.Day(f.word("due_or_limit"), 0)
	f.take = func() act {
		firm, due := firm(), due()
		return func(ctx context.Context) error { return desk.Assign(ctx, actor, ids, firm, due) }
	}
}

func (f *form) fix(d defect.Detail) {
	desk, actor := f.pg.p.Desk, f.pg.c.Actor()
	worker := f.must("worker", f.word("worker"), "")
	firm := f.firm(f.word("fixed_firm"), d.Trade, d.Firm)
	photos := f.photos(f.word("after_photos"))
	why := f.asks.Text(f.word("no_photo"), "")
	f.take = func() act {
		work := defect.Work{Firm: firm(), Worker: worker.Text, Photos: photos.all(), NoPhoto: why.Text}
		return func(ctx context.Context) error { return desk.Fix(ctx, actor, d.ID, work) }
	}
}

// verify asks a team of one why nobody else looks.
func (f *form) verify(d defect.Detail) {
	desk, actor := f.pg.p.Desk, f.pg.c.Actor()
	remark := f.asks.Text(f.word("remark"), "")
	photos := f.photos(f.word("check_photos"))
	var alone *widget.Entry
	if own, _ := defect.MayVerify(d.Defect, actor, d.Verifiers); own {
		alone = f.must("reason", f.word("alone"), "")
	}
	f.take = func() act {
		seen := defect.Inspection{Photos: photos.all(), Remark: remark.Text}
		if alone != nil {
			seen.Alone = alone.Text
		}
		return func(ctx context.Context) error { return desk.Verify(ctx, actor, d.ID, seen) }
	}
}

func (f *form) sendBack(d defect.Detail) {
	desk, actor := f.pg.p.Desk, f.pg.c.Actor()
	why := f.must("reason", f.word("why_back"), "")
	due := f.asks.Day(f.word("new_due"), 0)
	photos := f.photos(f.word("check_photos"))
	f.take = func() act {
		r := defect.Rejection{Reason: why.Text, Due: due(), Photos: photos.all()}
		return func(ctx context.Context) error { return desk.SendBack(ctx, actor, d.ID, r) }
	}
}

func (f *form) hold(d defect.Detail) {
	const week = 7
	desk, actor := f.pg.p.Desk, f.pg.c.Actor()
	why := f.must("reason", f.word("why_hold"), "")
	review := f.asks.Day(f.word("review"), f.pg.c.Today().AddDays(week), register.Must, register.Of("review"))
	f.take = func() act {
		why, review := why.Text, review()
		return func(ctx context.Context) error { return desk.Hold(ctx, actor, d.ID, why, review) }
	}
}

func (f *form) release(d defect.Detail) {
	desk, actor := f.pg.p.Desk, f.pg.c.Actor()
	why := f.asks.Text(f.word("reason"), "")
	due := f.asks.Day(f.word("new_due"), 0)
	f.take = func() act {
		why, due := why.Text, due()
		return func(ctx context.Context) error { return desk.Release(ctx, actor, d.ID, why, due) }
	}
}

func (f *form) acceptAsIs(d defect.Detail) {
	desk, actor := f.pg.p.Desk, f.pg.c.Actor()
	why := f.must("reason", f.word("reason"), "")
	owner := f.must("owner", f.word("owner"), firstOf(d.Owners))
	f.take = func() act {
		why, owner := why.Text, owner.Text
		return func(ctx context.Context) error { return desk.AcceptAsIs(ctx, actor, d.ID, why, owner) }
	}
}

func (f *form) cancel(d defect.Detail) {
	desk, actor, numbered := f.pg.p.Desk, f.pg.c.Actor(), f.pg.numbered
	why := f.must("reason", f.word("reason"), "")
	original := f.asks.Text(f.word("original"), "")
	f.take = func() act {
		why, original := why.Text, original.Text
		return func(ctx context.Context) error {
			same, err := numbered(ctx, original)
			if err != nil {
				return err
			}
			return desk.Cancel(ctx, actor, d.ID, why, same)
		}
	}
}

func (f *form) ownerOK(d defect.Detail) {
	desk, actor := f.pg.p.Desk, f.pg.c.Actor()
	owner := f.must("owner", f.word("owner"), firstOf(d.Owners))
	f.take = func() act {
		owner := owner.Text
		return func(ctx context.Context) error { return desk.OwnerOK(ctx, actor, d.ID, owner) }
	}
}

func (f *form) promise(d defect.Detail) {
	pg, w := f.pg, f.pg.c.W
	desk, actor, seen := pg.p.Desk, pg.c.Actor(), d.Seen()
	day := f.asks.Day(f.word("promised"), max(d.Promised, d.Due, pg.c.Today()), register.Must, register.Of("promised"))
	f.take = func() act {
		day := day()
		f.done = func() { pg.c.Say(w.T("rectify.promised", "number", d.Number, "day", w.Date(day))) }
		return func(ctx context.Context) error { return desk.Promise(ctx, actor, seen, day) }
	}
}

// numbered finds the defect that another one repeats; Nil for no number.
func (pg *page) numbered(ctx context.Context, number string) (app.ID, error) {
	if number = strings.TrimSpace(number); number == "" {
		return app.Nil, nil
	}
	return pg.p.Read.DefectByNumber(ctx, number)
}

// bulk opens the form of a step for all that is selected.
func (pg *page) bulk(s defect.Step, ids []app.ID) {
	w := pg.c.W
	if s == defect.IssueNotice {
		pg.pane.open(pg.orderForm(ids))
		return
	}
	f, selected := pg.newForm(s, ids...), pg.list.Table.Selected()
	title := "rectify.assign_title"
	if s == defect.Verify {
		f.verifyAll(selected)
		title = "rectify.verify_title"
	} else {
		f.assign(common(selected))
		f.done = func() { pg.c.Say(w.T("rectify.assigned", "n", len(ids))) }
	}
	pg.pane.open(f.build(w.T(title, "n", len(ids))))
}

// verifyAll verifies all that is selected, each judged by itself: what nobody has
// finished, and what one did oneself, stays and is listed.
func (f *form) verifyAll(selected []model.Row) {
	pg, w, desk, actor := f.pg, f.pg.c.W, f.pg.p.Desk, f.pg.c.Actor()
	remark := f.asks.Text(f.word("remark"), "")
	b := &register.Bulk{Of: selected, Called: "number", Done: func(n int) string { return w.T("rectify.verified", "n", n) }}
	f.take = func() act {
		remark := remark.Text
		b.Do = func(ctx context.Context, of []model.Row) (app.Outcome, error) {
			return desk.VerifyAll(ctx, actor, register.IDs(of), remark)
		}
		return b.Run
	}
	f.done = func() { pg.list.Told(b) }
}

func firstOf(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[0]
}
