package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"keyday/app"
)

// What is made beside a folder takes its place whole, or leaves no trace.
func TestBeside(t *testing.T) {
	parent := t.TempDir()
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
	err := Beside(dir, func(beside string) error {
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
	if err := Beside(dir, made("new")); err != nil {
		t.Fatal(err)
	}
	if got := names(dir); len(got) != 1 || got[0] != "new" || len(names(parent)) != 1 {
		t.Errorf("made is %q, in the parent %q", got, names(parent))
	}
	if err := Beside(dir, made("again")); app.RefusalCode(err) != "site.folder_taken" || len(names(dir)) != 1 {
		t.Errorf("a folder in use: %v", err)
	}
}
