package records

import (
	"context"
	"time"

	"keyday/app"
	"keyday/app/privacy"
	"keyday/app/site"
	"keyday/data/journal"
	"keyday/data/registry"
	"keyday/data/store"
)

var removals = registry.Define(15, "removal", func(r *privacy.Removal) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "unit", func(r *privacy.Removal) *app.ID { return &r.Unit }, registry.Merged(journal.Immutable), registry.Refers("unit"), registry.Silent),
	registry.Ref(2, "person", func(r *privacy.Removal) *app.ID { return &r.Person }, registry.Merged(journal.Immutable), registry.Refers("owner")),
	registry.Text(3, "reason", func(r *privacy.Removal) *privacy.Reason { return &r.Reason }, registry.Merged(journal.Immutable), registry.Choice("removal.reason")),
	registry.Number(4, "papers", func(r *privacy.Removal) *int { return &r.Papers }, registry.Merged(journal.Immutable)),
}, registry.BelongsTo("unit"), registry.About("person"), registry.InsertOnly)

// SeeOwner reads an owner for changing them, with whole numbers; whether they may be seen
// is asked before.
func (tx *Tx) SeeOwner(id app.ID) (app.Seen[site.Owner], error) {
	return store.MustSee(tx, owners, id)
}

func (tx *Tx) PutRemoval(r privacy.Removal) error { return store.Put(tx, removals, r) }
func (tx *Tx) OwnershipsEverOfOwner(owner app.ID) ([]site.Ownership, error) {
	return store.List(tx, ownerships, "WHERE owner = ? ORDER BY id", owner[:])
}

// NotesNaming lists a unit's records that say this name in what they note of people, who
// was there, with whom it was agreed; and those that belong to no unit, such as the imports
// that found something about it.
func (tx *Tx) NotesNaming(unit app.ID, name string) ([]app.ID, error) {
	return tx.Naming(app.Ref{Kind: units.Name, ID: unit}, name)
}

var showings = registry.Define(16, "showing", func(r *site.Showing) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "unit", func(r *site.Showing) *app.ID { return &r.Unit }, registry.Merged(journal.Immutable), registry.Refers("unit"), registry.Silent),
	registry.Ref(2, "owner", func(r *site.Showing) *app.ID { return &r.Owner }, registry.Merged(journal.Immutable), registry.Refers("owner"), registry.Mentioning, registry.Silent),
	registry.Ref(3, "document", func(r *site.Showing) *app.ID { return &r.Document }, registry.Merged(journal.Immutable), registry.Refers("document"), registry.Mentioning, registry.Silent),
	registry.Text(4, "occasion", func(r *site.Showing) *site.Occasion { return &r.Occasion }, registry.Merged(journal.Immutable), registry.Choice("showing.occasion")),
	registry.Number(5, "owners", func(r *site.Showing) *int { return &r.Owners }, registry.Merged(journal.Immutable)),
	registry.Ref(6, "who", func(r *site.Showing) *app.ID { return &r.Who }, registry.Merged(journal.Immutable), registry.Refers("person"), registry.Silent),
	registry.Moment(7, "at", func(r *site.Showing) *time.Time { return &r.At }, registry.Merged(journal.Immutable), registry.Silent),
}, registry.BelongsTo("unit"), registry.About("owner", "who"), registry.InsertOnly, registry.Passing)

func (tx *Tx) PutShowing(r site.Showing) error { return store.Put(tx, showings, r) }

// Showings lists the latest showings of whole numbers, the newest first.
func (s *Store) Showings(ctx context.Context, most int) ([]site.ShowingView, error) {
	kept, err := store.List(s.At(ctx), showings, "ORDER BY at DESC, id LIMIT ?", most)
	if err != nil {
		return nil, err
	}
	all := make([]site.ShowingView, len(kept))
	for i, k := range kept {
		all[i].Showing = k
		err := s.At(ctx).QueryRow(`SELECT coalesce((SELECT code FROM unit WHERE id = ?1), ''), coalesce((SELECT name FROM owner WHERE id = ?2), ''),
			coalesce((SELECT number FROM document WHERE id = ?3), ''), coalesce((SELECT name FROM person WHERE id = ?4), '')`,
			k.Unit[:], k.Owner[:], k.Document[:], k.Who[:]).Scan(&all[i].UnitCode, &all[i].OwnerName, &all[i].Number, &all[i].WhoName)
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// What a list was narrowed to may name people: it is sealed under the record's own key,
// which erasing one of them drops.
var exports = registry.Define(18, "export", func(r *site.Export) *app.ID { return &r.ID }, []registry.Field{
	registry.Text(1, "list", func(r *site.Export) *string { return &r.List }, registry.Merged(journal.Immutable), registry.Choice("list")),
	registry.Number(2, "rows", func(r *site.Export) *int { return &r.Rows }, registry.Merged(journal.Immutable)),
	registry.Text(3, "filter", func(r *site.Export) *string { return &r.Filter }, registry.Merged(journal.Immutable), registry.Sealed, registry.NamingPeople),
	registry.Flag(4, "whole", func(r *site.Export) *bool { return &r.Whole }, registry.Merged(journal.Immutable)),
	registry.Ref(5, "who", func(r *site.Export) *app.ID { return &r.Who }, registry.Merged(journal.Immutable), registry.Refers("person"), registry.Silent),
	registry.Moment(6, "at", func(r *site.Export) *time.Time { return &r.At }, registry.Merged(journal.Immutable), registry.Silent),
}, registry.About("who"), registry.SealedUnder("id"), registry.InsertOnly, registry.Passing)

func (tx *Tx) PutExport(r site.Export) error { return store.Put(tx, exports, r) }

// Exports lists the latest exports of lists, the newest first.
func (s *Store) Exports(ctx context.Context, most int) ([]site.ExportView, error) {
	kept, err := store.List(s.At(ctx), exports, "ORDER BY at DESC, id LIMIT ?", most)
	if err != nil {
		return nil, err
	}
	names, err := s.names(ctx, "person", nil)
	all := make([]site.ExportView, len(kept))
	for i, k := range kept {
		all[i] = site.ExportView{Export: k, WhoName: names[k.Who]}
	}
	return all, err
}

// ErasurePlan says what erasing an owner would take and leave.
func (s *Store) ErasurePlan(ctx context.Context, unit, owner app.ID) (p privacy.Plan, err error) {
	err = s.Read(ctx, func(tx *Tx) error {
		p, err = privacy.Look(tx, unit, owner)
		return err
	})
	return p, err
}

// FormerOwners lists whose home the unit was, and who are not erased, masked.
func (s *Store) FormerOwners(ctx context.Context, unit app.ID) ([]site.Owner, error) {
	all, err := store.List(s.At(ctx), owners,
		"WHERE name <> '' AND id IN (SELECT owner FROM ownership WHERE unit = ? AND ended) ORDER BY name, id", unit[:])
	for i := range all {
		all[i] = all[i].Masked()
	}
	return all, err
}
