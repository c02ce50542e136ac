package photo

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"

	"keyday/data/durable"
	"keyday/data/fault"
)

// Has reports whether a file of this hash lies on this laptop.
func (s *Store) Has(hash string) bool { return s.requireFile(hash) == nil }

// Stray is a file that no record names: what a crash left between the file and
// its row, or what arrived ahead of its row from another laptop.
type Stray struct {
	Path string // under the store's folder of files
	Hash string // empty where it is an unfinished or a foreign file
	Size int64
}

// Sweep lists the files that are not wanted. It deletes nothing.
func (s *Store) Sweep(ctx context.Context, wanted func(hash string) bool) ([]Stray, error) {
	var strays []Stray
	err := filepath.WalkDir(s.files, func(path string, d fs.DirEntry, err error) error {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil || d.IsDir() {
			return err
		}
		hash := ""
		if isHash(d.Name()) && path == s.path(d.Name()) {
			hash = d.Name()
		}
		if hash != "" && wanted(hash) {
			return nil
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) && durable.Unfinished(path) {
			return nil // finished while we looked
		}
		if err != nil {
			return err
		}
		below, err := filepath.Rel(s.files, path)
		if err != nil {
			return err
		}
		strays = append(strays, Stray{Path: filepath.ToSlash(below), Hash: hash, Size: info.Size()})
		return nil
	})
	return strays, fault.Translate(err, s.files)
}
