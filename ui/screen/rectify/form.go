package rectify

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// act is a step ready to be taken off the screen's goroutine.
type act func(context.Context) error

// form asks for what a step needs, at the foot of the pane. Enter takes the step,
// Esc leaves it.
type form struct {
	pg      *page
	step    defect.Step
	ids     []app.ID // what it is about
	failure *widget.Paragraph
	confirm *widget.Button
	view    *fyne.Container
	first   fyne.Focusable
	fields  []fyne.CanvasObject
	days    []*widget.DateField
	take    func() act // reads the fields, on the screen's goroutine
	done    func()     // says what was done; nil: the state is said
	staged  *staged
	busy    bool
	tall    bool          // it needs the pane to itself; only its last field and its acts stand at the foot
	last    *widget.Field // nil for none
	acts    *fyne.Container
}

func (pg *page) newForm(s defect.Step, ids ...app.ID) *form {
	f := &form{pg: pg, step: s, ids: ids}
	f.failure = widget.NewParagraph("", paneWidth-2*theme.Margin)
	f.failure.Colour = theme.Bad
	f.failure.Hide()
	return f
}

// add puts a field under the others; the first one added gets the keyboard.
func (f *form) add(label string, must bool, input fyne.CanvasObject) {
	field := widget.NewField(label, input)
	field.Must = must
	f.fields = append(f.fields, field)
	if f.first != nil {
		return
	}
	switch in := input.(type) {
	case *widget.DateField:
		f.first = in.Focusable()
	case fyne.Focusable:
		f.first = in
	}
}

// pair puts two short fields beside each other.
func (f *form) pair(label string, input fyne.CanvasObject, second string, other fyne.CanvasObject) {
	f.fields = append(f.fields, widget.Columns(widget.NewField(label, input), widget.NewField(second, other)))
}

func (f *form) text(label string, must bool, value string) *widget.Entry {
	e := widget.NewEntry("")
	e.SetText(value)
	e.OnSubmitted = func(string) { f.submit() }
	f.add(label, must, e)
	return e
}

func (f *form) day(label string, must bool, value app.Date) *widget.DateField {
	d := widget.NewDateField(f.pg.c.W, f.pg.c.Today, value)
	d.OnSubmit = f.submit
	f.days = append(f.days, d)
	f.add(label, must, d)
	return d
}

// firm offers the firms; those that hold the trade stand first.
func (f *form) firm(label string, trade site.Trade, chosen app.ID) func() app.ID {
	firms := sortedFor(f.pg.firms, trade)
	var names []string
	for _, firm := range firms {
		names = append(names, firm.Name)
	}
	sel := widget.NewSelect(names, nil)
	for i, firm := range firms {
		if firm.ID == chosen {
			sel.Choose(names[i])
		}
	}
	sel.OnSubmit = f.submit
	f.add(label, true, sel)
	return func() app.ID {
		if i := sel.Index(); i >= 0 {
			return firms[i].ID
		}
		return app.Nil
	}
}

func sortedFor(firms []site.Firm, trade site.Trade) []site.Firm {
	var first, rest []site.Firm
	for _, firm := range firms {
		held := false
		for _, t := range firm.Trades {
			held = held || t == string(trade)
		}
		if held {
			first = append(first, firm)
		} else {
			rest = append(rest, firm)
		}
	}
	return append(first, rest...)
}

// photos lets photos be added that come with the step.
func (f *form) photos(label string) *staged {
	f.staged = newStaged(f.pg)
	f.add(label, false, f.staged.strip)
	return f.staged
}

// build lays the form out, with the act that confirms it.
func (f *form) build(title string) *form {
	w := f.pg.c.W
	f.confirm = widget.NewPrimary(f.pg.stepName(f.step), f.submit)
	if f.step == defect.Cancel {
		f.confirm.Weight = widget.Danger
	}
	leave := widget.NewButton(w.T("common.cancel"), func() { f.pg.escape() })
	var parts []fyne.CanvasObject
	if !f.tall { // the pane's head says it
		parts = append(parts, widget.NewSection(title))
	}
	parts = append(parts, f.fields...)
	if f.step == defect.Cancel {
		keeps := widget.NewParagraph(w.T("common.keep.what", "what", w.T("rectify.keeps")), paneWidth-2*theme.Margin)
		keeps.Colour = theme.Quiet
		parts = append(parts, keeps)
	}
	f.acts = widget.Stack(f.failure, widget.Bar(layout.NewSpacer(), leave, f.confirm))
	if f.last != nil {
		f.acts = widget.Stack(f.last, f.acts)
	}
	if !f.tall {
		parts = append(parts, f.acts)
	}
	f.view = widget.Stack(parts...)
	if f.first == nil {
		f.first = f.confirm
	}
	return f
}

