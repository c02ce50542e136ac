package set

import (
	"math"
	"slices"

	"keyday/ui/words"
)

// Cell is one field of a row.
type Cell struct {
	Span  float64 // columns of the grid
	Text  string
	en    string // a label's English, set beneath
	Style Style
	Align align
	Draw  func(l *Leaf, x, y, w, h float64) // instead of text
	High  float64                           // what draw needs
}

type align int

const (
	toLeft align = iota
	Centred
	ToRight
)

const (
	PadX       = 1.6 // air between a line and the text beside it
	padY       = 1.3
	RowHeight  = 7.5 // of a row whose cells say something
	HandHeight = 9.0 // of a row that waits for handwriting
)

// Tag is a label's cell.
func Tag(span float64, zh, en string) Cell {
	return Cell{Span: span, Text: zh, en: en, Style: LabelStyle}
}

// Tag is a label's cell in the words of the form.
func (f *Flow) Tag(span float64, zh, en string) Cell {
	if f.Lang == words.English {
		return Cell{Span: span, Text: en, Style: LabelStyle.Fit(en, span*Column-2*PadX)}
	}
	return Tag(span, zh, en)
}

// Value is a field's cell.
func Value(span float64, text string) Cell { return Cell{Span: span, Text: text, Style: ValueStyle} }

// Strong is a field that people look for.
func Strong(span float64, text string) Cell { return Cell{Span: span, Text: text, Style: strongStyle} }

// Body is a cell in a table of many rows.
func Body(span float64, text string) Cell { return Cell{Span: span, Text: text, Style: TableStyle} }

// Head is a column's title.
func Head(span float64, zh, en string) Cell {
	return Cell{Span: span, Text: zh, en: en, Style: Style{8, true, black}, Align: Centred}
}

// In sets the cell's text otherwise than to the left.
func (c Cell) In(a align) Cell { c.Align = a; return c }

// isLabel reports whether the cell is a word of the form, not of the content.
func (c Cell) isLabel() bool { return c.en != "" }

// Table sets rows under one another, and its head again on every further leaf.
type Table struct {
	flow *Flow
	head []Cell
}

// Table begins a table; the head may be nil.
func (f *Flow) Table(head []Cell) *Table {
	t := &Table{f, head}
	if head != nil {
		f.Need(9 + RowHeight)
		f.row(head, 9)
	}
	return t
}

// Row sets a row of at least the given height.
func (t *Table) Row(least float64, cells ...Cell) {
	f := t.flow
	lines := linesOf(cells)
	if handwritten(cells) {
		least = math.Max(least, HandHeight)
	}
	high := rowNeeds(cells, lines, least)
	if high > f.Room() && high < (Bottom-Top)/2 {
		t.turn()
	}
	for high > f.Room() {
		cells, lines = t.part(cells, lines)
		high = rowNeeds(cells, lines, least)
	}
	f.put(cells, lines, high)
}

// Title sets a row that must not part from the one that follows it, or from the first
// lines of one that is so long that it parts itself.
func (t *Table) Title(least float64, title Cell, next []Cell) {
	row := []Cell{title}
	high := rowNeeds(next, linesOf(next), RowHeight)
	if high >= (Bottom-Top)/2 {
		high = 3*TableStyle.leading() + 2*padY
	}
	t.need(rowNeeds(row, linesOf(row), least) + high)
	t.Row(least, row...)
}

func linesOf(cells []Cell) [][]line {
	lines := make([][]line, len(cells))
	for i, c := range cells {
		if c.Draw == nil && !c.isLabel() {
			lines[i] = setLines(c.Text, c.Span*Column-2*PadX, c.Style.measure)
		}
	}
	return lines
}

// handwritten reports whether a labelled field of the row is still empty.
func handwritten(cells []Cell) bool {
	for i, c := range cells {
		if i > 0 && cells[i-1].isLabel() && !c.isLabel() && c.Draw == nil && c.Text == "" {
			return true
		}
	}
	return false
}

