package program

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"strings"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/intake"
	"keyday/app/privacy"
	"keyday/app/rehearsal"
	"keyday/app/search"
	"keyday/app/site"
	"keyday/data/export"
	"keyday/data/laptop"
	"keyday/data/records"
	"keyday/data/sheet"
	"keyday/data/store"
	"keyday/ui/command"
	"keyday/ui/lists"
	"keyday/ui/paper/office"
	"keyday/ui/register"
	"keyday/ui/words"
)

// program is Keyday as the command line knows it.
type program struct{}

// Window opens the window on the folder.
func (program) Window(_ context.Context, folder string) error { return openWindow(folder) }

// Open opens the site in the folder; reading goes on beside an open window.
func (program) Open(ctx context.Context, folder string, use command.Use) (command.Site, error) {
	if folder == "" {
		folder = laptop.Last()
	}
	o, err := openSite(ctx, catalogue(), folder, store.Options{ReadOnly: use == command.Reading, Passphrase: os.Getenv(laptop.StartPassphrase)})
	if err != nil {
		return nil, err
	}
	return commandSite{o.store, o}, nil
}

// Rehearse makes a rehearsal site, in the folder for rehearsals where none is given.
func (program) Rehearse(ctx context.Context, folder string, plan rehearsal.Plan, tell rehearsal.Tell) (rehearsal.Made, string, error) {
	if folder == "" {
		folder = laptop.RehearsalFolder()
	}
	made, err := rehearse(ctx, folder, plan, tell)
	return made, folder, err
}

// Restore makes a site in the empty folder from a backup.
func (program) Restore(ctx context.Context, backup, passphrase, folder string, tell func(done, all int)) (command.Restored, error) {
	r, err := laptop.Restore(ctx, backup, folder, passphrase, inKilobytes(tell))
	return command.Restored{Name: r.Name, Files: r.Files, Notes: r.Notes}, err
}

// commandSite is an open site as the commands use it.
type commandSite struct {
	*records.Store
	opened *opened
}

// Close ends what runs in the background and closes the files.
func (s commandSite) Close() error { return s.opened.Close() }

// Warnings are what opening the site found that people should hear of.
func (s commandSite) Warnings() []*app.Refusal { return s.opened.Warnings() }

// SignIn says who acts once the PIN is the person's.
func (s commandSite) SignIn(ctx context.Context, person app.ID, pin string) (app.Actor, error) {
	about, err := s.Site(ctx)
	if err != nil {
		return app.Actor{}, err
	}
	return s.opened.signIn(about.Rehearsal).Check(ctx, person, pin)
}

// List is the list of that key, as somebody sees it.
func (s commandSite) List(key string, actor app.Actor) *register.Source {
	return lists.Open(key, s.Store, actor.Communities...)
}

// RecordExport records that a list is written to a file.
func (s commandSite) RecordExport(ctx context.Context, actor app.Actor, e site.Export, places [][]app.ID) error {
	return s.opened.Privacy.Export(ctx, actor, e, places)
}

// ShowForExport records it, and answers with whole numbers.
func (s commandSite) ShowForExport(ctx context.Context, actor app.Actor, e site.Export, owners []app.ID) ([]site.Owner, error) {
	return s.opened.Privacy.ExportWhole(ctx, actor, e, owners)
}

// Find finds records as the field at the top of the window does.
func (s commandSite) Find(ctx context.Context, actor app.Actor, text string) (search.Finds, error) {
	return search.Find(ctx, s.Store, actor, text)
}

// Intact refuses a document whose content is not what was signed.
func (commandSite) Intact(d contract.Document) error { return d.Intact(records.RequireReadable) }

// Print makes the paper of a document.
func (s commandSite) Print(ctx context.Context, actor app.Actor, document app.ID, lang words.Language, into command.Into) (office.Paper, error) {
	return s.opened.office.Print(ctx, actor, office.Order{Document: document, Lang: lang, Into: &export.Outlet{Into: export.Into(into)}})
}

// Pack makes one file of many documents.
func (s commandSite) Pack(ctx context.Context, actor app.Actor, order office.PackOrder, into command.Into, tell func(done, all int)) (office.Packed, error) {
	order.Name = cmp.Or(order.Name, strings.TrimSuffix(filepath.Base(into.File), filepath.Ext(into.File)))
	order.Into = &export.Outlet{Into: export.Into(into)}
	return s.opened.office.Pack(ctx, actor, order, tell)
}

// Blanks makes one file of a form to write on.
func (s commandSite) Blanks(ctx context.Context, actor app.Actor, b command.Blanks) (string, error) {
	about, err := s.Site(ctx)
	if err != nil {
		return "", err
	}
	p, err := s.opened.issuer().InUse(s.Store.Forms(ctx), b.Template)
	if err != nil {
		return "", err
	}
	order := office.BlankOrder{Frame: p.Frame(about, about.Name, ""), Own: p.Own, Lang: b.Lang, Copies: b.Copies, Into: &export.Outlet{Into: export.Into(b.Into)}}
	return s.opened.office.Blanks(ctx, actor, order)
}

// Room finds out what is meant by out, and whether a file of that name may be written.
func (s commandSite) Room(out string, over bool) (command.Into, error) {
	into, err := export.Room(s.Store.Dir(), out, over)
	return command.Into(into), err
}

// Verify rebuilds everything from the journal, and reads every file.
func (s commandSite) Verify(ctx context.Context, anchors []string, tell func(done, all int)) (command.Verified, error) {
	r, err := s.Store.Verify(ctx, store.Checking{CheckFile: s.opened.photos.CheckOne, Progress: tell, Anchors: anchors})
	return command.Verified{
		Operations: r.Operations, Records: r.Records, Files: r.Files, Streams: len(r.Streams),
		Differences: r.Differences, Notices: r.Notices, Orphans: len(r.Orphans),
	}, err
}

// Backup writes the encrypted backup, under the passphrase that the actor may use.
func (s commandSite) Backup(ctx context.Context, actor app.Actor, file, passphrase string, tell func(done, all int)) (command.BackedUp, error) {
	made, err := s.opened.backups.WriteTo(ctx, actor, file, passphrase, inKilobytes(tell))
	return command.BackedUp(made), err
}

// EraseOwner forgets an owner.
func (s commandSite) EraseOwner(ctx context.Context, actor app.Actor, unit, owner app.ID, why privacy.Reason) (privacy.Plan, error) {
	return s.opened.Privacy.Erase(ctx, actor, unit, owner, why)
}

// ReadLedger reads a workbook or csv file.
func (commandSite) ReadLedger(path string) (intake.Book, error) { return sheet.Open(path) }

// WriteLedger writes one, whole or not at all. It refuses with "sheet.there" to take the
// place of a file, unless over.
func (s commandSite) WriteLedger(path string, over bool, pages ...intake.Page) error {
	return export.List(s.Store.Dir(), path, over, pages...)
}

// Intake is the desk at which ledgers come in.
func (s commandSite) Intake() command.IntakeDesk { return s.opened.Intake }
