package store

import (
	"errors"
	"os"
	"path/filepath"

	"keyday/app"
	"keyday/data/durable"
	"keyday/data/fault"
)

// Beside lets do make a site in a hidden folder next to dir, and puts it in dir's place
// when it is whole: what was broken off half-way is never opened as a site. What such
// an attempt left behind goes when the next one begins.
//
// It refuses with "site.folder_taken" and the refusals of package fault.
func Beside(dir string, do func(beside string) error) error {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return app.Refuse("site.folder_taken", "folder", dir)
	} else if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fault.Translate(err, dir)
	}
	dir = filepath.Clean(dir)
	if err := durable.MkdirAll(filepath.Dir(dir)); err != nil {
		return fault.Translate(err, dir)
	}
	beside := filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+".half")
	if err := os.RemoveAll(beside); err != nil {
		return fault.Translate(err, dir)
	}
	defer os.RemoveAll(beside)
	if err := durable.MkdirAll(beside); err != nil {
		return fault.Translate(err, dir)
	}
	if err := do(beside); err != nil {
		return translate(err, dir)
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fault.Translate(err, dir)
	}
	if err := os.Rename(beside, dir); err != nil {
		return fault.Translate(err, dir)
	}
	return fault.Translate(durable.SyncDir(filepath.Dir(dir)), dir)
}
