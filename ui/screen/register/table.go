package register

import (
	"slices"
	"sort"

	"fyne.io/fyne/v2"
	fw "fyne.io/fyne/v2/widget"

	"keyday/app"
	"keyday/ui/register"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// Look is how the values of a column are drawn, beyond their text.
type Look struct {
	Colour func(register.Row) fyne.ThemeColorName // of the text; nil: ink, or what the column says
	State  func(register.Row) Mark                // the sign before the text, which is then a state
}

// Mark is the sign of a state and its colour.
type Mark struct {
	Form   widget.Form
	Colour fyne.ThemeColorName
	Barred string // said behind the state: that the law forbids handing the home over
}

// Table is records in columns: heads that sort and can be drawn wider, rows of 40, heads
// of groups. It keeps objects for what is in view alone.
type Table struct {
	fw.BaseWidget
	OnOpen   func(register.Row)
	OnMove   func(register.Row)
	OnSelect func()
	OnRune   func(register.Row, rune) bool
	// OnSort is told that a head was pressed; OnWidth that a column was drawn wider;
	// OnHead that something else is to be done with a column.
	OnSort  func(column string)
	OnWidth func(column string, width float32)
	OnHead  func(column string, at fyne.Position)

	words   *words.Words
	looks   map[string]Look
	album   *widget.Album // of the pictures; nil where there are none
	rows    *widget.Rows
	looked  register.Looked
	columns []column
	heads   []*head
	by      register.By
	drawn   *widget.Drawn
	tip     *tip
}

// column is one that is shown.
type column struct {
	register.Head
	width float32
	title string
}

// tickWidth is the width of the boxes by which records are selected.
const tickWidth float32 = 40

func newTable(w *words.Words, looks map[string]Look, album *widget.Album) *Table {
	t := &Table{words: w, looks: looks, album: album}
	t.rows = widget.NewRows(t.length, t.newRow, t.bind)
	t.rows.Kind = func(i int) int {
		if t.heading(i) {
			return kindHeading
		}
		return kindRecord
	}
	t.rows.Inert = t.heading
	t.rows.Multi, t.rows.Leads, t.rows.Tick = true, true, tickWidth
	at := func(fn func(register.Row)) func(int) {
		return func(i int) {
			if fn != nil {
				fn(t.row(i))
			}
		}
	}
	t.rows.OnOpen = func(i int) { at(t.OnOpen)(i) }
	t.rows.OnMove = func(i int) { at(t.OnMove)(i) }
	t.rows.OnSelect = func() {
		if t.OnSelect != nil {
			t.OnSelect()
		}
	}
	t.tip = newTip()
	t.rows.OnPoint = t.point
	t.rows.OnRune = func(i int, r rune) bool { return t.OnRune != nil && t.OnRune(t.row(i), r) }
	t.ExtendBaseWidget(t)
	return t
}

const (
	kindRecord = iota
	kindHeading
)

// length is how many rows there are, with the heads of groups.
func (t *Table) length() int { return t.looked.Len() + len(t.looked.Groups) }

// group is the group in which row i stands, and whether it is its head.
func (t *Table) group(i int) (g int, head bool) {
	groups := t.looked.Groups
	g = sort.Search(len(groups), func(k int) bool { return groups[k].From+k > i }) - 1
	return g, groups[g].From+g == i
}

func (t *Table) heading(i int) bool {
	if len(t.looked.Groups) == 0 {
		return false
	}
	_, head := t.group(i)
	return head
}

// place is the record's place among those looked at that stands in row i.
func (t *Table) place(i int) int {
	if len(t.looked.Groups) == 0 {
		return i
	}
	g, _ := t.group(i)
	return i - g - 1
}

// rowOf is the row of the record at a place.
func (t *Table) rowOf(place int) int {
	groups := t.looked.Groups
	return place + sort.Search(len(groups), func(k int) bool { return groups[k].From > place })
}

func (t *Table) row(i int) register.Row { return t.looked.Row(t.place(i)) }

// Current is the record that the keyboard is on; false for none.
func (t *Table) Current() (register.Row, bool) {
	i := t.rows.Current()
	if i < 0 || i >= t.length() || t.heading(i) {
		return register.Row{}, false
	}
	return t.row(i), true
}

// Selected are the records that are ticked, in their order.
func (t *Table) Selected() []register.Row {
	var all []register.Row
	for _, i := range t.rows.Selected() {
		all = append(all, t.row(i))
	}
	return all
}

// selectedPlaces are the places of the selected records among those that are shown.
func (t *Table) selectedPlaces() (places []int) {
	for _, i := range t.rows.Selected() {
		places = append(places, t.place(i))
	}
	return places
}

// Chosen are what acts are about: the selection, else the current record.
func (t *Table) Chosen() []register.Row {
	if all := t.Selected(); len(all) > 0 {
		return all
	}
	if r, ok := t.Current(); ok {
		return []register.Row{r}
	}
	return nil
}

// show shows other records. The current one and those that are selected stay so where
// they are still there; where the current one is gone and another may take its place, it
// is the next.
func (t *Table) show(l register.Looked, next bool) {
	current, selected := app.Nil, map[app.ID]bool{}
	if r, ok := t.Current(); ok {
		current = r.ID()
	}
	for _, r := range t.Selected() {
		selected[r.ID()] = true
	}
	before := t.rows.Current()
	t.looked = l
	now, marked := -1, []int(nil)
	if !current.IsNil() || len(selected) > 0 {
		for place := range l.Len() {
			id := l.Row(place).ID()
			if id == current {
				now = t.rowOf(place)
			}
			if selected[id] {
				marked = append(marked, t.rowOf(place))
			}
		}
	}
	if now < 0 && before >= 0 && next && l.Len() > 0 {
		now = min(before, t.length()-1)
		if t.heading(now) {
			now++
		}
	}
	t.rows.Keep(now, marked)
	t.rows.Reload()
}

// Records are those that are shown, in their order.
func (t *Table) Records() []register.Row {
	all := make([]register.Row, t.Len())
	for i := range all {
		all[i] = t.looked.Row(i)
	}
	return all
}

// Focusable is what a page names as the place where the keyboard begins.
func (t *Table) Focusable() fyne.Focusable { return t.rows.Focusable() }

// InView is which rows are in view.
func (t *Table) InView() (first, last int) { return t.rows.InView() }

// Len is how many records are shown.
func (t *Table) Len() int { return t.looked.Len() }

// Find is the record with the identity, where it is shown.
func (t *Table) Find(id app.ID) (register.Row, bool) {
	if place := t.placeOf(id); place >= 0 {
		return t.looked.Row(place), true
	}
	return register.Row{}, false
}

// Has reports whether the record is shown.
func (t *Table) Has(id app.ID) bool { return t.placeOf(id) >= 0 }

func (t *Table) placeOf(id app.ID) int {
	for place := range t.looked.Len() {
		if t.looked.Row(place).ID() == id {
			return place
		}
	}
	return -1
}

// GoTo makes the record current, and reports whether it is shown.
func (t *Table) GoTo(id app.ID) bool {
	place := t.placeOf(id)
	if place < 0 {
		return false
	}
	if i := t.rowOf(place); t.rows.Current() != i {
		t.rows.GoTo(i)
	}
	return true
}

// GoToFirst makes the first record current.
func (t *Table) GoToFirst() {
	if t.Len() > 0 {
		t.rows.GoTo(t.rowOf(0))
	}
}

// ClearSelection selects nothing.
func (t *Table) ClearSelection() { t.rows.ClearSelection() }

// Focus puts the keyboard on the records.
func (t *Table) Focus() { t.rows.Focus() }

// setColumns shows these columns, sorted by one.
func (t *Table) setColumns(columns []column, by register.By) {
	same := slices.EqualFunc(columns, t.columns, func(a, b column) bool { return a.Key == b.Key && a.title == b.title })
	t.columns, t.by = columns, by
	if !same {
		t.heads = nil
		for i := range columns {
			t.heads = append(t.heads, newHead(t, i))
		}
		t.rows.Renew()
	}
	for _, h := range t.heads {
		h.Refresh()
	}
	t.Refresh()
}

const headHeight float32 = 32

// cellSide is left and right within a cell.
const cellSide float32 = 8

// widths shares the width among the columns: what is left goes to those that grow. Where
// it lacks, columns that give are left out, the last of them first, and where more would be
// cut than a little, those that can be spared; what lacks then is taken from all alike.
func (t *Table) widths(total float32) []float32 {
	const leastShare, little = 0.6, 0.85
	total -= tickWidth + cellSide
	widths, wanted, growing := make([]float32, len(t.columns)), float32(0), float32(0)
	for i, c := range t.columns {
		widths[i] = c.width
		wanted += c.width
		if c.Grow {
			growing++
		}
	}
	for i, c := range slices.Backward(t.columns) {
		if wanted > total && c.Gives {
			wanted -= widths[i]
			widths[i] = 0
		}
	}
	for i, c := range slices.Backward(t.columns) {
		if wanted*little > total && c.Spares {
			wanted -= widths[i]
			widths[i] = 0
		}
	}
	rest := total - wanted
	share := float32(1)
	if rest < 0 {
		share = fyne.Max(leastShare, total/wanted)
	}
	for i, c := range t.columns {
		switch {
		case rest < 0:
			widths[i] *= share
		case c.Grow:
			widths[i] += rest / growing
		}
	}
	return widths
}

func (t *Table) parts() []fyne.CanvasObject {
	parts := []fyne.CanvasObject{t.rows}
	for _, h := range t.heads {
		parts = append(parts, h)
	}
	return parts
}

// CreateRenderer draws heads and records.
func (t *Table) CreateRenderer() fyne.WidgetRenderer {
	line := widget.NewBox(theme.Line)
	d := &widget.Drawn{Of: t}
	t.drawn = d
	d.Parts = append(t.parts(), line, t.tip.ground, t.tip.text)
	d.Least = func() fyne.Size { return fyne.NewSize(240, headHeight+t.rows.RowHeight) }
	d.Arrange = func(size fyne.Size) {
		x := tickWidth
		for i, w := range t.widths(size.Width) {
			widget.PlaceAt(t.heads[i], x, 0, w, headHeight)
			widget.ShowIf(t.heads[i], w > 0)
			x += w
		}
		widget.PlaceAt(line, 0, headHeight-1, size.Width, 1)
		widget.PlaceAt(t.rows, 0, headHeight, size.Width, size.Height-headHeight)
	}
	d.Paint = func() {
		d.Parts = append(t.parts(), line, t.tip.ground, t.tip.text)
		line.FillColor = theme.Of(theme.Line)
		t.tip.paint()
		d.Arrange(t.BaseWidget.Size())
	}
	return d
}
