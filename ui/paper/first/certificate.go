package first

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"keyday/app/handover"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// Certificate sets a 房屋交接单: one home passes from the seller to its owners, with what was
// read, handed over and promised.
func Certificate(f *set.Flow, c handover.CertificateContent) error {
	p := certificate{f, c}
	p.parties()
	p.home()
	p.decision()
	p.meters()
	p.keys()
	p.documents()
	p.overrides()
	p.statement()
	p.Signatures("签字确认", "Signatures")
	p.annex()
	return p.Complete()
}

type certificate struct {
	*set.Flow
	handover.CertificateContent
}

// parties names seller, owners and agent; a row for each owner.
func (p certificate) parties() {
	p.Heading("一、交接双方", "Parties", 20)
	t := p.Table(nil)
	t.Row(set.RowHeight, set.Tag(1.5, "出卖人", "Seller"), set.Value(6.5, p.Seller),
		set.Tag(1.5, "合同编号", "Contract no."), set.Value(2.5, p.ContractNo).Small())
	for i, o := range p.Owners {
		zh, en := "买受人", "Buyer"
		if len(p.Owners) > 1 {
			zh, en = zh+" "+strconv.Itoa(i+1), en+" "+strconv.Itoa(i+1)
		}
		if o.Share != "" {
			zh += "（" + o.Share + "）"
		}
		t.Row(set.RowHeight, set.Tag(1.5, zh, en), set.Strong(2.5, o.Name), set.Tag(1.5, or(o.IDType, "证件号码"), "ID no."), set.Value(2.5, o.IDNo).Small(),
			set.Tag(1.5, "联系电话", "Phone"), set.Value(2.5, o.Phone).Small())
	}
	if len(p.Owners) == 0 {
		t.Row(set.HandHeight, set.Tag(1.5, "买受人", "Buyer"), set.Strong(2.5, ""), set.Tag(1.5, "证件号码", "ID no."), set.Value(2.5, ""),
			set.Tag(1.5, "联系电话", "Phone"), set.Value(2.5, ""))
	}
	if a := p.Agent; a.Name != "" {
		t.Row(set.RowHeight, set.Tag(1.5, "代理人", "Agent"), set.Strong(2.5, a.Name), set.Tag(1.5, "证件号码", "ID no."), set.Value(2.5, a.IDNo).Small(),
			set.Tag(1.5, "联系电话", "Phone"), set.Value(2.5, a.Phone).Small())
		t.Row(set.RowHeight, set.Tag(1.5, "代理权限", "Authority"), set.Value(10.5, words.Join("　", words.Tagged("代 ", a.ActsFor), a.Authority)).Small())
	}
}

// home tells which home, how large, and when.
func (p certificate) home() {
	p.Heading("二、房屋与时间", "Home and dates", 24)
	t := p.Table(nil)
	day := set.Tag(1.5, "本次交接日", "Handed over")
	if !p.taken() { // they were here, and nothing more
		day = set.Tag(1.5, "到场日期", "Attended on")
	}
	again := ""
	if p.Second {
		again = "再次验房 second visit"
	}
	t.Row(set.RowHeight, set.Tag(1.5, "房屋", "Home"), set.Strong(6.5, words.Join("　", p.Project, p.UnitName)),
		set.Tag(1.5, "房号", "Unit"), set.Strong(2.5, p.UnitCode))
	t.Row(set.RowHeight, set.Tag(1.5, "合同面积", "Contract area"), set.Value(2.5, area(p.ContractArea)),
		set.Tag(1.5, "实测面积", "Measured area"), set.Value(2.5, area(p.MeasuredArea)),
		set.Tag(1.5, "套内面积", "Inner area"), set.Value(2.5, area(p.InnerArea)))
	t.Row(set.RowHeight, set.Tag(1.5, "户型 / 标准", "Type / finish"), set.Value(2.5, words.Join(" / ", p.HouseType, p.Finish)).Small(),
		set.Tag(1.5, "交付批次", "Batch"), set.Value(2.5, p.Batch).Small(),
		set.Tag(1.5, "预约时段", "Slot"), set.Value(2.5, p.Slot).Small())
	t.Row(set.RowHeight, set.Tag(1.5, "通知日期", "Notice sent"), set.Value(2.5, p.NoticeDate.String()),
		set.Tag(1.5, "约定交付日", "Due by contract"), set.Value(2.5, p.ContractDate.String()),
		day, set.Strong(2.5, p.HandoverDate.String()))
	t.Row(set.RowHeight, set.Tag(1.5, "起止时间", "Start – end"), set.Value(10.5, words.Join("　", words.Join(" – ", p.Start, p.End), again)))
}

