package records

import (
	"context"
	"time"

	"keyday/app"
	"keyday/app/contract"
	"keyday/data/registry"
	"keyday/data/store"
)

// DocumentLines hands on what a list says of documents: of those with the identities, of no
// identities all of the site.
func (s *Store) DocumentLines(ctx context.Context, ids []app.ID, each func(contract.Line)) error {
	chosen := choose(ids)
	signed, err := s.signing(ctx, chosen)
	if err != nil {
		return err
	}
	homes, err := s.homes(ctx, "")
	if err != nil {
		return err
	}
	owners, err := s.ownersNames(ctx, choose(nil))
	if err != nil {
		return err
	}
	notices, err := s.noticesByID(ctx)
	if err != nil {
		return err
	}
	people, err := s.names(ctx, "person", nil)
	if err != nil {
		return err
	}
	rows, err := s.At(ctx).Query(`SELECT id, doc_kind, number, unit, subject, state, drafted_at, locked_at, locked_by, prints, voided_at, voided_by
		FROM document`+chosen.where("WHERE", "id")+" ORDER BY number", chosen.Args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var d contract.Line
		var subject, locker, voider app.ID
		var drafted, locked, voided int64
		if err := rows.Scan(registry.IntoID(&d.ID), &d.Kind, &d.Number, registry.IntoID(&d.Unit), registry.IntoID(&subject), &d.State,
			&drafted, &locked, registry.IntoID(&locker), &d.Prints, &voided, registry.IntoID(&voider)); err != nil {
			return err
		}
		if home, known := homes[d.Unit]; known {
			d.UnitCode, d.Building, d.Owners, d.Communities = home.code, home.building, owners[d.Unit], []app.ID{home.community}
		}
		if n, known := notices[subject]; known {
			d.Firm = n.firm
			for _, home := range n.homes {
				d.Communities = append(d.Communities, homes[home].community)
			}
		}
		if d.Communities == nil { // its home has not arrived
			d.Communities = []app.ID{app.Nil}
		}
		of := signed[d.ID]
		d.Places, d.Given, d.SignedAt = of.places, of.given, s.momentOf(of.last)
		d.DraftedAt, d.LockedAt, d.VoidedAt = s.momentOf(drafted), s.momentOf(locked), s.momentOf(voided)
		d.LockedBy, d.VoidedBy = people[locker], people[voider]
		each(d)
	}
	return rows.Err()
}

// momentOf is a moment of a row, the zero one where there is none.
func (s *Store) momentOf(at int64) time.Time {
	if at == 0 {
		return time.Time{}
	}
	return s.Moment(at)
}

// signed is how far a document is signed.
type signed struct {
	places, given int
	last          int64
}

// signing counts the places of documents that must be signed, and the signatures there that
// are of the document's content.
func (s *Store) signing(ctx context.Context, documents chosen) (map[app.ID]signed, error) {
	rows, err := s.At(ctx).Query(`SELECT f.document, count(DISTINCT f.id), count(DISTINCT CASE WHEN g.id IS NOT NULL THEN f.id END), coalesce(max(g.at), 0)
		FROM signature_field f JOIN document d ON d.id = f.document
		LEFT JOIN signature g ON g.document = f.document AND g.field = f.id AND g.hash = d.content_hash
		WHERE f.required`+documents.where("AND", "f.document")+` GROUP BY f.document`, documents.Args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[app.ID]signed{}
	for rows.Next() {
		var id app.ID
		var of signed
		if err := rows.Scan(registry.IntoID(&id), &of.places, &of.given, &of.last); err != nil {
			return nil, err
		}
		all[id] = of
	}
	return all, rows.Err()
}

// noticed is to whom a notice is, and of which homes.
type noticed struct {
	firm  string
	homes []app.ID
}

func (s *Store) noticesByID(ctx context.Context) (map[app.ID]noticed, error) {
	firms, err := s.names(ctx, "firm", nil)
	if err != nil {
		return nil, err
	}
	kept, err := store.List(s.At(ctx), notices, "")
	all := map[app.ID]noticed{}
	for _, n := range kept {
		all[n.ID] = noticed{firms[n.Firm], n.Homes()}
	}
	return all, err
}
