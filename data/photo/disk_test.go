package photo_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/data/photo"
)

// The parts of these tests that a process must die in, or a mount must surround,
// run in a process of their own.
func TestMain(m *testing.M) {
	if part := os.Getenv("KEYDAY_PHOTO_PART"); part != "" {
		dir := os.Getenv("KEYDAY_PHOTO_DIR")
		switch part {
		case "die after the file":
			dieAfterTheFile(dir)
		case "die while copying":
			dieWhileCopying(dir)
		case "put":
			fmt.Print(putAndSay(dir))
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func part(t *testing.T, name, dir string, under ...string) ([]byte, error) {
	t.Helper()
	args := append(under, os.Args[0], "-test.run=^$")
	c := exec.Command(args[0], args[1:]...)
	c.Env = append(os.Environ(), "KEYDAY_PHOTO_PART="+name, "KEYDAY_PHOTO_DIR="+dir)
	return c.CombinedOutput()
}

func die() {
	if self, err := os.FindProcess(os.Getpid()); err == nil {
		_ = self.Kill() // what no deferred function and no handler outlives
	}
	select {}
}

// dieAfterTheFile keeps a picture and dies before anybody could write its row.
func dieAfterTheFile(dir string) {
	s, err := photo.New(dir, key)
	if err != nil {
		panic(err)
	}
	if _, err := s.Put(context.Background(), bytes.NewReader(small()), "x.jpg"); err != nil {
		panic(err)
	}
	die()
}

// dieWhileCopying dies when half of the picture has come.
func dieWhileCopying(dir string) {
	s, err := photo.New(dir, key)
	if err != nil {
		panic(err)
	}
	n := 0
	s.Put(context.Background(), endless{func() {
		if n++; n == 40 {
			die()
		}
	}}, "x.jpg")
}

// small is a picture without a testing.T at hand.
func small() []byte { return vast(20, 10) }

// putAndSay keeps a picture in the folder and says how that ended.
func putAndSay(dir string) string {
	s, err := photo.New(dir, key)
	if err != nil {
		return app.RefusalCode(err)
	}
	_, err = s.Put(context.Background(), bytes.NewReader(bytes.Repeat(held(small2(), 1), 40)), "现场.jpg")
	if err == nil {
		return "kept"
	}
	return err.Error()
}

// small2 begins as a JPEG does; padded it is large enough to fill a small disk.
func small2() []byte {
	return append([]byte("\xff\xd8\xff\xe0"), bytes.Repeat([]byte("keyday"), 4096)...)
}

// A kill between the photo's file and its row leaves a file that no row names, and
// nothing else; Sweep lists it, Check misses nothing, and the same photo taken
// again finds its file there.
func TestKillBetweenFileAndRow(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no SIGKILL")
	}
	ctx := context.Background()
	dir := t.TempDir()
	s := open(t, dir)
	kept := put(t, s, asJPEG(t, quarters(64, 48)), "x.jpg")
	rows := map[string]bool{kept.Hash: true}

	if out, err := part(t, "die after the file", dir); err == nil || len(out) > 0 {
		t.Fatalf("did not die: %v %s", err, out)
	}
	strays, err := s.Sweep(ctx, func(hash string) bool { return rows[hash] })
	if err != nil || len(strays) != 1 || !s.Has(strays[0].Hash) || strays[0].Size != int64(len(small())) {
		t.Fatalf("strays %+v, %v", strays, err)
	}
	if found, err := s.Check(ctx, maps.Keys(rows)); err != nil || len(found) != 0 {
		t.Errorf("found %v, %v", found, err)
	}
	again := put(t, s, small(), "x.png")
	if rows[again.Hash] = true; again.Hash != strays[0].Hash {
		t.Error("the photo taken again is another one")
	}
	if strays, _ = s.Sweep(ctx, func(hash string) bool { return rows[hash] }); len(strays) != 0 {
		t.Errorf("still strays: %+v", strays)
	}
}

// A kill while the photo is copied leaves an unfinished file under a name of its
// own, never a photo with half its bytes.
func TestKillWhileCopying(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no SIGKILL")
	}
	dir := t.TempDir()
	if out, err := part(t, "die while copying", dir); err == nil || len(out) > 0 {
		t.Fatalf("did not die: %v %s", err, out)
	}
	s := open(t, dir)
	strays, err := s.Sweep(context.Background(), func(string) bool { return false })
	if err != nil || len(strays) != 1 || strays[0].Hash != "" || !strings.HasSuffix(strays[0].Path, ".tmp") {
		t.Fatalf("strays %+v, %v", strays, err)
	}
	// It stays while it may be another process's, and goes when nobody can be at it.
	left := filepath.Join(dir, "files", strays[0].Path)
	long := time.Now().Add(-2 * time.Hour)
	if err := os.Chtimes(left, long, long); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Errorf("hours later it is there still: %v", err)
	}
}

