// Package imports is where a ledger comes in: dropped or picked, its columns
// checked, its dry run read cell by cell, applied in one step and undone as one.
//
// It imports the toolkit, app and its domains, ui/words, the shell, the theme and
// the widgets; ui/program gives it the desk, the store and the files.
package imports

import (
	"context"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/intake"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
)

// Reader is what the place needs of the store.
type Reader interface {
	Communities(ctx context.Context) ([]site.Community, error)
	People(ctx context.Context) ([]staff.Person, error)
	ImportRuns(ctx context.Context, community app.ID, most int) ([]intake.Run, error)
	Remembered(ctx context.Context, community app.ID) ([]intake.Remembered, error)
}

// Desk is what people do here.
type Desk interface {
	Look(ctx context.Context, actor app.Actor, community app.ID, book intake.Book) (intake.Survey, error)
	DryRun(ctx context.Context, actor app.Actor, community app.ID, sv intake.Survey, o intake.Options) (*intake.Plan, error)
	Apply(ctx context.Context, actor app.Actor, shown *intake.Plan, progress func(done, total int)) (intake.Run, error)
	Undo(ctx context.Context, actor app.Actor, run app.ID) (intake.Undone, error)
	Export(ctx context.Context, actor app.Actor, community app.ID, terms intake.Terms) (intake.Page, error)
	// ExportWhole exports whole numbers, and records that.
	ExportWhole(ctx context.Context, actor app.Actor, community app.ID, terms intake.Terms) (intake.Page, error)
}

// Params is what the place is made of.
type Params struct {
	Read  Reader
	Desk  Desk
	Open  func(path string) (intake.Book, error)        // reads a workbook or csv file
	Write func(path string, pages ...intake.Page) error // writes one
}

// Place is the import.
func Place(p Params, title func() string) shell.Place {
	return shell.Place{Key: "import", Title: title, Under: "units", Build: func(c *shell.Context) fyne.CanvasObject {
		return newPage(c, p).body.View
	}}
}
