//go:build linux

package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"keyday/app"
	"keyday/data/fault"
	"keyday/data/fault/baddisk"
	"keyday/data/leftover"
	"keyday/data/photo"
	"keyday/data/records"
	"keyday/data/store"
)

// A disk that fills up while people work: what was taken is there, what was refused
// is not, nothing is half there, and work goes on once there is room.
func TestFullDisk(t *testing.T) {
	if !baddisk.Here(t) {
		return
	}
	t.Setenv("KEYDAY_KEYS", "file")
	disk := baddisk.Small(t, 3000)
	dir := filepath.Join(disk, "site")
	s := createIn(t, dir)
	units, _ := lived(t, s)
	filler := filepath.Join(disk, "filler")
	if err := os.WriteFile(filler, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if f, err := os.OpenFile(filler, os.O_APPEND|os.O_WRONLY, 0); err == nil { // all but a few pages
		for {
			if _, err := f.Write(make([]byte, 4096)); err != nil {
				break
			}
		}
		f.Close()
	}
	info, err := os.Stat(filler)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(filler, info.Size()-64<<10); err != nil {
		t.Fatal(err)
	}
	taken := 0
	var full error
	for range 200 {
		note := strings.Repeat("满", 200)
		full = s.Do(context.Background(), chief.Actor(), "unit.note", func(tx *records.Tx) error {
			u := units[taken%len(units)]
			u.Note = fmt.Sprint(taken, note)
			return tx.PutUnit(u)
		})
		if full != nil {
			break
		}
		taken++
	}
	refused(t, full, "disk.full")
	if taken == 0 {
		t.Error("the disk was full from the start: nothing is shown")
	}
	photos, err := photo.New(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer photos.Close()
	if _, err := photos.Keep(context.Background(), bytes.NewReader(make([]byte, 1<<20)), "big.jpg"); app.RefusalCode(err) != "disk.full" {
		t.Errorf("a photo on a full disk: %v", err)
	}
	_, err = s.Backup(context.Background(), photos, filepath.Join(disk, "backup"), passphrase, nil)
	refused(t, err, "disk.full")
	_, err = s.Backup(context.Background(), photos, filepath.Join(baddisk.Small(t, 100), "backup"), passphrase, nil)
	refused(t, err, "disk.full")
	check := func(s *records.Store, when string) {
		if r := verified(t, s, store.Checking{}); !r.OK() {
			t.Errorf("%s: %v", when, r.Differences)
		}
		var n int
		if err := s.Reader().QueryRow("SELECT count(*) FROM op WHERE kind = 5 AND id IN (?, ?, ?)", units[0].ID[:], units[1].ID[:], units[2].ID[:]).Scan(&n); err != nil || n != taken+3 {
			t.Errorf("%s: %d operations on the units, want %d, %v", when, n, taken+3, err)
		}
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	check(s, "with room again")
	if d := record(t, s, units[0].ID); d.Number != "D-01-00004" {
		t.Errorf("goes on with %s", d.Number)
	}
	s = reopen(t, s)
	check(s, "after reopening")
}

func TestCreateOnAFullDisk(t *testing.T) {
	if !baddisk.Here(t) {
		return
	}
	t.Setenv("KEYDAY_KEYS", "file")
	dir := filepath.Join(baddisk.Small(t, 200), "site")
	_, err := records.Create(context.Background(), dir, founding(), store.Options{})
	refused(t, err, "disk.full")
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// A folder that cannot be written to. Root may write anywhere, so the medium itself
// is made read-only.
func TestReadOnlyMedium(t *testing.T) {
	if !baddisk.Here(t) {
		return
	}
	s := newStore(t)
	units, _ := lived(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	// A process that ended without closing leaves logs with nothing in them.
	if err := os.WriteFile(filepath.Join(s.Dir(), store.SiteFile+"-wal"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	mounted := baddisk.ReadOnly(t, s.Dir())
	_, err := records.Open(context.Background(), mounted, store.Options{})
	refused(t, err, "disk.readonly")
	_, err = records.Create(context.Background(), filepath.Join(mounted, "new"), founding(), store.Options{})
	refused(t, err, "disk.readonly")
	_, err = records.Restore(context.Background(), filepath.Join(mounted, store.SiteFile), filepath.Join(mounted, "new"), store.Restoring{Passphrase: passphrase})
	refused(t, err, "disk.readonly")
	temp, notes := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temp)
	reading, err := records.Open(context.Background(), mounted, store.Options{ReadOnly: true, Leftovers: leftover.In(notes)}) // what is asked of it is answered
	if err != nil {
		t.Fatal(err)
	}
	defer reading.Close()
	if r := verified(t, reading, store.Checking{}); !r.OK() || r.Operations == 0 {
		t.Errorf("read from a medium that cannot be written to: %+v", r)
	}
	for _, dir := range []string{temp, notes} {
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
	reading.Close()
	s = openIn(t, s.Dir()) // and nothing happened to it
	if d := record(t, s, units[0].ID); d.Number != "D-01-00004" {
		t.Errorf("goes on with %s", d.Number)
	}
}

// A laptop that was switched off in the middle and whose disk is looked at elsewhere: of
// site.db there is a log, of device.db none any more. What it knows is read all the same.
func TestReadOnlyMediumOfAKilledLaptop(t *testing.T) {
	if !baddisk.Here(t) {
		return
	}
	s := newStore(t)
	units, _ := lived(t, s)
	if err := s.SetPreference("theme", "dark"); err != nil {
		t.Fatal(err)
	}
	killed := copied(t, s.Dir())
	record(t, s, units[0].ID)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	// device.db of later, closed as it should be: it knows what the site lacks.
	for _, name := range []string{store.DeviceFile, store.DeviceFile + "-wal", store.DeviceFile + "-shm"} {
		content, err := os.ReadFile(filepath.Join(s.Dir(), name))
		switch {
		case os.IsNotExist(err):
			_ = os.Remove(filepath.Join(killed, name))
		case err != nil:
			t.Fatal(err)
		default:
			if err := os.WriteFile(filepath.Join(killed, name), content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := os.Stat(filepath.Join(killed, store.SiteFile+"-wal")); err != nil {
		t.Fatal("the site has no log: nothing is shown")
	}
	reading, err := records.Open(context.Background(), baddisk.ReadOnly(t, killed), store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer reading.Close()
	if got := reading.Preference("theme"); got != "dark" {
		t.Errorf("the theme chosen there is %q", got)
	}
	if r := verified(t, reading, store.Checking{}); !names(r, "verify.tail_missing") {
		t.Errorf("what device.db knows of later is not missed: %v, noted %v", r.Differences, r.Notices)
	}
}

// A copy of the site on a medium that cannot be written to is one of the same site, and
// what merely lies there is none.
func TestACopyOnAReadOnlyMedium(t *testing.T) {
	if !baddisk.Here(t) {
		return
	}
	s := newStore(t)
	lived(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	copy, other := baddisk.ReadOnly(t, copied(t, s.Dir())), t.TempDir()
	if err := os.WriteFile(filepath.Join(other, store.SiteFile), otherDatabase(t), 0o600); err != nil {
		t.Fatal(err)
	}
	s = openIn(t, s.Dir())
	for folder, want := range map[string]bool{copy: true, copied(t, copy): true, s.Dir(): false, t.TempDir(): false, other: false, baddisk.ReadOnly(t, other): false} {
		if s.CopyIn(folder) != want {
			t.Errorf("%s holds a copy: %v", folder, !want)
		}
	}
}

// A photo on a part of the disk that has gone bad: the medium itself says so, and the
// backup goes on.
func TestBackupOfABadDisk(t *testing.T) {
	if !baddisk.Here(t) {
		return
	}
	s := newStore(t)
	_, found := lived(t, s)
	for hash := range got(s.Files(context.Background()))(t) {
		baddisk.Unreadable(t, filepath.Join(s.Dir(), "files", hash[:2], hash[2:4], hash))
		lacksOne(t, s, found, "unreadable", fault.Broken, hash, 1)
	}
}

// What people see as taken is on the disk: SQLite itself says so of the writer's
// connection. go-sqlite3 would take NORMAL for a write-ahead log, and lose answers;
// TestPowerCut shows that.
func TestTheWriterIsFull(t *testing.T) {
	s := newStore(t)
	for pragma, want := range map[string]string{"synchronous": "2", "journal_mode": "wal", "secure_delete": "1", "query_only": "0"} {
		var got string
		if err := s.Writer().QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("the writer's %s is %s, want %s, %v", pragma, got, want, err)
		}
	}
}

func TestASecondKeyday(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	_, err := records.Open(context.Background(), s.Dir(), store.Options{})
	refused(t, err, "site.locked")
	beside, err := records.Open(context.Background(), s.Dir(), store.Options{ReadOnly: true})
	if err != nil {
		t.Fatalf("reading beside the window: %v", err)
	}
	defer beside.Close()
	if _, err := beside.Unit(context.Background(), units[0].ID); err != nil {
		t.Error(err)
	}
	err = beside.Do(context.Background(), chief.Actor(), "unit.put", func(tx *records.Tx) error { return nil })
	refused(t, err, "site.locked")
	if d := record(t, s, units[0].ID); d.Number != "D-01-00004" {
		t.Errorf("the first goes on with %s", d.Number)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	openIn(t, s.Dir()) // the lock goes with the first
}

// unfinished is the site as a Keyday would have made it that did not know of notes yet.
func unfinished(t *testing.T, dir string) []byte {
	t.Helper()
	path := filepath.Join(copied(t, dir), store.SiteFile)
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("ALTER TABLE unit DROP COLUMN note; PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// Files that are no site, or not any more.
func TestDamagedSites(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(filepath.Join(s.Dir(), store.SiteFile))
	if err != nil {
		t.Fatal(err)
	}
	garbage := bytes.Clone(whole)
	for i := 4096; i < len(garbage); i++ {
		garbage[i] ^= 0x5a
	}
	newer := bytes.Clone(whole)
	newer[63] = 99 // user_version, in SQLite's own head
	for _, c := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"empty", nil, "store.damaged"},
		{"another file", []byte("PK\x03\x04 an Excel workbook, say, that is longer than SQLite's head of one hundred bytes, so that it reads it"), "store.damaged"},
		{"cut off", whole[:len(whole)/2], "store.damaged"},
		{"cut off in the head", whole[:50], "store.damaged"},
		{"garbled", garbage, "store.damaged"},
		{"a newer Keyday's", newer, "site.newer"},
		{"an unfinished Keyday's", unfinished(t, s.Dir()), "site.unfinished"},
		{"another program's database", otherDatabase(t), "site.not_a_site"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := copied(t, s.Dir())
			path := filepath.Join(dir, store.SiteFile)
			if err := os.WriteFile(path, c.content, 0o600); err != nil {
				t.Fatal(err)
			}
			for _, opt := range []store.Options{{}, {ReadOnly: true}} {
				opened, err := records.Open(context.Background(), dir, opt)
				if err == nil {
					opened.Close()
				}
				if app.RefusalCode(err) != c.want {
					t.Errorf("read-only %v: got %v, want %s", opt.ReadOnly, err, c.want)
				}
			}
			if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, c.content) {
				t.Errorf("the file was changed: %d bytes, were %d, %v", len(now), len(c.content), err)
			}
		})
	}
	for _, table := range []string{"meta", "op", "granted", "head"} {
		lacking := copied(t, s.Dir())
		db, err := sql.Open("sqlite3", filepath.Join(lacking, store.SiteFile))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec("DROP TABLE " + table); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		_, err = records.Open(context.Background(), lacking, store.Options{ReadOnly: true})
		refused(t, err, "store.damaged")
		if folder := err.(*app.Refusal).Args["folder"]; folder != lacking {
			t.Errorf("without %s named is %q", table, folder)
		}
	}
	empty := t.TempDir()
	_, err = records.Open(context.Background(), empty, store.Options{})
	refused(t, err, "site.missing")
	if left, _ := os.ReadDir(empty); len(left) > 0 {
		t.Errorf("opening nothing left %v", left)
	}
}

// A laptop's number is two digits, 01 to 99: it stands in every number written there.
func TestCreateAsksForALaptopsNumber(t *testing.T) {
	for _, lane := range []string{"", "1", "00", "100", "0x"} {
		f := founding()
		f.Lane = lane
		dir := filepath.Join(t.TempDir(), "new")
		if _, err := records.Create(context.Background(), dir, f, store.Options{}); app.RefusalCode(err) != "site.lane_unreadable" {
			t.Errorf("%q as a laptop's number: %v", lane, err)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%q left a folder", lane)
		}
	}
}

// A site needs a name, a community, and a supervisor who can sign in.
func TestCreateAsksForNames(t *testing.T) {
	t.Setenv("KEYDAY_KEYS", "file")
	for want, take := range map[string]func(f *records.Founding){
		"site.name_missing":   func(f *records.Founding) { f.Site.Name = "" },
		"staff.name_missing":  func(f *records.Founding) { f.Supervisor.Name = "" },
		"site.name_missing ":  func(f *records.Founding) { f.Communities = nil },
		"staff.name_missing ": func(f *records.Founding) { f.Supervisor.PIN = "" },
		"":                    func(f *records.Founding) { f.Site.ID, f.Supervisor.ID, f.Communities[0].ID = app.Nil, app.Nil, app.Nil },
	} {
		f := founding()
		take(&f)
		dir := filepath.Join(t.TempDir(), "new")
		s, err := records.Create(context.Background(), dir, f, store.Options{})
		if app.RefusalCode(err) != strings.TrimSpace(want) {
			t.Errorf("%v, want %s", err, want)
		}
		if s == nil {
			continue
		}
		// Identities that were not given are made.
		about := got(s.Site(context.Background()))(t)
		communities, people := got(s.Communities(context.Background()))(t), got(s.People(context.Background()))(t)
		if about.ID.IsNil() || s.SiteID() != about.ID || len(communities) != 1 || communities[0].ID.IsNil() || len(people) != 1 || people[0].ID.IsNil() {
			t.Errorf("%v, %v, %v", about.ID, communities, people)
		}
		s.Close()
	}
}

// What keeps a new site from being made leaves no folder that looks like one.
func TestCreateBrokenOff(t *testing.T) {
	t.Setenv("KEYDAY_KEYS", "file")
	parent := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := records.Create(ctx, filepath.Join(parent, "new"), founding(), store.Options{}); err == nil {
		t.Fatal("it was made all the same")
	}
	if left, _ := os.ReadDir(parent); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// What differs is named on a medium that cannot be written to as well: the site is then
// rebuilt in the folder for temporary files, and nothing of it is left there.
func TestVerifyRebuildsElsewhere(t *testing.T) {
	if !baddisk.Here(t) {
		return
	}
	s := newStore(t)
	_, found := lived(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	tamper(t, s.Dir(), statement("UPDATE defect SET note = '没有问题' WHERE id = ?", found[0].ID[:]))
	mounted := baddisk.ReadOnly(t, s.Dir())
	temp, notes := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temp)
	reading, err := records.Open(context.Background(), mounted, store.Options{ReadOnly: true, Leftovers: leftover.In(notes)})
	if err != nil {
		t.Fatal(err)
	}
	defer reading.Close()
	if r := verified(t, reading, store.Checking{}); !names(r, "verify.row_differs field=note record="+found[0].Number) {
		t.Errorf("found %v", r.Differences)
	}
	for _, dir := range []string{temp, notes} {
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
}

// Where there is no room to rebuild the site, that tables differ is said all the same,
// beside whatever else was found.
func TestVerifyWithoutRoomToRebuild(t *testing.T) {
	if !baddisk.Here(t) {
		return
	}
	for name, also := range map[string]string{"alone": "", "with another finding": "UPDATE counter SET last = 0"} {
		s := newStore(t)
		_, found := lived(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		tamper(t, s.Dir(), statement("UPDATE defect SET note = '没有问题' WHERE id = ?", found[0].ID[:]))
		if also != "" {
			tamper(t, s.Dir(), statement(also))
		}
		t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "none"))
		reading, err := records.Open(context.Background(), baddisk.ReadOnly(t, s.Dir()), store.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		r := verified(t, reading, store.Checking{})
		reading.Close()
		if !names(r, "verify.table_differs name=defect") || len(r.Differences) > 1 != (also != "") {
			t.Errorf("%s: found %v", name, r.Differences)
		}
	}
}

// remains reports whether the file or its log still hold the text.
func remains(t *testing.T, s *records.Store, text []byte) bool {
	t.Helper()
	for _, beside := range []string{"", "-wal"} {
		content, err := os.ReadFile(filepath.Join(s.Dir(), store.SiteFile+beside))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if bytes.Contains(content, text) {
			return true
		}
	}
	return false
}

// On a disk without room to write the file anew, the erasure holds and is said to; the
// key is gone at once, and the remains go when the site is next opened.
func TestEraseOnAFullDisk(t *testing.T) {
	if !baddisk.Here(t) {
		return
	}
	t.Setenv("KEYDAY_KEYS", "file")
	ctx := context.Background()
	disk := baddisk.Small(t, 2000)
	s := createIn(t, filepath.Join(disk, "site"))
	lived(t, s)
	var envelope []byte
	if err := s.Reader().QueryRow("SELECT body FROM envelope WHERE person = ?", buyer.ID[:]).Scan(&envelope); err != nil {
		t.Fatal(err)
	}
	filler := filepath.Join(disk, "filler")
	s = reopen(t, s) // with an empty log
	fillDisk(t, filler, 180<<10)
	if err := s.Erase(ctx, chief.Actor(), buyer.ID); app.RefusalCode(err) != "person.remains" {
		info, _ := os.Stat(filepath.Join(s.Dir(), store.SiteFile))
		t.Fatalf("got %v; the file has %d bytes", err, info.Size())
	}
	if remains(t, s, envelope) {
		t.Error("the key is still in the file")
	}
	refused(t, s.Erase(ctx, chief.Actor(), buyer.ID), "person.erased")
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	s = reopen(t, s)
	if n := ids(t, s, "SELECT count(*) FROM meta WHERE key = ?", store.Scrubbing); n != 0 || warned(s, "person.remains") {
		t.Errorf("cleaned up: %d, warned of %v", n, s.Warnings())
	}
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
}

// fillDisk leaves so many bytes of a disk.
func fillDisk(t *testing.T, path string, leave int) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	size := 0
	block := make([]byte, 16<<10)
	for {
		n, err := f.Write(block)
		size += n
		if err != nil {
			break
		}
	}
	if err := f.Truncate(int64(max(size-leave, 0))); err != nil {
		t.Fatal(err)
	}
}
