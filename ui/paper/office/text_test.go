package office

import (
	"context"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/ui/paper"
	"keyday/ui/words"
)

// Who looks at an agreement is told whether a lawyer approved its text; of a form without
// one there is nothing to tell.
func TestProofTellsDrafts(t *testing.T) {
	approved := agreementContent(contract.AgreementTemplate)
	approved.Wording.Approval = app.Approval{Name: "陆衡"}
	for name, c := range map[string]struct {
		kind     contract.Kind
		template string
		content  any
		want     bool
	}{
		"draft":       {contract.Agreement, contract.AgreementTemplate, agreementContent(contract.AgreementTemplate), true},
		"approved":    {contract.Agreement, contract.AgreementTemplate, approved, false},
		"first text":  {contract.Agreement, contract.AgreementFirst, agreementContent(contract.AgreementFirst), false}, // whose pages say nothing of it
		"certificate": {contract.Certificate, handover.Template, certificateContent(), false},
	} {
		o, d := newDesk(t, c.kind, c.template, c.content)
		proof, err := o.Preview(context.Background(), clerk, d.doc.ID, words.Chinese)
		if err != nil || proof.Draft != c.want {
			t.Errorf("%s: draft %t, %v", name, proof.Draft, err)
		}
	}
}

// A lawyer reads the text as a blank, which is no paper of the site.
func TestTextIsShown(t *testing.T) {
	o, d := newDesk(t, contract.Agreement, contract.AgreementTemplate, agreementContent(contract.AgreementTemplate))
	if err := o.ShowText(context.Background(), clerk, paper.Wording(contract.AgreementTemplate), app.Letterhead{}); err != nil {
		t.Fatal(err)
	}
	for name, pdf := range d.files {
		if !strings.Contains(name, "前期物业服务协议 范本 4") || !strings.Contains(textOf(t, pdf), "范本，未经法务审定") {
			t.Errorf("shown as %s", name)
		}
	}
	if len(d.files) != 1 || d.doc.Prints != 0 {
		t.Errorf("%d files, counted %d times", len(d.files), d.doc.Prints)
	}
	if err := o.ShowText(context.Background(), clerk, paper.Wording("lease/1"), app.Letterhead{}); app.RefusalCode(err) != "paper.template_unknown" {
		t.Errorf("a form that nobody knows: %v", err)
	}
}
