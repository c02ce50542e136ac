package program

import (
	"context"
	"crypto/rand"
	"io"
	"slices"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/intake"
	"keyday/app/privacy"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/backup"
	"keyday/data/keyring"
	"keyday/data/laptop"
	"keyday/data/photo"
	"keyday/data/sheet"
	"keyday/data/store"
	"keyday/data/tray"
	"keyday/ui/paper/office"
	"keyday/ui/paper/preview"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// opened is one open site: where it is kept, and the desks at which people work.
// Commands and windows are given it whole, and hand on what a place asks for.
type opened struct {
	store  *store.Store
	photos *photo.Store

	site     *site.Desk
	staff    *staff.Desk
	contract *contract.Desk
	defect   *defect.Desk
	inspect  *inspect.Desk
	handover *handover.Desk
	intake   sheet.Ledgers
	privacy  tray.Eraser

	office *office.Office
	tray   *tray.Tray // papers in the clear, for printer and viewer
	pages  *preview.Renderer
}

// openSite opens the site in a folder; see store.Open for what it refuses.
func openSite(ctx context.Context, w *words.Words, dir string, options store.Options) (*opened, error) {
	s, err := store.Open(ctx, dir, laptop.Options(options))
	if err != nil {
		return nil, err
	}
	return furnish(s, w, options.Random)
}

// furnish puts the desks over an open store. The words label the papers that the
// desks make; random salts them, nil is the system's.
func furnish(s *store.Store, w *words.Words, random io.Reader) (*opened, error) {
	if random == nil {
		random = rand.Reader
	}
	photos, err := photo.New(s.Dir(), s.Ring().Previews())
	if err != nil {
		s.Close()
		return nil, err
	}
	o := &opened{store: s, photos: photos, tray: tray.New(laptop.PapersFolder(), laptop.Leftovers())}
	o.site = site.New(store.Narrow(s, func(tx *store.Tx) site.Tx { return tx }), s.Identify)
	o.staff = staff.New(store.Narrow(s, func(tx *store.Tx) staff.Tx { return tx }), hashPIN)
	o.contract = contract.New(store.Narrow(s, func(tx *store.Tx) contract.Tx { return tx }), press(w, s, random))
	list, err := checklist()
	if err != nil {
		o.photos.Close()
		s.Close()
		return nil, err
	}
	o.defect = defect.New(store.Narrow(s, func(tx *store.Tx) defect.DeskTx { return list.DefectTx(tx) }), press(w, s, random))
	o.inspect = inspect.New(store.Narrow(s, func(tx *store.Tx) inspect.Tx { return tx }), list, press(w, s, random))
	o.handover = handover.New(store.Narrow(s, func(tx *store.Tx) handover.Tx { return tx }), press(w, s, random))
	o.privacy = tray.Eraser{Desk: privacy.New(store.Narrow(s, func(tx *store.Tx) privacy.Tx { return tx })), Tray: o.tray}
	// A character that the paper's font lacks is warned of here, long before anybody prints.
	o.intake = sheet.Ledgers{Desk: intake.NewDesk(store.Narrow(s, func(tx *store.Tx) intake.Tx { return tx }), s, set.Lacks, s.Identify)}
	o.office, o.pages = newOffice(o), newPages()
	return o, nil
}

// backups makes the site's backups.
func (o *opened) backups() backup.Backups { return backup.Backups{Store: o.store, Photos: o.photos} }

// Warnings are what opening the site found that people should hear of.
func (o *opened) Warnings() []*app.Refusal {
	return slices.Concat(o.store.Warnings(), o.photos.Warnings())
}

func hashPIN(pin string) (string, error) { return keyring.HashPIN(pin, rand.Reader) }

// Close ends what runs in the background, takes back what lies in the clear and closes
// the files.
func (o *opened) Close() error {
	o.tray.Close()
	o.pages.Close()
	o.photos.Close()
	return o.store.Close()
}
