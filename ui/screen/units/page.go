package units

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// page is the grid as it stands in the window.
type page struct {
	c    *shell.Context
	p    Params
	last *app.ID

	building *app.ID              // Nil for all
	filter   *map[site.State]bool // empty matches all

	read   shell.Latest
	hint   shell.Latest
	at     app.ID // the unit that attention is on
	moved  func() // clears the card of the unit that is no longer pointed at
	chosen func() // shows that another building was chosen, once
	views  []site.BuildingView
	grid   *UnitGrid
	legend []*LegendRow
	total  *widget.Text
	aside  *widget.Paragraph // what is known of the unit pointed at
	// asideHead is its code.
	asideHead *widget.Text
	strip     *fyne.Container
	scroll    *container.Scroll
	acts      *fyne.Container
	bulk      bulk
	body      *register.Body
	plan      fyne.CanvasObject // what the body shows where there are homes
	view      fyne.CanvasObject
}

// everyBuilding is how small a site is shown whole when nobody has chosen yet.
const everyBuilding = 120

func newPage(c *shell.Context, p Params, title string, last *app.ID) *page {
	pg := &page{c: c, p: p, last: last, chosen: func() {}}
	pg.bulk = bulk{c, p, func() { pg.grid.Select() }}
	pg.building = shell.Kept(c, "building", func() app.ID {
		if id, err := app.ParseID(c.Route.Arg("building")); err == nil {
			return id
		}
		return *last
	})
	pg.filter = shell.Kept(c, "filter", func() map[site.State]bool {
		f := map[site.State]bool{}
		for _, s := range strings.Fields(c.Route.Arg("state")) {
			f[site.State(s)] = true
		}
		return f
	})
	pg.buildGrid()
	pg.plan = pg.newPlan()
	pg.strip = widget.Bar()
	pg.scroll = container.NewHScroll(pg.strip)
	pg.acts = widget.Bar()
	pg.body = register.NewBody(c, 10)
	head := container.New(layout.NewCustomPaddedLayout(8, 8, theme.Margin, theme.Margin),
		widget.Edges(nil, nil, widget.Bar(widget.NewTitle(title), views(c, asGrid, p.view), widget.Space(0)), pg.acts,
			widget.Edges(nil, nil, container.New(layout.NewCustomPaddedLayout(6, 6, 0, theme.Gap), widget.VLine()), nil, pg.scroll)))
	pg.view = widget.Edges(widget.Stack(head, widget.HLine()), nil, nil, nil, pg.body.View)
	pg.fillActs()
	pg.commands()
	pg.reload()
	c.Watch(pg.reload, "unit", "building", "defect")
	c.OnEscape(pg.escape)
	c.OnDrop(pg.dropped)
	return pg
}

// picture is what one reading brings.
type picture struct {
	views    []site.BuildingView
	building app.ID
	tiles    []site.Tile
}

func (pg *page) timed(step string) {
	if pg.p.Timed != nil {
		pg.p.Timed(step)
	}
}

func (pg *page) reload() {
	pg.timed("asked")
	building, first, scope := *pg.building, !pg.body.Read(), pg.c.Scope()
	register.Load(pg.body, &pg.read, func(ctx context.Context) (picture, error) {
		views, err := pg.p.Read.Buildings(ctx)
		if err != nil {
			return picture{}, err
		}
		views = within(views, scope)
		if first {
			building = begin(views, building)
		}
		tiles, err := pg.p.Read.Tiles(ctx, building)
		if building.IsNil() && len(scope) > 0 {
			tiles = slices.DeleteFunc(tiles, func(t site.Tile) bool {
				return !slices.ContainsFunc(views, func(v site.BuildingView) bool { return v.ID == t.Building })
			})
		}
		return picture{views, building, tiles}, err
	}, pg.showPicture)
}

// within are the buildings of some communities, of none all of them.
func within(views []site.BuildingView, scope []app.ID) []site.BuildingView {
	return slices.DeleteFunc(views, func(v site.BuildingView) bool { return len(scope) > 0 && !slices.Contains(scope, v.Community) })
}

// begin is the building one begins with: the one asked for, else all of a small
// site, else the first that has units.
func begin(views []site.BuildingView, wanted app.ID) app.ID {
	total, first := 0, app.Nil
	for _, v := range views {
		if v.ID == wanted {
			return wanted
		}
		total += v.Units
		if first.IsNil() && v.Units > 0 {
			first = v.ID
		}
	}
	if total <= everyBuilding {
		return app.Nil
	}
	return first
}

