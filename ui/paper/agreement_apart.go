package paper

import (
	"strings"

	"keyday/ui/paper/block"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// What asks for the owners' consent apart from the agreement (个人信息保护法 art. 14, 29)
// stands on a sheet of its own behind the signatures, with its own lines to sign on: no
// signature of the agreement extends to it, and none on the pad.

// toChoose marks a paragraph that each owner agrees to or does not.
const toChoose = "[] "

// sheetApart sets what the text has behind signedApart.
func (p agreement) sheetApart(text string) error {
	if text == "" {
		return nil
	}
	p.Turn()
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if title, is := strings.CutPrefix(line, "# "); is {
			p.Need(27)
			p.Leaf.TextCentre(set.PageWidth/2, p.Y+6, set.Bold(13), title)
			p.Y += 11
			continue
		}
		line, chosen := strings.CutPrefix(line, toChoose)
		lines := 0.0
		if chosen && p.Lang != words.English {
			lines = float64((len(p.whoConsent()) + 1) / 2)
		}
		p.Need(p.ParagraphHeight(set.BodyStyle, line) + lines*choiceHeight)
		p.Filled(set.Regular(10), p.indent(line), line)
		p.Y += clauseGap
		if lines > 0 {
			p.consents()
		}
	}
	if p.Lang == words.English {
		return nil
	}
	p.Y += 3
	return block.Below(p.Flow, p.consentLines())
}

// whoConsent are the names of whose data it is: each owner for themselves, for a company
// who acts for it. Nobody is named where that is on no record, and on a blank agreement.
func (p agreement) whoConsent() (names []string) {
	for _, o := range p.Owners {
		name := o.Name
		if o.Company {
			name = ""
			for _, a := range p.Agents {
				if a.ActsFor == o.Name {
					name = a.Name
				}
			}
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return []string{""}
	}
	return names
}

// choiceHeight is the room of a line of boxes to tick.
const choiceHeight = 7.5

// consents are the boxes of the owners, two owners to a line.
func (p agreement) consents() {
	const indent, wide, named = 6.0, (set.Right - set.Left - 6) / 2, 40.0
	for i, name := range p.whoConsent() {
		x, s := set.Left+indent+float64(i%2)*wide, set.Regular(9)
		p.Leaf.Text(x, p.Y+4.6, s.Fit(name, named), name)
		options(p.Leaf, x+min(s.Width(name), named)+3, p.Y+choiceHeight/2, option{"同意", "agree"}, option{"不同意", "do not agree"})
		if i%2 == 1 || i == len(p.whoConsent())-1 {
			p.Y += choiceHeight
		}
	}
	p.Y += 1
}

// consentLines are where the owners sign for what they chose.
func (p agreement) consentLines() (b block.Rows) {
	const high = 14
	for _, name := range p.whoConsent() {
		named := set.Strong(3.2, name).Small()
		named.High = high
		b.Of = append(b.Of, []set.Cell{set.Tag(1.4, "丙方", "Party C"), named, set.Tag(1.3, "签字", "Signature"), set.Value(3.1, ""), set.Tag(1, "日期", "Date"), set.Value(2, "")})
	}
	return b
}

// option is one of two, with a box to tick.
type option struct{ zh, en string }

// options are boxes to tick beside one another, around the height of middle.
func options(l *set.Leaf, x, middle float64, all ...option) {
	for _, o := range all {
		block.Box(l, x, middle-1.7, false)
		s := set.Regular(9)
		l.Text(x+4.6, middle+1.2, s, o.zh)
		x += 4.6 + s.Width(o.zh) + 1
		l.Text(x, middle+1.2, set.Small, o.en)
		x += set.Small.Width(o.en) + 5
	}
}
