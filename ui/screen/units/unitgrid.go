package units

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fw "fyne.io/fyne/v2/widget"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// UnitGrid is the 房态图: floors from the top down, entrances side by side, a
// tile per unit with room number, state and count of open defects. However many
// units there are, it keeps objects only for those in view.
//
// Keys: arrows walk, Enter opens, characters jump (1501), Shift with arrows or a
// drag selects, Ctrl+A selects all, Esc clears.
type UnitGrid struct {
	fw.BaseWidget
	OnOpen   func(site.Tile)
	OnPoint  func(*site.Tile)  // hover or focus; nil when neither
	OnSelect func([]site.Tile) // after the selection changed
	// Heading says what stands over an entrance; nil says its name (1 单元).
	Heading func(building app.ID, entrance string) string
	// Match draws the tiles it refuses pale; nil matches all. Call Refresh after a change.
	Match func(site.Tile) bool
	Now   func() time.Time

	words  *words.Words
	plan   gridPlan
	body   *gridBody
	scroll *container.Scroll
}

// NewUnitGrid is an empty grid.
func NewUnitGrid(w *words.Words) *UnitGrid {
	g := &UnitGrid{words: w, Now: time.Now}
	g.body = newGridBody(g)
	g.scroll = container.NewScroll(g.body)
	g.scroll.OnScrolled = func(fyne.Position) { g.body.arrange() }
	g.ExtendBaseWidget(g)
	return g
}

// SetTiles shows the units; current tile and selection stay where their units are.
func (g *UnitGrid) SetTiles(tiles []site.Tile) {
	current := g.Current()
	var selected []app.ID
	for _, t := range g.Selected() {
		selected = append(selected, t.Unit)
	}
	g.plan = planOf(tiles)
	g.body.selected = map[int]bool{}
	for _, id := range selected {
		if i, there := g.plan.byUnit[id]; there {
			g.body.selected[i] = true
		}
	}
	g.body.current = -1
	if current != nil {
		if i, there := g.plan.byUnit[current.Unit]; there {
			g.body.current = i
		}
	}
	g.Refresh()
}

// Tiles are the units as shown.
func (g *UnitGrid) Tiles() []site.Tile { return g.plan.tiles }

// Current is the tile the keyboard is on, nil for none.
func (g *UnitGrid) Current() *site.Tile { return g.body.tile(g.body.current) }

// Selected lists the selected tiles in the order given to SetTiles.
func (g *UnitGrid) Selected() []site.Tile {
	var all []site.Tile
	for i, t := range g.plan.tiles {
		if g.body.selected[i] {
			all = append(all, t)
		}
	}
	return all
}

// Select selects the units and no others.
func (g *UnitGrid) Select(units ...app.ID) {
	g.body.selected = map[int]bool{}
	for _, id := range units {
		if i, there := g.plan.byUnit[id]; there {
			g.body.selected[i] = true
		}
	}
	g.body.selectionChanged()
}

// GoTo makes the unit current and brings it into view.
func (g *UnitGrid) GoTo(unit app.ID) bool {
	i, there := g.plan.byUnit[unit]
	if there {
		g.body.goTo(i)
	}
	return there
}

// Jump goes to the first unit whose room or code is text, or begins with it, and
// reports whether there is one.
func (g *UnitGrid) Jump(text string) bool {
	text = strings.ToUpper(text)
	best := -1
	for i, t := range g.plan.tiles {
		if t.Room == text || t.Code == text {
			best = i
			break
		}
		if best < 0 && (strings.HasPrefix(t.Room, text) || strings.HasPrefix(t.Code, text)) {
			best = i
		}
	}
	if best >= 0 {
		g.body.goTo(best)
	}
	return best >= 0
}

// Focus puts the keyboard on the grid.
func (g *UnitGrid) Focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		c.Focus(g.body)
	}
}

// Focusable is what a page names as the place where the keyboard begins.
func (g *UnitGrid) Focusable() fyne.Focusable { return g.body }

// CreateRenderer draws the tiles in view.
func (g *UnitGrid) CreateRenderer() fyne.WidgetRenderer {
	d := &widget.Drawn{Of: g, Parts: []fyne.CanvasObject{g.scroll}}
	d.Least = func() fyne.Size { return fyne.NewSize(floorWidth+tileWidth, headHeight+tileHeight) }
	d.Arrange = func(size fyne.Size) {
		widget.PlaceAt(g.scroll, 0, 0, size.Width, size.Height)
		g.body.arrange()
	}
	d.Paint = func() { g.scroll.Refresh(); g.body.arrange() }
	return d
}

func (g *UnitGrid) heading(c gridColumn) string {
	if g.Heading != nil {
		return g.Heading(c.building, c.entrance)
	}
	return g.words.Entrance(c.entrance)
}

func (g *UnitGrid) floorName(floor int) string {
	if floor < 0 {
		return g.words.T("common.grid.basement", "n", -floor)
	}
	return g.words.T("common.grid.floor", "n", floor)
}