func (pg *page) showPicture(pic picture) {
	pg.chosen()
	pg.views = pic.views
	*pg.building, *pg.last = pic.building, pic.building
	if len(pic.tiles) == 0 && pic.building.IsNil() {
		pg.strip.Objects = nil
		pg.body.Empty(empty(pg.c))
		return
	}
	pg.grid.SetTiles(pic.tiles)
	if !slices.ContainsFunc(pic.tiles, func(t site.Tile) bool { return t.Unit == pg.at }) {
		pg.point(nil) // another building is shown than that of the unit at the side
	}
	pg.fillStrip()
	pg.fillLegend()
	appeared := !pg.body.Shows(pg.plan)
	pg.body.Show(pg.plan)
	pg.timed("shown")
	if appeared {
		pg.c.Home(pg.grid.Focusable())
	}
}

// fillActs shows what can be done: with the homes selected, or else with the site.
func (pg *page) fillActs() {
	w, selected := pg.c.W, pg.grid.Selected()
	acts := imports(pg.c)
	if len(selected) > 0 {
		homes := make([]app.ID, len(selected))
		for i, t := range selected {
			homes[i] = t.Unit
		}
		acts = append([]fyne.CanvasObject{widget.NewBold(w.T("units.selected", "n", len(selected)))}, pg.bulk.acts(homes, pg.communities(selected))...)
		acts = append(acts, widget.NewIconButton("cross", w.T("units.unselect"), func() { pg.grid.Select() }))
	}
	pg.acts.Objects = acts
	pg.acts.Refresh()
	if pg.view != nil {
		pg.view.Refresh()
	}
}

// communities are those in which the units lie.
func (pg *page) communities(tiles []site.Tile) (all []app.ID) {
	for _, v := range pg.views {
		if slices.ContainsFunc(tiles, func(t site.Tile) bool { return t.Building == v.ID }) {
			all = append(all, v.Community)
		}
	}
	return all
}

// newPlan is legend and grid side by side.
func (pg *page) newPlan() fyne.CanvasObject {
	rows := []fyne.CanvasObject{container.New(layout.NewCustomPaddedLayout(4, 8, 12, 0), pg.total)}
	for _, r := range pg.legend {
		rows = append(rows, r)
	}
	rows = append(rows, pg.marks(), container.New(layout.NewCustomPaddedLayout(12, 12, 0, 0), widget.HLine()), container.New(layout.NewCustomPaddedLayout(0, 0, 12, 8), widget.Stack(pg.asideHead, container.NewStack(widget.Space(128), pg.aside))))
	side := container.New(layout.NewCustomPaddedLayout(12, 12, 8, 8), widget.Fixed(176, container.NewVScroll(widget.Stack(rows...))))
	return widget.Edges(nil, nil, widget.Edges(nil, nil, nil, widget.VLine(), side), nil, pg.grid)
}

// marks explain what a tile shows beside its state: the small cross, and the number of
// defects.
func (pg *page) marks() fyne.CanvasObject {
	w := pg.c.W
	bar := widget.NewStateSign(site.Blocked, w.T("common.barred"))
	bar.Side, bar.Quiet = 10, true
	count := widget.NewParagraph(w.T("units.count"), 156)
	count.Colour = theme.Quiet
	return container.New(layout.NewCustomPaddedLayout(8, 0, 12, 8), widget.Stack(bar, widget.Space(6), count))
}

func (pg *page) buildGrid() {
	w := pg.c.W
	g := NewUnitGrid(w)
	g.OnOpen = func(t site.Tile) { pg.c.Open(shell.ToRecord("unit", t.Unit.String())) }
	g.OnSelect = func([]site.Tile) { pg.fillActs() }
	g.OnPoint = pg.point
	g.Match = func(t site.Tile) bool { return len(*pg.filter) == 0 || (*pg.filter)[t.State] }
	g.Heading = pg.heading
	pg.grid = g
	pg.total = widget.NewQuiet("")
	pg.asideHead = widget.NewEmphasis("")
	pg.aside = widget.NewParagraph(w.T("units.keys"), 156)
	pg.aside.Colour = theme.Quiet
	for _, s := range site.States {
		pg.legend = append(pg.legend, NewLegendRow(s, w.T("common.state."+string(s)), func(on bool) { pg.narrow(s, on) }))
	}
}

