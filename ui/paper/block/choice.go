package block

import "keyday/ui/paper/set"

// Choice is one of several answers, each with a box that is ticked where it was given.
type Choice struct {
	Text
	Options []Option
	Chosen  string // the key; "" leaves the boxes to be ticked by hand
}

// Option is an answer.
type Option struct {
	Key string
	Text
}

// Checks are boxes of which any number is ticked.
type Checks struct {
	Text
	Items []Check
}

// Check is one of them.
type Check struct {
	Text
	Done bool
}

func (b Choice) pieces(p *page) []piece { return p.table(Text{}, nil, [][]set.Cell{b.Cells(12)}, nil) }

func (b Checks) pieces(p *page) []piece { return p.table(Text{}, nil, [][]set.Cell{b.Cells(12)}, nil) }

// Cells are the choice as a row of the span, or a part of one.
func (b Choice) Cells(span float64) []set.Cell {
	var items []Check
	for _, o := range b.Options {
		items = append(items, Check{o.Text, o.Key == b.Chosen})
	}
	return Checks{b.Text, items}.Cells(span)
}

// What a box tells readers of the file.
const (
	chosen    = "已选"
	notChosen = "未选"
)

// Cells are the boxes as a row of the span, or a part of one: as many lines as they take.
func (b Checks) Cells(span float64) []set.Cell {
	const line, box = 7.6, 4.6
	type placed struct {
		Check
		x, y float64
	}
	room := (span-labelled)*set.Column - 2*set.PadX
	var all []placed
	x, y := 0.0, 0.0
	for _, c := range b.Items {
		wide := box + max(checkStyle(c).Width(c.ZH), set.Small.Width(c.EN)) + 4
		if x > 0 && x+wide-4 > room {
			x, y = 0, y+line
		}
		all = append(all, placed{c, x, y})
		x += wide
	}
	return []set.Cell{set.Tag(labelled, b.ZH, b.EN), {Span: span - labelled, High: y + line + 0.4, Draw: func(l *set.Leaf, left, top, _, h float64) {
		top += (h - y - line) / 2
		for _, c := range all {
			x, base := left+set.PadX+c.x, top+c.y+3.7 // the tails of the English stay off the rule
			Box(l, x, base-2.6, c.Done)
			l.Text(x+box, base, checkStyle(c.Check), c.ZH)
			l.Text(x+box, base+3.2, set.Small, c.EN)
		}
	}}}
}

func checkStyle(c Check) set.Style {
	if c.Done {
		return set.Bold(10)
	}
	return set.Regular(10)
}

// Box is a box that is ticked or not, in the file's text too.
func Box(l *set.Leaf, x, y float64, ticked bool) {
	text := notChosen
	if ticked {
		text = chosen
	}
	l.Says(text, x, y+2.6, func(l *set.Leaf) { l.TickBox(x, y, ticked) })
}
