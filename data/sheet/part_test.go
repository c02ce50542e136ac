package sheet

import (
	"bytes"
	"testing"

	"keyday/app"
)

// Parts are found however the program that wrote them spelt their path.
func TestPartsAreFoundByAnySpelling(t *testing.T) {
	for _, name := range []string{"xl/workbook.xml", "/xl/workbook.xml", `xl\workbook.xml`, "XL/Workbook.xml", "xl/./workbook.xml"} {
		if got := partName(name); got != "xl/workbook.xml" {
			t.Errorf("%s is read as %s", name, got)
		}
	}
}

// Cells stand where their address says, in whatever order; two of one address are no
// workbook, for one of them would be lost.
func TestCellsOfOneAddress(t *testing.T) {
	for rows, want := range map[string]string{
		`<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>`: "",
		`<row r="1"><c r="A1"><v>2</v></c><c r="A1"><v>1</v></c></row>`: "sheet.torn",
	} {
		var b bytes.Buffer
		pack(t, &b, sheetOf("<sheetData>", rows, "</sheetData>", 1))
		book, err := Read("台账.xlsx", b.Bytes())
		if app.RefusalCode(err) != want {
			t.Fatalf("%s: %v", rows, err)
		}
		if want == "" && (book.Sheets[0].Rows[0][0].Text != "1" || book.Sheets[0].Rows[0][1].Text != "2") {
			t.Errorf("%s: read as %v", rows, book.Sheets[0].Rows)
		}
	}
}
