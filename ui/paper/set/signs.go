package set

// Signs that the font does not have, or that survive a copier better when they are drawn.

// TickBox is a box of 3.4 mm, ticked or empty; the font has no such sign, and a
// drawn one survives any copier.
func (l *Leaf) TickBox(x, y float64, ticked bool) {
	const side = 3.4
	l.Add(BoxMark{x, y, side, side, 0.3, black})
	if ticked {
		l.Add(RuleMark{x + 0.6, y + 1.7, x + 1.4, y + 2.7, 0.55, black})
		l.Add(RuleMark{x + 1.4, y + 2.7, x + 3.0, y + 0.5, 0.55, black})
	}
}

// Check is a tick around x, y.
func (l *Leaf) Check(x, y float64) {
	l.Add(RuleMark{x - 1.5, y, x - 0.4, y + 1.2, 0.45, black})
	l.Add(RuleMark{x - 0.4, y + 1.2, x + 1.7, y - 1.4, 0.45, black})
}

// Cross is a cross in a circle around x, y.
func (l *Leaf) Cross(x, y float64) {
	l.Add(RingMark{x, y, 2, 2, 0.3, red})
	l.Add(RuleMark{x - 1.1, y - 1.1, x + 1.1, y + 1.1, 0.6, red})
	l.Add(RuleMark{x - 1.1, y + 1.1, x + 1.1, y - 1.1, 0.6, red})
}

// Dash is a short line around x, at y.
func (l *Leaf) Dash(x, y float64) { l.Rule(x-1.6, y, x+1.6, y, frame) }

// Square is an empty box around x, y.
func (l *Leaf) Square(x, y float64) { l.Add(BoxMark{x - 1.7, y - 1.7, 3.4, 3.4, 0.3, black}) }

// Ring is drawn around what stands out of its limit.
func (l *Leaf) Ring(x, y, rx, ry float64) { l.Add(RingMark{x, y, rx, ry, 0.45, red}) }

// Strike is a red line through what no longer counts.
func (l *Leaf) Strike(x1, y1, x2, y2 float64) { l.Add(RuleMark{x1, y1, x2, y2, frame, red}) }

// Struck is what is said of it.
var Struck = Style{8.5, true, red}
