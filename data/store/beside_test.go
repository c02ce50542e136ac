package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"keyday/app"
	"keyday/data/leftover"
	"keyday/data/records"
	"keyday/data/store"
)

// What is made beside a folder takes its place whole, or leaves no trace.
func TestBeside(t *testing.T) {
	parent, notes := t.TempDir(), leftover.In(t.TempDir())
	dir := filepath.Join(parent, "site")
	made := func(name string) func(string) error {
		return func(beside string) error { return os.WriteFile(filepath.Join(beside, name), nil, 0o600) }
	}
	names := func(folder string) (all []string) {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			all = append(all, e.Name())
		}
		return all
	}

	broken := errors.New("broken off")
	err := store.Beside(notes, dir, func(beside string) error {
		_ = made("half")(beside)
		if got := names(parent); len(got) != 1 || got[0] == "site" {
			t.Errorf("while it is made there is %q", got)
		}
		return broken
	})
	if !errors.Is(err, broken) || len(names(parent)) != 0 {
		t.Errorf("%v, and left behind is %q", err, names(parent))
	}

	// A power cut leaves the half behind; the next attempt begins anew.
	half := filepath.Join(parent, ".site.half")
	if err := errors.Join(os.Mkdir(half, 0o700), made("old")(half)); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(dir, 0o700); err != nil { // empty is as good as none
		t.Fatal(err)
	}
	if err := store.Beside(notes, dir, made("new")); err != nil {
		t.Fatal(err)
	}
	if got := names(dir); len(got) != 1 || got[0] != "new" || len(names(parent)) != 1 {
		t.Errorf("made is %q, in the parent %q", got, names(parent))
	}
	if err := store.Beside(notes, dir, made("again")); app.RefusalCode(err) != "site.folder_taken" || len(names(dir)) != 1 {
		t.Errorf("a folder in use: %v", err)
	}
}

// Two Keydays do not make a site in one place at once.
func TestBesideAnother(t *testing.T) {
	dir, notes := filepath.Join(t.TempDir(), "site"), leftover.In(t.TempDir())
	err := store.Beside(notes, dir, func(beside string) error {
		if err := store.Beside(notes, dir, func(string) error { return nil }); app.RefusalCode(err) != "site.being_made" {
			t.Errorf("a second one: %v", err)
		}
		return os.WriteFile(filepath.Join(beside, "whole"), nil, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "whole")); err != nil {
		t.Error(err)
	}
}

// A restore that is broken off at any moment leaves nothing that opens as a site, and no
// key to what is sealed, whatever the folder is called by then.
func TestHalfRestored(t *testing.T) {
	ctx := context.Background()
	s := newStore(t)
	lived(t, s)
	backup := backedUp(t, s)
	dir := filepath.Join(t.TempDir(), "restored")
	half := filepath.Join(filepath.Dir(dir), ".restored.half")
	copies := t.TempDir()
	seen := 0
	_, err := records.Restore(ctx, backup, dir, store.Restoring{Passphrase: passphrase, Progress: func(int64, int64) {
		seen++
		if err := os.CopyFS(filepath.Join(copies, ".a.half"), os.DirFS(half)); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(filepath.Join(copies, ".a.half"), filepath.Join(copies, strconv.Itoa(seen))); err != nil {
			t.Fatal(err)
		}
		time.Sleep(60 * time.Millisecond) // it tells no more often
	}})
	if err != nil || seen < 2 {
		t.Fatalf("%v, told %d times", err, seen)
	}
	for step := 1; step <= seen; step++ {
		at := filepath.Join(copies, strconv.Itoa(step))
		for _, only := range []bool{true, false} {
			_, err := records.Open(ctx, at, store.Options{ReadOnly: only})
			if code := app.RefusalCode(err); code != "keyring.missing" && code != "site.missing" {
				t.Errorf("at %d there opens %v", step, err)
			}
		}
	}
	// And where all is there, but was not put into its place: the name says so.
	for _, name := range []string{".a.half", ".B.HALF"} {
		t.Run(name, func(t *testing.T) { // which then is in the folder no more: on Windows that would hold it
			at := filepath.Join(copies, name)
			if err := os.CopyFS(at, os.DirFS(dir)); err != nil {
				t.Fatal(err)
			}
			refused(t, second(records.Open(ctx, at, store.Options{})), "site.half_made")
			refused(t, second(records.Open(ctx, at+string(filepath.Separator), store.Options{ReadOnly: true})), "site.half_made")
			t.Chdir(at)
			refused(t, second(records.Open(ctx, ".", store.Options{ReadOnly: true})), "site.half_made")
			refused(t, store.Beside(nil, at+".half", func(string) error { return nil }), "site.half_made")
		})
	}
	if err := os.Rename(filepath.Join(copies, ".a.half"), filepath.Join(copies, "whole")); err != nil {
		t.Fatal(err)
	}
	openIn(t, filepath.Join(copies, "whole"))
}

func second[T any](_ T, err error) error { return err }
