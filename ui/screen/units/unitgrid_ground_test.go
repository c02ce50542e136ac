package units

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget/widgettest"
)

// The grounds of tiles say what is done, what is selected and what the filter leaves out;
// at every scale their corners are round and their edges a line of whole pixels.
func TestGroundsOfTiles(t *testing.T) {
	w := widgettest.App(t)
	g := NewUnitGrid(w)
	tiles := []site.Tile{{Unit: app.ID{1}, Entrance: "1", Floor: 1, Room: "101"}, {Unit: app.ID{2}, Entrance: "1", Floor: 1, Room: "102", State: site.HandedOver},
		{Unit: app.ID{3}, Entrance: "1", Floor: 1, Room: "103"}, {Unit: app.ID{4}, Entrance: "1", Floor: 1, Room: "104", State: site.Blocked}}
	g.Match = func(t site.Tile) bool { return t.State != site.Blocked }
	g.SetTiles(tiles)
	widgettest.Window(t, g, 640, 320)
	g.Select(app.ID{3})
	want := []struct{ fill, stroke fyne.ThemeColorName }{{theme.Paper, theme.Line}, {theme.GoodTint, theme.Line}, {theme.AccentTint, theme.Accent}, {theme.Ground, theme.Line}}
	for _, scale := range []float32{1, 1.25, 1.5, 2} {
		ground := g.body.ground
		size := ground.raster.Size()
		img := ground.draw(int(size.Width*scale), int(size.Height*scale))
		for i, tile := range ground.tiles {
			at := func(x, y float32) color.NRGBA {
				return color.NRGBAModel.Convert(img.At(int((tile.at.X+x)*scale), int((tile.at.Y+y)*scale))).(color.NRGBA)
			}
			if got := at(tileWidth/2, tileHeight/2); got != plain(want[i].fill) {
				t.Errorf("at %v tile %d is filled with %v, want %s", scale, i+1, got, want[i].fill)
			}
			if got := at(tileWidth/2, 0.1); got != plain(want[i].stroke) {
				t.Errorf("at %v tile %d is edged with %v, want %s", scale, i+1, got, want[i].stroke)
			}
			if got := at(0.1, 0.1); got.A > 60 {
				t.Errorf("at %v tile %d has an edge in its corner: %v", scale, i+1, got)
			}
		}
		if len(ground.tiles) != len(want) {
			t.Fatalf("%d grounds are drawn", len(ground.tiles))
		}
	}
}
