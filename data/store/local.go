package store

import (
	"context"
	"database/sql"
	"path/filepath"

	"keyday/app"
	"keyday/data/durable"
)

// LocalTx is a transaction of what this laptop alone keeps of the site.
type LocalTx interface {
	querier
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// Local runs fn in one transaction of device.db, in which nobody else writes, once the
// tables of the schema are there ("CREATE TABLE IF NOT EXISTS …"): the window and the
// commands beside it open it for the moment. Where the site's folder cannot be written
// to, or device.db is damaged, it runs in the file spare; with none, it refuses with
// "disk.readonly" or "device.damaged".
func (s *Store) Local(ctx context.Context, schema, spare string, fn func(tx LocalTx) error) error {
	began := false
	err := s.inDevice(ctx, schema, func(tx LocalTx) error { began = true; return fn(tx) })
	if code := app.RefusalCode(err); spare != "" && !began && (code == "disk.readonly" || code == "device.damaged") {
		return translate(inSpare(ctx, spare, schema, fn), spare)
	}
	return err
}

func (s *Store) inDevice(ctx context.Context, schema string, fn func(tx LocalTx) error) error {
	d := s.device
	if d == nil {
		opened, err := openDevice(s.dir)
		if err != nil {
			return translate(err, s.dir)
		}
		defer opened.close()
		d = opened
	}
	return translate(locally(ctx, d.db, schema, fn), s.dir)
}

// inSpare runs fn in a file that is kept elsewhere on this laptop.
func inSpare(ctx context.Context, path, schema string, fn func(tx LocalTx) error) error {
	if err := durable.MkdirAll(filepath.Dir(path)); err != nil {
		return err
	}
	keepPrivate(path)
	db, err := sql.Open("sqlite3", fileURI(path)+"?_journal_mode=WAL&_synchronous=NORMAL&_busy_timeout=2000&_secure_delete=true")
	if err != nil {
		return err
	}
	defer db.Close()
	return locally(ctx, db, schema, fn)
}

// locally runs fn in one transaction that holds the right to write, with the tables of the
// schema.
func locally(ctx context.Context, db *sql.DB, schema string, fn func(tx LocalTx) error) error {
	tx, err := beginOwn(ctx, db)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, schema); err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}
