package shell

import (
	"os"
	"path/filepath"
	"testing"

	"keyday/app"
)

// What a person names is opened where it is a file, and nowhere else.
func TestOnlyFilesAreOpened(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "照片.jpg")
	if err := os.WriteFile(file, []byte("abc"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, code := range map[string]string{dir: "disk.no_file", os.DevNull: "disk.no_file", filepath.Join(dir, "x"): "disk.missing", file: ""} {
		f, err := OpenFile(path)
		if app.RefusalCode(err) != code || (err == nil) != (code == "") {
			t.Errorf("%s: %v", path, err)
		}
		if err == nil {
			f.Close()
		}
	}
	if b, err := ReadFile(file, 1); err != nil || string(b) != "ab" {
		t.Errorf("%q, %v", b, err)
	}
}
