package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattn/go-sqlite3"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/records"
	"keyday/data/store"
)

// An operation names the fields that changed and no others, each with what it
// replaces.
func TestAnOperationHoldsWhatChanged(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	u, err := s.Unit(context.Background(), units[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	u.Note, u.Fund = "样板房", site.FundUnpaid
	do(t, s, "unit.note", func(tx *records.Tx) error { return tx.PutUnit(u) })
	heads, err := s.Heads(context.Background(), s.Reader(), s.Reg().ByName["unit"], u.ID)
	if err != nil {
		t.Fatal(err)
	}
	dot, _ := heads.Shown(17)
	op, err := s.Operation(context.Background(), s.Reader(), dot)
	if err != nil {
		t.Fatal(err)
	}
	if len(op.Changes) != 2 || op.Changes[0].Field != 14 || op.Changes[1].Field != 17 {
		t.Errorf("the operation changes %+v", op.Changes)
	}
	if len(op.Changes[0].Base) != 1 || op.Changes[1].Base != nil {
		t.Errorf("it replaces %v and %v: the fund was set before, the note was not", op.Changes[0].Base, op.Changes[1].Base)
	}
	if op.User != chief.ID || !op.Last {
		t.Errorf("user %v, last %v", op.User, op.Last)
	}
}

// What people type of a person is in no operation in the clear, not even the name.
func TestOperationsHoldNoPerson(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	rows, err := s.Reader().Query("SELECT body FROM op")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var body string
		if err := rows.Scan(&body); err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{buyer.Name, buyer.IDNo, buyer.Phone, buyer.Phone2, buyer.Address, buyer.Note, buyer.IDType, chief.Name, walker.Name} {
			if strings.Contains(body, secret) {
				t.Errorf("an operation says %s", secret)
			}
		}
	}
}

func TestInsertOnlyKindsArePutOnce(t *testing.T) {
	s := newStore(t)
	_, found := lived(t, s)
	m := defect.Move{Move: app.Move[defect.State]{ID: app.ID{9}, To: defect.Open, At: time.Now()}, Defect: found[0].ID, Step: defect.Record}
	do(t, s, "test.move", func(tx *records.Tx) error { return tx.PutDefectMove(m) })
	do(t, s, "test.move", func(tx *records.Tx) error { return tx.PutDefectMove(m) }) // the same again is nothing
	m.Reason = "另有原因"
	err := s.Do(context.Background(), chief.Actor(), "test.move", func(tx *records.Tx) error { return tx.PutDefectMove(m) })
	refused(t, err, "record.final")
}

// Any program that writes past the journal fails: another one with SQLite, and
// Keyday's own connections outside a transaction of the writer.
func TestGuards(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	other, err := sql.Open("sqlite3", filepath.Join(s.Dir(), store.SiteFile)+"?_busy_timeout=2000")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tables := []string{"op", "head", "dispute", "envelope", "erasure", "counter"}
	for _, k := range records.Records().Kinds {
		tables = append(tables, k.Name)
	}
	slices.Sort(tables)
	for who, db := range map[string]*sql.DB{"another program": other, "the writer's own connection": s.Writer(), "a reader": s.Reader()} {
		for _, table := range append(tables, "gate") {
			columns, err := s.Reader().Query("SELECT name, type FROM pragma_table_info(?)", table)
			if err != nil {
				t.Fatal(err)
			}
			var names, values []string
			for columns.Next() {
				var name, kind string
				if err := columns.Scan(&name, &kind); err != nil {
					t.Fatal(err)
				}
				names = append(names, name)
				values = append(values, map[string]string{"TEXT": "'x'", "INTEGER": "77", "BLOB": "randomblob(16)"}[kind])
			}
			columns.Close()
			for _, write := range []string{
				fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, strings.Join(names, ", "), strings.Join(values, ", ")),
				fmt.Sprintf("INSERT OR REPLACE INTO %s (%s) VALUES (%s)", table, strings.Join(names, ", "), strings.Join(values, ", ")),
				fmt.Sprintf("UPDATE %s SET %s = %s", table, names[len(names)-1], values[len(values)-1]),
				fmt.Sprintf("DELETE FROM %s", table),
			} {
				result, err := db.Exec(write)
				if err == nil {
					if n, _ := result.RowsAffected(); n > 0 {
						t.Errorf("%s: %s changed %d rows", who, write, n)
					}
				}
			}
		}
	}
	if _, err := other.Exec("UPDATE gate SET open = 1"); err == nil || !strings.Contains(err.Error(), "keyday_applying") {
		t.Errorf("another program opens the gate: %v", err)
	}
	if _, err := s.Writer().Exec("UPDATE gate SET open = 1"); err == nil || !strings.Contains(err.Error(), "past the journal") {
		t.Errorf("the gate opens outside a transaction of the store: %v", err)
	}
	var code sqlite3.Error
	if _, err := s.Reader().Exec("UPDATE unit SET note = 'x'"); !errors.As(err, &code) || code.Code != sqlite3.ErrReadonly {
		t.Errorf("a reader writes: %v", err)
	}
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
	for _, table := range tables { // so that no update above was harmless for want of rows
		var n int
		if err := s.Reader().QueryRow("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", table).Scan(&n); err != nil || n < 3 {
			t.Errorf("%s has %d guards, %v", table, n, err)
		}
	}
}

