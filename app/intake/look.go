package intake

import (
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/site"
)

// Survey is what was found in a workbook: its tables, their columns, and the
// sheets that are not of homes. The person corrects it before it is read.
type Survey struct {
	Book   Book
	Tables []Layout
	Passed []Passed // whole sheets only
	known  []Remembered
}

// Layout is one table: where it stands and what its columns mean.
type Layout struct {
	Sheet       string
	Header      Range
	Columns     []Column
	Fingerprint string // of the header's wording; the key of Remembered; "" where there is none
	Told        bool   // a person said that the table stands here
	sheet       int
}

// Column is one column of a table.
type Column struct {
	Index      int
	Letter     string // D
	Header     string // as the file has it, its group before it
	Cell       string // D4: where the header stands
	Field      Field  // "" while it is unknown or asked
	Sure       Sureness
	Candidates []Field  // what it may be, where it is asked
	Samples    []string // the first values, private ones masked
}

// Question is a column that only a person can settle.
type Question struct {
	Sheet string
	Column
}

// Remembered is how the columns of one header were read, kept by Apply.
type Remembered struct {
	ID          app.ID // derived from community and fingerprint, alike on every laptop
	Community   app.ID
	Fingerprint string
	Headers     []string
	Fields      []Field
}

// Look finds the tables of a workbook and recognises their columns; what was
// remembered of the same header wins. Where no sheet names a room together with
// anything else, the survey holds what looks like a table at all, perhaps nothing: Ready
// says so, and a person may say where the table is and what its columns mean.
func Look(book Book, known []Remembered) (Survey, error) {
	book.Sheets = slices.Clone(book.Sheets)
	sv := Survey{Book: book, known: known}
	for i := range book.Sheets {
		book.Sheets[i] = book.Sheets[i].plainOnly()
		s := &book.Sheets[i]
		h, found := findHeader(s)
		recalled, again := rememberedHeader(s, h, known)
		if again {
			h, found = recalled, true
		}
		kind, others := h.notHomes()
		switch {
		case len(s.Rows) == 0:
			continue
		case s.Hidden:
			sv.pass(s, PassedHidden)
		case others && !again:
			sv.pass(s, kind)
		case !found:
			sv.pass(s, PassedNoTable)
		default:
			sv.Tables = append(sv.Tables, sv.layout(i, h))
		}
	}
	if slices.ContainsFunc(sv.Tables, Layout.namesUnits) {
		sv.settle()
	}
	return sv, nil
}

// rememberedHeader finds the header of which a person has said before what its columns
// are, though it be none that is recognised.
func rememberedHeader(s *Sheet, found header, known []Remembered) (header, bool) {
	prints := map[string]bool{"": false}
	for _, r := range known {
		prints[r.Fingerprint] = r.Fingerprint != ""
	}
	if len(known) == 0 || prints[found.fingerprint()] {
		return found, len(known) > 0
	}
	for rows := headerRows; rows > 0; rows-- {
		for top := 0; top < headerWithin && top+rows <= len(s.Rows); top++ {
			if h := s.header(top, top+rows-1); prints[h.fingerprint()] {
				return h, true
			}
		}
	}
	return found, false
}

// layout is the table of a sheet under the header, its columns recognised.
func (sv *Survey) layout(sheet int, h header) Layout {
	s := &sv.Book.Sheets[sheet]
	l := newLayout(s, sheet, h.widened(s.width()))
	l.recall(sv.known)
	return l
}

func (sv *Survey) pass(s *Sheet, kind PassedKind) {
	rows := 0
	for _, row := range s.Rows {
		if countFilled(row) > 0 {
			rows++
		}
	}
	sv.Passed = append(sv.Passed, Passed{Sheet: s.Name, Kind: kind, Rows: rows,
		Range: Range{To: Address{len(s.Rows) - 1, max(s.width()-1, 0)}}})
}

// settle drops the tables that neither name units nor join one that does, but for those
// that a person has named.
func (sv *Survey) settle() {
	var kept []Layout
	for _, l := range sv.Tables {
		if l.Told || l.mayMatter() {
			kept = append(kept, l)
		} else {
			sv.pass(&sv.Book.Sheets[l.sheet], PassedNoTable)
		}
	}
	sv.Tables = kept
}

// settled is the survey as it is read.
func (sv Survey) settled() Survey {
	sv.Passed = slices.Clone(sv.Passed)
	sv.settle()
	return sv
}

