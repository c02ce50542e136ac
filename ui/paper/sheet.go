package paper

import (
	"strconv"
	"strings"

	"keyday/app"
	"keyday/app/inspect"
	"keyday/ui/words"
)

// Sheet is the 验房单: room by room what was looked at, measured and found.
func Sheet(c inspect.SheetContent, imprint app.Imprint) Form {
	c, imprint = legible(c, c.Names), legible(imprint, c.Names)
	return Form{sheetKind, c.Frame, imprint, func(words.Language) (*flow, error) {
		f := newFlow(masthead{frame: c.Frame, imprint: imprint, zh: sheetKind.ZH, en: sheetKind.EN, about: c.UnitCode})
		p := sheet{f, c}
		p.facts()
		p.rooms()
		p.conclusion()
		f.signatures("签字确认", "Signatures")
		return f, f.finish()
	}}
}

type sheet struct {
	*flow
	inspect.SheetContent
}

func (p sheet) facts() {
	t, count := p.table(nil), p.counted()
	origin := p.Origin
	if p.Round > 0 {
		origin += "（第 " + strconv.Itoa(p.Round) + " 轮）"
	}
	t.row(rowHeight, tag(1.5, "房屋", "Home"), strong(6.5, words.Join("　", p.Project, p.UnitName)), tag(1.5, "房号", "Unit"), strong(2.5, p.UnitCode))
	t.row(rowHeight, tag(1.5, "户型 / 标准", "Type / finish"), value(2.5, words.Join(" / ", p.HouseType, p.Finish)).small(),
		tag(1.5, "查验类别", "Occasion"), value(2.5, origin).small(), tag(1.5, "业主 / 代理", "Owner / agent"), value(2.5, p.Owner).small())
	t.row(rowHeight, tag(1.5, "查验日期", "Date"), value(2.5, p.Date.String()), tag(1.5, "起止时间", "Start – end"),
		value(2.5, words.Join(" – ", p.Start, p.End)), tag(1.5, "天气", "Weather"), value(2.5, p.Weather).small())
	t.row(rowHeight, tag(1.5, "验房员", "Inspector"), value(2.5, p.Inspector), tag(1.5, "客服主管", "Supervisor"), value(2.5, p.Supervisor),
		tag(1.5, "结果合计", "Totals"), value(2.5, totals(count)).small())
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
	p.y += 1.5
	x, y := left, p.y+2.6
	say := func(zh, en string, draw func(x, y float64)) {
		draw(x+2, y-0.9)
		x += 5
		p.leaf.text(x, y, labelStyle, zh)
		x += labelStyle.width(zh) + 1
		p.leaf.text(x, y, englishStyle, en)
		x += englishStyle.width(en) + 5
	}
	l := p.leaf
	of := func(word, result string) string { return word + " " + strconv.Itoa(count[result]) }
	say(of("合格", inspect.SheetPass), "pass", func(x, y float64) { resultSign(l, inspect.SheetPass, x, y) })
	say(of("不合格", inspect.SheetFail), "fail", func(x, y float64) { resultSign(l, inspect.SheetFail, x, y) })
	say(of("不适用", inspect.SheetNotApplicable), "not applicable", l.dash)
	say(of("未查", ""), "not looked at", func(x, y float64) { resultSign(l, "", x, y) })
	say("实测值超限", "reading out of limit", func(x, y float64) { l.ring(x, y, 2.2, 1.5) })
	p.y += 5
}

// resultSign draws a result around x, y.
func resultSign(l *leaf, result string, x, y float64) {
	switch result {
	case inspect.SheetPass:
		l.check(x, y)
	case inspect.SheetFail:
		l.cross(x, y)
	case inspect.SheetNotApplicable:
		l.dash(x, y)
	default:
		l.square(x, y)
	}
}

