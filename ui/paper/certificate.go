package paper

import (
	"fmt"
	"slices"
	"strconv"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/ui/paper/block"
	"keyday/ui/paper/first"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// certificateForm is the 房屋交接单: one home passes from the seller to its owners, with what
// was read, handed over and promised.
var certificateForm = Form{Template: handover.Template, Kind: contract.Certificate, ZH: "房屋交接单", EN: "Handover Certificate", Packed: true, Station: atHandover,
	ownSince: 2, signs: []string{"owner", "agent", "staff"}, older: []string{handover.TemplateFirst},
	layout: layout[handover.CertificateContent]{
		blank: func(f app.Frame) handover.CertificateContent {
			return handover.CertificateContent{Frame: toSign(f, "owner", "owner", "staff"), Seller: f.Letterhead.Company}
		},
		about:     func(c handover.CertificateContent) string { return c.UnitCode },
		masked:    handover.CertificateContent.Masked,
		lay:       func(e edition, c handover.CertificateContent) (*set.Flow, error) { return certificate{c}.lay(e) },
		specimens: specimensOf(certificateSpecimens()...),
		first:     earlier[handover.CertificateContent]{set: first.Certificate, specimens: first.CertificateSpecimens},
	}}

type certificate struct{ handover.CertificateContent }

func (c certificate) lay(e edition) (*set.Flow, error) {
	day, warranty := block.S("本次交接日", "Handed over", c.HandoverDate.String()), block.F("质保起算", "Warranty from", c.HandoverDate.String())
	if !c.taken() { // they were here, and nothing more
		day, warranty = block.S("到场日期", "Attended on", c.HandoverDate.String()), block.F("质保起算", "Warranty from", c.known(""))
	}
	annex, inside := c.open(), block.Table{}
	if !annex.Alone {
		annex, inside = inside, annex
	}
	head := e.head(c.Frame, c.UnitCode)
	return block.Lay(head,
		block.Facts{Title: block.Text{ZH: "一、交接双方", EN: "Parties"}, Rows: c.parties(head)},
		block.Facts{Title: block.Text{ZH: "二、房屋与时间", EN: "Home and dates"}, Rows: [][]block.Fact{
			{block.S("房屋", "Home", words.Join("　", c.Project, c.UnitName)), block.S("房号", "Unit", c.UnitCode)},
			{block.F("合同面积", "Contract area", c.known(area(c.ContractArea))), block.F("实测面积", "Measured area", c.known(area(c.MeasuredArea))), block.O("套内面积", "Inner area", c.known(area(c.InnerArea)))},
			{block.O("户型 / 标准", "Type, finish", c.known(words.Join(" / ", c.HouseType, c.Finish))), block.O("交付批次", "Batch", c.known(c.Batch)), block.O("预约时段", "Slot", c.known(c.Slot))},
			{block.O("通知日期", "Notice sent", c.known(c.NoticeDate.String())), block.F("约定交付日", "Due date", c.known(c.ContractDate.String())), day},
			{block.O("起止时间", "Start – end", c.known(c.hours())), block.O("竣工备案", "Filed on", c.known(c.Filed.String())), warranty},
			{block.O("费用结算单", "Settlement", ""), block.O("面积补差单", "Area note", ""), block.O("钥匙编号", "Key set no.", "")},
		}},
		block.Rows{Title: block.Text{ZH: "三、房屋状况与交接结论", EN: "Condition and decision"}, Of: append(c.decision(), c.overrides(head)...)},
		c.things(), block.Rows{Title: block.Text{ZH: "五、资料", EN: "Documents"}, Of: c.papers()}, inside,
		block.Signatures{Title: block.Text{ZH: "签字确认", EN: "Signatures"}, Said: c.statement(head), Copies: c.Copies, Seals: c.seals()},
		annex,
	)
}

// parties are seller, owners and agent; a row for each owner. Whether their numbers are whole
// was decided when the content was locked.
func (c certificate) parties(head set.Masthead) [][]block.Fact {
	head.Offer(app.Ask{What: app.OwnNumbers, ZH: "完整证件号码", EN: "Whole ID numbers"})
	rows := [][]block.Fact{{block.F("出卖人", "Seller", c.Seller), block.F("合同编号", "Contract no.", c.known(c.ContractNo))}}
	owners := c.Owners
	if len(owners) == 0 {
		owners = make([]handover.CertificateOwner, 2)
	}
	for i, o := range owners {
		buyer := "买受人"
		if len(owners) > 1 {
			buyer = fmt.Sprint("买受人 ", i+1)
		}
		rows = append(rows, []block.Fact{block.S(buyer, "Buyer", words.Join("　", o.Name, o.Share)), block.F(or(o.IDType, "证件号码"), "ID no.", c.known(o.IDNo)), block.F("联系电话", "Phone", c.known(o.Phone))})
	}
	if a := c.Agent; a.Name != "" {
		rows = append(rows, []block.Fact{block.S("代理人", "Agent", a.Name), block.F("证件号码", "ID no.", a.IDNo), block.F("联系电话", "Phone", a.Phone)},
			[]block.Fact{block.F("代理权限", "Authority", words.Join("　", words.Tagged("代 ", a.ActsFor), a.Authority))})
	}
	return rows
}

// decision is how the home was found, what the owners answered, and why not.
func (c certificate) decision() [][]set.Cell {
	rows := [][]set.Cell{block.Field(12, "房屋状况", "Condition", c.condition()), block.Choice{Text: block.Text{ZH: "交接结论", EN: "Decision"}, Options: decisions, Chosen: c.Decision}.Cells(12)}
	if c.RefusalReason != "" || !c.NextDate.IsZero() {
		rows = append(rows, append(block.Field(8, "原因", "Reason", c.RefusalReason), block.Field(4, "再次交付日", "Next date", c.NextDate.String())...))
	}
	if c.Remarks != "" {
		rows = append(rows, block.Field(12, "备注", "Remarks", c.Remarks))
	}
	return rows
}

// things are meters beside keys, a row for each; below stands what is said of them besides.
func (c certificate) things() block.Table {
	t := block.Table{Title: block.Text{ZH: "四、计量表与钥匙", EN: "Meters and keys"}, Blank: c.empty(len(c.Meters)+len(c.Keys), 7), Head: []set.Cell{
		set.Head(1.5, "计量表", "Meter"), set.Head(2.5, "表号", "Number"), set.Head(2.4, "读数", "Reading"),
		set.Head(2.8, "钥匙与门禁", "Keys and cards"), set.Head(1.4, "移交", "Handed"), set.Head(1.4, "留存", "Kept")}}
	cells, remarks := [][2][3]string{}, []string{}
	at := func(i, side int, said ...string) {
		if i == len(cells) {
			cells = append(cells, [2][3]string{{c.known("")}, {c.known("")}})
		}
		copy(cells[i][side][:], said)
	}
	for i, m := range c.Meters {
		at(i, 0, m.Kind, m.Number, words.Join(" ", m.Reading, m.Unit))
		remarks = append(remarks, words.Tagged(m.Kind+"：", m.Remark))
	}
	for i, k := range c.Keys {
		at(i, 1, k.Kind, strconv.Itoa(k.Handed), strconv.Itoa(k.Kept))
		remarks = append(remarks, words.Tagged(k.Kind+"留存：", words.Join("，", k.Purpose, words.Tagged("归还日期 ", k.Until.String()))))
	}
	for _, r := range cells {
		t.Rows = append(t.Rows, []set.Cell{set.Body(1.5, r[0][0]), set.Body(2.5, r[0][1]), set.Body(2.4, r[0][2]).In(set.ToRight),
			set.Body(2.8, r[1][0]), set.Body(1.4, r[1][1]).In(set.Centred), set.Body(1.4, r[1][2]).In(set.Centred)})
	}
	if said := words.Join("；", remarks...); said != "" {
		t.Rows = append(t.Rows, block.Field(12, "说明", "Remarks", said))
	}
	return t
}

// papers are what the owner received, three to a row, and what was shown of the building.
func (c certificate) papers() (rows [][]set.Cell) {
	for i := 0; i < len(c.Documents); i += 3 {
		row := []set.Cell{set.Body(4, ""), set.Body(4, ""), set.Body(4, "")}
		for n, d := range c.Documents[i:min(i+3, len(c.Documents))] {
			kind := "复印件"
			if d.Original {
				kind = "原件"
			}
			row[n].Text = words.Join("　", d.Name, fmt.Sprint(d.Count, " 份"), kind)
		}
		rows = append(rows, row)
	}
	for range c.empty(len(c.Documents), 4) {
		rows = append(rows, []set.Cell{{Span: 4, High: set.HandHeight}, {Span: 4, High: set.HandHeight}, {Span: 4, High: set.HandHeight}})
	}
	shown := block.Checks{Text: block.Text{ZH: "当场出示", EN: "Shown"}, Items: []block.Check{
		{Text: block.Text{ZH: "竣工验收备案证明", EN: "Completion filing"}}, {Text: block.Text{ZH: "房产测绘成果", EN: "Survey report"}},
		{Text: block.Text{ZH: "住宅质量保证书", EN: "Warranty book"}}, {Text: block.Text{ZH: "住宅使用说明书", EN: "User manual"}}}}
	for i, s := range shown.Items {
		shown.Items[i].Done = slices.ContainsFunc(c.Documents, func(d handover.CertificateDocument) bool { return d.Count > 0 && d.Name == s.ZH })
	}
	return append(rows, shown.Cells(12))
}

// open are the items that are still to be put right, with a day for each: up to three within
// the form, more on pages of their own, with initials.
func (c certificate) open() block.Table {
	t := block.Table{Title: block.Text{ZH: "附件　未完成整改事项清单" + bracketed(words.Join("　", c.UnitCode, counted(len(c.Defects)))), EN: "Annex: open items"}, Alone: len(c.Defects) > 3 || c.Decision == "", Blank: c.empty(len(c.Defects), 18),
		Head: []set.Cell{set.Head(0.7, "序号", "No."), set.Head(2, "问题编号", "Item no."), set.Head(2.4, "房间 / 部位", "Room, part"),
			set.Head(3.8, "问题", "Defect"), set.Head(0.9, "程度", "Degree"), set.Head(2.2, "承诺完成日期", "Promised by")}}
	for i, d := range c.Defects {
		said, more := brief(d.Phrase, d.Note)
		t.Rows = append(t.Rows, []set.Cell{set.Body(0.7, strconv.Itoa(i+1)).In(set.Centred), set.Body(2, d.Number), set.Body(2.4, words.Join(" ", d.Room, d.Part)),
			set.Body(3.8, said), set.Body(0.9, severityWords[d.Severity]).In(set.Centred), set.Body(2.2, d.Promised.String()).In(set.Centred).Big()})
		if more != "" {
			t.Rows = append(t.Rows, []set.Cell{set.Body(0.7, ""), set.Body(11.3, more)})
		}
	}
	if t.Alone {
		t.Initials = []block.Text{{ZH: "业主签认", EN: "Owner initials"}, {ZH: "交付人员", EN: "Staff initials"}}
	}
	return t
}

// overrides are what was let pass against the company's own conditions, where it has that on
// the owners' paper.
func (c certificate) overrides(head set.Masthead) (rows [][]set.Cell) {
	if head.Choose(app.Ask{What: app.OwnOverrides, ZH: "放行事项", EN: "Overrides"}) != app.OnOriginal {
		return nil
	}
	for _, o := range c.Overrides {
		rows = append(rows, block.Field(12, "放行事项", "Override", words.Join("　", o.Gate, o.Reason, o.By, o.On.String())))
	}
	return rows
}

// seals are the seller, for whom the staff sign, and the owners that are companies.
func (c certificate) seals() map[int]block.Seal {
	all := map[int]block.Seal{}
	for i, s := range c.Signers {
		owner := or(s.ActsFor, s.Name)
		switch {
		case s.Role == string(contract.AsStaff):
			all[i] = block.Seal{As: block.Text{ZH: "出卖人", EN: "Seller"}, Company: c.Seller, Office: "交付人员"}
		case slices.ContainsFunc(c.Owners, func(o handover.CertificateOwner) bool {
			return o.Name == owner && (site.Owner{IDType: o.IDType}).IsCompany()
		}):
			all[i] = block.Seal{As: block.Text{ZH: "买受人", EN: "Buyer"}, Company: owner}
		}
	}
	return all
}
