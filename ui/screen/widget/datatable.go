package widget

import (
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
)

// Column is one column of a DataTable over records of type T.
type Column[T any] struct {
	Title string
	Width float32 // points; of a Grow column the least
	Grow  bool    // takes what the others leave; several share it
	Gives bool    // left out where a window is too small for all, the last of them first
	Right bool    // figures: aligned right
	Text  func(T) string
	// Colour is the colour of the text; nil is ink.
	Colour func(T) fyne.ThemeColorName
	Bold   func(T) bool
	// Order sorts by the column, as cmp.Compare does; nil: the head cannot be pressed.
	Order func(a, b T) int
	// Cell and Show put an object of the caller's in place of text.
	Cell func() fyne.CanvasObject
	Show func(T, fyne.CanvasObject)
}

// DataTable is a dense list of records in columns: heads that sort, rows of 40,
// text cut with …, selection as Rows has it.
type DataTable[T any] struct {
	fw.BaseWidget
	Columns []Column[T]
	OnOpen  func(T)
	OnMove  func(T)
	// OnSelect is told what is selected after it changed (SetMulti only).
	OnSelect func([]T)
	// KeyOf tells records apart, so that current record and selection outlive
	// SetRecords; nil: they end with it.
	KeyOf func(T) any
	// OnRune is told of a character typed upon a record.
	OnRune func(T, rune) bool

	rows    *Rows
	records []T
	sorted  int // column, -1 for the order given
	down    bool
	heads   []*tableHead
}

// NewDataTable is an empty table.
func NewDataTable[T any](columns ...Column[T]) *DataTable[T] {
	t := &DataTable[T]{Columns: columns, sorted: -1}
	t.rows = NewRows(func() int { return len(t.records) }, t.newRow, t.bindRow)
	t.rows.OnOpen = func(i int) {
		if t.OnOpen != nil {
			t.OnOpen(t.records[i])
		}
	}
	t.rows.OnMove = func(i int) {
		if t.OnMove != nil {
			t.OnMove(t.records[i])
		}
	}
	t.rows.OnSelect = func() {
		if t.OnSelect != nil {
			t.OnSelect(t.Selected())
		}
	}
	t.rows.OnRune = func(i int, r rune) bool { return t.OnRune != nil && t.OnRune(t.records[i], r) }
	for c := range columns {
		t.heads = append(t.heads, newTableHead(columns[c].Title, columns[c].Right, columns[c].Order != nil, func() { t.press(c) }))
	}
	t.ExtendBaseWidget(t)
	return t
}

// SetMulti lets several records be selected.
func (t *DataTable[T]) SetMulti(multi bool) { t.rows.Multi = multi }

// SetPicks lets a tap anywhere upon a record select it, or no longer.
func (t *DataTable[T]) SetPicks() { t.rows.Multi, t.rows.Tick = true, math.MaxFloat32 }

// Select selects the records that are wanted and no other. OnSelect is not told.
func (t *DataTable[T]) Select(wanted func(T) bool) {
	t.rows.selected = map[int]bool{}
	for i, record := range t.records {
		if wanted(record) {
			t.rows.selected[i] = true
		}
	}
	t.rows.Reload()
}

// Pointed is the record whose selection changed last.
func (t *DataTable[T]) Pointed() (record T, ok bool) {
	if i := t.rows.anchor; i >= 0 && i < len(t.records) {
		return t.records[i], true
	}
	return record, false
}

// SetRowHeight makes rows higher than 40, for thumbnails.
func (t *DataTable[T]) SetRowHeight(h float32) { t.rows.RowHeight = h }

// SetRecords shows records, in the order of the column last pressed. The table
// keeps its own slice. OnSelect and OnMove are not told.
func (t *DataTable[T]) SetRecords(records []T) {
	t.carry(func() {
		t.records = slices.Clone(records)
		t.sort()
	}, t.KeyOf)
}

// carry lets current record and selection follow their records through a change
// of places; without a way to tell records apart they end.
func (t *DataTable[T]) carry(change func(), key func(T) any) {
	selected, current := map[any]bool{}, any(nil)
	if key != nil {
		for i := range t.rows.selected {
			selected[key(t.records[i])] = true
		}
		if i := t.rows.current; i >= 0 && i < len(t.records) {
			current = key(t.records[i])
		}
	}
	change()
	t.rows.selected, t.rows.current, t.rows.anchor = map[int]bool{}, -1, -1
	if key != nil && (current != nil || len(selected) > 0) {
		for i, record := range t.records {
			k := key(record)
			if selected[k] {
				t.rows.selected[i] = true
			}
			if current != nil && k == current {
				t.rows.current = i
			}
		}
	}
	t.rows.Reload()
}

