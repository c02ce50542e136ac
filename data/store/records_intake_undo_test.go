package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/intake"
	"keyday/app/site"
	"keyday/data/records"
	"keyday/data/store"
)

// bookOf is a workbook of homes with a batch and a contract number each, and a
// buyer where one is given.
func bookOf(rows [][4]string) intake.Book {
	s := intake.Sheet{Name: "台账"}
	add := func(cells ...string) {
		var row []intake.Cell
		for _, c := range cells {
			kind := intake.Text
			if c == "" {
				kind = intake.Blank
			}
			row = append(row, intake.Cell{Kind: kind, Text: c})
		}
		s.Rows = append(s.Rows, row)
	}
	add("楼栋", "房号", "交付批次", "合同编号", "业主姓名")
	for _, r := range rows {
		add("1幢", r[0], r[1], r[2], r[3])
	}
	return intake.Book{File: "台账.xlsx", Sheets: []intake.Sheet{s}}
}

func importBook(t *testing.T, s *records.Store, book intake.Book) intake.Run {
	t.Helper()
	return importBookWith(t, s, book, intake.Options{})
}

// importBookWith is importBook with answers.
func importBookWith(t *testing.T, s *records.Store, book intake.Book, o intake.Options) intake.Run {
	t.Helper()
	ctx, desk := context.Background(), importDesk(s)
	sv, err := desk.Look(ctx, chief.Actor(), communityID, book)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := desk.DryRun(ctx, chief.Actor(), communityID, sv, o)
	if err != nil {
		t.Fatal(err)
	}
	run, err := desk.Apply(ctx, chief.Actor(), plan, nil)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// fields is what an undoing may give back, per home: batch, contract number and
// the owners' names.
func fields(t *testing.T, s *records.Store) map[string][3]string {
	t.Helper()
	k, err := s.Kept(context.Background(), communityID)
	if err != nil {
		t.Fatal(err)
	}
	names, owners := map[app.ID]string{}, map[app.ID]string{}
	for _, o := range k.Owners {
		names[o.ID] = o.Name
	}
	for _, o := range k.Ownerships {
		owners[o.Unit] += names[o.Owner] + " "
	}
	all := map[string][3]string{}
	for _, u := range k.Units {
		all[u.Code] = [3]string{u.Batch, u.ContractNo, owners[u.ID]}
	}
	return all
}

// Whatever was imported before and edited since: undoing a run gives back what
// stood before it, but for the fields that somebody changed after it and the
// homes that it made and somebody has touched.
func TestUndoGivesBackWhatNobodyTouched(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(seed, 7))
			s := newStore(t)
			pick := func(all ...string) string { return all[rnd.IntN(len(all))] }
			draw := func(homes int) [][4]string {
				var rows [][4]string
				for i := range homes {
					if rnd.IntN(4) > 0 {
						rows = append(rows, [4]string{fmt.Sprint(101 + i), pick("", "一批", "二批", "三批"), pick("", "HT-1", "HT-2"), pick("", "张三", "李四", "王五")})
					}
				}
				return append(rows, [4]string{"999", "一批", "", ""})
			}
			edit := func() map[string]string {
				edited := map[string]string{}
				k, err := s.Kept(context.Background(), communityID)
				if err != nil {
					t.Fatal(err)
				}
				for _, u := range k.Units {
					if rnd.IntN(3) == 0 {
						u.Batch = fmt.Sprintf("改%d", rnd.IntN(100))
						edited[u.Code] = u.Batch
						do(t, s, "unit.put", func(tx *records.Tx) error { return tx.PutUnit(u) })
					}
				}
				return edited
			}
			importBook(t, s, bookOf(draw(8)))
			edit()
			before := fields(t, s)
			run := importBook(t, s, bookOf(draw(10)))
			if run.ID.IsNil() {
				return // it happened to say nothing new
			}
			after := fields(t, s)
			edited := edit()
			undone, err := importDesk(s).Undo(context.Background(), chief.Actor(), run.ID)
			if err != nil {
				t.Fatal(err)
			}
			listed := map[string]bool{}
			for _, st := range undone.Stays {
				listed[st.Code] = true
			}
			now := fields(t, s)
			for code, was := range before {
				want := was
				if text, touched := edited[code]; touched {
					want[0] = text
					if was[0] != after[code][0] && !listed[code] {
						t.Errorf("%s was touched and is not listed", code)
					}
				}
				if now[code] != want {
					t.Errorf("%s: %q, want %q", code, now[code], want)
				}
			}
			for code, got := range now {
				if _, old := before[code]; old {
					continue
				}
				want := after[code]
				if want[0] = edited[code]; want[0] == "" || got != want || !listed[code] {
					t.Errorf("%s, which the run made, is left as %q (listed: %v), edited to %q", code, got, listed[code], edited[code])
				}
			}
			for code := range edited {
				if _, there := now[code]; !there {
					t.Errorf("%s was touched and is gone", code)
				}
			}
		})
	}
}

