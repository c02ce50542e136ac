package records

import (
	"context"
	"time"

	"keyday/app"
	"keyday/app/staff"
	"keyday/data/journal"
	"keyday/data/registry"
	"keyday/data/store"
)

var wrongPINs = registry.Define(12, "wrong_pin", func(r *staff.WrongPIN) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "person", func(r *staff.WrongPIN) *app.ID { return &r.Person }, registry.Merged(journal.Immutable), registry.Refers("person")),
	registry.Number(2, "times", func(r *staff.WrongPIN) *int { return &r.Times }, registry.Merged(journal.Immutable)),
	registry.Moment(3, "first", func(r *staff.WrongPIN) *time.Time { return &r.First }, registry.Merged(journal.Immutable)),
	registry.Moment(4, "last", func(r *staff.WrongPIN) *time.Time { return &r.Last }, registry.Merged(journal.Immutable)),
	registry.Text(5, "laptop", func(r *staff.WrongPIN) *string { return &r.Laptop }, registry.Merged(journal.Immutable)),
}, registry.About("person"), registry.InsertOnly)

func (tx *Tx) PutWrongPIN(r staff.WrongPIN) error { return store.Put(tx, wrongPINs, r) }

// WrongPINs lists the latest wrong PINs of all laptops, the last tried first.
func (s *Store) WrongPINs(ctx context.Context, most int) ([]staff.WrongPIN, error) {
	return store.List(s.At(ctx), wrongPINs, "ORDER BY last DESC, id LIMIT ?", most)
}
