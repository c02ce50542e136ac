package paper

import (
	"math"
	"slices"

	"keyday/ui/words"
)

// cell is one field of a row.
type cell struct {
	span  float64 // columns of the grid
	text  string
	en    string // a label's English, set beneath
	style style
	align align
	draw  func(l *leaf, x, y, w, h float64) // instead of text
	high  float64                           // what draw needs
}

type align int

const (
	toLeft align = iota
	centred
	toRight
)

const (
	padX       = 1.6 // air between a line and the text beside it
	padY       = 1.3
	rowHeight  = 7.5 // of a row whose cells say something
	handHeight = 9.0 // of a row that waits for handwriting
)

// tag is a label's cell.
func tag(span float64, zh, en string) cell {
	return cell{span: span, text: zh, en: en, style: labelStyle}
}

// tag is a label's cell in the words of the form.
func (f *flow) tag(span float64, zh, en string) cell {
	if f.lang == words.English {
		return cell{span: span, text: en, style: labelStyle.fit(en, span*column-2*padX)}
	}
	return tag(span, zh, en)
}

// value is a field's cell.
func value(span float64, text string) cell { return cell{span: span, text: text, style: valueStyle} }

// strong is a field that people look for.
func strong(span float64, text string) cell { return cell{span: span, text: text, style: strongStyle} }

// body is a cell in a table of many rows.
func body(span float64, text string) cell { return cell{span: span, text: text, style: tableStyle} }

// head is a column's title.
func head(span float64, zh, en string) cell {
	return cell{span: span, text: zh, en: en, style: style{8, true, black}, align: centred}
}

// in sets the cell's text otherwise than to the left.
func (c cell) in(a align) cell { c.align = a; return c }

// isLabel reports whether the cell is a word of the form, not of the content.
func (c cell) isLabel() bool { return c.en != "" }

// table sets rows under one another, and its head again on every further leaf.
type table struct {
	flow *flow
	head []cell
}

// table begins a table; the head may be nil.
func (f *flow) table(head []cell) *table {
	t := &table{f, head}
	if head != nil {
		f.need(9 + rowHeight)
		f.row(head, 9)
	}
	return t
}

// row sets a row of at least the given height.
func (t *table) row(least float64, cells ...cell) {
	f := t.flow
	lines := linesOf(cells)
	if handwritten(cells) {
		least = math.Max(least, handHeight)
	}
	high := rowNeeds(cells, lines, least)
	if high > f.room() && high < (bottom-top)/2 {
		t.turn()
	}
	for high > f.room() {
		cells, lines = t.part(cells, lines)
		high = rowNeeds(cells, lines, least)
	}
	f.put(cells, lines, high)
}

// title sets a row that must not part from the one that follows it, or from the first
// lines of one that is so long that it parts itself.
func (t *table) title(least float64, title cell, next []cell) {
	row := []cell{title}
	high := rowNeeds(next, linesOf(next), rowHeight)
	if high >= (bottom-top)/2 {
		high = 3*tableStyle.leading() + 2*padY
	}
	t.need(rowNeeds(row, linesOf(row), least) + high)
	t.row(least, row...)
}

func linesOf(cells []cell) [][]line {
	lines := make([][]line, len(cells))
	for i, c := range cells {
		if c.draw == nil && !c.isLabel() {
			lines[i] = setLines(c.text, c.span*column-2*padX, c.style.measure)
		}
	}
	return lines
}

// handwritten reports whether a labelled field of the row is still empty.
func handwritten(cells []cell) bool {
	for i, c := range cells {
		if i > 0 && cells[i-1].isLabel() && !c.isLabel() && c.draw == nil && c.text == "" {
			return true
		}
	}
	return false
}

// part sets as much of a long row as the leaf holds, and answers what is left,
// which says 续 in its first cell; what is drawn stands in the first part.
func (t *table) part(cells []cell, lines [][]line) ([]cell, [][]line) {
	f := t.flow
	first, rest := make([][]line, len(cells)), make([][]line, len(cells))
	taken := false
	for i, c := range cells {
		if lines[i] == nil {
			continue
		}
		n := int((f.room() - 2*padY) / c.style.leading())
		n = max(0, min(n, len(lines[i])))
		first[i], rest[i] = lines[i][:n], lines[i][n:]
		taken = taken || n > 1
	}
	if !taken && f.y > top+20 {
		t.turn()
		return cells, lines
	}
	f.put(cells, first, f.room())
	t.turn()
	cells = slices.Clone(cells)
	for i := range cells {
		cells[i].draw = nil
	}
	if len(rest[0]) == 0 {
		rest[0] = []line{{text: "续"}}
	}
	return cells, rest
}

// need turns the leaf where less than h is left of it, head and all.
func (t *table) need(h float64) {
	if t.flow.room() < h {
		t.turn()
	}
}

func (t *table) turn() {
	t.flow.turn()
	if t.head != nil {
		t.flow.row(t.head, 9)
	}
}

// rowNeeds is the height of the highest cell.
func rowNeeds(cells []cell, lines [][]line, least float64) float64 {
	high := least
	for i, c := range cells {
		switch {
		case c.draw != nil:
			high = math.Max(high, c.high)
		case c.isLabel():
			high = math.Max(high, rowHeight)
		default:
			high = math.Max(high, float64(len(lines[i]))*c.style.leading()+2*padY)
		}
	}
	return high
}

// row sets cells of one line each.
func (f *flow) row(cells []cell, high float64) {
	lines := make([][]line, len(cells))
	for i, c := range cells {
		if !c.isLabel() {
			lines[i] = []line{{text: c.text}}
		}
	}
	f.put(cells, lines, high)
}

// put draws one row with its lines and moves below it.
func (f *flow) put(cells []cell, lines [][]line, high float64) {
	l, x, y := f.leaf, left, f.y
	for i, c := range cells {
		w := c.span * column
		l.add(boxMark{x, y, w, high, hairline, black})
		switch {
		case c.draw != nil:
			c.draw(l, x, y, w, high)
		case c.isLabel():
			c.putLabel(l, x, y, w, high)
		default:
			c.putLines(l, lines[i], x, y, w, high)
		}
		x += w
	}
	f.y += high
}

// putLabel sets the Chinese over the small English, both in the cell's middle.
func (c cell) putLabel(l *leaf, x, y, w, high float64) {
	zh := c.style.fit(c.text, w-2*padX)
	en := englishStyle.fit(c.en, w-2*padX)
	middle := y + high/2
	c.set(l, x, middle-0.2, w, zh, c.text)
	c.set(l, x, middle+2.5, w, en, c.en)
}

// putLines sets the lines in the cell's middle.
func (c cell) putLines(l *leaf, lines []line, x, y, w, high float64) {
	lead := c.style.leading()
	base := y + (high-float64(len(lines))*lead)/2 + lead*0.74
	for _, ln := range lines {
		c.set(l, x, base, w, c.style, ln.text)
		base += lead
	}
}

func (c cell) set(l *leaf, x, base, w float64, s style, text string) {
	switch c.align {
	case centred:
		l.textCentre(x+w/2, base, s, text)
	case toRight:
		l.textRight(x+w-padX, base, s, text)
	default:
		l.text(x+padX, base, s, text)
	}
}

// small, small8 and big set the cell's text between the grid's sizes.
func (c cell) small() cell { c.style.size = 9.5; return c }

func (c cell) big() cell { c.style.size = 10.5; return c }

func (c cell) small8() cell { c.style.size = 8.5; return c }
