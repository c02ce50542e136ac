package intake

// Guide are the words of a template that explain it, in the language of whoever asks
// for it.
type Guide struct {
	Sheet    string             // what the sheet of explanations is called
	Headings [3]string          // its own: the column, how to fill it in, an example
	How      func(Field) string // how to fill the column in
	Example  func(Field) string
}

// Template is a ledger to be filled in: the headings that Look knows, in the formats in
// which a spreadsheet changes nothing of what is typed, and nothing below them; a second
// sheet explains each of them.
func Template(terms Terms, guide Guide) []Page {
	ledger := Page{Name: terms.Sheet}
	explained := Page{Name: guide.Sheet, Columns: []PageColumn{{Header: guide.Headings[0], Width: 18}, {Header: guide.Headings[1], Width: 64}, {Header: guide.Headings[2], Width: 24, AsText: true}}}
	for _, c := range exported {
		if c.hidden {
			continue
		}
		ledger.Columns = append(ledger.Columns, PageColumn{Header: terms.Header(c.field), Width: max(c.width, 12), AsText: c.text || templateText[c.field]})
		explained.Rows = append(explained.Rows, []Cell{textCell(terms.Header(c.field)), textCell(guide.How(c.field)), textCell(guide.Example(c.field))})
	}
	return []Page{ledger, explained}
}

// templateText are the columns that would become numbers or days as they are typed, and
// are none: 3-2 is a building and an entrance.
var templateText = map[Field]bool{Building: true, Entrance: true, Floor: true, HouseType: true, Batch: true, Share: true, OwnerName: true, IDType: true, OwnerAddress: true, UnitNote: true}
