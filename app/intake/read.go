package intake

import (
	"slices"

	"keyday/app"
	"keyday/app/site"
)

// Read makes a ledger of the surveyed workbook: first the tables that name
// homes, then those that join them by a number. glyphs tells which characters
// of a name no form can print; nil finds none missing.
//
// It refuses what is not Ready, and with "intake.no_rows" where nothing stands below
// the headers, "intake.too_many_findings" where more is wrong than anybody reads.
func Read(sv Survey, glyphs func(string) []rune) (*Ledger, error) {
	if glyphs == nil {
		glyphs = func(string) []rune { return nil }
	}
	if err := sv.RequireReady(); err != nil {
		return nil, err
	}
	sv = sv.settled()
	l := &Ledger{File: sv.Book.File, Passed: append([]Passed(nil), sv.Passed...), Layouts: sv.Tables, titles: map[string][]string{}}
	r := &reader{book: &sv.Book, glyphs: glyphs, ledger: l, byCode: map[string]*Home{}, byNumber: map[string][]*Home{}, faulted: map[Spot]bool{}}
	for _, joining := range []bool{false, true} {
		for i := range sv.Tables {
			t := &sv.Tables[i]
			if named := t.column(Room) >= 0 || t.column(WholeUnit) >= 0 || t.column(UnitKey) >= 0; named == joining {
				continue
			}
			r.table(t)
		}
	}
	if l.hopeless() {
		return nil, app.Refuse("intake.too_many_findings", "file", sv.Book.File, "most", itoa(mostFindings))
	}
	r.twoNames()
	if len(l.Homes) == 0 && len(l.Findings) == 0 {
		return nil, app.Refuse("intake.no_rows", "file", sv.Book.File)
	}
	return l, nil
}

// reader goes through the tables of one workbook.
type reader struct {
	book     *Book
	glyphs   func(string) []rune
	ledger   *Ledger
	byCode   map[string]*Home
	byNumber map[string][]*Home // by 房源编号 and by contract number
	faulted  map[Spot]bool      // cells of which was said that they cannot be read
}

// table is a table while it is read: what its rows carry on from those above.
type table struct {
	*reader
	layout   *Layout
	sheet    *Sheet
	columns  map[Field]int
	upper    map[Address]Address // of merged cells: where their content stands
	building site.Place          // as carried down: only Building and Entrance
	written  string              // the building's name as written
	builtAt  Spot
	dittos   map[int]dittoOf // by column, the last that was met
	last     *Home           // the home that rows without a room go on with
	seen     map[string]int
	taken    map[int]bool    // rows that were read as homes
	ended    bool            // a grand total or a remark has been passed
	other    PassedKind      // of the table that has begun below, "" in the table itself
	asides   map[Aside][]int // columns of 小区, 销售状态, 与业主关系
	estate   string          // as carried down
	perFloor bool            // rooms are counted anew on every floor: 3层 02室

	homeFields, buyerFields int // columns of what a home has, and a buyer
}

// row is one row of a table.
type row struct {
	*table
	n    int
	unit string
	home *Home // once it is known
}

func (r *reader) table(l *Layout) {
	s := &r.book.Sheets[l.sheet]
	t := &table{reader: r, layout: l, sheet: s, columns: map[Field]int{}, upper: map[Address]Address{}, dittos: map[int]dittoOf{}, seen: map[string]int{}, taken: map[int]bool{}}
	for i := len(l.Columns) - 1; i >= 0; i-- {
		t.columns[l.Columns[i].Field] = l.Columns[i].Index
	}
	for _, m := range s.Merged {
		for at := (Address{m.From.Row + 1, m.From.Col}); at.Row <= m.To.Row && at.Row < len(s.Rows); at.Row++ {
			t.upper[at] = m.From
		}
	}
	t.sheetOddlyNamed()
	if code := l.buildingOfName(); code != "" {
		t.building, t.written = site.Place{Building: code}, l.Sheet
		t.builtAt = Spot{l.Sheet, Address{max(l.Header.From.Row, 0), 0}}
	} else if l.column(Building) < 0 {
		t.takeTitle()
	}
	t.findAside()
	t.perFloor = t.countsPerFloor()
	for n := range l.Header.To.Row { // a title of two cells may look like a part of the header
		for _, cell := range s.Rows[n] {
			if text := oneLine(site.Fold(cell.String())); text != "" {
				r.ledger.titles[l.Sheet] = append(r.ledger.titles[l.Sheet], text)
			}
		}
	}
	t.pass(Range{To: Address{l.Header.From.Row - 1, max(s.width()-1, 0)}}, PassedTitle)
	t.homeFields, t.buyerFields = t.count(Floor)+t.count(unitFieldOrder...), t.count(Share)+t.count(ownerFieldOrder...)
	for n := l.Header.To.Row + 1; n < len(s.Rows); n++ {
		if r.ledger.hopeless() {
			return
		}
		if countFilled(s.Rows[n]) > 0 {
			t.row(&row{table: t, n: n})
		}
	}
	t.sayUnseen()
	t.sayUnseenColumns()
	t.passColumns()
}

