// Package datatest is a small site on disk with the real desks over it, for the tests of
// screens. It is for them what app/apptest is for use cases.
package datatest

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/assets"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/data/store"
)

// Site is an open site of the test's own.
type Site struct {
	*records.Store
	Desk   records.Desks
	Refuse error                 // what every action is refused with at its end; nil commits
	Asked  []string              // who asked for which action, also for what was refused: "王敏 defect.assign"
	Told   func(kinds ...string) // hears after an action which kinds of records it changed; nil: nobody does

	t       testing.TB
	changed []string // kinds, by the action that was committed last
}

// Open opens a site for the test at a moment; it has a community and a supervisor, those
// of apptest, and the records. The clock goes on by a millisecond whenever it is read.
func Open(t testing.TB, at time.Time, kept ...any) *Site {
	t.Helper()
	t.Setenv("KEYDAY_KEYS", "file")
	dir := filepath.Join(t.TempDir(), "site")
	if err := founded().write(dir); err != nil {
		t.Fatal(err)
	}
	var read atomic.Int64
	clock := app.ClockFunc(func() time.Time { return at.Add(time.Duration(read.Add(1)) * time.Millisecond) })
	opened, err := records.Open(t.Context(), dir, store.Options{Clock: clock, Random: rand.NewChaCha8([32]byte{2}), Synchronous: "OFF"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { opened.Close() })
	s := &Site{t: t, Store: opened}
	s.Subscribe(func(c app.Change) {
		for _, r := range slices.Concat(c.Records, c.Derived) {
			s.changed = append(s.changed, r.Kind)
		}
	})
	s.Desk = s.desks()
	s.Put(kept...)
	return s
}

// Put puts records of any kinds, as they are, in the supervisor's name, as an import does. No rule is asked,
// and nobody is told.
func (s *Site) Put(kept ...any) { s.t.Helper(); s.PutAs(apptest.Supervisor, "intake.apply", kept...) }

// PutAs is Put by somebody, under an action's name.
func (s *Site) PutAs(actor app.Actor, action string, kept ...any) {
	s.t.Helper()
	err := s.Store.Do(context.Background(), actor, action, func(tx *records.Tx) error {
		for _, r := range kept {
			if err := put(tx, r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

// Owner is an owner in full, which no screen reads unrecorded.
func (s *Site) Owner(id app.ID) site.Owner {
	s.t.Helper()
	return read(s, func(tx *records.Tx) (site.Owner, error) { return tx.Owner(id) })
}

// Person is somebody of the team with their PIN, which no screen reads.
func (s *Site) Person(id app.ID) staff.Person {
	s.t.Helper()
	return read(s, func(tx *records.Tx) (staff.Person, error) { return tx.Person(id) })
}

func read[T any](s *Site, one func(*records.Tx) (T, error)) (kept T) {
	s.t.Helper()
	if err := s.Read(context.Background(), func(tx *records.Tx) (err error) { kept, err = one(tx); return err }); err != nil {
		s.t.Fatal(err)
	}
	return kept
}

// put puts one record by the method of the transaction that takes it; one that only forms
// change, as a form does that showed nothing.
func put(tx *records.Tx, record any) error {
	of, value := reflect.ValueOf(tx), reflect.ValueOf(record)
	for i := range of.NumMethod() {
		m := of.Type().Method(i)
		last := m.Type.In(m.Type.NumIn() - 1)
		args := []reflect.Value{value}
		switch {
		case last != value.Type():
			continue
		case strings.HasPrefix(m.Name, "Amend"):
			if _, both := of.Type().MethodByName("Put" + m.Name[len("Amend"):]); both {
				continue
			}
			args = []reflect.Value{reflect.Zero(m.Type.In(1)), value}
		case !strings.HasPrefix(m.Name, "Put"):
			continue
		}
		err, _ := of.Method(i).Call(args)[0].Interface().(error)
		return err
	}
	panic("datatest: nothing puts a " + value.Type().String())
}

// Did says what was done last about a home, a firm or a person: who did it, its name, the
// records that it names, and what it set of the fields that are asked for:
// "王敏 defect.assign ‹defect› firm=‹firm› due=2026-12-01".
func (s *Site) Did(about app.ID, fields ...string) string {
	s.t.Helper()
	past, err := s.History(context.Background(), about, 100)
	if err != nil {
		s.t.Fatal(err)
	}
	done := past[0]
	said := []string{done.Name, done.Action}
	for _, id := range done.About {
		if !slices.Contains(said, id.String()) {
			said = append(said, id.String())
		}
	}
	for _, field := range fields {
		var values []string
		for _, c := range done.Changes {
			if c.Field == field && c.Value != "" && !slices.Contains(values, c.Value) {
				values = append(values, c.Value)
			}
		}
		if len(values) > 0 {
			said = append(said, field+"="+strings.Join(values, ","))
		}
	}
	return strings.Join(said, " ")
}

// desks are the real ones, but for the sentences on their papers, which are keys, and PINs,
// which are hashed at once.
func (s *Site) desks() records.Desks {
	return records.NewDesks(records.Needs{
		Store: s.Store, Write: writer{s}, Checklist: checklist(s.t),
		HashPIN: func(pin string) (string, error) { return "#" + pin, nil },
		Issuer: func() contract.Issuer {
			p := apptest.Issuer()()
			p.Encode = func(content any) ([]byte, error) { return registry.Encode(content) }
			return p
		},
	})
}

// checklist is the one that ships.
func checklist(t testing.TB) *inspect.Checklist {
	list, err := inspect.Read(assets.Checklists(), "residential", "1")
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// writer writes as the store does, but can be told to refuse, and tells what it changed.
type writer struct{ *Site }

func (s writer) Do(ctx context.Context, actor app.Actor, action string, fn func(*records.Tx) error) error {
	s.changed, s.Asked = nil, append(s.Asked, actor.Name+" "+action)
	err := s.Store.Do(ctx, actor, action, func(tx *records.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return s.Refuse
	})
	if err == nil && s.Told != nil {
		s.Told(s.changed...)
	}
	return err
}
