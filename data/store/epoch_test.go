package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/data/journal"
	"keyday/data/records"
	"keyday/data/store"
)

// copied is a copy of a site's folder as a person makes one, with all that is in it.
func copied(t testing.TB, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

// note writes something, and answers the number that a defect recorded then has.
func lane(t testing.TB, s *records.Store, unit app.ID) string {
	t.Helper()
	return record(t, s, unit).Number
}

func TestACopiedFolderWritesAStreamOfItsOwn(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	first := openIn(t, copied(t, s.Dir()))
	second, err := records.Open(context.Background(), copied(t, s.Dir()), store.Options{Clock: ticking(), Random: seeded(77)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { second.Close() })
	original, err := records.Open(context.Background(), s.Dir(), store.Options{Clock: ticking(), Random: seeded(78)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { original.Close() })

	if n := lane(t, original, units[0].ID); n != "D-01-00004" {
		t.Errorf("the original goes on with %s", n)
	}
	ofCopy := lane(t, first, units[0].ID)
	if !ownSeries.MatchString(ofCopy) {
		t.Errorf("the copy goes on with %s", ofCopy)
	}
	if n := lane(t, second, units[0].ID); !ownSeries.MatchString(n) || n == ofCopy {
		t.Errorf("the other copy goes on with %s", n)
	}
	streams := map[any]bool{original.Tip().Stream(): true, first.Tip().Stream(): true, second.Tip().Stream(): true}
	if len(streams) != 3 {
		t.Error("two copies write one stream")
	}
	for _, s := range []*records.Store{original, first, second} {
		if r := verified(t, s, store.Checking{}); !r.OK() {
			t.Error(r.Differences)
		}
	}
	// A copy that is opened again is itself.
	first = reopen(t, first)
	if n := lane(t, first, units[0].ID); n != strings.TrimSuffix(ofCopy, "1")+"2" {
		t.Errorf("the copy, opened again, goes on with %s", n)
	}
	// And a copy of the copy is another.
	third := openIn(t, copied(t, first.Dir()))
	if n := lane(t, third, units[0].ID); !ownSeries.MatchString(n) || n == ofCopy {
		t.Errorf("the copy of the copy goes on with %s", n)
	}
}

func TestARenamedFolderIsTheSame(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(filepath.Dir(s.Dir()), "另一个名字")
	if err := os.Rename(s.Dir(), to); err != nil {
		t.Fatal(err)
	}
	if n := lane(t, openIn(t, to), units[0].ID); n != "D-01-00004" {
		t.Errorf("goes on with %s", n)
	}
}

// An older site.db put back beside the device.db that knows better.
func TestAnOlderSitePutBackOpensAnEpoch(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	older, err := os.ReadFile(filepath.Join(s.Dir(), store.SiteFile))
	if err != nil {
		t.Fatal(err)
	}
	s = openIn(t, s.Dir())
	if n := lane(t, s, units[0].ID); n != "D-01-00004" {
		t.Fatal(n)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.Dir(), store.SiteFile), older, 0o600); err != nil {
		t.Fatal(err)
	}
	s = openIn(t, s.Dir())
	if n := lane(t, s, units[0].ID); !ownSeries.MatchString(n) {
		t.Errorf("goes on with %s: number 4 was printed", n)
	}
	// What is missing stays said until another laptop brings it.
	r := verified(t, s, store.Checking{})
	if r.OK() || r.Differences[0].Code != "verify.tail_missing" {
		t.Errorf("%v", r.Differences)
	}
	// The same number of operations again does not make it the same stream.
	if s.Tip().Stream() == s.Streams().Stream(1) {
		t.Error("the old stream is written on")
	}
}

// A site.db of another past, with as many operations as this laptop has written, is not
// gone on in: two pasts in one stream would give one number to two records.
func TestASiteOfAnotherPastIsNotGoneOnIn(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	closed := func(s *records.Store) map[string][]byte {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		files := map[string][]byte{}
		for _, name := range []string{store.SiteFile, store.DeviceFile} {
			b, err := os.ReadFile(filepath.Join(s.Dir(), name))
			if err != nil {
				t.Fatal(err)
			}
			files[name] = b
		}
		return files
	}
	back := func(files map[string][]byte, names ...string) {
		for _, name := range names {
			if err := os.WriteFile(filepath.Join(s.Dir(), name), files[name], 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	before := closed(s)
	s = openIn(t, s.Dir())
	first, one := lane(t, s, units[0].ID), s.Tip()
	past := closed(s)
	back(before, store.SiteFile, store.DeviceFile)
	s = openIn(t, s.Dir())
	second, other := lane(t, s, units[1].ID), s.Tip()
	closed(s)
	if first != second || one.Stream() != other.Stream() || one.Seq() != other.Seq() || one.Hash() == other.Hash() {
		t.Fatalf("no two pasts: %s, %s, %+v, %+v", first, second, one, other)
	}
	back(past, store.SiteFile)
	s = openIn(t, s.Dir())
	if n := lane(t, s, units[0].ID); !ownSeries.MatchString(n) || s.Tip().Stream() == other.Stream() {
		t.Errorf("goes on with %s", n)
	}
	if len(s.Warnings()) == 0 || s.Warnings()[0].Code != "site.older" {
		t.Errorf("nothing is said: %v", s.Warnings())
	}
}

// ownSeries is the first number of a stream that is not the site's first.
var ownSeries = regexp.MustCompile(`^D-01[a-z2-9]{5}-00001$`)

// Two streams of a laptop hardly ever have the same letters, and none that are taken
// for others on paper.
func TestLettersOfLanes(t *testing.T) {
	seen := map[string]bool{}
	met := 0
	for n := range 4000 {
		stream := journal.StreamOf(make([]byte, 32), uint32(n))
		text := store.Letters(stream)
		if len(text) != store.LaneLetters || strings.ContainsAny(text, "ilo01") {
			t.Fatalf("%q", text)
		}
		if seen[text] {
			met++
		}
		seen[text] = true
	}
	if met > 3 { // of 8 million pairs a quarter of one is to be expected
		t.Errorf("%d of 4000 streams met", met)
	}
}

// The high-water mark follows by itself while the site is open.
func TestHighWaterMarkFollows(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	deadline := time.Now().Add(10 * time.Second)
	for time.Now().Before(deadline) {
		marks, err := s.Device().Epochs()
		if err != nil {
			t.Fatal(err)
		}
		if marks[0].Seq() == s.Anchored().Load().(store.Tip).Seq() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("the mark stays behind")
}

// A clock that is set back, between two starts or under an open site, loses
// nothing and hides nothing: what was written last is shown, numbers go on, and
// the chain stays whole.
func TestAClockSetBack(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	dir := s.Dir()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	now := app.NewDate(2027, 3, 1).Time()
	clock := app.ClockFunc(func() time.Time { now = now.Add(time.Second); return now })
	for n, back := range []time.Duration{0, 72 * time.Hour, 400 * 24 * time.Hour} {
		opened, err := records.Open(context.Background(), dir, store.Options{Clock: clock, Random: seeded(uint64(n + 9))})
		if err != nil {
			t.Fatal(err)
		}
		if _, is := opened.SetBack(); is != (n > 1) {
			t.Errorf("opened for the %d. time, that the clock was set back is said: %v", n+1, is)
		}
		for i := range 2 {
			want := fmt.Sprint("备注 ", n, i)
			do(t, opened, "unit.note", func(tx *records.Tx) error {
				u := units[0]
				u.Note = want
				return tx.PutUnit(u)
			})
			if u, err := opened.Unit(context.Background(), units[0].ID); err != nil || u.Note != want {
				t.Errorf("after %v back, %q is shown instead of %q, %v", back, u.Note, want, err)
			}
			if d := record(t, opened, units[0].ID); d.Number != fmt.Sprintf("D-01-%05d", 4+2*n+i) {
				t.Errorf("after %v back, the number is %s", back, d.Number)
			}
			now = now.Add(-back)
		}
		if r := verified(t, opened, store.Checking{}); !r.OK() {
			t.Errorf("after %v back: %v", back, r.Differences)
		}
		if err := opened.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s = openIn(t, dir)
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
	rows, err := s.Reader().Query("SELECT stamp FROM op WHERE dev = 1 ORDER BY seq")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	last, fell := int64(0), 0
	for rows.Next() {
		var stamp int64
		if err := rows.Scan(&stamp); err != nil {
			t.Fatal(err)
		}
		if stamp <= last {
			fell++
		}
		last = stamp
	}
	if fell > 0 {
		t.Errorf("%d stamps do not rise", fell)
	}
}

// What hangs on days follows a clock that was ahead and is put right: homes of a
// building that is completed only next year are not ready.
func TestAClockThatWasAhead(t *testing.T) {
	s := newStore(t)
	b := building("8")
	b.Completed = app.NewDate(2027, 6, 30)
	u := unitIn(b, 1, 1)
	u.Fund = "paid"
	do(t, s, "site.fill", func(tx *records.Tx) error {
		return errors.Join(tx.PutBuilding(b), tx.PutUnit(u), tx.PutInspection(inspect.Inspection{
			ID: app.ID{0x55}, Unit: u.ID, Origin: defect.Internal, Round: 1, State: inspect.SignedOff, BegunAt: tx.Now()}))
	})
	state := func() string {
		t.Helper()
		var state string
		if err := s.Reader().QueryRow("SELECT state FROM unit WHERE id = ?", u.ID[:]).Scan(&state); err != nil {
			t.Fatal(err)
		}
		return state
	}
	at := func(day app.Date) {
		t.Helper()
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		var err error
		if s, err = records.Open(context.Background(), s.Dir(), store.Options{Clock: app.ClockFunc(day.Time), Random: seeded(4)}); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
	}
	now := state()
	at(app.NewDate(2028, 1, 1))
	ahead := state()
	if ahead == now {
		t.Fatalf("a completed building changes nothing: %s", ahead)
	}
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
	at(app.NewDate(2026, 11, 29))
	if got := state(); got != now {
		t.Errorf("put right, the home is %s instead of %s", got, now)
	}
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
}
