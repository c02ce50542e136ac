package program

import (
	"context"
	"crypto/rand"
	"io"
	"slices"
	"sync"
	"time"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/inspect"
	"keyday/app/rehearsal"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/assets"
	"keyday/data/backup"
	"keyday/data/export"
	"keyday/data/frugal"
	"keyday/data/keyring"
	"keyday/data/laptop"
	"keyday/data/photo"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/data/sheet"
	"keyday/data/store"
	"keyday/data/tray"
	"keyday/ui/paper/office"
	"keyday/ui/paper/preview"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// catalogue is the words that the program speaks, read once.
var catalogue = sync.OnceValue(func() *words.Words { return words.New() })

// inKilobytes lets a teller of ints be told of bytes.
func inKilobytes(tell func(done, all int)) func(done, all int64) {
	return func(done, all int64) { tell(int(done>>10), int(all>>10)) }
}

// opened is one open site: where it is kept, and the desks at which people work.
// Commands and windows are given it whole, and hand on what a place asks for.
type opened struct {
	store   *records.Store
	photos  *photo.Store
	backups backup.Backups

	records.Desks
	Privacy tray.Eraser   // the desk, which takes papers back besides
	Intake  sheet.Ledgers // the desk, which holds memory close besides

	issuer func() contract.Issuer // what documents are issued with
	office *office.Office
	tray   *tray.Tray // papers in the clear, for printer and viewer
	pages  *preview.Renderer
}

// openSite opens the site in a folder; see records.Open for what it refuses.
func openSite(ctx context.Context, w *words.Words, dir string, options store.Options) (*opened, error) {
	s, err := records.Open(ctx, dir, laptop.Options(options))
	if err != nil {
		return nil, err
	}
	return newOpened(s, w, options.Random)
}

// newOpened puts the desks over an open store, and closes it where it cannot. The words
// label the papers that the desks make; random salts them, nil is the system's.
func newOpened(s *records.Store, w *words.Words, random io.Reader) (*opened, error) {
	if random == nil {
		random = rand.Reader
	}
	list, err := inspect.Read(assets.Checklists(), "residential", "1") // the list that ships with Keyday
	if err != nil {
		s.Close()
		return nil, err
	}
	photos, err := photo.New(s.Dir(), s.Ring().Previews())
	if err != nil {
		s.Close()
		return nil, err
	}
	issue := issuer(w, s, random)
	o := &opened{
		issuer: issue,
		store:  s, photos: photos, backups: backup.Backups{Store: s, Photos: photos},
		tray: tray.New(laptop.PapersFolder(), laptop.Leftovers()), pages: preview.Cached(),
		Desks: records.NewDesks(needs(s, issue, list)),
	}
	o.Privacy, o.Intake = tray.Eraser{Desk: o.Desks.Privacy, Tray: o.tray, Views: s}, sheet.Ledgers{Desk: o.Desks.Intake}
	o.office = &office.Office{
		Records: s, PrintCounter: o.Contract, Disclosures: o.Privacy, Tray: o.tray, Printer: office.System(), Decode: registry.Decode, Clock: s.Clock(), Frugal: frugal.Begin,
		Picture: func(ctx context.Context, hash string) ([]byte, error) {
			return photos.ThumbJPEG(ctx, hash, photo.Large)
		},
		Own: s.Own,
		Over: func(file string) (office.Outlet, error) {
			out, err := export.Over(s.Dir(), file)
			return out, err
		},
	}
	return o, nil
}

// needs is what the desks of an open site are made of.
func needs(s *records.Store, issuer func() contract.Issuer, list *inspect.Checklist) records.Needs {
	// A character that the paper's font lacks is warned of by the import, long before anybody prints.
	return records.Needs{Store: s, Write: s, Issuer: issuer, HashPIN: laptop.HashPIN, Checklist: list, Lacks: set.Lacks}
}

// issuer is what the desks issue documents with.
func issuer(w *words.Words, s *records.Store, random io.Reader) func() contract.Issuer {
	return office.Issuer(w, office.Issuing{Random: random, Encode: registry.Encode, Anchor: s.Anchor})
}

// signIn is how people of the site say who they are; on a rehearsal a name is enough.
func (o *opened) signIn(rehearsal bool) staff.SignIn {
	return staff.SignIn{Store: o.store, Desk: o.Staff, Right: keyring.CheckPIN, Spare: laptop.TriesFile(), NoPIN: rehearsal}
}

// Warnings are what opening the site found that people should hear of.
func (o *opened) Warnings() []*app.Refusal {
	return slices.Concat(o.store.Warnings(), o.photos.Warnings())
}

// Close ends what runs in the background, takes back what lies in the clear and closes
// the files.
func (o *opened) Close() error {
	o.tray.Close()
	o.pages.Close()
	o.photos.Close()
	return o.store.Close()
}

// rehearse makes a rehearsal site in the folder. Everything random comes from the
// plan's seed and every moment from its clock, so that one plan makes one site.
// Such keys protect nothing, as nothing on a rehearsal needs protection. One that is
// stopped leaves no site behind.
func rehearse(ctx context.Context, folder string, plan rehearsal.Plan, tell rehearsal.Tell) (made rehearsal.Made, err error) {
	err = store.Beside(laptop.Leftovers(), folder, func(beside string) (err error) {
		made, err = play(ctx, beside, plan, tell)
		return err
	})
	return made, err
}

// play founds the site in the folder, and has the team work in it.
func play(ctx context.Context, folder string, plan rehearsal.Plan, tell rehearsal.Tell) (made rehearsal.Made, err error) {
	if plan.Today.IsZero() {
		plan.Today = app.DateOf(time.Now().In(site.Site{}.Location()))
	}
	seeds := assets.Rehearsal()
	begin, err := rehearsal.Found(plan, seeds)
	if err != nil {
		return rehearsal.Made{}, err
	}
	random := rehearsal.Random(plan.Seed)
	if begin.Supervisor.PIN, err = keyring.HashPIN(rehearsal.PIN, random); err != nil {
		return rehearsal.Made{}, err
	}
	clock := rehearsal.NewClock(plan)
	s, err := records.Create(ctx, folder, records.Founding{
		Site: begin.Site, Communities: []site.Community{begin.Community}, Supervisor: begin.Supervisor, Lane: "01",
	}, laptop.Options(store.Options{Clock: clock, Random: random, Synchronous: "NORMAL"}))
	if err != nil {
		return rehearsal.Made{}, err
	}
	w := words.New()
	o, err := newOpened(s, w, random)
	if err != nil {
		return rehearsal.Made{}, err
	}
	defer func() {
		if closed := o.Close(); err == nil {
			err = closed
		}
	}()
	list := o.Inspect.List()
	inside := needs(s, issuer(w, s, random), list)
	inside.HashPIN = func(string) (string, error) { return begin.Supervisor.PIN, nil } // everybody's is the same, and hashing one is made to be slow
	return rehearsal.Play(ctx, rehearsal.Target{
		Seeds: seeds, Checklist: list, Clock: clock,
		InOneTransaction: func(ctx context.Context, do func(rehearsal.Desks) error) error {
			return s.Do(ctx, begin.Supervisor.Actor(), "site.rehearse", func(tx *records.Tx) error {
				inside.Write = records.Inside(tx, func(tx *records.Tx) *records.Tx { return tx }, clock)
				d := records.NewDesks(inside)
				return do(rehearsal.Desks{
					Site: d.Site, Staff: d.Staff, Intake: d.Intake, Contract: d.Contract, Defect: d.Defect, Inspect: d.Inspect, Handover: d.Handover,
					Walk: records.Narrow(inside.Write, func(tx *records.Tx) inspect.Tx { return tx }), Tx: tx,
				})
			})
		},
		KeepPicture: func(ctx context.Context, name string, picture io.Reader) (string, error) {
			kept, err := o.photos.Put(ctx, picture, name)
			return kept.Hash, err
		},
	}, begin, plan, tell)
}
