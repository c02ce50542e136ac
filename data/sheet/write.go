package sheet

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"keyday/app"
	"keyday/app/intake"
	"keyday/data/fault"
	"keyday/data/leftover"
)

// Write writes the pages to an .xlsx, or the first page to a .csv, by the
// path's ending. The file is whole or not there at all. It refuses sheet.ending,
// in_use, no_permission, not_found, there and not_written, and a disk that is full,
// read-only or broken as package fault does.
func Write(path string, pages ...intake.Page) error { return Writer{}.Write(path, pages...) }

// Writer writes files of which a killed process leaves nothing that is not noted.
type Writer struct {
	Leftovers *leftover.Notes
	New       bool // it takes the place of no file: "sheet.there"
}

// Write is Write of the package.
func (w Writer) Write(path string, pages ...intake.Page) error {
	name := filepath.Base(path)
	var content bytes.Buffer
	var err error
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xlsx":
		err = writeXLSX(&content, pages)
	case ".csv":
		if len(pages) != 1 {
			return refuse("csv_one_page", name)
		}
		writeCSV(&content, pages[0])
	default:
		return refuse("ending", name)
	}
	if err != nil {
		return refuse("not_written", name, "reason", err.Error())
	}
	write := w.Leftovers.WriteFile
	if w.New {
		write = w.Leftovers.WriteNewFile
	}
	if err := write(path, content.Bytes()); err != nil {
		told := fault.Translate(err, name)
		switch app.RefusalCode(told) {
		case fault.Full, fault.ReadOnly, fault.Broken:
			return told
		}
		switch {
		case errors.Is(err, fs.ErrExist):
			return refuse("there", path)
		case heldByAnother(err):
			return refuse("in_use", name, "lock", "")
		case errors.Is(err, fs.ErrPermission):
			return refuse("no_permission", name)
		case errors.Is(err, fs.ErrNotExist):
			return refuse("not_found", filepath.Dir(path))
		}
		return refuse("not_written", name, "reason", err.Error())
	}
	return nil
}

// nowhere is a folder in which no system makes a file.
const nowhere = "\x00"

func writeXLSX(w io.Writer, pages []intake.Page) error {
	// Parts never spill into temporary files, as in reading; where the library can make
	// none, it keeps them in memory.
	f := excelize.NewFile(excelize.Options{TmpDir: nowhere})
	defer f.Close()
	styles, err := newStyles(f)
	if err != nil {
		return err
	}
	for i, page := range pages {
		name := sheetName(page.Name)
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err != nil {
			return err
		}
		if err := writePage(f, name, page, styles); err != nil {
			return err
		}
	}
	return f.Write(w)
}

type styles struct{ header, text, day int }

func newStyles(f *excelize.File) (s styles, err error) {
	if s.header, err = f.NewStyle(&excelize.Style{
		Font:      &excelize.Font{Bold: true},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E6EEF5"}},
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
		Border:    []excelize.Border{{Type: "bottom", Style: 1, Color: "8A9BA8"}},
	}); err != nil {
		return s, err
	}
	asText, iso := 49, "yyyy-mm-dd" // 49 is the built-in text format "@"
	if s.text, err = f.NewStyle(&excelize.Style{NumFmt: asText}); err != nil {
		return s, err
	}
	s.day, err = f.NewStyle(&excelize.Style{CustomNumFmt: &iso})
	return s, err
}

