package records

import (
	"context"
	"strings"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/data/store"
)

// Defect reads one defect as a list shows it.
func (s *Store) Defect(ctx context.Context, id app.ID) (defect.Row, error) {
	rows, err := s.DefectRows(ctx, []app.ID{id})
	if err != nil {
		return defect.Row{}, err
	}
	if len(rows) == 0 {
		return defect.Row{}, app.Refuse("record.unknown", "kind", defects.Name, "id", id.String())
	}
	return rows[0], nil
}

// DefectDetail reads everything that a defect's page says of it.
func (s *Store) DefectDetail(ctx context.Context, id app.ID) (defect.Detail, error) {
	row, err := s.Defect(ctx, id)
	if err != nil {
		return defect.Detail{}, err
	}
	d := defect.Detail{Row: row, People: map[app.ID]string{}, Firms: map[app.ID]string{}}
	seen, err := store.MustSee(s.At(ctx), defects, id)
	if err != nil {
		return d, err
	}
	d.Defect, d.Sight = seen.Value, seen.Sight
	for _, read := range []func() error{
		func() (err error) { d.Moves, err = s.DefectMovesOf(ctx, id); return err },
		func() (err error) { d.Pictures, err = s.DefectPhotosOf(ctx, id); return err },
		func() error { return s.readDefectNames(ctx, &d) },
		func() error { return s.readDefectUnit(ctx, &d) },
		func() error { return s.readDefectPapers(ctx, &d) },
	} {
		if err := read(); err != nil {
			return d, err
		}
	}
	return d, nil
}

// readDefectNames reads the names of the people and firms that the steps speak of.
func (s *Store) readDefectNames(ctx context.Context, d *defect.Detail) error {
	var who, firms store.Distinct
	for _, id := range []app.ID{d.FoundBy, d.FixedRecordedBy, d.VerifiedBy} {
		who.Add(id)
	}
	firms.Add(d.Firm)
	firms.Add(d.FixedFirm)
	for _, m := range d.Moves {
		who.Add(m.By)
		firms.Add(m.Firm)
	}
	for _, p := range d.Pictures {
		who.Add(p.By)
	}
	team, err := store.List(s.At(ctx), people, "WHERE id"+who.In(), who.Args...)
	if err != nil {
		return err
	}
	for _, p := range team {
		d.People[p.ID] = p.Name
	}
	d.Firms, err = s.names(ctx, "firm", firms.Args)
	return err
}

// readDefectUnit reads what follows from the defect's unit: the warranty clocks, who
// owns it, and whether the owner's word is owed.
func (s *Store) readDefectUnit(ctx context.Context, d *defect.Detail) error {
	u, err := s.Unit(ctx, d.Unit)
	if err != nil {
		return err
	}
	b, err := s.Building(ctx, u.Building)
	if err != nil {
		return err
	}
	book, err := s.WarrantyBook(ctx)
	if err != nil {
		return err
	}
	h, err := s.HouseType(ctx, u.HouseType)
	if err != nil && app.RefusalCode(err) != "record.unknown" {
		return err
	}
	d.Plan, d.Rooms = h.Plan, h.Rooms
	d.Handed, d.OwnerOwed = u.HandedOver, d.OwesOwner(u.HandedOver)
	d.Clocks = defect.ClocksOf(d.Warranty, b.Completed, u.HandedOver, book.Period(d.Warranty))
	team, err := s.People(ctx)
	if err != nil {
		return err
	}
	d.Verifiers = defect.Verifiers(team, b.Community)
	owned, err := store.List(s.At(ctx), owners,
		"WHERE id IN (SELECT owner FROM ownership WHERE unit = ? AND NOT ended) ORDER BY name", d.Unit[:])
	for _, o := range owned {
		d.Owners = append(d.Owners, o.Name)
	}
	return err
}

// readDefectPapers reads the notice that lists the defect, and what it duplicates.
func (s *Store) readDefectPapers(ctx context.Context, d *defect.Detail) error {
	if !d.Notice.IsNil() {
		n, err := s.Notice(ctx, d.Notice)
		if err != nil && app.RefusalCode(err) != "record.unknown" { // it may be on its way
			return err
		}
		d.Issued = n
		if d.IssuedIn, err = s.At(ctx).Scope(app.Ref{Kind: notices.Name, ID: n.ID}); err != nil {
			return err
		}
	}
	if d.DuplicateOf.IsNil() {
		return nil
	}
	err := s.At(ctx).QueryRow("SELECT number FROM defect WHERE id = ?", d.DuplicateOf[:]).Scan(&d.Original)
	return store.IgnoreNoRows(err)
}

// DefectByNumber finds a defect by the number that people know it by, as asNumber
// reads it.
func (s *Store) DefectByNumber(ctx context.Context, number string) (app.ID, error) {
	all, err := s.At(ctx).IDs("SELECT id FROM defect "+ofNumber, asNumber(number))
	if err == nil && len(all) == 0 {
		err = app.Refuse("defect.number_unknown", "number", number)
	}
	if err != nil {
		return app.Nil, err
	}
	return all[0], nil
}

// ofNumber finds the records of a number that asNumber has read, whatever case its
// letters have: D-01b-00042 has both. Of several the one made first.
const ofNumber = "WHERE number = ? COLLATE NOCASE ORDER BY id LIMIT 1"

// asNumber is a number as people write it, in half width and without spaces.
func asNumber(text string) string { return strings.ReplaceAll(site.Fold(text), " ", "") }

// DefectMoves lists a defect's steps, the first one first.
func (s *Store) DefectMovesOf(ctx context.Context, id app.ID) ([]defect.Move, error) {
	return store.List(s.At(ctx), defectMoves, "WHERE defect = ? ORDER BY at, id", id[:])
}

// DefectPhotos lists a defect's pictures, the first one first.
func (s *Store) DefectPhotosOf(ctx context.Context, id app.ID) ([]defect.Photo, error) {
	return store.List(s.At(ctx), defectPhotos, "WHERE defect = ? ORDER BY at, id", id[:])
}
