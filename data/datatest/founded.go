package datatest

import (
	"context"
	"database/sql"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"time"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/site"
	"keyday/data/durable"
	"keyday/data/records"
	"keyday/data/store"
)

// files are a site that nobody has worked on, by their names.
type files map[string][]byte

// founded is founded once for all tests of a package: that takes longer than most of them.
var founded = sync.OnceValue(func() files {
	dir, err := os.MkdirTemp("", "keyday-founded-*")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	made, err := found(filepath.Join(dir, "site"))
	if err != nil {
		panic(err)
	}
	return made
})

func found(dir string) (files, error) {
	supervisor := apptest.PersonOf(apptest.Supervisor)
	supervisor.PIN = "#2580"
	s, err := records.Create(context.Background(), dir, records.Founding{
		Site:        site.Site{ID: apptest.SiteID, Name: "锦绣花园", Company: "锦绣置业有限公司"},
		Communities: []site.Community{{ID: apptest.CommunityID, Name: "锦绣花园一期"}},
		Supervisor:  supervisor, Lane: "01",
	}, store.Options{Clock: app.ClockFunc(func() time.Time { return apptest.Morning.AddDate(0, -1, 0) }), Random: rand.NewChaCha8([32]byte{1}), Synchronous: "OFF"})
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	if err := forgetPlace(filepath.Join(dir, "device.db")); err != nil {
		return nil, err
	}
	made := files{}
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		if made[e.Name()], err = readFile(filepath.Join(dir, e.Name())); err != nil {
			return nil, err
		}
	}
	return made, err
}

func readFile(path string) ([]byte, error) {
	f, err := durable.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// forgetPlace lets a copy of the site go on in its stream and its numbers.
func forgetPlace(device string) error {
	db, err := sql.Open("sqlite3", device)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec("DELETE FROM preference WHERE key = 'place'")
	return err
}

func (f files) write(dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	for name, content := range f {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}
