package intake

import (
	"slices"
	"strconv"
	"strings"

	"keyday/app"
	"keyday/app/site"
)

// What a person says of a workbook comes before all that is recognised: which sheet,
// which rows are its header, what a column means.

// RequireReady refuses what cannot be read yet: "intake.no_table" where no sheet is known to
// hold one, "intake.no_room" where no column says which home a row is of,
// "intake.column_open" while a column is in question.
func (sv *Survey) RequireReady() error {
	if len(sv.Tables) == 0 {
		return app.Refuse("intake.no_table", "file", sv.Book.File, "sheets", sv.sheetNames())
	}
	for _, l := range sv.Tables {
		if l.Told && !l.namesUnits() && !l.joins() {
			return app.Refuse("intake.no_room", "file", sv.Book.File, "sheet", l.Sheet)
		}
	}
	if !slices.ContainsFunc(sv.Tables, Layout.namesUnits) {
		return app.Refuse("intake.no_room", "file", sv.Book.File, "sheet", sv.likeliest().Sheet)
	}
	if q := sv.Questions(); len(q) > 0 {
		return app.Refuse("intake.column_open", "file", sv.Book.File, "sheet", q[0].Sheet, "cell", q[0].Cell, "header", q[0].Header,
			"count", strconv.Itoa(len(q[0].Candidates)))
	}
	return nil
}

// likeliest is the table that names buildings, where none names rooms.
func (sv *Survey) likeliest() Layout {
	return sv.Tables[max(0, slices.IndexFunc(sv.Tables, func(l Layout) bool { return l.may(Building) }))]
}

// sheetNames are in the form in which the words of a refusal list several.
func (sv *Survey) sheetNames() string {
	names := make([]string, len(sv.Book.Sheets))
	for i, s := range sv.Book.Sheets {
		names[i] = s.Name
	}
	return strings.Join(names, "、")
}

// Sheet finds a sheet by its name; it refuses "intake.no_sheet".
func (sv *Survey) Sheet(name string) (*Sheet, error) {
	for i := range sv.Book.Sheets {
		if s := &sv.Book.Sheets[i]; s.Name == name {
			return s, nil
		}
	}
	return nil, app.Refuse("intake.no_sheet", "sheet", name, "file", sv.Book.File, "sheets", sv.sheetNames())
}

// Table is the table of a sheet; ok is false where the sheet is passed over.
func (sv *Survey) Table(sheet string) (l Layout, ok bool) {
	i := slices.IndexFunc(sv.Tables, func(l Layout) bool { return l.Sheet == sheet })
	if i < 0 {
		return Layout{}, false
	}
	return sv.Tables[i], true
}

// TakeOnly takes these sheets and no other. A sheet of which nothing was recognised is
// taken with the header that comes nearest to one, its first row with several cells
// where none does.
func (sv *Survey) TakeOnly(sheets ...string) error {
	for _, name := range sheets {
		s, err := sv.Sheet(name)
		if err != nil {
			return err
		}
		if _, there := sv.Table(name); there {
			continue
		}
		h, found := findHeader(s)
		if !found {
			h.top = max(0, slices.IndexFunc(s.Rows, func(row []Cell) bool { return countFilled(row) > 1 }))
			h.bottom = h.top
		}
		if err := sv.TakeHeader(name, h.top, h.bottom); err != nil {
			return err
		}
	}
	for _, s := range sv.Book.Sheets {
		if !slices.Contains(sheets, s.Name) {
			sv.LeaveOut(s.Name)
		}
	}
	return nil
}

// LeaveOut passes a sheet over that was taken.
func (sv *Survey) LeaveOut(sheet string) {
	if l, there := sv.Table(sheet); there {
		sv.Tables = slices.DeleteFunc(slices.Clone(sv.Tables), func(l Layout) bool { return l.Sheet == sheet })
		sv.pass(&sv.Book.Sheets[l.sheet], PassedNotChosen)
	}
}

