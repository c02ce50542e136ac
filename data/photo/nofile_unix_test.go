//go:build unix

package photo_test

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"keyday/data/photo"
)

// In the place of a photo may lie anything: nothing waits for it, each is a finding, and
// the others are checked all the same.
func TestWhatIsNoFileIsFound(t *testing.T) {
	ctx := context.Background()
	t.Chdir(t.TempDir()) // a socket's path is short
	dir := "s"
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	other := filepath.Join(t.TempDir(), "x")
	var want []photo.Finding
	var hashes []string
	for i, c := range []struct {
		code string
		lay  func(path string) error
	}{
		{photo.NoFile, func(path string) error { return syscall.Mkfifo(path, 0o600) }},
		{photo.NoFile, func(path string) error { return os.Mkdir(path, 0o700) }},
		{photo.NoFile, func(path string) error { return os.Symlink("/dev/zero", path) }},
		{photo.NoFile, func(path string) error { return os.Symlink(path, path) }},
		{photo.NoFile, func(path string) error {
			l, err := net.Listen("unix", path)
			if err == nil {
				t.Cleanup(func() { l.Close() })
			}
			return err
		}},
		{photo.NoFile, func(path string) error { // the right content, but from elsewhere
			if err := os.WriteFile(other, asJPEG(t, quarters(64, 53)), 0o600); err != nil {
				return err
			}
			return os.Symlink(other, path)
		}},
		{photo.Altered, func(path string) error { return os.WriteFile(path, []byte("x"), 0o600) }},
	} {
		p := put(t, s, asJPEG(t, quarters(64, 48+i)), "x.jpg")
		hashes = append(hashes, p.Hash)
		want = append(want, photo.Finding{Hash: p.Hash, Code: c.code})
		path := filepath.Join(dir, "files", p.Hash[:2], p.Hash[2:4], p.Hash)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if err := c.lay(path); err != nil {
			t.Fatal(err)
		}
		if s.Has(p.Hash) && c.code == photo.NoFile {
			t.Errorf("it has %d", i)
		}
		if _, err := s.Open(p.Hash); c.code == photo.NoFile {
			refused(t, err, c.code)
		}
	}
	found, err := s.Check(ctx, slices.Values(hashes))
	if err != nil || !slices.Equal(found, want) {
		t.Errorf("found %v, %v", found, err)
	}
	if strays, err := s.Sweep(ctx, func(string) bool { return false }); err != nil || len(strays) != len(want)-1 { // a folder is none
		t.Errorf("strays %v, %v", strays, err)
	}
}
