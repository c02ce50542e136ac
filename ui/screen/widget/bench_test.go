package widget

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/site"
)

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
	w := begin(b)
	tiles := sixHundred()
	win := open(b, Space(1), 1278, 640)
	for b.Loop() {
		g := NewUnitGrid(w)
		g.SetTiles(tiles)
		win.SetContent(g)
		win.Canvas().Capture()
	}
}

// BenchmarkEmptyFrame is what the others are measured against.
func BenchmarkEmptyFrame(b *testing.B) {
	begin(b)
	win := open(b, Space(1), 1278, 640)
	for b.Loop() {
		win.SetContent(Space(1))
		win.Canvas().Capture()
	}
}

// BenchmarkGridScroll arranges the grid for a view one notch further, without paint.
func BenchmarkGridScroll(b *testing.B) {
	w := begin(b)
	g := NewUnitGrid(w)
	g.SetTiles(sixHundred())
	open(b, g, 1278, 640)
	step := float32(-30)
	for b.Loop() {
		before := g.scroll.Offset
		g.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, step)})
		if g.scroll.Offset == before {
			step = -step
		}
	}
}

// BenchmarkTablePage turns a table of 100,000 records by a page.
func BenchmarkTablePage(b *testing.B) {
	begin(b)
	records := make([]record, 100000)
	for i := range records {
		records[i] = record{fmt.Sprintf("D-01-%05d", i), i}
	}
	table := NewDataTable(
		Column[record]{Title: "编号", Width: 100, Text: func(r record) string { return r.name }},
		Column[record]{Title: "问题", Width: 200, Grow: true, Text: func(r record) string {
			return "卫生间地面倒坡，地漏周边积水，蓄水试验后楼下见湿痕"
		}},
		Column[record]{Title: "数", Width: 60, Right: true, Text: func(r record) string { return fmt.Sprint(r.n) }},
	)
	table.SetRecords(records)
	open(b, table, 1278, 640)
	i := 0
	for b.Loop() {
		i = (i + 15) % len(records)
		table.rows.GoTo(i)
	}
}
