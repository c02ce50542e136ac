package set

// saidMark is what is drawn and tells readers of the file what it says: a tick is 已选, not
// three lines.
type saidMark struct {
	x, y  float64
	text  string
	drawn []mark
}

// Says draws what says the text to readers of the file: who searches or listens finds it.
func (l *Leaf) Says(text string, x, y float64, draw func(*Leaf)) {
	var drawn Leaf
	draw(&drawn)
	l.Add(saidMark{x, y, text, drawn.Marks})
}

func (m saidMark) put(w *writer) {
	w.span(m.text, func() {
		w.unseen(m.x, m.y)
		for _, one := range m.drawn {
			one.put(w)
		}
	})
}

// unseen sets a space that nobody sees: a reader takes the span's text for what is written
// there.
func (w *writer) unseen(x, y float64) {
	if w.style.Size == 0 {
		TextMark{Style: TableStyle}.put(w) // sets the font alone
	}
	w.pdf.RawWriteStr("3 Tr")
	w.pdf.Text(x, y, " ")
	w.pdf.RawWriteStr("0 Tr")
}

// At is where a text, or what says a text, stands; of a mark that says nothing it is nowhere.
func At(m any) (x, y float64, is bool) {
	switch m := m.(type) {
	case TextMark:
		return m.X, m.Y, true
	case saidMark:
		return m.x, m.y, true
	}
	return 0, 0, false
}
