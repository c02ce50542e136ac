package store

import (
	"context"
	"time"

	"keyday/app"
	"keyday/app/staff"
	"keyday/data/journal"
)

var wrongPINs = kindOf(12, "wrong_pin", func(r *staff.WrongPIN) *app.ID { return &r.ID }, []field{
	ref(1, "person", func(r *staff.WrongPIN) *app.ID { return &r.Person }, merged(journal.Immutable), refers("person")),
	number(2, "times", func(r *staff.WrongPIN) *int { return &r.Times }, merged(journal.Immutable)),
	instant(3, "first", func(r *staff.WrongPIN) *time.Time { return &r.First }, merged(journal.Immutable)),
	instant(4, "last", func(r *staff.WrongPIN) *time.Time { return &r.Last }, merged(journal.Immutable)),
	text(5, "laptop", func(r *staff.WrongPIN) *string { return &r.Laptop }, merged(journal.Immutable)),
}, about(func(r *staff.WrongPIN) app.ID { return r.Person }), insertOnly)

func (tx *Tx) PutWrongPIN(r staff.WrongPIN) error { return Put(tx, wrongPINs, r) }

// WrongPINs lists the latest wrong PINs of all laptops, the last tried first.
func (s *Store) WrongPINs(ctx context.Context, most int) ([]staff.WrongPIN, error) {
	return List(s.At(ctx), wrongPINs, "ORDER BY last DESC, id LIMIT ?", most)
}
