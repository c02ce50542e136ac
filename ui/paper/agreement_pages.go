package paper

import (
	"slices"
	"strconv"
	"strings"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/paper/block"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// parties names the three parties. Names and addresses stay as they are in every language;
// what the program itself calls things does not.
func (p agreement) parties() (b block.Rows) {
	two := func(zh, en string, value set.Cell, besideZH, besideEN, beside string) {
		b.Of = append(b.Of, []set.Cell{p.Tag(2, zh, en), value, p.Tag(1.5, besideZH, besideEN), set.Value(3, beside).Small()})
	}
	one := func(zh, en, value string) {
		b.Of = append(b.Of, []set.Cell{p.Tag(2, zh, en), set.Value(10, value).Small()})
	}
	name := func(text string) set.Cell { return set.Strong(5.5, text) }
	value := func(text string) set.Cell { return set.Value(5.5, text).Small() }
	party := func(zh, en string, firm contract.Party) {
		two(zh, en, name(firm.Name), "法定代表人", "Representative", firm.Representative)
		two("信用代码", "Credit code", value(firm.CreditCode), "电话", "Phone", firm.Phone)
		one("地址", "Address", firm.Address)
	}
	party("甲方（建设单位）", "Party A, developer", p.Developer)
	party("乙方（物业服务人）", "Party B, property co.", p.Property)
	agents, owners := p.Agents, p.Owners
	if len(owners) == 0 {
		agents, owners = make([]contract.AgreementAgent, 1), []contract.AgreementOwner{{Company: true}}
	}
	for _, o := range owners {
		two("丙方（业主）", "Party C, owner", name(o.Name+p.bracketed(p.Say("份额 ", "share "), o.Share)), "电话", "Phone", o.Phone)
		two(or(o.IDType, "证件号码"), or(english(o.IDType), "ID no."), value(o.IDNo), "送达地址", "Notices to", o.Address)
		if o.Company {
			one("法定代表人", "Representative", "")
		}
	}
	for _, a := range agents {
		two("丙方受托人", "Party C's agent", name(a.Name), "代理", "Acts for", a.ActsFor)
		two(or(a.IDType, "证件号码"), or(english(a.IDType), "ID no."), value(a.IDNo), "电话", "Phone", a.Phone)
		one("授权委托书", "Letter of authority", p.letter(a))
	}
	return b
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
	p.Leaf.Text(x, base, p.Look.English(), "Initials")
	x += p.Look.English().Width("Initials") + 4
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
			p.Leaf.Rule(from, base+0.8, from+room-2, base+0.8, p.Look.Rule())
		}
		x += wide
	}
	if x == first { // a blank one
		p.Leaf.Rule(first, base+0.8, first+50, base+0.8, p.Look.Rule())
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
func (p agreement) signingPage() error {
	if p.Lang == words.English {
		return nil
	}
	p.Turn()
	p.Leaf.TextCentre(set.PageWidth/2, p.Y+6, set.Bold(13), "签署页")
	p.Leaf.TextCentre(set.PageWidth/2, p.Y+10.5, set.Small, "Signature page")
	p.Y += 13
	return block.Below(p.Flow,
		p.signedFor(),
		block.Clauses{Bold: true, Texts: []block.Text{{ZH: p.acknowledged(),
			EN: "Party C has read and understood all articles and annexes. Those in bold, which bear on Party C's material interests, were pointed out and, where asked, explained; Party C agrees to them."}}},
		block.Signatures{Title: block.Text{ZH: "各方签署", EN: "Signatures of the parties"}, Seals: p.sealed()})
}

// signedFor is what the agreement comes to.
func (p agreement) signedFor() block.Rows {
	names, addresses := make([]string, len(p.Owners)), make([]string, len(p.Owners))
	for i, o := range p.Owners {
		names[i], addresses[i] = words.Join(" ", o.Name, o.IDNo), o.Address
	}
	slices.Sort(addresses) // co-owners of one household have one
	price, copies := "", ""
	if !p.FeePrice.IsZero() {
		price = p.FeePrice.String() + " 元/m²·月"
	}
	if p.Copies > 0 {
		copies = "一式 " + strconv.Itoa(p.Copies) + " 份"
	}
	var b block.Rows
	two := func(left, right []set.Cell) { b.Of = append(b.Of, append(left, right...)) }
	two(block.Field(12, "业主", "Owner(s)", strings.Join(names, "；")), nil)
	two(block.Field(6, "房屋", "Home", words.Join("　", p.Community, p.UnitName)), block.Field(6, "计费面积", "Chargeable area", words.Join("　", area(p.Area), p.AreaKind)))
	two(block.Field(6, "收费方式", "Fee basis", p.FeeBasis), block.Field(6, "收费标准", "Price", price))
	two(block.Field(6, "起算", "Fee from", words.Join("　", p.FeeRule, p.feeFrom())), block.Field(6, "首次缴纳", "First payment", p.FeePeriod))
	if p.FeeReceipt != "" {
		two(block.Field(6, "已缴至", "Paid until", p.FeePaidUntil.String()), block.Field(6, "收据", "Receipt", words.Join("　", p.FeeReceipt, p.FeeReceiptOn.String())))
	}
	two(block.Field(6, "送达地址", "Notices to", strings.Join(slices.Compact(addresses), "；")), block.Field(6, "份数", "Copies", copies))
	b.Of = append(b.Of, p.ways()...)
	return b
}

// sealed are the companies that sign as owners, by their places: such an owner signs by a
// seal, as the two other parties do, whoever it is that acts for it.
func (p agreement) sealed() map[int]block.Seal {
	seals := map[int]block.Seal{}
	for i, s := range p.Signers {
		for _, o := range p.Owners {
			if o.Company && ofOwner(s) && (s.Name == o.Name || s.ActsFor == o.Name) {
				seals[i] = block.Seal{As: block.Text{ZH: "业主（买受人）", EN: "Owner"}, Company: o.Name}
			}
		}
	}
	return seals
}

// ways are how each who signs for the owners signs, for them to choose, and as they did
// once they have.
func (p agreement) ways() (rows [][]set.Cell) {
	how := map[int]string{}
	for _, m := range p.Imprint.Marks {
		how[m.Field] = m.How
	}
	for i, s := range p.Signers {
		if !ofOwner(s) {
			continue
		}
		way := block.Choice{Text: block.Text{ZH: "签署方式", EN: "Signed"}, Chosen: how[i], Options: []block.Option{
			{Key: app.SignedOnPaper, Text: block.Text{ZH: "纸面签字", EN: "on paper"}}, {Key: app.SignedOnScreen, Text: block.Text{ZH: "屏幕签名", EN: "on screen"}}}}
		rows = append(rows, append(block.Field(6, "签署人", "Signs", s.Name), way.Cells(6)...))
	}
	return rows
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
