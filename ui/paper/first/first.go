// Package first sets the forms in their first versions, as they were signed: nothing is drawn
// up in these any more, and what was prints from them mark for mark. So nothing here
// changes, neither its words nor where they stand.
package first

import "keyday/app"

// or is the text, or the other where there is none.
func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// bracketed is a text in brackets, as it stands behind a name; nothing stays nothing.
func bracketed(text string) string {
	if text == "" {
		return ""
	}
	return "（" + text + "）"
}

// area is square metres as printed.
func area(a app.Area) string {
	if a.IsZero() {
		return ""
	}
	return a.String() + " m²"
}

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
