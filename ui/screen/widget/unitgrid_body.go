package widget

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fw "fyne.io/fyne/v2/widget"

	"keyday/app/site"
	"keyday/ui/screen/theme"
)

// gridBody is the whole plan inside the scroll; it draws what is in view and
// answers pointer and keys.
type gridBody struct {
	fw.BaseWidget
	grid     *UnitGrid
	current  int
	hover    int
	selected map[int]bool
	anchor   int
	focused  bool
	mods     fyne.KeyModifier
	typed    string
	typedAt  time.Time
	from, to *fyne.Position // the rectangle being dragged
	told     int            // the tile OnPoint last heard of

	drawn  *drawn
	tiles  []*gridTile // in use, then spare
	signs  map[site.State][]*sign
	labels []*canvas.Text
	boxes  []*canvas.Rectangle
}

// gridTile is what one tile is drawn with; its sign is lent by the pool.
type gridTile struct {
	ground, ring *canvas.Rectangle
	room, count  *canvas.Text
}

func newGridBody(g *UnitGrid) *gridBody {
	b := &gridBody{grid: g, current: -1, hover: -1, anchor: -1, told: -1, selected: map[int]bool{}, signs: map[site.State][]*sign{}}
	b.ExtendBaseWidget(b)
	return b
}

func (b *gridBody) CreateRenderer() fyne.WidgetRenderer {
	b.drawn = &drawn{of: b, layout: func(fyne.Size) {}, paint: func() {}} // arrange paints
	b.drawn.min = func() fyne.Size { return fyne.NewSize(b.grid.plan.width, b.grid.plan.height) }
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
	pen := &gridPen{body: b, objects: b.drawn.objects[:0], lent: map[site.State]int{}}

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
	b.drawn.objects = pen.objects
	canvas.Refresh(b)
}

// gridPen takes objects from the body's pools as it draws.
type gridPen struct {
	body                 *gridBody
	objects              []fyne.CanvasObject
	tiles, labels, boxes int
	lent                 map[site.State]int
}

func (pen *gridPen) add(o ...fyne.CanvasObject) { pen.objects = append(pen.objects, o...) }

func (pen *gridPen) sign(s site.State) *sign {
	pool := pen.body.signs[s]
	n := pen.lent[s]
	pen.lent[s]++
	if n == len(pool) {
		pen.body.signs[s] = append(pool, newSign(s))
	}
	return pen.body.signs[s][n]
}

func (pen *gridPen) label(s string, colour fyne.ThemeColorName, size float32, bold bool) *canvas.Text {
	if pen.labels == len(pen.body.labels) {
		pen.body.labels = append(pen.body.labels, canvas.NewText("", transparent))
	}
	t := pen.body.labels[pen.labels]
	pen.labels++
	t.Text, t.Color, t.TextSize, t.TextStyle.Bold, t.Alignment = s, theme.Of(colour), size, bold, fyne.TextAlignLeading
	pen.add(t)
	return t
}

func (pen *gridPen) box(fill fyne.ThemeColorName) *canvas.Rectangle {
	if pen.boxes == len(pen.body.boxes) {
		pen.body.boxes = append(pen.body.boxes, canvas.NewRectangle(transparent))
	}
	r := pen.body.boxes[pen.boxes]
	pen.boxes++
	r.FillColor, r.StrokeWidth, r.CornerRadius, r.StrokeColor = theme.Of(fill), 0, 0, transparent
	pen.add(r)
	return r
}

