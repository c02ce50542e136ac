package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/data/journal"
	"keyday/data/records"
	"keyday/data/store"
)

func defectDesk(w app.Writer[defect.DeskTx]) *defect.Desk {
	return defect.New(w, func() contract.Issuer { return contract.Issuer{} })
}

func viewDefect(tx *records.Tx) defect.DeskTx { return alone{tx} }

// alone is a transaction whose defects were found in no inspection.
type alone struct{ *records.Tx }

func (alone) DefectChanged(_, _ defect.Defect) error { return nil }

var crack = defect.Description{Room: "living", Phrase: "空鼓", Severity: site.Normal, Trade: site.Trades[0], Warranty: site.WarrantyClasses[0]}

// Use cases of several people and moments share one transaction; each stands in
// the history by itself, and one that is refused leaves nothing.
func TestActionsInsideOneTransaction(t *testing.T) {
	s := newStore(t)
	ctx := context.Background()
	b := building("3")
	u := unitIn(b, 15, 1)
	past := time.Date(2026, 10, 1, 10, 0, 0, 0, time.Local)
	var first, second defect.Defect
	do(t, s, "site.rehearse", func(tx *records.Tx) error {
		if err := tx.PutBuilding(b); err != nil {
			return err
		}
		if err := tx.PutUnit(u); err != nil {
			return err
		}
		if err := tx.PutPerson(walker); err != nil {
			return err
		}
		desk := defectDesk(records.Inside(tx, viewDefect, app.ClockFunc(func() time.Time { return past })))
		finding := defect.Finding{Unit: u.ID, Origin: defect.Internal, OriginRound: 1, Description: crack}
		var err error
		if first, err = desk.Record(ctx, walker.Actor(), finding); err != nil {
			return err
		}
		nobody := walker.Actor()
		nobody.Role = "stranger"
		_, err = desk.Record(ctx, nobody, finding)
		refused(t, err, "permission.missing")
		// Refused half-way, after a number was taken and a record staged:
		err = records.Inside(tx, viewDefect, nil).Do(ctx, walker.Actor(), "defect.record", func(tx defect.DeskTx) error {
			if _, err := defect.RecordIn(tx, finding); err != nil {
				return err
			}
			return app.Refuse("defect.nothing_said")
		})
		refused(t, err, "defect.nothing_said")
		if second, err = desk.Record(ctx, walker.Actor(), finding); err != nil {
			return err
		}
		u.Note = "样板房"
		return tx.PutUnit(u)
	})
	if first.Number != "D-01-00001" || second.Number != "D-01-00002" {
		t.Errorf("numbers %s, %s", first.Number, second.Number)
	}
	if !first.FoundAt.Equal(past) || first.FoundBy != walker.ID {
		t.Errorf("found at %v by %v", first.FoundAt, first.FoundBy)
	}
	events, err := s.History(ctx, u.ID, 100)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, e := range events {
		said = append(said, e.Name+" "+e.Action)
	}
	want := []string{"王敏 site.rehearse", "赵磊 defect.record", "赵磊 defect.record", "王敏 site.rehearse"}
	if len(said) != len(want) {
		t.Fatalf("history says %q", said)
	}
	for i := range want {
		if said[i] != want[i] {
			t.Errorf("history %d says %q, want %q", i, said[i], want[i])
		}
	}
	if !events[1].At.Equal(past) {
		t.Errorf("the event is of %v, want the given moment", events[1].At)
	}
	got, err := s.Unit(ctx, u.ID)
	if err != nil || got.Open != 2 || got.Note != "样板房" {
		t.Errorf("unit %+v, %v", got, err)
	}
	var actions, seals int
	if err := s.Reader().QueryRow("SELECT count(DISTINCT action), count(sig) FROM op").Scan(&actions, &seals); err != nil || actions != seals {
		t.Errorf("%d actions, %d seals, %v", actions, seals, err)
	}
}

// What an outer transaction refuses takes the inner ones along.
func TestInsideIsAllOrNothing(t *testing.T) {
	s := newStore(t)
	before := operations(t, s)
	err := s.Do(context.Background(), chief.Actor(), "import.apply", func(tx *records.Tx) error {
		err := records.Inside(tx, func(tx *records.Tx) site.Tx { return tx }, nil).Do(context.Background(), chief.Actor(), "building.put", func(tx site.Tx) error {
			return tx.PutBuilding(building("9"))
		})
		if err != nil {
			return err
		}
		return app.Refuse("disk.full")
	})
	refused(t, err, "disk.full")
	if n := operations(t, s); n != before {
		t.Errorf("%d operations were left behind", n-before)
	}
}

// Where SQLite has taken the whole transaction back by itself, as on a full disk, nothing
// that comes after it is written on its own, and nothing is acknowledged.
func TestNothingIsWrittenAfterATransactionThatIsGone(t *testing.T) {
	s := newStore(t)
	before := operations(t, s)
	ctx := context.Background()
	put := func(n byte) func(*records.Tx) error {
		return func(tx *records.Tx) error {
			return tx.PutFirm(site.Firm{ID: app.ID{0xE0, n}, Name: string('甲' + rune(n))})
		}
	}
	err := s.Do(ctx, chief.Actor(), "test.many", func(tx *records.Tx) error {
		desk := records.Inside(tx, func(tx *records.Tx) *records.Tx { return tx }, nil)
		if err := desk.Do(ctx, chief.Actor(), "test.first", put(1)); err != nil {
			t.Fatal(err)
		}
		if err := desk.Do(ctx, chief.Actor(), "test.second", func(tx *records.Tx) error {
			if err := put(2)(tx); err != nil {
				return err
			}
			if _, err := tx.SQL().ExecContext(ctx, "ROLLBACK"); err != nil {
				return err
			}
			return app.Refuse("disk.full")
		}); err == nil {
			t.Error("the second was done")
		}
		if err := desk.Do(ctx, chief.Actor(), "test.third", put(3)); err == nil {
			t.Error("the third was done")
		}
		return nil // as if the rest could go on
	})
	if err == nil {
		t.Error("it was acknowledged")
	}
	if n := operations(t, s); n != before {
		t.Errorf("%d operations stand in the journal", n-before)
	}
	do(t, s, "test.again", put(4))
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
}

