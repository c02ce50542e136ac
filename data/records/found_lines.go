package records

import (
	"keyday/app"
)

// What a line of hits says of records; see registry.Line.

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