// TakeHeader says that the sheet's table stands below the rows from top to bottom,
// counted from 0, which are its header; below -1 it stands in the first row and has
// none. Its columns are recognised by that header. It refuses "intake.no_sheet",
// "intake.sheet_twice", and "intake.header_row" where these are no rows of a header.
func (sv *Survey) TakeHeader(sheet string, top, bottom int) error {
	s, err := sv.Sheet(sheet)
	if err != nil {
		return err
	}
	if bottom < top || top < -1 || top == -1 && bottom != -1 || bottom-top >= headerRows || bottom >= len(s.Rows)-1 {
		return app.Refuse("intake.header_row", "sheet", sheet, "file", sv.Book.File, "rows", strconv.Itoa(len(s.Rows)), "most", strconv.Itoa(headerRows))
	}
	index := slices.IndexFunc(sv.Book.Sheets, func(s Sheet) bool { return s.Name == sheet })
	l := sv.layout(index, s.header(top, bottom))
	l.Told = true
	sv.Tables = slices.DeleteFunc(slices.Clone(sv.Tables), func(l Layout) bool { return l.sheet == index })
	place, _ := slices.BinarySearchFunc(sv.Tables, index, func(l Layout, index int) int { return l.sheet - index })
	sv.Tables = slices.Insert(sv.Tables, place, l)
	sv.Passed = slices.DeleteFunc(slices.Clone(sv.Passed), func(p Passed) bool { return p.Sheet == sheet })
	return nil
}

// Meaning is what a person says of a column.
type Meaning struct {
	Sheet  string // "" in whichever sheet has such a column
	Column string // its letter, or its header as the file has it
	Field  Field
}

// Mean takes all that was said of columns at once, so that two may change places.
func (sv *Survey) Mean(said []Meaning) error {
	for _, m := range said {
		if err := sv.Choose(m.Sheet, m.Column, Leave); err != nil {
			return err
		}
	}
	for _, m := range said {
		if err := sv.Choose(m.Sheet, m.Column, m.Field); err != nil {
			return err
		}
	}
	return nil
}

// Choose settles or corrects a column, named by its letter or by its header as
// the file has it; an empty sheet means every table. It refuses
// "intake.no_column", where another column has the field "intake.field_taken", and
// "intake.column_two" where a letter stands over different headers in several sheets.
func (sv *Survey) Choose(sheet, column string, f Field) error {
	var chosen []*Column
	first := ""
	for i := range sv.Tables {
		l := &sv.Tables[i]
		c := l.find(column)
		if c == nil || sheet != "" && l.Sheet != sheet {
			continue
		}
		for j := range l.Columns {
			if o := &l.Columns[j]; o != c && o.Field == f && f != NoField && f != Leave && f != Serial {
				return app.Refuse("intake.field_taken", "column", column, "other", o.Letter, "header", o.Header)
			}
		}
		if len(chosen) > 0 && plainHeader(chosen[0].Header) != plainHeader(c.Header) {
			return app.Refuse("intake.column_two", "column", column, "sheet", first, "other", l.Sheet)
		}
		if len(chosen) == 0 {
			first = l.Sheet
		}
		chosen = append(chosen, c)
	}
	if len(chosen) == 0 {
		return app.Refuse("intake.no_column", "column", column, "file", sv.Book.File)
	}
	for _, c := range chosen {
		c.Field, c.Sure, c.Candidates = f, Chosen, nil
	}
	return nil
}

func (l *Layout) find(column string) *Column {
	for i := range l.Columns {
		if c := &l.Columns[i]; c.Letter == strings.ToUpper(column) || plainHeader(c.Header) == plainHeader(column) && c.Header != "" {
			return c
		}
	}
	return nil
}

// First is the sheet's first rows as they stand, for a person to say where its table is;
// private values are masked, by what is written above them too.
func (s *Sheet) First(rows int) [][]string {
	out := make([][]string, min(rows, len(s.Rows)))
	mask := map[int]func(string) string{}
	for n := range out {
		out[n] = make([]string, len(s.Rows[n]))
		for col, c := range s.Rows[n] {
			text := oneLine(app.Visible(c.String()))
			fields, sure := recognise("", text)
			switch {
			case c.Kind == Text && sure != Unknown && fields[0] == OwnerAddress:
				mask[col] = site.MaskAddress
			case c.Kind == Text && sure != Unknown && fields[0].Private():
				mask[col] = maskNumbers
			case mask[col] != nil:
				text = mask[col](text)
			default:
				text = hideNumbers(site.MaskIn(text))
			}
			out[n][col] = text
		}
	}
	return out
}
