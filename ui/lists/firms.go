package lists

import (
	"strings"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/register"
)

// Whether a firm is given work, or a person signs in.
const (
	InUse = "in_use"
	Gone  = "gone"
)

// standing is whether a record is used still.
func standing(gone bool) string {
	if gone {
		return Gone
	}
	return InUse
}

// Firms is the list of contractors and suppliers.
func Firms() register.Register[site.FirmLine] {
	type line = site.FirmLine
	return register.Register[line]{
		Spec: register.Spec{Key: OfFirms, Kind: "firm", Kinds: []string{"defect"},
			Chips: []register.Chip{register.OneOf(InUse, "firm.state.in_use", "state", InUse), register.OneOf(Gone, "firm.state.gone", "state", Gone), register.All},
			First: register.View{Chip: InUse, By: []register.By{{Column: "firm"}}},
		},
		ID: func(f line) app.ID { return f.ID },
		Columns: []register.Column[line]{
			register.Names("firm", func(f line) string { return f.Name }, register.Strong, register.Width(300)),
			register.Choices("trades", "defect.trade", site.Trades, func(f line) site.Trade { return site.Trade(strings.Join(f.Trades, "、")) },
				register.Several, register.Grow, register.Width(180)),
			register.Names("contact", func(f line) string { return f.Contact }, register.Width(96)),
			register.Codes("phone", func(f line) string { return f.Phone }, register.Width(128)),
			register.Counts("open", func(f line) int { return f.Open }, register.Sum),
			register.Counts("late", func(f line) int { return f.Late }, register.Sum),
			register.Counts("grave", func(f line) int { return f.Grave }, register.Off, register.Sum),
			register.Choices("state", "firm.state", []string{InUse, Gone}, func(f line) string { return standing(f.Closed) }, register.Off),
		},
	}
}
