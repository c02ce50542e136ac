// Package settings is where a site is set up: letterhead, buildings, house types,
// firms, people, limits and backups; and how Keyday looks on this laptop.
//
// It imports the toolkit, app and its domains, ui/words, the shell, the theme and
// the widgets; ui/program gives it what it reads and the desks that it asks.
package settings

import (
	"context"
	"image"
	"io"
	"time"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/lists"
	"keyday/ui/screen/shell"
)

// Reader is what the settings need of the store. What is changed in a form is read by
// See…, so that it is compared with what the form showed.
type Reader interface {
	SeeSite(ctx context.Context) (app.Seen[site.Site], error)
	Communities(ctx context.Context) ([]site.Community, error)
	Buildings(ctx context.Context) ([]site.BuildingView, error)
	Tiles(ctx context.Context, building app.ID) ([]site.Tile, error)
	HouseTypes(ctx context.Context) ([]site.HouseType, error)
	AllFirms(ctx context.Context) ([]site.Firm, error)
	People(ctx context.Context) ([]staff.Person, error)
	// WrongPINs lists the latest PINs that were tried in vain.
	WrongPINs(ctx context.Context, most int) ([]staff.WrongPIN, error)
	// Showings lists the latest showings of owners' whole numbers.
	Showings(ctx context.Context, most int) ([]site.ShowingView, error)
	// Exports lists the latest exports of lists.
	Exports(ctx context.Context, most int) ([]site.ExportView, error)
	lists.Site
	SeeCommunity(ctx context.Context, id app.ID) (app.Seen[site.Community], error)
	SeeBuilding(ctx context.Context, id app.ID) (app.Seen[site.Building], error)
	SeeHouseType(ctx context.Context, id app.ID) (app.Seen[site.HouseType], error)
	SeeFirm(ctx context.Context, id app.ID) (app.Seen[site.Firm], error)
	SeePerson(ctx context.Context, id app.ID) (app.Seen[staff.Person], error)
	SeeDefectLimits(ctx context.Context) (app.Seen[defect.Limits], error)
	SeeWarrantyBook(ctx context.Context) (app.Seen[defect.WarrantyBook], error)
	SeeHandoverItems(ctx context.Context) (app.Seen[handover.ItemList], error)
	// TextApprovals lists every approval of a contract's text, the first one first.
	TextApprovals(ctx context.Context) ([]contract.TextApproval, error)
	// OwnForms lists the versions of forms of the company's own, the first one first.
	OwnForms(ctx context.Context) ([]contract.OwnForm, error)
}

// SiteDesk keeps the site's lists.
type SiteDesk interface {
	PutSite(ctx context.Context, actor app.Actor, seen *app.Seen[site.Site], s site.Site) error
	PutCommunity(ctx context.Context, actor app.Actor, seen *app.Seen[site.Community], c site.Community) (app.ID, error)
	PutBuilding(ctx context.Context, actor app.Actor, seen *app.Seen[site.Building], b site.Building) error
	SetCompleted(ctx context.Context, actor app.Actor, buildings []app.ID, day app.Date) error
	PutHouseType(ctx context.Context, actor app.Actor, seen *app.Seen[site.HouseType], h site.HouseType) (app.ID, error)
	PutFirm(ctx context.Context, actor app.Actor, seen *app.Seen[site.Firm], f site.Firm) (app.ID, error)
	SetFunds(ctx context.Context, actor app.Actor, units []app.ID, state site.FundState) error
}

// StaffDesk keeps the team.
type StaffDesk interface {
	Put(ctx context.Context, actor app.Actor, seen *app.Seen[staff.Person], p staff.Person, pin string) (app.ID, error)
	ChangePIN(ctx context.Context, actor app.Actor, pin string) error
}

// LimitsDesk keeps the days that firms get, and what owners are promised.
type LimitsDesk interface {
	SetLimits(ctx context.Context, actor app.Actor, seen *app.Seen[defect.Limits], l defect.Limits) error
	SetWarrantyBook(ctx context.Context, actor app.Actor, seen *app.Seen[defect.WarrantyBook], b defect.WarrantyBook) error
}

// ItemsDesk keeps the lists of what is recorded at a handover.
type ItemsDesk interface {
	PutItems(ctx context.Context, actor app.Actor, seen *app.Seen[handover.ItemList], l handover.ItemList) error
}

// ContractDesk keeps the company's own forms, and the words of which a lawyer approved.
type ContractDesk interface {
	KeepForm(ctx context.Context, actor app.Actor, f contract.OwnForm, from string) error
	RetireForm(ctx context.Context, actor app.Actor, name, reason string) error
	ApproveText(ctx context.Context, actor app.Actor, a contract.TextApproval) error
	WithdrawText(ctx context.Context, actor app.Actor, template, reason string) error
}

// Pictures keeps logo and plans.
type Pictures interface {
	Put(ctx context.Context, r io.Reader, name string) (hash string, err error)
	Thumb(ctx context.Context, hash string, size int) (image.Image, error)
}

// Backups makes backups by hand and by the clock.
type Backups interface {
	Last() (at time.Time, path string)
	Plan() app.BackupPlan
	// SetPlan keeps where and when; an empty passphrase keeps the one that is set.
	SetPlan(actor app.Actor, p app.BackupPlan, passphrase string) error
	// Make makes one as planned, under the site's own passphrase, whoever asks, and
	// names the files of records that it lacks.
	Make(ctx context.Context, tell func(done, all int)) (lacking []*app.Refusal, err error)
}

// Laptop is what is kept on this laptop alone.
type Laptop interface {
	// TextSize is the size of texts that was chosen, and the one shown, which is
	// smaller where the screen has no room for it.
	TextSize() (asked, shown float32)
	SetTextSize(scale float32)
	Idle() time.Duration // 0: never
	SetIdle(time.Duration)
	// Locked reports whether a start passphrase is asked for when the site is opened.
	Locked() bool
	// SetPassphrase sets, changes or, where next is empty, removes the start
	// passphrase; present is the one that is set.
	SetPassphrase(actor app.Actor, present, next string) error
}

// PaperForm is a form that a company may have as its own.
type PaperForm struct {
	Wording  app.Wording // the program's
	ZH, EN   string
	Contract bool
	Asks     []app.Ask // what can be chosen of it
}

// OwnText is how a contract's text is put in the company's own words.
type OwnText struct {
	Program  func(template string) (string, error)  // the program's text, as texts are kept
	Shown    func(text string) (string, error)      // a text as people see it
	Articles func(shown string) []string            // its parts, which make the whole again
	Source   func(parts []string) ([]string, error) // what people wrote as it is kept, or why it cannot be
	// Try draws the pages, so many pixels wide, of a form before it is kept.
	Try func(ctx context.Context, actor app.Actor, f contract.OwnForm, width int) ([]image.Image, error)
}

// Params is what the place is made of.
type Params struct {
	Read     Reader
	Site     SiteDesk
	Staff    StaffDesk
	Limits   LimitsDesk
	Items    ItemsDesk
	Contract ContractDesk
	Forms    func() []PaperForm
	ShowText func(ctx context.Context, actor app.Actor, template string) error
	OwnText  OwnText
	Pictures Pictures
	Backups  Backups
	Laptop   Laptop
	Restore  func() // leads to the start, where a backup is restored
}

// Place is the settings.
func Place(p Params, title func() string) shell.Place {
	last := "" // the tab that was open when one left
	return shell.Place{Key: "settings", Icon: "settings", Title: title, Build: func(c *shell.Context) fyne.CanvasObject {
		return newPage(c, p, title(), &last).view
	}}
}
