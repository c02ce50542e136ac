package store_test

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"keyday/app"
	"keyday/data/frugal"
	"keyday/data/frugal/peak"
	"keyday/data/records"
	"keyday/data/store"
)

// tarEntry is one of a backup that somebody put together by hand.
type tarEntry struct {
	name string
	body []byte
	size int64  // what its head says, where that is not the body's
	kind byte   // what its head says it is, 0 for a file
	raw  []byte // in place of head and body
}

// sealedBackup is a file that opens with the passphrase and holds the entries.
func sealedBackup(t testing.TB, cost int, entries ...tarEntry) []byte {
	t.Helper()
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		t.Fatal(err)
	}
	recipient.SetWorkFactor(cost)
	var b bytes.Buffer
	w, err := age.Encrypt(&b, recipient)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(tarred(t, entries...)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// tarred is the entries as a tar, the torn ones too.
func tarred(t testing.TB, entries ...tarEntry) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, e := range entries {
		if e.raw != nil {
			b.Write(e.raw)
			continue
		}
		size := int64(len(e.body))
		if e.size != 0 {
			size = e.size
		}
		w := tar.NewWriter(&b)
		if err := w.WriteHeader(&tar.Header{Name: e.name, Mode: 0o600, Size: size, Typeflag: e.kind}); err != nil {
			t.Fatal(err)
		}
		b.Write(e.body)
		b.Write(make([]byte, (512-len(e.body)%512)%512))
	}
	b.Write(make([]byte, 1024))
	return b.Bytes()
}

// What is read into memory whole is a megabyte at most.
func TestSmallEntriesAreSmall(t *testing.T) {
	const most = 1 << 20
	for size, whole := range map[int]bool{0: true, most: true, most + 1: false, 2 * most: false} {
		r := tar.NewReader(bytes.NewReader(tarred(t, tarEntry{name: store.KeysEntry, body: make([]byte, size)})))
		body, err := store.Small(r, store.KeysEntry)
		if (err == nil) != whole || whole && len(body) != size || !whole && !errors.Is(err, store.ErrTorn) {
			t.Errorf("an entry of %d bytes: %d are read, %v", size, len(body), err)
		}
	}
}

func manifestOf(t testing.TB, m store.Manifest) tarEntry {
	t.Helper()
	m.Version = store.BackupVersion
	body, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return tarEntry{name: store.ManifestEntry, body: body}
}

// sparseEntry is one of a few bytes that says of itself that it has so many.
func sparseEntry(name string, size int64) tarEntry {
	record := func(key, value string) string {
		for n := len(key) + len(value) + 3; ; n++ {
			if line := fmt.Sprintf("%d %s=%s\n", n, key, value); len(line) == n {
				return line
			}
		}
	}
	records := record("GNU.sparse.major", "1") + record("GNU.sparse.minor", "0") + record("GNU.sparse.name", name) + record("GNU.sparse.realsize", fmt.Sprint(size))
	body := fmt.Appendf(nil, "1\n%d\n0\n", size)
	body = append(body, make([]byte, 512-len(body)%512)...)
	var b bytes.Buffer
	head := func(name string, kind byte, content []byte) {
		raw := rawHead(name, kind, int64(len(content)))
		b.Write(raw)
		b.Write(content)
		b.Write(make([]byte, (512-len(content)%512)%512))
	}
	head("PaxHeaders/x", tar.TypeXHeader, []byte(records))
	head("GNUSparseFile.0/x", tar.TypeReg, body)
	return tarEntry{raw: b.Bytes()}
}

// rawHead is the head of an entry, which the library would not write so.
func rawHead(name string, kind byte, size int64) []byte {
	h := make([]byte, 512)
	copy(h, name)
	copy(h[100:], "0000600\x00")
	copy(h[108:], "0000000\x00")
	copy(h[116:], "0000000\x00")
	copy(h[124:], fmt.Sprintf("%011o\x00", size))
	copy(h[136:], "00000000000\x00")
	copy(h[148:], "        ")
	h[156] = kind
	copy(h[257:], "ustar\x0000")
	sum := 0
	for _, c := range h {
		sum += int(c)
	}
	copy(h[148:], fmt.Sprintf("%06o\x00 ", sum))
	return h
}

