package lists

import (
	"slices"
	"strconv"
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/ui/register"
)

// Inspections is the list of homes with how far each is inspected.
func Inspections() register.Register[inspect.Line] {
	type line = inspect.Line
	of := home[line](func(l line) site.HomeLine { return l.HomeLine })
	chips := []register.Chip{register.All, register.OneOf("none", "inspect.state.none", "state", inspect.State(""))}
	for _, s := range inspect.CountedStates {
		chips = append(chips, register.OneOf(string(s), "inspect.state."+string(s), "state", s))
	}
	return register.Register[line]{
		Spec: register.Spec{Key: OfInspections, Kind: "unit", Chips: chips,
			Quick: []register.Chip{
				register.Mine("mine", "inspect.chip.mine", "assigned_id"),
				{Key: "unassigned", Says: "inspect.chip.unassigned", Column: "assigned_id", Takes: register.Value.Blank},
			},
			Kinds: []string{"building", "house_type", "owner", "ownership", "person", "inspection", "answer"},
			First: register.View{Chip: register.All.Key, By: []register.By{{Column: "unit"}}},
		},
		ID:        func(l line) app.ID { return l.Unit },
		Community: func(l line) app.ID { return l.Community },
		Columns: slices.Concat(
			of.who("unit", "house_type"),
			[]register.Column[line]{
				register.Choices("state", "inspect.state", inspect.CountedStates, func(l line) inspect.State { return l.Standing }, register.Width(88)),
				register.Choices("occasion", "inspect.origin", inspect.Origins, func(l line) defect.Origin { return l.Origin }, register.Grow, register.Width(104)),
				register.Counts("round", func(l line) int { return l.Round }, register.Gives, register.Width(64)),
				register.Codes("progress", progress, register.Width(88)),
				register.Counts("failed", func(l line) int { return l.Progress.Failed }, register.Sum),
				register.Names("assigned", func(l line) string { return l.Assigned }, register.Nothing("inspect.chip.unassigned"), register.Width(88)),
				register.Names("inspector", func(l line) string { return l.Inspector }, register.Width(96)),
				register.Moments("begun", func(l line) time.Time { return l.Begun }, register.Gives),
				register.Moments("signed_at", func(l line) time.Time { return l.SignedAt }, register.Off),
			},
			of.how("home", "open", "home"),
			[]register.Column[line]{register.Refs("assigned_id", "assigned", func(l line) app.ID { return l.AssignedTo })},
		),
	}
}

// progress is how much of an inspection was looked at.
func progress(l inspect.Line) string {
	if l.Standing == "" {
		return ""
	}
	return strconv.Itoa(l.Progress.Looked) + " / " + strconv.Itoa(l.Progress.Items)
}
