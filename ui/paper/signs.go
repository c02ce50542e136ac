package paper

// Signs that the font does not have, or that survive a copier better when they are drawn.

// tickBox is a box of 3.4 mm, ticked or empty; the font has no such sign, and a
// drawn one survives any copier.
func (l *leaf) tickBox(x, y float64, ticked bool) {
	const side = 3.4
	l.add(boxMark{x, y, side, side, 0.3, black})
	if ticked {
		l.add(ruleMark{x + 0.6, y + 1.7, x + 1.4, y + 2.7, 0.55, black})
		l.add(ruleMark{x + 1.4, y + 2.7, x + 3.0, y + 0.5, 0.55, black})
	}
}

// check is a tick around x, y.
func (l *leaf) check(x, y float64) {
	l.add(ruleMark{x - 1.5, y, x - 0.4, y + 1.2, 0.45, black})
	l.add(ruleMark{x - 0.4, y + 1.2, x + 1.7, y - 1.4, 0.45, black})
}

// cross is a cross in a circle around x, y.
func (l *leaf) cross(x, y float64) {
	l.add(ringMark{x, y, 2, 2, 0.3, red})
	l.add(ruleMark{x - 1.1, y - 1.1, x + 1.1, y + 1.1, 0.6, red})
	l.add(ruleMark{x - 1.1, y + 1.1, x + 1.1, y - 1.1, 0.6, red})
}

// dash is a short line around x, at y.
func (l *leaf) dash(x, y float64) { l.rule(x-1.6, y, x+1.6, y, frame) }

// square is an empty box around x, y.
func (l *leaf) square(x, y float64) { l.add(boxMark{x - 1.7, y - 1.7, 3.4, 3.4, 0.3, black}) }

// ring is drawn around what stands out of its limit.
func (l *leaf) ring(x, y, rx, ry float64) { l.add(ringMark{x, y, rx, ry, 0.45, red}) }