// A backup may say anything of itself: nothing is written beyond what it has, nothing
// is computed beyond what ours ask for, and nothing is left.
func TestHostileBackups(t *testing.T) {
	hash := strings.Repeat("ab", 32)
	keys := tarEntry{name: store.KeysEntry, body: []byte("keys")}
	for _, c := range []struct {
		name string
		file []byte
		code string
	}{
		{"a passphrase that costs 4 GB", func() []byte {
			b := sealedBackup(t, 10, manifestOf(t, store.Manifest{}))
			return bytes.Replace(b, []byte(" 10\n"), []byte(" 22\n"), 1)
		}(), "backup.too_costly"},
		{"one that costs twice ours", func() []byte {
			b := sealedBackup(t, 10, manifestOf(t, store.Manifest{}))
			return bytes.Replace(b, []byte(" 10\n"), []byte(" 19\n"), 1)
		}(), "backup.too_costly"},
		{"a database of a few bytes that says it is a terabyte", sealedBackup(t, 10, manifestOf(t, store.Manifest{Bytes: 500}), keys, sparseEntry(store.SiteFile, 1<<40)), "backup.torn"},
		{"the same, as the manifest says too", sealedBackup(t, 10, manifestOf(t, store.Manifest{Bytes: 1 << 40}), keys, sparseEntry(store.SiteFile, 1<<40)), "backup.torn"},
		{"a photo like that", sealedBackup(t, 10, manifestOf(t, store.Manifest{Bytes: 500, Files: 1}), keys, tarEntry{name: store.SiteFile, body: []byte("x")}, sparseEntry(store.FilesEntry+hash, 1<<40)), "backup.torn"},
		{"a database larger than what is left", sealedBackup(t, 10, manifestOf(t, store.Manifest{Bytes: 3000}), keys, tarEntry{name: store.SiteFile, body: []byte("x"), size: 3000}), "backup.torn"},
		{"one larger than the manifest says", sealedBackup(t, 10, manifestOf(t, store.Manifest{Bytes: 3}), keys, tarEntry{name: store.SiteFile, body: []byte("four")}), "backup.torn"},
		{"a manifest of less than nothing", sealedBackup(t, 10, manifestOf(t, store.Manifest{Bytes: -1}), keys), "backup.torn"},
		{"a manifest without end", sealedBackup(t, 10, tarEntry{name: store.ManifestEntry, body: bytes.Repeat([]byte(" "), 2<<20)}), "backup.torn"},
		{"keys without end", sealedBackup(t, 10, manifestOf(t, store.Manifest{Bytes: 500}), tarEntry{name: store.KeysEntry, body: make([]byte, 2<<20)}), "backup.torn"},
		{"a manifest of a later version", sealedBackup(t, 10, tarEntry{name: store.ManifestEntry, body: fmt.Appendf(nil, `{"version": %d, "keyday": "9.0"}`, store.BackupVersion+1)}), "backup.newer"},
		{"no manifest", sealedBackup(t, 10, keys), "backup.torn"},
		{"a manifest that is none", sealedBackup(t, 10, tarEntry{name: store.ManifestEntry, body: []byte("x")}), "backup.torn"},
		{"the database before the keys", sealedBackup(t, 10, manifestOf(t, store.Manifest{Bytes: 500}), tarEntry{name: store.SiteFile, body: []byte("x")}, keys), "backup.torn"},
		{"nothing behind the keys", sealedBackup(t, 10, manifestOf(t, store.Manifest{Bytes: 500}), keys), "backup.torn"},
		{"a link as the database", sealedBackup(t, 10, manifestOf(t, store.Manifest{Bytes: 500}), keys, tarEntry{name: store.SiteFile, kind: tar.TypeSymlink}), "backup.torn"},
		{"a folder as the database", sealedBackup(t, 10, manifestOf(t, store.Manifest{Bytes: 500}), keys, tarEntry{name: store.SiteFile, kind: tar.TypeDir}), "backup.torn"},
	} {
		t.Run(c.name, func(t *testing.T) {
			place := t.TempDir()
			file := filepath.Join(place, "x.keyday")
			if err := os.WriteFile(file, c.file, 0o600); err != nil {
				t.Fatal(err)
			}
			parent := t.TempDir()
			_, err := records.Restore(context.Background(), file, filepath.Join(parent, "new"), store.Restoring{Passphrase: passphrase})
			refused(t, err, c.code)
			if left, _ := os.ReadDir(parent); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// What is wrong with what came out of a backup is said of the backup: of the folder that it
// was unpacked to nobody knows, and nobody can mend it. What a manifest says of itself is
// as long as one line.
func TestABackupIsNamedAndNotWhereItWasUnpacked(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	dir := t.TempDir()
	path, _, err := s.CopyOut(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	database, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	other := otherDatabase(t)
	newer := bytes.Clone(database)
	newer[63] = 99 // user_version, in SQLite's own head
	long := strings.Repeat("长", 100_000)
	backup := func(keys, database []byte) []byte {
		return sealedBackup(t, 10, manifestOf(t, store.Manifest{Bytes: int64(len(database)), Name: long, Keyday: long}),
			tarEntry{name: store.KeysEntry, body: keys}, tarEntry{name: store.SiteFile, body: database})
	}
	for _, c := range []struct {
		name string
		file []byte
		code string
	}{
		{"no keys", backup([]byte("keys"), database), "backup.torn"},
		{"no database", backup(s.Ring().Export(), []byte("database")), "backup.torn"},
		{"another program's database", backup(s.Ring().Export(), other), "backup.torn"},
		{"a database of a newer version", backup(s.Ring().Export(), newer), "backup.newer"},
		{"all as it should be", backup(s.Ring().Export(), database), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			parent := t.TempDir()
			file := filepath.Join(parent, "x.keyday")
			if err := os.WriteFile(file, c.file, 0o600); err != nil {
				t.Fatal(err)
			}
			made, err := records.Restore(context.Background(), file, filepath.Join(parent, "new"), store.Restoring{Passphrase: passphrase})
			if app.RefusalCode(err) != c.code {
				t.Fatalf("got %v, want %s", err, c.code)
			}
			if err == nil {
				if n := len([]rune(made.Name)); n != 80 || !strings.HasSuffix(made.Name, "…") {
					t.Errorf("a name of %d characters", n)
				}
				return
			}
			for name, value := range err.(*app.Refusal).Args {
				if len(value) > 4*80 || strings.Contains(value, store.HalfEnding) || name == "file" && value != file {
					t.Errorf("%s is %s", name, value)
				}
			}
		})
	}
}

// Restoring takes no more memory than frugal.Most above the idle program. The one exception
// are backups of Keydays before: their passphrase alone costs all of that, and unpacking
// takes a little beside; whoever has one must be able to read it.
func TestNoBackupExhausts(t *testing.T) {
	for _, c := range []struct {
		name string
		most int64
		file func(t *testing.T) []byte
		said string
	}{
		{"at our own cost", frugal.Most, func(t *testing.T) []byte {
			return sealedBackup(t, store.OwnWorkFactor, manifestOf(t, store.Manifest{Bytes: -1}))
		}, "backup.torn"},
		{"at the cost of before", frugal.Most + 4<<20, func(t *testing.T) []byte {
			return sealedBackup(t, store.MaxWorkFactor, manifestOf(t, store.Manifest{Bytes: -1}))
		}, "backup.torn"},
		{"at more", frugal.Most, func(t *testing.T) []byte {
			return bytes.Replace(sealedBackup(t, 10, manifestOf(t, store.Manifest{})), []byte(" 10\n"), []byte(" 19\n"), 1)
		}, "backup.too_costly"},
	} {
		t.Run(c.name, func(t *testing.T) {
			said := peak.Under(t, c.most, func(t *testing.T) string {
				file := filepath.Join(t.TempDir(), "x.keyday")
				if err := os.WriteFile(file, c.file(t), 0o600); err != nil {
					t.Fatal(err)
				}
				return file
			}, func(t *testing.T, file string) string {
				_, err := records.Restore(context.Background(), file, filepath.Join(t.TempDir(), "new"), store.Restoring{Passphrase: passphrase})
				return app.RefusalCode(err)
			})
			if said != c.said {
				t.Errorf("it said %q", said)
			}
		})
	}
	if int64(128*8)<<store.OwnWorkFactor > frugal.Most/2 {
		t.Error("our own backups leave no room to unpack them in")
	}
}

// Whatever stands in the tar, unpacking it ends, writes no more than there is, and
// refuses in words.
func FuzzUnpack(f *testing.F) {
	hash := strings.Repeat("ab", 32)
	f.Add(tarred(f, manifestOf(f, store.Manifest{Bytes: 500, Files: 1}), tarEntry{name: store.KeysEntry, body: []byte("k")}, tarEntry{name: store.SiteFile, body: []byte("SQLite format 3\x00")}, tarEntry{name: store.FilesEntry + hash, body: []byte("x")}))
	f.Add(tarred(f, manifestOf(f, store.Manifest{Bytes: 500}), tarEntry{name: store.KeysEntry}, sparseEntry(store.SiteFile, 1<<40)))
	f.Add(tarred(f, manifestOf(f, store.Manifest{Bytes: 1 << 50, Files: 1 << 40})))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		dir := t.TempDir()
		written, err := store.Unpack(context.Background(), dir, int64(len(b))+200, bytes.NewReader(b))
		if err == nil {
			return
		}
		if app.RefusalCode(store.Translate(err, dir)) == "" && !errors.Is(err, store.ErrTorn) && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, tar.ErrHeader) {
			t.Errorf("an error that nobody can read: %v", err)
		}
		if written > int64(len(b)) {
			t.Errorf("%d bytes were written of %d", written, len(b))
		}
	})
}

// The head of a backup may be anything too.
func FuzzBackupHead(f *testing.F) {
	whole := sealedBackup(f, 2, manifestOf(f, store.Manifest{}))
	f.Add(whole)
	f.Add(whole[:60])
	f.Add([]byte(store.AgeMagic))
	f.Add(bytes.Replace(whole, []byte(" 2\n"), []byte(" 99\n"), 1))
	f.Fuzz(func(t *testing.T, b []byte) {
		if bytes.Contains(b, []byte(" 1")) { // costs that are allowed, and take their time
			return
		}
		file := filepath.Join(t.TempDir(), "x")
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := records.Restore(context.Background(), file, filepath.Join(t.TempDir(), "new"), store.Restoring{Passphrase: passphrase})
		if app.RefusalCode(err) == "" {
			t.Errorf("an error that nobody can read: %v", err)
		}
	})
}
