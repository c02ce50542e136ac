// Package apptest is a site in memory, for the tests of app's domains: what the use
// cases read and write, without a store. It satisfies the Tx of every domain.
package apptest

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"time"

	"keyday/app"
)

// Memory is a whole site in memory. A test whose use cases need more of a transaction
// embeds it in a struct that has the other methods, and writes by WriterOf.
type Memory struct {
	Clock   time.Time          // what Now answers
	Step    time.Duration      // by which every action moves the clock
	Break   *Break             // lets calls fail; nil lets none
	Refuse  error              // what every action is refused with at its end; nil commits
	Actions []string           // names of the actions that were committed
	Numbers map[app.Series]int // the last of each series

	actor  app.Actor
	made   int // ids
	tables map[reflect.Type]*rows
	undo   []func() // takes back the action that runs
}

// Morning is when the tests' day begins: 2026-11-23, 09:30.
var Morning = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)

// New is a site in memory that holds the records.
func New(records ...any) *Memory {
	m := &Memory{Clock: Morning, Numbers: map[app.Series]int{}, tables: map[reflect.Type]*rows{}}
	m.Add(records...)
	return m
}

// Add puts records of any kinds.
func (m *Memory) Add(records ...any) {
	for _, rec := range records {
		m.table(reflect.TypeOf(rec)).put(rec)
	}
}

func (m *Memory) table(kind reflect.Type) *rows {
	t, there := m.tables[kind]
	if !there {
		t = &rows{byID: map[app.ID]any{}, undo: &m.undo}
		m.tables[kind] = t
	}
	return t
}

// Actor, Now and the others are app.Tx.
func (m *Memory) Actor() app.Actor { return m.actor }
func (m *Memory) Now() time.Time   { return m.Clock }
func (m *Memory) Today() app.Date  { return app.DateOf(m.Clock) }
func (m *Memory) NewID() app.ID    { m.made++; return Made(m.made) }
func (m *Memory) Number(of app.Series) (string, error) {
	m.Numbers[of]++
	return of.Format("01", m.Numbers[of]), nil
}

// Made is the nth id that a Memory made.
func Made(n int) app.ID { return app.ID{0xee, byte(n >> 16), byte(n >> 8), byte(n)} }

// writer runs use cases on a Memory.
type writer[T any] struct {
	m  *Memory
	tx T
}

// WriterOf is the one way to write the memory: fn gets tx, which is the memory or embeds
// it. What a use case did that is refused is taken back.
func WriterOf[T any](m *Memory, tx T) app.Writer[T] { return writer[T]{m, tx} }

func (w writer[T]) Do(_ context.Context, actor app.Actor, action string, fn func(T) error) error {
	m := w.m
	numbers := maps.Clone(m.Numbers)
	m.actor, m.Clock, m.undo = actor, m.Clock.Add(m.Step), nil
	err := fn(w.tx)
	if err == nil {
		err = m.Refuse
	}
	if err != nil {
		m.Numbers = numbers
		for _, back := range slices.Backward(m.undo) {
			back()
		}
		return err
	}
	m.Actions = append(m.Actions, action)
	return nil
}

// get and the others are what the methods of the kinds do; each call may fail.
func get[T any](m *Memory, id app.ID) (none T, err error) {
	if err := m.Break.Err(); err != nil {
		return none, err
	}
	return Of[T](m).Get(id)
}

func where[T any](m *Memory, wanted func(T) bool) ([]T, error) {
	if err := m.Break.Err(); err != nil {
		return nil, err
	}
	return Of[T](m).Where(wanted), nil
}

func put[T any](m *Memory, rec T) error {
	if err := m.Break.Err(); err != nil {
		return err
	}
	Of[T](m).Put(rec)
	return nil
}

// once puts a record of a kind that is never changed.
func once[T any](m *Memory, rec T) error {
	if _, err := Of[T](m).Get(idOf(rec)); err == nil {
		return app.Refuse("record.final")
	}
	return put(m, rec)
}

// change puts what was changed of a record that was seen.
func change[T any](m *Memory, seen *app.Seen[T], rec T) error {
	if now, err := Of[T](m).Get(idOf(rec)); err == nil {
		rec = amend(now, seen, rec)
	}
	return put(m, rec)
}