// decisionWords are the owner's answers in the order of the form.
var decisionWords = []struct {
	key, zh, en string
}{
	{"accepted", "收楼", "Accepted"},
	{"accepted_with_defects", "带问题收楼", "Accepted with open items"},
	{"refused", "拒收", "Refused"},
	{"postponed", "缓收", "Postponed"},
	{"viewed_only", "只看房", "Viewed only"},
}

// decision shows every answer with a box, ticked where it was given.
func (p certificate) decision() {
	p.Heading("三、房屋状况与交接结论", "Condition and decision", 22)
	t := p.Table(nil)
	t.Row(set.HandHeight, set.Tag(1.5, "房屋状况", "Condition"), set.Value(10.5, p.condition()).Small())
	t.Row(11, set.Tag(1.5, "交接结论", "Decision"), set.Cell{Span: 10.5, High: 11, Draw: func(l *set.Leaf, x, y, w, h float64) {
		x += set.PadX
		for _, d := range decisionWords {
			l.TickBox(x, y+h/2-1.7, d.key == p.Decision)
			s := set.ValueStyle
			s.Bold = d.key == p.Decision
			l.Text(x+4.6, y+h/2+0.4, s, d.zh)
			l.Text(x+4.6, y+h/2+3.4, set.EnglishStyle, d.en)
			x += 6.6 + max(s.Width(d.zh), set.EnglishStyle.Width(d.en)) + 3.2
		}
	}})
	if p.RefusalReason != "" || !p.NextDate.IsZero() {
		t.Row(set.RowHeight, set.Tag(1.5, "原因", "Reason"), set.Value(6.5, p.RefusalReason).Small(),
			set.Tag(1.5, "再次交付日", "Next date"), set.Strong(2.5, p.NextDate.String()))
	}
}

// condition says how the home was found: in somebody's own words, or by which
// 验房单 and with how much still open.
func (p certificate) condition() string {
	if p.Condition != "" || p.Sheet == "" && len(p.Defects) == 0 {
		return p.Condition
	}
	found := ""
	switch n := len(p.Defects); {
	case n > 0:
		found = "未完成整改事项 " + strconv.Itoa(n) + " 项，见附件"
	case p.Decision == "accepted":
		found = "无未完成整改事项"
	}
	return words.Join("；", words.Tagged("内部验收已签认，见验房单 ", p.Sheet), found) + "。"
}

// together is the height of a short table, which stays on one leaf; of a long
// one only the beginning does.
func together(rows int) float64 {
	if rows > 8 {
		rows = 3
	}
	return 9 + float64(max(3, rows))*set.RowHeight
}

// empty fills a table of which nothing is known: with rows to write on where the
// form was printed blank, and closed where people have decided, so that nobody adds
// to what was signed.
func (p certificate) empty(t *set.Table, row ...set.Cell) {
	if p.Decision != "" {
		t.Row(set.RowHeight, set.Cell{Span: 12, Text: "（无 none）", Style: set.TableStyle, Align: set.Centred})
		return
	}
	for range 3 {
		t.Row(set.HandHeight, row...)
	}
}

// taken reports whether the paper hands the home over, or may yet.
func (p certificate) taken() bool {
	return p.Decision == "" || handover.Decision(p.Decision).Takes()
}

