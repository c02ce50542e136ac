package first

import (
	"slices"
	"strconv"

	"keyday/app"
	"keyday/app/defect"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// Notice sets a 整改通知单: what a firm is asked to put right, by when, and what it costs
// not to.
func Notice(f *set.Flow, c defect.NoticeContent) error {
	p := notice{f, c}
	p.addressee()
	if err := p.items(); err != nil {
		return err
	}
	p.terms()
	p.Signatures("签发与签收", "Issued and received")
	return p.Complete()
}

type notice struct {
	*set.Flow
	defect.NoticeContent
}

// What a notice says where its writer says nothing else.
const (
	usualRequirement = "1. 按施工图、规范及样板标准整改，不得以遮盖代替返工；2. 入户整改须提前一天报客服中心登记，做好成品保护，工完场清；3. 整改完成后填写整改回复并附整改后照片，报请复验。"
	usualWarning     = "逾期未整改或经两次复验不合格的，我司有权委托第三方整改，所发生费用及由此产生的业主赔付从贵单位工程款或质保金中扣除。"
)

func (p notice) addressee() {
	t := p.Table(nil)
	t.Row(set.RowHeight, set.Tag(1.5, "致", "To"), set.Strong(6.5, p.Firm), set.Tag(1.5, "联系人", "Contact"),
		set.Value(2.5, words.Join(" ", p.Contact, p.ContactTel)).Small())
	t.Row(set.RowHeight, set.Tag(1.5, "事由", "Subject"), set.Value(6.5, or(p.Subject, "工程质量问题整改")).Small(),
		set.Tag(1.5, "签发日期", "Issued on"), set.Value(2.5, p.IssuedOn.String()))
	t.Row(set.RowHeight, set.Tag(1.5, "签发人", "Issued by"), set.Value(6.5, words.Join(" ", p.IssuedRole, p.IssuedBy)).Small(),
		set.Tag(1.5, "整改期限", "Deadline"), set.Strong(2.5, p.latest()))
	p.Y += 2.5
	said := "经查验，贵单位责任范围内下列 " + strconv.Itoa(len(p.Items)) + " 项问题须予整改"
	switch {
	case p.Deadline.IsZero():
	case p.sooner():
		said += "，请于各项所列期限前完成（" + p.latest() + "）并报请复验"
	default:
		said += "，请于 " + p.Deadline.String() + " 前完成并报请复验"
	}
	p.Paragraph(set.BodyStyle, 0, said+"。")
	p.Paragraph(set.Fine(7), 0, "The items below are within your responsibility. Please rectify them by the deadline and report for re-inspection.")
	p.Y += 1.5
}

// sooner reports whether some of the items are due before the notice's deadline.
func (p notice) sooner() bool {
	return slices.ContainsFunc(p.Items, func(i defect.NoticeContentItem) bool { return !i.Due.IsZero() && i.Due < p.Deadline })
}

// latest is the deadline, said to be the last where items have their own.
func (p notice) latest() string {
	if p.sooner() {
		return "最迟 " + p.Deadline.String()
	}
	return p.Deadline.String()
}

// thumbnail sizes: one photo alone is large enough to see a crack on a copy.
const (
	photoColumns = 2.6
	onePhoto     = 25.0
	smallPhoto   = 13.0
)

func (p notice) items() error {
	t := p.Table([]set.Cell{set.Head(0.6, "序号", "#"), set.Head(2, "问题编号 / 房号", "No. / unit"), set.Head(1.6, "房间 / 部位", "Room / part"),
		set.Head(2.9, "问题", "Defect"), set.Head(0.8, "程度", "Severity"), set.Head(1.5, "期限", "Due"), set.Head(photoColumns, "整改前照片", "Photos")})
	for i, item := range p.Items {
		photos, err := p.photos(item.Photos)
		if err != nil {
			return err
		}
		said, more := brief(words.Join("：", item.Phrase, item.Note), item.Phrase, item.Note)
		if item.Round > 1 {
			said += "（第 " + strconv.Itoa(item.Round) + " 轮整改）"
		}
		t.Row(set.RowHeight, set.Body(0.6, strconv.Itoa(i+1)).In(set.Centred), set.Body(2, item.Number+"\n"+item.UnitCode),
			set.Body(1.6, words.Join("\n", item.Room, item.Part)), set.Body(2.9, said),
			set.Body(0.8, severityWords[item.Severity]).In(set.Centred), set.Body(1.5, or(item.Due.String(), p.Deadline.String())).In(set.Centred), photos)
		if more != "" {
			t.Row(set.RowHeight, set.Body(0.6, ""), set.Body(11.4, more))
		}
	}
	if len(p.Items) == 0 {
		t.Row(set.HandHeight, set.Cell{Span: 12, Text: "（无整改项 none）", Style: set.TableStyle, Align: set.Centred})
	}
	return nil
}

// photos draws the first three; one that is not at hand leaves its name, so that
// nobody takes the item for one without a photo.
func (p notice) photos(hashes []string) (set.Cell, error) {
	if len(hashes) == 0 {
		return set.Body(photoColumns, "无 none").In(set.Centred), nil
	}
	hashes = hashes[:min(3, len(hashes))]
	pictures := make([]*set.Picture, len(hashes))
	for i, h := range hashes {
		picture, err := p.Picture(h)
		if err != nil {
			return set.Cell{}, err
		}
		pictures[i] = picture
	}
	high := onePhoto + 3
	if len(hashes) > 1 {
		high = float64((len(hashes)+1)/2)*(smallPhoto+1) + 2
	}
	return set.Cell{Span: photoColumns, High: high, Draw: func(l *set.Leaf, x, y, w, h float64) {
		pw, ph := w-3, onePhoto
		if len(hashes) > 1 {
			pw, ph = (w-4)/2, smallPhoto
		}
		for i, picture := range pictures {
			px, py := x+1.5+float64(i%2)*(pw+1), y+1.5+float64(i/2)*(ph+1)
			if picture == nil {
				l.Add(set.BoxMark{X: px, Y: py, W: pw, H: ph, Width: set.Hairline, Ink: set.Quiet})
				l.TextCentre(px+pw/2, py+ph/2, set.EnglishStyle, "照片未随附")
				l.TextCentre(px+pw/2, py+ph/2+3, set.EnglishStyle, hashes[i][:min(8, len(hashes[i]))])
				continue
			}
			l.Add(set.PictureMark{X: px, Y: py, W: pw, H: ph, Picture: picture})
		}
	}}, nil
}

func (p notice) terms() {
	p.Y += 3
	p.LastTable(set.HandHeight, [][]set.Cell{
		{set.Tag(1.5, "整改要求", "Requirement"), {Span: 10.5, Text: or(p.Requirement, usualRequirement), Style: set.BodyStyle}},
		{set.Tag(1.5, "费用告知", "Cost warning"), {Span: 10.5, Text: or(p.CostWarning, usualWarning), Style: set.BodyStyle}},
	})
}

// NoticeSpecimens make a notice say every word of it; in the second an item is due sooner.
func NoticeSpecimens() []defect.NoticeContent {
	return []defect.NoticeContent{noticeSpecimen(app.NewDate(2026, 1, 2)), noticeSpecimen(app.NewDate(2026, 1, 1))}
}

func noticeSpecimen(due app.Date) defect.NoticeContent {
	c := defect.NoticeContent{Frame: specimenFrame, Firm: "1", Contact: "2", ContactTel: "3", IssuedOn: specimenDay, Deadline: specimenDay, IssuedBy: "4", IssuedRole: "5"}
	for i, severity := range []string{"minor", "normal", "serious", "emergency"} {
		c.Items = append(c.Items, defect.NoticeContentItem{Number: "6", UnitCode: "7", Room: "8", Part: "9", Phrase: "10", Severity: severity, Round: 1 + i, Due: due})
	}
	c.Items[0].Note, c.Items[1].Photos = longText, []string{"11"}
	return c
}
