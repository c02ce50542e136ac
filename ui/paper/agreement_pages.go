package paper

import (
	"slices"
	"strconv"
	"strings"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// partiesTable names the three parties. Names and addresses stay as they are in every
// language; what the program itself calls things does not.
func (p agreement) partiesTable() {
	t := p.Table(nil)
	party := func(zh, en string, firm contract.Party) {
		t.Row(set.RowHeight, p.Tag(2, zh, en), set.Strong(5.5, firm.Name), p.Tag(1.5, "法定代表人", "Representative"), set.Value(3, firm.Representative).Small())
		t.Row(set.RowHeight, p.Tag(2, "信用代码", "Credit code"), set.Value(5.5, firm.CreditCode).Small(), p.Tag(1.5, "电话", "Phone"), set.Value(3, firm.Phone).Small())
		t.Row(set.RowHeight, p.Tag(2, "地址", "Address"), set.Value(10, firm.Address).Small())
	}
	party("甲方（建设单位）", "Party A, developer", p.Developer)
	party("乙方（物业服务人）", "Party B, property company", p.Property)
	for _, o := range p.Owners {
		t.Row(set.RowHeight, p.Tag(2, "丙方（业主）", "Party C, owner"), set.Strong(5.5, o.Name+p.bracketed(p.Say("份额 ", "share "), o.Share)),
			p.Tag(1.5, "电话", "Phone"), set.Value(3, o.Phone).Small())
		t.Row(set.RowHeight, p.Tag(2, or(o.IDType, "证件号码"), or(english(o.IDType), "ID no.")), set.Value(5.5, o.IDNo).Small(),
			p.Tag(1.5, "送达地址", "Notices to"), set.Value(3, o.Address).Small())
		if o.Company {
			t.Row(set.RowHeight, p.Tag(2, "法定代表人", "Representative"), set.Value(10, ""))
		}
	}
	agents := p.Agents
	if len(p.Owners) == 0 {
		t.Row(set.HandHeight, p.Tag(2, "丙方（业主）", "Party C, owner"), set.Strong(5.5, ""), p.Tag(1.5, "电话", "Phone"), set.Value(3, ""))
		if p.version > 3 {
			t.Row(set.HandHeight, p.Tag(2, "证件号码", "ID no."), set.Value(5.5, ""), p.Tag(1.5, "法定代表人", "Representative"), set.Value(3, ""))
			t.Row(set.HandHeight, p.Tag(2, "送达地址", "Notices to"), set.Value(10, ""))
			agents = make([]contract.AgreementAgent, 1)
		}
	}
	for _, a := range agents {
		t.Row(set.RowHeight, p.Tag(2, "丙方受托人", "Party C's agent"), set.Strong(5.5, a.Name), p.Tag(1.5, "代理", "Acts for"), set.Value(3, a.ActsFor).Small())
		t.Row(set.RowHeight, p.Tag(2, or(a.IDType, "证件号码"), or(english(a.IDType), "ID no.")), set.Value(5.5, a.IDNo).Small(),
			p.Tag(1.5, "电话", "Phone"), set.Value(3, a.Phone).Small())
		t.Row(set.RowHeight, p.Tag(2, "授权委托书", "Letter of authority"), set.Value(10, p.letter(a)).Small())
	}
	for _, s := range p.Signers { // which is all that was said of an agent before the fourth text
		if s.ActsFor != "" && p.version < 4 {
			t.Row(set.RowHeight, p.Tag(2, "丙方受托人", "Party C's agent"), set.Strong(5.5, s.Name), p.Tag(1.5, "代理", "Acts for"), set.Value(3, s.ActsFor).Small())
		}
	}
	p.Y += 3
}

// letter says the letter of authority by which an agent signs: its kind and number, when
// it holds, and that it gives the power.
func (p agreement) letter(a contract.AgreementAgent) string {
	if a.Letter == "" {
		return ""
	}
	if p.Lang == words.English {
		return words.Join(", ", english(a.Letter), words.Tagged("no. ", a.LetterNo), "from "+a.LetterFrom.String()+words.Tagged(" to ", a.LetterTo.String()),
			"with the power to sign the papers of the property company")
	}
	return words.Join("，", a.Letter, a.LetterNo, words.Join(" ", a.LetterFrom.String()+" 起", words.Tagged("至 ", a.LetterTo.String())), "含签署物业文件的权限")
}

// bracketed is a text behind its word in brackets, or nothing where there is no text.
func (p agreement) bracketed(word, text string) string {
	switch {
	case text == "":
		return ""
	case p.Lang == words.English:
		return " (" + word + text + ")"
	}
	return "（" + word + text + "）"
}

// initialsHeight is the room of a line of initials.
const initialsHeight = 6.5

// initials is where the owners put theirs behind a clause that weighs on them.
//
// 民法典 art. 496 asks that such a clause be pointed out and, when they ask, explained;
// it asks for no initials, but on paper these are the trade's proof that it was done. On
// the pad they would prove nothing more: the same hand would draw a sign a dozen times
// that shows no care for any clause. There the owners sign once, under a statement that
// names each of these articles (signingPage), and the place says so.
func (p agreement) initials() {
	const high = initialsHeight
	word := set.Regular(8.5)
	p.Need(high)
	p.Y -= 0.4
	base, x := p.Y+4.2, set.Left
	p.Leaf.Text(x, base, word, "丙方签认")
	x += word.Width("丙方签认") + 1
	p.Leaf.Text(x, base, set.EnglishStyle, "Initials")
	x += set.EnglishStyle.Width("Initials") + 4
	first := x
	for i, s := range p.Signers {
		if !ofOwner(s) {
			continue
		}
		said := words.Join("", s.Name, p.initialled(i))
		const room = 26.0 // for initials
		wide := word.Width(said) + 5
		if p.initialled(i) == "" {
			wide += room
		}
		if x+wide > set.Right && x > first {
			p.Y += high
			p.Need(high)
			base, x = p.Y+4.2, first
		}
		p.Leaf.Text(x, base, word.Fit(said, set.Right-first-room), said)
		if p.initialled(i) == "" {
			from := x + min(word.Width(said), set.Right-first-room) + 1
			p.Leaf.Rule(from, base+0.8, from+room-2, base+0.8, set.Hairline)
		}
		x += wide
	}
	if x == first { // a blank one
		p.Leaf.Rule(first, base+0.8, first+50, base+0.8, set.Hairline)
	}
	p.Y += high + 0.6
}

// initialled is what stands in the place of a signer's initials once there is a
// signature: where it is.
func (p agreement) initialled(signer int) string {
	for _, m := range p.Imprint.Marks {
		switch {
		case m.Field != signer:
		case m.How == app.SignedOnScreen:
			return "（见签署页 see signature page）"
		default:
			return "（见纸质原件 see paper original）"
		}
	}
	return ""
}

// unsigned says at the end of the courtesy translation where the signatures are.
func (p agreement) unsigned() {
	if p.Lang != words.English {
		return
	}
	p.Need(14)
	p.Y += 4
	p.Paragraph(set.Bold(10), 0, "This translation is not signed. Signatures are given on the Chinese original, which alone binds the parties.")
}

// signingPage says once more what is signed for, over the signatures.
func (p agreement) signingPage() {
	if p.Lang == words.English {
		return
	}
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
		set.Tag(1.8, "计费面积", "Chargeable area"), set.Strong(4.2, words.Join("　", area(p.Area), p.AreaKind)))
	price := ""
	if !p.FeePrice.IsZero() {
		price = p.FeePrice.String() + " 元/m²·月"
	}
	t.Row(set.RowHeight, set.Tag(1.8, "收费方式", "Fee basis"), set.Value(4.2, p.FeeBasis), set.Tag(1.8, "收费标准", "Price"), set.Strong(4.2, price))
	t.Row(set.RowHeight, set.Tag(1.8, "起算", "Fee from"), set.Value(4.2, words.Join("　", p.FeeRule, p.feeFrom())).Small(),
		set.Tag(1.8, "首次缴纳", "First payment"), set.Value(4.2, p.FeePeriod))
	if p.FeeReceipt != "" {
		t.Row(set.RowHeight, set.Tag(1.8, "已缴至", "Paid until"), set.Strong(4.2, p.FeePaidUntil.String()),
			set.Tag(1.8, "收据", "Receipt"), set.Value(4.2, words.Join("　", p.FeeReceipt, p.FeeReceiptOn.String())).Small())
	}
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
	if p.version > 3 {
		p.ways(t)
	}
	p.Y += 3
	p.Paragraph(set.Bold(9.5), 0, p.acknowledged())
	p.Paragraph(set.Fine(7), 0, "Party C has read and understood all articles and annexes. Those in bold, which bear on Party C's material interests, were pointed out and, where asked, explained; Party C agrees to them.")
	p.Signatures("各方签署", "Signatures of the parties")
}

