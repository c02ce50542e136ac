package paper

import (
	"math"

	"keyday/app"
	"keyday/ui/words"
)

// roleWords are the capacities in which people sign, by contract.Role.
var roleWords = map[string]label{
	"owner":      {"业主（买受人）", "Owner"},
	"agent":      {"受托人", "Authorised agent"},
	"staff":      {"交付人员", "Handover staff"},
	"supervisor": {"客服主管", "Supervisor"},
	"inspector":  {"验房员", "Inspector"},
	"developer":  {"建设单位（盖章）", "Developer (seal)"},
	"property":   {"物业服务人（盖章）", "Property company (seal)"},
	"firm":       {"责任单位", "Responsible firm"},
}

// Place is where something stands: on which page, from 0, and as parts of the
// page's width and height.
type Place struct {
	Page       int
	X, Y, W, H float64
}

// Signature fields stand in two columns.
const (
	fieldWidth  = (right - left - 4) / 2
	fieldHeight = 31.0
)

// closing keeps what closes a form, so high, on one leaf with the signatures under it,
// where names that the font lacks push them down: signatures alone on a leaf are signed
// for nothing. More of them than a leaf holds go on. Where leaves end is among the words
// that papers were signed for, so that other papers stay as they are in these versions.
func (f *flow) closing(high float64) {
	if high += f.signing(); len(f.names) > 0 && high <= bottom-top {
		f.need(high)
	}
}

// lastTable is the table that closes a form.
func (f *flow) lastTable(least float64, rows [][]cell) {
	high := 0.0
	for _, row := range rows {
		high += rowNeeds(row, linesOf(row), least)
	}
	f.closing(high)
	t := f.table(nil)
	for _, row := range rows {
		t.row(least, row...)
	}
}

// signing is how high the signatures are, with their title.
func (f *flow) signing() float64 {
	if len(f.frame.Signers) == 0 {
		return 0
	}
	high := 9 + float64((len(f.frame.Signers)+1)/2)*(fieldHeight+2)
	for i := range f.names {
		row := f.rareName(i)
		high += rowNeeds(row, linesOf(row), rareHeight)
	}
	if len(f.names) > 0 {
		high += 2
	}
	return high
}

// signatures sets a field for each who signs, with the signature in it where
// there is one and lines to write on where there is none.
func (f *flow) signatures(zh, en string) {
	if len(f.frame.Signers) == 0 {
		return
	}
	f.heading(zh, en, fieldHeight)
	f.rareNames()
	marks := map[int]app.SignatureMark{}
	for _, m := range f.imprint.Marks {
		marks[m.Field] = m
	}
	for i, who := range f.frame.Signers {
		if i%2 == 0 {
			f.need(fieldHeight + 2)
		}
		x := left + float64(i%2)*(fieldWidth+4)
		f.fields = append(f.fields, Place{len(f.leaves) - 1, x / pageWidth, f.y / pageHeight, fieldWidth / pageWidth, fieldHeight / pageHeight})
		if m, ok := marks[i]; ok {
			f.signed(x, f.y, who, m)
		} else {
			f.unsigned(x, f.y, who)
		}
		if i%2 == 1 || i == len(f.frame.Signers)-1 {
			f.y += fieldHeight + 2
		}
	}
}

// field draws what every signature field has: who, in what capacity. A name too
// long to stand beside the capacity stands below it; field answers where the
// room for the signature begins.
func (f *flow) field(x, y float64, who app.SignatureField, name string) (under float64) {
	l := f.leaf
	l.add(boxMark{x, y, fieldWidth, fieldHeight, hairline, black})
	role := roleWords[who.Role]
	if role.zh == "" {
		role = label{who.Role, ""}
	}
	title, strong := style{8.5, true, black}, style{9.5, true, black}
	l.text(x+2, y+4.6, title, role.zh)
	after := x + 2 + title.width(role.zh) + 1.5
	l.text(after, y+4.6, englishStyle, role.en)
	after += englishStyle.width(role.en) + 3
	acting := words.Join("　", name, words.Tagged("代 ", who.ActsFor))
	under = y + 7
	if right := x + fieldWidth - 2; strong.width(acting) <= right-after {
		l.textRight(right, y+4.6, strong, acting)
	} else {
		l.text(x+2, y+9.2, strong.fit(acting, fieldWidth-4), acting)
		under = y + 11
	}
	base := y + fieldHeight - 7
	l.rule(x+2, base, x+fieldWidth-2, base, hairline)
	return under
}

