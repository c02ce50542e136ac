package rectify

import (
	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/ui/screen/register"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// markOf is the state's own mark, or its phase's.
func markOf(s defect.State) register.Mark {
	if m, own := marks[s]; own {
		return m
	}
	return phaseMarks[s.Phase()]
}

var phaseMarks = map[defect.Phase]register.Mark{
	defect.Observed: {Form: widget.Dashed, Colour: theme.Idle},
	defect.ToAssign: {Form: widget.Ring, Colour: theme.Warn},
	defect.AtFirm:   {Form: widget.Triangle, Colour: theme.Warn},
	defect.OnHold:   {Form: widget.Paused, Colour: theme.Idle},
	defect.ToVerify: {Form: widget.Again, Colour: theme.Second},
	defect.Closed:   {Form: widget.Ticked, Colour: theme.Good},
}

// marks are those of states that look otherwise than their phase.
var marks = map[defect.State]register.Mark{
	defect.Disputed:     {Form: widget.Exclaim, Colour: theme.Bad},
	defect.Fixing:       {Form: widget.Half, Colour: theme.Accent},
	defect.AcceptedAsIs: {Form: widget.Dot, Colour: theme.Good},
	defect.OwnerOK:      {Form: widget.Ticked, Colour: theme.Done},
	defect.Cancelled:    {Form: widget.Crossed, Colour: theme.Idle},
}

func stateWord(w *words.Words, s defect.State) string { return w.T("defect.state." + string(s)) }

func severityWord(w *words.Words, s site.Severity) string { return w.T("defect.severity." + string(s)) }

// deadline says how many days are left, or gone over, and in which colour. Once
// the firm has reported, only being late is still worth a word.
func deadline(w *words.Words, d defect.Defect, today app.Date) (text string, colour fyne.ThemeColorName, bold bool) {
	over := d.Overdue(today)
	switch {
	case d.State == defect.Held && !d.ReviewOn.IsZero():
		return w.T("rectify.review_in", "day", d.ReviewOn.String()[len("2006-"):]), theme.Quiet, false
	case over > 0 && d.State.InWork():
		return w.T("common.days_over", "n", over), theme.Bad, true
	case over > 0:
		return w.T("rectify.was_late", "n", over), theme.Quiet, false
	case d.Due.IsZero() || !d.State.InWork():
		return "", theme.Quiet, false
	case d.Due == today:
		return w.T("common.due_today"), theme.Warn, true
	}
	return w.T("common.days_left", "n", today.DaysUntil(d.Due)), theme.Ink, false
}

// where is the place in the home and what is wrong there: 主卧　墙面　空鼓.
func where(w *words.Words, d defect.Row) (place, what string) {
	place = w.Term(d.RoomName)
	if d.Part != "" {
		if place != "" {
			place += "　"
		}
		place += w.Term(d.Part)
	}
	what = w.Term(d.Phrase)
	if what == "" {
		what = oneLine(d.Note)
	}
	return place, what
}

// oneLine is the beginning of a note, for a row.
func oneLine(note string) string {
	const most = 80
	runes := make([]rune, 0, most)
	for _, r := range note {
		if r == '\n' || r == '\r' || r == '\t' {
			r = ' '
		}
		if len(runes) == most {
			break
		}
		runes = append(runes, r)
	}
	return string(runes)
}