// ways are how each who signs for the owners signs, for them to choose, and as they did
// once they have.
func (p agreement) ways(t *set.Table) {
	how := map[int]string{}
	for _, m := range p.Imprint.Marks {
		how[m.Field] = m.How
	}
	for i, s := range p.Signers {
		if ofOwner(s) {
			t.Row(set.HandHeight, set.Tag(1.8, "签署方式", "Signed"), set.Value(4.2, s.Name).Small(), choice(6,
				option{"纸面签字", "on paper", how[i] == app.SignedOnPaper}, option{"屏幕签名", "on screen", how[i] == app.SignedOnScreen}))
		}
	}
}

// ofOwner reports whether an owner signs there, or somebody for one.
func ofOwner(s app.SignatureField) bool {
	return s.Role == string(contract.AsOwner) || s.Role == string(contract.AsAgent)
}

// feeFrom is the day beside the rule by which the fee begins: the day itself where it is
// known, and that none is owed before it where the rule comes to a sooner one.
func (p agreement) feeFrom() string {
	start, notBefore := p.FeeStart.String(), words.Tagged("不早于 ", p.FeeNotBefore.String())
	switch {
	case p.version == 2: // which said "不早于" beside the very day
		return words.Join("　", start, notBefore)
	case start == "":
		return notBefore
	case notBefore == "":
		return start
	}
	return start + " 起，此前不计收"
}

// acknowledged is the statement that the owners sign: it names each article that weighs
// on them.
func (p agreement) acknowledged() string {
	said := "丙方确认：已阅读并理解本协议全部条款及附件。"
	if heavy := p.weighty(); heavy != "" {
		said += "加粗的" + heavy + "与丙方有重大利害关系，乙方已经提示丙方注意，并已按丙方的要求予以说明，丙方理解其含义并同意。"
	}
	return said
}

// weighty lists the articles in bold: 第八条、第九条.
func (p agreement) weighty() string {
	text, err := p.written(words.Chinese)
	if err != nil {
		return "" // said by articles
	}
	var all []string
	for line := range strings.SplitSeq(text, "\n") {
		if number := articleOf(line); number != "" {
			all = append(all, number)
		}
	}
	return strings.Join(all, "、")
}
