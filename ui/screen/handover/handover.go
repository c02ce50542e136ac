// Package handover is the handover desk: the list of the day, and one home's way
// from the owners' arrival to the signed certificate, in stations down the page.
// Every line is on disk as soon as it is filled; nothing has to be saved.
//
// It imports the toolkit, app and its domains, ui/words, the shell, the theme and
// the widgets; ui/program gives it what it reads and the desk that it acts through.
package handover

import (
	"context"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/ui/lists"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
)

// Reader is what the place needs of the store.
type Reader interface {
	lists.Site
	HandoverDesk(ctx context.Context, unit app.ID) (handover.View, error)
}

// Names keeps pictures of owners' names that the papers' font cannot write.
type Names interface {
	PutPicture(ctx context.Context, actor app.Actor, unit, owner app.ID, file string) error
}

// Desk is what people do here; *handover.Desk satisfies it.
type Desk interface {
	Invite(ctx context.Context, actor app.Actor, unit app.ID, seen *app.Seen[handover.Case], i handover.Invitation) error
	Book(ctx context.Context, actor app.Actor, unit app.ID, seen *app.Seen[handover.Case], s handover.Slot) error
	BookAll(ctx context.Context, actor app.Actor, wanted []handover.Booking) (app.Outcome, error)
	Missed(ctx context.Context, actor app.Actor, unit app.ID, remark string) error
	CheckIn(ctx context.Context, actor app.Actor, unit app.ID) error
	CheckOwner(ctx context.Context, actor app.Actor, unit, owner app.ID, s handover.Identification) error
	CheckAgent(ctx context.Context, actor app.Actor, unit app.ID, letter contract.Authority, a handover.Agent) error
	HandPaper(ctx context.Context, actor app.Actor, unit app.ID, seen *app.Seen[handover.Paper], p handover.Paper) error
	HandPapers(ctx context.Context, actor app.Actor, unit app.ID) error
	ReadMeter(ctx context.Context, actor app.Actor, unit app.ID, seen *app.Seen[handover.Meter], m handover.Meter) error
	CountKeys(ctx context.Context, actor app.Actor, unit app.ID, seen *app.Seen[handover.Keys], k handover.Keys) error
	ReturnKeys(ctx context.Context, actor app.Actor, unit app.ID, kind string) error
	Promise(ctx context.Context, actor app.Actor, unit app.ID, defects []*app.Seen[defect.Defect], day app.Date) error
	Override(ctx context.Context, actor app.Actor, unit app.ID, keys []string, reason string) error
	Decide(ctx context.Context, actor app.Actor, unit app.ID, c handover.Choice) error
	DrawUp(ctx context.Context, actor app.Actor, unit app.ID) (contract.Document, error)
	Complete(ctx context.Context, actor app.Actor, unit app.ID) error
	Follow(ctx context.Context, actor app.Actor, unit app.ID, seen *app.Seen[handover.Case], t handover.Talk) error
	// Take takes a step that asks for nothing, or for a reason alone.
	Take(ctx context.Context, actor app.Actor, unit app.ID, s handover.Step, reason string) error
	CorrectName(ctx context.Context, actor app.Actor, unit app.ID, seen *app.Seen[site.Owner], n handover.NewName) (contract.Document, error)
}

// Funds records whether homes have their maintenance fund paid.
type Funds interface {
	SetFunds(ctx context.Context, actor app.Actor, units []app.ID, state site.FundState) error
}

// Privacy shows an owner's whole numbers, which is recorded.
type Privacy interface {
	ShowOwner(ctx context.Context, actor app.Actor, unit, owner app.ID, why site.Occasion) (app.Seen[site.Owner], error)
}

// Letters are the letters of authority by which agents act.
type Letters interface {
	WithdrawAuthority(ctx context.Context, actor app.Actor, letter app.ID) error
}

// Forms are the forms of a home and its owners, lent by the home's page.
type Forms interface {
	Register(c *shell.Context, v handover.View)
	CorrectOwner(c *shell.Context, v handover.View, owner app.ID)
	CorrectHome(c *shell.Context, v handover.View)
}

// Params is what the place is made of.
type Params struct {
	Read    Reader
	Desk    Desk
	Names   Names
	Funds   Funds
	Privacy Privacy
	Letters Letters
	Pack    register.Packer
	Forms   Forms // nil where nothing of the ledger is put right
}

// Place is the list of the day; with the identity of a unit, the unit's desk.
func Place(p Params, title func() string) shell.Place {
	s := lists.Open(lists.OfHandovers, p.Read)
	return shell.Place{Key: "handover", Icon: "handover", Title: title, Build: func(c *shell.Context) fyne.CanvasObject {
		if c.Route.ID == "" {
			return newList(c, p, s).View
		}
		return newDesk(c, p).body.View
	}}
}
