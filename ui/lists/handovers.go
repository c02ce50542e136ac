package lists

import (
	"slices"
	"strings"
	"time"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/ui/register"
)

// Handovers is the list of homes that are handed over, as they stand today.
func Handovers(today func() app.Date) register.Register[handover.Line] {
	type line = handover.Line
	of := home[line](func(l line) site.HomeLine { return l.HomeLine })
	var chips []register.Chip
	for _, which := range handover.Listings {
		chips = append(chips, register.Chip{Key: string(which), Says: "handover.list." + string(which), Column: "lists",
			Takes: func(v register.Value) bool { return slices.Contains(strings.Fields(v.Text), string(which)) }})
	}
	return register.Register[line]{
		Spec: register.Spec{Key: OfHandovers, Kind: "unit", Chips: chips,
			Kinds: []string{"building", "house_type", "owner", "ownership", "person", "handover_case", "handover_move", "override"},
			First: register.View{Chip: string(handover.OfToday), By: []register.By{{Column: "turn"}, {Column: "slot_on"}, {Column: "slot"}, {Column: "unit"}}},
		},
		ID:        func(l line) app.ID { return l.Unit },
		Community: func(l line) app.ID { return l.Community },
		Columns: slices.Concat(
			of.who("unit", "owners"),
			[]register.Column[line]{
				register.Days("slot_on", func(l line) app.Date { return l.Slot.On }),
				register.Codes("slot", func(l line) string { return l.Slot.Hours() }, register.Width(104)),
				register.Moments("arrived", func(l line) time.Time { return l.ArrivedAt }, register.Gives, register.Width(120)),
				register.Choices("state", "handover.state", handover.Ladder, func(l line) handover.State { return l.Standing }, register.Width(88)),
				register.Choices("decision", "handover.decision", handover.Decisions, func(l line) handover.Decision { return l.Decision }, register.Gives, register.Width(112)),
				register.Days("next_on", func(l line) app.Date { return l.NextOn }, register.Gives),
				register.Days("notice_on", func(l line) app.Date { return l.NoticeOn }, register.Off),
				register.Counts("no_shows", func(l line) int { return l.NoShows }, register.Off),
				register.Days("decided_on", func(l line) app.Date { return l.DecidedOn }, register.Off),
				register.Names("by", func(l line) string { return l.By }, register.Off),
				register.Choices("passed", "handover.gate", handover.Passable, func(l line) string { return l.Passed }, register.Several, register.Off),
				register.Texts("passed_why", func(l line) string { return l.PassedWhy }, register.Off, register.Width(240)),
			},
			of.how("home", "open", "home"),
			[]register.Column[line]{
				register.Refs("certificate", "unit", func(l line) app.ID { return l.Certificate }),
				register.Marks("lists", func(l line) string { return listsOf(l, today()) }),
				register.Marks("turn", func(l line) string { return string(rune('0' + l.Turn())) }),
			},
		),
	}
}

// listsOf are the lists that show a home on a day.
func listsOf(l handover.Line, today app.Date) string {
	var all []string
	for _, which := range handover.Listings {
		if l.In(which, today) {
			all = append(all, string(which))
		}
	}
	return strings.Join(all, " ")
}
