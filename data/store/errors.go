package store

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"

	"keyday/app"
	"keyday/data/durable"
	"keyday/data/fault"
)

// translate turns what SQLite and the operating system say into refusals, once,
// at the boundary of the store.
func translate(err error, what string) error {
	var refusal *app.Refusal
	if err == nil || errors.As(err, &refusal) {
		return err
	}
	var e sqlite3.Error
	if errors.As(err, &e) {
		switch e.Code {
		case sqlite3.ErrBusy, sqlite3.ErrLocked:
			return app.Refuse("store.busy")
		case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
			return app.Refuse("store.damaged", "folder", what)
		case sqlite3.ErrFull:
			return app.Refuse("disk.full", "what", what)
		case sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrPerm:
			return accessError(what)
		case sqlite3.ErrIoErr:
			if e.SystemErrno != 0 {
				return fault.Translate(e.SystemErrno, what)
			}
		}
	}
	return fault.Translate(err, what)
}

// accessError says what keeps the databases at the place from being opened or written: SQLite
// says of a file that this user may not read what it says of a medium that nobody may
// write to.
func accessError(place string) error {
	if place == "" { // nobody is going to hear it
		return app.Refuse(fault.ReadOnly)
	}
	files, folder := []string{}, filepath.Dir(place)
	if info, err := os.Stat(place); err == nil && info.IsDir() {
		folder = place
		for _, name := range []string{siteFile, deviceFile} {
			for _, beside := range ofDatabase {
				files = append(files, filepath.Join(place, name+beside))
			}
		}
	} else {
		for _, beside := range ofDatabase {
			files = append(files, place+beside)
		}
	}
	for _, at := range append(files, folder) {
		err := durable.CheckWritable(at)
		if errors.Is(err, os.ErrNotExist) || errors.Is(err, durable.ErrNoFile) {
			continue
		}
		if refused := fault.Translate(err, at); app.RefusalCode(refused) != "" {
			return refused
		}
	}
	return app.Refuse(fault.ReadOnly, "what", place)
}
