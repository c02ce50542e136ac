package store_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/data/fault"
	"keyday/data/photo"
	"keyday/data/records"
	"keyday/data/store"
)

const passphrase = "钥匙在左边的抽屉里"

func init() { *store.WorkFactor = 10 }

func openPhotos(t testing.TB, s *records.Store) *photo.Store {
	t.Helper()
	photos, err := photo.New(s.Dir(), s.Ring().Previews())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(photos.Close)
	return photos
}

// checkFile is what main gives Verify.
func checkFile(photos *photo.Store) func(context.Context, string) error {
	return func(ctx context.Context, hash string) error {
		found, err := photos.Check(ctx, func(yield func(string) bool) { yield(hash) })
		if err == nil && len(found) > 0 {
			err = app.Refuse(found[0].Code, "hash", hash)
		}
		return err
	}
}

func backedUp(t testing.TB, s *records.Store) (file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "站点.keyday")
	made, err := s.Backup(context.Background(), openPhotos(t, s), file, passphrase, nil)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || info.Size() != made.Bytes || made.Files != 1 || len(made.Lacking) > 0 {
		t.Fatalf("%+v, %v", made, err)
	}
	return file
}

// A clock that is set back leaves no laptop without backups until the day on which
// it stood before.
func TestBackupAfterTheClockWasSetBack(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	backedUp(t, s)
	clock := s.Opt().Clock
	s.Opt().Clock = app.ClockFunc(func() time.Time { return clock.Now().AddDate(-1, 0, 0) })
	if s.BackupDue(0) {
		t.Error("a backup is due although nothing was recorded since")
	}
	do(t, s, "unit.note", func(tx *records.Tx) error { u := units[0]; u.Note = "后来"; return tx.PutUnit(u) })
	if !s.BackupDue(time.Hour) {
		t.Error("a backup from a year to come holds up the next")
	}
	file := backedUp(t, s)
	if at, path := s.LastBackup(); path != file || at.Year() != clock.Now().Year()-1 {
		t.Errorf("the last backup is %s of %v", path, at)
	}
	do(t, s, "unit.note", func(tx *records.Tx) error { u := units[0]; u.Note = "再后来"; return tx.PutUnit(u) })
	if s.BackupDue(time.Hour) {
		t.Error("a backup is due before its time")
	}
	last, _ := s.LastBackup()
	for after, want := range map[time.Duration]bool{-time.Millisecond: true, 0: false, time.Hour - time.Millisecond: false, time.Hour: true} {
		s.Opt().Clock = app.ClockFunc(func() time.Time { return last.Add(after) })
		if due := s.BackupDue(time.Hour); due != want {
			t.Errorf("%v after the last one a backup is due: %v", after, due)
		}
	}
}

// Whoever draws how far a backup is is told of it a few times a second, however fast it
// goes, and of one that is made and of one that is restored alike.
func TestProgressIsToldSeldom(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	photos := openPhotos(t, s)
	big, err := photos.Keep(context.Background(), bytes.NewReader(make([]byte, 8<<20)), "big.jpg")
	if err != nil {
		t.Fatal(err)
	}
	do(t, s, "site.put", func(tx *records.Tx) error {
		about := founding().Site
		about.Logo = big.Hash
		return tx.PutSite(about)
	})
	file := filepath.Join(t.TempDir(), "a.keyday")
	seldom(t, "a backup", func(told func(done, all int64)) error {
		_, err := s.Backup(context.Background(), photos, file, passphrase, told)
		return err
	})
	seldom(t, "restoring", func(told func(done, all int64)) error {
		_, err := records.Restore(context.Background(), file, filepath.Join(t.TempDir(), "again"), store.Restoring{Passphrase: passphrase, Progress: told})
		return err
	})
	seldom(t, "verifying", func(told func(done, all int64)) error {
		_, err := s.Verify(context.Background(), store.Checking{Progress: func(done, all int) { told(int64(done), int64(all)) }})
		return err
	})
}

