package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"keyday/app"
	"keyday/app/intake"
)

// zipContent tells a workbook from the other files that are zips inside.
func zipContent(data []byte) string {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "torn"
	}
	has := func(name string) bool {
		return slices.ContainsFunc(z.File, func(f *zip.File) bool { return strings.EqualFold(f.Name, name) })
	}
	switch {
	case has("xl/workbook.xml"):
		return "xlsx"
	case has("xl/workbook.bin"):
		return "xlsb"
	case has("content.xml") && has("mimetype"):
		return "ods"
	case slices.ContainsFunc(z.File, func(f *zip.File) bool { return strings.HasSuffix(strings.ToLower(f.Name), ".iwa") }):
		return "numbers"
	case slices.ContainsFunc(z.File, func(f *zip.File) bool { return looksLedger(f.Name) }):
		return "archive"
	case has("[Content_Types].xml") && !has("word/document.xml") && !has("ppt/presentation.xml"):
		return "torn"
	}
	return "not_workbook"
}

// looksLedger reports whether a file in an archive is called as ledgers are.
func looksLedger(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, ".xlsx") || strings.HasSuffix(name, ".xls") || strings.HasSuffix(name, ".csv")
}

func readXLSX(name string, data []byte) (book intake.Book, err error) {
	// A damaged part can bring the library down; that is the file's fault, and said so.
	defer func() {
		if recover() != nil {
			book, err = intake.Book{}, refuse("torn", name)
		}
	}()
	// Parts never spill into temporary files: they hold people's numbers in the clear.
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: 16 * MaxBytes, UnzipXMLSizeLimit: 16 * MaxBytes,
	})
	switch {
	case errors.Is(err, excelize.ErrWorkbookPassword):
		return book, refuse("password", name)
	case err != nil && strings.Contains(err.Error(), "unzip size exceeds"):
		return book, tooBig(name)
	case err != nil:
		return book, refuse("torn", name)
	}
	defer f.Close()
	props, err := f.GetWorkbookProps()
	if err != nil {
		return book, refuse("torn", name)
	}
	r := xlsxReader{file: f, name: name, date1904: props.Date1904 != nil && *props.Date1904, dateStyle: map[int]bool{}}
	book.File = name
	for _, sheet := range f.GetSheetList() {
		s, err := r.sheet(sheet)
		if err != nil {
			return intake.Book{}, err
		}
		book.Sheets = append(book.Sheets, s)
	}
	if len(book.Sheets) == 0 {
		return intake.Book{}, refuse("torn", name)
	}
	return book, nil
}

type xlsxReader struct {
	file      *excelize.File
	name      string
	date1904  bool
	dateStyle map[int]bool
}

// sheet reads one sheet: first the texts in one pass, then the kinds, for which
// the library loads the whole sheet, and thereby finds a torn one.
func (r *xlsxReader) sheet(name string) (intake.Sheet, error) {
	s := intake.Sheet{Name: name, Date1904: r.date1904}
	texts, unseen, err := r.texts(name)
	if err != nil {
		return s, err
	}
	s.Unseen = unseen
	merged, err := r.file.GetMergeCells(name, true)
	if err != nil {
		// A sheet of a chart only holds no cells.
		if strings.Contains(err.Error(), "is not a worksheet") {
			return s, nil
		}
		return s, refuse("torn", r.name)
	}
	for _, m := range merged {
		if rg, ok := rangeOf(m.GetStartAxis(), m.GetEndAxis()); ok {
			s.Merged = append(s.Merged, rg)
		}
	}
	visible, err := r.file.GetSheetVisible(name)
	s.Hidden = err == nil && !visible
	s.Rows = make([][]intake.Cell, len(texts))
	for i, row := range texts {
		cells := make([]intake.Cell, len(row))
		for j, text := range row {
			if text == "" {
				continue
			}
			if cells[j], err = r.cell(name, intake.Address{Row: i, Col: j}, text); err != nil {
				return s, err
			}
		}
		s.Rows[i] = cells
	}
	return s, nil
}

// texts reads the raw values, and which rows are hidden. Blank rows between count as
// rows, formatted rows after the last do not.
func (r *xlsxReader) texts(name string) (texts [][]string, unseen []int, err error) {
	rows, err := r.file.Rows(name)
	if err != nil {
		if strings.Contains(err.Error(), "is not a worksheet") {
			return nil, nil, nil
		}
		return nil, nil, refuse("torn", r.name)
	}
	defer rows.Close()
	filled, end := 0, 0
	for rows.Next() {
		columns, err := rows.Columns()
		if err != nil {
			return nil, nil, refuse("torn", r.name)
		}
		if len(columns) > MaxCols {
			return nil, nil, refuse("too_many_columns", r.name, "sheet", name, "limit", strconv.Itoa(MaxCols))
		}
		texts = append(texts, columns)
		if slices.ContainsFunc(columns, func(s string) bool { return s != "" }) {
			filled, end = filled+1, len(texts)
			if rows.GetRowOpts().Hidden {
				unseen = append(unseen, len(texts)-1)
			}
		}
		if filled > MaxRows {
			return nil, nil, refuse("too_many_rows", r.name, "sheet", name, "limit", strconv.Itoa(MaxRows))
		}
	}
	if rows.Error() != nil {
		return nil, nil, refuse("torn", r.name)
	}
	return texts[:end], unseen, nil
}

