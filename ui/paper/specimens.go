package paper

import (
	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// specimens are papers that together make each form say every word it can say: a
// blank one, and one for each turn that it takes. What they are filled with is of no
// matter. They are no samples to look at, they are what a form's words are found by.
var specimens = map[string][]func() (*set.Flow, error){
	certificateKind.Template(): certificateSpecimens(),
	noticeKind.Template(): {
		laid(Notice(defect.NoticeContent{Frame: blank}, app.Imprint{})),
		laid(Notice(noticeSpecimen(app.NewDate(2026, 1, 2)), app.Imprint{})),
		laid(Notice(noticeSpecimen(app.NewDate(2026, 1, 1)), app.Imprint{})), // an item is due sooner
	},
	sheetKind.Template(): {
		laid(Sheet(inspect.SheetContent{Frame: blank}, app.Imprint{})),
		laid(Sheet(sheetSpecimen(), app.Imprint{})),
	},
	agreementKind.Template(): append(agreementSpecimens(contract.AgreementTemplate), aroundArticles(contract.AgreementTemplate, notBeforeSpecimen(), app.Imprint{})),
	contract.AgreementSecond: agreementSpecimens(contract.AgreementSecond),
	contract.AgreementFirst: {
		aroundArticlesFirst(contract.AgreementContent{Frame: blank}),
		aroundArticlesFirst(agreementFirstSpecimen()),
	},
}

var (
	blank  = app.Frame{Number: "0"}
	filled = app.Frame{
		Letterhead: app.Letterhead{Company: "1", Address: "2", Phone: "3"}, Project: "4", Number: "0", Rehearsal: true,
		Signers: []app.SignatureField{
			{Role: "owner", Name: "5"}, {Role: "agent", Name: "6", ActsFor: "7"}, {Role: "staff"}, {Role: "supervisor"},
			{Role: "inspector"}, {Role: "developer"}, {Role: "property"}, {Role: "firm"},
		},
	}
	specimenDay = app.NewDate(2026, 1, 2)
)

func laid(form Form) func() (*set.Flow, error) {
	return func() (*set.Flow, error) { return form.lay(words.Chinese) }
}

// agreementSpecimens are those of an agreement since its second text.
func agreementSpecimens(template string) []func() (*set.Flow, error) {
	return []func() (*set.Flow, error){
		aroundArticles(template, contract.AgreementContent{Frame: blank}, app.Imprint{}),
		aroundArticles(template, agreementSpecimen(), app.Imprint{}),
		aroundArticles(template, agreementSpecimen(), app.Imprint{Marks: []app.SignatureMark{{Field: 0, How: app.SignedOnScreen}, {Field: 1, How: app.SignedOnPaper}}}),
	}
}

// aroundArticles is an agreement without its articles, which are bound by the hash of
// their text.
func aroundArticles(template string, c contract.AgreementContent, imprint app.Imprint) func() (*set.Flow, error) {
	return func() (*set.Flow, error) {
		kind, _ := kindOf(template)
		p := newAgreement(kind, c, imprint, words.Chinese)
		p.partiesTable()
		p.initials()
		p.signingPage()
		return p.Flow, p.Complete()
	}
}

func aroundArticlesFirst(c contract.AgreementContent) func() (*set.Flow, error) {
	return func() (*set.Flow, error) {
		kind, _ := kindOf(contract.AgreementFirst)
		p := agreementFirst{agreement{set.NewFlow(set.Masthead{Frame: c.Frame, ZH: kind.ZH, EN: kind.EN}), c, kind.Version}}
		p.partiesTable()
		p.signingPage()
		return p.Flow, p.Complete()
	}
}

func certificateSpecimens() []func() (*set.Flow, error) {
	all := []func() (*set.Flow, error){laid(Certificate(handover.Certificate{Frame: blank}, app.Imprint{}))}
	taken := handover.Certificate{
		Frame: filled, Seller: "1", Owners: []handover.CertificateOwner{{Name: "2", Share: "3"}, {Name: "4"}},
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
	all = append(all, laid(Certificate(taken, app.Imprint{})))
	for _, decision := range []string{"accepted", "refused", "postponed", "viewed_only"} {
		c := handover.Certificate{Frame: filled, Decision: decision, Sheet: "1"}
		all = append(all, laid(Certificate(c, app.Imprint{})))
		c.NextDate, c.RefusalReason = specimenDay, "2"
		all = append(all, laid(Certificate(c, app.Imprint{})))
	}
	return all
}

// longText is a note that no narrow cell holds.
const longText = "1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 1234567890"

func noticeSpecimen(due app.Date) defect.NoticeContent {
	c := defect.NoticeContent{Frame: filled, Firm: "1", Contact: "2", ContactTel: "3", IssuedOn: specimenDay, Deadline: specimenDay, IssuedBy: "4", IssuedRole: "5"}
	for i, severity := range []string{"minor", "normal", "serious", "emergency"} {
		c.Items = append(c.Items, defect.NoticeContentItem{Number: "6", UnitCode: "7", Room: "8", Part: "9", Phrase: "10", Severity: severity, Round: 1 + i, Due: due})
	}
	c.Items[0].Note, c.Items[1].Photos = longText, []string{"11"}
	return c
}

func sheetSpecimen() inspect.SheetContent {
	rows := []inspect.SheetRow{{Item: "1", Tolerance: "2", Nominal: "3", Result: inspect.SheetFail, Readings: []inspect.SheetReading{{Value: "4", Out: true}}}}
	for _, severity := range []string{"minor", "normal", "serious", "emergency"} {
		rows[0].Problems = append(rows[0].Problems, inspect.SheetProblem{Number: "5", Phrase: "6", Note: "7", Severity: severity, Firm: "8", Promised: specimenDay})
	}
	for _, result := range []string{inspect.SheetPass, inspect.SheetNotApplicable, ""} {
		rows = append(rows, inspect.SheetRow{Item: "9", Tolerance: "10", Result: result})
	}
	return inspect.SheetContent{Frame: filled, UnitCode: "11", Origin: "12", Round: 2, Rooms: []inspect.SheetRoom{{Name: "13", Rows: rows}}, Conclusion: "14", Remarks: "15"}
}

func agreementSpecimen() contract.AgreementContent {
	c := agreementFirstSpecimen()
	c.Wording.Approval.Name = "0"
	c.AreaKind, c.FeeRule, c.FeeNotBefore, c.FeeReceipt, c.FeeReceiptOn = "8", "9", specimenDay, "10", specimenDay
	return c
}

// notBeforeSpecimen is of a home that was not handed over.
func notBeforeSpecimen() contract.AgreementContent {
	c := agreementSpecimen()
	c.FeeStart = 0
	return c
}

func agreementFirstSpecimen() contract.AgreementContent {
	price, err := app.ParseMoney("1")
	if err != nil {
		panic(err)
	}
	return contract.AgreementContent{
		Frame: filled, Owners: []contract.AgreementOwner{{Name: "1", Share: "2", Address: "3"}, {Name: "4", Address: "5"}},
		FeeBasis: "6", FeePrice: price, FeeStart: specimenDay, FeePeriod: "7", FeePaidUntil: specimenDay, Copies: 2,
	}
}
