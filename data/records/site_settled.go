package records

import (
	"context"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/data/registry"
)

// handedOver says by unit since when homes are their owners'.
func (tx *Tx) handedOver(where string, args ...any) (map[app.ID]site.Settled, error) {
	rows, err := tx.Query("SELECT u.id, u.handed_over FROM unit u WHERE u.handed_over <> 0 AND "+where, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[app.ID]site.Settled{}
	for rows.Next() {
		var unit app.ID
		var s site.Settled
		if err := rows.Scan(registry.IntoID(&unit), &s.HandedOver); err != nil {
			return nil, err
		}
		all[unit] = s
	}
	return all, rows.Err()
}

// eachSignedPaper tells of every paper that stands and that an owner signed, or somebody for them,
// once for each owner. Who only came along to an inspection signs its paper as nobody of
// record, and is left out.
func (tx *Tx) eachSignedPaper(tell func(unit, owner app.ID, p site.SignedPaper), where string, args ...any) error {
	rows, err := tx.Query(`SELECT d.unit, d.id, d.doc_kind, d.number, f.person
		FROM signature_field f JOIN document d ON d.id = f.document AND d.state IN `+keys(contract.StandingStates)+`
		LEFT JOIN unit u ON u.id = d.unit
		WHERE f.role IN ('owner', 'agent') AND f.person <> x''
			AND EXISTS (SELECT 1 FROM signature s WHERE s.document = d.id AND s.field = f.id AND s.hash = d.content_hash) AND `+where+`
		ORDER BY d.unit, d.number, d.id, f.place, f.id`, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var unit, owner app.ID
		var p site.SignedPaper
		if err := rows.Scan(registry.IntoID(&unit), registry.IntoID(&p.Document), &p.Kind, &p.Number, registry.IntoID(&owner)); err != nil {
			return err
		}
		tell(unit, owner, p)
	}
	return rows.Err()
}

// addSigner adds a paper that an owner signed to those that stand before it.
func addSigner(papers []site.SignedPaper, p site.SignedPaper, owner app.ID) []site.SignedPaper {
	if n := len(papers); n == 0 || papers[n-1].Document != p.Document {
		papers = append(papers, p)
	}
	last := &papers[len(papers)-1]
	last.Owners = append(last.Owners, owner)
	return papers
}

// settledIn says by unit what of homes was settled with their owners. A home of which
// nothing was is left out.
func (tx *Tx) settledIn(where string, args ...any) (map[app.ID]site.Settled, error) {
	all, err := tx.handedOver(where, args...)
	if err != nil {
		return nil, err
	}
	return all, tx.eachSignedPaper(func(unit, owner app.ID, p site.SignedPaper) {
		s := all[unit]
		s.Papers = addSigner(s.Papers, p, owner)
		all[unit] = s
	}, where, args...)
}

// SettledOf says what of a home was settled with its owners.
func (tx *Tx) SettledOf(unit app.ID) (site.Settled, error) {
	all, err := tx.settledIn("u.id = ?", unit[:])
	return all[unit], err
}

// SettledIn says it of every home of a community of which something was, by unit.
func (tx *Tx) SettledIn(community app.ID) (map[app.ID]site.Settled, error) {
	return tx.settledIn("u.building IN (SELECT id FROM building WHERE community = ?)", community[:])
}

// SignedBy lists the papers that stand and that an owner signed, of whichever home.
func (tx *Tx) SignedBy(owner app.ID) (papers []site.SignedPaper, err error) {
	err = tx.eachSignedPaper(func(_, owner app.ID, p site.SignedPaper) { papers = addSigner(papers, p, owner) }, "f.person = ?", owner[:])
	return papers, err
}

// Signed lists them by owner, of the whole site.
func (tx *Tx) Signed() (map[app.ID][]site.SignedPaper, error) {
	all := map[app.ID][]site.SignedPaper{}
	return all, tx.eachSignedPaper(func(_, owner app.ID, p site.SignedPaper) { all[owner] = addSigner(all[owner], p, owner) }, "true")
}

// Settled is Tx.SettledOf outside of a transaction that writes.
func (s *Store) SettledOf(ctx context.Context, unit app.ID) (settled site.Settled, err error) {
	err = s.Read(ctx, func(tx *Tx) error { settled, err = tx.SettledOf(unit); return err })
	return settled, err
}

// SignedBy is Tx.SignedBy outside of a transaction that writes.
func (s *Store) SignedBy(ctx context.Context, owner app.ID) (papers []site.SignedPaper, err error) {
	err = s.Read(ctx, func(tx *Tx) error { papers, err = tx.SignedBy(owner); return err })
	return papers, err
}
