package leftover

import (
	"os"
	"path/filepath"
	"testing"
)

// Whatever a note says, it speaks of nothing but what Keyday makes, by its whole path.
func FuzzNote(f *testing.F) {
	f.Add([]byte("/data/.keyday-1.tmp\n"))
	f.Add([]byte("/etc/passwd\n"))
	f.Add([]byte(".keyday-1.tmp\n"))
	f.Add([]byte("/data/.keyday-1.tmp\n/x\n"))
	file := filepath.Join(f.TempDir(), "note")
	f.Fuzz(func(t *testing.T, content []byte) {
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if path := read(file); path != "" && (!filepath.IsAbs(path) || !ours(path)) {
			t.Errorf("it speaks of %q", path)
		}
	})
}
