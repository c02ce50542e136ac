//go:build linux

package store_test

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"keyday/app"
	"keyday/data/fault/baddisk"
	"keyday/data/records"
	"keyday/data/store"
)

// A file that this user may not read is said to be that, and its medium not to be
// write-protected; of device.db a check only notes it.
func TestPermissionIsNoWriteProtection(t *testing.T) {
	if !baddisk.AsAnybody(t) {
		return
	}
	ctx := context.Background()
	s := newStore(t)
	lived(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{store.SiteFile, store.DeviceFile} {
		path := filepath.Join(s.Dir(), name)
		for _, mode := range []os.FileMode{0, 0o400} {
			if err := os.Chmod(path, mode); err != nil {
				t.Fatal(err)
			}
			r, err := records.Open(ctx, s.Dir(), store.Options{ReadOnly: true})
			switch {
			case name == store.SiteFile && mode == 0:
				refused(t, err, "disk.permission")
				if what := err.(*app.Refusal).Args["what"]; what != path {
					t.Errorf("named is %s", what)
				}
			case err != nil:
				t.Fatal(err)
			default:
				if found := verified(t, r, store.Checking{}); !found.OK() || noted(found, "verify.device_unread") != (name == store.DeviceFile && mode == 0) {
					t.Errorf("%s %v: found %v, noted %v", name, mode, found.Differences, found.Notices)
				}
				r.Close()
			}
		}
		if err := os.Chmod(path, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(s.Dir(), 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(s.Dir(), 0o700)
	_, err := records.Open(ctx, s.Dir(), store.Options{})
	refused(t, err, "disk.permission")
}

// On a disk without a byte left all that is asked of a site is answered, and it is verified.
func TestReadingOnAFullDisk(t *testing.T) {
	if !baddisk.Here(t) {
		return
	}
	t.Setenv("KEYDAY_KEYS", "file")
	disk := baddisk.Small(t, 3000)
	s := createIn(t, filepath.Join(disk, "site"))
	lived(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	fillDisk(t, filepath.Join(disk, "filler"), 0)
	reading, err := records.Open(context.Background(), s.Dir(), store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer reading.Close()
	if r := verified(t, reading, store.Checking{}); !r.OK() || r.Operations == 0 || noted(r, "verify.device_unread") {
		t.Errorf("found %v, noted %v", r.Differences, r.Notices)
	}
}

// A medium that takes no file of that size, as many sticks from 4 GB on, is said to be
// that, and the place that was asked for is named.
func TestFilesThatAreTooLarge(t *testing.T) {
	if !baddisk.Apart(t) {
		return
	}
	ctx := context.Background()
	s := newStore(t)
	lived(t, s)
	file := backedUp(t, s)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Skip(err)
	}
	limited := before
	limited.Cur = 100 << 10
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limited); err != nil {
		t.Skip(err)
	}
	defer syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before)
	_, err := s.Backup(ctx, openPhotos(t, s), filepath.Join(t.TempDir(), "x"), passphrase, nil)
	refused(t, err, "disk.too_large")
	dir := filepath.Join(t.TempDir(), "new")
	_, err = records.Restore(ctx, file, dir, store.Restoring{Passphrase: passphrase})
	refused(t, err, "disk.too_large")
	if what := err.(*app.Refusal).Args["what"]; what != dir {
		t.Errorf("named is %s", what)
	}
}
