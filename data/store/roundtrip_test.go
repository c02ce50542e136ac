package store_test

import (
	"context"
	"fmt"
	"reflect"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"keyday/app"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/data/store"
)

// anyRecord fills a record of the kind with values of all sorts, empty ones among
// them, driven by the Go types of its fields.
func anyRecord(t *rapid.T, k *registry.Kind) any {
	rec := k.Fresh()
	fill(t, reflect.ValueOf(rec).Elem(), "")
	id := app.ID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "id"))
	id[0] |= 1 // not Nil
	*k.ID(rec) = id
	return rec
}

// anyText is any that a record takes.
var anyText = rapid.OneOf(rapid.Just(""), rapid.SampledFrom([]string{"空鼓", "3-2-1501", "𠮷野家", "a'b\"c;d", "  空 格 ", "\ue000辻\U000e0100"}), rapid.Map(rapid.String(), app.Visible).Filter(short))

// short reports whether a text is as short as the shortest of a record must be, a name.
func short(text string) bool { return utf8.RuneCountInString(text) <= app.MostName }

func fill(t *rapid.T, v reflect.Value, name string) {
	switch v.Interface().(type) {
	case time.Time:
		if rapid.Bool().Draw(t, name) {
			v.Set(reflect.ValueOf(time.UnixMilli(rapid.Int64Range(1, 4e12).Draw(t, name))))
		}
		return
	case decimal.Decimal:
		v.Set(reflect.ValueOf(decimal.New(rapid.Int64Range(-1e12, 1e12).Draw(t, name), -rapid.Int32Range(0, 4).Draw(t, name))))
		return
	case app.ID:
		if rapid.Bool().Draw(t, name) {
			v.Set(reflect.ValueOf(app.ID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, name))))
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(t, v.Field(i), v.Type().Field(i).Name)
			}
		}
	case reflect.Slice:
		n := rapid.IntRange(0, 3).Draw(t, name)
		if n == 0 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			fill(t, v.Index(i), name)
		}
	case reflect.String:
		v.SetString(anyText.Draw(t, name))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, name))
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(int64(rapid.Int32().Draw(t, name)))
	case reflect.Uint8:
		v.SetUint(uint64(rapid.Byte().Draw(t, name)))
	case reflect.Float64:
		v.SetFloat(rapid.Float64Range(-1, 1).Draw(t, name))
	default:
		panic(fmt.Sprintf("the test knows no %v", v.Type()))
	}
}

// quickStore is newStore without the flushes of a disk that no test of this file
// pulls out.
func quickStore(t testing.TB) *records.Store {
	t.Helper()
	s := newStore(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := records.Open(context.Background(), s.Dir(), store.Options{Clock: ticking(), Random: seeded(2), Synchronous: "OFF"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// differing fields of two records of a kind, by the registry.
func differ(k *registry.Kind, a, b any) (names []string) {
	for i := range k.Fields {
		if f := &k.Fields[i]; !f.Derived && !f.Same(a, b) {
			names = append(names, f.Name)
		}
	}
	return names
}

// Every kind of record goes through a real file and comes back, whatever it holds;
// and comes back again when it is rebuilt from its operations. A record that is
// put as it is makes no operation.
func TestEveryKindRoundTrips(t *testing.T) {
	for _, k := range records.Records().InOrder() {
		t.Run(k.Name, func(t *testing.T) {
			s := quickStore(t)
			var last any
			rapid.Check(t, func(r *rapid.T) {
				rec := anyRecord(r, k)
				if last != nil && !k.InsertOnly && rapid.Bool().Draw(r, "the same record again") {
					*k.ID(rec) = *k.ID(last)
				}
				last = k.Own(rec)
				mustDo(r, s, func(tx *records.Tx) error { return tx.Put(k, rec) })
				if names := differ(k, rec, last); len(names) > 0 {
					r.Fatalf("putting changed what it was given: %v", names)
				}
				read, _, err := s.Load(context.Background(), s.Reader(), k, *k.ID(last))
				if err != nil || read == nil {
					r.Fatalf("%v, %v", read, err)
				}
				if names := differ(k, read, last); len(names) > 0 {
					r.Fatalf("comes back with other %v:\nput  %+v\nread %+v", names, last, read)
				}
				before := operations(t, s)
				mustDo(r, s, func(tx *records.Tx) error { return tx.Put(k, read) })
				if n := operations(t, s); n != before {
					r.Fatalf("putting what is there made %d operations", n-before)
				}
			})
			s = reopen(t, s)
			read, _, err := s.Load(context.Background(), s.Reader(), k, *k.ID(last))
			if err != nil || read == nil || len(differ(k, read, last)) > 0 {
				t.Errorf("after reopening: %v, %v", read, err)
			}
			for _, d := range verified(t, s, store.Checking{}).Differences {
				if d.Code != "verify.document_anchor" && d.Code != "verify.content_altered" { // chance puts there what was never locked
					t.Error(d)
				}
			}
		})
	}
}

func mustDo(t interface{ Fatal(...any) }, s *records.Store, fn func(tx *records.Tx) error) {
	if err := s.Do(context.Background(), chief.Actor(), "test.put", fn); err != nil {
		t.Fatal(err)
	}
}

// What a use case was given by a transaction, or gave to it, is its own.
func TestRecordsOfATransactionShareNoMemory(t *testing.T) {
	s := quickStore(t)
	k := houseTypes
	rapid.Check(t, func(r *rapid.T) {
		rec := anyRecord(r, k.Kind)
		mustDo(r, s, func(tx *records.Tx) error {
			if err := tx.Put(k.Kind, rec); err != nil {
				return err
			}
			kept := k.Own(rec)
			scramble(reflect.ValueOf(rec).Elem())
			read := k.Own(tx.SQL().Known()[*k.ID(kept)].Rec())
			if names := differ(k.Kind, read, kept); len(names) > 0 {
				r.Fatalf("changing what was put changes %v", names)
			}
			scramble(reflect.ValueOf(read).Elem())
			if names := differ(k.Kind, tx.SQL().Known()[*k.ID(kept)].Rec(), kept); len(names) > 0 {
				r.Fatalf("changing what was read changes %v", names)
			}
			return nil
		})
	})
}

// scramble overwrites the elements of every slice in place.
func scramble(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			scramble(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			v.Index(i).SetZero()
		}
	}
}
