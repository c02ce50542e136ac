package block

import "keyday/ui/paper/set"

// Clauses are running text, each with its English beside it where it has any.
type Clauses struct {
	Title Text
	Texts []Text
	Bold  bool
}

func (b Clauses) pieces(p *page) []piece {
	all := p.titled(b.Title)
	for _, t := range b.Texts {
		all = append(all, b.lines(p, b.style(p), t.ZH)...)
		if t.EN != "" {
			all[len(all)-1].keep = true
			all = append(all, b.lines(p, set.Small, t.EN)...)
		}
	}
	return all
}

func (b Clauses) style(p *page) set.Style {
	if b.Bold {
		return set.Bold(p.body)
	}
	return set.Regular(p.body)
}

// lines are a text's lines: neither its first nor its last is left alone on a page, and of a
// short one no line is.
func (b Clauses) lines(p *page, s set.Style, text string) (all []piece) {
	const short = 8
	lines := s.Lines(text, set.Right-set.Left)
	for i, line := range lines {
		all = append(all, piece{
			high: s.Leading(), keep: i < len(lines)-1 && (len(lines) <= short || i == 0 || i == len(lines)-2),
			draw: func(y float64) { p.Leaf.Text(set.Left, y+s.Leading()*0.74, s, line) },
		})
	}
	return all
}