// namesUnits reports whether the table names homes itself.
func (l Layout) namesUnits() bool {
	return l.may(Room) || l.may(WholeUnit) || l.may(UnitKey)
}

// joins reports whether the table's rows belong to homes of another sheet.
func (l Layout) joins() bool { return l.may(Join) || l.may(ContractNo) }

func (l Layout) mayMatter() bool {
	others := 0
	for _, c := range l.Columns {
		if f := c.Field; f != NoField && f != Serial && f != Leave || c.Sure == Asked {
			others++
		}
	}
	return others >= 2 && (l.namesUnits() || l.joins())
}

func (l Layout) may(f Field) bool {
	return slices.ContainsFunc(l.Columns, func(c Column) bool {
		return c.Field == f || c.Sure == Asked && slices.Contains(c.Candidates, f)
	})
}

func newLayout(s *Sheet, index int, h header) Layout {
	l := Layout{Sheet: s.Name, sheet: index,
		Header: Range{Address{h.top, 0}, Address{h.bottom, max(len(h.leaves)-1, 0)}}}
	for col, leaf := range h.leaves {
		fields, sure := recognise(h.groups[col], leaf)
		c := Column{Index: col, Letter: ColumnName(col), Header: strings.TrimSpace(oneLine(h.groups[col] + " " + leaf)),
			Cell: headerCell(s, h, col), Sure: sure, Samples: samples(s, h, col)}
		switch sure {
		case Asked:
			c.Candidates = fields
		case Unknown:
		default:
			c.Field = fields[0]
		}
		l.Columns = append(l.Columns, c)
	}
	l.Fingerprint = h.fingerprint()
	l.settleAreas(declaredArea(s, h))
	l.settlePlace()
	l.settleCoOwners()
	l.settleDoubles()
	l.mask()
	return l
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func headerCell(s *Sheet, h header, col int) string {
	if h.bottom < 0 {
		return ColumnName(col)
	}
	for row := h.bottom; row >= h.top; row-- {
		if at := (Address{row, col}); !s.At(at).IsBlank() {
			return at.String()
		}
	}
	return Address{h.bottom, col}.String()
}

func samples(s *Sheet, h header, col int) []string {
	var out []string
	for row := h.bottom + 1; row < len(s.Rows) && len(out) < 3; row++ {
		if c := s.At(Address{row, col}); !c.IsBlank() {
			out = append(out, oneLine(c.String()))
		}
	}
	return out
}

// settleAreas decides what 建筑面积 is: the sheet's own note says so, or a
// measured area stands beside it, or the table is of contracts. A bare 面积
// stays a question whatever stands around it; the note only orders the answers.
func (l *Layout) settleAreas(declared Field) {
	has := func(f Field) bool {
		return slices.ContainsFunc(l.Columns, func(c Column) bool { return c.Field == f })
	}
	for i := range l.Columns {
		c := &l.Columns[i]
		if c.Sure != Asked || c.Candidates[0] != ContractArea {
			continue
		}
		bare := slices.Contains(c.Candidates, InnerArea)
		switch {
		case bare:
			if declared == MeasuredArea {
				c.Candidates = []Field{MeasuredArea, ContractArea, InnerArea}
			}
		case declared != NoField && !has(declared):
			c.Field, c.Sure, c.Candidates = declared, Likely, nil
		case declared == NoField && !has(ContractArea) && (has(MeasuredArea) || has(ContractNo) || has(UnitPrice)):
			c.Field, c.Sure, c.Candidates = ContractArea, Likely, nil
		}
	}
}

// settlePlace: in a table that has a column for the building, Unit is the entrance where
// another column is the room; and where none is, Unit or 房屋编号 may be what names the
// home, which a person says.
func (l *Layout) settlePlace() {
	if l.column(Building) < 0 || l.may(UnitKey) {
		return
	}
	for i := range l.Columns {
		c := &l.Columns[i]
		unit := c.Field == WholeUnit && strings.HasSuffix(plainHeader(c.Header), "UNIT")
		switch {
		case unit && l.column(Room) >= 0 && l.column(Entrance) < 0:
			c.Field, c.Sure = Entrance, Likely
		case unit && l.column(Room) < 0:
			c.ask(Room, Entrance, WholeUnit)
		case c.Field == Join && !l.may(Room) && !l.may(WholeUnit):
			c.ask(Room, WholeUnit, Join)
		}
	}
}

// settleCoOwners: where 共有人 is all that names anybody, they are the owners.
func (l *Layout) settleCoOwners() {
	if l.may(OwnerName) {
		return
	}
	main := map[Field]Field{CoName: OwnerName, CoIDNo: IDNo, CoPhone: Phone}
	for i := range l.Columns {
		if c := &l.Columns[i]; main[c.Field] != NoField && !l.may(main[c.Field]) {
			c.Field, c.Sure = main[c.Field], Likely
		}
	}
}

// settleDoubles: of two columns for one field neither is guessed to be the
// right one, but a second phone is a second phone.
func (l *Layout) settleDoubles() {
	first := map[Field]int{}
	// Two names in a row are mostly two people, and then the second phone is theirs.
	people := l.may(CoName)
	for i, c := range l.Columns {
		people = people || c.Field == OwnerName && l.column(OwnerName) < i
	}
	for i := range l.Columns {
		c := &l.Columns[i]
		if c.Field == NoField || c.Field == Leave || c.Field == Serial {
			continue
		}
		before, double := first[c.Field]
		switch {
		case !double && c.Field == Phone2 && people && l.column(CoPhone) < 0:
			c.ask(Phone2, CoPhone, Leave)
		case !double:
			first[c.Field] = i
		case c.Field == Phone && people:
			c.ask(Phone2, CoPhone, Leave)
		case c.Field == Phone:
			if _, taken := first[Phone2]; !taken {
				c.Field, c.Sure = Phone2, Likely
				first[Phone2] = i
				continue
			}
			c.ask(Phone2, Leave)
		default:
			f := c.Field
			if co := coOwner(f, 1); people && co != Leave {
				c.ask(f, co, Leave)
			} else {
				c.ask(f, Leave)
			}
			if b := &l.Columns[before]; b.Field == f {
				b.ask(f, Leave)
			}
		}
	}
}

func (c *Column) ask(fields ...Field) { c.Field, c.Sure, c.Candidates = NoField, Asked, fields }

func (l *Layout) mask() {
	for i := range l.Columns {
		c := &l.Columns[i]
		hide := hideNumbers // a phone beside a name
		switch {
		case c.Field == OwnerAddress:
			hide = site.MaskAddress
		case c.Field.Private() || slices.ContainsFunc(c.Candidates, Field.Private):
			hide = maskNumbers
		case c.Sure == Unknown:
			hide = maskUnknown
		}
		for j, s := range c.Samples {
			c.Samples[j] = hideNumbers(hide(s))
		}
	}
}

// maskUnknown leaves of a value what a person needs to say what its column is: a short
// one as it is, but for numbers; a long one may be an address.
func maskUnknown(s string) string {
	if len([]rune(s)) > 12 {
		return site.MaskAddress(s)
	}
	return s
}

// recall reads the columns as they were read the last time.
func (l *Layout) recall(known []Remembered) {
	for _, r := range known {
		if r.Fingerprint != l.Fingerprint || l.Fingerprint == "" {
			continue
		}
		for i := range min(len(r.Fields), len(l.Columns)) {
			if c := &l.Columns[i]; r.Fields[i] != NoField {
				c.Field, c.Sure, c.Candidates = r.Fields[i], Recalled, nil
			}
		}
		return
	}
}

// Questions lists the columns that must be settled before the file can be read.
func (sv *Survey) Questions() []Question {
	var out []Question
	for _, l := range sv.Tables {
		for _, c := range l.Columns {
			if c.Sure == Asked {
				out = append(out, Question{l.Sheet, c})
			}
		}
	}
	return out
}

// remember is what Apply keeps of the table's columns.
func (l Layout) remember(community app.ID) Remembered {
	r := Remembered{ID: app.DerivedID(community, "columns/"+l.Fingerprint), Community: community, Fingerprint: l.Fingerprint}
	for _, c := range l.Columns {
		r.Headers = append(r.Headers, app.Visible(c.Header))
		r.Fields = append(r.Fields, c.Field)
	}
	return r
}

// column is the index of the field's column, or -1.
func (l Layout) column(f Field) int {
	return slices.IndexFunc(l.Columns, func(c Column) bool { return c.Field == f })
}

// buildingOfName reads the sheet's own name as a building, as in a workbook of
// one sheet per building.
func (l Layout) buildingOfName() string {
	if code, ok := site.BuildingCode(l.Sheet); ok && l.namedAsBuilding() {
		return code
	}
	return ""
}

func (l Layout) namedAsBuilding() bool { return strings.ContainsAny(l.Sheet, "幢栋座#楼") }
