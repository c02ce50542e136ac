package program

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/data/durable"
	"keyday/data/export"
	"keyday/data/fault"
	"keyday/data/photo"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/ui/paper"
	"keyday/ui/paper/office"
	"keyday/ui/paper/preview"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// newOffice puts the office that makes papers over a site.
func newOffice(o *opened) *office.Office {
	return &office.Office{
		Records: o.store,
		Counter: o.contract,
		Keeper:  o.privacy,
		Tray:    o.tray,
		Machine: office.System(),
		Decode:  registry.Decode,
		Picture: func(ctx context.Context, hash string) ([]byte, error) {
			return o.photos.ThumbJPEG(ctx, hash, photo.Large)
		},
		Clock: o.store.Clock(),
	}
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

// press lends the desks what they make papers with: Chinese words whatever the
// screen speaks, canonical bytes, a fresh salt from the given randomness, and
// where the journal stands.
func press(w *words.Words, s *records.Store, random io.Reader) func() contract.Issuer {
	return func() contract.Issuer {
		salt := make([]byte, contract.SaltSize)
		if _, err := io.ReadFull(random, salt); err != nil {
			panic("main: no randomness: " + err.Error())
		}
		return contract.Issuer{
			Word:    func(key string) string { return w.In(words.Chinese, key) },
			Wording: paper.Wording,
			Lacks:   set.Lacks,
			Encode: func(content any) ([]byte, error) {
				if err := paper.RequirePrintable(content); err != nil {
					return nil, err
				}
				return registry.Encode(content)
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
	drawn, err := set.DrawnName(shown)
	if err != nil {
		return err
	}
	return k.PutNamePicture(ctx, actor, unit, owner, site.Picture(drawn))
}

// savePaper makes the paper of a document as a file outside of the site, over the one that
// may be there: who picked it was asked.
func (o *opened) savePaper(ctx context.Context, actor app.Actor, order office.Order, file string) (office.Paper, error) {
	out, err := export.Over(o.store.Dir(), file)
	if err != nil {
		return office.Paper{}, err
	}
	defer out.Forget()
	order.To, order.Into = office.ToFile, out
	return o.office.Print(ctx, actor, order)
}