// writePage streams header and rows; the header stays in view and filters.
func writePage(f *excelize.File, name string, page intake.Page, st styles) error {
	sw, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, c := range page.Columns {
		width := c.Width
		if width == 0 {
			width = max(8, 2*utf8.RuneCountInString(c.Header)+2)
		}
		if err := sw.SetColWidth(i+1, i+1, float64(width)); err != nil {
			return err
		}
		if c.AsText {
			if err := sw.SetColStyle(i+1, i+1, st.text); err != nil {
				return err
			}
		}
		if c.Hidden {
			if err := sw.SetColVisible(i+1, i+1, false); err != nil {
				return err
			}
		}
	}
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	header := make([]any, len(page.Columns))
	for i, c := range page.Columns {
		header[i] = excelize.Cell{StyleID: st.header, Value: app.VisibleLines(c.Header)}
	}
	if err := sw.SetRow("A1", header); err != nil {
		return err
	}
	for i, row := range page.Rows {
		values := make([]any, len(row))
		for j, c := range row {
			asText := j < len(page.Columns) && page.Columns[j].AsText
			values[j] = xlsxValue(c, asText, st)
		}
		if err := sw.SetRow(intake.Address{Row: i + 1}.String(), values); err != nil {
			return err
		}
	}
	return sw.Flush()
}

// xlsxValue writes numbers with the digits they have; a text is never taken for
// a formula, because it is stored as a text, and shows what of it is not plain.
func xlsxValue(c intake.Cell, asText bool, st styles) any {
	switch {
	case c.IsBlank():
		return nil
	case c.Kind == intake.Heading:
		return excelize.Cell{StyleID: st.header, Value: app.VisibleLines(c.Text)}
	case asText:
		return excelize.Cell{StyleID: st.text, Value: app.VisibleLines(c.String())}
	case c.Kind == intake.Day:
		if day, err := parseDay(c.Text); err == nil {
			return excelize.Cell{StyleID: st.day, Value: day}
		}
	case c.Kind == intake.Number:
		if n, err := number(c.Text); err == nil {
			return n
		}
	case c.Kind == intake.Truth:
		return c.Text == "TRUE"
	}
	return app.VisibleLines(c.String())
}

// sheetName cuts what Excel does not allow in a sheet's name.
func sheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]：`, r) {
			return '-'
		}
		return r
	}, strings.Trim(app.Visible(s), "' "))
	if s == "" {
		s = "Keyday"
	}
	for utf8.RuneCountInString(s) > 31 {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return s
}

// writeCSV writes UTF-8 with BOM, which Excel in China opens without a question.
func writeCSV(b *bytes.Buffer, page intake.Page) {
	b.Write(bomUTF8)
	for i, c := range page.Columns {
		csvField(b, i, c.Header, guarded(c.Header))
	}
	b.WriteString("\r\n")
	for _, row := range page.Rows {
		for j := range page.Columns {
			var c intake.Cell
			if j < len(row) {
				c = row[j]
			}
			csvField(b, j, c.String(), (c.Kind == intake.Text || c.Kind == intake.Heading) && guarded(c.Text) || page.Columns[j].AsText && c.Kind != intake.Heading && misread(c.String()))
		}
		b.WriteString("\r\n")
	}
}

// guarded reports whether a text gets an apostrophe before it: what a program would run,
// and what begins with one, which would be lost where the file is read again.
func guarded(s string) bool { return risky(s) || strings.HasPrefix(s, "'") }

// risky is a text that Excel, or another program that reads csv, would run as a
// formula; some skip spaces before it, some read the full-width signs too.
func risky(s string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, func(r rune) bool { return unicode.Is(unicode.Zs, r) }))
	return strings.ContainsRune("=+-@\t\r\n＝＋－＠", first)
}

func csvField(b *bytes.Buffer, i int, s string, guarded bool) {
	if i > 0 {
		b.WriteByte(',')
	}
	if s = app.VisibleLines(s); guarded && s != "" {
		s = "'" + s
	}
	if strings.ContainsAny(s, ",\"\r\n\t") || strings.TrimSpace(s) != s {
		s = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	b.WriteString(s)
}

func parseDay(s string) (time.Time, error) {
	day, err := app.ParseDate(s)
	return day.Time(), err
}

// number is a whole number as such, else a float: a cell of Excel is one, and
// 15 digits survive. More digits than that must be texts.
func number(s string) (any, error) {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n, nil
	}
	return strconv.ParseFloat(s, 64)
}
