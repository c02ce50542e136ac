package store_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/mattn/go-sqlite3"

	"keyday/data/store"
)

// A guard asks the function only while the gate is shut: in a transaction that writes much
// it is open, and to ask of every row costs more than to write it.
func TestAnOpenGateAsksNothing(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	dir := s.Dir()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	asked := 0
	sql.Register("sqlite3_counting", &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		return c.RegisterFunc("keyday_applying", func() bool { asked++; return true }, false)
	}})
	db, err := sql.Open("sqlite3_counting", filepath.Join(dir, store.SiteFile))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	run := func(statement string, args ...any) (times int) {
		t.Helper()
		before := asked
		if _, err := db.ExecContext(context.Background(), statement, args...); err != nil {
			t.Fatal(err)
		}
		return asked - before
	}
	writes := []string{
		"INSERT INTO op (dev, seq, kind, id, stamp, action, body, hash) SELECT dev, seq + 1000000, kind, id, stamp, action, body, hash FROM op LIMIT 20",
		"UPDATE unit SET note = 'x'",
		"INSERT INTO waiting (parent, kind, id) SELECT id, 1, id FROM unit",
		"DELETE FROM posting",
	}
	for _, open := range []int{0, 1} {
		run("UPDATE gate SET open = ?", open)
		for _, write := range writes {
			run("BEGIN")
			if n := run(write); n > 0 == (open == 1) {
				t.Errorf("with the gate at %d, the function is asked %d times by %s, of %d homes", open, n, write, len(units))
			}
			run("ROLLBACK")
		}
	}
}
