// Package lists says which columns, chips and order each list of the trade has, for the
// window, the command line, files and paper alike. How their rows are read, the store
// says; what a screen does with a row, its place.
//
// ui/screen, ui/command and ui/program may import it; it imports app and ui/register.
package lists

import (
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/ui/register"
)

// Defects is the list of defects, with how many days each firm has left today.
func Defects(today func() app.Date) register.Register[defect.Line] {
	type line = defect.Line
	chips := []register.Chip{register.OneOf("todo", "defect.chip.todo", "state", defect.OpenStates...)}
	for _, s := range defect.OpenStates {
		chips = append(chips, register.OneOf(string(s), "defect.state."+string(s), "state", s))
	}
	chips = append(chips, register.OneOf("closed", "defect.chip.closed", "state", defect.StatesIn(defect.Closed)...), register.All)
	return register.Register[line]{
		Spec: register.Spec{Key: OfDefects, Kind: "defect", Kinds: []string{"unit", "building", "house_type", "firm", "person"},
			Chips: chips,
			Quick: []register.Chip{
				{Key: "overdue", Says: "defect.chip.overdue", Column: "left", Takes: register.Value.Late},
				register.OneOf("grave", "defect.chip.grave", "severity", site.GraveSeverities...),
				register.OneOf("no_notice", "defect.chip.no_notice", "asked", defect.NotAsked),
			},
			First: register.View{Chip: "todo", By: []register.By{{Column: "left"}, {Column: "number"}}},
		},
		ID:        func(d line) app.ID { return d.ID },
		Community: func(d line) app.ID { return d.Community },
		Columns: []register.Column[line]{
			register.Pictures("photo", func(d line) string { return d.Photo }, register.Gives),
			register.Codes("number", func(d line) string { return d.Number }, register.Quiet, register.Gives, register.Width(96)),
			register.Codes("unit", func(d line) string { return d.UnitCode }, register.Strong, register.Width(88)),
			register.Texts("building", func(d line) string { return d.Building }, register.Off, register.Width(96)),
			register.Texts("room", func(d line) string { return d.Room }, register.Term, register.Spares, register.Width(80)),
			register.Texts("part", func(d line) string { return d.Part }, register.Term, register.Quiet, register.Gives, register.Width(80)),
			register.Texts("what", func(d line) string { return d.What }, register.Term, register.Grow, register.Width(140)),
			register.Choices("severity", "defect.severity", site.Severities, func(d line) site.Severity { return d.Severity }, register.Spares, register.Width(64)),
			register.Choices("trade", "defect.trade", site.Trades, func(d line) site.Trade { return d.Trade }, register.Off),
			register.Choices("origin", "defect.origin", defect.Origins, func(d line) defect.Origin { return d.Origin }, register.Off),
			register.Names("firm", func(d line) string { return d.FirmName }, register.Spares, register.Width(112)),
			register.Lefts("left", today, leftOfDefect, register.Width(92)),
			register.Days("due", func(d line) app.Date { return d.Due }, register.Off),
			register.Days("promised", func(d line) app.Date { return d.Promised }, register.Off),
			register.Choices("state", "defect.state", defect.Ladder, func(d line) defect.State { return d.State }, register.Width(104)),
			register.Counts("round", func(d line) int { return d.Round }, register.Off),
			register.Counts("recurrences", func(d line) int { return d.Recurrences }, register.Off),
			register.Moments("found", func(d line) time.Time { return d.FoundAt }, register.Off),
			register.Names("found_by", func(d line) string { return d.FoundBy }, register.Off),
			register.Moments("fixed", func(d line) time.Time { return d.FixedAt }, register.Off),
			register.Choices("asked", "defect.asked", []defect.Asked{defect.NotAsked, defect.AskedInWriting}, defect.Line.Asked, register.Off),
			register.Counts("photos", func(d line) int { return d.Photos }, register.Off),
			register.Refs("unit_id", "unit", func(d line) app.ID { return d.Unit }),
			register.Refs("firm_id", "firm", func(d line) app.ID { return d.Firm }),
		},
	}
}

// DefectChip is the chip that shows a state.
func DefectChip(s defect.State) string {
	if s.Phase() == defect.Closed {
		return "closed"
	}
	return string(s)
}

// leftOfDefect is until when its firm has time. While it may wait, it is looked at again on
// another day; once it is reported as fixed it keeps its place, and nothing counts.
func leftOfDefect(d defect.Line) (until app.Date, counts bool) {
	switch d.State.Phase() {
	case defect.OnHold:
		return d.ReviewOn, false
	case defect.AtFirm:
		return d.Due, true
	}
	return d.Due, false
}
