// Package units is the unit grid 房态图: every home of a building as a tile, told
// by sign, word and colour where it stands.
//
// It imports the toolkit, app and its domains, ui/words, the shell, the theme and
// the widgets; main gives it what it reads.
package units

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// Reader is what the grid needs of the store.
type Reader interface {
	Buildings(ctx context.Context) ([]site.BuildingView, error)
	Tiles(ctx context.Context, building app.ID) ([]site.Tile, error)
}

// Params is what the place is made of.
type Params struct {
	Read  Reader
	Title func() string
}

// Place is the unit grid.
func Place(p Params) shell.Place {
	return shell.Place{Key: "units", Icon: "units", Title: p.Title, Build: p.build}
}

func (p Params) build(c *shell.Context) fyne.CanvasObject {
	grid := widget.NewUnitGrid(c.W)
	grid.OnOpen = func(t site.Tile) { c.Open(shell.ToRecord("unit", t.Unit.String())) }
	body := container.NewStack(widget.NewSkeleton(8))
	var latest shell.Latest
	read := func() {
		shell.Load(c, &latest, func(ctx context.Context) ([]site.Tile, error) {
			all, err := p.Read.Buildings(ctx)
			if err != nil || len(all) == 0 {
				return nil, err
			}
			return p.Read.Tiles(ctx, all[0].ID)
		}, func(tiles []site.Tile) {
			grid.SetTiles(tiles)
			body.Objects = []fyne.CanvasObject{grid}
			body.Refresh()
		})
	}
	read()
	c.Watch(read, "unit")
	c.StartAt(grid.Focusable())
	return widget.NewPage(p.Title(), nil, nil, body)
}
