package photo

import (
	"bytes"
	"context"
	"io"

	"keyday/app"
	"keyday/data/fault"
)

// Scans keeps scans of signed papers, each sealed under the key of what it belongs
// to: a document, a letter of authority.
type Scans struct {
	Photos *Store
	Seal   interface {
		SealFor(ctx context.Context, owner app.ID, w io.Writer, r io.Reader) (string, error)
		OpenFor(ctx context.Context, owner app.ID, r io.Reader) (io.Reader, error)
	}
	Shown interface {
		ShowScan(ctx context.Context, actor app.Actor, owner app.ID) error
	}
}

// Keep seals the scan and keeps it; the hash is that of what lies on the disk.
func (k Scans) Keep(ctx context.Context, owner app.ID, scan io.Reader, name string) (string, error) {
	var sealed bytes.Buffer
	if _, err := k.Seal.SealFor(ctx, owner, &sealed, scan); err != nil {
		return "", fault.Translate(err, name)
	}
	kept, err := k.Photos.Keep(ctx, &sealed, name)
	return kept.Hash, err
}

// Open reads a scan, for whoever may see what is on it; that it is shown is recorded.
func (k Scans) Open(ctx context.Context, actor app.Actor, owner app.ID, hash string) ([]byte, error) {
	if err := k.Shown.ShowScan(ctx, actor, owner); err != nil {
		return nil, err
	}
	f, err := k.Photos.Open(hash)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	plain, err := k.Seal.OpenFor(ctx, owner, f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(plain)
}
