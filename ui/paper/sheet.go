package paper

import (
	"fmt"
	"strconv"
	"strings"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/inspect"
	"keyday/ui/paper/block"
	"keyday/ui/paper/first"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// sheetForm is the 验房单: what failed, with photo, promise and second look, over the
// signatures; what was looked at and measured, room by room, in an annex.
var sheetForm = Form{Template: inspect.SheetTemplate, Kind: contract.Sheet, ZH: "验房单", EN: "Inspection Sheet", Packed: true, Station: atInspection,
	ownSince: 2, signs: []string{"inspector", "supervisor", "owner"}, older: []string{inspect.SheetTemplateFirst},
	layout: layout[inspect.SheetContent]{
		blank: func(f app.Frame) inspect.SheetContent {
			return inspect.SheetContent{Frame: toSign(f, "owner", "inspector")}
		},
		about:    func(c inspect.SheetContent) string { return c.UnitCode },
		pictures: inspect.SheetContent.Photos,
		lay: func(e edition, c inspect.SheetContent) (*set.Flow, error) {
			return sheet{c}.lay(e.head(c.Frame, c.UnitCode))
		},
		specimens: specimensOf(sheetSpecimens()...),
		first:     earlier[inspect.SheetContent]{set: first.Sheet, specimens: first.SheetSpecimens},
	}}

type sheet struct{ inspect.SheetContent }

func (c sheet) lay(head set.Masthead) (*set.Flow, error) {
	failed, err := c.failed(head)
	if err != nil {
		return nil, err
	}
	count := c.counted()
	return block.Lay(head,
		block.Facts{Rows: [][]block.Fact{
			{block.S("房屋", "Home", words.Join("　", c.Project, c.UnitName)), block.S("房号", "Unit", c.UnitCode)},
			{block.O("户型 / 标准", "Type, finish", c.known(words.Join(" / ", c.HouseType, c.Finish))), block.F("查验类别", "Occasion", c.Origin+c.round()), block.F("业主 / 代理", "Owner, agent", c.known(c.Owner))},
			{block.F("查验日期", "Date", c.Date.String()), block.O("起止时间", "Start – end", words.Join(" – ", c.Start, c.End)), block.O("天气", "Weather", c.known(c.Weather))},
			{block.F("验房员", "Inspector", c.Inspector), block.O("客服主管", "Supervisor", c.Supervisor), block.S("查验项数", "Items", c.total())},
			{block.O("水表 表号 / 读数", "Water", ""), block.O("电表 表号 / 读数", "Electricity", ""), block.O("燃气 表号 / 读数", "Gas", "")},
		}},
		count, failed,
		block.Rows{Of: [][]set.Cell{block.Field(12, "查验结论", "Conclusion", c.Conclusion), block.Field(12, "备注", "Remarks", c.Remarks)}},
		block.Signatures{Title: block.Text{ZH: "签字确认", EN: "Signatures"}, Said: block.Note(head, "声明", "", ""), Optional: []string{"owner"}}, c.record(),
	)
}

// known is a value, or that there is none; on a blank it is room to write in.
func (c sheet) known(value string) string { return known(len(c.Rooms) > 0, value) }

// round is which of its occasion the inspection was.
func (c sheet) round() string {
	if c.Round == 0 {
		return ""
	}
	return "（第 " + strconv.Itoa(c.Round) + " 轮）"
}

// counted is how many items have each result.
func (c sheet) counted() block.Legend {
	count := map[block.Result]int{}
	for _, room := range c.Rooms {
		for _, row := range room.Rows {
			count[block.Result(row.Result)]++
		}
	}
	said := block.Legend{block.OutOfLimit: ""}
	for _, r := range block.Results[:4] {
		if len(c.Rooms) > 0 {
			said[r] = " " + strconv.Itoa(count[r])
		}
	}
	return said
}

// failed are the items that failed, each problem of theirs by itself, with room for the
// second look.
func (c sheet) failed(head set.Masthead) (block.Table, error) {
	t := block.Table{Title: block.Text{ZH: "不合格项与问题", EN: "What failed"}, Head: []set.Cell{set.Head(0.7, "序号", "No."), set.Head(2.4, "房间 / 检查项目", "Room, item"), set.Head(3.1, "问题", "Problem"),
		set.Head(2, "照片", "Photo"), set.Head(1.4, "承诺日期", "Promised"), set.Head(2.4, "复验", "Re-inspection")}}
	for _, room := range c.Rooms {
		for _, row := range room.Rows {
			problems := row.Problems
			if row.Result == inspect.SheetFail && len(problems) == 0 {
				problems = []inspect.SheetProblem{{}}
			}
			for _, p := range problems {
				photo, err := block.Photos(head, 2, 15, p.Photos[:min(2, len(p.Photos))])
				if err != nil {
					return t, err
				}
				said, more := brief(words.Join(" ", p.Part, p.Phrase), p.Note)
				t.Rows = append(t.Rows, []set.Cell{set.Body(0.7, strconv.Itoa(len(t.Rows)+1)).In(set.Centred), set.Body(2.4, words.Join("\n", room.Name, row.Item)),
					set.Body(3.1, words.Join("\n", p.Number+bracketed(severityWords[p.Severity]), said, p.Firm)).Small8(), photo, set.Body(1.4, p.Promised.String()).In(set.Centred).Small8(),
					block.Recheck(2.4, block.Result(or(p.Recheck, "-")), p.RecheckBy, p.RecheckOn.String())})
				if more != "" {
					t.Rows = append(t.Rows, []set.Cell{set.Body(0.7, ""), set.Body(11.3, more)})
				}
			}
		}
	}
	if len(c.Rooms) == 0 {
		t.Blank = 12
	} else if len(t.Rows) == 0 {
		t.Rows = [][]set.Cell{{set.Cell{Span: 12, Text: "（无 none）", Style: set.TableStyle}.In(set.Centred)}}
	}
	return t, nil
}

// record is all that was looked at, in an annex: a line for each item of which there is
// something to say, and the others of a room together by their result.
func (c sheet) record() block.Table {
	t := block.Table{Title: block.Text{ZH: "附件　查验记录", EN: "Annex: the record"}, Alone: true, Initials: []block.Text{{ZH: "验房员签认", EN: "Inspector initials"}, {ZH: "业主签认", EN: "Owner initials"}}, Head: []set.Cell{set.Head(0.7, "序号", "No."), set.Head(4.6, "检查项目", "Item"),
		set.Head(2.4, "允许偏差", "Tolerance"), set.Head(3.3, "实测值", "Readings"), set.Head(1, "结果", "Result")}}
	n := 0
	for _, room := range c.Rooms {
		rows := [][]set.Cell{}
		plain := map[string][]string{}
		for _, row := range room.Rows {
			if row.Result != inspect.SheetFail && len(row.Readings) == 0 {
				plain[row.Result] = append(plain[row.Result], row.Item+bracketed(row.Tolerance))
				continue
			}
			n++
			readings := make([]block.Reading, len(row.Readings))
			for i, r := range row.Readings {
				readings[i] = block.Reading(r)
			}
			rows = append(rows, []set.Cell{set.Body(0.7, strconv.Itoa(n)).In(set.Centred), set.Body(4.6, row.Item), set.Body(2.4, row.Tolerance).Small8(), block.Readings(3.3, row.Nominal, readings), block.Result(row.Result).Cell(1)})
		}
		for _, r := range block.Results[:4] {
			if items := plain[string(r)]; len(items) > 0 {
				rows = append(rows, []set.Cell{set.Body(9.7, strings.Join(items, "；")).Small8(), set.Body(1.3, fmt.Sprint(len(items), " 项")).In(set.Centred), r.Cell(1)})
			}
		}
		if len(rows) > 0 {
			t.Rows = append(append(t.Rows, block.Over(set.Cell{Span: 12, Text: room.Name, Style: set.Bold(10)})), rows...)
		}
	}
	return t
}

// total is how many items there are.
func (c sheet) total() string {
	n := 0
	for _, room := range c.Rooms {
		n += len(room.Rows)
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n, " 项")
}
