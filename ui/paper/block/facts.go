package block

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"keyday/app"
	"keyday/ui/paper/set"
)

// Facts are values under their labels, three to a row: the first of a row takes what the
// others leave. A fact without a value is a field to write in.
type Facts struct {
	Title Text
	Rows  [][]Fact
}

// Fact is one of them.
type Fact struct {
	Text
	Value    string
	Strong   bool // people look for it
	Optional bool // a company may leave it out
}

// F is a fact.
func F(zh, en, value string) Fact { return Fact{Text: Text{zh, en}, Value: value} }

// S is a fact that people look for.
func S(zh, en, value string) Fact { return Fact{Text: Text{zh, en}, Value: value, Strong: true} }

// O is a fact that a company may leave out.
func O(zh, en, value string) Fact { return Fact{Text: Text{zh, en}, Value: value, Optional: true} }

// The columns of a label and of a value, where there are three to a row.
const (
	labelled = 1.6
	valued   = 2.4
)

func (b Facts) pieces(p *page) []piece {
	var rows [][]set.Cell
	for _, facts := range b.Rows {
		facts = slices.DeleteFunc(slices.Clone(facts), func(f Fact) bool {
			return p.Without(app.Ask{What: app.OwnHidden, Of: f.ZH, ZH: f.ZH, EN: f.EN, Fixed: !f.Optional})
		})
		if len(facts) > 0 {
			rows = append(rows, b.row(facts))
		}
	}
	return p.table(b.Title, nil, rows, nil)
}

func (b Facts) row(facts []Fact) (cells []set.Cell) {
	for i, f := range facts {
		span := valued
		if i == 0 {
			span += float64(3-len(facts)) * (labelled + valued)
		}
		value := set.Value(span, f.Value).Small()
		if f.Strong {
			value = set.Strong(span, f.Value)
		}
		cells = append(cells, set.Tag(labelled, f.ZH, f.EN), unbroken(value))
	}
	return cells
}

// unbroken is a cell whose number stands on one line: one that is a little too long for it,
// of an identity card, is set a little smaller.
func unbroken(c set.Cell) set.Cell {
	const least = 0.8 // of its size
	if strings.ContainsFunc(c.Text, func(r rune) bool { return r > unicode.MaxASCII || r == ' ' }) {
		return c
	}
	if fit := c.Style.Fit(c.Text, c.Span*set.Column-2*set.PadX); fit.Size >= least*c.Style.Size {
		c.Style = fit
	}
	return c
}

// table is the pieces of rows under a title and a head, either of which there may be none of.
func (p *page) table(title Text, head []set.Cell, rows [][]set.Cell, under *piece) []piece {
	if len(rows) == 0 {
		return nil
	}
	in := &table{under}
	all := p.titled(title)
	var heads []piece
	if head != nil {
		row := set.NewRow(0, head...)
		heads = []piece{{high: row.High, keep: true, in: in, draw: func(y float64) { row.Put(p.Leaf, y) }}}
		all = append(all, heads...)
	}
	first := len(all)
	for _, cells := range rows {
		for _, row := range set.NewRow(cmp.Or(leastOf(cells), p.row), cells...).Parts(mostRow) {
			all = append(all, piece{high: row.High, in: in, over: heads, keep: leastOf(cells) == over, draw: func(y float64) { row.Put(p.Leaf, y) }})
		}
	}
	if last := len(all) - 1; last > first { // no row stands alone on a page, under its heading or after all the others
		all[first].keep, all[last-1].keep = true, true
	}
	return all
}

// mostRow is how high a row is at most before it is set in parts.
const mostRow = 70.0

// leastOf is the height that a row's cells ask for themselves.
func leastOf(cells []set.Cell) (high float64) {
	for _, c := range cells {
		if c.Draw == nil {
			high = max(high, c.High)
		}
	}
	return high
}

// titled is a block's title, which stays with what follows; air alone where it has none.
func (p *page) titled(t Text) []piece {
	if t.ZH == "" {
		return []piece{{high: p.air, keep: true}}
	}
	return []piece{{high: p.title, keep: true, draw: func(y float64) {
		y += p.title - 2
		p.Leaf.Text(set.Left, y, set.HeadingStyle, t.ZH)
		p.Leaf.Text(set.Left+set.HeadingStyle.Width(t.ZH)+2, y, set.Small, t.EN)
	}}}
}

// Field is a label and its value as a part of a row, so many columns wide.
func Field(span float64, zh, en, value string) []set.Cell {
	return []set.Cell{set.Tag(labelled, zh, en), set.Value(span-labelled, value).Small()}
}

// Rows are rows of a form's own under a title.
type Rows struct {
	Title Text
	Of    [][]set.Cell
}

func (b Rows) pieces(p *page) []piece { return p.table(b.Title, nil, b.Of, nil) }
