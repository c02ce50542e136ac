package store

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"regexp"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/keyring"
	"keyday/data/registry"
)

// Founding is what a new site begins with.
type Founding struct {
	Site        site.Site
	Communities []site.Community
	Supervisor  staff.Person // with a PIN
	Lane        string       // this laptop's number, "01" to "99"
}

var lanes = regexp.MustCompile(`^(0[1-9]|[1-9][0-9])$`)

// streamLanes are the lanes of streams: a laptop's later ones have letters behind it.
var streamLanes = regexp.MustCompile(`^(0[1-9]|[1-9][0-9])([a-hjkmnp-z2-9]{5})?$`)

// Create makes a site in dir, which must not exist or be empty, and opens it. Until
// all of it is there, dir is not touched. Identities that Founding leaves empty are
// filled in.
//
// It refuses with "site.folder_taken", "site.being_made", "site.lane_unreadable",
// "site.name_missing", "staff.name_missing" and the refusals of package fault.
func Create(ctx context.Context, dir string, f Founding, opt Options) (*Store, error) {
	return createWith(ctx, dir, Records(), f, opt)
}

func createWith(ctx context.Context, dir string, reg *registry.Registry, f Founding, opt Options) (*Store, error) {
	opt = opt.filled()
	switch {
	case !lanes.MatchString(f.Lane):
		return nil, app.Refuse("site.lane_unreadable", "text", f.Lane)
	case f.Site.Name == "" || len(f.Communities) == 0:
		return nil, app.Refuse("site.name_missing")
	case f.Supervisor.Name == "" || f.Supervisor.PIN == "":
		return nil, app.Refuse("staff.name_missing")
	}
	err := Beside(opt.Leftovers, dir, func(beside string) error { return found(ctx, beside, reg, f, opt) })
	if err != nil {
		return nil, err
	}
	return openWith(ctx, dir, reg, opt)
}

func found(ctx context.Context, dir string, reg *registry.Registry, f Founding, opt Options) error {
	fresh := func(id *app.ID) {
		if id.IsNil() {
			*id = app.NewID(opt.Clock.Now(), opt.Random)
		}
	}
	if f.Site.Rehearsal { // which is noted nowhere else, see loadSite
		opt.Marks = ""
	}
	fresh(&f.Site.ID)
	fresh(&f.Supervisor.ID)
	if err := layOut(ctx, filepath.Join(dir, siteFile), reg, f.Site.ID, f.Lane); err != nil {
		return err
	}
	if _, err := keyring.Create(dir, opt.Random); err != nil {
		return err
	}
	s, err := openWith(ctx, dir, reg, opt)
	if err != nil {
		return err
	}
	err = s.Do(ctx, f.Supervisor.Actor(), "site.found", func(tx *Tx) error {
		if err := tx.PutSite(f.Site); err != nil {
			return err
		}
		for _, c := range f.Communities {
			if c.ID.IsNil() {
				c.ID = app.DerivedID(f.Site.ID, "community/"+c.Name)
			}
			if err := tx.PutCommunity(c); err != nil {
				return err
			}
		}
		return tx.PutPerson(f.Supervisor)
	})
	if err != nil {
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
