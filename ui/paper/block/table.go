package block

import "keyday/ui/paper/set"

// Table is rows under a head that stands again on each further page.
type Table struct {
	Title    Text
	Head     []set.Cell
	Rows     [][]set.Cell
	Blank    int    // rows to write in, where there are none
	Initials []Text // those who put their initials under it on each page, as long as nobody has signed
	Alone    bool   // on pages of its own
}

func (b Table) alone() bool { return b.Alone }

func (b Table) pieces(p *page) []piece {
	rows := b.Rows
	for range b.Blank {
		rows = append(rows, blank(b.Head))
	}
	return p.table(b.Title, b.Head, rows, p.initials(b.Initials))
}

// blank is a row to write in.
func blank(head []set.Cell) (cells []set.Cell) {
	for _, c := range head {
		cells = append(cells, set.Cell{Span: c.Span, High: set.HandHeight, Style: set.TableStyle})
	}
	return cells
}

// Over is a row that stays with the one after it: what the rows below are of.
func Over(c set.Cell) []set.Cell {
	c.High = over
	return []set.Cell{c}
}

// over is the height by which such a row is known.
const over = 6.5

// initials is the line under a page's part of a table.
func (p *page) initials(who []Text) *piece {
	if len(who) == 0 || len(p.Imprint.Marks) > 0 { // who signs on the screen has no pen for them

		return nil
	}
	var cells []set.Cell
	for _, t := range who {
		cells = append(cells, set.Tag(labelled, t.ZH, t.EN), set.Value(12/float64(len(who))-labelled, ""))
	}
	row := set.NewRow(11, cells...)
	return &piece{high: row.High + 2, draw: func(y float64) { row.Put(p.Leaf, y+2) }}
}
