package set

import (
	"math"
	"slices"
)

// Row is cells beside one another whose lines are broken: it knows how high it is before it
// is set. Its rules, and its English, are of the sturdy look.
type Row struct {
	High  float64
	cells []Cell
	lines [][]line // of the cells that are neither labels nor drawn
}

// NewRow is a row of at least the given height, and of HandHeight where a labelled field is
// empty: it waits for handwriting.
func NewRow(least float64, cells ...Cell) Row {
	cells = slices.Clone(cells)
	for i := range cells {
		cells[i].Style.ink = black
	}
	r := Row{cells: cells, lines: linesOf(cells)}
	if handwritten(cells) {
		least = math.Max(least, HandHeight)
	}
	r.High = r.needs(least)
	return r
}

func (r Row) needs(least float64) float64 {
	high := least
	for i, c := range r.cells {
		switch {
		case c.Draw != nil:
			high = math.Max(high, c.High)
		case c.isLabel():
			zh, en := c.labelLines()
			high = math.Max(high, float64(len(zh))*c.Style.leading()*labelLead+float64(len(en))*Small.leading()*labelLead+labelAir)
		default:
			high = math.Max(high, float64(len(r.lines[i]))*c.Style.leading()+2*rowAir)
		}
	}
	return high
}

const (
	labelLead = 0.7 // a label's lines stand closer than a text's
	labelAir  = 0.8
	rowAir    = 0.8 // above and below a text
)

// labelLines are a label's Chinese and its English as they are set in the cell.
func (c Cell) labelLines() (zh, en []line) {
	room := c.width() - 2*PadX
	return setLines(c.Text, room, c.Style.measure), setLines(c.en, room, Small.measure)
}

// Put sets the row with its upper edge at y.
func (r Row) Put(l *Leaf, y float64) {
	x := Left
	for i, c := range r.cells {
		w := c.width()
		l.Add(BoxMark{x, y, w, r.High, SturdyRule, black})
		switch {
		case c.Draw != nil:
			c.Draw(l, x, y, w, r.High)
		case c.isLabel():
			c.putBoth(l, x, y, r.High)
		default:
			c.putLines(l, r.lines[i], x, y, r.High)
		}
		x += w
	}
}

// putBoth sets a label's Chinese over its English, in the cell's middle.
func (c Cell) putBoth(l *Leaf, x, y, high float64) {
	zh, en := c.labelLines()
	lead, small := c.Style.leading()*labelLead, Small.leading()*labelLead
	y += (high-float64(len(zh))*lead-float64(len(en))*small)/2 + lead*0.8
	for _, ln := range zh {
		c.set(l, x, y, c.Style, ln.text)
		y += lead
	}
	y += small*0.9 - lead*0.84
	for _, ln := range en {
		c.set(l, x, y, Small, ln.text)
		y += small
	}
}

// Parts are the row, and where it is higher than most the parts that it is set in: each
// further one says 续 in its first cell. What is drawn stands in the first part.
func (r Row) Parts(most float64) (all []Row) {
	for r.High > most {
		first, rest := r, Row{cells: slices.Clone(r.cells), lines: make([][]line, len(r.cells))}
		first.lines = slices.Clone(r.lines)
		left := false
		for i, c := range r.cells {
			if n := int((most - 2*rowAir) / c.Style.leading()); c.Draw == nil && len(r.lines[i]) > n {
				first.lines[i], rest.lines[i] = r.lines[i][:n], r.lines[i][n:]
				left = true
			}
			if c.isLabel() || c.Draw != nil {
				rest.cells[i] = Cell{Span: c.Span, Style: TableStyle}
			}
		}
		if !left { // a drawing alone is so high
			break
		}
		if len(rest.lines[0]) == 0 {
			rest.lines[0] = []line{{text: "续"}}
		}
		first.High, rest.High = first.needs(0), rest.needs(RowHeight)
		all = append(all, first)
		r = rest
	}
	return append(all, r)
}

// Lines are a text's lines of the width.
func (s Style) Lines(text string, width float64) (all []string) {
	for _, ln := range setLines(text, width, s.measure) {
		all = append(all, ln.text)
	}
	return all
}

// Leading is the distance between two base lines in millimetres.
func (s Style) Leading() float64 { return s.leading() }