func (pen *gridPen) tile(i int, x, y float32) {
	b := pen.body
	if pen.tiles == len(b.tiles) {
		t := &gridTile{ground: canvas.NewRectangle(transparent), ring: canvas.NewRectangle(transparent),
			room: canvas.NewText("", transparent), count: canvas.NewText("", transparent)}
		t.ground.CornerRadius, t.ring.CornerRadius = theme.Radius, theme.Radius
		t.room.TextSize, t.count.TextSize = theme.TextSize, theme.Small
		t.count.Alignment = fyne.TextAlignTrailing
		b.tiles = append(b.tiles, t)
	}
	t := b.tiles[pen.tiles]
	pen.tiles++
	unit := &b.grid.plan.tiles[i]
	pale := b.grid.Match != nil && !b.grid.Match(*unit)

	t.ground.FillColor, t.ground.StrokeColor, t.ground.StrokeWidth = theme.Of(theme.Paper), theme.Of(theme.Line), 1
	switch {
	case pale:
		t.ground.FillColor = theme.Of(theme.Ground)
	case b.selected[i]:
		t.ground.FillColor, t.ground.StrokeColor = theme.Of(theme.AccentTint), theme.Of(theme.Accent)
	case unit.State == site.HandedOver:
		t.ground.FillColor = theme.Of(theme.GoodTint)
	}
	if i == b.hover && !b.selected[i] {
		t.ground.StrokeColor = theme.Of(theme.Quiet)
	}
	place(t.ground, x, y, tileWidth, tileHeight)
	t.room.Text, t.room.Color, t.room.TextStyle.Bold = unit.Room, theme.Of(theme.Ink), !pale
	if pale {
		t.room.Color = theme.Of(theme.Idle)
	}
	place(t.room, x+8, y+3, tileWidth-12, 20)
	pen.add(t.ground, t.room)

	if !pale {
		mark := pen.sign(unit.State)
		mark.place(x+8, y+25, 13)
		mark.tint(theme.State(unit.State))
		pen.add(mark.objects...)
	}
	if unit.Open > 0 {
		t.count.Text, t.count.Color, t.count.TextStyle.Bold = strconv.Itoa(unit.Open), theme.Of(theme.Quiet), unit.Grave > 0
		if unit.Grave > 0 && !pale {
			t.count.Color = theme.Of(theme.Bad)
		}
		place(t.count, x+24, y+23, tileWidth-32, 17)
		pen.add(t.count)
	}
	if i == b.current && b.focused {
		t.ring.StrokeWidth, t.ring.StrokeColor = 2, theme.Of(theme.Accent)
		place(t.ring, x-1, y-1, tileWidth+2, tileHeight+2)
		pen.add(t.ring)
	}
}

// floors draws the names of the floors, at the left of the view however far it
// is scrolled.
func (pen *gridPen) floors(x0, y0, y1 float32, first int) {
	g := pen.body.grid
	place(pen.box(theme.Paper), x0, y0, floorWidth-tileGap, y1-y0)
	for row := first; row < len(g.plan.floors) && g.plan.top(row) < y1; row++ {
		t := pen.label(g.floorName(g.plan.floors[row]), theme.Quiet, theme.Small, false)
		t.Alignment = fyne.TextAlignTrailing
		place(t, x0, g.plan.top(row), floorWidth-tileGap-8, tileHeight)
	}
}

// heads draws the names of the entrances, at the top of the view.
func (pen *gridPen) heads(x0, y0, x1 float32) {
	g := pen.body.grid
	place(pen.box(theme.Paper), x0, y0, x1-x0, headHeight-tileGap)
	for _, group := range g.plan.groups {
		left := g.plan.lefts[group.first]
		right := g.plan.lefts[group.first+group.n-1] + tileWidth
		if right < x0+floorWidth || left > x1 {
			continue
		}
		// The name stays in view as long as any of its columns does.
		x := fyne.Max(left, fyne.Min(x0+floorWidth, right-tileWidth))
		t := pen.label(Cut(g.heading(group), right-x, theme.TextSize, true), theme.Ink, theme.TextSize, true)
		place(t, x, y0, right-x, headHeight-tileGap)
	}
	place(pen.box(theme.Paper), x0, y0, floorWidth-tileGap, headHeight-tileGap)
}

func (pen *gridPen) drag() {
	b := pen.body
	if b.from == nil || b.to == nil {
		return
	}
	r := pen.box(theme.Hover)
	r.StrokeWidth, r.StrokeColor = 1, theme.Of(theme.Accent)
	place(r, fyne.Min(b.from.X, b.to.X), fyne.Min(b.from.Y, b.to.Y), abs(b.from.X-b.to.X), abs(b.from.Y-b.to.Y))
}

// typed shows the characters being typed to jump, in the corner that the names of
// floors and entrances leave free, for as long as they count.
func (pen *gridPen) typed(x0, y0 float32) {
	b := pen.body
	if b.typed == "" || b.grid.Now().Sub(b.typedAt) > typingPause {
		return
	}
	width := measure(b.typed, theme.TextSize, true).Width + 12
	card := pen.box(theme.Accent)
	card.CornerRadius = theme.Radius
	place(card, x0, y0+2, width, headHeight-tileGap-4)
	place(pen.label(b.typed, theme.OnAccent, theme.TextSize, true), x0+6, y0+2, width-12, headHeight-tileGap-4)
}

// typingPause is how long a room number may take from one character to the next.
const typingPause = 1500 * time.Millisecond