func seldom(t *testing.T, name string, work func(told func(done, all int64)) error) {
	t.Helper()
	begun, n := time.Now(), 0
	var last int64
	err := work(func(done, all int64) {
		if n++; done < last || done > all {
			t.Errorf("%s is at %d of %d after %d", name, done, all, last)
		}
		last = done
	})
	if most := 1 + int(time.Since(begun)/(50*time.Millisecond)); err != nil || n == 0 || n > most {
		t.Errorf("%s: told %d times, %d is enough, %v", name, n, most, err)
	}
}

func TestBackupAndRestore(t *testing.T) {
	s := newStore(t)
	units, found := lived(t, s)
	if !s.BackupDue(0) {
		t.Error("work was recorded and no backup is due")
	}
	file := backedUp(t, s)
	at, path := s.LastBackup()
	if at.IsZero() || path != file {
		t.Errorf("last backup %v %s", at, path)
	}
	if s.BackupDue(0) {
		t.Error("a backup is due although nothing was recorded since")
	}
	do(t, s, "unit.note", func(tx *records.Tx) error { u := units[0]; u.Note = "后来"; return tx.PutUnit(u) })
	if !s.BackupDue(time.Second) || s.BackupDue(time.Hour) {
		t.Error("a backup is due after its time, and not before")
	}

	dir := filepath.Join(t.TempDir(), "restored")
	var told int64
	restored, err := records.Restore(context.Background(), file, dir, store.Restoring{
		Passphrase: passphrase,
		Options:    store.Options{Clock: ticking(), Random: seeded(9)}, Progress: func(done, all int64) { told = done }})
	if err != nil {
		t.Fatal(err)
	}
	if restored.Name != "锦绣花园交付" || restored.Files != 1 || told == 0 {
		t.Errorf("%v, told %d", restored, told)
	}
	r := openIn(t, dir)
	if report := verified(t, r, store.Checking{CheckFile: checkFile(openPhotos(t, r))}); !report.OK() || report.Files != 1 {
		t.Errorf("%v, %d files", report.Differences, report.Files)
	}
	owners, err := r.OwnersOf(context.Background(), units[0].ID)
	if err != nil || len(owners) != 1 || owners[0].Owner != buyer.Masked() {
		t.Errorf("%+v, %v", owners, err)
	}
	hits, _, err := r.Search(context.Background(), "5678", true)
	if err != nil || len(hits) != 1 || hits[0].ID != buyer.ID {
		t.Errorf("by the phone's last four: %v, %v", hits, err)
	}
	// The restored site goes on in a lane of its own.
	d := record(t, r, units[1].ID)
	if !ownSeries.MatchString(d.Number) {
		t.Errorf("number %s is in no series of its own (the old one had come to %s)", d.Number, found[2].Number)
	}
}

