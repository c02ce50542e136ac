package store

import (
	"context"

	"keyday/app"
	"keyday/app/site"
)

// settledIn says by unit what of homes was settled with their owners: the day of
// possession, and the papers that owners signed and that stand. Who only came along to an
// inspection signs its paper as nobody of record, and settles nothing. A home of which
// nothing was settled is left out.
func (tx *Tx) settledIn(where string, args ...any) (map[app.ID]site.Settled, error) {
	all := map[app.ID]site.Settled{}
	rows, err := tx.sql.QueryContext(tx.ctx, "SELECT u.id, u.handed_over FROM unit u WHERE u.handed_over <> 0 AND "+where, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var unit app.ID
		var s site.Settled
		if err := rows.Scan(intoID(&unit), &s.HandedOver); err != nil {
			return nil, err
		}
		all[unit] = s
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	signed, err := tx.sql.QueryContext(tx.ctx, `SELECT u.id, d.id, d.doc_kind, d.number, f.person
		FROM unit u JOIN document d ON d.unit = u.id AND d.state IN ('locked', 'partly_signed', 'signed')
		JOIN signature_field f ON f.document = d.id AND f.role IN ('owner', 'agent') AND f.person <> x''
		WHERE EXISTS (SELECT 1 FROM signature s WHERE s.document = d.id AND s.field = f.id AND s.hash = d.content_hash) AND `+where+`
		ORDER BY u.id, d.number, d.id, f.place, f.id`, args...)
	if err != nil {
		return nil, err
	}
	defer signed.Close()
	for signed.Next() {
		var unit, owner app.ID
		var p site.SignedPaper
		if err := signed.Scan(intoID(&unit), intoID(&p.Document), &p.Kind, &p.Number, intoID(&owner)); err != nil {
			return nil, err
		}
		s := all[unit]
		if n := len(s.Papers); n == 0 || s.Papers[n-1].Document != p.Document {
			s.Papers = append(s.Papers, p)
		}
		last := &s.Papers[len(s.Papers)-1]
		last.Owners = append(last.Owners, owner)
		all[unit] = s
	}
	return all, signed.Err()
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

// Settled is Tx.SettledOf outside of a transaction that writes.
func (s *Store) Settled(ctx context.Context, unit app.ID) (settled site.Settled, err error) {
	err = s.read(ctx, func(tx *Tx) error { settled, err = tx.SettledOf(unit); return err })
	return settled, err
}