// meters lists numbers and readings.
func (p certificate) meters() {
	p.Heading("四、计量表读数", "Meter readings", together(len(p.Meters)))
	t := p.Table([]set.Cell{set.Head(2.4, "计量表", "Meter"), set.Head(3.8, "表号", "Number"),
		set.Head(2.8, "读数", "Reading"), set.Head(3, "备注", "Remark")})
	for _, m := range p.Meters {
		least := set.RowHeight
		if m.Number == "" || m.Reading == "" {
			least = set.HandHeight
		}
		t.Row(least, set.Body(2.4, m.Kind), set.Body(3.8, m.Number), set.Body(2.8, words.Join(" ", m.Reading, m.Unit)).In(set.ToRight).Big(), set.Body(3, m.Remark))
	}
	if len(p.Meters) == 0 {
		p.empty(t, set.Body(2.4, ""), set.Body(3.8, ""), set.Body(2.8, ""), set.Body(3, ""))
	}
}

// keys lists what was handed over and what was kept back.
func (p certificate) keys() {
	p.Heading("五、钥匙与门禁", "Keys and cards", together(len(p.Keys)))
	t := p.Table([]set.Cell{set.Head(3.6, "名称", "Kind"), set.Head(1.6, "移交数量", "Handed over"), set.Head(1.6, "留存数量", "Kept back"),
		set.Head(3.2, "留存用途", "Purpose"), set.Head(2, "归还日期", "Until")})
	for _, k := range p.Keys {
		kept := ""
		if k.Kept > 0 {
			kept = strconv.Itoa(k.Kept)
		}
		t.Row(set.RowHeight, set.Body(3.6, k.Kind), set.Body(1.6, strconv.Itoa(k.Handed)).In(set.Centred).Big(), set.Body(1.6, kept).In(set.Centred).Big(),
			set.Body(3.2, k.Purpose), set.Body(2, k.Until.String()).In(set.Centred))
	}
	if len(p.Keys) == 0 {
		p.empty(t, set.Body(3.6, ""), set.Body(1.6, ""), set.Body(1.6, ""), set.Body(3.2, ""), set.Body(2, ""))
	}
}

// documents lists what the owner received, two to a row.
func (p certificate) documents() {
	p.Heading("六、资料移交", "Documents received", together((len(p.Documents)+1)/2))
	t := p.Table([]set.Cell{set.Head(4, "名称", "Document"), set.Head(1, "份数", "Copies"), set.Head(1, "类别", "Kind"),
		set.Head(4, "名称", "Document"), set.Head(1, "份数", "Copies"), set.Head(1, "类别", "Kind")})
	three := func(i int) []set.Cell {
		if i >= len(p.Documents) {
			return []set.Cell{set.Body(4, ""), set.Body(1, ""), set.Body(1, "")}
		}
		d := p.Documents[i]
		kind := "复印件"
		if d.Original {
			kind = "原件"
		}
		return []set.Cell{set.Body(4, d.Name), set.Body(1, strconv.Itoa(d.Count)).In(set.Centred), set.Body(1, kind).In(set.Centred)}
	}
	if len(p.Documents) == 0 {
		p.empty(t, append(three(0), three(0)...)...)
	}
	for i := 0; i < len(p.Documents); i += 2 {
		t.Row(set.RowHeight, append(three(i), three(i+1)...)...)
	}
}

// strengthWords say whose rule an override passed.
var strengthWords = map[string]string{"law": "法律规定 Law", "contract": "合同约定 Contract", "company": "公司规定 Company"}

