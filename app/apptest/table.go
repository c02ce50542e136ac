package apptest

import (
	"reflect"
	"slices"

	"keyday/app"
)

// Table holds one kind of record in memory, in the order in which they were put.
type Table[T any] struct{ rows *rows }

// rows is a Table whose type is not known.
type rows struct {
	order []app.ID
	byID  map[app.ID]any
	undo  *[]func() // what takes back the action that runs
}

// Of is the memory's table of a kind.
func Of[T any](m *Memory) Table[T] { return Table[T]{m.table(reflect.TypeFor[T]())} }

// Get reads one record, and refuses as the store does where there is none.
func (t Table[T]) Get(id app.ID) (T, error) {
	if rec, there := t.rows.byID[id]; there {
		return rec.(T), nil
	}
	var none T
	return none, app.Refuse("record.unknown", "id", id.String())
}

// At reads one record, the zero one where there is none.
func (t Table[T]) At(id app.ID) T { rec, _ := t.Get(id); return rec }

// Seen is the record as a form shows it.
func (t Table[T]) Seen(id app.ID) *app.Seen[T] { return &app.Seen[T]{Value: t.At(id)} }

// Where lists the records that are wanted, nil for all, in the order in which they were
// put.
func (t Table[T]) Where(wanted func(T) bool) (list []T) {
	for _, id := range t.rows.order {
		if rec := t.rows.byID[id].(T); wanted == nil || wanted(rec) {
			list = append(list, rec)
		}
	}
	return list
}

// All lists every record.
func (t Table[T]) All() []T { return t.Where(nil) }

// Len counts the records.
func (t Table[T]) Len() int { return len(t.rows.order) }

// Last is the record that was added last.
func (t Table[T]) Last() T { return t.At(t.rows.order[t.Len()-1]) }

// Remove takes a record away.
func (t Table[T]) Remove(id app.ID) {
	delete(t.rows.byID, id)
	t.rows.order = slices.DeleteFunc(t.rows.order, func(o app.ID) bool { return o == id })
}

// Set puts the records in place of all.
func (t Table[T]) Set(recs ...T) {
	t.rows.order = nil
	clear(t.rows.byID)
	for _, rec := range recs {
		t.Put(rec)
	}
}

// Put adds or replaces a record.
func (t Table[T]) Put(rec T) { t.rows.put(rec) }

// Change puts a record anew after the change.
func (t Table[T]) Change(id app.ID, change func(*T)) {
	rec := t.At(id)
	change(&rec)
	t.Put(rec)
}

// ChangeAll puts every record anew after the change.
func (t Table[T]) ChangeAll(change func(*T)) {
	for _, id := range t.rows.order {
		t.Change(id, change)
	}
}

func (r *rows) put(rec any) {
	id := idOf(rec)
	if id.IsNil() {
		panic("apptest: a record without an id")
	}
	if was, there := r.byID[id]; there {
		*r.undo = append(*r.undo, func() { r.byID[id] = was })
	} else {
		*r.undo = append(*r.undo, func() { delete(r.byID, id); r.order = r.order[:len(r.order)-1] })
		r.order = append(r.order, id)
	}
	r.byID[id] = rec
}

// idOf is the record's field ID, by which every kind is kept.
func idOf(rec any) app.ID { return reflect.ValueOf(rec).FieldByName("ID").Interface().(app.ID) }

// amend takes over into what is kept the fields in which given differs from what was
// seen, as the store does where nobody else wrote them.
func amend[T any](kept T, seen *app.Seen[T], given T) T {
	was, mine, now := reflect.ValueOf(seen.Was()), reflect.ValueOf(given), reflect.ValueOf(&kept).Elem()
	for i := range now.NumField() {
		if !reflect.DeepEqual(was.Field(i).Interface(), mine.Field(i).Interface()) {
			now.Field(i).Set(mine.Field(i))
		}
	}
	return kept
}
