package program

import (
	"context"
	"crypto/rand"
	"io"
	"slices"

	"keyday/app"
	"keyday/app/privacy"
	"keyday/data/backup"
	"keyday/data/keyring"
	"keyday/data/laptop"
	"keyday/data/photo"
	"keyday/data/records"
	"keyday/data/store"
	"keyday/data/tray"
	"keyday/ui/paper/office"
	"keyday/ui/paper/preview"
	"keyday/ui/words"
)

// opened is one open site: where it is kept, and the desks at which people work.
// Commands and windows are given it whole, and hand on what a place asks for.
type opened struct {
	store  *records.Store
	photos *photo.Store

	desks
	privacy tray.Eraser

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
	list, err := checklist()
	if err != nil {
		s.Close()
		return nil, err
	}
	photos, err := photo.New(s.Dir(), s.Ring().Previews())
	if err != nil {
		s.Close()
		return nil, err
	}
	o := &opened{
		store: s, photos: photos, tray: tray.New(laptop.PapersFolder(), laptop.Leftovers()),
		desks: newDesks(needs{store: s, press: press(w, s, random), hash: hashPIN, list: list}),
	}
	o.privacy = tray.Eraser{Desk: privacy.New(records.Narrow(s, func(tx *records.Tx) privacy.Tx { return tx })), Tray: o.tray}
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
