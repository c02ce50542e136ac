package fault_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"keyday/app"
	"keyday/data/durable"
	"keyday/data/fault"
)

// What lies in the way is named, and not the place in which it was looked for: that is
// what somebody has to move away.
func TestWhatIsInTheWayIsNamed(t *testing.T) {
	dir := t.TempDir()
	file, nowhere, circle := filepath.Join(dir, "a.csv"), filepath.Join(dir, "nowhere"), filepath.Join(dir, "circle")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "none"), nowhere); err != nil {
		t.Skip("no links here: ", err)
	}
	if err := os.Symlink(circle, circle); err != nil {
		t.Fatal(err)
	}
	read := func(path string) error { _, err := durable.ReadFile(path, 3); return err }
	for name, c := range map[string]struct {
		err        error
		code, what string
	}{
		"a folder in place of a file":     {read(dir), fault.NoFile, dir},
		"links in a circle":               {read(circle), fault.NoFile, circle},
		"a file in place of a folder":     {durable.MkdirAll(file), fault.NoFolder, file},
		"a file above a folder":           {durable.MkdirAll(filepath.Join(file, "b", "c")), fault.NoFolder, file},
		"a link to nowhere":               {durable.MkdirAll(nowhere), fault.NoFolder, nowhere},
		"a link to nowhere above":         {durable.MkdirAll(filepath.Join(nowhere, "b")), fault.NoFolder, nowhere},
		"what is larger than it can be":   {&fs.PathError{Op: "read", Path: file, Err: durable.ErrTooBig}, fault.NoFile, file},
		"of which no path is known":       {durable.ErrNoFolder, fault.NoFolder, "asked"},
		"what is not there":               {read(filepath.Join(dir, "none")), fault.Missing, "asked"},
		"a refusal, which is passed on":   {app.Refuse("photo.empty", "what", "x"), "photo.empty", "x"},
		"what nobody can do anything for": {errors.New("else"), "", ""},
	} {
		err := fault.Translate(fmt.Errorf("wrapped: %w", c.err), "asked")
		var refusal *app.Refusal
		if !errors.As(err, &refusal) {
			refusal = &app.Refusal{}
		}
		if refusal.Code != c.code || refusal.Args["what"] != c.what {
			t.Errorf("%s: %q of %q, want %q of %q", name, refusal.Code, refusal.Args["what"], c.code, c.what)
		}
	}
}
