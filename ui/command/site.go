package command

import (
	"context"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/rehearsal"
	"keyday/app/search"
	"keyday/app/site"
	"keyday/app/staff"
)

// Program is what the commands start: a window, a site, a rehearsal, a restored backup.
type Program interface {
	// Window opens the window on the folder, on the last site where it is "".
	Window(ctx context.Context, folder string) error
	// Open opens the site in the folder, the last one opened where it is "".
	Open(ctx context.Context, folder string, use Use) (Site, error)
	// Rehearse makes a rehearsal site in the folder, and tells how far it is.
	Rehearse(ctx context.Context, folder string, plan rehearsal.Plan, tell rehearsal.Tell) (made rehearsal.Made, in string, err error)
	// Restore makes a site in the empty folder from a backup.
	Restore(ctx context.Context, backup, passphrase, folder string, tell func(done, all int)) (Restored, error)
}

// Restored is a site that was made of a backup.
type Restored struct {
	Name  string
	Files int            // that came with it
	Notes []*app.Refusal // what to hear of it, although it is restored
}

// Use is what a command will do with a site.
type Use int

// The uses. Reading goes on beside an open window.
const (
	Reading Use = iota
	Writing
)

// Site is an open site as the commands use it.
type Site interface {
	// Warnings are what opening the site found that people should hear of.
	Warnings() []*app.Refusal
	Records
	Lists
	Ledgers
	Papers
	Keeping
	Privacy
	// SignIn says who acts once the PIN is the person's; on a rehearsal none is asked.
	SignIn(ctx context.Context, person app.ID, pin string) (app.Actor, error)
	Close() error
}

// Records reads what the team recorded.
type Records interface {
	Site(ctx context.Context) (site.Site, error)
	People(ctx context.Context) ([]staff.Person, error)
	// Find finds units, owners, defects and papers as the field at the top of the
	// window does, and says where it stopped looking.
	Find(ctx context.Context, actor app.Actor, text string) (search.Finds, error)
	Units(ctx context.Context) ([]site.Unit, error)
	// Tiles lists the units of a building, or of all where it is Nil, as the grid shows them.
	Tiles(ctx context.Context, building app.ID) ([]site.Tile, error)
	Unit(ctx context.Context, id app.ID) (site.Unit, error)
	UnitByCode(ctx context.Context, code string) (site.Unit, error)
	OwnersOf(ctx context.Context, unit app.ID) ([]site.OwnerView, error)
	HouseType(ctx context.Context, id app.ID) (site.HouseType, error)
	DefectByNumber(ctx context.Context, number string) (app.ID, error)
	DefectsOfUnit(ctx context.Context, unit app.ID) ([]defect.Row, error)
	DefectDetail(ctx context.Context, id app.ID) (defect.Detail, error)
	DocumentByNumber(ctx context.Context, number string) (contract.Document, error)
	// Intact refuses a document whose content is not what was signed.
	Intact(d contract.Document) error
	DocumentsOfUnit(ctx context.Context, unit app.ID) ([]contract.Document, error)
	SignaturesOf(ctx context.Context, document app.ID) ([]contract.Signature, error)
	InspectionsOfUnit(ctx context.Context, unit app.ID) ([]inspect.Inspection, error)
	AnswersOf(ctx context.Context, inspection app.ID) ([]inspect.Answer, error)
	HandoverDesk(ctx context.Context, unit app.ID) (handover.View, error)
	CaseOfUnit(ctx context.Context, unit app.ID) (handover.Case, bool, error)
	CaseRecords(ctx context.Context, c app.ID) (handover.Records, error)
}
