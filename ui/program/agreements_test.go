package program

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/data/registry"
	"keyday/ui/paper"
	"keyday/ui/words"
)

// An agreement says for good by whom its text was approved when it was locked, and what
// was paid by then: a draft prints as one after the approval, and what was locked under an
// approval is none after it was withdrawn.
func TestAgreementsKeepWhatTheyWereLockedWith(t *testing.T) {
	dir, actor, draft := agreedSite(t)
	o := openTestSite(t, dir)
	defer o.Close()
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	first, err := o.store.Document(ctx, draft)
	must(err)
	isDraft := func(id app.ID) bool {
		t.Helper()
		proof, err := o.office.Preview(ctx, actor, id, words.Chinese)
		must(err)
		return proof.Draft
	}
	again := func() (d contract.Document, c contract.AgreementContent) {
		t.Helper()
		d, err := o.Contract.Agree(ctx, actor, contract.Agreeing{Unit: first.Unit, Again: true})
		must(err)
		d, err = o.store.Document(ctx, d.ID)
		must(err)
		must(registry.Decode(d.Content, &c))
		return d, c
	}
	text := paper.Wording(contract.AgreementTemplate)
	must(o.Contract.ApproveText(ctx, actor, contract.TextApproval{Template: text.Template, Text: text.Text, Lawyer: "陆衡", Office: "江苏正衡律师事务所", On: app.DateOf(first.LockedAt)}))
	must(o.Contract.PutReceipt(ctx, actor, nil, contract.FeeReceipt{Unit: first.Unit, Number: "NO.4417", On: app.DateOf(first.LockedAt), Until: app.NewDate(2099, 2, 28)}))
	if now, err := o.store.Document(ctx, draft); err != nil || !isDraft(draft) || !bytes.Equal(now.Content, first.Content) {
		t.Errorf("locked as a draft it is none after the approval (%v)", err)
	}
	approved, c := again()
	if isDraft(approved.ID) || c.Wording.Approval.Name != "陆衡" || c.Wording.Approval.By != actor.Staff || c.FeeReceipt != "NO.4417" || c.FeePaidUntil != app.NewDate(2099, 2, 28) {
		t.Errorf("locked under the approval it says %+v, paid until %s by %q", c.Wording.Approval, c.FeePaidUntil, c.FeeReceipt)
	}
	must(o.Contract.WithdrawText(ctx, actor, text.Template, "第三十一条要改"))
	withdrawn, c := again()
	if !isDraft(withdrawn.ID) || c.Wording.Approval.Given() || isDraft(approved.ID) {
		t.Error("the withdrawal works backwards, or not at all")
	}
	kept, err := o.store.TextApprovals(ctx)
	must(err)
	if len(kept) != 1 || kept[0].Lawyer != "陆衡" || kept[0].Withdrawn != "第三十一条要改" || kept[0].WithdrawnBy != actor.Staff {
		t.Errorf("on record: %+v", kept)
	}
	listed := func() app.Date {
		t.Helper()
		var all []contract.AgreementLine
		err := o.store.AgreementLines(ctx, nil, func(l contract.AgreementLine) { all = append(all, l) })
		must(err)
		return all[slices.IndexFunc(all, func(v contract.AgreementLine) bool { return v.Unit == first.Unit })].PaidUntil
	}
	seen, err := o.store.SeeFeeReceipt(ctx, first.Unit)
	must(err)
	if listed() != app.NewDate(2099, 2, 28) || seen.Value.Number != "NO.4417" {
		t.Errorf("listed as paid until %s; the receipt is %+v", listed(), seen.Value)
	}
	must(o.Contract.PutReceipt(ctx, actor, &seen, contract.FeeReceipt{Unit: first.Unit}))
	if !listed().IsZero() {
		t.Errorf("taken off the record, it is paid until %s", listed())
	}
}
