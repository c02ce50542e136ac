package rectify

import (
	"unicode"

	"fyne.io/fyne/v2"

	"keyday/app/defect"
	"keyday/app/staff"
	"keyday/ui/screen/theme"
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
	if ids := pg.list.selected(); len(ids) > 0 && (s == defect.Assign || s == defect.IssueNotice) {
		if staff.May(pg.c.Actor(), s.Needs(), pg.list.communities(ids)...) != nil {
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
		notice := widget.NewPrimary(pg.stepText(defect.IssueNotice), func() { pg.begin(defect.IssueNotice) })
		for _, b := range []*widget.Button{assign, notice} {
			if staff.May(pg.c.Actor(), defect.IssueNotice.Needs(), pg.list.communities(pg.list.selected())...) != nil {
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
