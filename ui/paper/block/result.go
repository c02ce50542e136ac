package block

import (
	"keyday/ui/paper/set"
)

// Result is what was found of an item. Each has a sign of its own shape, for a copier leaves
// no colours, and says its word to readers of the file.
type Result string

// The results.
const (
	Pass       Result = "pass"
	Fail       Result = "fail"
	Inapt      Result = "na"
	NotLooked  Result = ""
	OutOfLimit Result = "out" // of a reading
)

// Results lists them in the order of a legend.
var Results = []Result{Pass, Fail, Inapt, NotLooked, OutOfLimit}

var resultWords = map[Result]Text{
	Pass: {"合格", "pass"}, Fail: {"不合格", "fail"}, Inapt: {"不适用", "not applicable"}, NotLooked: {"未查", "not looked at"}, OutOfLimit: {"实测值超限", "out of limit"},
}

// sign draws a result's sign around x, y.
func (r Result) sign(l *set.Leaf, x, y float64) {
	l.Says(resultWords[r].ZH, x-1.5, y+1.2, func(l *set.Leaf) {
		switch r {
		case Pass:
			l.Check(x, y)
		case Fail:
			l.Cross(x, y)
		case Inapt:
			l.Dash(x, y)
		case OutOfLimit:
			l.Ring(x, y, 2.2, 1.5)
		default:
			l.Square(x, y)
		}
	})
}

// Cell is a result's sign in a table.
func (r Result) Cell(span float64) set.Cell {
	return set.Cell{Span: span, High: 5, Draw: func(l *set.Leaf, x, y, w, h float64) { r.sign(l, x+w/2, y+h/2) }}
}

// Legend is a line of the signs with their words, and how many of each there are where that
// is counted.
type Legend map[Result]string

func (b Legend) pieces(p *page) []piece {
	return []piece{{high: 6.4, keep: true, draw: func(y float64) {
		x := set.Left
		for _, r := range Results {
			zh, said := set.Regular(8), resultWords[r].ZH+b[r]
			r.sign(p.Leaf, x+2, y+3.1)
			p.Leaf.Text(x+5, y+4, zh, said)
			x += 6 + zh.Width(said)
			p.Leaf.Text(x, y+4, set.Small, resultWords[r].EN)
			x += set.Small.Width(resultWords[r].EN) + 3.4
		}
	}}}
}

// Reading is a measured value.
type Reading struct {
	Value string
	Out   bool // of its limit
}

// Readings sets values beside one another, a ring around each that is out of its limit; the
// value is bold as well, so that a pale copy still tells. What they are held against stands
// over them.
func Readings(span float64, nominal string, values []Reading) set.Cell {
	const lead, air = 5.2, 2.6
	room := span*set.Column - 2*set.PadX
	style := func(v Reading) set.Style {
		if v.Out {
			return set.Bold(9)
		}
		return set.Regular(9)
	}
	type placed struct {
		Reading
		x, y float64
	}
	var all []placed
	x, y := 0.0, 0.0
	if nominal != "" {
		y = 4.4
	}
	for _, v := range values {
		w := style(v).Width(v.Value)
		if x > 0 && x+w > room {
			x, y = 0, y+lead
		}
		all = append(all, placed{v, x, y})
		x += w + air
	}
	return set.Cell{Span: span, High: y + lead + 2, Draw: func(l *set.Leaf, left, top, _, h float64) {
		left, top = left+set.PadX, top+(h-y-lead)/2
		l.Text(left, top+3.4, set.Regular(8), nominal)
		for _, v := range all {
			wide, base := style(v.Reading).Width(v.Value), top+v.y+3.7
			l.Text(left+v.x, base, style(v.Reading), v.Value)
			if v.Out {
				l.Says("（超限）", left+v.x+wide, base, func(l *set.Leaf) { l.Ring(left+v.x+wide/2, base-1.2, wide/2+1.1, 2.1) })
			}
		}
	}}
}

// Recheck is where a second look is noted: what came of it, by whom and when; a line for
// each to write on where nobody has looked.
func Recheck(span float64, found Result, by, on string) set.Cell {
	return set.Cell{Span: span, High: 17, Draw: func(l *set.Leaf, x, y, w, h float64) {
		zh := set.Regular(8)
		y += (h - 17) / 2
		at := x + set.PadX
		for _, r := range []Result{Pass, Fail} {
			Box(l, at, y+1.8, found == r)
			l.Text(at+4.4, y+4.6, zh, resultWords[r].ZH)
			at += 6.4 + zh.Width(resultWords[r].ZH)
		}
		l.Rule(x+set.PadX, y+15.4, x+w-set.PadX, y+15.4, set.SturdyRule)
		if said := by + " " + on; by != "" {
			l.Text(x+set.PadX, y+14.4, zh.Fit(said, w-2*set.PadX), said)
			return
		}
		l.Text(x+set.PadX, y+9, set.Small, "复验人 / 日期")
	}}
}
