package sheet

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
	"unsafe"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/intake"
)

// maxSheetRows and maxSheetCols are where Excel's sheets end: nothing has an address beyond.
const (
	maxSheetRows = 1 << 20
	maxSheetCols = 1 << 14
)

// cells reads the cells of one sheet as they come.
type cells struct {
	*xlsxReader
	sheet *intake.Sheet

	row    []intake.Cell // of the row that is being read, used again for each
	last   int           // the row that was read last, counted from 1
	col    int           // the column that was read last, counted from 1
	hidden bool
	filled int
	merged []intake.Range
	early  map[string]string // those that came first

	inCell, inValue, inline bool
	formula, valued         bool // the cell has one, and something for its value
	at                      int  // the column of the cell, counted from 0
	kind, value             string
	style                   int
	text                    richText
	raw                     strings.Builder
}

// readSheet reads a sheet's rows. Blank rows between count as rows, formatted rows behind
// the last do not.
func (r *xlsxReader) readSheet(part string, s *intake.Sheet) error {
	c := &cells{xlsxReader: r, sheet: s, early: map[string]string{}}
	if err := r.walk(part, c.see); err != nil {
		return err
	}
	slices.Sort(s.Unseen)
	for _, m := range c.merged {
		// Each row of such a range is asked about where the table is read; only those that are there are.
		m.To.Row = min(m.To.Row, max(len(s.Rows)-1, m.From.Row))
		if err := r.countKept(100 * (1 + m.To.Row - m.From.Row)); err != nil {
			return err
		}
		s.Merged = append(s.Merged, m)
	}
	return nil
}

func (c *cells) see(t xml.Token) error {
	if c.inCell {
		return c.readInCell(t)
	}
	switch e := t.(type) {
	case xml.StartElement:
		switch e.Name.Local {
		case "row":
			return c.beginRow(e)
		case "col":
			c.columns(e)
		case "c":
			return c.beginCell(e)
		case "mergeCell":
			if rg, ok := rangeOf(attribute(e, "ref")); ok {
				c.merged = append(c.merged, rg)
				return c.countKept(int(2 * unsafe.Sizeof(rg)))
			}
		}
	case xml.EndElement:
		if e.Name.Local == "row" {
			return c.endRow()
		}
	}
	return nil
}

// columns notes the columns that are hidden.
func (c *cells) columns(e xml.StartElement) {
	from, err := strconv.Atoi(attribute(e, "min"))
	to, err2 := strconv.Atoi(attribute(e, "max"))
	if err != nil || err2 != nil || from < 1 || !isTrue(attribute(e, "hidden")) {
		return
	}
	for col := from; col <= min(to, MaxCols) && len(c.sheet.UnseenColumns) < MaxCols; col++ {
		c.sheet.UnseenColumns = append(c.sheet.UnseenColumns, col-1)
	}
}

// beginRow knows a row by its number, where it says one.
func (c *cells) beginRow(e xml.StartElement) error {
	number := c.last + 1
	if said := attribute(e, "r"); said != "" {
		n, err := strconv.Atoi(said)
		if err != nil || n < 1 {
			return errTorn
		}
		number = n
	}
	if number > maxSheetRows {
		return c.tooManyRowsError()
	}
	c.last, c.col, c.hidden = number, 0, isTrue(attribute(e, "hidden"))
	c.row = c.row[:0]
	return nil
}

func (c *cells) tooManyRowsError() error {
	return refuse("too_many_rows", c.name, "sheet", c.sheet.Name, "limit", strconv.Itoa(MaxRows))
}

func (c *cells) endRow() error {
	if len(c.row) == 0 {
		return nil
	}
	if c.filled++; c.filled > MaxRows {
		return c.tooManyRowsError()
	}
	more := max(0, c.last-len(c.sheet.Rows))
	if err := c.countKept(more*int(unsafe.Sizeof(c.row)) + len(c.row)*int(unsafe.Sizeof(c.row[0]))); err != nil {
		return err
	}
	c.sheet.Rows = append(c.sheet.Rows, make([][]intake.Cell, more)...)
	if c.sheet.Rows[c.last-1] != nil { // two rows of one number
		return errTorn
	}
	c.sheet.Rows[c.last-1] = slices.Clone(c.row)
	if c.hidden {
		c.sheet.Unseen = append(c.sheet.Unseen, c.last-1)
	}
	c.row = c.row[:0]
	return nil
}

// beginCell knows a cell by its address, where it says one.
func (c *cells) beginCell(e xml.StartElement) error {
	if c.cells--; c.cells < 0 { // each takes its time, also one of nothing
		return errHeld
	}
	col := c.col + 1
	if said := attribute(e, "r"); said != "" {
		a, ok := addressOf(said)
		if !ok || c.last == 0 {
			return errTorn
		}
		col = a.Col + 1
	}
	c.col, c.at = col, col-1
	c.kind = attribute(e, "t")
	c.style, _ = strconv.Atoi(attribute(e, "s"))
	c.inCell, c.inValue, c.inline = true, false, false
	c.formula, c.valued = false, false
	c.raw.Reset()
	c.text.begin()
	return nil
}

