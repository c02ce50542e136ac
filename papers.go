package main

import (
	"bytes"
	"context"
	"image"
	"io"
	"os"
	"path/filepath"

	"keyday/app"
	"keyday/app/contract"
	"keyday/data/durable"
	"keyday/data/fault"
	"keyday/data/photo"
	"keyday/data/store"
	"keyday/ui/paper"
	"keyday/ui/paper/preview"
	"keyday/ui/words"
)

// papersFolder is where printed files lie in a site's folder.
const papersFolder = "papers"

// newOffice puts the office that makes papers over a site.
func newOffice(s *store.Store, photos *photo.Store, desk *contract.Desk, clock app.Clock) *paper.Office {
	return &paper.Office{
		Records: s,
		Counter: desk,
		Shelf:   shelf(filepath.Join(s.Dir(), papersFolder)),
		Machine: paper.System(),
		Decode:  store.Decode,
		Picture: func(ctx context.Context, hash string) ([]byte, error) {
			return photos.ThumbJPEG(ctx, hash, photo.Large)
		},
		Clock: clock,
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

// shelf is the folder of printed files.
type shelf string

// Put writes the file, whole or not at all.
func (dir shelf) Put(name string, pdf []byte) (string, error) {
	path := filepath.Join(string(dir), name)
	if err := durable.MkdirAll(string(dir)); err != nil {
		return path, fault.Translate(err, path)
	}
	if err := durable.WriteFile(path, pdf); err != nil {
		return path, fault.Translate(err, path)
	}
	return path, nil
}

// scans keeps scans of signed papers, each sealed under the key of what it belongs
// to: a document, a letter of authority.
type scans struct {
	store  *store.Store
	photos *photo.Store
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

// Open reads a scan.
func (k scans) Open(ctx context.Context, owner app.ID, hash string) ([]byte, error) {
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
			Word: func(key string) string { return w.In(words.Chinese, key) },
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
