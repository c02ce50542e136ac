package lists

import (
	"slices"
	"strconv"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/ui/register"
)

// Agreements is the list of homes with their property agreements.
func Agreements() register.Register[contract.AgreementLine] {
	type line = contract.AgreementLine
	of := home[line](func(l line) site.HomeLine { return l.HomeLine })
	chips := []register.Chip{register.All, register.OneOf("none", "contract.state.none", "state", contract.State(""))}
	for _, s := range contract.StandingStates {
		states := []contract.State{s}
		if s == contract.Locked {
			states = append(states, contract.StatesIn(contract.Drafted)...)
		}
		chips = append(chips, register.OneOf(string(s), "contract.state."+string(s), "state", states...))
	}
	chips = append(chips, register.OneOf(string(contract.Voided), "contract.state.voided", "state", contract.StatesIn(contract.Replaced, contract.Revoked)...))
	return register.Register[line]{
		Spec: register.Spec{Key: OfAgreements, Kind: "unit", Chips: chips,
			Kinds: []string{"building", "house_type", "owner", "ownership", "document", "signature_field", "signature", "fee_receipt"},
			Quick: []register.Chip{{Key: "unpaid", Says: "contract.chip.unpaid", Column: "paid_until", Takes: register.Value.Blank}},
			First: register.View{Chip: register.All.Key, By: []register.By{{Column: "unit"}}},
		},
		ID:        func(l line) app.ID { return l.Unit },
		Community: func(l line) app.ID { return l.Community },
		Columns: slices.Concat(
			of.who("unit", "owners"),
			[]register.Column[line]{
				register.Choices("state", "contract.state", contract.Ladder, func(l line) contract.State { return l.Standing }, register.Width(130)),
				register.Codes("number", func(l line) string { return l.Number }, register.Width(132)),
				register.Codes("signatures", signatures, register.Quiet, register.Width(88)),
				register.Counts("unsigned", func(l line) int { return l.Places - l.Given }, register.Off),
				register.Days("locked", func(l line) app.Date { return l.LockedAt }, register.Quiet),
				register.Days("paid_until", func(l line) app.Date { return l.PaidUntil }, register.Quiet, register.Width(112)),
				register.Counts("prints", func(l line) int { return l.Prints }, register.Quiet, register.Gives, register.Width(72)),
			},
			of.how("home"),
			[]register.Column[line]{register.Refs("document", "number", func(l line) app.ID { return l.Document })},
		),
	}
}

// signatures is how many of an agreement's places are signed.
func signatures(l contract.AgreementLine) string {
	if l.Document.IsNil() {
		return ""
	}
	return strconv.Itoa(l.Given) + " / " + strconv.Itoa(l.Places)
}