// readInCell reads what stands in a cell: its value, or the text itself.
func (c *cells) readInCell(t xml.Token) error {
	switch e := t.(type) {
	case xml.StartElement:
		switch e.Name.Local {
		case "v":
			c.inValue, c.valued = true, true
		case "is":
			c.inline = true
		case "f":
			c.formula = true
		case "row", "c":
			return errTorn
		}
	case xml.EndElement:
		switch e.Name.Local {
		case "v":
			c.inValue = false
		case "c":
			c.inCell = false
			return c.endCell()
		}
	case xml.CharData:
		if c.inValue {
			if c.raw.Len()+len(e) > maxText {
				return tooLongError(c.name)
			}
			c.raw.Write(e)
		}
	}
	if c.inline {
		if err := c.text.see(t); err != nil {
			return tooLongError(c.name)
		}
	}
	return nil
}

// once is the text, held only once where it is one of those that came early: a file
// without shared texts says the same in a column's every row.
func (c *cells) once(text string) string {
	if known, ok := c.early[text]; ok {
		return known
	}
	if len(c.early) < 4096 {
		c.early[text] = text
	}
	return text
}

func (c *cells) endCell() error {
	cell, shared, err := c.cell()
	if err != nil || cell.Kind == intake.Blank {
		return err
	}
	if !shared {
		cell.Text = c.once(cell.Text)
	}
	switch {
	case c.at < len(c.row) && c.row[c.at].Kind != intake.Blank: // two cells of one address
		return errTorn
	case c.at < len(c.row):
		c.row[c.at] = cell
	case c.at >= MaxCols:
		return refuse("too_many_columns", c.name, "sheet", c.sheet.Name, "limit", strconv.Itoa(MaxCols))
	default:
		for len(c.row) < c.at {
			c.row = append(c.row, intake.Cell{})
		}
		c.row = append(c.row, cell)
	}
	if shared {
		return nil
	}
	return c.countKept(len(cell.Text) + 16)
}

// cell is the cell that was read, and whether its text is a shared one.
func (c *cells) cell() (cell intake.Cell, shared bool, err error) {
	value := c.raw.String()
	switch c.kind {
	case "s":
		if value = strings.TrimSpace(value); value == "" {
			return cell, false, nil
		}
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || n >= len(c.texts) {
			return cell, false, errTorn
		}
		return textCell(c.texts[n]), true, nil
	case "inlineStr":
		if c.inline {
			value = c.text.String()
		}
		return textCell(value), false, nil
	case "str":
		if !c.formula || c.valued {
			return textCell(value), false, nil
		}
	}
	if value == "" && c.formula {
		// Whatever wrote the file left the calculating to a spreadsheet.
		return intake.Cell{Kind: intake.Uncalculated}, false, nil
	}
	if value == "" {
		return cell, false, nil
	}
	switch c.kind {
	case "b":
		return intake.Cell{Kind: intake.Truth, Text: map[bool]string{true: "TRUE", false: "FALSE"}[value == "1" || value == "TRUE"]}, false, nil
	case "e":
		return intake.Cell{Kind: intake.Fault, Text: value}, false, nil
	case "d":
		if day, err := app.ParseDate(value[:min(len(value), 10)]); err == nil {
			return intake.Cell{Kind: intake.Day, Text: day.String()}, false, nil
		}
		return textCell(value), false, nil
	}
	return c.number(value), false, nil
}

func textCell(s string) intake.Cell {
	switch {
	case s == "":
		return intake.Cell{}
	case strings.HasPrefix(s, "#") && isFault(s):
		return intake.Cell{Kind: intake.Fault, Text: s}
	}
	return intake.Cell{Kind: intake.Text, Text: s}
}

func isFault(s string) bool {
	return slices.Contains([]string{"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"}, s)
}

// number keeps the decimal text of the file; where the cell's format shows a
// date, it is that day.
func (c *cells) number(text string) intake.Cell {
	// A number of Excel is a float of 64 bits; comparing 1E999999999 would write out its zeros.
	_, err := strconv.ParseFloat(text, 64)
	value, err2 := decimal.NewFromString(text)
	if err != nil || err2 != nil || len(text) > 400 || value.Exponent() < -400 {
		return intake.Cell{Kind: intake.Text, Text: text}
	}
	showsDay := c.style >= 0 && c.style < len(c.showsDay) && c.showsDay[c.style]
	if showsDay && value.IsPositive() && value.LessThan(decimal.NewFromInt(2_958_466)) {
		return intake.Cell{Kind: intake.Day, Text: dayOfSerial(value.IntPart(), c.date1904).String()}
	}
	return intake.Cell{Kind: intake.Number, Text: text}
}

// addressOf reads B7.
func addressOf(s string) (intake.Address, bool) {
	letters := strings.TrimRight(strings.ReplaceAll(s, "$", ""), "0123456789")
	digits := strings.ReplaceAll(s, "$", "")[len(letters):]
	col := 0
	for i := range len(letters) {
		letter := letters[i] | 0x20
		if letter < 'a' || letter > 'z' || i > 2 {
			return intake.Address{}, false
		}
		col = col*26 + int(letter-'a') + 1
	}
	row, err := strconv.Atoi(digits)
	if err != nil || row < 1 || row > maxSheetRows || col < 1 || col > maxSheetCols {
		return intake.Address{}, false
	}
	return intake.Address{Row: row - 1, Col: col - 1}, true
}

// rangeOf reads B7:C9.
func rangeOf(s string) (intake.Range, bool) {
	from, to, _ := strings.Cut(s, ":")
	if to == "" {
		to = from
	}
	a, ok1 := addressOf(from)
	b, ok2 := addressOf(to)
	return intake.Range{
		From: intake.Address{Row: min(a.Row, b.Row), Col: min(a.Col, b.Col)},
		To:   intake.Address{Row: max(a.Row, b.Row), Col: max(a.Col, b.Col)},
	}, ok1 && ok2
}
