package intake

import "keyday/app/site"

// PassedKind is why cells were passed over. Its word stands in the catalogue
// as intake.passed.<kind>.
type PassedKind string

// The kinds: of whole sheets, of rows, of columns.
const (
	PassedHidden    PassedKind = "hidden_sheet"
	PassedNoTable   PassedKind = "no_table"
	PassedNotChosen PassedKind = "not_chosen" // a person chose another sheet
	PassedParking   PassedKind = "parking"
	PassedStorage   PassedKind = "storage"

	PassedTitle    PassedKind = "title"         // above the table
	PassedHeader   PassedKind = "header"        // the header, and where it is repeated
	PassedSubtotal PassedKind = "subtotal"      // 小计, 合计
	PassedRemark   PassedKind = "remark"        // 备注, 制表人
	PassedBelow    PassedKind = "below_table"   // behind the grand total or the remark
	PassedTable    PassedKind = "other_table"   // of another table below, with columns of its own
	PassedSection  PassedKind = "section"       // a row that only names the building
	PassedBeside   PassedKind = "beside_table"  // in a column without a header
	PassedColumn   PassedKind = "column"        // in a column that is not taken
	PassedRow      PassedKind = "row_refused"   // in a row that a finding refuses
	PassedNothing  PassedKind = "says_nothing"  // 无, /
	PassedSame     PassedKind = "row_duplicate" // said again, with nothing new
)

// Passed is a rectangle of cells that was not taken in, and why.
type Passed struct {
	Sheet string
	Range Range
	Kind  PassedKind
	Rows  int    // rows that hold anything
	Text  string // what stands in the first cell, unless it is private
}

func (t *table) passRow(n int, kind PassedKind) {
	last := max(len(t.sheet.Rows[n])-1, 0)
	if k := len(t.ledger.Passed) - 1; k >= 0 {
		// A run of rows of one kind is said as one.
		if p := &t.ledger.Passed[k]; p.Sheet == t.layout.Sheet && p.Kind == kind && p.Range.To.Row == n-1 && kind != PassedSubtotal && kind != PassedRow {
			p.Range.To = Address{n, max(p.Range.To.Col, last)}
			p.Rows++
			return
		}
	}
	t.pass(Range{Address{n, 0}, Address{n, last}}, kind)
}

func (t *table) pass(rg Range, kind PassedKind) {
	p := Passed{Sheet: t.layout.Sheet, Range: rg, Kind: kind}
	for n := rg.From.Row; n <= rg.To.Row && n < len(t.sheet.Rows); n++ {
		filledHere := false
		for col := rg.From.Col; col <= rg.To.Col; col++ {
			c := t.sheet.At(Address{n, col})
			if c.IsBlank() {
				continue
			}
			filledHere = true
			if p.Text == "" && kind != PassedRow && kind != PassedSame {
				p.Text = cut(site.MaskIn(oneLine(c.String())), 40)
			}
		}
		if filledHere {
			p.Rows++
		}
	}
	if p.Rows > 0 {
		t.ledger.Passed = append(t.ledger.Passed, p)
	}
}

// passColumns says which columns were not taken, and what stands beside the table.
func (t *table) passColumns() {
	for _, c := range t.layout.Columns {
		switch {
		case c.Aside() != NoAside: // it is used
		case c.Field == Leave, c.Field == NoField && c.Header != "":
			t.passColumn(c.Index, PassedColumn, c.Header)
		case c.Field == NoField:
			t.passColumn(c.Index, PassedBeside, "")
		}
	}
}

func (t *table) passColumn(col int, kind PassedKind, header string) {
	p := Passed{Sheet: t.layout.Sheet, Kind: kind, Text: header}
	for n := t.layout.Header.To.Row + 1; n < len(t.sheet.Rows); n++ {
		c := t.sheet.At(Address{n, col})
		if c.IsBlank() {
			continue
		}
		if p.Rows == 0 {
			p.Range.From = Address{n, col}
			if p.Text == "" {
				p.Text = cut(site.MaskIn(oneLine(site.Fold(c.String()))), 40)
			}
		}
		p.Range.To = Address{n, col}
		p.Rows++
	}
	if p.Rows > 0 {
		t.ledger.Passed = append(t.ledger.Passed, p)
	}
}

func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
