package lists

import (
	"cmp"
	"slices"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/register"
)

// Homes is the list of homes, shops and storage rooms.
func Homes() register.Register[site.UnitLine] {
	type line = site.UnitLine
	of := home[line](func(h line) site.HomeLine { return h.HomeLine })
	chips := []register.Chip{register.All}
	for _, s := range site.States {
		chips = append(chips, register.OneOf(string(s), "common.state."+string(s), "state", s))
	}
	return register.Register[line]{
		Spec: register.Spec{Key: OfHomes, Kind: "unit", Kinds: []string{"building", "house_type", "community", "owner", "ownership"},
			Chips: chips,
			Quick: []register.Chip{
				register.OneOf("barred", "common.barred", "barred", site.Barred),
				{Key: "grave", Says: "home.chip.grave", Column: "grave", Takes: func(v register.Value) bool { return v.Number > 0 }},
				register.OneOf("fund", "home.chip.fund", "fund", site.FundUnpaid, unknownFund),
			},
			First: register.View{Chip: register.All.Key, By: []register.By{{Column: "unit"}}},
		},
		ID:        func(h line) app.ID { return h.Unit },
		Community: func(h line) app.ID { return h.Community },
		Columns: slices.Concat(
			of.who("unit", "building", "house_type", "batch", "owners"),
			of.how("state", "open", "grave", "state", "handed_over"),
			[]register.Column[line]{
				register.Choices("fund", "units.fund", []site.FundState{site.FundPaid, site.FundUnpaid, unknownFund},
					func(h line) site.FundState { return cmp.Or(h.Record.Fund, unknownFund) }, register.Width(92)),
				register.Texts("community", func(h line) string { return h.CommunityName }, register.Off),
				register.Codes("entrance", func(h line) string { return h.Record.Entrance }, register.Off, register.Width(64)),
				register.Codes("door", func(h line) string { return h.Record.Room }, register.Off, register.Width(72)),
				register.Choices("finish", "unit.finish", []site.Finish{site.Bare, site.Fitted}, func(h line) site.Finish { return h.Finish }, register.Off),
				register.Days("delivery_due", func(h line) app.Date { return h.Record.DeliveryDue }, register.Off),
				register.Amounts("contract_area", func(h line) string { return h.Record.ContractArea.String() }, register.Off, register.Sum),
				register.Amounts("measured_area", func(h line) string { return h.Record.MeasuredArea.String() }, register.Off, register.Sum),
				register.Amounts("inner_area", func(h line) string { return h.Record.InnerArea.String() }, register.Off, register.Sum),
				register.Codes("contract_no", func(h line) string { return h.Record.ContractNo }, register.Off),
				register.Days("signed_on", func(h line) app.Date { return h.Record.SignedOn }, register.Off),
				register.Amounts("unit_price", func(h line) string { return money(h.Record.UnitPrice) }, register.Off),
				register.Texts("note", func(h line) string { return site.MaskIn(h.Record.Note) }, register.Off),
				register.Refs("unit_id", "unit", func(h line) app.ID { return h.Unit }),
				register.Refs("building_id", "building", func(h line) app.ID { return h.Record.Building }),
			},
		),
	}
}

// unknownFund is the key by which the list calls a fund of which nothing is known.
const unknownFund site.FundState = "unknown"

// money is an amount as a column holds it, nothing where none is on record.
func money(m app.Money) string {
	if m.IsZero() {
		return ""
	}
	return m.String()
}
