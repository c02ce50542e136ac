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
	db, done, err := s.local(ctx, schema)
	what := s.dir
	if code := app.RefusalCode(err); spare != "" && (code == "disk.readonly" || code == "device.damaged") {
		what = spare
		db, done, err = spareLocal(ctx, schema, spare)
	}
	if err != nil {
		return err
	}
	defer done()
	return translate(locally(ctx, db, fn), what)
}

// local opens device.db for the moment, and makes the tables where they lack.
func (s *Store) local(ctx context.Context, schema string) (db *sql.DB, done func() error, err error) {
	d, done := s.device, func() error { return nil }
	if d == nil {
		if d, err = openDevice(s.dir); err != nil {
			return nil, nil, translate(err, s.dir)
		}
		done = d.close
	}
	db = d.db
	return db, done, translate(makeTables(ctx, db, done, schema), s.dir)
}

// spareLocal opens the file that is kept elsewhere on this laptop.
func spareLocal(ctx context.Context, schema, path string) (db *sql.DB, done func() error, err error) {
	if err := durable.MkdirAll(filepath.Dir(path)); err != nil {
		return nil, nil, translate(err, path)
	}
	keepPrivate(path)
	db, err = sql.Open("sqlite3", fileURI(path)+"?_journal_mode=WAL&_synchronous=NORMAL&_busy_timeout=2000")
	if err != nil {
		return nil, nil, translate(err, path)
	}
	return db, db.Close, translate(makeTables(ctx, db, db.Close, schema), path)
}

// makeTables closes a file that cannot be written to.
func makeTables(ctx context.Context, db *sql.DB, done func() error, schema string) error {
	err := locally(ctx, db, func(tx LocalTx) error {
		_, err := tx.ExecContext(ctx, schema)
		return err
	})
	if err != nil {
		done()
	}
	return err
}

// locally runs fn in one transaction that holds the right to write.
func locally(ctx context.Context, db *sql.DB, fn func(tx LocalTx) error) error {
	tx, err := beginOwn(ctx, db)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}