func (r *xlsxReader) cell(sheet string, at intake.Address, text string) (intake.Cell, error) {
	kind, err := r.file.GetCellType(sheet, at.String())
	if err != nil {
		return intake.Cell{}, refuse("torn", r.name)
	}
	switch kind {
	case excelize.CellTypeBool:
		return intake.Cell{Kind: intake.Truth, Text: map[bool]string{true: "TRUE", false: "FALSE"}[text == "1" || text == "TRUE"]}, nil
	case excelize.CellTypeError:
		return intake.Cell{Kind: intake.Fault, Text: text}, nil
	case excelize.CellTypeDate:
		if day, err := app.ParseDate(text[:min(len(text), 10)]); err == nil {
			return intake.Cell{Kind: intake.Day, Text: day.String()}, nil
		}
		return intake.Cell{Kind: intake.Text, Text: text}, nil
	case excelize.CellTypeNumber, excelize.CellTypeUnset:
		return r.number(sheet, at, text)
	}
	if strings.HasPrefix(text, "#") && isFault(text) {
		return intake.Cell{Kind: intake.Fault, Text: text}, nil
	}
	return intake.Cell{Kind: intake.Text, Text: text}, nil
}

func isFault(s string) bool {
	return slices.Contains([]string{"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"}, s)
}

// number keeps the decimal text of the file; where the cell's format shows a
// date, it is that day.
func (r *xlsxReader) number(sheet string, at intake.Address, text string) (intake.Cell, error) {
	value, err := decimal.NewFromString(text)
	if err != nil {
		return intake.Cell{Kind: intake.Text, Text: text}, nil
	}
	style, err := r.file.GetCellStyle(sheet, at.String())
	if err != nil {
		return intake.Cell{}, refuse("torn", r.name)
	}
	if r.showsDate(style) && value.IsPositive() && value.LessThan(decimal.NewFromInt(2_958_466)) {
		return intake.Cell{Kind: intake.Day, Text: dayOfSerial(value.IntPart(), r.date1904).String(), Number: text}, nil
	}
	return intake.Cell{Kind: intake.Number, Number: text}, nil
}

// dayOfSerial counts as Excel does: day 1 is 1900-01-01, and a 29 February 1900
// that never was; or day 0 is 1904-01-01.
func dayOfSerial(serial int64, date1904 bool) app.Date {
	switch {
	case date1904:
		return app.NewDate(1904, time.January, 1).AddDays(int(serial))
	case serial < 60:
		return app.NewDate(1899, time.December, 31).AddDays(int(serial))
	}
	return app.NewDate(1899, time.December, 30).AddDays(int(serial))
}

var (
	formatNoise = regexp.MustCompile(`\[[^\]]*\]|"[^"]*"|\\.|_.|\*.`)
	dayOrYear   = regexp.MustCompile(`[ydYDeE年日]`)
)

// showsDate reports whether a cell's number format shows a day.
func (r *xlsxReader) showsDate(style int) bool {
	if known, ok := r.dateStyle[style]; ok {
		return known
	}
	shows := false
	if s, err := r.file.GetStyle(style); err == nil && s != nil {
		switch n := s.NumFmt; {
		case s.CustomNumFmt != nil && *s.CustomNumFmt != "":
			format := strings.Split(formatNoise.ReplaceAllString(*s.CustomNumFmt, ""), ";")[0]
			shows = dayOrYear.MatchString(strings.NewReplacer("E+", "", "e+", "", "General", "", "Red", "").Replace(format))
		default:
			// The built-in formats of ECMA-376 18.8.30 that show a day, the Chinese ones among them.
			shows = n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 31 || n == 36 || n >= 50 && n <= 54 || n == 57 || n == 58
		}
	}
	r.dateStyle[style] = shows
	return shows
}

func rangeOf(from, to string) (intake.Range, bool) {
	c1, r1, err1 := excelize.CellNameToCoordinates(from)
	c2, r2, err2 := excelize.CellNameToCoordinates(to)
	if err1 != nil || err2 != nil {
		return intake.Range{}, false
	}
	return intake.Range{From: intake.Address{Row: r1 - 1, Col: c1 - 1}, To: intake.Address{Row: r2 - 1, Col: c2 - 1}}, true
}