// Records are the records in the order shown.
func (t *DataTable[T]) Records() []T { return t.records }

// SortBy sorts by a column, downwards where asked.
func (t *DataTable[T]) SortBy(column int, down bool) {
	t.carry(func() {
		t.sorted, t.down = column, down
		t.sort()
	}, t.KeyOf)
	if i := t.rows.current; i >= 0 {
		t.rows.reveal(i)
	}
	t.Refresh()
}

// Current is the record the keyboard is on.
func (t *DataTable[T]) Current() (record T, ok bool) {
	if i := t.rows.Current(); i >= 0 {
		return t.records[i], true
	}
	return record, false
}

// Selected are the records selected, in the order shown.
func (t *DataTable[T]) Selected() []T {
	var all []T
	for _, i := range t.rows.Selected() {
		all = append(all, t.records[i])
	}
	return all
}

// ClearSelection selects nothing.
func (t *DataTable[T]) ClearSelection() { t.rows.ClearSelection() }

// GoTo makes the first record that is wanted current.
func (t *DataTable[T]) GoTo(wanted func(T) bool) {
	if i := slices.IndexFunc(t.records, wanted); i >= 0 {
		t.rows.GoTo(i)
	}
}

// Focus puts the keyboard on the rows.
func (t *DataTable[T]) Focus() { t.rows.Focus() }

// Focusable is what a page names as the place where the keyboard begins.
func (t *DataTable[T]) Focusable() fyne.Focusable { return t.rows.Focusable() }

func (t *DataTable[T]) press(c int) {
	t.SortBy(c, c == t.sorted && !t.down)
}

func (t *DataTable[T]) sort() {
	for c, head := range t.heads {
		head.arrow = 0
		if c == t.sorted {
			head.arrow = 1
			if t.down {
				head.arrow = -1
			}
		}
	}
	if t.sorted < 0 || t.Columns[t.sorted].Order == nil {
		return
	}
	order := t.Columns[t.sorted].Order
	slices.SortStableFunc(t.records, func(a, b T) int {
		if t.down {
			return order(b, a)
		}
		return order(a, b)
	})
}

const (
	cellSide  float32 = 8  // left and right within a cell
	headArrow float32 = 16 // beside the title of the column that is sorted by
	// leastShare is what columns keep of their width where a window is too small.
	leastShare float32 = 0.6
)

// width is the column's own, and more where its title asks for more: languages
// differ in how long they say a thing.
func (c Column[T]) width() float32 {
	title := Measure(c.Title, theme.TextSize, false).Width + 2*cellSide
	if c.Order != nil {
		title = Measure(c.Title, theme.TextSize, true).Width + 2*cellSide + headArrow
	}
	return fyne.Max(c.Width, title)
}

// wanted is the width that all columns have in full.
func (t *DataTable[T]) wanted() float32 {
	width := float32(0)
	for _, c := range t.Columns {
		width += c.width()
	}
	return width
}

// widths shares the width among the columns: what is left goes to those that grow.
// Where it lacks (large text in a small window), columns that give are left out, with
// no width; what lacks then is taken from all alike.
func (t *DataTable[T]) widths(total float32) []float32 {
	wanted, growing := t.wanted(), 0
	out := make([]bool, len(t.Columns))
	for i, c := range slices.Backward(t.Columns) {
		if wanted > total-2*cellSide && c.Gives {
			out[i] = true
			wanted -= c.width()
		}
	}
	rest := total - 2*cellSide - wanted
	for _, c := range t.Columns {
		if c.Grow {
			growing++
		}
	}
	share := float32(1)
	if rest < 0 {
		share = fyne.Max(leastShare, (total-2*cellSide)/wanted)
	}
	widths := make([]float32, len(t.Columns))
	for i, c := range t.Columns {
		if out[i] {
			continue
		}
		widths[i] = c.width() * share
		if c.Grow && rest > 0 {
			widths[i] += rest / float32(growing)
		}
	}
	return widths
}

