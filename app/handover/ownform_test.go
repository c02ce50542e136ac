package handover_test

import (
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/app/site"
)

func first(d contract.Document, _ handover.CertificateContent, _ string) contract.Document { return d }

// A certificate is drawn up in the company's own form once that is approved: with whole ID numbers, what was let
// pass, and as many copies, where the company has them so; and as usual once that is retired.
func TestCertificateInTheCompanysForm(t *testing.T) {
	drawn := func(approved, retired bool) (contract.Document, handover.CertificateContent, string) {
		s := begin(t)
		form := contract.OwnForm{Template: handover.Template, Note: "完整证件号", Own: app.Own{Choices: []app.Choice{
			{What: app.OwnNumbers, Value: app.InFull}, {What: app.OwnOverrides, Value: app.OnOriginal}, {What: app.OwnCopies, Value: "3"}}}}
		s.Must(s.paper.KeepForm(ctx, supervisor, form, ""))
		if approved {
			s.Must(s.paper.ApproveText(ctx, supervisor, contract.TextApproval{Template: form.Name(), Text: form.Hash(), Lawyer: "陆衡", Office: "律所", On: s.Today()}))
		}
		if retired {
			s.Must(s.paper.RetireForm(ctx, supervisor, form.Name(), "改回"))
		}
		s.arrived()
		s.filled()
		s.defect(42, site.Serious, s.Today().AddDays(5))
		s.Must(s.desk.Override(ctx, supervisor, unitID, []string{"grave_defect D-01-00042"}, "业主急需入住"))
		s.Must(s.desk.Decide(ctx, reception, unitID, handover.Choice{Decision: handover.AcceptedWithDefects}))
		d, err := s.desk.DrawUp(ctx, reception, unitID)
		s.Must(err)
		return s.documents.At(d.ID), s.content(d), form.Name()
	}
	d, c, name := drawn(true, false)
	if d.Template != name || c.Wording.Template != name || !d.NamesInFull() {
		t.Errorf("drawn up in %s, in full %t", d.Template, d.NamesInFull())
	}
	if no := c.Owners[0].IDNo; len(no) != 18 || strings.Contains(no, "*") {
		t.Errorf("the number is %s", no)
	}
	if len(c.Overrides) != 1 || c.Overrides[0].Reason != "业主急需入住" || c.Overrides[0].By != "王敏" || !strings.Contains(c.Overrides[0].Gate, "D-01-00042") || c.Copies != 3 {
		t.Errorf("let pass %+v, copies %d", c.Overrides, c.Copies)
	}
	if m := c.Masked(); m.Owners[0].IDNo == c.Owners[0].IDNo || !strings.Contains(m.Owners[0].IDNo, "***") {
		t.Errorf("masked it says %s", m.Owners[0].IDNo)
	}
	for _, d := range []contract.Document{first(drawn(false, false)), first(drawn(true, true))} {
		if d.Template != handover.Template {
			t.Errorf("not approved, or retired, it is drawn up in %s", d.Template)
		}
	}
	d, c, _ = drawn(true, true)
	if d.Template != handover.Template || d.NamesInFull() || !strings.Contains(c.Owners[0].IDNo, "*") || len(c.Overrides) != 0 || c.Copies != 2 {
		t.Errorf("in the program's form: %s, %+v", d.Template, c)
	}
}