// Check names what is missing, altered by one bit, and cannot be read.
func TestCheck(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	s := open(t, dir)
	good, gone, bent := put(t, s, asPNG(t, quarters(8, 8)), "a"), put(t, s, asPNG(t, quarters(9, 9)), "b"), put(t, s, asPNG(t, quarters(10, 10)), "c")
	path := func(p photo.Picture) string {
		return filepath.Join(dir, "files", p.Hash[:2], p.Hash[2:4], p.Hash)
	}
	if err := os.Remove(path(gone)); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path(bent))
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)/2] ^= 1
	if err := os.WriteFile(path(bent), content, 0o600); err != nil {
		t.Fatal(err)
	}
	found, err := s.Check(ctx, slices.Values([]string{good.Hash, gone.Hash, bent.Hash}))
	want := []photo.Finding{{Hash: gone.Hash, Code: photo.Missing}, {Hash: bent.Hash, Code: photo.Altered}}
	if err != nil || !slices.Equal(found, want) {
		t.Errorf("found %v, %v", found, err)
	}
	for hash, code := range map[string]string{good.Hash: "", gone.Hash: photo.Missing, bent.Hash: photo.Altered} {
		if err := s.CheckOne(ctx, hash); app.RefusalCode(err) != code || (code == "") != (err == nil) {
			t.Errorf("one by itself: %v, want %q", err, code)
		}
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.CheckOne(stopped, good.Hash); err == nil {
		t.Error("a stopped check of one goes on")
	}
	if _, err := s.Check(stopped, slices.Values([]string{good.Hash})); err == nil {
		t.Error("a stopped check goes on")
	}
}

// On a disk without room, and in a folder that may not be written to, a photo is
// refused by name and nothing half of it stays.
func TestDisks(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("needs mounts")
	}
	if err := exec.Command("unshare", "-rm", "true").Run(); err != nil {
		t.Skip("no mounts of one's own here: ", err)
	}
	for _, c := range []struct{ name, mount, code string }{
		{"full", "mount -t tmpfs -o size=128k tmpfs $D", "disk.full"},
		{"read-only medium", "mkdir -p $D/files $D/previews && mount --bind $D $D && mount -o remount,bind,ro $D", "disk.readonly"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			script := c.mount + ` && "$0" "$@"; find $D -type f | sed 's/^/left /'`
			out, err := part(t, "put", dir, "unshare", "-rm", "env", "D="+dir, "sh", "-c", script)
			if err != nil || !strings.HasPrefix(string(out), c.code) || !strings.Contains(string(out), "现场.jpg") || strings.Contains(string(out), "left ") {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	t.Run("read-only folder", func(t *testing.T) {
		dir := t.TempDir()
		for _, below := range []string{"files", "previews"} {
			if err := os.Mkdir(filepath.Join(dir, below), 0o555); err != nil {
				t.Fatal(err)
			}
		}
		var under []string
		if os.Getuid() == 0 { // for whom no folder is read-only
			os.Chmod(dir, 0o755)
			os.Chmod(filepath.Dir(dir), 0o755)
			os.Chmod(filepath.Dir(os.Args[0]), 0o755)
			under = []string{"setpriv", "--reuid=65534", "--clear-groups"}
			if exec.Command(under[0], append(under[1:], os.Args[0], "-test.run=^$")...).Run() != nil {
				t.Skip("cannot become somebody else here")
			}
		}
		out, err := part(t, "put", dir, under...)
		if err != nil || !strings.HasPrefix(string(out), "disk.permission") {
			t.Errorf("%v: %s", err, out)
		}
	})
}
