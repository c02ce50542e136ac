package command

import (
	"slices"
	"strconv"
	"strings"

	"keyday/app"
	"keyday/app/intake"
)

// tableFlags are what a person says of where a ledger's table is, and what its columns
// mean; it comes before all that is recognised.
type tableFlags struct {
	Sheet  []string          `sep:"none" placeholder:"${word_sheet}" help:"${import_sheet}"`
	Header []string          `sep:"none" placeholder:"${word_header_rows}" help:"${import_header}"`
	Column map[string]string `placeholder:"${word_column_field}" help:"${import_column}"`
}

// settle takes what the flags say. Where the workbook cannot be read yet it shows what
// it holds, and names the flags that answer.
func (f tableFlags) settle(c *Call, survey *intake.Survey) error {
	if len(f.Sheet) > 0 {
		if err := survey.Only(f.Sheet...); err != nil {
			return err
		}
	}
	for _, said := range f.Header {
		sheet, top, bottom, err := f.header(survey, said)
		if err != nil {
			return err
		}
		if err := survey.TakeHeader(sheet, top, bottom); err != nil {
			return err
		}
	}
	meanings, err := f.meanings(c, survey)
	if err != nil {
		return err
	}
	if err := survey.Mean(meanings); err != nil {
		return err
	}
	err = survey.Ready()
	if err != nil && !c.JSON {
		c.sayOpen(survey, err)
	}
	return err
}

// header reads 3, 3-4, or 0 for none; behind the sheet's name where there are several:
// 台账:3-4.
func (f tableFlags) header(survey *intake.Survey, said string) (sheet string, top, bottom int, err error) {
	rows := said
	if i := strings.LastIndex(said, ":"); i >= 0 {
		sheet, rows = said[:i], said[i+1:]
	} else if sheet, err = f.oneSheet(survey); err != nil {
		return "", 0, 0, err
	}
	from, to, several := strings.Cut(rows, "-")
	if !several {
		to = from
	}
	top, wrong := strconv.Atoi(strings.TrimSpace(from))
	bottom, wrongToo := strconv.Atoi(strings.TrimSpace(to))
	if wrong != nil || wrongToo != nil {
		return "", 0, 0, app.Refuse("intake.header_text", "text", said)
	}
	return sheet, top - 1, bottom - 1, nil
}

// oneSheet is the sheet that a header without a sheet's name is of.
func (f tableFlags) oneSheet(survey *intake.Survey) (string, error) {
	var names []string
	switch {
	case len(f.Sheet) > 0:
		names = f.Sheet
	case len(survey.Tables) > 0:
		for _, t := range survey.Tables {
			names = append(names, t.Sheet)
		}
	default:
		for _, s := range survey.Book.Sheets {
			if len(s.Rows) > 0 && !s.Hidden {
				names = append(names, s.Name)
			}
		}
	}
	if len(names) != 1 {
		return "", app.Refuse("intake.header_sheet", "sheets", strings.Join(names, ", "))
	}
	return names[0], nil
}

// meanings reads D=area, or 台账:D=area of one sheet alone, in a fixed order.
func (f tableFlags) meanings(c *Call, survey *intake.Survey) ([]intake.Meaning, error) {
	var out []intake.Meaning
	for said, text := range f.Column {
		field, err := c.field(text)
		if err != nil {
			return nil, err
		}
		m := intake.Meaning{Column: said, Field: field}
		if i := strings.LastIndex(said, ":"); i > 0 {
			if _, err := survey.Sheet(said[:i]); err == nil {
				m.Sheet, m.Column = said[:i], said[i+1:]
			}
		}
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b intake.Meaning) int {
		return strings.Compare(a.Sheet+":"+a.Column, b.Sheet+":"+b.Column)
	})
	return out, nil
}

// field is what a person calls a field: by its key, or by its word.
func (c *Call) field(text string) (intake.Field, error) {
	var keys []string
	for _, f := range intake.Choices {
		if string(f) == text || c.Words.Field(f) == text {
			return f, nil
		}
		keys = append(keys, string(f)+" ("+c.Words.Field(f)+")")
	}
	return "", app.Refuse("intake.field_unknown", "text", text, "known", c.Words.List(keys))
}

// sayOpen shows what keeps a workbook from being read: the columns in question, or its
// sheets as they stand.
func (c *Call) sayOpen(survey *intake.Survey, err error) {
	switch app.RefusalCode(err) {
	case "intake.column_open":
		for _, q := range survey.Questions() {
			column := q.Letter
			if len(survey.Tables) > 1 {
				column = q.Sheet + ":" + q.Letter
			}
			c.progress(c.Words.T("intake.command.question", "sheet", q.Sheet, "cell", q.Cell, "header", q.Header, "column", quoted(column),
				"choices", c.Words.List(c.choices(q.Candidates))))
		}
	case "intake.no_table", "intake.no_room":
		c.sayFirst(survey)
		c.progress(c.Words.T("intake.command.table_flags"))
		c.progress(c.Words.T("intake.command.fields", "fields", c.Words.List(c.choices(intake.Choices))))
	}
}

func (c *Call) choices(fields []intake.Field) []string {
	var out []string
	for _, f := range fields {
		out = append(out, string(f)+" ("+c.Words.Field(f)+")")
	}
	return out
}

// quoted is an argument as a shell takes it in one piece.
func quoted(text string) string {
	if strings.ContainsAny(text, " &()'\"$`;|<>*?#") {
		return `"` + strings.ReplaceAll(text, `"`, `\"`) + `"`
	}
	return text
}

// How much of a workbook is shown.
const (
	firstSheets  = 6
	firstRows    = 6
	firstColumns = 12
	cellColumns  = 18 // of the terminal
)

// sayFirst shows the first rows of each sheet, as they stand.
func (c *Call) sayFirst(survey *intake.Survey) {
	for i := range survey.Book.Sheets[:min(len(survey.Book.Sheets), firstSheets)] {
		s := &survey.Book.Sheets[i]
		key := "intake.command.sheet"
		if s.Hidden {
			key = "intake.command.sheet_hidden"
		}
		c.progress(c.Words.T(key, "sheet", s.Name, "n", len(s.Rows)))
		for n, row := range s.First(firstRows) {
			var cells []string
			for col, text := range row[:min(len(row), firstColumns)] {
				if text != "" {
					cells = append(cells, intake.ColumnName(col)+" "+cutTo(text, cellColumns))
				}
			}
			if len(row) > firstColumns {
				cells = append(cells, "…")
			}
			c.progress("  " + strconv.Itoa(n+1) + "  " + strings.Join(cells, " | "))
		}
	}
}

// cutTo cuts a text to so many columns of the terminal.
func cutTo(text string, width int) string {
	if columns(text) <= width {
		return text
	}
	r := []rune(text)
	for len(r) > 0 && columns(string(r))+1 > width {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}
