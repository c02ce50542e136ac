package records

import (
	"keyday/app"
	"keyday/data/registry"
)

// What lines of hits say of records; see registry.Line.

func choice(words string) app.Meaning { return app.Meaning{Type: app.ChoiceField, Words: words} }

// ownersOfUnit is the names of a unit's owners in force.
const ownersOfUnit = `coalesce((SELECT group_concat(name, '、') FROM (SELECT o.name FROM ownership s JOIN owner o ON o.id = s.owner
	WHERE s.unit = u.id AND NOT s.ended ORDER BY s.place)), '')`

// A unit is called by its address and its owners; its state says whether the law forbids
// handing it over.
var unitLine = registry.Line{
	Title: make([]app.Meaning, 2), Detail: []app.Meaning{{Type: app.ChoicesField, Words: "common"}},
	Opens: "unit", Homes: true,
	Query: func(today app.Date) string {
		return `SELECT u.id, u.id, u.code, ` + ownersOfUnit + `, 'state.' || u.state || iif(coalesce(` + untold(today) + `, FALSE), ' barred', '')
			FROM unit u LEFT JOIN building b ON b.id = u.building WHERE u.id=?`
	},
}

// An owner is called by their name; their homes are said, and the first is opened.
var ownerLine = registry.Line{
	Title: make([]app.Meaning, 1), Detail: make([]app.Meaning, 1), Opens: "unit",
	Query: func(app.Date) string {
		return `SELECT o.id, coalesce((SELECT s.unit FROM ownership s JOIN unit u ON u.id = s.unit WHERE s.owner = o.id ORDER BY s.ended, u.code LIMIT 1), x''),
			o.name, coalesce((SELECT group_concat(code, '、') FROM (SELECT u.code FROM ownership s JOIN unit u ON u.id = s.unit
				WHERE s.owner = o.id AND NOT s.ended ORDER BY u.code)), '')
			FROM owner o WHERE o.id=?`
	},
}

// A defect is called by its number, part, phrase and note; its home and state are said.
var defectLine = registry.Line{
	Title: make([]app.Meaning, 4), Detail: []app.Meaning{{}, choice("defect.state")}, Opens: "unit",
	Query: func(app.Date) string {
		return `SELECT d.id, d.unit, d.number, d.part, d.phrase, d.note, coalesce((SELECT code FROM unit u WHERE u.id = d.unit), ''), d.state
			FROM defect d WHERE d.id=?`
	},
}

// A notice is called by its number and firm, and is its document.
var noticeLine = registry.Line{
	Title: make([]app.Meaning, 2), Opens: "document", Once: true,
	Query: func(app.Date) string {
		return `SELECT n.id, n.document, n.number, n.firm_name FROM notice n WHERE n.id=?`
	},
}

// A document is called by its number and home; what it is and its state are said.
var documentLine = registry.Line{
	Title: make([]app.Meaning, 2), Detail: []app.Meaning{choice("contract.kind"), choice("contract.state")}, Opens: "document",
	Query: func(app.Date) string {
		return `SELECT d.id, d.id, d.number, coalesce((SELECT code FROM unit u WHERE u.id = d.unit), ''), d.doc_kind, d.state
			FROM document d WHERE d.id=?`
	},
}
