// Package block is what forms are made of: facts, tables, checks, choices, clauses, photos,
// signatures and tear-offs. A form lists its blocks; how they share pages is decided here, for
// all forms alike:
//
//   - what fits on one page takes one, if need be in closer rows;
//   - no signature stands on a page without something of the content above it;
//   - a table that goes on over the page has its head there again, and a title stays with
//     what it is over;
//   - a company signs in a field for its seal (signatures.go), and rows that wait for
//     handwriting are 9 mm high.
package block

import "keyday/ui/paper/set"

// Text is a word of the form in both languages.
type Text struct{ ZH, EN string }

// Block is a part of a form.
type Block interface{ pieces(p *page) []piece }

// piece is what no page parts: a row, some lines of a text, a title.
type piece struct {
	high float64
	keep bool            // it stays with the piece after it
	draw func(y float64) // with its upper edge at y; nil for air
	in   *table          // that it is a row of
	over []piece         // that stand above it where it is the first on a further page
}

// table is what rows under one another share.
type table struct {
	under *piece // at its end on each page
}

// spacing is how close a form is set.
type spacing struct {
	row   float64 // of a row that says something
	title float64 // a block's title, with the air above it
	air   float64 // between blocks
	body  float64 // points of running text
	hand  float64 // of a person's field to sign
}

var (
	usual = spacing{row: set.RowHeight, title: 9, air: 2, body: 9.5, hand: 29}
	close = spacing{row: 6.2, title: 6.4, air: 1.2, body: 9, hand: 26}
)

// page is where a form stands while it is laid out.
type page struct {
	*set.Flow
	spacing
	err   error
	fresh bool // nothing of a block stands on it yet
	in    *table
	from  float64 // where the table in hand began on it
}

// Lay lays a form out: usually spaced, or closer where that saves a page.
func Lay(head set.Masthead, blocks ...Block) (*set.Flow, error) {
	head.Look = set.SturdyLook
	blocks = withOwn(head, blocks)
	best, err := lay(head, usual, blocks)
	if err != nil {
		return nil, err
	}
	if len(best.Leaves) > 1 {
		closer, err := lay(head, close, blocks)
		if err != nil {
			return nil, err
		}
		if len(closer.Leaves) < len(best.Leaves) {
			best = closer
		}
	}
	return best, best.Complete()
}

func lay(head set.Masthead, s spacing, blocks []Block) (*set.Flow, error) {
	p := &page{Flow: set.NewFlow(head), spacing: s, fresh: true}
	if s == close {
		p.Y -= 2
	}
	p.lay(blocks)
	return p.Flow, p.err
}

// Below lays blocks out below what stands on the flow, usually spaced.
func Below(f *set.Flow, blocks ...Block) error {
	p := &page{Flow: f, spacing: usual}
	p.lay(blocks)
	return p.err
}

func (p *page) lay(blocks []Block) {
	var all []piece
	for _, b := range blocks {
		pieces := b.pieces(p)
		if _, signs := b.(Signatures); signs && len(pieces) > 0 {
			keepLast(all)
		}
		if turns, is := b.(turning); is && len(pieces) > 0 && turns.alone() {
			p.place(all)
			all = nil
			p.turn()
		}
		all = append(all, pieces...)
	}
	p.place(all)
	p.end()
}

// turning is a block that may ask for pages of its own.
type turning interface{ alone() bool }

// keepLast ties the end of what is signed to the signatures: its last two pieces, or the
// whole of a short text.
func keepLast(all []piece) {
	seen := 0
	for i := len(all) - 1; i >= 0 && seen < 2; i-- {
		all[i].keep = true
		if all[i].draw != nil {
			seen++
		}
	}
}

// place sets the pieces, those that stay together on one page. Of more than a page holds the
// last stay together.
func (p *page) place(all []piece) {
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n-1].keep {
			n++
		}
		switch h := height(all[:n]); {
		case h > set.Bottom-set.Top-most:
			n = 1
		case h > p.room(all[n-1]):
			p.turn()
		}
		for _, one := range all[:n] {
			p.put(one)
		}
		all = all[n:]
	}
}

// most is what stands above the pieces that begin a further page, at most.
const most = 16.0

func height(all []piece) (high float64) {
	for _, one := range all {
		high += one.high
	}
	if last := all[len(all)-1]; last.in != nil && last.in.under != nil {
		high += last.in.under.high
	}
	return high
}

// room is what is left of the page for the piece.
func (p *page) room(one piece) float64 {
	if one.in != nil && one.in.under != nil {
		return p.Room() - one.in.under.high
	}
	return p.Room()
}

// put sets one piece; one that does not fit begins the next page, under what stands over it
// there.
func (p *page) put(one piece) {
	if one.in != p.in {
		p.end()
	}
	if one.high > p.room(one) && !p.fresh {
		p.turn()
	}
	if p.fresh && len(p.Leaves) > 1 {
		p.fresh = len(one.over) == 0
		for _, o := range one.over {
			p.put(o)
		}
	}
	if one.draw == nil && p.fresh { // no air begins a page
		return
	}
	if one.in != nil && p.in == nil {
		p.in, p.from = one.in, p.Y
	}
	if one.draw != nil {
		one.draw(p.Y)
		p.fresh = false
	}
	p.Y += one.high
}

// turn ends the page, and with it what stands of a table there.
func (p *page) turn() {
	p.end()
	p.Turn()
	p.fresh = true
}

// end draws the frame of a table that ends here, and what stands under it.
func (p *page) end() {
	if p.in == nil {
		return
	}
	p.Leaf.Add(set.BoxMark{X: set.Left, Y: p.from, W: set.Right - set.Left, H: p.Y - p.from, Width: set.SturdyFrame})
	under := p.in.under
	p.in = nil
	if under != nil {
		under.draw(p.Y)
		p.Y += under.high
	}
}
