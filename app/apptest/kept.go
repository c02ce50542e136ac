package apptest

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"keyday/app"
)

// Kept is one kind of record in memory, and the order in which it was put.
type Kept[T any] struct {
	Order []app.ID
	ByID  map[app.ID]T
}

// Get reads one record, and refuses as the store does where there is none.
func (k *Kept[T]) Get(id app.ID) (T, error) {
	rec, there := k.ByID[id]
	if !there {
		return rec, app.Refuse("record.unknown", "id", id.String())
	}
	return rec, nil
}

// Put adds or replaces a record.
func (k *Kept[T]) Put(id app.ID, rec T) error {
	if id.IsNil() {
		return errors.New("a record without an id")
	}
	if k.ByID == nil {
		k.ByID = map[app.ID]T{}
	}
	if _, there := k.ByID[id]; !there {
		k.Order = append(k.Order, id)
	}
	k.ByID[id] = rec
	return nil
}

// Amend puts what was changed of a record that was seen.
func (k *Kept[T]) Amend(id app.ID, seen *app.Seen[T], rec T) error {
	if now, there := k.ByID[id]; there {
		rec = Amend(now, seen, rec)
	}
	return k.Put(id, rec)
}

// Once puts a record of a kind that is never changed.
func (k *Kept[T]) Once(id app.ID, rec T) error {
	if _, there := k.ByID[id]; there {
		return app.Refuse("record.final")
	}
	return k.Put(id, rec)
}

// Those lists the records that are wanted; nil wants all.
func (k *Kept[T]) Those(wanted func(T) bool) (list []T) {
	for _, id := range k.Order {
		if rec := k.ByID[id]; wanted == nil || wanted(rec) {
			list = append(list, rec)
		}
	}
	return list
}

// Copied are the same records, for a use case that is refused to leave as they were.
func (k Kept[T]) Copied() Kept[T] { return Kept[T]{slices.Clone(k.Order), maps.Clone(k.ByID)} }

// Break lets one call of a fake of the store fail: a disk that cannot be read, a key
// that is gone. The zero value lets none.
type Break struct{ at, calls int }

// ErrBroken is what a call answers that fails.
var ErrBroken = errors.New("broken")

// Err is asked by every call of a fake.
func (b *Break) Err() error {
	if b.calls++; b.calls == b.at {
		return ErrBroken
	}
	return nil
}

// EachCallFails does the same thing again and again, on a site of its own each time, and
// lets another of its calls fail: whoever asked for it has to hear of each.
func EachCallFails(t *testing.T, try func(*Break) error) {
	t.Helper()
	for at := 1; ; at++ {
		b := &Break{at: at}
		err := try(b)
		switch {
		case b.calls < at && err != nil:
			t.Fatalf("where nothing fails: %v", err)
		case b.calls < at:
			return
		case !errors.Is(err, ErrBroken):
			t.Errorf("call %d of the store failed, and the answer was %v", at, err)
		}
	}
}
