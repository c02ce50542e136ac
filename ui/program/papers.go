package program

import (
	"bytes"
	"context"
	"image"
	"io"
	"os"
	"path/filepath"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/privacy"
	"keyday/app/site"
	"keyday/data/durable"
	"keyday/data/export"
	"keyday/data/fault"
	"keyday/data/photo"
	"keyday/data/store"
	"keyday/data/tray"
	"keyday/ui/paper"
	"keyday/ui/paper/preview"
	"keyday/ui/words"
)

// newOffice puts the office that makes papers over a site.
func newOffice(o *opened) *paper.Office {
	return &paper.Office{
		Records: o.store,
		Counter: o.contract,
		Keeper:  o.privacy,
		Tray:    o.tray,
		Machine: paper.System(),
		Decode:  store.Decode,
		Picture: func(ctx context.Context, hash string) ([]byte, error) {
			return o.photos.ThumbJPEG(ctx, hash, photo.Large)
		},
		Clock: o.store.Clock(),
	}
}

// eraser is the desk at which owners are erased; what lies in the clear for printer and
// viewer goes with them.
type eraser struct {
	*privacy.Desk
	tray *tray.Tray
}

// Erase forgets an owner.
func (e eraser) Erase(ctx context.Context, actor app.Actor, unit, owner app.ID, why privacy.Reason) (privacy.Plan, error) {
	plan, err := e.Desk.Erase(ctx, actor, unit, owner, why)
	if code := app.RefusalCode(err); err == nil || code == "person.remains" || code == "person.unnoted" { // else nothing was erased
		e.tray.Clear()
	}
	return plan, err
}

// newPages draws pages as pictures; the library for it is compiled when the first
// page is shown, and kept in the user's cache.
func newPages() *preview.Renderer {
	folder, err := os.UserCacheDir()
	if err != nil {
		return preview.New("")
	}
	return preview.New(filepath.Join(folder, "keyday", "pdfium"))
}

// scans keeps scans of signed papers, each sealed under the key of what it belongs
// to: a document, a letter of authority.
type scans struct {
	store   *store.Store
	photos  *photo.Store
	privacy eraser
}

// Keep seals the scan and keeps it; the hash is that of what lies on the disk.
func (k scans) Keep(ctx context.Context, owner app.ID, scan io.Reader, name string) (string, error) {
	var sealed bytes.Buffer
	if _, err := k.store.SealFor(ctx, owner, &sealed, scan); err != nil {
		return "", fault.Translate(err, name)
	}
	kept, err := k.photos.Keep(ctx, &sealed, name)
	return kept.Hash, err
}

// Open reads a scan, for whoever may see what is on it; that it is shown is recorded.
func (k scans) Open(ctx context.Context, actor app.Actor, owner app.ID, hash string) ([]byte, error) {
	if err := k.privacy.ShowScan(ctx, actor, owner); err != nil {
		return nil, err
	}
	f, err := k.photos.Open(hash)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	plain, err := k.store.OpenFor(ctx, owner, f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(plain)
}

// uprightScan reads a photo of a paper as the camera was held.
func uprightScan(raw []byte) (image.Image, error) {
	return photo.Show(bytes.NewReader(raw), "", photo.Large)
}

// press lends the desks what they make papers with: Chinese words whatever the
// screen speaks, canonical bytes, a fresh salt from the given randomness, and
// where the journal stands.
func press(w *words.Words, s *store.Store, random io.Reader) func() contract.Press {
	return func() contract.Press {
		salt := make([]byte, contract.SaltSize)
		if _, err := io.ReadFull(random, salt); err != nil {
			panic("main: no randomness: " + err.Error())
		}
		return contract.Press{
			Word:    func(key string) string { return w.In(words.Chinese, key) },
			Wording: paper.Wording,
			Lacks:   paper.Lacks,
			Encode: func(content any) ([]byte, error) {
				if err := paper.Settable(content); err != nil {
					return nil, err
				}
				return store.Encode(content)
			},
			Salt:   salt,
			Anchor: s.Anchor(),
		}
	}
}

// ownNames keeps pictures of owners' names, for papers whose font lacks a character.
type ownNames struct{ *site.Desk }

// PutPicture keeps the picture in the file, as papers take it.
func (k ownNames) PutPicture(ctx context.Context, actor app.Actor, unit, owner app.ID, file string) error {
	f, err := durable.Open(file)
	if err != nil {
		return fault.Translate(err, file)
	}
	defer f.Close()
	shown, err := photo.Show(f, filepath.Base(file), photo.Large)
	if err != nil {
		return err
	}
	drawn, err := paper.DrawnName(shown)
	if err != nil {
		return err
	}
	return k.PutNamePicture(ctx, actor, unit, owner, site.Picture(drawn))
}

// savePaper makes the paper of a document as a file outside of the site, over the one that
// may be there: who picked it was asked.
func (o *opened) savePaper(ctx context.Context, actor app.Actor, order paper.Order, file string) (paper.Paper, error) {
	out, err := export.Over(o.store.Dir(), file)
	if err != nil {
		return paper.Paper{}, err
	}
	defer out.Forget()
	order.To, order.Into = paper.ToFile, out
	return o.office.Print(ctx, actor, order)
}
