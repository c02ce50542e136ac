package first

import (
	"strconv"
	"strings"

	"keyday/app/inspect"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// Sheet sets a 验房单: room by room what was looked at, measured and found.
func Sheet(f *set.Flow, c inspect.SheetContent) error {
	p := sheet{f, c}
	p.facts()
	p.rooms()
	p.conclusion()
	p.Signatures("签字确认", "Signatures")
	return p.Complete()
}

type sheet struct {
	*set.Flow
	inspect.SheetContent
}

func (p sheet) facts() {
	t, count := p.Table(nil), p.counted()
	origin := p.Origin
	if p.Round > 0 {
		origin += "（第 " + strconv.Itoa(p.Round) + " 轮）"
	}
	t.Row(set.RowHeight, set.Tag(1.5, "房屋", "Home"), set.Strong(6.5, words.Join("　", p.Project, p.UnitName)), set.Tag(1.5, "房号", "Unit"), set.Strong(2.5, p.UnitCode))
	t.Row(set.RowHeight, set.Tag(1.5, "户型 / 标准", "Type / finish"), set.Value(2.5, words.Join(" / ", p.HouseType, p.Finish)).Small(),
		set.Tag(1.5, "查验类别", "Occasion"), set.Value(2.5, origin).Small(), set.Tag(1.5, "业主 / 代理", "Owner / agent"), set.Value(2.5, p.Owner).Small())
	t.Row(set.RowHeight, set.Tag(1.5, "查验日期", "Date"), set.Value(2.5, p.Date.String()), set.Tag(1.5, "起止时间", "Start – end"),
		set.Value(2.5, words.Join(" – ", p.Start, p.End)), set.Tag(1.5, "天气", "Weather"), set.Value(2.5, p.Weather).Small())
	t.Row(set.RowHeight, set.Tag(1.5, "验房员", "Inspector"), set.Value(2.5, p.Inspector), set.Tag(1.5, "客服主管", "Supervisor"), set.Value(2.5, p.Supervisor),
		set.Tag(1.5, "结果合计", "Totals"), set.Value(2.5, totals(count)).Small())
	p.legend(count)
}

// counted is how many items have each result.
func (p sheet) counted() map[string]int {
	count := map[string]int{}
	for _, r := range p.Rooms {
		for _, row := range r.Rows {
			count[row.Result]++
		}
	}
	return count
}

// totals says how many items there are, and how many of them failed.
func totals(count map[string]int) string {
	all := 0
	for _, n := range count {
		all += n
	}
	return strconv.Itoa(all) + " 项，不合格 " + strconv.Itoa(count[inspect.SheetFail])
}

// legend explains the signs, and counts them; each differs in shape, not in colour
// alone.
func (p sheet) legend(count map[string]int) {
	p.Y += 1.5
	x, y := set.Left, p.Y+2.6
	say := func(zh, en string, draw func(x, y float64)) {
		draw(x+2, y-0.9)
		x += 5
		p.Leaf.Text(x, y, set.LabelStyle, zh)
		x += set.LabelStyle.Width(zh) + 1
		p.Leaf.Text(x, y, set.EnglishStyle, en)
		x += set.EnglishStyle.Width(en) + 5
	}
	l := p.Leaf
	of := func(word, result string) string { return word + " " + strconv.Itoa(count[result]) }
	say(of("合格", inspect.SheetPass), "pass", func(x, y float64) { resultSign(l, inspect.SheetPass, x, y) })
	say(of("不合格", inspect.SheetFail), "fail", func(x, y float64) { resultSign(l, inspect.SheetFail, x, y) })
	say(of("不适用", inspect.SheetNotApplicable), "not applicable", l.Dash)
	say(of("未查", ""), "not looked at", func(x, y float64) { resultSign(l, "", x, y) })
	say("实测值超限", "reading out of limit", func(x, y float64) { l.Ring(x, y, 2.2, 1.5) })
	p.Y += 5
}

// resultSign draws a result around x, y.
func resultSign(l *set.Leaf, result string, x, y float64) {
	switch result {
	case inspect.SheetPass:
		l.Check(x, y)
	case inspect.SheetFail:
		l.Cross(x, y)
	case inspect.SheetNotApplicable:
		l.Dash(x, y)
	default:
		l.Square(x, y)
	}
}

// rooms sets a line for each item of which there is something to say: what
// failed, was measured or has a problem. The others of a room stand together by
// their result, each by its name, so that a home of five hundred items is a paper
// that people read and sign.
func (p sheet) rooms() {
	t := p.Table([]set.Cell{set.Head(0.6, "序号", "#"), set.Head(2.9, "检查项目", "Item"), set.Head(1.7, "允许偏差", "Tolerance"),
		set.Head(2.2, "实测值", "Readings"), set.Head(0.8, "结果", "Result"), set.Head(2.8, "问题", "Problems"), set.Head(1, "复验", "Re-check")})
	n, empty := 0, true
	for _, room := range p.Rooms {
		rows := roomRows(room, &n)
		if len(rows) == 0 {
			continue
		}
		empty = false
		t.Title(6.5, set.Cell{Span: 12, Text: room.Name, Style: set.Bold(10)}, rows[0])
		for _, cells := range rows {
			t.Row(set.RowHeight, cells...)
		}
	}
	if empty {
		t.Row(set.HandHeight, set.Cell{Span: 12, Text: "（无检查项目 none）", Style: set.TableStyle, Align: set.Centred})
	}
}

// roomRows are the rows of one room; n counts the items that have a line of their own.
func roomRows(room inspect.SheetRoom, n *int) [][]set.Cell {
	var rows [][]set.Cell
	plain := map[string][]string{}
	for _, row := range room.Rows {
		if plainRow(row) {
			plain[row.Result] = append(plain[row.Result], row.Item+bracketed(row.Tolerance))
			continue
		}
		*n++
		rows = append(rows, []set.Cell{set.Body(0.6, strconv.Itoa(*n)).In(set.Centred), set.Body(2.9, row.Item), set.Body(1.7, row.Tolerance).Small8(),
			readings(2.2, row.Nominal, row.Readings), result(0.8, row.Result), set.Body(2.8, problems(row.Problems)).Small8(), recheck(row)})
	}
	for _, r := range []string{inspect.SheetPass, inspect.SheetNotApplicable, ""} {
		if items := plain[r]; len(items) > 0 {
			rows = append(rows, []set.Cell{set.Body(10.2, strings.Join(items, "；")).Small8(), result(0.8, r), set.Body(1, strconv.Itoa(len(items))+" 项").Small8().In(set.Centred)})
		}
	}
	return rows
}

// plainRow reports whether the result says all there is to say of an item.
func plainRow(row inspect.SheetRow) bool {
	return row.Result != inspect.SheetFail && len(row.Readings) == 0 && len(row.Problems) == 0
}

func result(span float64, result string) set.Cell {
	return set.Cell{Span: span, High: 5, Draw: func(l *set.Leaf, x, y, w, h float64) { resultSign(l, result, x+w/2, y+h/2) }}
}

// readings sets the values beside one another, a ring around each that is out of
// its limit; the value is bold as well, so that a pale copy still tells.
// What they are held against stands over them.
func readings(span float64, nominal string, values []inspect.SheetReading) set.Cell {
	const lead, air = 5.2, 2.6
	width := span*set.Column - 2*set.PadX
	type placed struct {
		inspect.SheetReading
		x, y float64
	}
	var all []placed
	x, y := 0.0, 0.0
	if nominal != "" {
		y = 4.4
	}
	for _, v := range values {
		s := readingStyle(v)
		if w := s.Width(v.Value); x > 0 && x+w > width {
			x, y = 0, y+lead
		}
		all = append(all, placed{v, x, y})
		x += s.Width(v.Value) + air
	}
	return set.Cell{Span: span, High: y + lead + 2, Draw: func(l *set.Leaf, left, top, w, h float64) {
		top += (h - y - lead) / 2
		if nominal != "" {
			l.Text(left+set.PadX, top+3.4, set.Fine(8), nominal)
		}
		for _, v := range all {
			s := readingStyle(v.SheetReading)
			wide := s.Width(v.Value)
			l.Text(left+set.PadX+v.x, top+v.y+3.7, s, v.Value)
			if v.Out {
				l.Ring(left+set.PadX+v.x+wide/2, top+v.y+2.5, wide/2+1.1, 2.1)
			}
		}
	}}
}

func readingStyle(v inspect.SheetReading) set.Style {
	s := set.TableStyle
	s.Bold = v.Out
	return s
}

// recheck is where the second look is noted on the site: a box to tick and room for
// a name, closed where nothing has to be looked at again.
func recheck(row inspect.SheetRow) set.Cell {
	return set.Cell{Span: 1, High: set.RowHeight, Draw: func(l *set.Leaf, x, y, w, h float64) {
		if len(row.Problems) == 0 {
			l.Dash(x+w/2, y+h/2)
			return
		}
		l.TickBox(x+set.PadX, y+h/2-1.7, false)
	}}
}

// problems says each defect on lines of its own.
func problems(all []inspect.SheetProblem) string {
	texts := make([]string, len(all))
	for i, d := range all {
		head := d.Number
		head += bracketed(severityWords[d.Severity])
		texts[i] = words.Join("\n", head, words.Join(" ", d.Part, words.Join("：", d.Phrase, d.Note)),
			words.Join("　", d.Firm, words.Tagged("承诺 ", d.Promised.String())))
	}
	return strings.Join(texts, "\n")
}

func (p sheet) conclusion() {
	p.Y += 3
	p.LastTable(11, [][]set.Cell{
		{set.Tag(1.5, "查验结论", "Conclusion"), set.Value(10.5, p.Conclusion).Small()},
		{set.Tag(1.5, "备注", "Remarks"), set.Value(10.5, p.Remarks).Small()},
	})
}

// SheetSpecimens make a sheet say every word of it.
func SheetSpecimens() []inspect.SheetContent {
	rows := []inspect.SheetRow{{Item: "1", Tolerance: "2", Nominal: "3", Result: inspect.SheetFail, Readings: []inspect.SheetReading{{Value: "4", Out: true}}}}
	for _, severity := range []string{"minor", "normal", "serious", "emergency"} {
		rows[0].Problems = append(rows[0].Problems, inspect.SheetProblem{Number: "5", Phrase: "6", Note: "7", Severity: severity, Firm: "8", Promised: specimenDay})
	}
	for _, result := range []string{inspect.SheetPass, inspect.SheetNotApplicable, ""} {
		rows = append(rows, inspect.SheetRow{Item: "9", Tolerance: "10", Result: result})
	}
	return []inspect.SheetContent{{Frame: specimenFrame, UnitCode: "11", Origin: "12", Round: 2, Rooms: []inspect.SheetRoom{{Name: "13", Rows: rows}}, Conclusion: "14", Remarks: "15"}}
}
