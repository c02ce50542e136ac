package paper

import (
	"keyday/app"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
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

func sheetSpecimens() []inspect.SheetContent {
	rows := []inspect.SheetRow{{Item: "1", Tolerance: "2", Nominal: "3", Result: inspect.SheetFail, Readings: []inspect.SheetReading{{Value: "4", Out: true}}}, {Item: "9", Result: inspect.SheetFail}}
	for _, severity := range []string{"minor", "normal", "serious", "emergency"} {
		rows[0].Problems = append(rows[0].Problems, inspect.SheetProblem{Number: "5", Phrase: "6", Note: "7", Severity: severity, Firm: "8", Promised: specimenDay, Photos: []string{"16"}})
	}
	rows[0].Problems[0].Note, rows[0].Problems[1].Recheck, rows[0].Problems[1].RecheckBy = longText, inspect.SheetPass, "17"
	for _, result := range []string{inspect.SheetPass, inspect.SheetNotApplicable, ""} {
		rows = append(rows, inspect.SheetRow{Item: "9", Tolerance: "10", Result: result})
	}
	clean := inspect.SheetContent{Frame: specimenFrame, Rooms: []inspect.SheetRoom{{Name: "18", Rows: rows[2:]}}}
	return []inspect.SheetContent{clean, {Frame: specimenFrame, UnitCode: "11", Origin: "12", Round: 2, Rooms: []inspect.SheetRoom{{Name: "13", Rows: rows}}, Conclusion: "14", Remarks: "15"}}
}

// noticeSpecimens are of notices of which an item is due sooner, and of which none is.
func noticeSpecimens() (all []defect.NoticeContent) {
	for _, due := range []app.Date{specimenDay, app.NewDate(2026, 1, 1)} {
		c := defect.NoticeContent{Frame: specimenFrame, Firm: "1", Contact: "2", ContactTel: "3", IssuedOn: specimenDay, Deadline: specimenDay, IssuedBy: "4", IssuedRole: "5"}
		for i, severity := range []string{"minor", "normal", "serious", "emergency"} {
			c.Items = append(c.Items, defect.NoticeContentItem{Number: "6", UnitCode: "7", Room: "8", Part: "9", Phrase: "10", Severity: severity, Round: 1 + i, Due: due})
		}
		c.Items[0].Note, c.Items[1].Photos = longText, []string{"11"}
		all = append(all, c)
	}
	return all
}
