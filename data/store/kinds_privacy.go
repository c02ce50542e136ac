package store

import (
	"context"

	"keyday/app"
	"keyday/app/privacy"
	"keyday/app/site"
	"keyday/data/journal"
)

var removals = kindOf(15, "removal", func(r *privacy.Removal) *app.ID { return &r.ID }, []field{
	ref(1, "unit", func(r *privacy.Removal) *app.ID { return &r.Unit }, merged(journal.Immutable)),
	ref(2, "person", func(r *privacy.Removal) *app.ID { return &r.Person }, merged(journal.Immutable)),
	text(3, "reason", func(r *privacy.Removal) *privacy.Reason { return &r.Reason }, merged(journal.Immutable)),
	number(4, "papers", func(r *privacy.Removal) *int { return &r.Papers }, merged(journal.Immutable)),
}, ofUnit(func(r *privacy.Removal) app.ID { return r.Unit }), about(func(r *privacy.Removal) app.ID { return r.Person }), insertOnly)

func (tx *Tx) PutRemoval(r privacy.Removal) error { return tx.put(removals, &r) }
func (tx *Tx) OwnershipsOfPerson(owner app.ID) ([]site.Ownership, error) {
	return many[site.Ownership](tx.ctx, tx.s, tx.sql, ownerships, "WHERE owner = ? ORDER BY id", owner[:])
}

// NotesNaming lists a unit's inspections and defects that say who was there, or
// with whom it was agreed, by this name.
func (tx *Tx) NotesNaming(unit app.ID, name string) ([]app.ID, error) {
	return tx.ids(`SELECT id FROM inspection WHERE unit = ?1 AND instr(owner, ?2)
		UNION ALL SELECT id FROM defect WHERE unit = ?1 AND instr(agreed_with, ?2)`, unit[:], name)
}

// ErasurePlan says what erasing an owner would take and leave.
func (s *Store) ErasurePlan(ctx context.Context, unit, owner app.ID) (p privacy.Plan, err error) {
	err = s.read(ctx, func(tx *Tx) error {
		p, err = privacy.Look(tx, unit, owner)
		return err
	})
	return p, err
}

// FormerOwners lists whose home the unit was, and who are not erased.
func (s *Store) FormerOwners(ctx context.Context, unit app.ID) ([]site.Owner, error) {
	return many[site.Owner](ctx, s, s.reader, owners,
		"WHERE name <> '' AND id IN (SELECT owner FROM ownership WHERE unit = ? AND ended) ORDER BY name, id", unit[:])
}