// Permissions are asked inside the transaction, of what is true then.
func TestPermissionsInside(t *testing.T) {
	s := newStore(t)
	units, found := lived(t, s)
	ctx := context.Background()
	desk := defectDesk(records.Narrow(s, viewDefect))
	refused(t, desk.Assign(ctx, walker.Actor(), []app.ID{found[0].ID}, app.ID{6}, app.NewDate(2026, 12, 1)), "permission.missing")
	elsewhere := chief.Actor()
	elsewhere.Communities = []app.ID{{99}}
	_, err := desk.Record(ctx, elsewhere, defect.Finding{Unit: units[0].ID, Origin: defect.Internal, OriginRound: 1, Description: crack})
	refused(t, err, "permission.scope")
	before := operations(t, s)
	err = s.Do(ctx, walker.Actor(), "test.half", func(tx *records.Tx) error {
		if _, err := defect.RecordIn(tx, defect.Finding{Unit: units[0].ID, Origin: defect.Internal, OriginRound: 1, Description: crack}); err != nil {
			return err
		}
		return staff.May(tx.Actor(), staff.SignOff)
	})
	refused(t, err, "permission.missing")
	if n := operations(t, s); n != before {
		t.Errorf("%d operations were left of what was refused", n-before)
	}
	if d := record(t, s, units[0].ID); d.Number != "D-01-00004" {
		t.Errorf("number %s: a refused one took a number, or one was given twice", d.Number)
	}
}

