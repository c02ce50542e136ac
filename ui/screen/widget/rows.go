package widget

import (
	"sort"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
)

// Rows is a list of any length that keeps objects only for what is in view. The
// page owns the data; Rows asks for row i by Bind and reports what was done.
//
// Keys: ↑ ↓ PgUp PgDn Home End move, Enter opens, Space selects (with Multi),
// Shift extends, Ctrl+A selects all; other characters go to OnRune.
type Rows struct {
	fw.BaseWidget
	Length func() int
	New    func(kind int) fyne.CanvasObject   // a row to be reused
	Bind   func(i int, row fyne.CanvasObject) // put record i into the row
	Kind   func(i int) int                    // which New makes row i; nil: all are kind 0
	Height func(i int) float32                // nil: all are RowHeight
	Inert  func(i int) bool                   // headings: neither current nor selected
	OnMove func(i int)                        // the current row changed, by key or pointer
	OnOpen func(i int)                        // Enter, or a second tap
	OnRune func(i int, r rune) (handled bool) // a character typed upon the current row
	OnKey  func(i int, k fyne.KeyName) (handled bool)
	// OnPoint is told which row the pointer is upon, and where across; -1 where upon none.
	OnPoint func(i int, x float32)
	// OnSelect is told after the selection changed (Multi only).
	OnSelect func()
	// OnView is told which rows are in view, each time they were laid out: what a
	// long list does not hold yet is read then.
	OnView func(first, last int)

	RowHeight float32 // 40 unless set
	Multi     bool
	Tick      float32 // with Multi: a tap left of it selects the row, or no longer
	Leads     bool    // the current row is shown beside the list: it stays marked, in grey, while the keyboard is elsewhere
	Lines     bool    // hairlines between rows
	Now       func() time.Time

	body     *rowsBody
	scroll   *container.Scroll
	tops     []float32 // of each row, and the end; only with Height
	selected map[int]bool
	current  int
	anchor   int
	unseen   bool // the current row has to be brought into view once there is one
}

// NewRows is a list with hairlines and rows of 40.
func NewRows(length func() int, make func(kind int) fyne.CanvasObject, bind func(i int, row fyne.CanvasObject)) *Rows {
	r := &Rows{Length: length, New: make, Bind: bind, RowHeight: theme.Row, Lines: true,
		selected: map[int]bool{}, current: -1, anchor: -1, Now: time.Now}
	r.body = &rowsBody{rows: r, hover: -1, shown: map[int]*rowShown{}, spare: map[int][]*rowShown{}}
	r.body.ExtendBaseWidget(r.body)
	r.scroll = container.NewVScroll(r.body)
	r.scroll.OnScrolled = func(fyne.Position) { r.body.arrange(false) }
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer draws the rows in view.
func (r *Rows) CreateRenderer() fyne.WidgetRenderer {
	d := &Drawn{Of: r, Parts: []fyne.CanvasObject{r.scroll}}
	d.Least = func() fyne.Size { return fyne.NewSize(120, r.RowHeight) }
	d.Arrange = func(size fyne.Size) {
		PlaceAt(r.scroll, 0, 0, size.Width, size.Height)
		if r.unseen { // it was made current before there was anything to see it in
			r.unseen = false
			r.reveal(r.current)
		}
		r.body.arrange(false)
	}
	d.Paint = func() { r.Reload() }
	return d
}

// Reload asks for every row in view again; call it when the data changed. The
// current row and the selection keep their places, cut to the new length.
func (r *Rows) Reload() {
	n := r.Length()
	r.tops = nil
	if r.Height != nil {
		r.tops = make([]float32, n+1)
		for i := 0; i < n; i++ {
			r.tops[i+1] = r.tops[i] + r.Height(i)
		}
	}
	if r.current >= n {
		r.current = n - 1
	}
	for i := range r.selected {
		if i >= n {
			delete(r.selected, i)
		}
	}
	r.scroll.Refresh()
	r.body.arrange(true)
}

// Renew has New make every row again: they look otherwise.
func (r *Rows) Renew() {
	r.body.shown, r.body.spare = map[int]*rowShown{}, map[int][]*rowShown{}
	r.Reload()
}

// ReloadRow asks for one row again, where it is in view.
func (r *Rows) ReloadRow(i int) {
	if s, there := r.body.shown[i]; there {
		r.Bind(i, s.row)
		r.body.paintRow(i, s)
	}
}

// Current is the row the keyboard is on, -1 for none.
func (r *Rows) Current() int { return r.current }

// Selected lists the selected rows in order; without Multi it is the current one.
func (r *Rows) Selected() []int {
	if !r.Multi {
		if r.current < 0 {
			return nil
		}
		return []int{r.current}
	}
	var all []int
	for i := range r.selected {
		all = append(all, i)
	}
	sort.Ints(all)
	return all
}

// IsSelected reports whether row i is selected.
func (r *Rows) IsSelected(i int) bool { return r.selected[i] }

// Toggle selects row i, or no longer.
func (r *Rows) Toggle(i int) {
	if r.selected[i] {
		delete(r.selected, i)
	} else {
		r.selected[i] = true
	}
	r.anchor = i
	r.selectionChanged()
}

// ClearSelection selects nothing.
func (r *Rows) ClearSelection() {
	if len(r.selected) > 0 {
		r.selected = map[int]bool{}
		r.selectionChanged()
	}
}

// SelectAll selects every row that may be.
func (r *Rows) SelectAll() {
	for i, n := 0, r.Length(); i < n; i++ {
		if !r.inert(i) {
			r.selected[i] = true
		}
	}
	r.selectionChanged()
}

func (r *Rows) selectionChanged() {
	r.body.arrange(true)
	if r.OnSelect != nil {
		r.OnSelect()
	}
}

// GoTo makes row i current, brings it into view and reports it.
func (r *Rows) GoTo(i int) {
	if i < 0 || i >= r.Length() || r.inert(i) {
		return
	}
	before := r.current
	r.current = i
	r.reveal(i)
	for _, k := range []int{before, i} {
		if s, there := r.body.shown[k]; there {
			r.body.paintRow(k, s)
		}
	}
	if r.OnMove != nil {
		r.OnMove(i)
	}
}

// Keep makes rows current and selected whose records changed places, after the
// data did and before Reload; nobody is told. -1 is none.
func (r *Rows) Keep(current int, selected []int) {
	r.current, r.anchor = current, current
	r.selected = map[int]bool{}
	for _, i := range selected {
		r.selected[i] = true
	}
}

// InView is which rows are in view; last is below first where there is none.
func (r *Rows) InView() (first, last int) { return r.body.inView() }

// Focus puts the keyboard on the list.
func (r *Rows) Focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil {
		c.Focus(r.body)
	}
}

