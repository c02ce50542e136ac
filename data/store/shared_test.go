package store_test

import (
	"context"
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/data/records"
	"keyday/data/store"
)

// Two laptops that print one paper without sight of each other have printed it twice.
func TestPrintsOfTwoLaptopsAddUp(t *testing.T) {
	w := twins(t)
	id := app.ID{0x30}
	do(t, w.here, "contract.lock", func(tx *records.Tx) error {
		return tx.PutDocument(contract.Document{ID: id, State: contract.Locked})
	})
	w.exchange(t)
	print := func(s *records.Store, times int) {
		for range times {
			do(t, s, "contract.print", func(tx *records.Tx) error {
				d, err := tx.Document(id)
				if err != nil {
					return err
				}
				d.Prints++
				return tx.PutDocument(d)
			})
		}
	}
	print(w.here, 2)
	print(w.there, 3)
	w.exchange(t)
	w.exchange(t)
	print(w.there, 1)
	w.exchange(t)
	print(w.here, 1) // at once, each knowing what the other had printed
	print(w.there, 1)
	w.exchange(t)
	for _, s := range []*records.Store{w.here, w.there} {
		d, err := s.Document(context.Background(), id)
		if err != nil || d.Prints != 8 {
			t.Errorf("%d prints, %v", d.Prints, err)
		}
		if r := verified(t, s, store.Checking{}); !r.OK() {
			t.Error(r.Differences)
		}
	}
}

// Of a set both additions stay; taking away takes what was seen, and who adds wins.
func TestSetsOfTwoLaptops(t *testing.T) {
	w := twins(t)
	id := app.ID{0x31}
	change := func(s *records.Store, fn func(all []string) []string) {
		do(t, s, "firm.put", func(tx *records.Tx) error {
			f, err := tx.Firm(id)
			if app.RefusalCode(err) == "record.unknown" {
				f, err = site.Firm{ID: id, Name: "华泰防水"}, nil
			}
			if err != nil {
				return err
			}
			f.Trades = fn(f.Trades)
			return tx.PutFirm(f)
		})
	}
	add := func(s *records.Store, trade string) {
		change(s, func(all []string) []string { return append(all, trade) })
	}
	drop := func(s *records.Store, trade string) {
		change(s, func(all []string) []string { return slices.DeleteFunc(all, func(t string) bool { return t == trade }) })
	}
	trades := func(s *records.Store) []string {
		all, err := s.Firms(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range all {
			if f.ID == id {
				return slices.Sorted(slices.Values(f.Trades))
			}
		}
		return nil
	}
	add(w.here, "防水")
	w.exchange(t)
	add(w.here, "门窗")
	add(w.there, "水电")
	w.exchange(t)
	for _, s := range []*records.Store{w.here, w.there} {
		if got := trades(s); !slices.Equal(got, []string{"水电", "门窗", "防水"}) {
			t.Errorf("%v", got)
		}
	}
	drop(w.here, "防水")
	add(w.there, "防水") // is there; says nothing
	add(w.there, "油漆")
	w.exchange(t)
	drop(w.there, "水电")
	w.exchange(t)
	for _, s := range []*records.Store{w.here, w.there} {
		if got := trades(s); !slices.Equal(got, []string{"油漆", "门窗"}) {
			t.Errorf("%v", got)
		}
		if all, err := s.Conflicts(context.Background()); err != nil || len(all) > 0 {
			t.Errorf("in dispute: %v, %v", all, err)
		}
		if r := verified(t, s, store.Checking{}); !r.OK() {
			t.Error(r.Differences)
		}
	}
}
