// Package intake takes in workbooks as people send them: which column is which,
// what would change cell by cell, what is wrong with which cell; then changes it
// in one step, and undoes it as one.
//
// The way of a workbook: data/sheet reads a file into a Book; Look finds the
// tables and recognises their columns; the person corrects and answers; Read
// makes a Ledger of units and owners; Compare sets it against what the site
// holds and makes a Plan, the dry run; Desk applies and undoes it.
//
// It imports app, app/site and app/staff. It knows no file format and forms no
// sentences: findings carry a kind and a cell, the catalogues say the rest.
package intake

import "strconv"

// Book is a workbook or csv file as addressed cells.
type Book struct {
	File   string // the file's name without its folder
	Sheets []Sheet
}

// Sheet is one sheet; a csv file is a book of one sheet with the file's name.
type Sheet struct {
	Name          string
	Hidden        bool
	Rows          [][]Cell // row 0 is Excel's row 1; rows may be of unequal length
	Merged        []Range
	Unseen        []int // rows that are hidden, by a filter or by hand
	UnseenColumns []int // columns that are
	Date1904      bool  // serials in cells without a date format count from 1904
}

// CellKind is what a cell holds.
type CellKind uint8

// The kinds of cell.
const (
	Blank        CellKind = iota
	Text                  // Text is what the person typed
	Number                // Text is the decimal as the file keeps it
	Day                   // a date: Text is 2026-11-23
	Truth                 // Text is TRUE or FALSE
	Fault                 // Text is Excel's error: #N/A, #REF!
	Unplain               // Text holds what is not plain text; nothing is read from it
	Uncalculated          // a formula whose value the file does not hold
	Overlong              // a text that no field but a home's note may hold, where it is another's
	Heading               // of the rows below it, written and never read
)

// Cell is one cell, exact: a number is never a float.
type Cell struct {
	Kind CellKind
	Text string // as the kind says
}

// IsBlank reports whether the cell says nothing.
func (c Cell) IsBlank() bool {
	return c.Kind == Blank || c.Kind != Uncalculated && c.Text == ""
}

// String is the cell's content as text.
func (c Cell) String() string { return c.Text }

// Address is a cell's place, counted from 0.
type Address struct{ Row, Col int }

// String is the address as Excel writes it: B7.
func (a Address) String() string { return ColumnName(a.Col) + strconv.Itoa(a.Row+1) }

// ColumnName is the letter of the column counted from 0: A, Z, AA.
func ColumnName(col int) string {
	name := ""
	for col++; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}

// Range is a rectangle of cells, both corners included.
type Range struct{ From, To Address }

// String is B7, or B7:G9 where it is more than one cell.
func (r Range) String() string {
	if r.From == r.To {
		return r.From.String()
	}
	return r.From.String() + ":" + r.To.String()
}

// At is the cell at the address; outside the sheet it is blank.
func (s *Sheet) At(a Address) Cell {
	if a.Row < 0 || a.Row >= len(s.Rows) || a.Col < 0 || a.Col >= len(s.Rows[a.Row]) {
		return Cell{}
	}
	return s.Rows[a.Row][a.Col]
}

// width is the length of the longest row.
func (s *Sheet) width() int {
	w := 0
	for _, row := range s.Rows {
		w = max(w, len(row))
	}
	return w
}

// Page is a sheet to be written: what exports hand to the writer of files.
type Page struct {
	Name    string
	Columns []PageColumn
	Rows    [][]Cell
}

// PageColumn is how a column of an export looks.
type PageColumn struct {
	Header string
	Width  int  // in characters of the default font; 0 leaves it to the writer
	Hidden bool // identities that lead an edited export back to its records
	AsText bool // numbers of identity cards and phones: kept from becoming 3.3E+17
}