// unsigned leaves a line for the name and one for the date.
func (f *flow) unsigned(x, y float64, who app.SignatureField) {
	f.field(x, y, who, who.Name)
	l, base := f.leaf, y+fieldHeight-2.4
	l.text(x+2, y+fieldHeight-8.4, labelStyle, "签字")
	l.text(x+2+labelStyle.width("签字")+1, y+fieldHeight-8.4, englishStyle, "Signature")
	l.text(x+2, base, labelStyle, "日期")
	l.text(x+2+labelStyle.width("日期")+1, base, englishStyle, "Date")
	l.textRight(x+fieldWidth-2, base, labelStyle, "年　　　　月　　　　日")
}

// signed draws the strokes as they were given, or says that the signature is on
// the paper that was scanned.
func (f *flow) signed(x, y float64, who app.SignatureField, m app.SignatureMark) {
	under := f.field(x, y, who, m.Name)
	l, base := f.leaf, y+fieldHeight-2.4
	l.text(x+2, base, labelStyle, "日期")
	l.text(x+2+labelStyle.width("日期")+1, base, englishStyle, "Date")
	l.text(x+18, base, style{9, false, black}, m.Date.String())
	how := label{"屏幕签名", "on screen"}
	if m.How == app.SignedOnPaper {
		how = label{"纸面签名", "on paper"}
		proof := label{"原件已签，扫描件存档", "Signed on the paper original; scan on file"}
		if !m.Scanned {
			proof = label{words.Join("", "原件已签", words.Tagged("，见证人 ", m.Witness)), words.Join("", "Signed on the paper original", words.Tagged("; witness ", m.Witness))}
		}
		l.textCentre(x+fieldWidth/2, y+fieldHeight/2+1, bodyStyle, proof.zh)
		l.textCentre(x+fieldWidth/2, y+fieldHeight/2+5, englishStyle, proof.en)
	}
	if m.Agent {
		how = label{"代理人 · " + how.zh, "agent, " + how.en}
	}
	l.textRight(x+fieldWidth-2, base, englishStyle, how.en)
	l.textRight(x+fieldWidth-2-englishStyle.width(how.en)-1.5, base, labelStyle, how.zh)
	f.strokes(x+4, under, fieldWidth-8, y+fieldHeight-8.5-under, m.Strokes)
	if m.Invalid {
		l.add(ruleMark{x + 2, y + fieldHeight - 7, x + fieldWidth - 2, under, frame, red})
		l.textRight(x+fieldWidth-2, y+fieldHeight-8.6, style{8.5, true, red}, "签名已失效 Invalid")
	}
}

// strokes scales the signature into the box without stretching it.
func (f *flow) strokes(x, y, w, h float64, strokes [][]app.StrokePoint) {
	least, most := [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	for _, s := range strokes {
		for _, p := range s {
			least = [2]float64{min(least[0], p.X), min(least[1], p.Y)}
			most = [2]float64{max(most[0], p.X), max(most[1], p.Y)}
		}
	}
	wide, high := most[0]-least[0], most[1]-least[1]
	if math.IsInf(wide, 0) || math.IsNaN(wide) {
		return
	}
	factor := min(w/max(wide, 1e-3), h/max(high, 1e-3), 60)
	x += (w - wide*factor) / 2
	y += (h - high*factor) / 2
	for _, s := range strokes {
		if len(s) == 0 {
			continue
		}
		points := make([][2]float64, len(s))
		for i, p := range s {
			points[i] = [2]float64{x + (p.X-least[0])*factor, y + (p.Y-least[1])*factor}
		}
		f.leaf.add(curveMark{points, 0.5, black})
	}
}
