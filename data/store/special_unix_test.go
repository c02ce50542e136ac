//go:build unix

package store_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"keyday/app"
	"keyday/data/records"
	"keyday/data/store"
)

// Whatever lies in the place of a file of a site, opening, restoring and checking it
// end, and say so in words; nothing waits for a pipe.
func TestNothingWaitsForAPipe(t *testing.T) {
	ctx := context.Background()
	for _, name := range []string{store.SiteFile, store.SiteFile + "-wal", store.SiteFile + "-journal", store.LockFile, "keys.vault"} {
		for kind, lay := range map[string]func(path string) error{
			"a pipe":            func(path string) error { return syscall.Mkfifo(path, 0o600) },
			"a folder":          func(path string) error { return os.Mkdir(path, 0o700) },
			"a device":          func(path string) error { return os.Symlink("/dev/zero", path) },
			"a link to nowhere": func(path string) error { return os.Symlink(path+".none", path) },
		} {
			if name == "keys.vault" && kind == "a link to nowhere" {
				continue // keyring.missing, as where there is none
			}
			t.Run(kind+" as "+name, func(t *testing.T) {
				s := newStore(t)
				dir := s.Dir()
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
				path := filepath.Join(dir, name)
				if err := os.RemoveAll(path); err != nil {
					t.Fatal(err)
				}
				if err := lay(path); err != nil {
					t.Fatal(err)
				}
				for _, readOnly := range []bool{false, true} {
					opened, err := records.Open(ctx, dir, store.Options{ReadOnly: readOnly})
					if err == nil {
						opened.Close()
					}
					refused(t, err, "disk.no_file")
					if what := err.(*app.Refusal).Args["what"]; what != path {
						t.Errorf("named is %s", what)
					}
				}
			})
		}
	}
	pipe := filepath.Join(t.TempDir(), "x.keyday")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{pipe, t.TempDir(), "/dev/zero"} {
		_, err := records.Restore(ctx, file, filepath.Join(t.TempDir(), "new"), store.Restoring{Passphrase: passphrase})
		refused(t, err, "disk.no_file")
	}
}

// Whatever lies in the place of device.db, or of what SQLite puts beside it, checking the
// site ends, says so and names what else is wrong; opening it puts that aside and goes on.
func TestDeviceFileIsNoFile(t *testing.T) {
	ctx := context.Background()
	for kind, lay := range map[string]func(path string) error{
		"a pipe":            func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"a folder":          func(path string) error { return os.Mkdir(path, 0o700) },
		"a device":          func(path string) error { return os.Symlink("/dev/zero", path) },
		"a link to nowhere": func(path string) error { return os.Symlink(path+".none", path) },
		"a link to itself":  func(path string) error { return os.Symlink(path, path) },
		"an empty file":     func(path string) error { return os.WriteFile(path, nil, 0o600) },
	} {
		for _, name := range []string{store.DeviceFile, store.DeviceFile + "-wal"} {
			if name != store.DeviceFile && kind == "an empty file" {
				continue // that is nothing
			}
			t.Run(kind+" as "+name, func(t *testing.T) {
				s := newStore(t)
				units, _ := lived(t, s)
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
				path := filepath.Join(s.Dir(), name)
				if err := os.RemoveAll(path); err != nil {
					t.Fatal(err)
				}
				if err := lay(path); err != nil {
					t.Fatal(err)
				}
				tamper(t, s.Dir(), statement("UPDATE unit SET note = '改' WHERE id = ?", units[0].ID[:]))
				reading, err := records.Open(ctx, s.Dir(), store.Options{ReadOnly: true})
				if err != nil {
					t.Fatal(err)
				}
				defer reading.Close()
				if r := verified(t, reading, store.Checking{}); r.OK() || !noted(r, "verify.device_damaged") {
					t.Errorf("found %v, noted %v", r.Differences, r.Notices)
				}
				if _, err := reading.Backup(ctx, openPhotos(t, reading), filepath.Join(t.TempDir(), "x"), passphrase, nil); err != nil {
					t.Errorf("backing up: %v", err)
				}
				reading.Close()
				if kind == "an empty file" {
					return // by now it has tables, see TestDeviceFileLostOrDamaged
				}
				s = openIn(t, s.Dir())
				if !warned(s, "device.damaged") {
					t.Errorf("warned of %v", s.Warnings())
				}
				lane(t, s, units[0].ID)
			})
		}
	}
}

// A path that SQLite cannot open is said to be too long, and not the disk to be
// read-only; a folder whose name is no text is a folder like any other.
func TestPathsThatAreTooLong(t *testing.T) {
	ctx := context.Background()
	long := t.TempDir()
	for len(long) < 470 {
		long = filepath.Join(long, strings.Repeat("长", 20))
	}
	_, err := records.Create(ctx, filepath.Join(long, "x"), founding(), store.Options{})
	refused(t, err, "disk.bad_name")
	_, err = records.Open(ctx, long, store.Options{})
	refused(t, err, "disk.bad_name")
	_, err = records.Restore(ctx, "none", long, store.Restoring{Passphrase: passphrase})
	refused(t, err, "disk.bad_name")
	_, err = records.Open(ctx, filepath.Join(t.TempDir(), strings.Repeat("x", 300)), store.Options{})
	if code := app.RefusalCode(err); code != "disk.bad_name" {
		t.Errorf("a name of 300 characters: %v", err)
	}
	odd := filepath.Join(t.TempDir(), "\xff\xfe乱码?#%")
	s, err := records.Create(ctx, odd, founding(), store.Options{})
	if err != nil {
		if app.RefusalCode(err) != "disk.bad_name" { // as some systems say
			t.Fatal(err)
		}
		return
	}
	defer s.Close()
	made, err := s.Backup(ctx, openPhotos(t, s), filepath.Join(t.TempDir(), "\xff.keyday"), passphrase, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := records.Restore(ctx, made.Path, filepath.Join(t.TempDir(), "\xfe"), store.Restoring{Passphrase: passphrase}); err != nil {
		t.Error(err)
	}
	if r, err := s.Verify(ctx, store.Checking{}); err != nil || !r.OK() {
		t.Errorf("%v, %v", r.Differences, err)
	}
}