// Top is where row i begins in what is in view.
func (r *Rows) Top(i int) float32 { return r.top(i) - r.scroll.Offset.Y }

// Focusable is what a page names as the place where the keyboard begins.
func (r *Rows) Focusable() fyne.Focusable { return r.body }

func (r *Rows) inert(i int) bool { return r.Inert != nil && r.Inert(i) }

func (r *Rows) top(i int) float32 {
	if r.tops != nil {
		return r.tops[min(i, len(r.tops)-1)]
	}
	return float32(i) * r.RowHeight
}

func (r *Rows) height(i int) float32 {
	if r.tops != nil {
		return r.tops[i+1] - r.tops[i]
	}
	return r.RowHeight
}

// at is the row at the height y of the body, -1 below the last.
func (r *Rows) at(y float32) int {
	n := r.Length()
	i := 0
	if r.tops != nil {
		i = sort.Search(n, func(k int) bool { return r.tops[k+1] > y })
	} else {
		i = int(y / r.RowHeight)
	}
	if y < 0 || i >= n {
		return -1
	}
	return i
}

func (r *Rows) reveal(i int) {
	view := r.scroll.Size().Height
	if r.unseen = view <= 0; r.unseen || i < 0 {
		return
	}
	top, bottom := r.top(i), r.top(i)+r.height(i)
	y := r.scroll.Offset.Y
	switch {
	case top < y:
		y = top
	case bottom > y+view:
		y = bottom - view
	default:
		return
	}
	r.scroll.ScrollToOffset(fyne.NewPos(0, fyne.Max(0, y)))
	r.body.arrange(false)
}

// step moves by n rows, over headings, and extends the selection where asked.
func (r *Rows) step(n int, extend bool) {
	length := r.Length()
	if length == 0 {
		return
	}
	i := r.current + n
	if r.current < 0 {
		i = 0
	}
	i = max(0, min(length-1, i))
	way := 1
	if n < 0 {
		way = -1
	}
	for i >= 0 && i < length && r.inert(i) {
		i += way
	}
	if i < 0 || i >= length {
		return
	}
	if extend && r.Multi {
		r.extendTo(i)
	} else {
		r.anchor = i
	}
	r.GoTo(i)
}

func (r *Rows) extendTo(i int) {
	if r.anchor < 0 {
		r.anchor = max(0, r.current)
	}
	r.selected = map[int]bool{}
	for k := min(r.anchor, i); k <= max(r.anchor, i); k++ {
		if !r.inert(k) {
			r.selected[k] = true
		}
	}
	r.selectionChanged()
}
