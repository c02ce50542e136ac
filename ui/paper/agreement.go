package paper

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"text/template"

	"keyday/app"
	"keyday/app/contract"
	"keyday/assets"
	"keyday/ui/words"
)

// Agreement is the 前期物业服务协议 of one home: the parties, the articles of the
// template with what is filled in, the annexes, and the page to sign. In English
// it is a courtesy print, which nobody signs.
func Agreement(c contract.AgreementContent, imprint app.Imprint) Form {
	return Form{agreementKind, c.Frame, imprint, func(lang Lang) (*flow, error) {
		f := newFlow(c.Frame, imprint, agreementKind)
		f.about = c.UnitCode
		if lang == English {
			f.kind = "英文参考 Courtesy print"
		}
		p := agreement{f, c}
		p.partiesTable()
		if err := p.articles(lang); err != nil {
			return nil, err
		}
		if lang != English {
			p.signingPage()
		}
		return f, f.finish()
	}}
}

type agreement struct {
	*flow
	contract.AgreementContent
}

func (p agreement) partiesTable() {
	t := p.table(nil)
	party := func(zh, en string, firm contract.Party) {
		t.row(rowHeight, tag(2, zh, en), strong(5.5, firm.Name), tag(1.5, "法定代表人", "Representative"), value(3, firm.Representative).small())
		t.row(rowHeight, tag(2, "信用代码", "Credit code"), value(5.5, firm.CreditCode).small(), tag(1.5, "电话", "Phone"), value(3, firm.Phone).small())
		t.row(rowHeight, tag(2, "地址", "Address"), value(10, firm.Address).small())
	}
	party("甲方（建设单位）", "Party A, developer", p.Developer)
	party("乙方（物业服务人）", "Party B, property company", p.Property)
	for _, o := range p.Owners {
		name := o.Name
		if o.Share != "" {
			name += "（份额 " + o.Share + "）"
		}
		t.row(rowHeight, tag(2, "丙方（业主）", "Party C, owner"), strong(5.5, name), tag(1.5, "电话", "Phone"), value(3, o.Phone).small())
		t.row(rowHeight, tag(2, or(o.IDType, "证件号码"), "ID no."), value(5.5, o.IDNo).small(), tag(1.5, "送达地址", "Address"), value(3, o.Address).small())
	}
	if len(p.Owners) == 0 {
		t.row(handHeight, tag(2, "丙方（业主）", "Party C, owner"), strong(5.5, ""), tag(1.5, "电话", "Phone"), value(3, ""))
	}
	p.y += 3
}

// A filled-in text stands between these in a template's result; neither is a
// character that the font has, so that no content rightly holds one.
const (
	fillFrom = '\ue000'
	fillTo   = '\ue001'
)

// unmarked refuses a content that would pass for the marks.
func unmarked(text string) (string, error) {
	if i := strings.IndexAny(text, string(fillFrom)+string(fillTo)); i >= 0 {
		return "", glyphMissing([]rune(text[i:])[0], text, "")
	}
	return text, nil
}

// contractText parses the text of the agreement's version in the language.
func contractText(version int, lang Lang) (*template.Template, error) {
	name := agreementEdition{version, lang}
	if known, ok := texts.Load(name); ok {
		return known.(*template.Template), nil
	}
	text, err := assets.ContractText(agreementKind.Key, version, string(lang))
	if err != nil {
		return nil, fmt.Errorf("paper: contract text: %w", err)
	}
	t, err := template.New(string(lang)).Option("missingkey=error").Funcs(textWords).Parse(text)
	if err != nil {
		return nil, fmt.Errorf("paper: contract text %s: %w", lang, err)
	}
	texts.Store(name, t)
	return t, nil
}

type agreementEdition struct {
	version int
	lang    Lang
}

var texts sync.Map // agreementEdition → *template.Template, each parsed once

// textWords is what a contract's text may do with what is filled in.
var textWords = template.FuncMap{
	"fill": func(text string) (string, error) {
		if text == "" {
			text = strings.Repeat("\u00a0", 26) // a blank that no line break cuts
		}
		text, err := unmarked(text)
		return string(fillFrom) + text + string(fillTo), err
	},
	"plain": unmarked,
	"area":  area,
	"day":   app.Date.String,
	"money": func(m app.Money) string {
		if m.IsZero() {
			return ""
		}
		return m.String()
	},
	"count": func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	},
	"next":    func(i int) int { return i + 1 },
	"chinese": chineseNumeral,
}

// chineseNumeral writes 1 to 99 as articles are numbered: 三十七.
func chineseNumeral(n int) string {
	digits := []rune("零一二三四五六七八九")
	text := ""
	if n >= 20 {
		text = string(digits[n/10%10])
	}
	if n >= 10 {
		text += "十"
	}
	if n%10 > 0 {
		text += string(digits[n%10])
	}
	return text
}

