package paper

import (
	"strconv"

	"keyday/app"
	"keyday/app/defect"
	"keyday/ui/paper/block"
	"keyday/ui/paper/set"
)

// replyForm is the 整改回执 of a notice as a sheet of its own, which becomes the 复验单: item by
// item what was done, by when, and what the second look found. It is printed to be written
// on; Keyday keeps no document of it.
var replyForm = Form{Template: "rectification-reply/1", ZH: "整改回执暨复验单", EN: "Rectification Reply and Re-inspection",
	signs: []string{"firm", "supervisor", "owner"},
	layout: layout[defect.NoticeContent]{
		blank: func(f app.Frame) defect.NoticeContent {
			return defect.NoticeContent{Frame: toSign(f, "firm", "supervisor", "owner")}
		},
		about:     func(c defect.NoticeContent) string { return c.Firm },
		lay:       func(e edition, c defect.NoticeContent) (*set.Flow, error) { return reply{c}.lay(e.head(c.Frame, "")) },
		specimens: specimensOf(noticeSpecimens()...),
	}}

type reply struct{ defect.NoticeContent }

func (c reply) lay(head set.Masthead) (*set.Flow, error) {
	t := block.Table{Blank: 10, Head: []set.Cell{set.Head(0.7, "序号", "No."), set.Head(2.2, "问题编号 / 房号", "Item, unit"), set.Head(3.5, "整改措施（附整改后照片）", "Measures, with photos"),
		set.Head(1.6, "完成日期", "Finished on"), set.Head(1.2, "自检", "Self-check"), set.Head(1.2, "复验", "Re-inspected"), set.Head(1.6, "复验日期", "On")}}
	for i, item := range c.Items {
		t.Blank = 0
		t.Rows = append(t.Rows, []set.Cell{{Span: 0.7, Text: strconv.Itoa(i + 1), High: set.HandHeight, Style: set.TableStyle}, set.Body(2.2, item.Number+"\n"+item.UnitCode), set.Body(3.5, ""), set.Body(1.6, ""), set.Body(1.2, ""), set.Body(1.2, ""), set.Body(1.6, "")})
	}
	return block.Lay(head,
		block.Facts{Rows: [][]block.Fact{
			{block.F("致", "To", c.Letterhead.Company), block.F("通知单编号", "Notice no.", c.Number)},
			{block.F("责任单位", "Firm", c.Firm), block.O("联系人", "Contact", c.Contact), block.F("整改期限", "Deadline", c.Deadline.String())},
		}}, t,
		block.Rows{Of: [][]set.Cell{block.Field(12, "未完成项及原因", "Not done, why", ""), selfCheck.Cells(12), append(recheck.Cells(6), block.Field(6, "复验意见", "Opinion", "")...)}},
		block.Signatures{Title: block.Text{ZH: "签字", EN: "Signatures"}, Optional: []string{"owner"},
			Said:  block.Note(head, "声明", "业主签字仅确认所列问题的整改结果，不影响其依法律、合同及《住宅质量保证书》享有的权利。", "The owner's signature confirms what became of the items listed, and touches no right under law, contract and warranty."),
			Seals: map[int]block.Seal{0: {As: block.Text{ZH: "责任单位", EN: "Firm"}, Company: c.Firm}}},
	)
}
