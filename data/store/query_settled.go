package store

import (
	"context"

	"keyday/app"
	"keyday/app/site"
)

// settledIn says by unit what of homes was settled with their owners: the day of
// possession, and the papers that owners signed and that stand. A home of which nothing
// was settled is left out.
func (tx *Tx) settledIn(where string, args ...any) (map[app.ID]site.Settled, error) {
	all := map[app.ID]site.Settled{}
	rows, err := tx.sql.QueryContext(tx.ctx, "SELECT u.id, u.handed_over FROM unit u WHERE u.handed_over <> 0 AND "+where, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var unit []byte
		var s site.Settled
		if err := rows.Scan(&unit, &s.HandedOver); err != nil {
			return nil, err
		}
		all[app.ID(unit)] = s
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	signed, err := tx.sql.QueryContext(tx.ctx, `SELECT u.id, d.id, d.doc_kind, d.number, f.person
		FROM unit u JOIN document d ON d.unit = u.id AND d.state IN ('partly_signed', 'signed')
		JOIN signature_field f ON f.document = d.id AND f.role IN ('owner', 'agent')
		WHERE EXISTS (SELECT 1 FROM signature s WHERE s.document = d.id AND s.field = f.id) AND `+where+`
		ORDER BY u.id, d.number, d.id, f.place, f.id`, args...)
	if err != nil {
		return nil, err
	}
	defer signed.Close()
	for signed.Next() {
		var unit, document, owner []byte
		var p site.SignedPaper
		if err := signed.Scan(&unit, &document, &p.Kind, &p.Number, &owner); err != nil {
			return nil, err
		}
		p.Document = app.ID(document)
		s := all[app.ID(unit)]
		if n := len(s.Papers); n == 0 || s.Papers[n-1].Document != p.Document {
			s.Papers = append(s.Papers, p)
		}
		last := &s.Papers[len(s.Papers)-1]
		last.Owners = append(last.Owners, app.ID(owner))
		all[app.ID(unit)] = s
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
