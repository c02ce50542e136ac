// Package contracts lists every home with its 前期物业服务协议, draws agreements
// up, and keeps the terms that they share.
//
// It imports the toolkit, app and its domains, ui/words, the shell, the theme and
// the widgets; ui/program gives it what it reads and the desk it acts at.
package contracts

import (
	"context"
	"image"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/ui/lists"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
)

// Reader is what the place needs of the store.
type Reader interface {
	lists.Site
	SeeAgreementTerms(ctx context.Context) (app.Seen[contract.Terms], error)
	AgreementTerms(ctx context.Context) (contract.Terms, error)
	AuthoritiesOfUnit(ctx context.Context, unit app.ID) ([]contract.Authority, error)
	SeeFeeReceipt(ctx context.Context, unit app.ID) (app.Seen[contract.FeeReceipt], error)
	TextApprovals(ctx context.Context) ([]contract.TextApproval, error)
	OwnForms(ctx context.Context) ([]contract.OwnForm, error)
	HouseTypes(ctx context.Context) ([]site.HouseType, error)
	Site(ctx context.Context) (site.Site, error)
}

// Desk draws agreements up, keeps their terms, and what was paid.
type Desk interface {
	AgreeAll(ctx context.Context, actor app.Actor, wanted []contract.Agreeing) ([]contract.Document, app.Outcome, error)
	PutReceipt(ctx context.Context, actor app.Actor, seen *app.Seen[contract.FeeReceipt], r contract.FeeReceipt) error
	PutTerms(ctx context.Context, actor app.Actor, seen *app.Seen[contract.Terms], t contract.Terms) error
}

// Params is what the place is made of.
type Params struct {
	Read Reader
	Desk Desk
	Pack register.Packer
	Text app.Wording // in which agreements are drawn up now, unless that is one of the company's own
	// Try draws the pages, so many pixels wide, of what would be drawn up.
	Try func(ctx context.Context, actor app.Actor, a contract.Agreeing, width int) ([]image.Image, error)
}

// Terms is the part of the place where the terms are kept.
const Terms = "terms"

// Place is the list of agreements, and in the part Terms what they share.
func Place(p Params, title func() string) shell.Place {
	kept, s := &unsaved{}, lists.Open(lists.OfAgreements, p.Read)
	return shell.Place{Key: "contracts", Icon: "contract", Title: title, Build: func(c *shell.Context) fyne.CanvasObject {
		if c.Route.Part == Terms {
			return newTerms(c, p, kept).view
		}
		return newList(c, p, s, title()).View
	}}
}
