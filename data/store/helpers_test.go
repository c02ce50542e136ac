package store

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// A site for tests: everything about it is the same in every run.
var (
	siteID      = app.ID{1}
	communityID = app.ID{2}
	chief       = staff.Person{ID: app.ID{3}, Name: "王敏", Role: app.Supervisor, PIN: "$argon2id$"}
	walker      = staff.Person{ID: app.ID{4}, Name: "赵磊", Role: app.Handover, PIN: "$argon2id$"}
)

// ticking is a clock that goes on by a second whenever it is read.
func ticking() app.Clock {
	var n atomic.Int64
	start := time.Date(2026, 11, 20, 9, 0, 0, 0, time.Local)
	return app.ClockFunc(func() time.Time { return start.Add(time.Duration(n.Add(1)) * time.Second) })
}

// seeded is randomness that is the same in every run.
func seeded(seed uint64) io.Reader {
	return rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8), byte(seed >> 16), byte(seed >> 24)})
}

func founding() Founding {
	return Founding{
		Site:        site.Site{ID: siteID, Name: "锦绣花园交付", Company: "锦绣置业有限公司"},
		Communities: []site.Community{{ID: communityID, Name: "锦绣花园"}},
		Supervisor:  chief,
		Lane:        "01",
	}
}

// newStore makes a site in a folder of the test's own and opens it.
func newStore(t testing.TB) *Store {
	t.Helper()
	t.Setenv("KEYDAY_KEYS", "file")
	return createIn(t, filepath.Join(t.TempDir(), "site"))
}

func createIn(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Create(context.Background(), dir, founding(), Options{Clock: ticking(), Random: seeded(1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func reopen(t testing.TB, s *Store) *Store {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return openIn(t, s.dir)
}

func openIn(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(context.Background(), dir, Options{Clock: ticking(), Random: seeded(2)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// do runs fn in the chief's name, and fails the test where it is refused.
func do(t testing.TB, s *Store, action string, fn func(tx *Tx) error) {
	t.Helper()
	if err := s.Do(context.Background(), chief.Actor(), action, fn); err != nil {
		t.Fatal(err)
	}
}

// operations counts what the journal holds.
func operations(t testing.TB, s *Store) (n int) {
	t.Helper()
	if err := s.reader.QueryRow("SELECT count(*) FROM op").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// building and unitIn are records that the tests need.
func building(code string) site.Building {
	return site.Building{ID: app.DerivedID(communityID, "building/"+code), Community: communityID, Code: code, Name: code + "幢"}
}

func unitIn(b site.Building, floor, room int) site.Unit {
	code := fmt.Sprintf("%s-1-%d%02d", b.Code, floor, room)
	return site.Unit{ID: app.DerivedID(communityID, "unit/"+code), Building: b.ID, Entrance: "1", Floor: floor,
		Room: fmt.Sprintf("%d%02d", floor, room), Code: code}
}

// refused fails the test unless err carries the refusal's code.
func refused(t testing.TB, err error, code string) {
	t.Helper()
	if app.RefusalCode(err) != code {
		t.Fatalf("got %v, want the refusal %s", err, code)
	}
}
