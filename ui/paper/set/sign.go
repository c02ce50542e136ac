package set

import (
	"cmp"
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

// Box is where something stands: on which page, from 0, and as parts of the
// page's width and height.
type Box struct {
	Page       int
	X, Y, W, H float64
}

// Signature fields stand in two columns.
const (
	fieldWidth  = (Right - Left - 4) / 2
	fieldHeight = 31.0
)

// Closing keeps what closes a form, so high, on one leaf with the signatures under it,
// where names that the font lacks push them down: signatures alone on a leaf are signed
// for nothing. More of them than a leaf holds go on. Where leaves end is among the words
// that papers were signed for, so that other papers stay as they are in these versions.
func (f *Flow) Closing(high float64) {
	if high += f.signing(); len(f.names) > 0 && high <= Bottom-Top {
		f.Need(high)
	}
}

// LastTable is the table that closes a form.
func (f *Flow) LastTable(least float64, rows [][]Cell) {
	high := 0.0
	for _, row := range rows {
		high += rowNeeds(row, linesOf(row), least)
	}
	f.Closing(high)
	t := f.Table(nil)
	for _, row := range rows {
		t.Row(least, row...)
	}
}

// signing is how high the signatures are, with their title.
func (f *Flow) signing() float64 {
	if len(f.Frame.Signers) == 0 {
		return 0
	}
	high := 9 + float64((len(f.Frame.Signers)+1)/2)*(fieldHeight+2)
	for i := range f.names {
		row := f.rareName(i)
		high += rowNeeds(row, linesOf(row), rareHeight)
	}
	if len(f.names) > 0 {
		high += 2
	}
	return high
}

// Signatures sets a field for each who signs, with the signature in it where
// there is one and lines to write on where there is none.
func (f *Flow) Signatures(zh, en string) {
	if len(f.Frame.Signers) == 0 {
		return
	}
	f.Heading(zh, en, fieldHeight)
	f.rareNames()
	marks := map[int]app.SignatureMark{}
	for _, m := range f.Imprint.Marks {
		marks[m.Field] = m
	}
	for i, who := range f.Frame.Signers {
		if i%2 == 0 {
			f.Need(fieldHeight + 2)
		}
		x := Left + float64(i%2)*(fieldWidth+4)
		f.Fields = append(f.Fields, Box{len(f.Leaves) - 1, x / PageWidth, f.Y / PageHeight, fieldWidth / PageWidth, fieldHeight / PageHeight})
		if m, ok := marks[i]; ok {
			f.signed(x, f.Y, who, m)
		} else {
			f.unsigned(x, f.Y, who)
		}
		if i%2 == 1 || i == len(f.Frame.Signers)-1 {
			f.Y += fieldHeight + 2
		}
	}
}

// field draws what every signature field has: who, in what capacity. A name too
// long to stand beside the capacity stands below it; field answers where the
// room for the signature begins.
func (f *Flow) field(x, y float64, who app.SignatureField, name string) (under float64) {
	l := f.Leaf
	l.Add(BoxMark{x, y, fieldWidth, fieldHeight, Hairline, black})
	role := roleWords[who.Role]
	if role.zh == "" {
		role = label{who.Role, ""}
	}
	title, strong := Style{8.5, true, black}, Style{9.5, true, black}
	l.Text(x+2, y+4.6, title, role.zh)
	after := x + 2 + title.Width(role.zh) + 1.5
	l.Text(after, y+4.6, EnglishStyle, role.en)
	after += EnglishStyle.Width(role.en) + 3
	acting := words.Join("　", name, words.Tagged("代 ", who.ActsFor))
	under = y + 7
	if right := x + fieldWidth - 2; strong.Width(acting) <= right-after {
		l.TextRight(right, y+4.6, strong, acting)
	} else {
		l.Text(x+2, y+9.2, strong.Fit(acting, fieldWidth-4), acting)
		under = y + 11
	}
	base := y + fieldHeight - 7
	l.Rule(x+2, base, x+fieldWidth-2, base, Hairline)
	return under
}

// RoleSaid is the capacity in which people sign, in both languages.
func RoleSaid(role string) (zh, en string) {
	said := roleWords[role]
	return cmp.Or(said.zh, role), said.en
}

// unsigned leaves a line for the name and one for the date.
func (f *Flow) unsigned(x, y float64, who app.SignatureField) {
	f.field(x, y, who, who.Name)
	l, base := f.Leaf, y+fieldHeight-2.4
	l.Text(x+2, y+fieldHeight-8.4, LabelStyle, "签字")
	l.Text(x+2+LabelStyle.Width("签字")+1, y+fieldHeight-8.4, EnglishStyle, "Signature")
	l.Text(x+2, base, LabelStyle, "日期")
	l.Text(x+2+LabelStyle.Width("日期")+1, base, EnglishStyle, "Date")
	l.TextRight(x+fieldWidth-2, base, LabelStyle, "年　　　　月　　　　日")
}

// signed draws the strokes as they were given, or says that the signature is on
// the paper that was scanned.
func (f *Flow) signed(x, y float64, who app.SignatureField, m app.SignatureMark) {
	under := f.field(x, y, who, m.Name)
	l, base := f.Leaf, y+fieldHeight-2.4
	l.Text(x+2, base, LabelStyle, "日期")
	l.Text(x+2+LabelStyle.Width("日期")+1, base, EnglishStyle, "Date")
	l.Text(x+18, base, Style{9, false, black}, m.Date.String())
	how := label{"屏幕签名", "on screen"}
	if m.How == app.SignedOnPaper {
		how = label{"纸面签名", "on paper"}
		proof := label{"原件已签，扫描件存档", "Signed on the paper original; scan on file"}
		if !m.Scanned {
			proof = label{words.Join("", "原件已签", words.Tagged("，见证人 ", m.Witness)), words.Join("", "Signed on the paper original", words.Tagged("; witness ", m.Witness))}
		}
		l.TextCentre(x+fieldWidth/2, y+fieldHeight/2+1, BodyStyle, proof.zh)
		l.TextCentre(x+fieldWidth/2, y+fieldHeight/2+5, EnglishStyle, proof.en)
	}
	if m.Agent {
		how = label{"代理人 · " + how.zh, "agent, " + how.en}
	}
	l.TextRight(x+fieldWidth-2, base, EnglishStyle, how.en)
	l.TextRight(x+fieldWidth-2-EnglishStyle.Width(how.en)-1.5, base, LabelStyle, how.zh)
	f.Strokes(x+4, under, fieldWidth-8, y+fieldHeight-8.5-under, m.Strokes)
	if m.Invalid {
		l.Add(RuleMark{x + 2, y + fieldHeight - 7, x + fieldWidth - 2, under, frame, red})
		l.TextRight(x+fieldWidth-2, y+fieldHeight-8.6, Style{8.5, true, red}, "签名已失效 Invalid")
	}
}

// Strokes scales the signature into the box without stretching it.
func (f *Flow) Strokes(x, y, w, h float64, strokes [][]app.StrokePoint) {
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
		f.Leaf.Add(curveMark{points, 0.5, black})
	}
}

// Drawn are the points of what a hand drew, none of any other mark.
func Drawn(m any) [][2]float64 {
	if c, is := m.(curveMark); is {
		return c.points
	}
	return nil
}
