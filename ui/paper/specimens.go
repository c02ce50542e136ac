package paper

import (
	"keyday/app"
	"keyday/app/handover"
)

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

// severityWords are site.Severity in the forms' words.
var severityWords = map[string]string{"minor": "轻微", "normal": "一般", "serious": "严重", "emergency": "紧急"}

func certificateSpecimens() []handover.CertificateContent {
	taken := handover.CertificateContent{
		Frame: specimenFrame, Seller: "1", Owners: []handover.CertificateOwner{{Name: "2", Share: "3"}, {Name: "4"}},
		Agent: handover.CertificateAgent{Name: "5", ActsFor: "6", Authority: "7"}, Second: true, Sheet: "8", Decision: "accepted_with_defects", Copies: 2,
		Meters:    []handover.CertificateMeter{{Kind: "9", Number: "10", Reading: "11"}},
		Keys:      []handover.CertificateKey{{Kind: "12", Kept: 1, Purpose: "13", Until: specimenDay}},
		Documents: []handover.CertificateDocument{{Name: "14"}, {Name: "15", Original: true}}, Remarks: "16",
	}
	for _, strength := range []string{"law", "contract", "company"} {
		taken.Overrides = append(taken.Overrides, handover.CertificateOverride{Gate: "17", Strength: strength, Reason: "the very same reason", By: "18"})
	}
	for _, severity := range []string{"minor", "normal", "serious", "emergency"} {
		taken.Defects = append(taken.Defects, handover.CertificateDefect{Number: "19", Phrase: "20", Severity: severity, Promised: specimenDay})
	}
	taken.Defects[0].Note = longText
	all := []handover.CertificateContent{taken}
	for _, decision := range []string{"accepted", "refused", "postponed", "viewed_only"} {
		c := handover.CertificateContent{Frame: specimenFrame, Decision: decision, Sheet: "1"}
		all = append(all, c)
		c.NextDate, c.RefusalReason = specimenDay, "2"
		all = append(all, c)
	}
	return all
}
