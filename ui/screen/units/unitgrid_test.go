package units

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/widget"
	"keyday/ui/screen/widget/widgettest"
)

// tower is a building of two entrances: floors 1 to 20, four rooms each, less the
// one that 3-2-1104 would be.
func tower() []site.Tile {
	var tiles []site.Tile
	building := app.ID{1}
	for entrance := 1; entrance <= 2; entrance++ {
		for floor := 1; floor <= 20; floor++ {
			for room := 1; room <= 4; room++ {
				if entrance == 2 && floor == 11 && room == 4 {
					continue
				}
				name := fmt.Sprintf("%d%02d", floor, room)
				tiles = append(tiles, site.Tile{
					Unit: app.ID{2, byte(entrance), byte(floor), byte(room)}, Building: building, Entrance: fmt.Sprint(entrance), Floor: floor,
					Room: name, Code: fmt.Sprintf("3-%d-%s", entrance, name), State: site.States[len(tiles)%len(site.States)], Open: len(tiles) % 5,
				})
			}
		}
	}
	return tiles
}

func TestGridLook(t *testing.T) {
	w := widgettest.App(t)
	g := NewUnitGrid(w)
	g.SetTiles(tower()[:24])
	win := widgettest.Window(t, g, 420, 340)
	test.AssertRendersToMarkup(t, "grid.xml", win.Canvas())
	g.Match = func(u site.Tile) bool { return u.State == site.Ready }
	g.Select(tower()[2].Unit)
	win.Canvas().Focus(g.Focusable())
	g.Refresh()
	test.AssertRendersToMarkup(t, "grid_filtered.xml", win.Canvas())
}

func TestGridPlan(t *testing.T) {
	p := planOf(append(tower(), site.Tile{Unit: app.ID{9}, Building: app.ID{1}, Entrance: "2", Floor: -1, Room: "B101", Code: "3-2-B101"}))
	if p.floors[0] != 20 || p.floors[len(p.floors)-1] != -1 {
		t.Errorf("floors %v", p.floors)
	}
	seen := map[[2]int]bool{}
	for i, cell := range p.cell {
		if seen[cell] {
			t.Errorf("%s stands on another", p.tiles[i].Code)
		}
		seen[cell] = true
		x, y := p.lefts[cell[0]]+tileWidth/2, p.top(cell[1])+tileHeight/2
		if got := p.tileAt(x, y); got != i {
			t.Errorf("in the middle of %s is %d", p.tiles[i].Code, got)
		}
	}
	a, b := p.byUnit[app.ID{2, 1, 3, 2}], p.byUnit[app.ID{2, 1, 17, 2}]
	if p.cell[a][0] != p.cell[b][0] {
		t.Error("302 and 1702 of one entrance do not stand above each other")
	}
}

// Two units of one room number on a floor are both seen.
func TestGridLosesNoUnit(t *testing.T) {
	p := planOf([]site.Tile{{Unit: app.ID{1}, Floor: 1, Room: "101"}, {Unit: app.ID{2}, Floor: 1, Room: "101"}, {Unit: app.ID{3}, Floor: 1, Room: "102"}})
	if len(p.at) != 3 {
		t.Errorf("%d of 3 units are seen", len(p.at))
	}
}

func TestGridByKeyboard(t *testing.T) {
	w := widgettest.App(t)
	g := NewUnitGrid(w)
	now := time.Unix(0, 0)
	g.Now = func() time.Time { return now }
	var opened string
	g.OnOpen = func(u site.Tile) { opened = u.Code }
	pointed := ""
	g.OnPoint = func(u *site.Tile) {
		if u != nil {
			pointed = u.Code
		}
	}
	g.SetTiles(tower())
	win := widgettest.Window(t, g, 600, 400)
	win.Canvas().Focus(g.Focusable())
	if got := g.Current().Code; got != "3-1-2001" {
		t.Errorf("the keyboard begins at %s", got)
	}
	for _, r := range "1104" {
		g.body.TypedRune(r)
	}
	if got := g.Current().Code; got != "3-1-1104" {
		t.Errorf("1104 jumped to %s", got)
	}
	widgettest.Press(g.body, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	if got := g.Current().Code; got != "3-2-1103" {
		t.Errorf("walked past the gap to %s", got)
	}
	widgettest.Press(g.body, fyne.KeyUp, fyne.KeyReturn)
	if opened != "3-2-1203" || pointed != "3-2-1203" {
		t.Errorf("opened %s, pointed at %s", opened, pointed)
	}
	widgettest.Shift(g.body, func() { widgettest.Press(g.body, fyne.KeyDown, fyne.KeyLeft) })
	if got := len(g.Selected()); got != 4 {
		t.Errorf("Shift over two by two selected %d", got)
	}
	now = now.Add(time.Minute)
	g.body.TypedRune('9')
	if got := g.Current().Room; !strings.HasPrefix(got, "9") {
		t.Errorf("after a pause 9 jumped to %s", got)
	}
}

func TestGridByPointer(t *testing.T) {
	w := widgettest.App(t)
	g := NewUnitGrid(w)
	opened := ""
	g.OnOpen = func(u site.Tile) { opened = u.Code }
	told := 0
	g.OnSelect = func([]site.Tile) { told++ }
	g.SetTiles(tower())
	widgettest.Window(t, g, 600, 400)
	middle := func(i int) fyne.Position {
		cell := g.plan.cell[i]
		return fyne.NewPos(g.plan.lefts[cell[0]]+20, g.plan.top(cell[1])+20)
	}
	top := g.plan.byUnit[app.ID{2, 1, 20, 2}]
	down := func(i int, mods fyne.KeyModifier) {
		g.body.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: middle(i)}, Modifier: mods})
		g.body.MouseUp(&desktop.MouseEvent{})
		g.body.Tapped(&fyne.PointEvent{Position: middle(i)})
	}
	clock := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	g.Now = func() time.Time { return clock }
	down(top, 0)
	if g.body.current != top || opened != "" {
		t.Errorf("a tap made %d current, opened %q", g.body.current, opened)
	}
	clock = clock.Add(time.Second)
	down(top, 0)
	if opened != "" {
		t.Error("two taps with a pause between opened")
	}
	clock = clock.Add(again - 1)
	down(top, 0)
	if opened != "3-1-2002" {
		t.Errorf("a second tap opened %q", opened)
	}
	opened = ""
	down(g.plan.byUnit[app.ID{2, 1, 19, 3}], fyne.KeyModifierShift)
	if len(g.Selected()) != 4 || opened != "" {
		t.Errorf("Shift and a tap selected %d, opened %q", len(g.Selected()), opened)
	}
	g.body.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: middle(top)}})
	g.body.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: middle(g.plan.byUnit[app.ID{2, 1, 18, 4}])}})
	g.body.DragEnd()
	if len(g.Selected()) != 9 || told == 0 {
		t.Errorf("a drag over three by three selected %d", len(g.Selected()))
	}
	g.SetTiles(tower()[:8])
	if len(g.Selected()) != 0 {
		t.Error("units that are gone are still selected")
	}
}

