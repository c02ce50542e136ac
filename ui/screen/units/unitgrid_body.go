package units

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fw "fyne.io/fyne/v2/widget"

	"keyday/app/site"
	"keyday/ui/screen/widget"
)

// gridBody is the whole plan inside the scroll; it draws what is in view and
// answers pointer and keys.
type gridBody struct {
	fw.BaseWidget
	widget.Modifiers
	grid     *UnitGrid
	current  int
	hover    int
	selected map[int]bool
	anchor   int
	focused  bool
	typed    string
	typedAt  time.Time
	from, to *fyne.Position // the rectangle being dragged
	tapped   int            // the tile that was tapped last, and when
	tappedAt time.Time
	told     int // the tile OnPoint last heard of

	drawn  *widget.Drawn
	ground *gridGround
	tiles  []*gridTile // in use, then spare
	signs  map[site.State][]*widget.Mark
	labels []*canvas.Text
	boxes  []*canvas.Rectangle
}

// gridTile is what one tile is drawn with; its sign is lent by the pool.
type gridTile struct {
	ring        *canvas.Rectangle
	room, count *canvas.Text
}

func newGridBody(g *UnitGrid) *gridBody {
	b := &gridBody{grid: g, ground: newGridGround(), current: -1, hover: -1, anchor: -1, told: -1, selected: map[int]bool{}, signs: map[site.State][]*widget.Mark{}}
	b.ExtendBaseWidget(b)
	return b
}

func (b *gridBody) CreateRenderer() fyne.WidgetRenderer {
	b.drawn = &widget.Drawn{Of: b, Arrange: func(fyne.Size) {}, Paint: func() {}} // arrange paints
	b.drawn.Least = func() fyne.Size { return fyne.NewSize(b.grid.plan.width, b.grid.plan.height) }
	b.arrange()
	return b.drawn
}

func (b *gridBody) tile(i int) *site.Tile {
	if i < 0 || i >= len(b.grid.plan.tiles) {
		return nil
	}
	return &b.grid.plan.tiles[i]
}

// arrange draws the part of the plan that is in view.
func (b *gridBody) arrange() {
	if b.drawn == nil {
		return
	}
	p, scroll := &b.grid.plan, b.grid.scroll
	x0, y0 := scroll.Offset.X, scroll.Offset.Y
	x1, y1 := x0+scroll.Size().Width, y0+scroll.Size().Height
	pen := &gridPen{body: b, objects: b.drawn.Parts[:0], lent: map[site.State]int{}}
	b.ground.tiles = b.ground.tiles[:0]
	widget.PlaceAt(b.ground.raster, x0, y0, x1-x0, y1-y0)
	pen.add(b.ground.raster)

	firstRow := max(0, int((y0-headHeight)/(tileHeight+tileGap)))
	for row := firstRow; row < len(p.floors) && p.top(row) < y1; row++ {
		for column, left := range p.lefts {
			if left+tileWidth < x0 || left > x1 {
				continue
			}
			if i, there := p.at[[2]int{column, row}]; there {
				pen.tile(i, left, p.top(row))
			}
		}
	}
	pen.floors(x0, y0, y1, firstRow)
	pen.heads(x0, y0, x1)
	pen.drag()
	pen.typed(x0, y0)
	b.drawn.Parts = pen.objects
	canvas.Refresh(b.ground.raster)
	canvas.Refresh(b)
}

// pointed is the tile under the pointer, or else the one under the keyboard.
func (b *gridBody) pointed() int {
	if b.hover >= 0 {
		return b.hover
	}
	if b.focused {
		return b.current
	}
	return -1
}

// point tells the page where attention went, once per tile.
func (b *gridBody) point() {
	i := b.pointed()
	if i == b.told {
		return
	}
	b.told = i
	if b.grid.OnPoint != nil {
		b.grid.OnPoint(b.tile(i))
	}
}

func (b *gridBody) MouseIn(ev *desktop.MouseEvent) { b.MouseMoved(ev) }
func (b *gridBody) MouseMoved(ev *desktop.MouseEvent) {
	widget.Touched()
	b.hoverAt(b.under(ev.Position))
}
func (b *gridBody) MouseOut() { b.hoverAt(-1) }

// under is the tile at a point of the body that the sticky names do not cover.
func (b *gridBody) under(at fyne.Position) int {
	offset := b.grid.scroll.Offset
	if at.X < offset.X+floorWidth-tileGap || at.Y < offset.Y+headHeight-tileGap {
		return -1
	}
	return b.grid.plan.tileAt(at.X, at.Y)
}

func (b *gridBody) hoverAt(i int) {
	if i != b.hover {
		b.hover = i
		b.point()
		b.arrange()
	}
}

func (b *gridBody) MouseDown(ev *desktop.MouseEvent) {
	b.Mods = ev.Modifier
	at := ev.Position
	b.from = &at
}

