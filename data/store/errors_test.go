package store

import (
	"errors"
	"fmt"
	"syscall"
	"testing"

	"github.com/mattn/go-sqlite3"

	"keyday/app"
)

// What SQLite says becomes what people can do something about, named after the place it
// befell; what it is at a loss about stays as it is.
func TestWhatSQLiteSays(t *testing.T) {
	for _, c := range []struct {
		err  error
		code string
	}{
		{sqlite3.Error{Code: sqlite3.ErrBusy}, "store.busy"},
		{sqlite3.Error{Code: sqlite3.ErrLocked}, "store.busy"},
		{sqlite3.Error{Code: sqlite3.ErrCorrupt}, "store.damaged"},
		{sqlite3.Error{Code: sqlite3.ErrNotADB}, "store.damaged"},
		{sqlite3.Error{Code: sqlite3.ErrFull}, "disk.full"},
		{sqlite3.Error{Code: sqlite3.ErrReadonly}, "disk.readonly"},
		{sqlite3.Error{Code: sqlite3.ErrCantOpen}, "disk.readonly"},
		{sqlite3.Error{Code: sqlite3.ErrPerm}, "disk.readonly"},
		{sqlite3.Error{Code: sqlite3.ErrIoErr, SystemErrno: syscall.ENOSPC}, "disk.full"},
		{sqlite3.Error{Code: sqlite3.ErrIoErr, SystemErrno: syscall.EIO}, "disk.broken"},
		{sqlite3.Error{Code: sqlite3.ErrIoErr}, ""},
		{sqlite3.Error{Code: sqlite3.ErrConstraint}, ""},
		{fmt.Errorf("reading: %w", sqlite3.Error{Code: sqlite3.ErrCorrupt}), "store.damaged"},
		{syscall.EROFS, "disk.readonly"},
		{app.Refuse("record.final"), "record.final"},
		{errors.New("else"), ""},
	} {
		err := translate(c.err, "/site")
		if app.RefusalCode(err) != c.code || c.code == "" && err != c.err {
			t.Errorf("%v becomes %v, want %q", c.err, err, c.code)
		}
		var refusal *app.Refusal
		if errors.As(err, &refusal) && c.code != "record.final" && c.code != "store.busy" && refusal.Args["what"]+refusal.Args["folder"] != "/site" {
			t.Errorf("%v does not say where: %v", c.err, refusal)
		}
	}
	if err := translate(nil, "/site"); err != nil {
		t.Error(err)
	}
}
