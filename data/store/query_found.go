package store

import (
	"context"
	"keyday/data/registry"
	"strings"

	"keyday/app"
)

// Found is a record that a search found.
type Found = app.Found

// FindLines says of each record what a line of hits shows, in the order of the
// refs; those that are gone are left out, and a notice whose document is there
// too. It asks once for each sort of record.
func (s *Store) FindLines(ctx context.Context, refs []app.Ref) ([]Found, error) {
	ids := map[string]*set{}
	for _, r := range refs {
		if ids[r.Kind] == nil {
			ids[r.Kind] = &set{}
		}
		ids[r.Kind].add(r.ID)
	}
	lines := map[app.ID]Found{}
	for name, wanted := range ids {
		if k := s.reg.ByName[name]; k != nil && k.Line != nil {
			if err := s.findIn(ctx, k, wanted, lines); err != nil {
				return nil, err
			}
		}
	}
	all := make([]Found, 0, len(refs))
	for _, r := range refs {
		f, there := lines[r.ID]
		_, doubled := lines[f.Paper]
		if there && (!doubled || f.Paper == f.ID) {
			all = append(all, f)
		}
	}
	return all, nil
}

// findIn reads the lines of records of one kind.
func (s *Store) findIn(ctx context.Context, k *registry.Kind, wanted *set, lines map[app.ID]Found) error {
	rows, err := s.reader.QueryContext(ctx, strings.Replace(k.Line(s.today()), "=?", in(len(wanted.args)), 1), wanted.args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		f := Found{Ref: app.Ref{Kind: k.Name}}
		if err := rows.Scan(intoID(&f.ID), &f.Code, &f.Name, &f.State, &f.Barred, &f.What, intoID(&f.Unit), intoID(&f.Paper)); err != nil {
			return err
		}
		lines[f.ID] = f
	}
	return rows.Err()
}

// ownersOf is the names of a unit's owners in force.
const ownersOfUnit = `coalesce((SELECT group_concat(name, '、') FROM (SELECT o.name FROM ownership s JOIN owner o ON o.id = s.owner
	WHERE s.unit = u.id AND NOT s.ended ORDER BY s.place)), '')`

func unitLine(today app.Date) string {
	return `SELECT u.id, u.code, ` + ownersOfUnit + `, u.state, coalesce(` + untold(today) + `, FALSE), '', u.id, x'' FROM unit u LEFT JOIN building b ON b.id = u.building WHERE u.id=?`
}

func ownerLine(app.Date) string {
	return `SELECT o.id, '', o.name, '', FALSE, coalesce((SELECT group_concat(code, '、') FROM (SELECT u.code FROM ownership s JOIN unit u ON u.id = s.unit
			WHERE s.owner = o.id AND NOT s.ended ORDER BY u.code)), ''),
		coalesce((SELECT s.unit FROM ownership s JOIN unit u ON u.id = s.unit WHERE s.owner = o.id ORDER BY s.ended, u.code LIMIT 1), x''), x''
		FROM owner o WHERE o.id=?`
}

func defectLine(app.Date) string {
	return `SELECT d.id, d.number, d.part || char(9) || d.phrase || char(9) || d.note, d.state, FALSE, coalesce((SELECT code FROM unit u WHERE u.id = d.unit), ''), d.unit, x''
		FROM defect d WHERE d.id=?`
}

func noticeLine(app.Date) string {
	return `SELECT n.id, n.number, n.firm_name, '', FALSE, 'notice', x'', n.document FROM notice n WHERE n.id=?`
}

func documentLine(app.Date) string {
	return `SELECT d.id, d.number, coalesce((SELECT code FROM unit u WHERE u.id = d.unit), ''), d.state, FALSE, d.doc_kind, d.unit, d.id
		FROM document d WHERE d.id=?`
}
