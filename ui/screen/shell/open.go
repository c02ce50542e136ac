package shell

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"keyday/app"
)

// OpenFile opens a file that a person named, picked or dropped. It refuses with
// "disk.missing", "disk.permission" and "disk.no_file": a folder is none, nor is a
// pipe, which would wait for whoever writes into it.
func OpenFile(path string) (*os.File, error) {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	if err != nil {
		return nil, unopenedError(err, name)
	}
	if !info.Mode().IsRegular() {
		return nil, app.Refuse("disk.no_file", "what", name)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, unopenedError(err, name)
	}
	return f, nil
}

func unopenedError(err error, name string) error {
	if errors.Is(err, fs.ErrPermission) {
		return app.Refuse("disk.permission", "what", name)
	}
	return app.Refuse("disk.missing", "what", name)
}

// ReadFile reads such a file, so many bytes of it and one more at most.
func ReadFile(path string, most int64) ([]byte, error) {
	f, err := OpenFile(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most+1))
}
