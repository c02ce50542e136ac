// Package units is the unit grid 房态图: every home of a building as a tile, told
// by sign, word and colour where it stands; and homes and owners as lists.
//
// It imports the toolkit, app and its domains, ui/words, ui/lists, the shell, the theme and
// the widgets; ui/program gives it what it reads.
package units

import (
	"context"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/ui/lists"
	"keyday/ui/screen/shell"
)

// Reader is what the grid needs of the store.
type Reader interface {
	Buildings(ctx context.Context) ([]site.BuildingView, error)
	// Tiles lists the units of a building, or of all where it is Nil.
	Tiles(ctx context.Context, building app.ID) ([]site.Tile, error)
	HouseTypes(ctx context.Context) ([]site.HouseType, error)
	lists.Site
	// HandoverDesk reads a home's owners and what stands against handing it over.
	HandoverDesk(ctx context.Context, unit app.ID) (handover.View, error)
}

// Funds records who has paid the maintenance fund.
type Funds interface {
	SetFunds(ctx context.Context, actor app.Actor, units []app.ID, state site.FundState) error
}

// Types gives units their house type.
type Types interface {
	SetHouseType(ctx context.Context, actor app.Actor, units []app.ID, houseType app.ID) error
}

// Params is what the place is made of.
type Params struct {
	Read  Reader
	Funds Funds
	Types Types
	// Timed is told when a building is asked for ("asked") and when its tiles are
	// in the grid ("shown"), to be measured; nil: nobody measures.
	Timed func(step string)

	view *string // by which the place was last looked at, until the window closes
}

// Place is the unit grid, and the same homes and their owners as lists. It remembers how it
// was last looked at, and at which building, until the window closes.
func Place(p Params, title func() string) shell.Place {
	last, s := new(app.ID), openSources(p.Read)
	p.view = new(string)
	return shell.Place{Key: "units", Icon: "units", Title: title, Build: func(c *shell.Context) fyne.CanvasObject {
		switch viewOf(c.Route, *p.view) {
		case asList:
			return newHomes(c, p, s, title())
		case asOwners:
			return newOwners(c, p, s, title())
		}
		return newPage(c, p, title(), last).view
	}}
}
