package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"keyday/app"
	"keyday/data/records"
	"keyday/data/store"
)

// hand is a clock that a test moves.
type hand struct {
	mu sync.Mutex
	at time.Time
}

func (h *hand) Now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.at
}

func (h *hand) move(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = h.at.Add(d)
}

// guessing is a site at which PINs are tried, and a clock to wait by.
type guessing struct {
	t     *testing.T
	s     *records.Store
	clock *hand
	spare string
}

func newGuessing(t *testing.T) *guessing {
	g := &guessing{t: t, clock: &hand{at: time.Date(2026, 11, 20, 9, 0, 0, 0, time.Local)}, spare: filepath.Join(t.TempDir(), "state", "tries.db")}
	g.s = newStore(t)
	g.again(false)
	return g
}

// again opens the site anew, as a restart does.
func (g *guessing) again(reading bool) *records.Store {
	g.t.Helper()
	if !reading {
		if err := g.s.Close(); err != nil {
			g.t.Fatal(err)
		}
	}
	s, err := records.Open(context.Background(), g.s.Dir(), store.Options{Clock: g.clock, Random: seeded(2), ReadOnly: reading})
	if err != nil {
		g.t.Fatal(err)
	}
	g.t.Cleanup(func() { s.Close() })
	if !reading {
		g.s = s
	}
	return s
}

// try tries a PIN in the store, and fails the test unless it is answered with the code
// and the seconds.
func (g *guessing) try(s *records.Store, right bool, code, seconds string) {
	g.t.Helper()
	asked := false
	err := s.TryPIN(context.Background(), chief.ID, g.spare, func() bool { asked = true; return right })
	var r *app.Refusal
	errors.As(err, &r)
	if app.RefusalCode(err) != code || r != nil && r.Args["seconds"] != seconds {
		g.t.Fatalf("answered with %v, want %q after %q s", err, code, seconds)
	}
	if asked != (code != "staff.pin_wait") {
		g.t.Fatalf("%v, and the PIN was looked at: %t", err, asked)
	}
}

func (g *guessing) wrong(n int) {
	g.t.Helper()
	for range n {
		g.try(g.s, false, "staff.pin_wrong", "")
	}
}

// After five wrong PINs one waits, longer every time, in the window and in a command
// beside it, before a restart and after; who waits does not wait longer for trying, and
// the right PIN ends it.
func TestWrongPINsAreWaitedOut(t *testing.T) {
	g := newGuessing(t)
	g.wrong(4)
	beside := g.again(true)
	g.try(beside, false, "staff.pin_wrong_wait", "1")
	g.try(g.s, true, "staff.pin_wait", "1")
	g.clock.move(time.Second)
	g.try(g.s, false, "staff.pin_wrong_wait", "2")
	g.try(beside, true, "staff.pin_wait", "2")
	g.clock.move(1500 * time.Millisecond)
	g.again(false)
	g.try(g.s, false, "staff.pin_wait", "1")
	g.clock.move(500 * time.Millisecond)
	g.try(g.s, false, "staff.pin_wrong_wait", "4")
	if err := g.s.TryPIN(t.Context(), walker.ID, g.spare, func() bool { return true }); err != nil {
		t.Fatalf("another person waits too: %v", err)
	}
	g.clock.move(4 * time.Second)
	g.try(beside, true, "", "")
	g.wrong(4)
	g.try(g.s, true, "", "")
}

// However long the clock says, nobody waits for more than a minute, nor less for it.
func TestTheClockShortensNoWait(t *testing.T) {
	g := newGuessing(t)
	g.wrong(4)
	for _, seconds := range []string{"1", "2", "4", "8", "16", "32", "60", "60"} {
		g.try(g.s, false, "staff.pin_wrong_wait", seconds)
		g.clock.move(-24 * 365 * time.Hour)
		g.try(g.s, true, "staff.pin_wait", seconds)
		g.again(false)
		g.try(g.s, true, "staff.pin_wait", seconds)
		d, _ := time.ParseDuration(seconds + "s")
		g.clock.move(d - time.Millisecond)
		g.try(g.s, true, "staff.pin_wait", "1")
		g.clock.move(time.Millisecond)
	}
	g.try(g.s, true, "", "")
}

// Where the site cannot be written to, the count is kept elsewhere on the laptop.
func TestWrongPINsOfASiteThatCannotBeWrittenTo(t *testing.T) {
	g := newGuessing(t)
	beside := g.again(true)
	if err := g.s.Close(); err != nil {
		t.Fatal(err)
	}
	device := filepath.Join(g.s.Dir(), store.DeviceFile)
	if err := errors.Join(os.Remove(device), os.Mkdir(device, 0o700)); err != nil {
		t.Fatal(err)
	}
	for range 4 {
		g.try(beside, false, "staff.pin_wrong", "")
	}
	g.try(beside, false, "staff.pin_wrong_wait", "1")
	g.try(beside, true, "staff.pin_wait", "1")
	g.clock.move(time.Second)
	g.try(beside, true, "", "")
	refused(t, beside.TryPIN(t.Context(), chief.ID, filepath.Join(g.s.Dir(), store.SiteFile, "none"), func() bool { return true }), "disk.no_folder")
}

// Those who try at once count like those who try one after the other.
func TestPINsTriedAtOnceCount(t *testing.T) {
	g := newGuessing(t)
	beside := g.again(true)
	var looked sync.Map
	var all sync.WaitGroup
	for i := range 40 {
		s := []*records.Store{g.s, beside}[i%2]
		all.Go(func() {
			_ = s.TryPIN(context.Background(), chief.ID, g.spare, func() bool {
				looked.Store(i, true)
				time.Sleep(20 * time.Millisecond)
				return false
			})
		})
	}
	all.Wait()
	n := 0
	looked.Range(func(any, any) bool { n++; return true })
	if n != 5 {
		t.Errorf("%d PINs were looked at without a wait, want 5", n)
	}
}

// What was tried in vain is kept until the journal knows, and is one record a person.
func TestWrongPINsAreKept(t *testing.T) {
	g := newGuessing(t)
	began := g.clock.Now()
	beside := g.again(true)
	for _, s := range []*records.Store{g.s, beside, g.s} {
		g.try(s, false, "staff.pin_wrong", "")
		g.clock.move(time.Minute)
	}
	g.try(beside, true, "", "")
	wrong, upTo, err := g.s.UntoldPINs(t.Context())
	if err != nil || len(wrong) != 1 || wrong[0].Person != chief.ID || wrong[0].Times != 3 || wrong[0].Laptop != "01" ||
		!wrong[0].First.Equal(began) || !wrong[0].Last.Equal(began.Add(2*time.Minute)) {
		t.Fatalf("%+v, %v", wrong, err)
	}
	g.try(beside, false, "staff.pin_wrong", "")
	if err := g.s.PINsTold(t.Context(), upTo); err != nil {
		t.Fatal(err)
	}
	if wrong, _, err = g.s.UntoldPINs(t.Context()); err != nil || len(wrong) != 1 || wrong[0].Times != 1 {
		t.Errorf("what was tried meanwhile: %+v, %v", wrong, err)
	}
}
