package widget

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
)

// rowsBody is the long sheet inside the scroll; it draws the rows in view.
type rowsBody struct {
	fw.BaseWidget
	Modifiers
	rows    *Rows
	shown   map[int]*rowShown
	spare   map[int][]*rowShown // by kind
	hover   int
	focused bool
	lastTap time.Time
	lastRow int
	drawn   *Drawn
}

type rowShown struct {
	kind  int
	row   fyne.CanvasObject
	under *canvas.Rectangle // selected, current or under the pointer
	mark  *canvas.Rectangle // the bar at the left of the current row
	line  *canvas.Rectangle
}

func (b *rowsBody) CreateRenderer() fyne.WidgetRenderer {
	b.drawn = &Drawn{Of: b, Least: b.size, Arrange: func(fyne.Size) {}, Paint: func() { b.paintAll() }}
	b.arrange(true)
	return b.drawn
}

func (b *rowsBody) size() fyne.Size {
	return fyne.NewSize(80, b.rows.top(b.rows.Length()))
}

// arrange makes the objects in view fit what is in view; with rebind every row
// is asked for again.
func (b *rowsBody) arrange(rebind bool) {
	if b.drawn == nil {
		return
	}
	r := b.rows
	width := r.scroll.Size().Width
	first, last := b.inView()
	for i, s := range b.shown {
		if first < 0 || i < first || i > last || s.kind != b.kind(i) {
			b.spare[s.kind] = append(b.spare[s.kind], s)
			delete(b.shown, i)
		}
	}
	b.drawn.Parts = b.drawn.Parts[:0]
	for i := first; first >= 0 && i <= last; i++ {
		s, there := b.shown[i]
		if !there {
			s = b.take(b.kind(i))
			b.shown[i] = s
		}
		h := r.height(i)
		PlaceAt(s.under, 0, r.top(i), width, h)
		PlaceAt(s.mark, 0, r.top(i), 3, h)
		PlaceAt(s.line, 0, r.top(i)+h-1, width, 1)
		if !there || rebind {
			r.Bind(i, s.row)
		}
		PlaceAt(s.row, 0, r.top(i), width, h)
		b.paintRow(i, s)
		b.drawn.Parts = append(b.drawn.Parts, s.under, s.line, s.row, s.mark)
	}
	canvas.Refresh(b)
	if r.OnView != nil && first >= 0 {
		r.OnView(first, last)
	}
}

func (b *rowsBody) inView() (first, last int) {
	r := b.rows
	first = r.at(r.scroll.Offset.Y)
	if first < 0 {
		return -1, -2
	}
	last = first
	for last+1 < r.Length() && r.top(last+1) < r.scroll.Offset.Y+r.scroll.Size().Height {
		last++
	}
	return first, last
}

func (b *rowsBody) kind(i int) int {
	if b.rows.Kind == nil {
		return 0
	}
	return b.rows.Kind(i)
}

func (b *rowsBody) take(kind int) *rowShown {
	if free := b.spare[kind]; len(free) > 0 {
		s := free[len(free)-1]
		b.spare[kind] = free[:len(free)-1]
		return s
	}
	return &rowShown{kind: kind, row: b.rows.New(kind), under: canvas.NewRectangle(Transparent),
		mark: NewBox(theme.Accent), line: NewBox(theme.Line)}
}

func (b *rowsBody) paintRow(i int, s *rowShown) {
	r := b.rows
	s.under.FillColor = Transparent
	switch {
	case r.inert(i):
	case r.selected[i], i == r.current && !r.Multi && (b.focused || !r.Leads):
		s.under.FillColor = theme.Of(theme.AccentTint)
	case i == b.hover, i == r.current && r.Leads:
		s.under.FillColor = theme.Of(theme.Hover)
	}
	s.mark.FillColor = theme.Of(theme.Accent)
	ShowIf(s.mark, i == r.current && (b.focused || !r.Multi || r.Leads))
	s.line.FillColor = theme.Of(theme.Line)
	ShowIf(s.line, r.Lines)
	s.under.Refresh()
	s.mark.Refresh()
}

func (b *rowsBody) paintAll() {
	for i, s := range b.shown {
		b.paintRow(i, s)
	}
}
