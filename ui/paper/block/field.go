package block

import (
	"keyday/app"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// field draws a place to sign with its upper left corner at x, y.
func (p *page) field(x, y float64, s signer) {
	p.Leaf.Add(set.BoxMark{X: x, Y: y, W: column, H: s.high(), Width: set.SturdyFrame})
	y = p.fieldHead(x, y, s)
	if s.seal == nil {
		p.sign(x, y, column, s.hand-headOf, s)
		return
	}
	p.seal(x+2, y, s.side)
	p.sign(x+s.side+2, y, column-s.side-2, s.side, s)
	y += s.side + 4.6
	p.lined(x+2, y, 44, Text{"签署人", "Signatory"}, s.signatory())
	p.lined(x+48, y, column-50, Text{"职务", "Title"}, s.seal.Office)
	p.lined(x+2, y+5, column-4, Text{"授权", "Authority"}, words.Tagged("代 ", s.ActsFor))
}

// fieldHead says who signs in what capacity, and answers where the room below begins.
func (p *page) fieldHead(x, y float64, s signer) float64 {
	role, name := set.Bold(8.5), set.Bold(9.5)
	as := s.as()
	p.Leaf.Text(x+2, y+4.6, role, as.ZH)
	p.Leaf.Text(x+2+role.Width(as.ZH)+1.5, y+4.6, set.Small, as.EN)
	if s.longName() == 0 {
		p.Leaf.TextRight(x+column-2, y+4.6, name, s.named())
	} else {
		p.Leaf.Text(x+2, y+9.2, name.Fit(s.named(), column-4), s.named())
	}
	return y + headOf + s.longName()
}

// seal is where a company's seal goes; nothing else is ever drawn there.
func (p *page) seal(x, y, side float64) {
	p.Leaf.Add(set.BoxMark{X: x, Y: y, W: side, H: side, Width: set.SturdyRule})
	p.Leaf.TextCentre(x+side/2, y+side/2, set.Regular(9), "（盖章）")
	p.Leaf.TextCentre(x+side/2, y+side/2+4, set.Small, "Company seal")
}

// sign is where a person signs: their strokes as they were given, or that the signature is
// on the paper that was signed, or a line.
func (p *page) sign(x, y, wide, high float64, s signer) {
	l := p.Leaf
	line := y + high - signedFoot
	l.Rule(x+2, line, x+wide-2, line, set.SturdyRule)
	base := y + high - 2
	label := set.Regular(8)
	if s.mark == nil {
		l.Text(x+2, line-1.4, label, "签字")
		l.Text(x+2+label.Width("签字")+1, line-1.4, set.Small, "Signature")
		l.Text(x+2, base, label, "日期")
		l.Text(x+2+label.Width("日期")+1, base, set.Small, "Date")
		if day := "年　　　月　　　日"; wide > 60 {
			l.TextRight(x+wide-2, base, label, day)
		}
		return
	}
	m := s.mark
	l.Text(x+2, base, set.Regular(9), m.Date.String())
	how := p.way(*m)
	if at := x + wide - 2 - set.Small.Width(how.EN); at-label.Width(how.ZH)-2 > x+4+set.Regular(9).Width(m.Date.String()) {
		l.Text(at, base, set.Small, how.EN)
		l.TextRight(at-1.5, base, label, how.ZH)
	} else {
		l.TextRight(x+wide-2, base, label.Fit(how.ZH, wide-24), how.ZH)
	}
	if m.How == app.SignedOnPaper {
		p.onPaper(x, y, wide, high, *m)
	}
	p.Strokes(x+4, y+0.5, wide-8, high-signedFoot-2, m.Strokes)
	if m.Invalid {
		l.Says("已失效", x+2, line, func(l *set.Leaf) { l.Strike(x+2, line, x+wide-2, y) })
		l.TextRight(x+wide-2, line-1.6, set.Struck, "签名已失效 Invalid")
	}
}

// way is how a signature was given.
func (p *page) way(m app.SignatureMark) Text {
	how := Text{"屏幕签名", "on screen"}
	if m.How == app.SignedOnPaper {
		how = Text{"纸面签名", "on paper"}
	}
	if m.Agent {
		how = Text{"代理人 · " + how.ZH, "agent, " + how.EN}
	}
	return how
}

// onPaper says where the paper is that was signed, or who saw it signed.
func (p *page) onPaper(x, y, wide, high float64, m app.SignatureMark) {
	proof := Text{"原件已签，扫描件存档", "Signed on the paper original; scan on file"}
	if !m.Scanned {
		proof = Text{"原件已签" + words.Tagged("，见证人 ", m.Witness), "Signed on the paper original" + words.Tagged("; witness ", m.Witness)}
	}
	y += high/2 - 4
	for _, said := range []struct {
		set.Style
		text string
	}{{set.Regular(9), proof.ZH}, {set.Small, proof.EN}} {
		for _, line := range said.Lines(said.text, wide-4) {
			p.Leaf.TextCentre(x+wide/2, y, said.Style, line)
			y += said.Leading()
		}
	}
}

// lined is a label with its value, or with a line to write on.
func (p *page) lined(x, base, wide float64, label Text, value string) {
	zh := set.Regular(8)
	p.Leaf.Text(x, base, zh, label.ZH)
	from := x + zh.Width(label.ZH) + 1
	p.Leaf.Text(from, base, set.Small, label.EN)
	from += set.Small.Width(label.EN) + 1.5
	p.Leaf.Rule(from, base+0.8, x+wide, base+0.8, set.SturdyRule)
	p.Leaf.Text(from+0.5, base, set.Regular(9).Fit(value, x+wide-from-0.5), value)
}