func (b *gridBody) MouseUp(*desktop.MouseEvent) {
	if b.to == nil {
		b.from = nil
	}
}

// again is how long a second tap may take to open what the first made current, as in lists.
const again = 450 * time.Millisecond

// Tapped makes the unit current, and tapped again opens it; with Shift or Ctrl it selects.
func (b *gridBody) Tapped(ev *fyne.PointEvent) {
	b.from = nil
	b.grid.Focus()
	i := b.under(ev.Position)
	if i < 0 {
		return
	}
	now := b.grid.Now()
	second := i == b.tapped && now.Sub(b.tappedAt) < again
	b.tapped, b.tappedAt = i, now
	switch {
	case b.Mods&fyne.KeyModifierShift != 0:
		b.goTo(i)
		b.extendTo(i)
	case b.Mods&fyne.KeyModifierShortcutDefault != 0:
		b.goTo(i)
		b.toggle(i)
	default:
		b.anchor = i
		b.goTo(i)
		if second {
			b.open(i)
		}
	}
}

func (b *gridBody) Dragged(ev *fyne.DragEvent) {
	if b.from == nil {
		at := ev.Position
		b.from = &at
	}
	to := ev.Position
	b.to = &to
	b.selectWithin(*b.from, to)
	b.arrange()
}

func (b *gridBody) DragEnd() {
	b.from, b.to = nil, nil
	b.selectionChanged()
}

// selectWithin selects the tiles the dragged rectangle touches.
func (b *gridBody) selectWithin(from, to fyne.Position) {
	x0, x1 := fyne.Min(from.X, to.X), fyne.Max(from.X, to.X)
	y0, y1 := fyne.Min(from.Y, to.Y), fyne.Max(from.Y, to.Y)
	if b.Mods&fyne.KeyModifierShortcutDefault == 0 {
		b.selected = map[int]bool{}
	}
	p := &b.grid.plan
	for i, cell := range p.cell {
		x, y := p.lefts[cell[0]], p.top(cell[1])
		if x < x1 && x+tileWidth > x0 && y < y1 && y+tileHeight > y0 {
			b.selected[i] = true
		}
	}
}

func (b *gridBody) selectionChanged() {
	b.arrange()
	if b.grid.OnSelect != nil {
		b.grid.OnSelect(b.grid.Selected())
	}
}

func (b *gridBody) toggle(i int) {
	if b.selected[i] {
		delete(b.selected, i)
	} else {
		b.selected[i] = true
	}
	b.anchor = i
	b.selectionChanged()
}

// extendTo selects the block of tiles between the anchor and tile i.
func (b *gridBody) extendTo(i int) {
	if b.anchor < 0 {
		b.anchor = i
	}
	from, to := b.grid.plan.cell[b.anchor], b.grid.plan.cell[i]
	b.selected = map[int]bool{}
	for k, cell := range b.grid.plan.cell {
		if between(cell[0], from[0], to[0]) && between(cell[1], from[1], to[1]) {
			b.selected[k] = true
		}
	}
	b.selectionChanged()
}

func between(v, a, b int) bool { return v >= min(a, b) && v <= max(a, b) }

func (b *gridBody) open(i int) {
	if t := b.tile(i); t != nil && b.grid.OnOpen != nil {
		b.grid.OnOpen(*t)
	}
}

// goTo makes tile i current and brings it into view.
func (b *gridBody) goTo(i int) {
	b.current = i
	p, scroll := &b.grid.plan, b.grid.scroll
	x, y := p.lefts[p.cell[i][0]], p.top(p.cell[i][1])
	offset, view := scroll.Offset, scroll.Size()
	if x-floorWidth < offset.X {
		offset.X = x - floorWidth
	} else if x+tileWidth+tileGap > offset.X+view.Width {
		offset.X = x + tileWidth + tileGap - view.Width
	}
	if y-headHeight < offset.Y {
		offset.Y = y - headHeight
	} else if y+tileHeight+tileGap > offset.Y+view.Height {
		offset.Y = y + tileHeight + tileGap - view.Height
	}
	if view.Width > 0 && offset != scroll.Offset {
		scroll.ScrollToOffset(fyne.NewPos(fyne.Max(0, offset.X), fyne.Max(0, offset.Y)))
	}
	b.point()
	b.arrange()
}

func (b *gridBody) FocusGained() {
	b.focused = true
	if b.current < 0 && len(b.grid.plan.tiles) > 0 {
		b.current = b.firstTile()
	}
	b.point()
	b.arrange()
}

func (b *gridBody) FocusLost() {
	b.focused, b.typed, b.Mods = false, "", 0
	b.point()
	b.arrange()
}

// firstTile is the topmost one at the left.
func (b *gridBody) firstTile() int {
	p := &b.grid.plan
	for row := range p.floors {
		for column := 0; column < p.columns; column++ {
			if i, there := p.at[[2]int{column, row}]; there {
				return i
			}
		}
	}
	return -1
}
