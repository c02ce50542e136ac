package lists

import (
	"time"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/register"
)

// documentKinds are the kinds of document, in the order in which a home comes by them.
var documentKinds = []contract.Kind{contract.Sheet, contract.Rectify, contract.Agreement, contract.Certificate}

// Documents is the list of all papers with a number.
func Documents() register.Register[contract.Line] {
	type line = contract.Line
	chips := []register.Chip{register.All}
	for _, s := range contract.Ladder {
		chips = append(chips, register.OneOf(string(s), "contract.state."+string(s), "state", s))
	}
	return register.Register[line]{
		Spec: register.Spec{Key: OfDocuments, Kind: "document", Kinds: []string{"signature", "signature_field", "unit", "building", "owner", "ownership", "notice", "firm", "person"},
			Chips: chips,
			First: register.View{Chip: register.All.Key, By: []register.By{{Column: "drafted", Down: true}}},
		},
		ID:          func(d line) app.ID { return d.ID },
		Communities: func(d line) []app.ID { return d.Communities },
		Columns: []register.Column[line]{
			register.Codes("number", func(d line) string { return d.Number }, register.Quiet, register.Width(112)),
			register.Choices("form", "contract.kind", documentKinds, func(d line) contract.Kind { return d.Kind }, register.Strong, register.Width(140)),
			register.Codes("unit", func(d line) string { return d.UnitCode }, register.Width(104)),
			register.Texts("building", func(d line) string { return d.Building }, register.Off, register.Width(80)),
			register.Names("owners", func(d line) string { return d.Owners }, register.Personal, register.Grow, register.Width(120)),
			register.Names("firm", func(d line) string { return d.Firm }, register.Gives),
			register.Choices("state", "contract.state", contract.Ladder, func(d line) contract.State { return d.State }),
			register.Counts("places", func(d line) int { return d.Places }, register.Off),
			register.Counts("given", func(d line) int { return d.Given }, register.Off),
			register.Days("drafted", func(d line) app.Date { return day(d.DraftedAt) }),
			register.Days("locked", func(d line) app.Date { return day(d.LockedAt) }, register.Off),
			register.Names("locked_by", func(d line) string { return d.LockedBy }, register.Off),
			register.Days("signed", func(d line) app.Date { return day(d.SignedAt) }),
			register.Counts("prints", func(d line) int { return d.Prints }, register.Sum),
			register.Days("voided", func(d line) app.Date { return day(d.VoidedAt) }, register.Off),
			register.Names("voided_by", func(d line) string { return d.VoidedBy }, register.Off),
			register.Refs("unit_id", "unit", func(d line) app.ID { return d.Unit }),
		},
	}
}

// day is the day of a moment at the site, none for no moment.
func day(at time.Time) app.Date {
	if at.IsZero() {
		return 0
	}
	return app.DateOf(at)
}
