package paper

import (
	"strings"

	"keyday/app"
	"keyday/ui/paper/set"
)

// List is a list on paper, just as a screen shows it. It is nobody's document: it has no
// number, nobody signs it, and it is not kept.
type List struct {
	Letterhead app.Letterhead
	Project    string
	Rehearsal  bool
	Title      string
	Said       []string // how many there are, what the list is narrowed to
	Columns    []ListColumn
	Rows       [][]string
	Groups     []ListGroup
}

// ListColumn is a column of a list on paper.
type ListColumn struct {
	Title  string
	Width  float64 // its share, beside the others'
	Right  bool    // figures, in line at the right
	Strong bool    // what one looks for
}

// ListGroup is the head of a group: what its rows have in common, how many they are.
type ListGroup struct {
	From        int // the first row below it
	Title, Said string
}

// Render makes the list's PDF. What the font has no sign for is said by its number.
func (l List) Render(imprint app.Imprint) ([]byte, error) {
	l = set.Legible(l, nil)
	frame := app.Frame{Letterhead: l.Letterhead, Project: l.Project, Rehearsal: l.Rehearsal}
	f := set.NewFlow(set.Masthead{Frame: frame, Imprint: imprint, ZH: l.Title, Plain: true})
	if len(l.Said) > 0 {
		f.Paragraph(set.Regular(9), 0, strings.Join(l.Said, "　"))
		f.Y += 2
	}
	spans := l.spans()
	var head []set.Cell
	for i, c := range l.Columns {
		head = append(head, c.in(set.Cell{Span: spans[i], Text: c.Title, Style: set.Bold(8)}))
	}
	t := f.Table(head)
	groups := l.Groups
	for n, row := range l.Rows {
		var cells []set.Cell
		for i, c := range l.Columns {
			style := set.Regular(8.5)
			if c.Strong {
				style = set.Bold(8.5)
			}
			cells = append(cells, c.in(set.Cell{Span: spans[i], Text: row[i], Style: style}))
		}
		if len(groups) > 0 && groups[0].From == n {
			t.Title(set.RowHeight, set.Cell{Span: 12, Text: groups[0].Title + "　" + groups[0].Said, Style: set.Bold(8.5)}, cells)
			groups = groups[1:]
		}
		t.Row(6, cells...)
	}
	if err := f.Complete(); err != nil {
		return nil, err
	}
	return f.PDF(set.Of{Title: l.Title, Author: l.Letterhead.Company, Date: imprint.PrintedAt})
}

func (c ListColumn) in(cell set.Cell) set.Cell {
	if c.Right {
		return cell.In(set.ToRight)
	}
	return cell
}

// spans are the columns of the grid that each column of the list takes.
func (l List) spans() []float64 {
	sum := 0.0
	for _, c := range l.Columns {
		sum += c.Width
	}
	spans := make([]float64, len(l.Columns))
	for i, c := range l.Columns {
		spans[i] = 12 * c.Width / sum
	}
	return spans
}
