package store

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"time"

	"keyday/data/registry"
)

// migrate brings the site's schema up to this Keyday's. Each migration runs in a
// transaction of its own, and a copy of the site is made before the first that it lacks.
func migrate(ctx context.Context, r *registry.Registry, db *sql.DB, dir string) error {
	migrations := r.Schema.Migrations
	var version int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version == len(migrations) {
		return nil
	}
	if version > 0 {
		before := filepath.Join(dir, fmt.Sprintf("before-%d-%s.db", len(migrations), time.Now().Format("20060102T150405")))
		keepPrivate(before)
		if _, err := db.ExecContext(ctx, "VACUUM INTO ?", before); err != nil {
			return err
		}
	}
	for n := version; n < len(migrations); n++ {
		if err := runMigration(ctx, r, db, n); err != nil {
			return fmt.Errorf("migration %s: %w", migrations[n].Name, err)
		}
	}
	return nil
}

func runMigration(ctx context.Context, r *registry.Registry, db *sql.DB, n int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, r.Schema.Migrations[n].Script); err != nil {
		return err
	}
	if n == len(r.Schema.Migrations)-1 { // every table of the registry is there
		for _, k := range r.Kinds {
			if err := guard(ctx, tx, k.Name); err != nil {
				return err
			}
		}
		for _, table := range guarded {
			if err := guard(ctx, tx, table); err != nil {
				return err
			}
		}
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, n+1)); err != nil {
		return err
	}
	return tx.Commit()
}

// guarded are the tables beside those of the registry. The journal's own has guards of
// its own, which keep it append-only.
var guarded = []string{
	"meta", "dev", "granted", "revoked", "apart", "head", "dispute", "envelope", "erasure", "counter",
	"trail", "waiting", "unshown", "entry", "spelling", "posting",
}

// guard puts persistent triggers on a synced table: who writes past the journal
// is refused, for the gate that they ask opens to Keyday's own writer alone. Of an
// AND, SQLite would ask the function first, which costs more than the row; of a CASE
// it asks in order.
func guard(ctx context.Context, tx *sql.Tx, table string) error {
	for _, verb := range []string{"INSERT", "UPDATE", "DELETE"} {
		_, err := tx.ExecContext(ctx, fmt.Sprintf(`DROP TRIGGER IF EXISTS guard_%[1]s_%[2]s;
			CREATE TRIGGER guard_%[1]s_%[2]s BEFORE %[2]s ON %[1]s
			WHEN CASE WHEN (SELECT open FROM gate) THEN 0 ELSE keyday_applying() = 0 END
			BEGIN SELECT RAISE(ABORT, 'written past the journal'); END`, table, verb))
		if err != nil {
			return err
		}
	}
	return nil
}
