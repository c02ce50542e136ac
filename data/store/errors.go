package store

import (
	"errors"

	"github.com/mattn/go-sqlite3"

	"keyday/app"
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
			return app.Refuse("disk.readonly", "what", what)
		case sqlite3.ErrIoErr:
			if e.SystemErrno != 0 {
				return fault.Translate(e.SystemErrno, what)
			}
		}
	}
	return fault.Translate(err, what)
}