// part sets as much of a long row as the leaf holds, and answers what is left,
// which says 续 in its first cell; what is drawn stands in the first part.
func (t *Table) part(cells []Cell, lines [][]line) ([]Cell, [][]line) {
	f := t.flow
	first, rest := make([][]line, len(cells)), make([][]line, len(cells))
	taken := false
	for i, c := range cells {
		if lines[i] == nil {
			continue
		}
		n := int((f.Room() - 2*padY) / c.Style.leading())
		n = max(0, min(n, len(lines[i])))
		first[i], rest[i] = lines[i][:n], lines[i][n:]
		taken = taken || n > 1
	}
	if !taken && f.Y > Top+20 {
		t.turn()
		return cells, lines
	}
	f.put(cells, first, f.Room())
	t.turn()
	cells = slices.Clone(cells)
	for i := range cells {
		cells[i].Draw = nil
	}
	if len(rest[0]) == 0 {
		rest[0] = []line{{text: "续"}}
	}
	return cells, rest
}

// need turns the leaf where less than h is left of it, head and all.
func (t *Table) need(h float64) {
	if t.flow.Room() < h {
		t.turn()
	}
}

func (t *Table) turn() {
	t.flow.Turn()
	if t.head != nil {
		t.flow.row(t.head, 9)
	}
}

// rowNeeds is the height of the highest cell.
func rowNeeds(cells []Cell, lines [][]line, least float64) float64 {
	high := least
	for i, c := range cells {
		switch {
		case c.Draw != nil:
			high = math.Max(high, c.High)
		case c.isLabel():
			high = math.Max(high, RowHeight)
		default:
			high = math.Max(high, float64(len(lines[i]))*c.Style.leading()+2*padY)
		}
	}
	return high
}

// row sets cells of one line each.
func (f *Flow) row(cells []Cell, high float64) {
	lines := make([][]line, len(cells))
	for i, c := range cells {
		if !c.isLabel() {
			lines[i] = []line{{text: c.Text}}
		}
	}
	f.put(cells, lines, high)
}

// put draws one row with its lines and moves below it.
func (f *Flow) put(cells []Cell, lines [][]line, high float64) {
	l, x, y := f.Leaf, Left, f.Y
	for i, c := range cells {
		w := c.width()
		l.Add(BoxMark{x, y, w, high, Hairline, black})
		switch {
		case c.Draw != nil:
			c.Draw(l, x, y, w, high)
		case c.isLabel():
			c.putLabel(l, x, y, high)
		default:
			c.putLines(l, lines[i], x, y, high)
		}
		x += w
	}
	f.Y += high
}

// putLabel sets the Chinese over the small English, both in the cell's middle.
func (c Cell) putLabel(l *Leaf, x, y, high float64) {
	zh := c.Style.Fit(c.Text, c.width()-2*PadX)
	en := EnglishStyle.Fit(c.en, c.width()-2*PadX)
	middle := y + high/2
	c.set(l, x, middle-0.2, zh, c.Text)
	c.set(l, x, middle+2.5, en, c.en)
}

// putLines sets the lines in the cell's middle.
func (c Cell) putLines(l *Leaf, lines []line, x, y, high float64) {
	lead := c.Style.leading()
	base := y + (high-float64(len(lines))*lead)/2 + lead*0.74
	for _, ln := range lines {
		c.set(l, x, base, c.Style, ln.text)
		base += lead
	}
}

// width is how wide the cell is.
func (c Cell) width() float64 { return c.Span * Column }

// set sets a line of the cell on its base.
func (c Cell) set(l *Leaf, x, base float64, s Style, text string) {
	switch c.Align {
	case Centred:
		l.TextCentre(x+c.width()/2, base, s, text)
	case ToRight:
		l.TextRight(x+c.width()-PadX, base, s, text)
	default:
		l.Text(x+PadX, base, s, text)
	}
}

// small, small8 and big set the cell's text between the grid's sizes.
func (c Cell) Small() Cell { c.Style.Size = 9.5; return c }

func (c Cell) Big() Cell { c.Style.Size = 10.5; return c }

func (c Cell) Small8() Cell { c.Style.Size = 8.5; return c }