// rooms sets a line for each item of which there is something to say: what
// failed, was measured or has a problem. The others of a room stand together by
// their result, each by its name, so that a home of five hundred items is a paper
// that people read and sign.
func (p sheet) rooms() {
	t := p.table([]cell{head(0.6, "序号", "#"), head(2.9, "检查项目", "Item"), head(1.7, "允许偏差", "Tolerance"),
		head(2.2, "实测值", "Readings"), head(0.8, "结果", "Result"), head(2.8, "问题", "Problems"), head(1, "复验", "Re-check")})
	n, empty := 0, true
	for _, room := range p.Rooms {
		rows := roomRows(room, &n)
		if len(rows) == 0 {
			continue
		}
		empty = false
		t.title(6.5, cell{span: 12, text: room.Name, style: bold(10)}, rows[0])
		for _, cells := range rows {
			t.row(rowHeight, cells...)
		}
	}
	if empty {
		t.row(handHeight, cell{span: 12, text: "（无检查项目 none）", style: tableStyle, align: centred})
	}
}

// roomRows are the rows of one room; n counts the items that have a line of their own.
func roomRows(room inspect.SheetRoom, n *int) [][]cell {
	var rows [][]cell
	plain := map[string][]string{}
	for _, row := range room.Rows {
		if plainRow(row) {
			plain[row.Result] = append(plain[row.Result], row.Item+bracketed(row.Tolerance))
			continue
		}
		*n++
		rows = append(rows, []cell{body(0.6, strconv.Itoa(*n)).in(centred), body(2.9, row.Item), body(1.7, row.Tolerance).small8(),
			readings(2.2, row.Nominal, row.Readings), result(0.8, row.Result), body(2.8, problems(row.Problems)).small8(), recheck(row)})
	}
	for _, r := range []string{inspect.SheetPass, inspect.SheetNotApplicable, ""} {
		if items := plain[r]; len(items) > 0 {
			rows = append(rows, []cell{body(10.2, strings.Join(items, "；")).small8(), result(0.8, r), body(1, strconv.Itoa(len(items))+" 项").small8().in(centred)})
		}
	}
	return rows
}

// plainRow reports whether the result says all there is to say of an item.
func plainRow(row inspect.SheetRow) bool {
	return row.Result != inspect.SheetFail && len(row.Readings) == 0 && len(row.Problems) == 0
}

func result(span float64, result string) cell {
	return cell{span: span, high: 5, draw: func(l *leaf, x, y, w, h float64) { resultSign(l, result, x+w/2, y+h/2) }}
}

// readings sets the values beside one another, a ring around each that is out of
// its limit; the value is bold as well, so that a pale copy still tells.
// What they are held against stands over them.
func readings(span float64, nominal string, values []inspect.SheetReading) cell {
	const lead, air = 5.2, 2.6
	width := span*column - 2*padX
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
		if w := s.width(v.Value); x > 0 && x+w > width {
			x, y = 0, y+lead
		}
		all = append(all, placed{v, x, y})
		x += s.width(v.Value) + air
	}
	return cell{span: span, high: y + lead + 2, draw: func(l *leaf, left, top, w, h float64) {
		top += (h - y - lead) / 2
		if nominal != "" {
			l.text(left+padX, top+3.4, fine(8), nominal)
		}
		for _, v := range all {
			s := readingStyle(v.SheetReading)
			wide := s.width(v.Value)
			l.text(left+padX+v.x, top+v.y+3.7, s, v.Value)
			if v.Out {
				l.ring(left+padX+v.x+wide/2, top+v.y+2.5, wide/2+1.1, 2.1)
			}
		}
	}}
}

func readingStyle(v inspect.SheetReading) style {
	s := tableStyle
	s.bold = v.Out
	return s
}

// recheck is where the second look is noted on the site: a box to tick and room for
// a name, closed where nothing has to be looked at again.
func recheck(row inspect.SheetRow) cell {
	return cell{span: 1, high: rowHeight, draw: func(l *leaf, x, y, w, h float64) {
		if len(row.Problems) == 0 {
			l.dash(x+w/2, y+h/2)
			return
		}
		l.tickBox(x+padX, y+h/2-1.7, false)
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
	p.y += 3
	p.lastTable(11, [][]cell{
		{tag(1.5, "查验结论", "Conclusion"), value(10.5, p.Conclusion).small()},
		{tag(1.5, "备注", "Remarks"), value(10.5, p.Remarks).small()},
	})
}
