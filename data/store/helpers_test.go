package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/photo"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/data/store"
)

// A site for tests: everything about it is the same in every run.
// encoded is a content as it is signed for.
func encoded(t *testing.T, content any) []byte {
	t.Helper()
	return got(registry.Encode(content))(t)
}

var (
	siteID      = app.ID{1}
	communityID = app.ID{2}
	chief       = staff.Person{ID: app.ID{3}, Name: "王敏", Role: app.Supervisor, PIN: "$argon2id$"}
	walker      = staff.Person{ID: app.ID{4}, Name: "赵磊", Role: app.Handover, PIN: "$argon2id$"}
)

// ticking is a clock that goes on by a second whenever it is read.
func ticking() app.Clock {
	var n atomic.Int64
	start := time.Date(2026, 11, 20, 9, 0, 0, 0, site.Site{}.Location())
	return app.ClockFunc(func() time.Time { return start.Add(time.Duration(n.Add(1)) * time.Second) })
}

// seeded is randomness that is the same in every run.
func seeded(seed uint64) io.Reader {
	return rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8), byte(seed >> 16), byte(seed >> 24)})
}

func founding() records.Founding {
	return records.Founding{
		Site:        site.Site{ID: siteID, Name: "锦绣花园交付", Company: "锦绣置业有限公司"},
		Communities: []site.Community{{ID: communityID, Name: "锦绣花园"}},
		Supervisor:  chief,
		Lane:        "01",
	}
}

// newStore makes a site in a folder of the test's own and opens it.
func newStore(t testing.TB) *records.Store {
	t.Helper()
	t.Setenv("KEYDAY_KEYS", "file")
	return createIn(t, filepath.Join(t.TempDir(), "site"))
}

func createIn(t testing.TB, dir string) *records.Store {
	t.Helper()
	s, err := records.Create(context.Background(), dir, founding(), store.Options{Clock: ticking(), Random: seeded(1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func reopen(t testing.TB, s *records.Store) *records.Store {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return openIn(t, s.Dir())
}

func openIn(t testing.TB, dir string) *records.Store {
	t.Helper()
	s, err := records.Open(context.Background(), dir, store.Options{Clock: ticking(), Random: seeded(2)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// do runs fn in the chief's name, and fails the test where it is refused.
func do(t testing.TB, s *records.Store, action string, fn func(tx *records.Tx) error) {
	t.Helper()
	if err := s.Do(context.Background(), chief.Actor(), action, fn); err != nil {
		t.Fatal(err)
	}
}

// operations counts what the journal holds.
func operations(t testing.TB, s *records.Store) (n int) {
	t.Helper()
	if err := s.Reader().QueryRow("SELECT count(*) FROM op").Scan(&n); err != nil {
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

// The owner of the tests, with everything that must never be read in the clear.
var buyer = site.Owner{ID: app.ID{5}, Name: "欧阳静怡", IDType: "居民身份证", IDNo: "11010519491231002X",
	Phone: "13812345678", Phone2: "02088886666", Address: "广州市天河区体育西路 1 号", Note: "白天不便接电话"}

// The photo of the tests, and its hash.
var picture = []byte("\xff\xd8\xff\xe0 not much of a picture")

// lived makes a site on which people have worked: a building with units, an
// owner, a team of two, defects on their way, a photo.
func lived(t testing.TB, s *records.Store) (units []site.Unit, found []defect.Defect) {
	t.Helper()
	ctx := context.Background()
	b := building("3")
	b.Completed = app.NewDate(2026, 10, 1)
	firm := site.Firm{ID: app.ID{6}, Name: "华泰防水工程有限公司", Trades: []string{string(site.Trades[0])}}
	do(t, s, "site.fill", func(tx *records.Tx) error {
		for floor := 1; floor <= 3; floor++ {
			units = append(units, unitIn(b, floor, 1))
		}
		errs := []error{tx.PutBuilding(b), tx.PutPerson(walker), tx.PutFirm(firm), tx.PutOwner(buyer),
			tx.PutOwnership(site.Ownership{ID: app.ID{7}, Unit: units[0].ID, Owner: buyer.ID, Share: "100%"})}
		for _, u := range units {
			u.ContractArea, u.Fund = app.Area{Decimal: decimal.RequireFromString("143.20")}, site.FundPaid
			errs = append(errs, tx.PutUnit(u))
		}
		return errors.Join(errs...)
	})
	photos, err := photo.New(s.Dir(), s.Ring().Previews())
	if err != nil {
		t.Fatal(err)
	}
	defer photos.Close()
	kept, err := photos.Keep(ctx, bytes.NewReader(picture), "a.jpg")
	if err != nil {
		t.Fatal(err)
	}
	desk := defectDesk(records.Narrow(s, viewDefect))
	for i, u := range units {
		d, err := desk.Record(ctx, walker.Actor(), defect.Finding{Unit: u.ID, Origin: defect.Internal, OriginRound: 1, Description: crack, Photos: []string{kept.Hash}})
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, d)
		if i > 0 {
			if err := desk.Assign(ctx, chief.Actor(), []app.ID{d.ID}, firm.ID, app.NewDate(2026, 12, 1)); err != nil {
				t.Fatal(err)
			}
		}
	}
	return units, found
}

// record takes down one more defect of the unit.
func record(t testing.TB, s *records.Store, unit app.ID) defect.Defect {
	t.Helper()
	d, err := defectDesk(records.Narrow(s, viewDefect)).Record(context.Background(), walker.Actor(),
		defect.Finding{Unit: unit, Origin: defect.Internal, OriginRound: 1, Description: crack})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// otherDatabase is a file of SQLite that is no site.
func otherDatabase(t *testing.T) []byte {
	t.Helper()
	dir := t.TempDir()
	tamper(t, dir, func(db *sql.DB) error { _, err := db.Exec("CREATE TABLE note (text TEXT)"); return err })
	content, err := os.ReadFile(filepath.Join(dir, store.SiteFile))
	if err != nil {
		t.Fatal(err)
	}
	return content
}