// articles sets the template's text, chapter by chapter.
func (p agreement) articles(lang Lang) error {
	version := agreementKind.Version
	if k, known := kindOf(p.Wording.Template); known {
		version = k.Version
	}
	text, err := contractText(version, lang)
	if err != nil {
		return err
	}
	var b strings.Builder
	if err := text.Execute(&b, byKey(p.AgreementContent)); err != nil {
		if refusal := (*app.Refusal)(nil); errors.As(err, &refusal) {
			refusal.Args["record"] = p.Number
			return refusal
		}
		return fmt.Errorf("paper: contract text %s: %w", lang, err)
	}
	article := style{10, false, black}
	for text := range strings.SplitSeq(b.String(), "\n") {
		switch chapter, is := strings.CutPrefix(text, "# "); {
		case is:
			p.need(22) // itself, and two lines of what it is over
			p.y += 2.5
			p.leaf.textCentre(pageWidth/2, p.y+5, headingStyle, chapter)
			p.y += 8.5
		case text != "":
			p.filled(article, text)
			p.y += 0.9
		}
	}
	return nil
}

// byKey is a content as its bytes name it, for a text to take from: texts stay as they
// are when a field gets another name in Go.
func byKey(content any) map[string]any {
	v, all := reflect.ValueOf(content), map[string]any{}
	for i := range v.NumField() {
		key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("cbor"), ",")
		all[key] = v.Field(i).Interface()
	}
	return all
}

// filled sets a paragraph in which what was filled in is underlined.
func (p agreement) filled(s style, text string) {
	var plain []rune
	var under []bool
	on := false
	for _, r := range text {
		switch r {
		case fillFrom, fillTo:
			on = r == fillFrom
		default:
			plain, under = append(plain, r), append(under, on)
		}
	}
	at := 0
	lines := setLines(string(plain), right-left, s.measure)
	for n, l := range lines {
		p.need(float64(held(n, len(lines))) * s.leading())
		base := p.y + s.leading()*0.74
		p.leaf.text(left, base, s, l.text)
		runes := []rune(l.text)
		for i := 0; i < len(runes); i++ {
			from := i
			for i < len(runes) && under[at+i] {
				i++
			}
			if i > from {
				x := left + s.full(string(runes[:from]))
				p.leaf.rule(x, base+1, left+s.full(string(runes[:i])), base+1, hairline)
			}
		}
		at += len(runes)
		p.y += s.leading()
	}
}

// full is how long the text is with the spaces at its end.
func (s style) full(text string) float64 { return long(text, s.measure) }

// signingPage says once more what is signed for, over the signatures.
func (p agreement) signingPage() {
	p.turn()
	p.leaf.textCentre(pageWidth/2, p.y+6, style{13, true, black}, "签署页")
	p.leaf.textCentre(pageWidth/2, p.y+10.5, labelStyle, "Signature page")
	p.y += 15
	t := p.table(nil)
	names := make([]string, len(p.Owners))
	for i, o := range p.Owners {
		names[i] = words.Join(" ", o.Name, o.IDNo)
	}
	t.row(rowHeight, tag(1.8, "业主", "Owner(s)"), strong(10.2, strings.Join(names, "；")).small())
	t.row(rowHeight, tag(1.8, "房屋", "Home"), value(4.2, words.Join("　", p.Community, p.UnitName)).small(),
		tag(1.8, "计费面积", "Chargeable area"), strong(4.2, area(p.Area)))
	price := ""
	if !p.FeePrice.IsZero() {
		price = p.FeePrice.String() + " 元/m²·月"
	}
	t.row(rowHeight, tag(1.8, "收费方式", "Fee basis"), value(4.2, p.FeeBasis), tag(1.8, "收费标准", "Price"), strong(4.2, price))
	t.row(rowHeight, tag(1.8, "起算日", "Fee from"), value(4.2, p.FeeStart.String()), tag(1.8, "首缴期间", "First period"),
		value(4.2, words.Join("，至 ", p.FeePeriod, p.FeePaidUntil.String())).small())
	addresses := make([]string, len(p.Owners))
	for i, o := range p.Owners {
		addresses[i] = o.Address
	}
	slices.Sort(addresses) // co-owners of one household have one
	copies := ""
	if p.Copies > 0 {
		copies = "一式 " + strconv.Itoa(p.Copies) + " 份"
	}
	t.row(rowHeight, tag(1.8, "送达地址", "Notices to"), value(4.2, strings.Join(slices.Compact(addresses), "；")).small(),
		tag(1.8, "份数", "Copies"), value(4.2, copies).small())
	p.y += 3
	p.paragraph(bodyStyle, 0, "丙方确认：已阅读并理解本协议全部条款及附件，对减轻或者免除对方责任、与本方有重大利害关系的条款已获提示和说明。")
	p.paragraph(style{7, false, quiet}, 0, "Party C has read and understood all articles and annexes; articles of weight for Party C have been pointed out and explained.")
	p.signatures(label{"各方签署", "Signatures of the parties"})
}