// CreateRenderer draws heads and rows.
func (t *DataTable[T]) CreateRenderer() fyne.WidgetRenderer {
	line := NewBox(theme.Line)
	d := &Drawn{Of: t, Parts: []fyne.CanvasObject{line, t.rows}}
	for _, h := range t.heads {
		d.Parts = append(d.Parts, h)
	}
	const head float32 = 32
	d.Least = func() fyne.Size {
		return fyne.NewSize(t.wanted()*leastShare, head+t.rows.RowHeight)
	}
	d.Arrange = func(size fyne.Size) {
		x := cellSide // so that the first column stands under the page's title
		for i, w := range t.widths(size.Width) {
			PlaceAt(t.heads[i], x, 0, w, head)
			ShowIf(t.heads[i], w > 0)
			x += w
		}
		PlaceAt(line, 0, head-1, size.Width, 1)
		PlaceAt(t.rows, 0, head, size.Width, size.Height-head)
	}
	d.Paint = func() { line.FillColor = theme.Of(theme.Line) }
	return d
}

func (t *DataTable[T]) newRow(int) fyne.CanvasObject {
	row := &tableRow{widths: t.widths}
	for _, c := range t.Columns {
		if c.Cell != nil {
			row.cells = append(row.cells, c.Cell())
			continue
		}
		text := newLine(&Text{})
		if c.Right {
			text.Align = fyne.TextAlignTrailing
		}
		row.cells = append(row.cells, text)
	}
	row.ExtendBaseWidget(row)
	return row
}

func (t *DataTable[T]) bindRow(i int, o fyne.CanvasObject) {
	record := t.records[i]
	for n, c := range t.Columns {
		cell := o.(*tableRow).cells[n]
		if c.Cell != nil {
			c.Show(record, cell)
			continue
		}
		text := cell.(*Text)
		text.Text, text.Colour, text.Bold = c.Text(record), theme.Ink, c.Bold != nil && c.Bold(record)
		if c.Colour != nil {
			text.Colour = c.Colour(record)
		}
		text.Refresh()
	}
}

// tableRow lays its cells out in the columns.
type tableRow struct {
	fw.BaseWidget
	cells  []fyne.CanvasObject
	widths func(total float32) []float32
}

func (r *tableRow) CreateRenderer() fyne.WidgetRenderer {
	d := &Drawn{Of: r, Parts: r.cells, Paint: func() {}}
	d.Least = func() fyne.Size { return fyne.NewSize(80, theme.Row) }
	d.Arrange = func(size fyne.Size) {
		x := cellSide
		for i, w := range r.widths(size.Width) {
			PlaceAt(r.cells[i], x+cellSide, 0, fyne.Max(0, w-2*cellSide), size.Height)
			ShowIf(r.cells[i], w > 0)
			x += w
		}
	}
	return d
}

// tableHead is the title of a column; pressed it sorts.
type tableHead struct {
	Control
	title string
	right bool
	arrow int // 1 up, -1 down, 0 not sorted by
}

func newTableHead(title string, right, sorts bool, press func()) *tableHead {
	h := &tableHead{title: title, right: right}
	if !sorts {
		h.Greyed, press = true, nil
	}
	h.Extend(h, press)
	return h
}

func (h *tableHead) CreateRenderer() fyne.WidgetRenderer {
	title := NewDrawnText(h.title, theme.Quiet, theme.TextSize, false)
	arrow := canvas.NewImageFromResource(theme.IconIn("up", theme.Quiet))
	arrow.FillMode = canvas.ImageFillContain
	ring := NewFocusRing()
	d := &Drawn{Of: h, Parts: []fyne.CanvasObject{title, arrow, ring}}
	d.Least = func() fyne.Size { return fyne.NewSize(24, 32) }
	d.Arrange = func(size fyne.Size) {
		room := size.Width - 2*cellSide
		side := float32(0)
		if h.arrow != 0 {
			side = headArrow
		}
		title.Text = Cut(h.title, room-side, theme.TextSize, h.arrow != 0)
		width := Measure(title.Text, theme.TextSize, h.arrow != 0).Width
		x := cellSide
		if h.right {
			x += room - width - side
		}
		PlaceAt(title, x, 0, width, size.Height)
		PlaceAt(arrow, x+width+2, (size.Height-14)/2, 14, 14)
		PlaceAt(ring, 0, 2, size.Width, size.Height-4)
	}
	d.Paint = func() {
		title.Color, title.TextStyle.Bold = theme.Of(theme.Quiet), h.arrow != 0
		if h.Hovered && !h.Greyed || h.arrow != 0 {
			title.Color = theme.Of(theme.Ink)
		}
		name := "up"
		if h.arrow < 0 {
			name = "down"
		}
		arrow.Resource = theme.IconIn(name, theme.Ink)
		ShowIf(arrow, h.arrow != 0)
		ShowIf(ring, h.Focused)
		d.Arrange(h.BaseWidget.Size())
	}
	d.Paint()
	return d
}
