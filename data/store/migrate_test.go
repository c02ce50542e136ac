package store_test

import (
	"context"
	"database/sql"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"keyday/data/records"
	"keyday/data/store"
)

// A site of any earlier version becomes one of this Keyday's, step by step, and a copy of
// what it was stays beside it; one that is of this version already is left alone.
func TestMigrate(t *testing.T) {
	ctx := context.Background()
	open := func(path string) *sql.DB {
		s := &store.Store{}
		s.Applying().Store(true)
		db := sql.OpenDB(s.Connector(path, "_journal_mode=WAL"))
		db.SetMaxOpenConns(1)
		t.Cleanup(func() { db.Close() })
		return db
	}
	version := func(db *sql.DB) (v int) {
		t.Helper()
		if err := db.QueryRow("PRAGMA user_version").Scan(&v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	ours := filepath.Join(t.TempDir(), store.SiteFile)
	if err := store.LayOut(ctx, ours, records.Records(), siteID, "01"); err != nil {
		t.Fatal(err)
	}
	want := got(store.SchemaOf(ctx, open(ours)))(t)
	for from := range len(records.Records().Schema.Migrations) + 1 {
		dir := t.TempDir()
		db := open(filepath.Join(dir, store.SiteFile))
		for n := range from {
			if err := store.RunMigration(ctx, records.Records(), db, n); err != nil {
				t.Fatal(err)
			}
		}
		if err := store.Migrate(ctx, records.Records(), db, dir); err != nil {
			t.Fatalf("from version %d: %v", from, err)
		}
		if v := version(db); v != len(records.Records().Schema.Migrations) || !maps.Equal(got(store.SchemaOf(ctx, db))(t), want) {
			t.Errorf("from version %d it comes to %d, and the tables are others", from, v)
		}
		copies, _ := filepath.Glob(filepath.Join(dir, "before-*.db"))
		if older := from > 0 && from < len(records.Records().Schema.Migrations); (len(copies) == 1) != older {
			t.Errorf("from version %d: copies %v", from, copies)
		} else if older {
			if v := version(open(copies[0])); v != from {
				t.Errorf("the copy of version %d is of version %d", from, v)
			}
			if info, err := os.Stat(copies[0]); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("others may read the copy: %v, %v", info.Mode(), err)
			}
		}
	}
}
