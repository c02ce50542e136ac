// Package inspection is the place 验房: which homes are to be inspected, and the
// walk through one of them, room by room, with the defects found on the way.
//
// It imports app, ui/words and the shell with its widgets; ui/program gives it
// the store, the desks and the photos through the interfaces below.
package inspection

import (
	"context"
	"image"
	"io"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/ui/lists"
	"keyday/ui/screen/shell"
)

// Reader is what the place reads.
type Reader interface {
	lists.Site
	InspectionsOfUnit(ctx context.Context, unit app.ID) ([]inspect.Inspection, error)
	AnswersOf(ctx context.Context, inspection app.ID) ([]inspect.Answer, error)
	InspectionDefects(ctx context.Context, i inspect.Inspection) ([]defect.Row, error)
	Unit(ctx context.Context, id app.ID) (site.Unit, error)
	Building(ctx context.Context, id app.ID) (site.Building, error)
	OwnersOf(ctx context.Context, unit app.ID) ([]site.OwnerView, error)
	HouseType(ctx context.Context, id app.ID) (site.HouseType, error)
}

// Desk is where people inspect; an *inspect.Desk.
type Desk interface {
	List() *inspect.Checklist
	Begin(ctx context.Context, actor app.Actor, b inspect.Beginning) (inspect.Inspection, error)
	Assign(ctx context.Context, actor app.Actor, homes []app.ID, inspector app.ID) error
	Answer(ctx context.Context, actor app.Actor, at inspect.At, r inspect.Result) error
	PassRest(ctx context.Context, actor app.Actor, inspection app.ID, room string) (int, error)
	Measure(ctx context.Context, actor app.Actor, seen *app.Seen[inspect.Answer], m inspect.Measured) (inspect.Judgement, error)
	Fail(ctx context.Context, actor app.Actor, f inspect.Failing) (defect.Defect, error)
	Submit(ctx context.Context, actor app.Actor, id app.ID, remarks string) error
	SignOff(ctx context.Context, actor app.Actor, id app.ID) (inspect.Inspection, error)
	// Take takes a step that asks for nothing, or for a reason alone.
	Take(ctx context.Context, actor app.Actor, id app.ID, s inspect.Step, reason string) error
}

// Evidence adds a picture to a defect that is already recorded; a *defect.Desk.
type Evidence interface {
	AddPhoto(ctx context.Context, actor app.Actor, id app.ID, stage defect.Stage, hash string) error
}

// Photos keeps pictures. Both take their time and are called off the screen's
// goroutine.
type Photos interface {
	Put(ctx context.Context, r io.Reader, name string) (hash string, err error)
	// Thumb is a picture scaled to about size pixels, upright.
	Thumb(ctx context.Context, hash string, size int) (image.Image, error)
}

// Params is what the place is made of.
type Params struct {
	Read     Reader
	Desk     Desk
	Evidence Evidence
	Photos   Photos
	Title    func() string
}

// Place is 验房 in the rail: the list without a record, a unit's inspection with one.
// The list may be narrowed by the argument "state"; the walk begins where the
// arguments "inspection", "room" and "item" say, and "origin" begins one of that
// origin where none is open.
func Place(p Params) shell.Place {
	s := lists.Open(lists.OfInspections, p.Read)
	return shell.Place{
		Key: "inspect", Icon: "inspect", Title: p.Title,
		Build: func(c *shell.Context) fyne.CanvasObject {
			if id, err := app.ParseID(c.Route.ID); err == nil {
				return newWalk(c, p, id).body.View
			}
			return newList(c, p, s).View
		},
	}
}