// The grid keeps objects for what is in view, however many units there are.
func TestGridKeepsOnlyWhatIsInView(t *testing.T) {
	w := widgettest.App(t)
	g := NewUnitGrid(w)
	g.SetTiles(tower())
	widgettest.Window(t, g, 600, 400)
	for y := float32(0); y < 600; y += 37 {
		g.scroll.ScrollToOffset(fyne.NewPos(0, y))
		g.body.arrange()
	}
	if n := len(g.body.tiles); n > 8*10 {
		t.Errorf("%d tiles are kept for 160 units in a view of eight by nine", n)
	}
}

// sixHundred is five entrances of 30 floors and four rooms.
func sixHundred() []site.Tile {
	var tiles []site.Tile
	for n := range 600 {
		entrance, floor, room := n/120+1, n%120/4+1, n%4+1
		tiles = append(tiles, site.Tile{Unit: app.ID{byte(n >> 8), byte(n), 1}, Entrance: fmt.Sprint(entrance), Floor: floor,
			Room: fmt.Sprintf("%d%02d", floor, room), State: site.States[n%len(site.States)], Open: n % 7})
	}
	return tiles
}

// BenchmarkGridFirstFrame builds the grid of 600 units and paints its first frame
// in software; the ratio is to painting the same window empty.
func BenchmarkGridFirstFrame(b *testing.B) {
	w := widgettest.App(b)
	tiles := sixHundred()
	win := widgettest.Window(b, widget.Space(1), 1278, 640)
	for b.Loop() {
		g := NewUnitGrid(w)
		g.SetTiles(tiles)
		win.SetContent(g)
		win.Canvas().Capture()
	}
}

// BenchmarkGridScroll arranges the grid for a view one notch further, without paint.
func BenchmarkGridScroll(b *testing.B) {
	w := widgettest.App(b)
	g := NewUnitGrid(w)
	g.SetTiles(sixHundred())
	widgettest.Window(b, g, 1278, 640)
	step := float32(-30)
	for b.Loop() {
		before := g.scroll.Offset
		g.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, step)})
		if g.scroll.Offset == before {
			step = -step
		}
	}
}

// What the law bars from being handed over has a cross beside its sign.
func TestGridMarksWhatTheLawBars(t *testing.T) {
	g := NewUnitGrid(widgettest.App(t))
	tiles := tower()[:2]
	tiles[0].State, tiles[1].State, tiles[1].Barred = site.Rectifying, site.Rectifying, true
	g.SetTiles(tiles)
	widgettest.Window(t, g, 600, 400)
	crosses := func() (n int) {
		for _, s := range g.body.signs[site.Blocked] {
			if slices.Contains(g.body.drawn.Parts, s.Objects[0]) {
				n++
			}
		}
		return n
	}
	if n := crosses(); n != 1 {
		t.Errorf("%d crosses, want that of the second home", n)
	}
	g.Match = func(u site.Tile) bool { return !u.Barred }
	if g.Refresh(); crosses() != 0 {
		t.Error("a pale tile has a cross")
	}
}

func TestGridIsAControl(t *testing.T) {
	w := widgettest.App(t)
	g := NewUnitGrid(w)
	widgettest.PassesKeysOn(t, g, g.Focusable())
	tiles := tower()[:4]
	for i := range tiles {
		tiles[i].Room = widgettest.Odd
	}
	g.SetTiles(tiles)
	widgettest.ShowsOdd(t, g)
}