// overrides prints each gate that was passed against its word, with who and why.
func (p certificate) overrides() {
	if len(p.Overrides) == 0 {
		return
	}
	p.Heading("七、特别放行记录", "Overrides", 18)
	t := p.Table([]set.Cell{set.Head(3.4, "未满足事项", "Condition not met"), set.Head(1.8, "依据", "Rule of"),
		set.Head(3.8, "放行原因", "Reason"), set.Head(3, "批准人 / 日期", "Approved by / on")})
	for i, o := range p.Overrides {
		rule := strengthWords[o.Strength]
		if rule == "" {
			rule = o.Strength
		}
		reason := o.Reason
		if i > 0 && p.Overrides[i-1].Reason == reason && p.Overrides[i-1].By == o.By && utf8.RuneCountInString(reason) > 12 {
			reason = "同上 as above"
		}
		t.Row(set.RowHeight, set.Body(3.4, o.Gate), set.Body(1.8, rule), set.Body(3.8, reason), set.Body(3, words.Join(" ", o.Role, o.By, o.On.String())))
	}
}

// statement is what the signatures stand under.
func (p certificate) statement() {
	if p.Remarks != "" {
		p.Heading("备注", "Remarks", 12)
		t := p.Table(nil)
		t.Row(set.HandHeight, set.Cell{Span: 12, Text: p.Remarks, Style: set.BodyStyle})
	}
	zh, en := p.said()
	fine := set.Fine(7)
	p.Closing(9 + p.ParagraphHeight(set.BodyStyle, zh) + p.ParagraphHeight(fine, en))
	p.Heading("声明", "Statement", 24)
	p.Paragraph(set.BodyStyle, 0, zh)
	p.Paragraph(fine, 0, en)
}

// said is the statement that fits the decision: a paper that records a refusal
// must not read as a receipt.
func (p certificate) said() (zh, en string) {
	switch p.Decision {
	case "refused", "postponed":
		zh = "买受人于上述日期到场并查验房屋，因上述原因本次未接收房屋。本单仅记录到场、查验情况与所列事实，不发生房屋交付的效力；"
		if p.NextDate.IsZero() {
			zh += "再次交付日期由双方另行确认。"
		} else {
			zh += "再次交付日期为 " + p.NextDate.String() + "。"
		}
		en = "The buyer attended and inspected the home but did not take it over, for the reason stated. This paper records attendance and findings only; possession has not passed."
	case "viewed_only":
		zh = "买受人本次仅查看房屋，未办理接收。本单仅记录查看情况，不发生房屋交付的效力。"
		en = "The buyer viewed the home only. This paper records the visit; possession has not passed."
	default:
		zh = "买受人已对上述房屋进行查验，对本单所列读数、钥匙、资料逐项核对无误，双方就房屋办理交接。"
		en = "The buyer has inspected the home and checked the readings, keys and documents listed; the parties hand over and take over the home. "
		switch n := len(p.Defects); {
		case n > 0:
			zh += "附件所列 " + strconv.Itoa(n) + " 项未完成整改事项，由出卖人按所承诺日期整改并经买受人复验；附件为本单组成部分，与本单同时签字。"
			en += "Open items in the annex, which is part of this paper, will be rectified by the dates promised and re-inspected. "
		case p.Decision == "":
			zh += "未完成整改事项以附件或双方书面记载为准。"
			en += "Open items are those in an annex or in the parties' written record. "
		default:
			zh += "截至签字时无未完成整改事项。"
			en += "No items are open. "
		}
	}
	zh += "查验与交接不影响买受人依法律、合同及《住宅质量保证书》享有的权利。"
	en += " Rights under law, contract and warranty remain untouched."
	if p.Copies > 0 {
		zh += "本单一式 " + strconv.Itoa(p.Copies) + " 份，双方各执一份，具有同等效力。"
	}
	return zh, strings.ReplaceAll(en, "  ", " ")
}

// severityWords are site.Severity in the forms' words.
var severityWords = map[string]string{"minor": "轻微", "normal": "一般", "serious": "严重", "emergency": "紧急"}

