package store

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"regexp"

	"keyday/app"
	"keyday/data/keyring"
	"keyday/data/registry"
)

var lanes = regexp.MustCompile(`^(0[1-9]|[1-9][0-9])$`)

// streamLanes are the lanes of streams: a laptop's later ones have letters behind it.
var streamLanes = regexp.MustCompile(`^(0[1-9]|[1-9][0-9])([a-hjkmnp-z2-9]{5})?$`)

// Create makes a site of the registry in dir, which must not exist or be empty, and opens
// it. Until all of it is there, dir is not touched.
//
// It refuses with "site.folder_taken", "site.being_made", "site.lane_unreadable" and the
// refusals of package fault.
func Create(ctx context.Context, dir string, reg *registry.Registry, n New, opt Options) (*Store, error) {
	opt = opt.Filled()
	if !lanes.MatchString(n.Lane) {
		return nil, app.Refuse("site.lane_unreadable", "text", n.Lane)
	}
	err := Beside(opt.Leftovers, dir, func(beside string) error { return found(ctx, beside, reg, n, opt) })
	if err != nil {
		return nil, err
	}
	return Open(ctx, dir, reg, opt)
}

// New is a site that is to be made.
type New struct {
	ID    app.ID
	Lane  string // this laptop's number, "01" to "99"
	Actor app.Actor
	First func(tx *Tx) error // puts the records that it begins with
}

func found(ctx context.Context, dir string, reg *registry.Registry, n New, opt Options) error {
	if err := layOut(ctx, filepath.Join(dir, siteFile), reg, n.ID, n.Lane); err != nil {
		return err
	}
	if _, err := keyring.Create(dir, opt.Random); err != nil {
		return err
	}
	s, err := Open(ctx, dir, reg, opt)
	if err != nil {
		return err
	}
	if err := s.Do(ctx, n.Actor, "site.found", n.First); err != nil {
		s.Close()
		return err
	}
	return s.Close()
}

// keepPrivate makes sure that nobody else on this laptop reads the file, which it
// makes where there is none; SQLite would make one for all to read. What SQLite puts
// beside it goes by its mode. A medium that knows no modes has none to set.
func keepPrivate(path string) {
	if f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o600); err == nil {
		_ = f.Chmod(0o600)
		_ = f.Close()
	}
}

// layOut makes an empty site.db with the schema of this Keyday.
func layOut(ctx context.Context, path string, reg *registry.Registry, site app.ID, lane string) error {
	keepPrivate(path)
	s := &Store{}
	s.applying.Store(true)
	db := sql.OpenDB(s.connector(path, "_journal_mode=WAL&_synchronous=FULL"))
	defer db.Close()
	db.SetMaxOpenConns(1)
	for n := range reg.Schema.Migrations {
		if err := runMigration(ctx, reg, db, n); err != nil {
			return err
		}
	}
	_, err := db.ExecContext(ctx, "INSERT INTO meta (key, value) VALUES ('lane', ?), ('site', ?)", lane, site[:])
	return err
}
