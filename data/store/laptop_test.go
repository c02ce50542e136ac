package store_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"keyday/app"
	"keyday/data/records"
	"keyday/data/store"
)

// warned reports whether opening the site said so.
func warned(s *records.Store, code string) bool {
	return slices.ContainsFunc(s.Warnings(), func(w *app.Refusal) bool { return w.Code == code })
}

// device.db gone or damaged costs a laptop its preferences, and no more: it goes on in a
// stream of its own, says so, and the site is not called damaged.
func TestDeviceFileLostOrDamaged(t *testing.T) {
	for name, c := range map[string]struct {
		harm func(path string) error
		want string
	}{
		"lost":    {os.Remove, "device.lost"},
		"emptied": {func(p string) error { return os.WriteFile(p, nil, 0o600) }, "device.lost"},
		"damaged": {func(p string) error {
			return os.WriteFile(p, []byte("no database, but long enough to be taken for one …"), 0o600)
		}, "device.damaged"},
		"torn": {func(p string) error {
			b, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			for i := 4096; i < len(b); i++ {
				b[i] ^= 0x5a
			}
			return os.WriteFile(p, b, 0o600)
		}, "device.damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			units, _ := lived(t, s)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(s.Dir(), store.DeviceFile)
			for _, beside := range []string{"-wal", "-shm"} {
				_ = os.Remove(path + beside)
			}
			if err := c.harm(path); err != nil {
				t.Fatal(err)
			}
			if name != "lost" && name != "emptied" {
				r := verifiedIn(t, s.Dir(), store.Options{})
				if !r.OK() || !noted(r, "verify.device_damaged") {
					t.Errorf("found %v, noted %v", r.Differences, r.Notices)
				}
			}
			s = openIn(t, s.Dir())
			if !warned(s, c.want) {
				t.Errorf("warned of %v", s.Warnings())
			}
			if n := lane(t, s, units[0].ID); !ownSeries.MatchString(n) {
				t.Errorf("goes on with %s", n)
			}
			if r := verified(t, s, store.Checking{}); !r.OK() {
				t.Error(r.Differences)
			}
			s = reopen(t, s)
			if len(s.Warnings()) > 0 {
				t.Errorf("warned again of %v", s.Warnings())
			}
		})
	}
}

// A copy whose own stream could not be begun at first does not pass for the original
// afterwards.
func TestACopyThatFailedToOpenIsStillACopy(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	dir := copied(t, s.Dir())
	if _, err := records.Open(context.Background(), dir, store.Options{Clock: ticking(), Random: broken{}}); err == nil {
		t.Fatal("opened without chance")
	}
	s = openIn(t, dir)
	if n := lane(t, s, units[0].ID); !ownSeries.MatchString(n) {
		t.Errorf("goes on with %s", n)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, os.ErrClosed }

// A file of another birth is another file, whatever its inode: that is given again.
func TestPlaces(t *testing.T) {
	here := store.Place{File: "7/100.1", Machine: "a", Cards: []string{"x", "y"}, Board: "a"}
	for name, c := range map[string]struct {
		change func(p *store.Place)
		want   store.Sameness
	}{
		"nothing":                 {func(*store.Place) {}, store.SamePlace},
		"a copy":                  {func(p *store.Place) { p.File = "8/100.1" }, store.OtherPlace},
		"the inode given again":   {func(p *store.Place) { p.File = "7/200.1" }, store.OtherPlace},
		"another installation":    {func(p *store.Place) { p.Machine = "b" }, store.OtherPlace},
		"one card changed":        {func(p *store.Place) { p.Cards = []string{"y", "z"} }, store.SamePlace},
		"all cards changed":       {func(p *store.Place) { p.Cards = []string{"z"} }, store.DoubtfulPlace},
		"no card any more":        {func(p *store.Place) { p.Cards = nil }, store.SamePlace},
		"another board":           {func(p *store.Place) { p.Board = "b" }, store.DoubtfulPlace},
		"another board, no card":  {func(p *store.Place) { p.Board, p.Cards = "b", nil }, store.DoubtfulPlace},
		"an unknown board":        {func(p *store.Place) { p.Board = "" }, store.SamePlace},
		"an unknown installation": {func(p *store.Place) { p.Machine = "" }, store.SamePlace},
	} {
		p := here
		c.change(&p)
		if got := p.Compare(here); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// rm and cp: the copy gets the inode of what was removed, and is a copy all the same.
func TestTheSameInodeIsNotTheSameFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a")
	seen := map[string]bool{}
	for range 5 {
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		id := store.FileIdentity(path)
		if id == "" {
			t.Skip("this file system tells no files apart")
		}
		if seen[id] {
			t.Fatalf("%s is two files", id)
		}
		seen[id] = true
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		time.Sleep(20 * time.Millisecond) // the clock of a file system is no finer
	}
}

// A cloned disk sits beside other network cards: a person says whose laptop it is.
func TestAClonedDiskIsAskedAbout(t *testing.T) {
	t.Cleanup(store.OtherHardware(func() []string { return []string{"00:66:77:88:99:aa"} }, func() string { return "" }))
	asksWhoseLaptop(t)
}

// So it does on another board, where no card can be told.
func TestAClonedDiskOnAnotherBoardIsAskedAbout(t *testing.T) {
	t.Cleanup(store.OtherHardware(func() []string { return nil }, func() string { return "here" }))
	asksWhoseLaptop(t)
}

func asksWhoseLaptop(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	was, known, err := s.Device().Place()
	if err != nil || !known {
		t.Fatal(err)
	}
	was.Cards, was.Board = []string{"00:11:22:33:44:55"}, "elsewhere"
	if err := s.Device().Stay(was); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = records.Open(context.Background(), s.Dir(), store.Options{Clock: ticking(), Random: seeded(9)})
	refused(t, err, "site.place_doubtful")
	same, err := records.Open(context.Background(), s.Dir(), store.Options{Clock: ticking(), Random: seeded(9), Laptop: store.SameLaptop})
	if err != nil {
		t.Fatal(err)
	}
	if n := lane(t, same, units[0].ID); n != "D-01-00004" {
		t.Errorf("the same laptop goes on with %s", n)
	}
	if err := same.Device().Stay(was); err != nil {
		t.Fatal(err)
	}
	if err := same.Close(); err != nil {
		t.Fatal(err)
	}
	clone, err := records.Open(context.Background(), s.Dir(), store.Options{Clock: ticking(), Random: seeded(9), Laptop: store.OtherLaptop})
	if err != nil {
		t.Fatal(err)
	}
	defer clone.Close()
	if n := lane(t, clone, units[0].ID); !ownSeries.MatchString(n) {
		t.Errorf("the clone goes on with %s", n)
	}
}
