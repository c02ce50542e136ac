package rectify

import (
	"slices"
	"unicode"

	"fyne.io/fyne/v2"

	"keyday/app/defect"
	"keyday/app/staff"
	model "keyday/ui/register"
	"keyday/ui/screen/register"
	"keyday/ui/screen/widget"
)

// keyOf is the letter that begins a step, told on its button; one that has none is begun
// by its button and from the menu.
var keyOf = map[defect.Step]rune{
	defect.Assign: 'a', defect.Start: 's', defect.Fix: 'f', defect.Verify: 'v', defect.SendBack: 'b',
	defect.Hold: 'h', defect.Release: 'r', defect.Dispute: 'd', defect.AcceptAsIs: 'y', defect.Cancel: 'x',
	defect.Reopen: 'o', defect.Confirm: 'k', defect.Raise: 'q', defect.Promise: 'p',
	defect.IssueNotice: 'n', defect.Reissue: 'g', defect.ReceiveNotice: 'e', defect.Edit: 'w',
}

// stepText is the step's name with the letter that begins it.
func (pg *page) stepText(s defect.Step) string { return pg.keyed(s, pg.stepName(s)) }

func (pg *page) keyed(s defect.Step, name string) string {
	if keyOf[s] == 0 {
		return name
	}
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
	if selected := pg.list.Table.Selected(); len(selected) > 0 && slices.Contains(bulkSteps, s) {
		if staff.May(pg.c.Actor(), s.Needs(), register.Communities(selected)...) != nil {
			return false
		}
		pg.bulk(s, register.IDs(selected))
		return true
	}
	return pg.pane.begin(s)
}

// bulkSteps are those that can be taken with many defects at once, the primary one last.
var bulkSteps = []defect.Step{defect.Verify, defect.Assign, defect.IssueNotice}

// bulkActs are what can be done with all that is selected.
func (pg *page) bulkActs(selected []model.Row) (acts []fyne.CanvasObject) {
	for i, s := range bulkSteps {
		weight := widget.Plain
		if i == len(bulkSteps)-1 {
			weight = widget.Primary
		}
		acts = append(acts, pg.list.ActOn(selected, weight, pg.stepText(s), s.Needs(), func() { pg.begin(s) }))
	}
	return acts
}
