package durable

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// What lies in a place is not replaced by a new file, whatever it is, and whether the
// medium knows second names or not; nothing half-made stays behind.
func TestANewFileReplacesNothing(t *testing.T) {
	real := link
	t.Cleanup(func() { link = real })
	for name, known := range map[string]func(string, string) error{
		"second names": os.Link, "none": func(string, string) error { return errors.ErrUnsupported },
	} {
		link = known
		for what, there := range map[string]func(path string) error{
			"nothing":           func(string) error { return nil },
			"a file":            func(path string) error { return os.WriteFile(path, []byte("old"), 0o600) },
			"a folder":          func(path string) error { return os.Mkdir(path, 0o700) },
			"a link to nowhere": func(path string) error { return os.Symlink("nowhere", path) },
		} {
			folder := t.TempDir()
			path := filepath.Join(folder, "a.pdf")
			if err := there(path); err != nil {
				t.Skip(err) // Windows makes links for few
			}
			before, _ := os.Lstat(path)
			f, err := Create(folder)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.WriteString("new"); err != nil {
				t.Fatal(err)
			}
			err = f.CommitNew(path)
			f.Discard()
			if fresh := before == nil; fresh != (err == nil) || !fresh && !errors.Is(err, fs.ErrExist) {
				t.Errorf("%s, %s: %v", name, what, err)
			}
			if after, err := os.Lstat(path); err != nil || before != nil && !os.SameFile(before, after) {
				t.Errorf("%s, %s: it is another now, %v", name, what, err)
			}
			if content, _ := os.ReadFile(path); before == nil && string(content) != "new" || what == "a file" && string(content) != "old" {
				t.Errorf("%s, %s: it holds %q", name, what, content)
			}
			if all, err := os.ReadDir(folder); err != nil || len(all) != 1 {
				t.Errorf("%s, %s: %v lie there, %v", name, what, all, err)
			}
		}
	}
}
