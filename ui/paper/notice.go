package paper

import (
	"slices"
	"strconv"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/ui/paper/block"
	"keyday/ui/paper/first"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// noticeForm is the 整改通知单: what a firm is asked to put right, by when, and what it costs
// not to, with a receipt to be sent back.
var noticeForm = Form{Template: defect.NoticeTemplate, Kind: contract.Rectify, ZH: "整改通知单", EN: "Rectification Notice",
	ownSince: 2, signs: []string{"supervisor", "firm"}, older: []string{defect.NoticeTemplateFirst},
	layout: layout[defect.NoticeContent]{
		blank: func(f app.Frame) defect.NoticeContent {
			return defect.NoticeContent{Frame: toSign(f, "supervisor", "firm")}
		},
		about: func(c defect.NoticeContent) string { return c.Firm },
		pictures: func(c defect.NoticeContent) (all []string) {
			for _, item := range c.Items {
				all = append(all, item.Photos...)
			}
			return all
		},
		lay:       func(e edition, c defect.NoticeContent) (*set.Flow, error) { return notice{c}.lay(e.head(c.Frame, "")) },
		specimens: specimensOf(noticeSpecimens()...),
		first:     earlier[defect.NoticeContent]{set: first.Notice, specimens: first.NoticeSpecimens, nobodys: true},
	}}

type notice struct{ defect.NoticeContent }

// What a notice says where its writer says nothing else.
const (
	usualRequirement = "1. 按施工图、规范及样板标准整改，不得以遮盖代替返工；2. 入户整改须提前一天报客服中心登记，做好成品保护，工完场清；3. 整改完成后填写整改回执并附整改后照片，报请复验。"
	usualWarning     = "逾期未整改或经两次复验不合格的，我司有权委托第三方整改，所发生费用及由此产生的业主赔付从贵单位工程款或质保金中扣除。"
)

func (c notice) lay(head set.Masthead) (*set.Flow, error) {
	items, err := c.items(head)
	if err != nil {
		return nil, err
	}
	return block.Lay(head,
		block.Facts{Rows: [][]block.Fact{
			{block.S("致", "To", c.Firm), block.O("联系人", "Contact", words.Join(" ", c.Contact, c.ContactTel))},
			{block.O("抄送", "Copies to", ""), block.O("监理单位", "Supervision", "")},
			{block.F("事由", "Subject", or(c.Subject, "工程质量问题整改")), block.F("签发日期", "Issued on", c.IssuedOn.String())},
			{block.F("签发人", "Issued by", words.Join(" ", c.IssuedRole, c.IssuedBy)), block.S("整改期限", "Deadline", c.latest())},
		}},
		block.Clauses{Texts: []block.Text{{ZH: c.asked(), EN: "The items below are within your responsibility. Please rectify them by the deadline and report for re-inspection."}}},
		items,
		block.Rows{Of: [][]set.Cell{block.Field(12, "整改要求", "Requirement", or(c.Requirement, block.Note(head, "整改要求", usualRequirement, "").ZH)), block.Field(12, "费用告知", "Cost warning", or(c.CostWarning, block.Note(head, "费用告知", usualWarning, "").ZH)),
			append(block.Field(6, "第三方整改单位", "Third party", ""), block.Field(6, "扣款通知单号", "Deduction no.", "")...)}},
		block.Signatures{Title: block.Text{ZH: "签发与签收", EN: "Issued and received"}, Said: block.Note(head, "声明", "", ""), Optional: []string{"firm"}, Seals: map[int]block.Seal{
			0: {As: block.Text{ZH: "签发单位", EN: "Issued by"}, Company: c.Letterhead.Company, Office: c.IssuedRole},
			1: {As: block.Text{ZH: "签收单位", EN: "Received by"}, Company: c.Firm}}},
		block.TearOff{Title: block.Text{ZH: "整改回执", EN: "Reply to the rectification notice"}, Parts: c.reply()},
	)
}

// asked is what the firm is asked to do.
func (c notice) asked() string {
	said := "经查验，贵单位责任范围内下列 " + strconv.Itoa(len(c.Items)) + " 项问题须予整改"
	switch {
	case len(c.Items) == 0:
		said = "经查验，贵单位责任范围内下列问题须予整改，请于整改期限前完成并报请复验"
	case c.Deadline.IsZero():
	case c.sooner():
		said += "，请于各项所列期限前完成（" + c.latest() + "）并报请复验"
	default:
		said += "，请于 " + c.Deadline.String() + " 前完成并报请复验"
	}
	return said + "。"
}

// sooner reports whether some of the items are due before the notice's deadline.
func (c notice) sooner() bool {
	return slices.ContainsFunc(c.Items, func(i defect.NoticeContentItem) bool { return !i.Due.IsZero() && i.Due < c.Deadline })
}

// latest is the deadline, said to be the last where items have their own.
func (c notice) latest() string {
	if c.sooner() {
		return "最迟 " + c.Deadline.String()
	}
	return c.Deadline.String()
}

func (c notice) items(head set.Masthead) (block.Table, error) {
	t := block.Table{Head: []set.Cell{set.Head(0.7, "序号", "No."), set.Head(2, "问题编号 / 房号", "Item, unit"), set.Head(1.6, "房间 / 部位", "Room, part"),
		set.Head(2.9, "问题", "Defect"), set.Head(0.8, "程度", "Degree"), set.Head(1.4, "期限", "Due"), set.Head(2.6, "整改前照片", "Photos")}}
	for i, item := range c.Items {
		photos, err := block.Photos(head, 2.6, 25, item.Photos[:min(3, len(item.Photos))])
		if err != nil {
			return t, err
		}
		said, more := brief(item.Phrase, item.Note)
		if item.Round > 1 {
			said += "（第 " + strconv.Itoa(item.Round) + " 轮整改）"
		}
		t.Rows = append(t.Rows, []set.Cell{set.Body(0.7, strconv.Itoa(i+1)).In(set.Centred), set.Body(2, item.Number+"\n"+item.UnitCode),
			set.Body(1.6, words.Join("\n", item.Room, item.Part)), set.Body(2.9, said),
			set.Body(0.8, severityWords[item.Severity]).In(set.Centred), set.Body(1.4, or(item.Due.String(), c.Deadline.String())).In(set.Centred).Small8(), photos})
		if more != "" {
			t.Rows = append(t.Rows, []set.Cell{set.Body(0.7, ""), set.Body(11.3, more)})
		}
	}
	if len(c.Items) == 0 {
		t.Blank = 8
	}
	return t, nil
}

// reply is what the firm sends back.
func (c notice) reply() []block.Block {
	return []block.Block{block.Facts{Rows: [][]block.Fact{
		{block.F("责任单位", "Firm", c.Firm), block.F("通知单编号", "Notice no.", c.Number)},
		{block.F("整改措施", "Measures", "")},
		{block.F("未完成项及原因", "Not done, why", ""), block.F("完成日期", "Finished on", "")},
	}}, block.Rows{Of: [][]set.Cell{
		append(selfCheck.Cells(6), block.Field(6, "签字 / 日期", "Signed, date", "")...),
		append(recheck.Cells(6), block.Field(6, "复验人 / 日期", "Signed, date", "")...),
	}}}
}

// What a firm finds of its own work, and who looks again of the firm's.
var (
	passed    = []block.Option{{Key: "pass", Text: block.Text{ZH: "合格", EN: "pass"}}, {Key: "fail", Text: block.Text{ZH: "不合格", EN: "fail"}}}
	selfCheck = block.Choice{Text: block.Text{ZH: "自检结论", EN: "Self-check"}, Options: passed}
	recheck   = block.Choice{Text: block.Text{ZH: "复验结论", EN: "Re-inspection"}, Options: passed}
)
