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
	Sheet  []string `sep:"none" placeholder:"${word_sheet}" help:"${import_sheet}"`
	Header []string `sep:"none" placeholder:"${word_header_rows}" help:"${import_header}"`
	Column []string `sep:"none" placeholder:"${word_column_field}" help:"${import_column}"`
}

// tableSaid is what the flags say, as far as it can be known without the file.
type tableSaid struct {
	sheets  []string
	headers []headerSaid
	columns map[string]intake.Field
}

// headerSaid are the rows of a header, counted from 0; -1 is none.
type headerSaid struct {
	sheet       string // "" where there is one
	top, bottom int
}

// said reads the flags; what can mean nothing in any file is a misuse.
func (f tableFlags) said(c *Call) (tableSaid, error) {
	out := tableSaid{sheets: f.Sheet, columns: map[string]intake.Field{}}
	for _, text := range f.Header {
		header, ok := headerOf(text)
		if !ok {
			return out, misuse{c.Words.Refusal(app.Refuse("intake.header_text", "text", text))}
		}
		out.headers = append(out.headers, header)
	}
	for _, text := range f.Column {
		i := strings.LastIndex(text, "=")
		if i < 1 {
			return out, misuse{c.Words.T("command.wrong.value", "what", "--column")}
		}
		column := text[:i]
		field, err := c.field(text[i+1:])
		if err != nil {
			return out, misuse{c.Words.Refusal(err)}
		}
		if before, twice := out.columns[column]; twice && before != field {
			return out, misuse{c.Words.T("intake.command.contradict", "one", "--column "+column+"="+string(before), "other", "--column "+text)}
		}
		out.columns[column] = field
	}
	return out, nil
}

// headerOf reads 3, 3-4, or 0 for none; behind the sheet's name where there are several:
// 台账:3-4.
func headerOf(text string) (h headerSaid, ok bool) {
	rows := text
	if i := strings.LastIndex(text, ":"); i >= 0 {
		h.sheet, rows = text[:i], text[i+1:]
	}
	from, to, several := strings.Cut(rows, "-")
	if !several {
		to = from
	}
	top, err := strconv.Atoi(strings.TrimSpace(from))
	bottom, wrong := strconv.Atoi(strings.TrimSpace(to))
	h.top, h.bottom = top-1, bottom-1
	return h, err == nil && wrong == nil
}

// settle takes what the flags say. Where the workbook cannot be read yet it shows what
// it holds, and names the flags that answer.
func (f tableSaid) settle(c *Call, survey *intake.Survey) error {
	if len(f.sheets) > 0 {
		if err := survey.TakeOnly(f.sheets...); err != nil {
			return err
		}
	}
	for _, h := range f.headers {
		if h.sheet == "" {
			var err error
			if h.sheet, err = f.oneSheet(survey); err != nil {
				return err
			}
		}
		if err := survey.TakeHeader(h.sheet, h.top, h.bottom); err != nil {
			return err
		}
	}
	if err := survey.Mean(f.meanings(survey)); err != nil {
		return err
	}
	err := survey.RequireReady()
	if err != nil && !c.JSON {
		c.sayOpen(survey, err)
	}
	return err
}

// oneSheet is the sheet that a header without a sheet's name is of.
func (f tableSaid) oneSheet(survey *intake.Survey) (string, error) {
	var names []string
	switch {
	case len(f.sheets) > 0:
		names = f.sheets
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
		return "", app.Refuse("intake.header_sheet", "sheets", strings.Join(names, "、"))
	}
	return names[0], nil
}

// meanings reads D=area, or 台账:D=area of one sheet alone, in a fixed order.
func (f tableSaid) meanings(survey *intake.Survey) []intake.Meaning {
	var out []intake.Meaning
	for said, field := range f.columns {
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
	return out
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