// bare reports whether a building is called by a number or a letter alone.
func bare(name string) bool {
	for _, r := range name {
		if r > unicode.MaxASCII || !unicode.IsDigit(r) && !unicode.IsLetter(r) {
			return false
		}
	}
	return len(name) <= 3
}

// heading says the entrance; where every building is shown, the building too.
func (pg *page) heading(building app.ID, entrance string) string {
	w := pg.c.W
	entrance = w.Entrance(entrance)
	if !pg.building.IsNil() {
		return entrance
	}
	for _, v := range pg.views {
		if v.ID == building {
			name := v.Name
			if bare(name) { // 1 1 单元 says neither which building nor which entrance
				name = w.T("common.grid.building", "name", name)
			}
			return strings.TrimSpace(name + " " + entrance)
		}
	}
	return entrance
}

// narrow adds a state to the filter or takes it away.
func (pg *page) narrow(s site.State, on bool) {
	if on {
		(*pg.filter)[s] = true
	} else {
		delete(*pg.filter, s)
	}
	pg.fillStrip()
	pg.fillLegend()
	pg.grid.Refresh()
}

// escape drops the filter; the grid has dropped its selection before it asks.
func (pg *page) escape() bool {
	if len(*pg.filter) == 0 {
		return false
	}
	clear(*pg.filter)
	pg.fillStrip()
	pg.fillLegend()
	pg.grid.Refresh()
	return true
}

func (pg *page) fillLegend() {
	counts := map[site.State]int{}
	for _, t := range pg.grid.Tiles() {
		counts[t.State]++
	}
	for _, r := range pg.legend {
		r.Set(counts[r.State], (*pg.filter)[r.State])
	}
	pg.total.SetText(pg.c.W.T("common.grid.units", "n", len(pg.grid.Tiles())))
}

// fillStrip shows the buildings, each with how many of its units the filter keeps.
func (pg *page) fillStrip() {
	var chips []fyne.CanvasObject
	add := func(text string, count int, id app.ID) {
		chip := widget.NewChip(text, count, nil)
		chip.On = id == *pg.building
		chip.OnTap = func(bool) { pg.choose(id) }
		chips = append(chips, chip)
	}
	all := 0
	for _, v := range pg.views {
		all += pg.count(v)
	}
	if len(pg.views) > 1 {
		add(pg.c.W.T("common.all"), all, app.Nil)
	}
	for _, v := range pg.views {
		add(v.Name, pg.count(v), v.ID)
	}
	pg.strip.Objects = chips
	pg.strip.Refresh()
	pg.scroll.Refresh()
}

func (pg *page) count(v site.BuildingView) int {
	if len(*pg.filter) == 0 {
		return v.Units
	}
	n := 0
	for s := range *pg.filter {
		n += v.Counts[s]
	}
	return n
}

// choose shows another building. Its homes are there before the eye misses them, and a
// frame that is drawn meanwhile is one more that they wait for: the strip follows by itself
// only where reading takes long.
func (pg *page) choose(id app.ID) {
	const long = 100 * time.Millisecond
	*pg.building = id
	pg.chosen = sync.OnceFunc(func() { pg.grid.Select(); pg.fillStrip() })
	pg.c.After(long, pg.chosen)
	pg.reload()
	pg.c.Canvas().Focus(pg.grid.Focusable())
}

// step goes n buildings on along the strip.
func (pg *page) step(n int) {
	ids := []app.ID{}
	if len(pg.views) > 1 {
		ids = append(ids, app.Nil)
	}
	for _, v := range pg.views {
		ids = append(ids, v.ID)
	}
	if at := slices.Index(ids, *pg.building) + n; at >= 0 && at < len(ids) {
		pg.choose(ids[at])
	}
}

func (pg *page) commands() {
	w := pg.c.W
	pg.c.Commands(
		shell.Command{Text: w.T("units.next_building"), Key: fyne.KeyPageDown, Do: func() { pg.step(1) }},
		shell.Command{Text: w.T("units.previous_building"), Key: fyne.KeyPageUp, Do: func() { pg.step(-1) }},
	)
}
