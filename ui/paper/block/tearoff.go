package block

import (
	"keyday/app"
	"keyday/ui/paper/set"
)

// TearOff is a part to be cut off and sent back, which stays whole: its title says what it
// is and of which paper. A company may leave it out.
type TearOff struct {
	Title Text
	Parts []Block
}

func (b TearOff) pieces(p *page) []piece {
	if p.Without(app.Ask{What: app.OwnHidden, Of: b.Title.ZH, ZH: b.Title.ZH, EN: b.Title.EN}) {
		return nil
	}
	all := []piece{{high: 7, draw: func(y float64) { b.cut(p, y+4) }}}
	all = append(all, piece{high: 11, draw: func(y float64) {
		p.Leaf.TextCentre(set.PageWidth/2, y+4.5, set.Bold(12), b.Title.ZH)
		p.Leaf.TextCentre(set.PageWidth/2, y+8.6, set.Small, b.Title.EN)
	}})
	for _, part := range b.Parts {
		all = append(all, part.pieces(p)...)
	}
	for i := range all[:len(all)-1] {
		all[i].keep = true
	}
	return all
}

// cut is a dashed line with what to do at it.
func (b TearOff) cut(p *page, y float64) {
	const dash, said = 3.0, "沿此线裁下寄回 cut here and return"
	wide := set.Small.Width(said) + 4
	for x := set.Left; x < set.Right; x += 2 * dash {
		if x+dash < (set.PageWidth-wide)/2 || x > (set.PageWidth+wide)/2 {
			p.Leaf.Rule(x, y, x+dash, y, set.SturdyRule)
		}
	}
	p.Leaf.TextCentre(set.PageWidth/2, y+0.9, set.Small, said)
}