// annex lists the open items with a date for each, on a leaf of its own.
func (p certificate) annex() {
	if len(p.Defects) == 0 {
		return
	}
	p.Turn()
	p.Leaf.Text(set.Left, p.Y+5, set.Bold(13), "附件　未完成整改事项清单")
	p.Leaf.Text(set.Left+set.Bold(13).Width("附件　未完成整改事项清单")+3, p.Y+5, set.LabelStyle, "Annex: open items")
	p.Leaf.TextRight(set.Right, p.Y+5, set.LabelStyle, words.Join("　", p.UnitCode, "共 "+strconv.Itoa(len(p.Defects))+" 项"))
	p.Y += 8
	t := p.Table([]set.Cell{set.Head(0.7, "序号", "#"), set.Head(1.9, "问题编号", "No."), set.Head(2.4, "房间 / 部位", "Room / part"),
		set.Head(3.8, "问题", "Defect"), set.Head(0.9, "程度", "Severity"), set.Head(2.3, "承诺完成日期", "Promised by")})
	for i, d := range p.Defects {
		said, more := brief(words.Join("：", d.Phrase, d.Note), d.Phrase, d.Note)
		t.Row(set.RowHeight, set.Body(0.7, strconv.Itoa(i+1)).In(set.Centred), set.Body(1.9, d.Number), set.Body(2.4, words.Join(" ", d.Room, d.Part)),
			set.Body(3.8, said), set.Body(0.9, severityWords[d.Severity]).In(set.Centred), set.Body(2.3, d.Promised.String()).In(set.Centred).Big())
		if more != "" {
			t.Row(set.RowHeight, set.Body(0.7, ""), set.Body(11.3, more))
		}
	}
	if p.Room() >= 6 { // nothing is added after it was signed
		p.Leaf.TextCentre(set.PageWidth/2, p.Y+4.4, set.LabelStyle, "（以下空白 nothing below）")
		p.Y += 6
	}
	if len(p.Imprint.Marks) == 0 {
		p.Y += 3
		initials := p.Table(nil)
		initials.Row(11, set.Tag(1.5, "业主签认", "Owner initials"), set.Value(4.5, ""), set.Tag(1.5, "交付人员", "Staff"), set.Value(4.5, ""))
	}
}

// brief is what a narrow cell says of a defect; a note too long for it is told
// apart, to stand in a row of its own below.
func brief(whole, phrase, note string) (said, more string) {
	if len([]rune(note)) <= 100 {
		return whole, ""
	}
	return phrase + "（说明见下行）", note
}

// CertificateSpecimens make a certificate say every word of it.
func CertificateSpecimens() []handover.CertificateContent {
	taken := handover.CertificateContent{
		Frame: specimenFrame, Seller: "1", Owners: []handover.CertificateOwner{{Name: "2", Share: "3"}, {Name: "4"}},
		Agent: handover.CertificateAgent{Name: "5", ActsFor: "6", Authority: "7"}, Second: true, Sheet: "8", Decision: "accepted_with_defects", Copies: 2,
		Meters:    []handover.CertificateMeter{{Kind: "9", Number: "10", Reading: "11"}},
		Keys:      []handover.CertificateKey{{Kind: "12", Kept: 1, Purpose: "13", Until: specimenDay}},
		Documents: []handover.CertificateDocument{{Name: "14"}, {Name: "15", Original: true}}, Remarks: "16",
	}
	for _, strength := range []string{"law", "contract", "company"} {
		taken.Overrides = append(taken.Overrides, handover.CertificateOverride{Gate: "17", Strength: strength, Reason: "the very same reason", By: "18"})
	}
	for _, severity := range []string{"minor", "normal", "serious", "emergency"} {
		taken.Defects = append(taken.Defects, handover.CertificateDefect{Number: "19", Phrase: "20", Severity: severity, Promised: specimenDay})
	}
	taken.Defects[0].Note = longText
	all := []handover.CertificateContent{taken}
	for _, decision := range []string{"accepted", "refused", "postponed", "viewed_only"} {
		c := handover.CertificateContent{Frame: specimenFrame, Decision: decision, Sheet: "1"}
		all = append(all, c)
		c.NextDate, c.RefusalReason = specimenDay, "2"
		all = append(all, c)
	}
	return all
}
