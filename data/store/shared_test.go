package store

import (
	"context"
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/app/site"
)

// Two laptops that print one paper without sight of each other have printed it twice.
func TestPrintsOfTwoLaptopsAddUp(t *testing.T) {
	w := twins(t)
	id := app.ID{0x30}
	do(t, w.here, "contract.lock", func(tx *Tx) error {
		return tx.PutDocument(contract.Document{ID: id, State: contract.Locked})
	})
	w.exchange(t)
	print := func(s *Store, times int) {
		for range times {
			do(t, s, "contract.print", func(tx *Tx) error {
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
	for _, s := range []*Store{w.here, w.there} {
		d, err := s.Document(context.Background(), id)
		if err != nil || d.Prints != 8 {
			t.Errorf("%d prints, %v", d.Prints, err)
		}
		if r := verified(t, s, Checking{}); !r.OK() {
			t.Error(r.Differences)
		}
	}
}

// Of a set both additions stay; taking away takes what was seen, and who adds wins.
func TestSetsOfTwoLaptops(t *testing.T) {
	w := twins(t)
	id := app.ID{0x31}
	change := func(s *Store, fn func(all []string) []string) {
		do(t, s, "firm.put", func(tx *Tx) error {
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
	add := func(s *Store, trade string) { change(s, func(all []string) []string { return append(all, trade) }) }
	drop := func(s *Store, trade string) {
		change(s, func(all []string) []string { return slices.DeleteFunc(all, func(t string) bool { return t == trade }) })
	}
	trades := func(s *Store) []string {
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
	for _, s := range []*Store{w.here, w.there} {
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
	for _, s := range []*Store{w.here, w.there} {
		if got := trades(s); !slices.Equal(got, []string{"油漆", "门窗"}) {
			t.Errorf("%v", got)
		}
		if all, err := s.Conflicts(context.Background()); err != nil || len(all) > 0 {
			t.Errorf("in dispute: %v, %v", all, err)
		}
		if r := verified(t, s, Checking{}); !r.OK() {
			t.Error(r.Differences)
		}
	}
}

// Both sides' changes of a keyed list are kept where they touch different elements.
func TestMergeKeyed(t *testing.T) {
	item := func(key, name string) handover.Item { return handover.Item{Key: key, Name: name} }
	a, b, c := item("a", "甲"), item("b", "乙"), item("c", "丙")
	was := []handover.Item{a, b, c}
	for name, x := range map[string]struct {
		mine, now, want []handover.Item
		fit             bool
	}{
		"nothing":                      {was, was, was, true},
		"mine alone":                   {[]handover.Item{a, item("b", "乙二"), c}, was, []handover.Item{a, item("b", "乙二"), c}, true},
		"theirs alone":                 {was, []handover.Item{a, c}, []handover.Item{a, c}, true},
		"different elements":           {[]handover.Item{item("a", "甲二"), b, c}, []handover.Item{a, b, item("c", "丙二")}, []handover.Item{item("a", "甲二"), b, item("c", "丙二")}, true},
		"both add":                     {append(slices.Clone(was), item("d", "丁")), append(slices.Clone(was), item("e", "戊")), append(slices.Clone(was), item("d", "丁"), item("e", "戊")), true},
		"one takes away, another adds": {[]handover.Item{a, c}, append(slices.Clone(was), item("e", "戊")), []handover.Item{a, c, item("e", "戊")}, true},
		"the same change":              {[]handover.Item{item("a", "甲二"), b, c}, []handover.Item{item("a", "甲二"), b, c}, []handover.Item{item("a", "甲二"), b, c}, true},
		"one element twice":            {[]handover.Item{item("a", "甲二"), b, c}, []handover.Item{item("a", "甲三"), b, c}, nil, false},
		"changed and taken away":       {[]handover.Item{item("a", "甲二"), b, c}, []handover.Item{b, c}, nil, false},
		"another order":                {[]handover.Item{c, b, a}, []handover.Item{a, item("b", "乙二"), c}, []handover.Item{c, item("b", "乙二"), a}, true},
	} {
		m := keyed[handover.Item]{key: itemKey}
		got, fit := m.merge(was, x.mine, x.now)
		if fit != x.fit || !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, %v", name, got, fit)
		}
	}
}