// sayUnseen warns of homes that were read from hidden rows: whoever sent the file
// may have meant them to be gone.
func (t *table) sayUnseen() {
	var rows []string
	for _, n := range t.sheet.Unseen {
		if t.taken[n] {
			rows = append(rows, itoa(n+1))
		}
	}
	if len(rows) == 0 {
		return
	}
	first := t.sheet.Unseen[slices.IndexFunc(t.sheet.Unseen, func(n int) bool { return t.taken[n] })]
	text := list(rows[:min(len(rows), 10)])
	if len(rows) > 10 {
		text += "…"
	}
	t.ledger.find(Finding{Kind: HiddenRows, At: Spot{t.layout.Sheet, Address{first, 0}}, Field: Room, Text: text, Other: itoa(len(rows))})
}

// sayUnseenColumns warns of what was read from hidden columns, but for the identities
// that Keyday's own exports hide.
func (t *table) sayUnseenColumns() {
	var letters []string
	first := -1
	for _, c := range t.layout.Columns {
		unread := c.Field == NoField || c.Field == Leave || c.Field == Serial || c.Field == UnitKey || c.Field == OwnerKey
		if unread || !slices.Contains(t.sheet.UnseenColumns, c.Index) || !t.anyBelow(c.Index) {
			continue
		}
		if first < 0 {
			first = c.Index
		}
		letters = append(letters, c.Letter)
	}
	if first < 0 {
		return
	}
	text := list(letters[:min(len(letters), 10)])
	if len(letters) > 10 {
		text += "…"
	}
	at := Address{max(t.layout.Header.To.Row, 0), first}
	t.ledger.find(Finding{Kind: HiddenColumns, At: Spot{t.layout.Sheet, at}, Field: t.layout.Columns[first].Field, Text: text, Other: itoa(len(letters))})
}

// anyBelow reports whether anything stands in the column below the header.
func (t *table) anyBelow(col int) bool {
	for n := t.layout.Header.To.Row + 1; n < len(t.sheet.Rows); n++ {
		if !t.sheet.At(Address{n, col}).IsBlank() {
			return true
		}
	}
	return false
}

// row reads one row, or says why it is passed over.
func (t *table) row(r *row) {
	kind, skip := t.kindOfRow(r)
	if skip {
		t.last = nil
		t.passRow(r.n, kind)
		return
	}
	t.carryEstate(r)
	switch {
	case !t.named():
		t.joinRow(r)
	case r.text(Room) == "" && r.text(WholeUnit) == "" && !t.isVilla(r) && !r.faulty(Building, Entrance, Room, WholeUnit):
		t.goOn(r)
	default:
		t.homeRow(r)
	}
	r.allFaults()
}

// count is how many of the fields have a column.
func (t *table) count(fields ...Field) (n int) {
	for _, f := range fields {
		if _, ok := t.columns[f]; ok {
			n++
		}
	}
	return n
}

func (t *table) named() bool {
	for _, f := range []Field{Room, WholeUnit, UnitKey} {
		if _, ok := t.columns[f]; ok {
			return true
		}
	}
	return false
}
