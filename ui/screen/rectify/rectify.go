// Package rectify is the place where defects are worked through: a list as long
// as the site's, filters that say what they filter, the selection's bulk acts, and
// beside it one defect with its photos, its history and its next steps.
//
// It imports the shell, the widgets and app; what it needs of store, photos and
// desk it declares here.
package rectify

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
	DefectDetail(ctx context.Context, id app.ID) (defect.Detail, error)
	DefectByNumber(ctx context.Context, number string) (app.ID, error)
	Firms(ctx context.Context) ([]site.Firm, error)
}

// Desk is where the steps are taken.
type Desk interface {
	Correct(ctx context.Context, actor app.Actor, seen *app.Seen[defect.Defect], what defect.Description, reason string) error
	Raise(ctx context.Context, actor app.Actor, id app.ID) error
	Assign(ctx context.Context, actor app.Actor, ids []app.ID, firm app.ID, due app.Date) error
	Fix(ctx context.Context, actor app.Actor, id app.ID, w defect.Work) error
	Verify(ctx context.Context, actor app.Actor, id app.ID, seen defect.Inspection) error
	VerifyAll(ctx context.Context, actor app.Actor, ids []app.ID, remark string) (app.Outcome, error)
	SendBack(ctx context.Context, actor app.Actor, id app.ID, r defect.Rejection) error
	Hold(ctx context.Context, actor app.Actor, id app.ID, reason string, review app.Date) error
	Release(ctx context.Context, actor app.Actor, id app.ID, reason string, due app.Date) error
	// Take takes a step that asks for nothing, or for a reason alone.
	Take(ctx context.Context, actor app.Actor, id app.ID, s defect.Step, reason string) error
	AcceptAsIs(ctx context.Context, actor app.Actor, id app.ID, reason, owner string) error
	Cancel(ctx context.Context, actor app.Actor, id app.ID, reason string, original app.ID) error
	Reopen(ctx context.Context, actor app.Actor, id app.ID, reason string) error
	OwnerOK(ctx context.Context, actor app.Actor, id app.ID, owner string) error
	Promise(ctx context.Context, actor app.Actor, seen *app.Seen[defect.Defect], day app.Date) error
	AddPhoto(ctx context.Context, actor app.Actor, id app.ID, stage defect.Stage, hash string) error
	IssueNotices(ctx context.Context, actor app.Actor, o defect.NoticeRequest) ([]defect.Notice, error)
	Reissue(ctx context.Context, actor app.Actor, id app.ID, deadline app.Date, requirement string) (defect.Notice, error)
	ReceiveNotice(ctx context.Context, actor app.Actor, id app.ID, by string) error
}

// Pictures is where photos come from and go to. Add tells why a picture that it
// kept has no preview ("photo.damaged", "photo.too_large"), "" where it has.
type Pictures interface {
	Small(ctx context.Context, hash string) (image.Image, error)
	Preview(ctx context.Context, hash string) (image.Image, error)
	Add(ctx context.Context, r io.Reader, name string) (hash, reason string, err error)
}

// List is the checklist that defects are described by; an *inspect.Checklist.
type List interface {
	Of(kind site.RoomKind) []inspect.Item
	Item(key string) (inspect.Item, bool)
}

// Params is what the place is made of.
type Params struct {
	Read     Reader
	Desk     Desk
	List     List
	Pictures Pictures
	Title    func() string
	// Try draws the pages, so many pixels wide, of the notices that would be issued.
	Try func(ctx context.Context, actor app.Actor, r defect.NoticeRequest, width int) ([]image.Image, error)
	// Timed is told of every key upon the list ("asked") and when all rows in view
	// are there ("shown"), to be measured; nil: nobody measures.
	Timed func(step string)
}

// Key is the place's in routes: "rectify", with a defect's ID for its details, and
// the arguments "unit", "firm" (IDs) and "state" (a state's key, or "all").
const Key = "rectify"

// Place is the list and the details beside it.
func Place(p Params) shell.Place {
	s := lists.Open(lists.OfDefects, p.Read)
	return shell.Place{Key: Key, Shows: "defect", Icon: "rectify", Title: p.Title, Build: func(c *shell.Context) fyne.CanvasObject {
		return newPage(c, p, s).view
	}}
}