// What many people ask at once is done one after the other, whole, and numbers
// follow each other without one given twice.
func TestOrderedWriter(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	var wg sync.WaitGroup
	var mu sync.Mutex
	numbers := map[string]bool{}
	for range 8 {
		wg.Go(func() {
			for range 25 {
				d, err := defectDesk(records.Narrow(s, viewDefect)).Record(context.Background(), walker.Actor(),
					defect.Finding{Unit: units[0].ID, Origin: defect.Internal, OriginRound: 1, Description: crack})
				mu.Lock()
				if err != nil || numbers[d.Number] {
					t.Errorf("%s, %v", d.Number, err)
				}
				numbers[d.Number] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if !numbers["D-01-00004"] || !numbers["D-01-00203"] || len(numbers) != 200 {
		t.Errorf("%d numbers", len(numbers))
	}
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
}

func TestCancelled(t *testing.T) {
	s := newStore(t)
	before := operations(t, s)
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	err := s.Do(gone, chief.Actor(), "test.put", func(tx *records.Tx) error { return tx.PutBuilding(building("3")) })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	// Cancelled once it runs, it ends as it would have: COMMIT or not is never open.
	during, cancel := context.WithCancel(context.Background())
	err = s.Do(during, chief.Actor(), "test.put", func(tx *records.Tx) error { cancel(); return tx.PutBuilding(building("4")) })
	if err != nil {
		t.Errorf("cancelled half-way: %v", err)
	}
	if n := operations(t, s); n != before+1 {
		t.Errorf("%d operations, want the one action's", n-before)
	}
}

func TestClosedStore(t *testing.T) {
	s := newStore(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	taken := 0
	for i := range 50 {
		wg.Go(func() {
			err := s.Do(context.Background(), chief.Actor(), "test.put", func(tx *records.Tx) error { return tx.PutBuilding(building(fmt.Sprint(i))) })
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				taken++
			} else if app.RefusalCode(err) != "store.closed" {
				t.Error(err)
			}
		})
	}
	time.Sleep(3 * time.Millisecond)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	wg.Wait()
	if err := s.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
	s = openIn(t, s.Dir())
	all, err := s.Buildings(context.Background())
	if err != nil || len(all) != taken {
		t.Errorf("%d were taken, %d are there, %v", taken, len(all), err)
	}
}

// The bus tells kinds and identities after the commit, and nothing of what was
// refused.
func TestBusTellsAfterTheCommit(t *testing.T) {
	s := newStore(t)
	var told []app.Change
	cancel := s.Subscribe(func(c app.Change) {
		if n := operations(t, s); n == 0 {
			t.Error("told before the commit")
		}
		told = append(told, c)
	})
	b := building("3")
	do(t, s, "building.put", func(tx *records.Tx) error { return tx.PutBuilding(b) })
	_ = s.Do(context.Background(), chief.Actor(), "building.put", func(tx *records.Tx) error {
		b.Name = "三幢"
		return errors.Join(tx.PutBuilding(b), app.Refuse("disk.full"))
	})
	do(t, s, "building.put", func(tx *records.Tx) error { return tx.PutBuilding(building("3")) }) // nothing changed
	cancel()
	do(t, s, "building.put", func(tx *records.Tx) error { return tx.PutBuilding(b) })
	if len(told) != 1 || told[0].Action != "building.put" || len(told[0].Records) != 1 || told[0].Records[0] != (app.Ref{Kind: "building", ID: b.ID}) {
		t.Errorf("told %+v", told)
	}
}

// A record that was deleted and is put again is there again, with what it was
// given the second time and nothing from before.
func TestPutAgainAfterDeletion(t *testing.T) {
	s := newStore(t)
	u := unitIn(building("3"), 1, 1)
	u.Note, u.Fund = "以前的备注", site.FundPaid
	do(t, s, "unit.put", func(tx *records.Tx) error { return tx.PutUnit(u) })
	do(t, s, "unit.remove", func(tx *records.Tx) error { return tx.Remove(units.Kind, u.ID) })
	if _, err := s.Unit(context.Background(), u.ID); app.RefusalCode(err) != "record.unknown" {
		t.Errorf("deleted: %v", err)
	}
	if hits, _, err := s.Search(context.Background(), u.Code, false); err != nil || len(hits) > 0 {
		t.Errorf("deleted and found: %v, %v", hits, err)
	}
	u.Note = ""
	do(t, s, "unit.put", func(tx *records.Tx) error { return tx.PutUnit(u) })
	got, err := s.Unit(context.Background(), u.ID)
	if err != nil || got.Note != "" || got.Fund != site.FundPaid {
		t.Errorf("%+v, %v", got, err)
	}
	if c, err := s.Conflicts(context.Background()); err != nil || len(c) > 0 {
		t.Errorf("conflicts %+v, %v", c, err)
	}
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
}

// What the writer remembers from one transaction to the next is what is kept:
// after a commit, after a refusal half-way, and of what is computed.
func TestTheWriterRemembersWhatIsKept(t *testing.T) {
	s := newStore(t)
	units, found := lived(t, s)
	ctx := context.Background()
	same := func(when string) {
		t.Helper()
		for id, known := range s.Known() {
			row, _, err := s.Load(ctx, s.Reader(), known.Kind(), id)
			if err != nil || (row == nil) != (known.Rec() == nil) {
				t.Fatalf("%s: %s %v: remembered %v, kept %v, %v", when, known.Kind().Name, id, known.Rec(), row, err)
			}
			if row != nil && fmt.Sprint(known.Kind().Own(row)) != fmt.Sprint(known.Kind().Own(known.Rec())) {
				t.Errorf("%s: remembered %+v, kept %+v", when, known.Rec(), row)
			}
		}
	}
	same("after work")
	if len(s.Known()) == 0 {
		t.Error("nothing is remembered")
	}
	_ = s.Do(ctx, chief.Actor(), "test.refused", func(tx *records.Tx) error {
		u, err := tx.Unit(units[0].ID)
		if err != nil {
			return err
		}
		u.Note = "未提交"
		return errors.Join(tx.PutUnit(u), tx.Remove(defects.Kind, found[0].ID), app.Refuse("disk.full"))
	})
	same("after a refusal")
	do(t, s, "test.inside", func(tx *records.Tx) error {
		err := records.Inside(tx, viewDefect, nil).Do(ctx, chief.Actor(), "test.refused", func(defect.DeskTx) error {
			return errors.Join(tx.Remove(defects.Kind, found[0].ID), app.Refuse("disk.full"))
		})
		refused(t, err, "disk.full")
		u, err := tx.Unit(units[0].ID)
		if err != nil {
			return err
		}
		u.Note = "提交"
		return tx.PutUnit(u)
	})
	same("after a refusal inside")
	record(t, s, units[0].ID)
	do(t, s, "test.read", func(tx *records.Tx) error { _, err := tx.Unit(units[0].ID); return err })
	same("after a derivation")
	do(t, s, "test.remove", func(tx *records.Tx) error { return tx.Remove(defects.Kind, found[0].ID) })
	same("after a deletion")
}
