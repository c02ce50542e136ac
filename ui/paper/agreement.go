package paper

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"text/template"

	"keyday/app"
	"keyday/app/contract"
	"keyday/assets"
	"keyday/ui/paper/block"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// agreementForm is the 前期物业服务协议 of one home: the parties, the articles of the
// template with what is filled in, the annexes, and the page to sign. In English
// it is a courtesy print, which nobody signs. One that was locked in an older text is
// printed as it was then.
var agreementForm = Form{Template: contract.AgreementTemplate, Kind: contract.Agreement, ZH: "前期物业服务协议", EN: "Initial Property Management Agreement", Packed: true, Station: atSigning,
	ownSince: 4, signs: []string{"owner", "agent", "developer", "property"}, older: []string{contract.AgreementThird, contract.AgreementSecond, contract.AgreementFirst},
	layout: layout[contract.AgreementContent]{
		blank: func(f app.Frame) contract.AgreementContent { return contract.AgreementContent{Frame: f} },
		about: func(c contract.AgreementContent) string { return c.UnitCode },
		draft: func(c contract.AgreementContent) bool {
			return c.Wording.Template != contract.AgreementFirst && !c.Wording.Approval.Given()
		},
		masked: contract.AgreementContent.Masked,
		lay: func(e edition, c contract.AgreementContent) (*set.Flow, error) {
			if e.Template == contract.AgreementFirst {
				return layAgreementFirst(e, c)
			}
			p := newAgreement(e, c)
			text, err := p.written(e.lang)
			if err != nil {
				return nil, err
			}
			if p.version < sturdySince {
				return agreementEarlier{p}.lay(text)
			}
			articles, apart, _ := strings.Cut(text, signedApart)
			if err := block.Below(p.Flow, p.parties()); err != nil {
				return nil, err
			}
			p.Y += 3
			p.articles(articles)
			if err := p.signingPage(); err != nil {
				return nil, err
			}
			if err := p.sheetApart(apart); err != nil {
				return nil, err
			}
			p.unsigned()
			return p.Flow, p.Complete()
		},
		specimens: agreementSpecimens,
		say:       sayAroundArticles,
	}}

// sturdySince is the text from which on an agreement is set so that a fax leaves it legible.
const sturdySince = 4

// newAgreement begins one. A text that no lawyer had approved when it was locked says
// so on every page, in the courtesy print too. A blank one has a place to sign for each
// party.
func newAgreement(e edition, c contract.AgreementContent) agreement {
	if e.Version() > 3 && len(c.Signers) == 0 {
		c.Signers = []app.SignatureField{{Role: string(contract.AsOwner)}, {Role: string(contract.AsDeveloper)}, {Role: string(contract.AsProperty)}}
	}
	head := e.head(c.Frame, c.UnitCode)
	head.Draft, head.Lang = !c.Wording.Approval.Given(), e.lang
	if e.lang == words.English {
		head.Sort = "Courtesy translation"
	}
	if e.Version() >= sturdySince {
		head.Look = set.SturdyLook
	}
	return agreement{set.NewFlow(head), c, e.Version()}
}

type agreement struct {
	*set.Flow
	contract.AgreementContent
	version int // of the text
}

// agreementKey is the form's key, which its texts are kept under.
const agreementKey = "property-agreement"

// contractText parses the text of the agreement's version in the language.
func contractText(version int, lang words.Language) (*template.Template, error) {
	name := agreementEdition{version, lang}
	if known, ok := texts.Load(name); ok {
		return known.(*template.Template), nil
	}
	text, err := assets.ContractText(agreementKey, version, string(lang))
	if err != nil {
		return nil, fmt.Errorf("paper: contract text: %w", err)
	}
	t, err := parsed(version, text)
	if err != nil {
		return nil, fmt.Errorf("paper: contract text %s: %w", lang, err)
	}
	texts.Store(name, t)
	return t, nil
}

// parsed is a text as a template.
func parsed(version int, text string) (*template.Template, error) {
	t := template.New("").Option("missingkey=error").Funcs(textWords)
	if version > 3 {
		t.Funcs(laterWords)
	}
	return t.Parse(text)
}

type agreementEdition struct {
	version int
	lang    words.Language
}

var texts sync.Map // agreementEdition → *template.Template, each parsed once

// textWords is what a contract's text may do with what is filled in.
var textWords = template.FuncMap{
	"fill":  func(text string) (string, error) { return set.Fill(or(text, blanks(26))) },
	"plain": set.Unmarked,
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
	"spare":   func(copies int) int { return max(0, copies-3) }, // than one for each of the three parties
	"english": english,
	"chinese": chineseNumeral,
}

// laterWords are those that texts have since the fourth: more room to write by hand, and
// more of what is usual in English.
var laterWords = template.FuncMap{
	"fill":    func(text string) (string, error) { return set.Fill(or(text, blanks(40))) },
	"wide":    func(text string) (string, error) { return set.Fill(or(text, blanks(110))) },
	"english": phrase,
}

