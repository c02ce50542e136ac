// Package unit is a home's own page: who owns it and where it stands, and why;
// what was inspected, found, handed over and signed; and its history in words.
//
// It imports the toolkit, app and its domains, ui/words, the shell, the theme and
// the widgets; ui/program gives it what it reads. It leads into the other places and
// does little itself: owners are put right here.
package unit

import (
	"context"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/privacy"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
)

// Reader is what the page needs of the store.
type Reader interface {
	HandoverDesk(ctx context.Context, unit app.ID) (handover.View, error)
	InspectionsOfUnit(ctx context.Context, unit app.ID) ([]inspect.Inspection, error)
	DefectsOfUnit(ctx context.Context, unit app.ID) ([]defect.Row, error)
	DocumentsOfUnit(ctx context.Context, unit app.ID) ([]contract.Document, error)
	History(ctx context.Context, unit app.ID, operations int) ([]app.Event, error)
	People(ctx context.Context) ([]staff.Person, error)
	Firms(ctx context.Context) ([]site.Firm, error)
	HouseTypes(ctx context.Context) ([]site.HouseType, error)
	FormerOwners(ctx context.Context, unit app.ID) ([]site.Owner, error)
	ErasurePlan(ctx context.Context, unit, owner app.ID) (privacy.Plan, error)
}

// Privacy shows an owner's whole numbers, which is recorded, and forgets an owner.
type Privacy interface {
	ShowOwner(ctx context.Context, actor app.Actor, unit, owner app.ID, why site.Occasion) (app.Seen[site.Owner], error)
	Erase(ctx context.Context, actor app.Actor, unit, owner app.ID, why privacy.Reason) (privacy.Plan, error)
}

// Params is what the place is made of.
type Params struct {
	Read    Reader
	Forms   *Forms // nil where nothing is put right
	Privacy Privacy
}

// Place is the page of a unit; it stands under the grid.
func Place(p Params, title func() string) shell.Place {
	return shell.Place{Key: "unit", Shows: "unit", Under: "units", Title: title, Build: func(c *shell.Context) fyne.CanvasObject {
		return newPage(c, p).body.View
	}}
}
