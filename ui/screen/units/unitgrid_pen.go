package units

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keyday/app/site"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// gridPen takes objects from the body's pools as it draws.
type gridPen struct {
	body                 *gridBody
	objects              []fyne.CanvasObject
	tiles, labels, boxes int
	lent                 map[site.State]int
}

func (pen *gridPen) add(o ...fyne.CanvasObject) { pen.objects = append(pen.objects, o...) }

func (pen *gridPen) sign(s site.State) *widget.Mark {
	pool := pen.body.signs[s]
	n := pen.lent[s]
	pen.lent[s]++
	if n == len(pool) {
		pen.body.signs[s] = append(pool, widget.NewStateMark(s))
	}
	return pen.body.signs[s][n]
}

func (pen *gridPen) label(s string, colour fyne.ThemeColorName, size float32, bold bool) *canvas.Text {
	if pen.labels == len(pen.body.labels) {
		pen.body.labels = append(pen.body.labels, canvas.NewText("", widget.Transparent))
	}
	t := pen.body.labels[pen.labels]
	pen.labels++
	t.Text, t.Color, t.TextSize, t.TextStyle.Bold, t.Alignment = widget.Shown(s), theme.Of(colour), size, bold, fyne.TextAlignLeading
	pen.add(t)
	return t
}

func (pen *gridPen) box(fill fyne.ThemeColorName) *canvas.Rectangle {
	if pen.boxes == len(pen.body.boxes) {
		pen.body.boxes = append(pen.body.boxes, canvas.NewRectangle(widget.Transparent))
	}
	r := pen.body.boxes[pen.boxes]
	pen.boxes++
	r.FillColor, r.StrokeWidth, r.CornerRadius, r.StrokeColor = theme.Of(fill), 0, 0, widget.Transparent
	pen.add(r)
	return r
}

func (pen *gridPen) tile(i int, x, y float32) {
	b := pen.body
	if pen.tiles == len(b.tiles) {
		t := &gridTile{ring: canvas.NewRectangle(widget.Transparent),
			room: canvas.NewText("", widget.Transparent), count: canvas.NewText("", widget.Transparent)}
		t.ring.CornerRadius = theme.Radius
		t.room.TextSize, t.count.TextSize = theme.TextSize, theme.Small
		t.count.Alignment = fyne.TextAlignTrailing
		b.tiles = append(b.tiles, t)
	}
	t := b.tiles[pen.tiles]
	pen.tiles++
	unit := &b.grid.plan.tiles[i]
	pale := b.grid.Match != nil && !b.grid.Match(*unit)

	ground := tileGround{fyne.NewPos(x, y).Subtract(b.grid.scroll.Offset), theme.Paper, theme.Line}
	switch {
	case pale:
		ground.fill = theme.Ground
	case b.selected[i]:
		ground.fill, ground.stroke = theme.AccentTint, theme.Accent
	case unit.State.Phase() == site.Done:
		ground.fill = theme.GoodTint
	}
	if i == b.hover && !b.selected[i] {
		ground.stroke = theme.Quiet
	}
	b.ground.tiles = append(b.ground.tiles, ground)
	t.room.Text, t.room.Color, t.room.TextStyle.Bold = widget.Shown(unit.Room), theme.Of(theme.Ink), !pale
	if pale {
		t.room.Color = theme.Of(theme.Idle)
	}
	widget.PlaceAt(t.room, x+8, y+3, tileWidth-12, 20)
	pen.add(t.room)

	if !pale {
		mark := pen.sign(unit.State)
		mark.Place(x+8, y+25, 13)
		mark.Tint(theme.State(unit.State))
		pen.add(mark.Objects...)
	}
	if unit.Barred && !pale {
		bar := pen.sign(site.Blocked)
		bar.Place(x+27, y+27, 10)
		bar.Tint(theme.State(site.Blocked))
		pen.add(bar.Objects...)
	}
	if unit.Open > 0 {
		t.count.Text, t.count.Color, t.count.TextStyle.Bold = strconv.Itoa(unit.Open), theme.Of(theme.Quiet), unit.Grave > 0
		if unit.Grave > 0 && !pale {
			t.count.Color = theme.Of(theme.Bad)
		}
		widget.PlaceAt(t.count, x+24, y+23, tileWidth-32, 17)
		pen.add(t.count)
	}
	if i == b.current && b.focused {
		t.ring.StrokeWidth, t.ring.StrokeColor = 2, theme.Of(theme.Accent)
		widget.PlaceAt(t.ring, x-1, y-1, tileWidth+2, tileHeight+2)
		pen.add(t.ring)
	}
}

// floors draws the names of the floors, at the left of the view however far it
// is scrolled.
func (pen *gridPen) floors(x0, y0, y1 float32, first int) {
	g := pen.body.grid
	widget.PlaceAt(pen.box(theme.Paper), x0, y0, floorWidth-tileGap, y1-y0)
	for row := first; row < len(g.plan.floors) && g.plan.top(row) < y1; row++ {
		t := pen.label(g.floorName(g.plan.floors[row]), theme.Quiet, theme.Small, false)
		t.Alignment = fyne.TextAlignTrailing
		widget.PlaceAt(t, x0, g.plan.top(row), floorWidth-tileGap-8, tileHeight)
	}
}

// heads draws the names of the entrances, at the top of the view.
func (pen *gridPen) heads(x0, y0, x1 float32) {
	g := pen.body.grid
	widget.PlaceAt(pen.box(theme.Paper), x0, y0, x1-x0, headHeight-tileGap)
	for _, group := range g.plan.groups {
		left := g.plan.lefts[group.first]
		right := g.plan.lefts[group.first+group.n-1] + tileWidth
		if right < x0+floorWidth || left > x1 {
			continue
		}
		// The name stays in view as long as any of its columns does.
		x := fyne.Max(left, fyne.Min(x0+floorWidth, right-tileWidth))
		t := pen.label(widget.Cut(g.heading(group), right-x, theme.TextSize, true), theme.Ink, theme.TextSize, true)
		widget.PlaceAt(t, x, y0, right-x, headHeight-tileGap)
	}
	widget.PlaceAt(pen.box(theme.Paper), x0, y0, floorWidth-tileGap, headHeight-tileGap)
}

func (pen *gridPen) drag() {
	b := pen.body
	if b.from == nil || b.to == nil {
		return
	}
	r := pen.box(theme.Hover)
	r.StrokeWidth, r.StrokeColor = 1, theme.Of(theme.Accent)
	x, y := min(b.from.X, b.to.X), min(b.from.Y, b.to.Y)
	widget.PlaceAt(r, x, y, max(b.from.X, b.to.X)-x, max(b.from.Y, b.to.Y)-y)
}

// typed shows the characters being typed to jump, in the corner that the names of
// floors and entrances leave free, for as long as they count.
func (pen *gridPen) typed(x0, y0 float32) {
	b := pen.body
	if b.typed == "" || b.grid.Now().Sub(b.typedAt) > typingPause {
		return
	}
	width := widget.Measure(b.typed, theme.TextSize, true).Width + 12
	card := pen.box(theme.Accent)
	card.CornerRadius = theme.Radius
	widget.PlaceAt(card, x0, y0+2, width, headHeight-tileGap-4)
	widget.PlaceAt(pen.label(b.typed, theme.OnAccent, theme.TextSize, true), x0+6, y0+2, width-12, headHeight-tileGap-4)
}
