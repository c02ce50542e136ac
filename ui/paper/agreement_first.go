package paper

import (
	"slices"
	"strconv"
	"strings"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/words"
)

// The first text of the 前期物业服务协议 as it was set. No agreement is drawn up in it any
// more; those that were are printed to the byte as they were, so nothing here changes.

func layAgreementFirst(kind Kind, c contract.AgreementContent, imprint app.Imprint, lang words.Language) (*flow, error) {
	head := masthead{frame: c.Frame, imprint: imprint, zh: kind.ZH, en: kind.EN, about: c.UnitCode}
	if lang == words.English {
		head.sort = "英文参考 Courtesy print"
	}
	f := newFlow(head)
	p := agreementFirst{agreement{f, c, kind.Version}}
	p.partiesTable()
	if err := p.articles(lang); err != nil {
		return nil, err
	}
	if lang != words.English {
		p.signingPage()
	}
	return f, f.finish()
}

type agreementFirst struct{ agreement }

func (p agreementFirst) partiesTable() {
	t := p.table(nil)
	party := func(zh, en string, firm contract.Party) {
		t.row(rowHeight, tag(2, zh, en), strong(5.5, firm.Name), tag(1.5, "法定代表人", "Representative"), value(3, firm.Representative).small())
		t.row(rowHeight, tag(2, "信用代码", "Credit code"), value(5.5, firm.CreditCode).small(), tag(1.5, "电话", "Phone"), value(3, firm.Phone).small())
		t.row(rowHeight, tag(2, "地址", "Address"), value(10, firm.Address).small())
	}
	party("甲方（建设单位）", "Party A, developer", p.Developer)
	party("乙方（物业服务人）", "Party B, property company", p.Property)
	for _, o := range p.Owners {
		name := o.Name
		if o.Share != "" {
			name += "（份额 " + o.Share + "）"
		}
		t.row(rowHeight, tag(2, "丙方（业主）", "Party C, owner"), strong(5.5, name), tag(1.5, "电话", "Phone"), value(3, o.Phone).small())
		t.row(rowHeight, tag(2, or(o.IDType, "证件号码"), "ID no."), value(5.5, o.IDNo).small(), tag(1.5, "送达地址", "Address"), value(3, o.Address).small())
	}
	if len(p.Owners) == 0 {
		t.row(handHeight, tag(2, "丙方（业主）", "Party C, owner"), strong(5.5, ""), tag(1.5, "电话", "Phone"), value(3, ""))
	}
	p.y += 3
}

// signingPage says once more what is signed for, over the signatures.
func (p agreementFirst) signingPage() {
	p.turn()
	p.leaf.textCentre(pageWidth/2, p.y+6, bold(13), "签署页")
	p.leaf.textCentre(pageWidth/2, p.y+10.5, labelStyle, "Signature page")
	p.y += 15
	t := p.table(nil)
	names := make([]string, len(p.Owners))
	for i, o := range p.Owners {
		names[i] = words.Join(" ", o.Name, o.IDNo)
	}
	t.row(rowHeight, tag(1.8, "业主", "Owner(s)"), strong(10.2, strings.Join(names, "；")).small())
	t.row(rowHeight, tag(1.8, "房屋", "Home"), value(4.2, words.Join("　", p.Community, p.UnitName)).small(),
		tag(1.8, "计费面积", "Chargeable area"), strong(4.2, area(p.Area)))
	price := ""
	if !p.FeePrice.IsZero() {
		price = p.FeePrice.String() + " 元/m²·月"
	}
	t.row(rowHeight, tag(1.8, "收费方式", "Fee basis"), value(4.2, p.FeeBasis), tag(1.8, "收费标准", "Price"), strong(4.2, price))
	t.row(rowHeight, tag(1.8, "起算日", "Fee from"), value(4.2, p.FeeStart.String()), tag(1.8, "首缴期间", "First period"),
		value(4.2, words.Join("，至 ", p.FeePeriod, p.FeePaidUntil.String())).small())
	addresses := make([]string, len(p.Owners))
	for i, o := range p.Owners {
		addresses[i] = o.Address
	}
	slices.Sort(addresses) // co-owners of one household have one
	copies := ""
	if p.Copies > 0 {
		copies = "一式 " + strconv.Itoa(p.Copies) + " 份"
	}
	t.row(rowHeight, tag(1.8, "送达地址", "Notices to"), value(4.2, strings.Join(slices.Compact(addresses), "；")).small(),
		tag(1.8, "份数", "Copies"), value(4.2, copies).small())
	p.y += 3
	p.paragraph(bodyStyle, 0, "丙方确认：已阅读并理解本协议全部条款及附件，对减轻或者免除对方责任、与本方有重大利害关系的条款已获提示和说明。")
	p.paragraph(fine(7), 0, "Party C has read and understood all articles and annexes; articles of weight for Party C have been pointed out and explained.")
	p.signatures("各方签署", "Signatures of the parties")
}
