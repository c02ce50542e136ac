package paper

import (
	"slices"
	"strconv"
	"strings"

	"keyday/app/contract"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// The first text of the 前期物业服务协议 as it was set. No agreement is drawn up in it any
// more; those that were are printed to the byte as they were, so nothing here changes.

func layAgreementFirst(e edition, c contract.AgreementContent) (*set.Flow, error) {
	head := set.Masthead{Frame: c.Frame, Imprint: e.imprint, ZH: e.ZH, EN: e.EN, About: c.UnitCode}
	if e.lang == words.English {
		head.Sort = "英文参考 Courtesy print"
	}
	p := agreementFirst{agreement{set.NewFlow(head), c, e.Version()}}
	text, err := p.written(e.lang)
	if err != nil {
		return nil, err
	}
	p.partiesTable()
	p.articles(text)
	if e.lang != words.English {
		p.signingPage()
	}
	return p.Flow, p.Complete()
}

type agreementFirst struct{ agreement }

func (p agreementFirst) partiesTable() {
	t := p.Table(nil)
	party := func(zh, en string, firm contract.Party) {
		t.Row(set.RowHeight, set.Tag(2, zh, en), set.Strong(5.5, firm.Name), set.Tag(1.5, "法定代表人", "Representative"), set.Value(3, firm.Representative).Small())
		t.Row(set.RowHeight, set.Tag(2, "信用代码", "Credit code"), set.Value(5.5, firm.CreditCode).Small(), set.Tag(1.5, "电话", "Phone"), set.Value(3, firm.Phone).Small())
		t.Row(set.RowHeight, set.Tag(2, "地址", "Address"), set.Value(10, firm.Address).Small())
	}
	party("甲方（建设单位）", "Party A, developer", p.Developer)
	party("乙方（物业服务人）", "Party B, property company", p.Property)
	for _, o := range p.Owners {
		name := o.Name
		if o.Share != "" {
			name += "（份额 " + o.Share + "）"
		}
		t.Row(set.RowHeight, set.Tag(2, "丙方（业主）", "Party C, owner"), set.Strong(5.5, name), set.Tag(1.5, "电话", "Phone"), set.Value(3, o.Phone).Small())
		t.Row(set.RowHeight, set.Tag(2, or(o.IDType, "证件号码"), "ID no."), set.Value(5.5, o.IDNo).Small(), set.Tag(1.5, "送达地址", "Address"), set.Value(3, o.Address).Small())
	}
	if len(p.Owners) == 0 {
		t.Row(set.HandHeight, set.Tag(2, "丙方（业主）", "Party C, owner"), set.Strong(5.5, ""), set.Tag(1.5, "电话", "Phone"), set.Value(3, ""))
	}
	p.Y += 3
}

// signingPage says once more what is signed for, over the signatures.
func (p agreementFirst) signingPage() {
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
		set.Tag(1.8, "计费面积", "Chargeable area"), set.Strong(4.2, area(p.Area)))
	price := ""
	if !p.FeePrice.IsZero() {
		price = p.FeePrice.String() + " 元/m²·月"
	}
	t.Row(set.RowHeight, set.Tag(1.8, "收费方式", "Fee basis"), set.Value(4.2, p.FeeBasis), set.Tag(1.8, "收费标准", "Price"), set.Strong(4.2, price))
	t.Row(set.RowHeight, set.Tag(1.8, "起算日", "Fee from"), set.Value(4.2, p.FeeStart.String()), set.Tag(1.8, "首缴期间", "First period"),
		set.Value(4.2, words.Join("，至 ", p.FeePeriod, p.FeePaidUntil.String())).Small())
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
	p.Paragraph(set.BodyStyle, 0, "丙方确认：已阅读并理解本协议全部条款及附件，对减轻或者免除对方责任、与本方有重大利害关系的条款已获提示和说明。")
	p.Paragraph(set.Fine(7), 0, "Party C has read and understood all articles and annexes; articles of weight for Party C have been pointed out and explained.")
	p.Signatures("各方签署", "Signatures of the parties")
}
