package rectify

import (
	"slices"
	"unicode"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/staff"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// What may be asked of a defect besides the steps of its states.
const (
	promise defect.Step = "promise"
	order   defect.Step = "order"     // issue a notice
	reorder defect.Step = "reorder"   // issue the notice again
	receive defect.Step = "receive"   // the firm took the notice
	edit                = defect.Edit // correct what is said of it
)

// keyOf is the letter that begins a step, told on its button.
var keyOf = map[defect.Step]rune{
	defect.Assign: 'a', defect.Start: 's', defect.Fix: 'f', defect.Verify: 'v', defect.SendBack: 'b',
	defect.Hold: 'h', defect.Release: 'r', defect.Dispute: 'd', defect.AcceptAsIs: 'y', defect.Cancel: 'x',
	defect.Reopen: 'o', defect.Confirm: 'k', defect.Raise: 'q', promise: 'p', order: 'n', reorder: 'g', receive: 'e', edit: 'w',
}

var permissionOf = map[defect.Step]staff.Permission{
	defect.Assign: staff.Assign, defect.Start: staff.Rectify, defect.Fix: staff.Rectify, defect.Verify: staff.Verify,
	defect.SendBack: staff.Verify, defect.Hold: staff.Rule, defect.Release: staff.Rule, defect.Dispute: staff.Rectify,
	defect.AcceptAsIs: staff.Rule, defect.Cancel: staff.Rule, defect.Reopen: staff.Inspect, defect.Confirm: staff.Receive,
	defect.Raise: staff.Inspect, promise: staff.Receive, order: staff.Assign, reorder: staff.Assign, receive: staff.Rectify,
	edit: staff.Inspect,
}

// next is the one step that a defect in the state waits for.
var next = map[defect.State]defect.Step{
	defect.Noted: defect.Raise, defect.Open: defect.Assign, defect.Disputed: defect.Assign, defect.Assigned: defect.Fix,
	defect.Held: defect.Release, defect.Fixing: defect.Fix, defect.Fixed: defect.Verify, defect.Verified: defect.Confirm,
}

// stepsFor lists what this person may do with the defect, the one it waits for
// first. The desk has the last word.
func stepsFor(d defect.Detail, actor app.Actor) []defect.Step {
	var steps []defect.Step
	for _, s := range d.State.Steps() {
		if s == defect.Confirm && !d.OwnerOwed {
			continue
		}
		steps = append(steps, s)
	}
	if d.State == defect.Assigned || d.State == defect.Fixing {
		if d.Notice.IsNil() {
			steps = append(steps, order)
		} else {
			steps = append(steps, reorder)
		}
	}
	if !d.Notice.IsNil() && d.Order.ReceivedBy == "" && !d.Order.ID.IsNil() {
		steps = append(steps, receive)
	}
	if d.State.IsOpen() {
		steps = append(steps, promise)
	}
	if d.State.IsOpen() || d.State == defect.Noted {
		steps = append(steps, edit)
	}
	steps = slices.DeleteFunc(steps, func(s defect.Step) bool { return staff.May(actor, permissionOf[s]) != nil })
	if i := slices.Index(steps, next[d.State]); i > 0 {
		steps = slices.Insert(slices.Delete(steps, i, i+1), 0, next[d.State])
	}
	return steps
}

// stepText is the step's name with the letter that begins it.
func (pg *page) stepText(s defect.Step) string { return pg.keyed(s, pg.stepName(s)) }

func (pg *page) keyed(s defect.Step, name string) string {
	return pg.c.W.T("rectify.keyed", "text", name, "key", string(unicode.ToUpper(keyOf[s])))
}

// nameFor is what the step is called of the defect: one that a firm has is assigned anew.
func (pg *page) nameFor(s defect.Step, d defect.Detail) string {
	if s == defect.Assign && d.State != defect.Open {
		return pg.c.W.T("rectify.step.reassign")
	}
	return pg.stepName(s)
}

func (pg *page) stepName(s defect.Step) string {
	switch s {
	case order, reorder, receive, edit:
		return pg.c.W.T("rectify.step." + string(s))
	}
	return pg.c.W.T("defect.step." + string(s))
}

// letter begins a step of what is selected, or of the defect in the pane.
func (pg *page) letter(r rune) bool {
	r = unicode.ToLower(r)
	for s, key := range keyOf {
		if key == r {
			return pg.begin(s)
		}
	}
	return false
}

// begin begins a step: of the whole selection where that can be, else of the defect
// in the pane, where it and the person allow it.
func (pg *page) begin(s defect.Step) bool {
	if ids := pg.list.selected(); len(ids) > 0 && (s == defect.Assign || s == order) {
		if staff.May(pg.c.Actor(), permissionOf[s]) != nil {
			return false
		}
		pg.bulk(s, ids)
		return true
	}
	return pg.pane.begin(s)
}

// fillActs puts the selection's acts into the bar.
func (pg *page) fillActs() {
	w, n := pg.c.W, len(pg.list.rows.Selected())
	pg.acts.Objects = []fyne.CanvasObject{widget.Fixed(0, widget.Space(theme.Touch))} // the bar keeps its height
	if n > 0 {
		clear := widget.NewIconButton("cross", w.T("rectify.unselect"), pg.list.rows.ClearSelection)
		assign := widget.NewButton(pg.stepText(defect.Assign), func() { pg.begin(defect.Assign) })
		notice := widget.NewPrimary(pg.stepText(order), func() { pg.begin(order) })
		for _, b := range []*widget.Button{assign, notice} {
			if staff.May(pg.c.Actor(), staff.Assign) != nil {
				b.Disable()
			}
		}
		pg.acts.Add(widget.NewBold(w.T("common.selected", "n", n)))
		pg.acts.Add(clear)
		pg.acts.Add(assign)
		pg.acts.Add(notice)
	}
	pg.acts.Refresh()
}