// A home that got a record of another kind since stays as it is.
func TestUndoKeepsHomesThatWereWorkedOn(t *testing.T) {
	s := newStore(t)
	run := importBook(t, s, bookOf([][4]string{{"101", "一批", "", "张三"}, {"102", "一批", "", "李四"}}))
	u, err := s.UnitByCode(context.Background(), "1-101")
	if err != nil {
		t.Fatal(err)
	}
	second := site.Owner{ID: app.ID{9}, Name: "王五"}
	do(t, s, "owner.put", func(tx *records.Tx) error {
		if err := tx.PutOwner(second); err != nil {
			return err
		}
		return tx.PutOwnership(site.Ownership{ID: app.ID{8}, Unit: u.ID, Owner: second.ID, Order: 2})
	})
	if _, err := importDesk(s).Undo(context.Background(), chief.Actor(), run.ID); err != nil {
		t.Fatal(err)
	}
	now := fields(t, s)
	if len(now) != 1 || now["1-101"] != [3]string{"一批", "", "张三 王五 "} {
		t.Errorf("left: %q", now)
	}
}

// That somebody was shown an owner's numbers keeps no import from being undone, and
// stays recorded.
func TestUndoTakesHomesThatWereLookedAt(t *testing.T) {
	s := newStore(t)
	run := importBook(t, s, bookOf([][4]string{{"101", "一批", "", "张三"}}))
	u, err := s.UnitByCode(context.Background(), "1-101")
	if err != nil {
		t.Fatal(err)
	}
	owners, err := s.OwnersOf(context.Background(), u.ID)
	if err != nil {
		t.Fatal(err)
	}
	do(t, s, "owner.show", func(tx *records.Tx) error {
		return tx.PutShowing(site.Showing{ID: tx.NewID(), Unit: u.ID, Owner: owners[0].Owner.ID, Occasion: site.Comparing, Who: chief.ID, At: tx.Now()})
	})
	undone, err := importDesk(s).Undo(context.Background(), chief.Actor(), run.ID)
	if err != nil || undone.Homes != 1 || len(undone.Stays) != 0 {
		t.Errorf("%+v, %v", undone, err)
	}
	if all, err := s.Showings(context.Background(), 10); err != nil || len(all) != 1 || all[0].WhoName != chief.Name {
		t.Errorf("recorded: %+v, %v", all, err)
	}
	if r := verified(t, s, store.Checking{}); !r.OK() || len(r.Orphans) != 0 {
		t.Errorf("%v, orphans %v", r.Differences, r.Orphans)
	}
}

// What was settled with the owners since an import stays when it is undone: who owns a
// home, and what the ledger said of it. What goes on changing gets its former value.
func TestUndoLeavesWhatWasSettled(t *testing.T) {
	s := newStore(t)
	ctx := context.Background()
	importBook(t, s, bookOf([][4]string{{"101", "一批", "", ""}, {"102", "一批", "", ""}}))
	run := importBook(t, s, bookOf([][4]string{{"101", "二批", "HT-1", "张三"}, {"102", "二批", "HT-2", "李四"}}))
	u := got(s.UnitByCode(ctx, "1-101"))(t)
	do(t, s, "unit.put", func(tx *records.Tx) error {
		now := got(tx.Unit(u.ID))(t)
		now.HandedOver = app.NewDate(2026, 11, 1)
		return tx.PutUnit(now)
	})
	undone := got(importDesk(s).Undo(ctx, chief.Actor(), run.ID))(t)
	now := fields(t, s)
	if now["1-101"] != [3]string{"一批", "HT-1", "张三 "} || now["1-102"] != [3]string{"一批", "", ""} {
		t.Errorf("left: %q", now)
	}
	var stays []string
	for _, st := range undone.Stays {
		stays = append(stays, fmt.Sprint(st.Record.Kind, " ", st.Code, " ", st.Who, " ", st.Fields, " ", st.Settled))
	}
	slices.Sort(stays)
	if want := []string{"ownership 1-101 张三 [] true", "unit 1-101  [contract_no] true"}; !slices.Equal(stays, want) {
		t.Errorf("listed: %q", stays)
	}
	if undone.Owners != 1 || undone.Restored != 2 {
		t.Errorf("%+v", undone)
	}
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Errorf("%v", r.Differences)
	}
}

// What is remembered of an action while it is taken back is little for each of its
// records: the longest import has 180,000 of them.
func TestUndoHoldsLittle(t *testing.T) {
	s := newStore(t)
	var rows [][4]string
	for n := range 400 {
		rows = append(rows, [4]string{fmt.Sprint(101 + n), "一批", fmt.Sprintf("JX2024-%06d", n), fmt.Sprintf("张三%c", '一'+rune(n))})
	}
	run := importBook(t, s, bookOf(rows))
	held := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	err := s.Do(context.Background(), chief.Actor(), "intake.undo", func(tx *records.Tx) error {
		before := held()
		action, err := tx.ActionOf(app.Ref{Kind: "intake_run", ID: run.ID})
		if err != nil {
			return err
		}
		after := held()
		if each := int(after-before) / len(rows); after < before || each > 800 {
			t.Errorf("%d bytes for each home", int(after-before)/len(rows))
		}
		runtime.KeepAlive(action)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