// submit takes the step off the screen's goroutine; a refusal is said in the form.
func (f *form) submit() {
	if f.busy {
		return
	}
	for _, d := range f.days {
		if _, ok := d.Day(); !ok {
			f.refuse(app.Refuse("date.unreadable", "text", d.Text()))
			f.pg.c.Canvas().Focus(d.Focusable())
			return
		}
	}
	f.busy = true
	f.confirm.Disable()
	f.pg.c.Do(f.take(), func(err error) {
		f.busy = false
		f.confirm.Enable()
		switch {
		case err == nil:
			f.pg.pane.finish(f)
		default:
			f.refuse(err)
		}
	})
}

// refuse says in the form why the step was not taken; what is graver than a
// refusal of the desk is the shell's to say.
func (f *form) refuse(err error) {
	code, _, _ := strings.Cut(app.RefusalCode(err), ".")
	switch code {
	case "defect", "contract", "permission", "record", "date", "photo":
		f.failure.SetText(f.pg.c.W.Refusal(err))
		f.failure.Show()
		f.pg.pane.refit()
	default:
		f.pg.c.FailOr(err, f.submit)
	}
}

// formFor is the form of a step of one defect. One that asks for nothing has no
// fields, and is taken at once.
func (pg *page) formFor(s defect.Step, d defect.Detail) *form {
	w, desk, actor, id := pg.c.W, pg.p.Desk, pg.c.Actor(), d.ID
	f := pg.newForm(s, id)
	word := func(key string) string { return w.T("rectify.field." + key) }
	title := d.Number + "　" + pg.stepName(s)
	switch s {
	case defect.Raise:
		f.take = func() act { return func(ctx context.Context) error { return desk.Raise(ctx, actor, id) } }
	case defect.Start:
		f.take = func() act { return func(ctx context.Context) error { return desk.Start(ctx, actor, id) } }
	case defect.Assign:
		firm := f.firm(word("firm"), d.Trade, d.Firm)
		due := f.day(word("due_or_limit"), false, 0)
		f.take = func() act {
			firm, due := firm(), valueOf(due)
			return func(ctx context.Context) error { return desk.Assign(ctx, actor, []app.ID{id}, firm, due) }
		}
	case defect.Fix:
		worker := f.text(word("worker"), true, "")
		firm := f.firm(word("fixed_firm"), d.Trade, d.Firm)
		photos := f.photos(word("after_photos"))
		why := f.text(word("no_photo"), false, "")
		f.take = func() act {
			work := defect.Work{Firm: firm(), Worker: worker.Text, Photos: photos.all(), NoPhoto: why.Text}
			return func(ctx context.Context) error { return desk.Fix(ctx, actor, id, work) }
		}
	case defect.Verify:
		remark := f.text(word("remark"), false, "")
		photos := f.photos(word("check_photos"))
		var alone *widget.Entry
		if d.FixedRecordedBy == actor.Staff && staff.May(actor, staff.Rule) == nil {
			alone = f.text(word("alone"), false, "")
		}
		f.take = func() act {
			seen := defect.Inspection{Photos: photos.all(), Remark: remark.Text}
			if alone != nil {
				seen.Alone = alone.Text
			}
			return func(ctx context.Context) error { return desk.Verify(ctx, actor, id, seen) }
		}
	case defect.SendBack:
		why := f.text(word("why_back"), true, "")
		due := f.day(word("new_due"), false, 0)
		photos := f.photos(word("check_photos"))
		f.take = func() act {
			why, due, photos := why.Text, valueOf(due), photos.all()
			return func(ctx context.Context) error { return desk.SendBack(ctx, actor, id, why, due, photos) }
		}
	case defect.Hold:
		why := f.text(word("why_hold"), true, "")
		review := f.day(word("review"), true, pg.c.Today().AddDays(7))
		f.take = func() act {
			why, review := why.Text, valueOf(review)
			return func(ctx context.Context) error { return desk.Hold(ctx, actor, id, why, review) }
		}
	case defect.Release:
		why := f.text(word("reason"), false, "")
		due := f.day(word("new_due"), false, 0)
		f.take = func() act {
			why, due := why.Text, valueOf(due)
			return func(ctx context.Context) error { return desk.Release(ctx, actor, id, why, due) }
		}
	case defect.Dispute:
		f.take = f.reasoned(word("why_dispute"), func(ctx context.Context, why string) error { return desk.Dispute(ctx, actor, id, why) })
	case defect.Reopen:
		f.take = f.reasoned(word("reason"), func(ctx context.Context, why string) error { return desk.Reopen(ctx, actor, id, why) })
	case defect.AcceptAsIs:
		why := f.text(word("reason"), true, "")
		owner := f.text(word("owner"), true, firstOf(d.Owners))
		f.take = func() act {
			why, owner := why.Text, owner.Text
			return func(ctx context.Context) error { return desk.AcceptAsIs(ctx, actor, id, why, owner) }
		}
	case defect.Cancel:
		why := f.text(word("reason"), true, "")
		original := f.text(word("original"), false, "")
		f.take = func() act {
			why, original := why.Text, original.Text
			return func(ctx context.Context) error {
				same, err := pg.numbered(ctx, original)
				if err != nil {
					return err
				}
				return desk.Cancel(ctx, actor, id, why, same)
			}
		}
	case defect.Confirm:
		owner := f.text(word("owner"), true, firstOf(d.Owners))
		f.take = func() act {
			owner := owner.Text
			return func(ctx context.Context) error { return desk.OwnerOK(ctx, actor, id, owner) }
		}
	case promise:
		day := f.day(word("promised"), true, max(d.Promised, d.Due, pg.c.Today()))
		f.take = func() act {
			day := valueOf(day)
			f.done = func() { pg.c.Say(w.T("rectify.promised", "number", d.Number, "day", w.Date(day))) }
			return func(ctx context.Context) error { return desk.Promise(ctx, actor, id, day) }
		}
	case receive:
		who := f.text(word("receiver"), true, "")
		f.take = func() act {
			who := who.Text
			f.done = func() { pg.c.Say(w.T("rectify.received", "number", d.Order.Number, "who", strings.TrimSpace(who))) }
			return func(ctx context.Context) error { return desk.ReceiveNotice(ctx, actor, d.Notice, who) }
		}
		title = d.Order.Number + "　" + pg.stepName(s)
	case edit:
		return pg.editForm(d)
	case order:
		return pg.orderForm([]app.ID{id})
	case reorder:
		return pg.reorderForm(d)
	}
	return f.build(title)
}

