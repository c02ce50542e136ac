package export

import (
	"os"
	"path/filepath"
	"testing"

	"keyday/app"
)

// What came into the place while the paper was made is not replaced, nor what is no file.
func TestAPaperTakesNoPlace(t *testing.T) {
	for _, over := range []bool{false, true} {
		folder := t.TempDir()
		file := filepath.Join(folder, "a.pdf")
		out := &Outlet{Into: Into{Folder: folder, File: file, Over: over}}
		if _, err := out.Put("", []byte("%PDF")); err != nil {
			t.Fatal(err)
		}
		if err := os.Mkdir(file, 0o700); err != nil {
			t.Fatal(err)
		}
		want := map[bool]string{false: "command.file_there", true: "disk.no_file"}[over]
		if _, err := out.Place(""); app.RefusalCode(err) != want {
			t.Errorf("over %v: %v, want %s", over, err, want)
		}
		out.Remove("")
		if all, err := os.ReadDir(folder); err != nil || len(all) != 1 {
			t.Errorf("over %v: %v lie there, %v", over, all, err)
		}
	}
}
