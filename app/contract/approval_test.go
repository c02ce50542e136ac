package contract_test

import (
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
)

// approval is what a supervisor records of the text as the issuer of the tests has it.
func approval() contract.TextApproval {
	return contract.TextApproval{Template: contract.AgreementTemplate, Text: "text of " + contract.AgreementTemplate,
		Lawyer: " 陆衡 ", Office: "江苏正衡律师事务所", Reference: "法审 2026-018", On: today.AddDays(-3)}
}

// agreed draws up the agreement of the home anew, and reads what it says.
func (s *stage) agreed() (contract.Document, contract.AgreementContent) {
	s.Helper()
	d, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home, Again: true})
	s.wants(err, "")
	c := apptest.ReadContent[contract.AgreementContent](s.T, d)
	return d, c
}

// What is locked says for good whether the text was approved by then: a paper of before
// stays a draft, one of after does not become one.
func TestContentSaysWhoApprovedTheText(t *testing.T) {
	s := begin(t)
	s.wants(s.PutTerms(ctx, supervisor, nil, usualTerms()), "")
	before, c := s.agreed()
	if c.Wording.Approval != (app.Approval{}) || !before.Unapproved(s.approvals.All()) {
		t.Errorf("approved by nobody: %+v", c.Wording.Approval)
	}
	s.wants(s.ApproveText(ctx, supervisor, approval()), "")
	approved, c := s.agreed()
	if a := c.Wording.Approval; !a.Given() || a.Name != "陆衡" || a.Office != "江苏正衡律师事务所" || a.Reference != "法审 2026-018" || a.On != today.AddDays(-3) ||
		a.By != supervisor.Staff || a.At.IsZero() {
		t.Errorf("says %+v", a)
	}
	if approved.Unapproved(s.approvals.All()) || !before.Unapproved(s.approvals.All()) {
		t.Error("an approval works backwards, or not at all")
	}
	s.wants(s.WithdrawText(ctx, supervisor, contract.AgreementTemplate, "第三十一条要改"), "")
	after, c := s.agreed()
	if c.Wording.Approval.Given() || !after.Unapproved(s.approvals.All()) || approved.Unapproved(s.approvals.All()) {
		t.Errorf("withdrawn: %+v", c.Wording.Approval)
	}
	if a := s.approvals.All()[0]; a.Withdrawn != "第三十一条要改" || a.WithdrawnBy != supervisor.Staff || a.WithdrawnAt.IsZero() || a.Lawyer != "陆衡" {
		t.Errorf("kept %+v", a)
	}
	s.wants(s.ApproveText(ctx, supervisor, approval()), "")
	if s.approvals.Len() != 2 {
		t.Errorf("%d approvals are on record", s.approvals.Len())
	}
}