// A write that failed may have taken the whole transaction back: nothing is written after
// it, whoever swallows the error, and nothing is acknowledged. A row that breaks a rule is
// taken back alone.
func TestNothingIsWrittenAfterAWriteThatFailed(t *testing.T) {
	for statement, gone := range map[string]bool{
		"INSERT INTO nothing_of_ours VALUES (1)":                    true,
		"INSERT INTO meta (key, value) SELECT key, value FROM meta": false,
	} {
		s := newStore(t)
		before := operations(t, s)
		err := s.Do(context.Background(), chief.Actor(), "test.swallows", func(tx *records.Tx) error {
			if _, err := tx.Exec(statement); err == nil {
				t.Errorf("%s: it was done", statement)
			}
			if err := tx.PutFirm(site.Firm{ID: app.ID{0xE0}, Name: "甲"}); (err != nil) != gone {
				t.Errorf("%s: what is written after it: %v", statement, err)
			}
			return nil
		})
		if (err != nil) != gone || (operations(t, s) == before) != gone {
			t.Errorf("%s: %d operations stand in the journal, %v", statement, operations(t, s)-before, err)
		}
	}
}

// An operation that could not be read again is not written.
func TestAnOperationIsNotTooLarge(t *testing.T) {
	s := newStore(t)
	before := operations(t, s)
	var trades []string
	for n := range journal.MaxOp/2900 + 1 {
		trades = append(trades, fmt.Sprintf("%05d", n)+strings.Repeat("大", 995))
	}
	err := s.Do(context.Background(), chief.Actor(), "test.put", func(tx *records.Tx) error {
		return tx.PutFirm(site.Firm{ID: app.ID{0xE0}, Name: "大", Trades: trades})
	})
	refused(t, err, "record.too_large")
	if n := operations(t, s); n != before {
		t.Errorf("%d operations stand in the journal", n-before)
	}
}

// An action may hold actions, to any depth; what the outer one refuses takes those along
// that it holds, and leaves what was done before it.
func TestAnActionHoldsActions(t *testing.T) {
	for _, outer := range []error{nil, app.Refuse("record.final")} {
		s := newStore(t)
		put := func(in *records.Tx, code string) error { return in.PutBuilding(building(code)) }
		whole := func(tx *records.Tx) *records.Tx { return tx }
		ctx, a := context.Background(), chief.Actor()
		do(t, s, "import.apply", func(tx *records.Tx) error {
			if err := records.Inside(tx, whole, nil).Do(ctx, a, "building.put", func(in *records.Tx) error { return put(in, "1") }); err != nil {
				return err
			}
			err := records.Inside(tx, whole, nil).Do(ctx, a, "building.put", func(in *records.Tx) error {
				// Nothing was put yet: both wait with their savepoints for the innermost.
				err := records.Inside(in, whole, nil).Do(ctx, a, "building.put", func(in *records.Tx) error { return put(in, "2") })
				if err != nil {
					return err
				}
				refused(t, records.Inside(in, whole, nil).Do(ctx, a, "building.put", func(in *records.Tx) error {
					if err := put(in, "3"); err != nil {
						return err
					}
					return app.Refuse("record.unknown")
				}), "record.unknown")
				return outer
			})
			if err != outer {
				t.Errorf("the outer action ends with %v, not %v", err, outer)
			}
			return put(tx, "4")
		})
		want := "1 4"
		if outer == nil {
			want = "1 2 4"
		}
		all, err := s.Buildings(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		for _, b := range all {
			codes = append(codes, b.Code)
		}
		slices.Sort(codes)
		if got := strings.Join(codes, " "); got != want {
			t.Errorf("where the outer action ends with %v there are %s, want %s", outer, got, want)
		}
		if r := verified(t, s, store.Checking{}); !r.OK() {
			t.Error(r.Differences)
		}
	}
}

// An action that is refused after it read, while rows of an earlier one are held back, has
// released the savepoint that its reading took: thousands of refused rows of an import do
// not stand in thousands of savepoints.
func TestARefusedReaderLeavesNoSavepoint(t *testing.T) {
	s := newStore(t)
	ctx := context.Background()
	do(t, s, "test.many", func(tx *records.Tx) error {
		desk := records.Inside(tx, func(tx *records.Tx) *records.Tx { return tx }, nil)
		firm := site.Firm{ID: app.ID{0xE1}, Name: "甲"}
		if err := desk.Do(ctx, chief.Actor(), "test.first", func(tx *records.Tx) error { return tx.PutFirm(firm) }); err != nil {
			return err
		}
		refused := app.Refuse("record.unknown")
		err := desk.Do(ctx, chief.Actor(), "test.second", func(tx *records.Tx) error {
			var n int
			if err := tx.SQL().QueryRowContext(ctx, "SELECT count(*) FROM firm").Scan(&n); err != nil || n != 1 {
				t.Errorf("%d firms, %v", n, err)
			}
			return refused
		})
		if app.RefusalCode(err) != "record.unknown" {
			t.Error(err)
		}
		if _, err := tx.SQL().ExecContext(ctx, "RELEASE action1"); err == nil || !strings.Contains(err.Error(), "no such savepoint") {
			t.Errorf("a savepoint is left: %v", err)
		}
		return nil
	})
}