func TestBackupRefuses(t *testing.T) {
	ctx := context.Background()
	s := newStore(t)
	lived(t, s)
	_, err := s.Backup(ctx, openPhotos(t, s), filepath.Join(t.TempDir(), "x"), "kurz", nil)
	refused(t, err, "backup.passphrase_short")
	_, err = s.Backup(ctx, openPhotos(t, s), filepath.Join(t.TempDir(), "gone", "x"), passphrase, nil)
	refused(t, err, "disk.missing")

	stopped, stop := context.WithCancel(ctx)
	folder := t.TempDir()
	_, err = s.Backup(stopped, openPhotos(t, s), filepath.Join(folder, "x"), passphrase, func(int64, int64) { stop() })
	if err == nil {
		t.Error("a backup that was stopped counts")
	}
	for _, place := range []string{folder, s.Dir()} {
		left, _ := filepath.Glob(filepath.Join(place, ".*"))
		if len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
}

func TestRestoreRefuses(t *testing.T) {
	ctx := context.Background()
	s := newStore(t)
	lived(t, s)
	file := backedUp(t, s)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	altered := bytes.Clone(whole)
	altered[len(altered)/2] ^= 1
	write := func(name string, content []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	occupied := t.TempDir()
	if err := os.WriteFile(filepath.Join(occupied, "note.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, file, dir, passphrase, code string }{
		{"wrong passphrase", file, "", "钥匙在右边的抽屉里", "backup.passphrase_wrong"},
		{"no passphrase", file, "", "", "backup.passphrase_wrong"},
		{"another file", write("a", []byte("PK\x03\x04 an Excel workbook, say")), "", passphrase, "backup.not_a_backup"},
		{"empty file", write("b", nil), "", passphrase, "backup.not_a_backup"},
		{"cut off in the middle", write("c", whole[:len(whole)/2]), "", passphrase, "backup.torn"},
		{"cut off in the head", write("d", whole[:100]), "", passphrase, "backup.torn"},
		{"last byte missing", write("e", whole[:len(whole)-1]), "", passphrase, "backup.torn"},
		{"one bit altered", write("f", altered), "", passphrase, "backup.torn"},
		{"no file", filepath.Join(t.TempDir(), "none"), "", passphrase, "disk.missing"},
		{"a folder in use", file, occupied, passphrase, "site.folder_taken"},
	} {
		t.Run(c.name, func(t *testing.T) {
			parent := t.TempDir()
			dir := c.dir
			if dir == "" {
				dir = filepath.Join(parent, "new")
			}
			_, err := records.Restore(ctx, c.file, dir, store.Restoring{Passphrase: c.passphrase})
			refused(t, err, c.code)
			if left, _ := os.ReadDir(parent); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// An erasure that came after the backup is made up for before anybody can read.
func TestRestoreAppliesErasuresFirst(t *testing.T) {
	ctx := context.Background()
	s := newStore(t)
	units, _ := lived(t, s)
	file := backedUp(t, s)
	if err := s.Erase(ctx, chief.Actor(), buyer.ID); err != nil {
		t.Fatal(err)
	}
	erased, err := s.Erasures(ctx)
	if err != nil || len(erased) != 1 || erased[0].Person != buyer.ID || erased[0].By != chief.ID {
		t.Fatalf("%v, %v", erased, err)
	}
	dir := filepath.Join(t.TempDir(), "restored")
	if _, err := records.Restore(ctx, file, dir, store.Restoring{Passphrase: passphrase, Erased: erased}); err != nil {
		t.Fatal(err)
	}
	r := openIn(t, dir)
	owners, err := r.OwnersOf(ctx, units[0].ID)
	if err != nil || len(owners) != 1 || owners[0].Owner.Name != "" || owners[0].Owner.Phone != "" {
		t.Errorf("%+v, %v", owners, err)
	}
	if report := verified(t, r, store.Checking{}); !report.OK() {
		t.Error(report.Differences)
	}
}

// What became of a photo costs the backup that photo and nothing else; the backup says
// whose it is, verify says the same, and the site that is restored has everything else.
func TestARottenFileCostsItselfAlone(t *testing.T) {
	s := newStore(t)
	_, found := lived(t, s)
	for _, c := range []struct {
		name, code string
		spoil      func(path string) error
		entries    int // in the backup
	}{
		{"altered", photo.Altered, func(path string) error { return os.WriteFile(path, append([]byte{0}, picture[1:]...), 0o600) }, 1},
		{"emptied", photo.Altered, func(path string) error { return os.WriteFile(path, nil, 0o600) }, 1},
		{"a folder", photo.NoFile, func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o700)) }, 0},
		{"gone", photo.Missing, os.RemoveAll, 0},
	} {
		for hash := range got(s.Files(context.Background()))(t) {
			if err := c.spoil(filepath.Join(s.Dir(), "files", hash[:2], hash[2:4], hash)); err != nil {
				t.Fatal(err)
			}
			lacksOne(t, s, found, c.name, c.code, hash, c.entries)
		}
	}
}

// lacksOne backs the site up, of which one file is not as it was, and restores it.
func lacksOne(t *testing.T, s *records.Store, found []defect.Defect, name, code, hash string, entries int) {
	t.Helper()
	ctx := context.Background()
	file := filepath.Join(t.TempDir(), "a.keyday")
	made, err := s.Backup(ctx, openPhotos(t, s), file, passphrase, nil)
	if err != nil || made.Files != 0 || len(made.Lacking) != 1 {
		t.Fatalf("%s: %+v, %v", name, made, err)
	}
	lacks := made.Lacking[0]
	whose := slices.ContainsFunc(found, func(d defect.Defect) bool {
		unit, err := s.Unit(ctx, d.Unit)
		return err == nil && lacks.Args["of"] == unit.Code+" "+d.Number
	})
	if lacks.Code != code || lacks.Args["hash"] != hash || !whose || lacks.Args["kind"] != "defect_move" || lacks.Args["field"] != "photos" {
		t.Errorf("%s: lacks %v, want %s of one of the defects", name, lacks, code)
	}
	if d := verified(t, s, store.Checking{CheckFile: checkFile(openPhotos(t, s))}).Differences; len(d) != 1 || d[0].Args["of"] != lacks.Args["of"] || d[0].Code != code && code != fault.Broken {
		t.Errorf("%s: verify finds %v", name, d)
	}
	dir := filepath.Join(t.TempDir(), "again")
	restored, err := records.Restore(ctx, file, dir, store.Restoring{Passphrase: passphrase})
	if err != nil || restored.Files != entries || len(restored.Rotten) != entries {
		t.Fatalf("%s: %+v, %v", name, restored, err)
	}
	r := openIn(t, dir)
	photos := openPhotos(t, r)
	if report := verified(t, r, store.Checking{CheckFile: checkFile(photos)}); len(report.Differences) != 1 || report.Differences[0].Code != photo.Missing {
		t.Errorf("%s: restored, verify finds %v", name, report.Differences)
	}
	if u, err := r.Unit(ctx, found[0].Unit); err != nil || u.Code == "" {
		t.Errorf("%s: %+v, %v", name, u, err)
	}
}

// Where the record that names a file cannot be read either, the backup is made all the
// same, and says whose file it lacks.
func TestARottenFileOfARecordThatCannotBeRead(t *testing.T) {
	s := newStore(t)
	plan := strings.Repeat("9f", 32)
	do(t, s, "house_type.put", func(tx *records.Tx) error {
		return tx.PutHouseType(site.HouseType{ID: app.ID{2, 1}, Name: "A户型", Plan: plan})
	})
	for _, rooms := range []string{"x'80'", "x'ff'"} {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		tamper(t, s.Dir(), statement("UPDATE house_type SET rooms = "+rooms))
		s = openIn(t, s.Dir())
		made, err := s.Backup(context.Background(), openPhotos(t, s), filepath.Join(t.TempDir(), "a.keyday"), passphrase, nil)
		if err != nil || len(made.Lacking) != 1 || made.Lacking[0].Code != photo.Missing || made.Lacking[0].Args["of"] != "A户型" || made.Lacking[0].Args["hash"] != plan {
			t.Errorf("rooms %s: %+v, %v", rooms, made.Lacking, err)
		}
	}
}

// Of a file that cannot be read to its end what was read is kept, and the entry has the
// size that its head says.
func TestSalvage(t *testing.T) {
	broken := errors.New("input/output error")
	for name, c := range map[string]struct {
		from io.Reader
		want string
		err  error
	}{
		"whole":                     {strings.NewReader("abcdef"), "abcdef", nil},
		"longer than it was":        {strings.NewReader("abcdefgh"), "abcdef", nil},
		"shorter than it was":       {strings.NewReader("abcd"), "abcd\x00\x00", io.EOF},
		"unreadable in the middle":  {io.MultiReader(strings.NewReader("abc"), iotest.ErrReader(broken)), "abc\x00\x00\x00", broken},
		"unreadable from the start": {iotest.ErrReader(broken), "\x00\x00\x00\x00\x00\x00", broken},
		"with its last bytes":       {iotest.DataErrReader(io.MultiReader(strings.NewReader("abc"), iotest.ErrReader(broken))), "abc\x00\x00\x00", broken},
	} {
		from := iotest.OneByteReader(c.from)
		if name == "with its last bytes" {
			from = c.from
		}
		read, err, said := store.Salvaged(from, 6)
		if string(read) != c.want || err != nil || !errors.Is(said, c.err) {
			t.Errorf("%s: %q, %v, said %v", name, read, err, said)
		}
	}
}