// An approval is of one text: of another version, or of the same one in other words, it
// says nothing.
func TestApprovalIsOfOneText(t *testing.T) {
	a := approval()
	now := app.Wording{Template: a.Template, Text: a.Text}
	for name, c := range map[string]struct {
		w    app.Wording
		want bool
	}{
		"the text":        {now, true},
		"a later version": {app.Wording{Template: a.Template + "1", Text: a.Text}, false},
		"other words":     {app.Wording{Template: a.Template, Text: "other"}, false},
	} {
		if got := a.Holds(c.w); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	a.Withdrawn = "改"
	if a.Holds(now) {
		t.Error("holds though it was withdrawn")
	}
}

func TestApprovalsAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		by     app.Actor
		change func(*contract.TextApproval)
		want   string
	}{
		"as it should be":     {supervisor, func(*contract.TextApproval) {}, ""},
		"of today":            {supervisor, func(a *contract.TextApproval) { a.On = today }, ""},
		"of tomorrow":         {supervisor, func(a *contract.TextApproval) { a.On = today.AddDays(1) }, "contract.approval_day"},
		"of no day":           {supervisor, func(a *contract.TextApproval) { a.On = 0 }, "contract.approval_day"},
		"by nobody":           {supervisor, func(a *contract.TextApproval) { a.Lawyer = " " }, "contract.lawyer_missing"},
		"of no office":        {supervisor, func(a *contract.TextApproval) { a.Office = "" }, "contract.lawyer_missing"},
		"without a number":    {supervisor, func(a *contract.TextApproval) { a.Reference = "" }, ""},
		"of another text":     {supervisor, func(a *contract.TextApproval) { a.Text = "other" }, "contract.text_other"},
		"of no text":          {supervisor, func(a *contract.TextApproval) { a.Text = "" }, "contract.text_other"},
		"withdrawn already":   {supervisor, func(a *contract.TextApproval) { a.Withdrawn = "x" }, ""}, // which nobody said
		"by an assistant":     {assistant, func(*contract.TextApproval) {}, "permission.missing"},
		"by who hands over":   {clerk, func(*contract.TextApproval) {}, "permission.missing"},
		"by another's office": {stranger, func(*contract.TextApproval) {}, ""}, // the text is the site's
	} {
		t.Run(name, func(t *testing.T) {
			s, a := begin(t), approval()
			c.change(&a)
			s.wants(s.ApproveText(ctx, c.by, a), c.want)
			if (s.approvals.Len() == 1) != (c.want == "") || s.approvals.Len() == 1 && s.approvals.All()[0].Withdrawn != "" {
				t.Errorf("on record: %+v", s.approvals.All())
			}
		})
	}
	s := begin(t)
	s.wants(s.WithdrawText(ctx, supervisor, contract.AgreementTemplate, "改"), "contract.text_unapproved")
	s.wants(s.ApproveText(ctx, supervisor, approval()), "")
	s.wants(s.ApproveText(ctx, supervisor, approval()), "contract.text_approved")
	s.wants(s.WithdrawText(ctx, supervisor, contract.AgreementTemplate, " "), "contract.withdrawal_reason")
	s.wants(s.WithdrawText(ctx, assistant, contract.AgreementTemplate, "改"), "permission.missing")
	again := s.approvals.All()[0] // another laptop recorded it too
	again.ID = app.ID{0xef}
	other := approval() // of the text of before
	other.ID, other.Text = app.ID{0xed}, "text of the first"
	s.approvals.Set(other, s.approvals.All()[0], again)
	s.wants(s.WithdrawText(ctx, supervisor, contract.AgreementTemplate, "改"), "")
	for _, a := range s.approvals.All() {
		if (a.Withdrawn == "") != (a.Text == other.Text) {
			t.Errorf("of %q: withdrawn %q", a.Text, a.Withdrawn)
		}
	}
}

// A home's agreement is a draft where the one that stands was locked in a text that nobody
// had approved; without one, where the next would be.
func TestDraftAgreements(t *testing.T) {
	locked := func(kind contract.Kind, state contract.State, ago int) contract.Document {
		return contract.Document{Kind: kind, State: state, Template: contract.AgreementTemplate, LockedAt: morning.AddDate(0, 0, -ago)}
	}
	approved := approval()
	approved.ID = app.ID{0xec}
	approved.At = morning.AddDate(0, 0, -5)
	for name, c := range map[string]struct {
		papers    []contract.Document
		approvals []contract.TextApproval
		draft     bool
	}{
		"none, no approval":                      {nil, nil, true},
		"none, approved":                         {nil, []contract.TextApproval{approved}, false},
		"locked before":                          {[]contract.Document{locked(contract.Agreement, contract.Locked, 6)}, []contract.TextApproval{approved}, true},
		"locked at that moment":                  {[]contract.Document{locked(contract.Agreement, contract.Locked, 5)}, []contract.TextApproval{approved}, false},
		"locked after":                           {[]contract.Document{locked(contract.Agreement, contract.Signed, 4)}, []contract.TextApproval{approved}, false},
		"voided, locked before":                  {[]contract.Document{locked(contract.Agreement, contract.Voided, 6)}, []contract.TextApproval{approved}, false},
		"another paper from before":              {[]contract.Document{locked(contract.Sheet, contract.Signed, 6)}, []contract.TextApproval{approved}, false},
		"another paper, and no approval":         {[]contract.Document{locked(contract.Sheet, contract.Signed, 4)}, nil, true},
		"locked before, and another paper since": {[]contract.Document{locked(contract.Agreement, contract.Locked, 6), locked(contract.Sheet, contract.Signed, 4)}, []contract.TextApproval{approved}, true},
	} {
		b := memory()
		apptest.Of[contract.TextApproval](b).Set(c.approvals...)
		if draft, err := contract.DraftAgreement(b, c.papers); err != nil || draft != c.draft {
			t.Errorf("%s: draft %t, %v", name, draft, err)
		}
	}
}