// blanks are a line to write on that no line break cuts.
func blanks(n int) string { return strings.Repeat("\u00a0", n) }

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

// text is the text that the agreement is in: the program's, or the company's own, which
// comes with the imprint and has no translation.
func (p agreement) text(lang words.Language) (*template.Template, error) {
	if _, own := contract.BaseTemplate(p.Wording.Template); !own {
		return contractText(p.version, lang)
	}
	if lang == words.English {
		return nil, app.Refuse("paper.own_text_english")
	}
	return ownText(p.version, p.Imprint.Own.Text())
}

// signedApart is the line behind which a text goes on with a sheet of its own, which is
// signed apart from the agreement.
const signedApart = "\n---\n"

// written is the template's text, filled in.
func (p agreement) written(lang words.Language) (string, error) {
	text, err := p.text(lang)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if err := text.Execute(&b, byKey(p.AgreementContent)); err != nil {
		if refusal := (*app.Refusal)(nil); errors.As(err, &refusal) {
			refusal.Args["record"] = p.Number
			return "", refusal
		}
		if _, own := contract.BaseTemplate(p.Wording.Template); own {
			return "", brokenTextError(err)
		}
		return "", fmt.Errorf("paper: contract text %s: %w", lang, err)
	}
	return b.String(), nil
}

// articles sets the template's text, chapter by chapter. What weighs on the owner is
// bold, and has a place for initials behind it.
func (p agreement) articles(text string) {
	lines := strings.Split(text, "\n")
	for i, text := range lines {
		if chapter, is := strings.CutPrefix(text, "# "); is {
			p.Need(p.chapter())
			p.Y += 2.5
			p.Leaf.TextCentre(set.PageWidth/2, p.Y+5, set.HeadingStyle, chapter)
			p.Y += 8.5
			continue
		}
		if text == "" {
			continue
		}
		if p.version > 3 && articleOf(text) != "" {
			p.Need(p.weight(lines[i:]))
		}
		heavy := strings.HasPrefix(text, weighty)
		initialled := heavy && !goesOn(lines, i) && p.Lang == words.Chinese
		s, text := clause(text)
		if initialled { // nobody initials what stands overleaf
			p.Need(p.ParagraphHeight(s, text) + initialsHeight)
		}
		p.Filled(s, p.indent(text), text)
		p.Y += clauseGap
		if initialled {
			p.initials()
		}
	}
}

// clauseGap is the air between two paragraphs.
const clauseGap = 0.9

// clause is how a paragraph is set, and without its mark.
func clause(line string) (set.Style, string) {
	text, heavy := strings.CutPrefix(line, weighty)
	s := set.Regular(10)
	s.Bold = heavy
	return s, text
}

// goesOn reports whether the article of the ith line, which weighs on the owner, goes on
// in the next.
func goesOn(lines []string, i int) bool {
	return i+1 < len(lines) && strings.HasPrefix(lines[i+1], weighty) && articleOf(lines[i+1]) == ""
}

// weight is how high the article is that weighs on the owner and begins the lines, with
// the place for initials behind it: who initials it has all of it before them.
func (p agreement) weight(lines []string) float64 {
	high := initialsHeight
	for i := range lines {
		s, text := clause(lines[i])
		high += p.ParagraphHeight(s, text) + clauseGap
		if p.indent(text) > 0 { // set in, it may take a line more
			high += p.ParagraphHeight(s, " ")
		}
		if !goesOn(lines, i) {
			break
		}
	}
	return high
}

// indent is how far a paragraph is set in: what a list lists stands under what it is of.
func (p agreement) indent(text string) float64 {
	if p.version > 1 && (strings.HasPrefix(text, "（") || strings.HasPrefix(text, "(")) {
		return 6
	}
	return 0
}

// chapter is the room that a chapter's title asks for: itself, and what must not part
// of the paragraph that it is over.
func (p agreement) chapter() float64 {
	if p.version == 1 {
		return 22 // which was not enough for three lines; it prints as it did
	}
	return 27
}

// weighty marks a paragraph that weighs on the owner.
const weighty = "! "

// articleOf is the number of the article that a weighty paragraph begins, 第八条; ""
// where it goes on with one, or is none.
func articleOf(line string) string {
	text, heavy := strings.CutPrefix(line, weighty)
	number, _, begins := strings.Cut(text, "\u3000")
	if !heavy || !begins || !strings.HasPrefix(number, "第") {
		return ""
	}
	return number
}

// byKey is a content as its bytes name it, for a text to take from: texts stay as they
// are when a field gets another name in Go.
func byKey(content any) map[string]any {
	v, all := reflect.ValueOf(content), map[string]any{}
	for i := range v.NumField() {
		key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("cbor"), ",")
		all[key] = v.Field(i).Interface()
		if party, is := all[key].(contract.Party); is {
			all[key] = byKey(party)
		}
	}
	return all
}
