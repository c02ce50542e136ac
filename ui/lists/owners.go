package lists

import (
	"strings"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/register"
)

// Owners is the list of owners, their numbers masked.
func Owners() register.Register[site.OwnerLine] {
	type line = site.OwnerLine
	return register.Register[line]{
		Spec: register.Spec{Key: OfOwners, Kind: "owner", Kinds: []string{"ownership", "unit", "building"},
			Chips: []register.Chip{register.All,
				{Key: "due", Says: "owner.chip.due", Column: "homes_due", Takes: func(v register.Value) bool { return v.Number > 0 }},
				{Key: "several", Says: "owner.chip.several", Column: "homes_owned", Takes: func(v register.Value) bool { return v.Number > 1 }},
				{Key: "former", Says: "owner.chip.former", Column: "homes_owned", Takes: register.Value.Blank},
			},
			First: register.View{Chip: register.All.Key, By: []register.By{{Column: "name"}}},
		},
		ID:          func(o line) app.ID { return o.ID },
		Communities: func(o line) []app.ID { return o.Communities },
		Columns: append([]register.Column[line]{
			register.Names("name", func(o line) string { return o.Name }, register.Personal, register.Strong, register.Width(140)),
			register.Codes("homes", func(o line) string { return o.Homes }, register.Grow, register.Width(140)),
			register.Texts("shares", func(o line) string { return o.Shares }, register.Gives, register.Width(88)),
			register.Counts("homes_owned", func(o line) int { return o.HomesOwned }, register.Sum),
			register.Counts("homes_handed_over", func(o line) int { return o.HandedOver }, register.Sum),
			register.Counts("homes_due", func(o line) int { return o.HomesOwned - o.HandedOver }, register.Off, register.Sum),
			register.Marks("home_ids", func(o line) string { return strings.Join(o.HomeIDs, " ") }),
		}, ownerFields()...),
	}
}

// ownerFields are columns of what is on record of an owner besides the name.
func ownerFields() (columns []register.Column[site.OwnerLine]) {
	for _, f := range site.OwnerFields[1:] {
		options := []register.Option{register.Entry("field.owner." + f.Key)}
		if f.Mask != nil {
			options = append(options, register.Private)
		}
		if f.Wide || f.Unasked {
			options = append(options, register.Off, register.Width(200))
		}
		of := func(o site.OwnerLine) string { return f.Of(o.Owner) }
		switch {
		case f.Offered != nil:
			columns = append(columns, register.Texts(f.Key, of, append(options, register.Gives, register.Width(96))...))
		case f.Call:
			columns = append(columns, register.Codes(f.Key, of, append(options, register.Gives, register.Width(120))...))
		case f.Identifies:
			columns = append(columns, register.Codes(f.Key, of, append(options, register.Width(168))...))
		default:
			columns = append(columns, register.Texts(f.Key, of, options...))
		}
	}
	return columns
}

// WholeOwners is what owners have in the private columns of the list, whole.
func WholeOwners(owners []site.Owner) register.Whole {
	whole := register.Whole{}
	for _, o := range owners {
		whole[o.ID] = map[string]string{}
		for _, f := range site.OwnerFields {
			if f.Mask != nil {
				whole[o.ID][f.Key] = f.Of(o)
			}
		}
	}
	return whole
}
