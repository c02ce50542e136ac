package store_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/site"
	"keyday/data/records"
	"keyday/data/store"
)

// Rows that are held back go with the action that put them, sent already or not, and stay
// with those that came before it and after.
func TestARefusedActionTakesItsRowsAlong(t *testing.T) {
	for _, rows := range []int{1, 5, 40} { // fewer than go together, and more
		s := newStore(t)
		ctx := context.Background()
		firms := func(name string) func(*records.Tx) error {
			return func(tx *records.Tx) error {
				for n := range rows {
					if err := tx.PutFirm(site.Firm{ID: app.DerivedID(communityID, fmt.Sprint(name, n)), Name: fmt.Sprint(name, n)}); err != nil {
						return err
					}
				}
				return nil
			}
		}
		do(t, s, "test.many", func(tx *records.Tx) error {
			desk := records.Inside(tx, func(tx *records.Tx) *records.Tx { return tx }, nil)
			for _, name := range []string{"甲", "乙", "丙"} {
				err := desk.Do(ctx, chief.Actor(), "test.put", func(tx *records.Tx) error {
					if err := firms(name)(tx); err != nil || name != "乙" {
						return err
					}
					return app.Refuse("record.final")
				})
				if (app.RefusalCode(err) == "record.final") != (name == "乙") {
					return err
				}
			}
			return firms("丁")(tx)
		})
		all, err := s.Firms(ctx)
		if err != nil {
			t.Fatal(err)
		}
		kept := 0
		for _, f := range all {
			if strings.HasPrefix(f.Name, "乙") {
				t.Errorf("of %d rows, %s was kept", rows, f.Name)
			}
			if strings.ContainsAny(f.Name, "甲丙丁") {
				kept++
			}
		}
		if kept != 3*rows {
			t.Errorf("%d firms were kept, want %d", kept, 3*rows)
		}
		if r := verified(t, s, store.Checking{}); !r.OK() {
			t.Error(r.Differences)
		}
	}
}

// Whoever puts many records that are new finds those that are not: one that is there, one
// that was deleted, one of a person who was erased.
func TestManyNewRecordsAmongKnownOnes(t *testing.T) {
	s := newStore(t)
	ctx := context.Background()
	owner := func(name string) site.Owner {
		o := buyer
		o.ID, o.Name = app.DerivedID(communityID, "owner/"+name), name
		return o
	}
	there, deleted, erased := owner("陈在册"), owner("陈已删"), owner("陈已清")
	do(t, s, "owner.put", func(tx *records.Tx) error {
		for _, o := range []site.Owner{there, deleted, erased} {
			if err := tx.PutOwner(o); err != nil {
				return err
			}
		}
		return nil
	})
	do(t, s, "owner.remove", func(tx *records.Tx) error { return tx.Remove(s.Reg().ByName["owner"], deleted.ID) })
	if err := s.EraseNow(ctx, chief.Actor(), erased.ID); err != nil {
		t.Fatal(err)
	}
	clear(s.Known())
	before := operations(t, s)
	const many = 1200
	there.Phone = "13900000000"
	do(t, s, "owner.put", func(tx *records.Tx) error {
		for n := range many {
			if err := tx.PutOwner(owner(fmt.Sprint("陈", n))); err != nil {
				return err
			}
		}
		for _, o := range []site.Owner{there, deleted} {
			if err := tx.PutOwner(o); err != nil {
				return err
			}
		}
		again := erased
		again.Phone = "13911111111"
		refused(t, tx.PutOwner(again), "person.erased")
		return nil
	})
	if n := operations(t, s) - before; n != many+2 {
		t.Errorf("%d operations, want %d", n, many+2)
	}
	for _, want := range []site.Owner{there, deleted} {
		if o, err := store.Get(s.At(ctx), owners, want.ID); err != nil || o != want {
			t.Errorf("%s is %+v, %v", want.Name, o, err)
		}
	}
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
}
