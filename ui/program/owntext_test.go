package program

import (
	"bytes"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/data/registry"
	"keyday/ui/paper"
	"keyday/ui/words"
)

// A company puts the text in its own words, as the settings do: what is drawn up from then
// on is in it, prints from it for good, also after it was retired, and verifies.
func TestAgreementInTheCompanysOwnText(t *testing.T) {
	dir, actor, first := agreedSite(t)
	o := openTestSite(t, dir)
	defer o.Close()
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	before, err := o.store.Document(ctx, first)
	must(err)
	program, err := paper.ProgramText(contract.AgreementTemplate)
	must(err)
	shown, err := paper.Shown(program)
	must(err)
	source, err := paper.Source(paper.Articles(strings.Replace(shown, "每年至少演练一次", "每年至少演练两次", 1)))
	must(err)
	text := contract.OwnForm{Template: contract.AgreementTemplate, Own: app.Own{Parts: source}, Note: "附件三"}
	short := text
	short.Parts = []string{"〔单价〕"}
	if err := o.Contract.KeepForm(ctx, actor, short, ""); app.RefusalCode(err) != "paper.own_text_lacks" {
		t.Errorf("a text that leaves everything out: %v", err)
	}
	must(o.Contract.KeepForm(ctx, actor, text, ""))
	must(o.Contract.ApproveText(ctx, actor, contract.TextApproval{Template: text.Name(), Text: text.Hash(), Lawyer: "陆衡", Office: "律所", On: app.DateOf(before.LockedAt)}))

	d, err := o.Contract.Agree(ctx, actor, contract.Agreeing{Unit: before.Unit, Again: true})
	must(err)
	d, err = o.store.Document(ctx, d.ID)
	must(err)
	var c contract.AgreementContent
	must(registry.Decode(d.Content, &c))
	if d.Template != text.Name() || c.Wording.Template != text.Name() || c.Wording.Text != text.Hash() || c.Wording.Approval.Name != "陆衡" {
		t.Errorf("drawn up in %s, by %+v", d.Template, c.Wording)
	}
	must(o.Contract.RetireForm(ctx, actor, text.Name(), "改回"))
	proof, err := o.office.Preview(ctx, actor, d.ID, words.Chinese)
	must(err)
	old, err := o.office.Preview(ctx, actor, first, words.Chinese)
	must(err)
	if said := pdfText(t, proof.PDF); !strings.Contains(said, "演练两次") || strings.Contains(said, "范本") || proof.Draft {
		t.Errorf("it says %.200s", said)
	}
	if said := pdfText(t, old.PDF); !strings.Contains(said, "演练一次") || !old.Draft {
		t.Error("what was locked before is in the company's text")
	}
	if _, err := o.office.Preview(ctx, actor, d.ID, words.English); app.RefusalCode(err) != "paper.own_text_english" {
		t.Errorf("in English: %v", err)
	}
	if r, err := (commandSite{o.store, o}).Verify(ctx, nil, func(int, int) {}); err != nil || len(r.Differences) > 0 {
		t.Errorf("verify finds %v, %v", r.Differences, err)
	}
	if bytes.Equal(proof.PDF, old.PDF) {
		t.Error("the two are one paper")
	}
}