// reasoned is a form that asks for a reason alone.
func (f *form) reasoned(label string, do func(ctx context.Context, why string) error) func() act {
	reason := f.text(label, true, "")
	return func() act {
		why := reason.Text
		return func(ctx context.Context) error { return do(ctx, why) }
	}
}

// numbered finds the defect that another one repeats; Nil for no number.
func (pg *page) numbered(ctx context.Context, number string) (app.ID, error) {
	if number = strings.TrimSpace(number); number == "" {
		return app.Nil, nil
	}
	return pg.p.Read.DefectByNumber(ctx, strings.ToUpper(number))
}

// orderForm asks for what a notice says besides its defects. Each firm among them
// gets one of its own.
func (pg *page) orderForm(ids []app.ID) *form {
	w, desk, actor := pg.c.W, pg.p.Desk, pg.c.Actor()
	f := pg.newForm(order, ids...)
	due := f.day(w.T("rectify.field.deadline"), false, pg.newDeadline(ids))
	asked := f.text(w.T("rectify.field.requirement"), false, "")
	var issued []defect.Notice
	f.take = func() act {
		o := defect.Order{Defects: ids, Deadline: valueOf(due), Requirement: asked.Text}
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
		d, known := pg.list.known[id]
		if pg.pane.holds(id) {
			d, known = pg.pane.detail.Row, true
		}
		if known && d.Overdue(pg.c.Today()) > 0 {
			return pg.c.Today().AddDays(week)
		}
	}
	return 0
}

func (pg *page) reorderForm(d defect.Detail) *form {
	w, desk, actor := pg.c.W, pg.p.Desk, pg.c.Actor()
	f := pg.newForm(reorder, d.ID)
	due := f.day(w.T("rectify.field.deadline"), false, pg.newDeadline([]app.ID{d.ID}))
	asked := f.text(w.T("rectify.field.requirement"), false, d.Order.Requirement)
	var again defect.Notice
	f.take = func() act {
		due, asked := valueOf(due), asked.Text
		return func(ctx context.Context) (err error) {
			again, err = desk.Reissue(ctx, actor, d.Notice, due, asked)
			return err
		}
	}
	f.done = func() { pg.issued([]defect.Notice{again}) }
	return f.build(w.T("rectify.reorder_title", "number", d.Order.Number))
}

// bulk opens the form of a step for all that is selected.
func (pg *page) bulk(s defect.Step, ids []app.ID) {
	w, desk, actor := pg.c.W, pg.p.Desk, pg.c.Actor()
	if s == order {
		pg.pane.open(pg.orderForm(ids))
		return
	}
	f := pg.newForm(s, ids...)
	trade, suggested := pg.list.common(ids)
	firm := f.firm(w.T("rectify.field.firm"), trade, suggested)
	due := f.day(w.T("rectify.field.due_or_limit"), false, 0)
	f.take = func() act {
		firm, due := firm(), valueOf(due)
		return func(ctx context.Context) error { return desk.Assign(ctx, actor, ids, firm, due) }
	}
	f.done = func() { pg.c.Say(w.T("rectify.assigned", "n", len(ids))) }
	pg.pane.open(f.build(w.T("rectify.assign_title", "n", len(ids))))
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
	pg.list.rows.ClearSelection()
	pg.c.Toast(toast)
}

// valueOf is the day of a field that was found readable.
func valueOf(d *widget.DateField) app.Date {
	day, _ := d.Day()
	return day
}

func firstOf(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[0]
}
