package paper

import (
	"slices"
	"strconv"
	"strings"

	"keyday/app/contract"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// The second and the third text of the 前期物业服务协议 as they were set. No agreement is
// drawn up in them any more; those that were are printed to the byte as they were, so
// nothing here changes.

type agreementEarlier struct{ agreement }

func (p agreementEarlier) lay(text string) (*set.Flow, error) {
	p.partiesTable()
	p.articles(text)
	p.signingPage()
	p.unsigned()
	return p.Flow, p.Complete()
}

// partiesTable names the three parties.
func (p agreementEarlier) partiesTable() {
	t := p.Table(nil)
	party := func(zh, en string, firm contract.Party) {
		t.Row(set.RowHeight, p.Tag(2, zh, en), set.Strong(5.5, firm.Name), p.Tag(1.5, "法定代表人", "Representative"), set.Value(3, firm.Representative).Small())
		t.Row(set.RowHeight, p.Tag(2, "信用代码", "Credit code"), set.Value(5.5, firm.CreditCode).Small(), p.Tag(1.5, "电话", "Phone"), set.Value(3, firm.Phone).Small())
		t.Row(set.RowHeight, p.Tag(2, "地址", "Address"), set.Value(10, firm.Address).Small())
	}
	party("甲方（建设单位）", "Party A, developer", p.Developer)
	party("乙方（物业服务人）", "Party B, property company", p.Property)
	for _, o := range p.Owners {
		t.Row(set.RowHeight, p.Tag(2, "丙方（业主）", "Party C, owner"), set.Strong(5.5, o.Name+p.bracketed(p.Say("份额 ", "share "), o.Share)),
			p.Tag(1.5, "电话", "Phone"), set.Value(3, o.Phone).Small())
		t.Row(set.RowHeight, p.Tag(2, or(o.IDType, "证件号码"), or(english(o.IDType), "ID no.")), set.Value(5.5, o.IDNo).Small(),
			p.Tag(1.5, "送达地址", "Notices to"), set.Value(3, o.Address).Small())
		if o.Company {
			t.Row(set.RowHeight, p.Tag(2, "法定代表人", "Representative"), set.Value(10, ""))
		}
	}
	if len(p.Owners) == 0 {
		t.Row(set.HandHeight, p.Tag(2, "丙方（业主）", "Party C, owner"), set.Strong(5.5, ""), p.Tag(1.5, "电话", "Phone"), set.Value(3, ""))
	}
	for _, s := range p.Signers {
		if s.ActsFor != "" {
			t.Row(set.RowHeight, p.Tag(2, "丙方受托人", "Party C's agent"), set.Strong(5.5, s.Name), p.Tag(1.5, "代理", "Acts for"), set.Value(3, s.ActsFor).Small())
		}
	}
	p.Y += 3
}

// signingPage says once more what is signed for, over the signatures.
func (p agreementEarlier) signingPage() {
	if p.Lang == words.English {
		return
	}
	p.Turn()
	p.Leaf.TextCentre(set.PageWidth/2, p.Y+6, set.Bold(13), "签署页")
	p.Leaf.TextCentre(set.PageWidth/2, p.Y+10.5, set.LabelStyle, "Signature page")
	p.Y += 15
	t := p.Table(nil)
	names := make([]string, len(p.Owners))
	for i, o := range p.Owners {
		names[i] = words.Join(" ", o.Name, o.IDNo)
	}
	t.Row(set.RowHeight, set.Tag(1.8, "业主", "Owner(s)"), set.Strong(10.2, strings.Join(names, "；")).Small())
	t.Row(set.RowHeight, set.Tag(1.8, "房屋", "Home"), set.Value(4.2, words.Join("　", p.Community, p.UnitName)).Small(),
		set.Tag(1.8, "计费面积", "Chargeable area"), set.Strong(4.2, words.Join("　", area(p.Area), p.AreaKind)))
	price := ""
	if !p.FeePrice.IsZero() {
		price = p.FeePrice.String() + " 元/m²·月"
	}
	t.Row(set.RowHeight, set.Tag(1.8, "收费方式", "Fee basis"), set.Value(4.2, p.FeeBasis), set.Tag(1.8, "收费标准", "Price"), set.Strong(4.2, price))
	t.Row(set.RowHeight, set.Tag(1.8, "起算", "Fee from"), set.Value(4.2, words.Join("　", p.FeeRule, p.feeFrom())).Small(),
		set.Tag(1.8, "首次缴纳", "First payment"), set.Value(4.2, p.FeePeriod))
	if p.FeeReceipt != "" {
		t.Row(set.RowHeight, set.Tag(1.8, "已缴至", "Paid until"), set.Strong(4.2, p.FeePaidUntil.String()),
			set.Tag(1.8, "收据", "Receipt"), set.Value(4.2, words.Join("　", p.FeeReceipt, p.FeeReceiptOn.String())).Small())
	}
	addresses := make([]string, len(p.Owners))
	for i, o := range p.Owners {
		addresses[i] = o.Address
	}
	slices.Sort(addresses) // co-owners of one household have one
	copies := ""
	if p.Copies > 0 {
		copies = "一式 " + strconv.Itoa(p.Copies) + " 份"
	}
	t.Row(set.RowHeight, set.Tag(1.8, "送达地址", "Notices to"), set.Value(4.2, strings.Join(slices.Compact(addresses), "；")).Small(),
		set.Tag(1.8, "份数", "Copies"), set.Value(4.2, copies).Small())
	p.Y += 3
	p.Paragraph(set.Bold(9.5), 0, p.acknowledged())
	p.Paragraph(set.Fine(7), 0, "Party C has read and understood all articles and annexes. Those in bold, which bear on Party C's material interests, were pointed out and, where asked, explained; Party C agrees to them.")
	p.Signatures("各方签署", "Signatures of the parties")
}