func abs(v float32) float32 {
	if v < 0 {
		return -v
	}
	return v
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

func (b *gridBody) MouseIn(ev *desktop.MouseEvent)    { b.MouseMoved(ev) }
func (b *gridBody) MouseMoved(ev *desktop.MouseEvent) { Touched(); b.hoverAt(b.under(ev.Position)) }
func (b *gridBody) MouseOut()                         { b.hoverAt(-1) }

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
	b.mods = ev.Modifier
	at := ev.Position
	b.from = &at
}

func (b *gridBody) MouseUp(*desktop.MouseEvent) {
	if b.to == nil {
		b.from = nil
	}
}

// Tapped opens the unit; with Shift or Ctrl it selects instead.
func (b *gridBody) Tapped(ev *fyne.PointEvent) {
	b.from = nil
	b.grid.Focus()
	i := b.under(ev.Position)
	if i < 0 {
		return
	}
	switch {
	case b.mods&fyne.KeyModifierShift != 0:
		b.goTo(i)
		b.extendTo(i)
	case b.mods&fyne.KeyModifierShortcutDefault != 0:
		b.goTo(i)
		b.toggle(i)
	default:
		b.anchor = i
		b.goTo(i)
		b.open(i)
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
	if b.mods&fyne.KeyModifierShortcutDefault == 0 {
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
	b.focused, b.typed, b.mods = false, "", 0
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

// walk goes to the next tile in the direction, over gaps in the plan.
func (b *gridBody) walk(dx, dy int, extend bool) {
	p := &b.grid.plan
	b.typed = ""
	if b.current < 0 {
		b.current = b.firstTile()
	}
	if b.current < 0 {
		return
	}
	if b.anchor < 0 || !extend {
		b.anchor = b.current
	}
	at := p.cell[b.current]
	for {
		at[0], at[1] = at[0]+dx, at[1]+dy
		if at[0] < 0 || at[0] >= p.columns || at[1] < 0 || at[1] >= len(p.floors) {
			return
		}
		if i, there := p.at[at]; there {
			b.goTo(i)
			if extend {
				b.extendTo(i)
			} else {
				b.anchor = i
			}
			return
		}
	}
}

func (b *gridBody) KeyDown(ev *fyne.KeyEvent) { b.shift(ev.Name, true) }
func (b *gridBody) KeyUp(ev *fyne.KeyEvent)   { b.shift(ev.Name, false) }

func (b *gridBody) shift(name fyne.KeyName, down bool) {
	if name != desktop.KeyShiftLeft && name != desktop.KeyShiftRight {
		return
	}
	b.mods &^= fyne.KeyModifierShift
	if down {
		b.mods |= fyne.KeyModifierShift
	}
}

func (b *gridBody) TypedKey(ev *fyne.KeyEvent) {
	Touched()
	extend := b.mods&fyne.KeyModifierShift != 0
	switch ev.Name {
	case fyne.KeyLeft:
		b.walk(-1, 0, extend)
	case fyne.KeyRight:
		b.walk(1, 0, extend)
	case fyne.KeyUp:
		b.walk(0, -1, extend)
	case fyne.KeyDown:
		b.walk(0, 1, extend)
	case fyne.KeySpace:
		if b.current >= 0 {
			b.toggle(b.current)
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		b.setTyped("")
		b.open(b.current)
	case fyne.KeyBackspace:
		if typed := []rune(b.typed); len(typed) > 0 {
			b.setTyped(string(typed[:len(typed)-1]))
		}
	case fyne.KeyEscape:
		switch {
		case b.typed != "":
			b.setTyped("")
		case len(b.selected) > 0:
			b.selected = map[int]bool{}
			b.selectionChanged()
		default:
			PassOn(b, ev)
		}
	default:
		PassOn(b, ev)
	}
}

// TypedRune collects a room number; a pause of a second and a half begins anew.
func (b *gridBody) TypedRune(r rune) {
	if r == ' ' {
		return
	}
	Touched()
	now := b.grid.Now()
	if now.Sub(b.typedAt) > typingPause {
		b.typed = ""
	}
	b.typedAt = now
	b.setTyped(b.typed + strings.ToUpper(string(r)))
}

func (b *gridBody) setTyped(s string) {
	b.typed = s
	if s == "" || !b.grid.Jump(s) {
		b.arrange()
	}
}

// TypedShortcut answers Ctrl+A: every tile that matches.
func (b *gridBody) TypedShortcut(s fyne.Shortcut) {
	if _, all := s.(*fyne.ShortcutSelectAll); !all {
		return
	}
	for i, t := range b.grid.plan.tiles {
		if b.grid.Match == nil || b.grid.Match(t) {
			b.selected[i] = true
		}
	}
	b.selectionChanged()
}
