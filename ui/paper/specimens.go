package paper

import "keyday/app"

// What specimens are filled in with.
var (
	specimenFrame = app.Frame{
		Letterhead: app.Letterhead{Company: "1", Address: "2", Phone: "3"}, Project: "4", Number: "0", Rehearsal: true,
		Signers: []app.SignatureField{
			{Role: "owner", Name: "5"}, {Role: "agent", Name: "6", ActsFor: "7"}, {Role: "staff"}, {Role: "supervisor"},
			{Role: "inspector"}, {Role: "developer"}, {Role: "property"}, {Role: "firm"},
		},
	}
	specimenDay = app.NewDate(2026, 1, 2)
)

// longText is a note that no narrow cell holds.
const longText = "1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 1234567890"
