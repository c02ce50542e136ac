package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/site"
	"keyday/data/records"
	"keyday/data/store"
)

// Whatever stands in the list of who was erased, nobody is in it whom this site's key did
// not put there, and each once.
func FuzzErased(f *testing.F) {
	s := quickStore(f)
	s.Outside().SetFolder(f.TempDir())
	file := s.Outside().ErasedFile(s.SiteID())
	person := site.Owner{ID: app.ID{0xe1}, Name: "田伟"}
	err := s.Do(context.Background(), chief.Actor(), "test.put", func(tx *records.Tx) error { return tx.PutOwner(person) })
	if err == nil {
		err = s.Erase(context.Background(), chief.Actor(), person.ID)
	}
	if err != nil {
		f.Fatal(err)
	}
	written, err := os.ReadFile(file)
	if known := s.Outside().Erased(s.Store); err != nil || len(known) != 1 || known[0].Person != person.ID {
		f.Fatalf("what was written is read as %v, %v", known, err)
	}
	f.Add(written)
	f.Add(slices.Concat(written, written, []byte("\r\nAAAA\n====\n"), written[:20]))
	f.Fuzz(func(t *testing.T, list []byte) {
		if err := os.WriteFile(file, list, 0o600); err != nil {
			t.Fatal(err)
		}
		all := s.Outside().Erased(s.Store)
		if len(all) > 1 || len(all) == 1 && all[0].Person != person.ID {
			t.Errorf("erased are %v", all)
		}
		if err := s.EraseAgain(context.Background()); err != nil {
			t.Errorf("opening is refused: %v", err)
		}
	})
}

// Whatever lies in the place of device.db, it opens or is refused in words, and with a
// new one in its place work goes on.
func FuzzDevice(f *testing.F) {
	dir := f.TempDir()
	d, err := store.OpenDevice(dir)
	if err != nil {
		f.Fatal(err)
	}
	_, err = d.DB().Exec("INSERT INTO mark VALUES (x'0102', 1, 7, x'03', '01'); INSERT INTO preference VALUES ('place', '{\"File\":\"x\"}'); PRAGMA journal_mode = DELETE")
	if err != nil {
		f.Fatal(err)
	}
	d.DB().Close()
	whole, err := os.ReadFile(filepath.Join(dir, store.DeviceFile))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole[:4096])
	f.Add([]byte{})
	f.Add([]byte("SQLite format 3\x00"))
	f.Add(bytes.Replace(whole, []byte("CREATE TABLE"), []byte("CREATE VIEW "), 1)[:8192])
	f.Fuzz(func(t *testing.T, b []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, store.DeviceFile), b, 0o600); err != nil {
			t.Fatal(err)
		}
		d, err := store.OpenDevice(dir)
		if err != nil {
			if app.RefusalCode(err) == "" {
				t.Errorf("an error that nobody can read: %v", err)
			}
			if d, err = store.RenewDevice(dir); err != nil {
				t.Fatalf("no new one: %v", err)
			}
		}
		defer d.DB().Close()
		if _, _, err := d.Place(); err != nil && app.RefusalCode(store.Translate(err, dir)) == "" {
			t.Errorf("where it lies is an error that nobody can read: %v", err)
		}
	})
}

// Where a laptop was is read as it was written, whatever else stands there.
func FuzzPlace(f *testing.F) {
	f.Add(store.Place{File: "1/2", Machine: "m", Cards: []string{"00:11"}, Board: "b"}.Encode())
	f.Add(`{"File":1}`)
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		p, known := store.DecodePlace(text)
		if !known {
			return
		}
		if again, ok := store.DecodePlace(p.Encode()); !ok || again.Compare(p) != store.SamePlace || again.Encode() != p.Encode() {
			t.Errorf("%+v is read again as %+v", p, again)
		}
	})
}

// Whatever lies in the place of a site, asking what it is ends, and answers.
func FuzzIsRehearsal(f *testing.F) {
	dir := f.TempDir()
	db, err := sql.Open("sqlite3", store.FileURI(filepath.Join(dir, store.SiteFile)))
	if err == nil {
		_, err = db.Exec("CREATE TABLE site (rehearsal INTEGER NOT NULL); INSERT INTO site VALUES (1)")
		db.Close()
	}
	if err != nil {
		f.Fatal(err)
	}
	if !records.IsRehearsal(dir) {
		f.Fatal("a rehearsal is none")
	}
	whole, err := os.ReadFile(filepath.Join(dir, store.SiteFile))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(whole[:4096])
	f.Add([]byte("no database"))
	f.Fuzz(func(t *testing.T, b []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, store.SiteFile), b, 0o600); err != nil {
			t.Fatal(err)
		}
		records.IsRehearsal(dir)
	})
}
