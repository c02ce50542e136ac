package intake

import (
	"regexp"
	"strconv"
	"strings"

	"keyday/app"
	"keyday/app/site"
)

// Read makes a ledger of the surveyed workbook: first the tables that name
// homes, then those that join them by a number. glyphs tells which characters
// of a name no form can print; nil finds none missing.
//
// It refuses with "intake.column_open" while a column is still in question, and
// with "intake.no_building" where nothing tells the building of a table's rows.
func Read(sv Survey, glyphs func(string) []rune) (*Ledger, error) {
	if glyphs == nil {
		glyphs = func(string) []rune { return nil }
	}
	l := &Ledger{File: sv.Book.File, Passed: append([]Passed(nil), sv.Passed...), Layouts: sv.Tables}
	r := &reader{book: &sv.Book, glyphs: glyphs, ledger: l, byCode: map[string]*Home{}, byNumber: map[string][]*Home{}}
	for _, t := range sv.Tables {
		if err := t.ready(sv.Book.File); err != nil {
			return nil, err
		}
	}
	for _, joining := range []bool{false, true} {
		for i := range sv.Tables {
			t := &sv.Tables[i]
			if named := t.column(Room) >= 0 || t.column(WholeUnit) >= 0 || t.column(UnitKey) >= 0; named == joining {
				continue
			}
			r.table(t)
		}
	}
	r.twoNames()
	return l, nil
}

// reader goes through the tables of one workbook.
type reader struct {
	book     *Book
	glyphs   func(string) []rune
	ledger   *Ledger
	byCode   map[string]*Home
	byNumber map[string][]*Home // by 房源编号 and by contract number
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
	last     *Home // the home that rows without a room go on with
	seen     map[string]int
	ended    bool // a grand total or a remark has been passed
}

// row is one row of a table.
type row struct {
	*table
	n    int
	unit string
}

func (r *reader) table(l *Layout) {
	s := &r.book.Sheets[l.sheet]
	t := &table{reader: r, layout: l, sheet: s, columns: map[Field]int{}, upper: map[Address]Address{}, seen: map[string]int{}}
	for i := len(l.Columns) - 1; i >= 0; i-- {
		t.columns[l.Columns[i].Field] = l.Columns[i].Index
	}
	for _, m := range s.Merged {
		for at := (Address{m.From.Row + 1, m.From.Col}); at.Row <= m.To.Row && at.Row < len(s.Rows); at.Row++ {
			t.upper[at] = m.From
		}
	}
	if code := l.buildingOfName(); code != "" {
		t.building, t.written = site.Place{Building: code}, l.Sheet
		t.builtAt = Spot{l.Sheet, Address{l.Header.From.Row, 0}}
	}
	if l.Header.From.Row > 0 {
		t.pass(Range{To: Address{l.Header.From.Row - 1, max(s.width()-1, 0)}}, PassedTitle)
	}
	for n := l.Header.To.Row + 1; n < len(s.Rows); n++ {
		if countFilled(s.Rows[n]) > 0 {
			t.row(&row{table: t, n: n})
		}
	}
	t.passColumns()
}

// row reads one row, or says why it is passed over.
func (t *table) row(r *row) {
	switch kind, skip := t.kindOfRow(r); {
	case skip:
		t.last = nil
		t.passRow(r.n, kind)
	case !t.named():
		t.joinRow(r)
	case r.text(Room) == "" && r.text(WholeUnit) == "" && !t.isVilla(r) && !r.faulty(Building, Entrance, Room, WholeUnit):
		t.goOn(r)
	default:
		t.homeRow(r)
	}
}

func (t *table) named() bool {
	for _, f := range []Field{Room, WholeUnit, UnitKey} {
		if _, ok := t.columns[f]; ok {
			return true
		}
	}
	return false
}

var (
	subtotal   = regexp.MustCompile(`小计|合计|总计|共计|累计|^计$|SUBTOTAL|TOTAL`)
	grandTotal = regexp.MustCompile(`^(合计|总计|共计|累计)|GRAND TOTAL`)
	remark     = regexp.MustCompile(`^(备注|附注|注|说明|制表|审核|填表|复核|经办|统计|以上|上表|本表|打印|※|\*|NOTE|REMARK)`)
	sectional  = regexp.MustCompile(`幢|栋|座|#|号楼|别墅`)
)

// kindOfRow tells the rows that are not of homes. A row with a room is one,
// whatever else stands in it.
func (t *table) kindOfRow(r *row) (PassedKind, bool) {
	first, filledCells := "", 0
	repeated := 0
	for col := range t.sheet.Rows[r.n] {
		c := t.sheet.At(Address{r.n, col})
		if c.IsBlank() {
			continue
		}
		filledCells++
		text := strings.ToUpper(strings.Join(strings.Fields(site.Fold(c.String())), ""))
		if first == "" {
			first = text
		}
		if col < len(t.layout.Columns) && strings.HasSuffix(plainHeader(t.layout.Columns[col].Header), plainHeader(c.String())) {
			repeated++
		}
	}
	_, roomIs := site.RoomCode(r.text(Room))
	if !roomIs {
		_, roomIs = site.ParseUnit(r.text(Room) + r.text(WholeUnit))
	}
	switch {
	case repeated >= 2 && repeated*2 > filledCells:
		return PassedHeader, true
	case !roomIs && t.says(r, subtotal):
		t.ended = t.ended || t.says(r, grandTotal)
		return PassedSubtotal, true
	case roomIs:
		return "", false
	case remark.MatchString(first) || filledCells == 1 && len([]rune(first)) > 12:
		t.ended = true
		return PassedRemark, true
	case filledCells == 1 && sectional.MatchString(first) && t.section(r):
		return PassedSection, true
	case t.ended && r.text(Room) == "" && r.text(WholeUnit) == "" && r.text(OwnerName) == "":
		return PassedBelow, true
	}
	return "", false
}

// says reports whether one of the row's first three texts is of the pattern.
func (t *table) says(r *row, pattern *regexp.Regexp) bool {
	looked := 0
	for col := range t.sheet.Rows[r.n] {
		c := t.sheet.At(Address{r.n, col})
		if c.Kind != Text || c.IsBlank() {
			continue
		}
		if pattern.MatchString(strings.ToUpper(strings.ReplaceAll(site.Fold(c.Text), " ", ""))) {
			return true
		}
		if looked++; looked == 3 {
			break
		}
	}
	return false
}

// section takes a row that only names a building as the building of the rows
// that follow.
func (t *table) section(r *row) bool {
	for col := range t.sheet.Rows[r.n] {
		c := t.sheet.At(Address{r.n, col})
		if c.IsBlank() {
			continue
		}
		code, ok := site.BuildingCode(c.String())
		if !ok {
			return false
		}
		t.building, t.written, t.builtAt = site.Place{Building: code}, site.Fold(c.String()), Spot{t.layout.Sheet, Address{r.n, col}}
		return true
	}
	return false
}

// isVilla reports whether the row's building is a home of its own.
func (t *table) isVilla(r *row) bool {
	code, ok := site.BuildingCode(r.text(Building))
	return ok && strings.HasPrefix(code, "V") && r.own(Building)
}

// goOn reads a row without a room: another buyer of the home above, or a row
// that somebody forgot to finish.
func (t *table) goOn(r *row) {
	if r.text(OwnerName) != "" && t.last != nil {
		r.unit = t.last.Code()
		t.last.takeBuyers(t.ledger, r.buyers())
		return
	}
	known := 0
	for f, col := range t.columns {
		if f != NoField && f != Serial && f != Leave && !t.sheet.At(Address{r.n, col}).IsBlank() {
			known++
		}
	}
	if r.own(Building) && known == 1 && t.carry(r) {
		t.passRow(r.n, PassedSection)
		return
	}
	if known < 2 {
		t.passRow(r.n, PassedRemark)
		return
	}
	r.find(NoRoom, Room, "", "")
	t.passRow(r.n, PassedRow)
}

// carry reads the row's building and entrance, or goes on with those above.
func (t *table) carry(r *row) bool {
	entrance := r.text(Entrance)
	if text := r.text(Building); text != "" {
		code, ok := site.BuildingCode(text)
		if !ok {
			t.building, t.last = site.Place{}, nil
			r.find(BadBuilding, Building, text, "")
			return false
		}
		if code != t.building.Building {
			t.building = site.Place{Building: code}
		}
		t.written, t.builtAt = text, r.spot(Building)
	} else if entrance == "" && t.building.Building != "" {
		return true // both as above
	}
	if entrance == "" {
		return true
	}
	code, ok := site.EntranceCode(entrance)
	if !ok {
		r.find(BadEntrance, Entrance, entrance, "")
		return false
	}
	t.building.Entrance = code
	return true
}

// place tells which home a row is of.
func (t *table) place(r *row) (site.Place, bool) {
	if !t.carry(r) {
		return site.Place{}, false
	}
	if whole := r.text(WholeUnit); whole != "" {
		p, ok := site.ParseUnit(whole)
		if !ok {
			r.find(BadRoom, WholeUnit, whole, "")
			return p, false
		}
		t.written, t.builtAt = p.Building, r.spot(WholeUnit)
		return p, true
	}
	room := r.text(Room)
	if t.isVilla(r) && room == "" {
		return site.Place{Building: t.building.Building}, true
	}
	if code, ok := site.RoomCode(room); ok {
		if t.building.Building == "" {
			r.find(NoBuilding, Building, "", "")
			return site.Place{}, false
		}
		p := t.building
		p.Room = code
		return p, true
	}
	// The room names its entrance (2-1501), or the building too (3-2-1501).
	for _, text := range []string{t.building.Building + "-" + room, t.building.Building + "幢" + room, room} {
		p, ok := site.ParseUnit(text)
		if !ok || strings.HasPrefix(text, "-") || strings.HasPrefix(text, "幢") {
			continue
		}
		if p.Room == "" || t.building.Building != "" && p.Building != t.building.Building {
			continue
		}
		if t.building.Entrance != "" && p.Entrance != "" && p.Entrance != t.building.Entrance {
			continue
		}
		if p.Entrance == "" {
			p.Entrance = t.building.Entrance
		}
		if t.building.Building == "" {
			t.written, t.builtAt = p.Building, r.spot(Room)
		}
		return p, true
	}
	r.find(BadRoom, Room, room, "")
	return site.Place{}, false
}

// homeRow reads a row of a home.
func (t *table) homeRow(r *row) {
	if r.faulty(Building, Entrance, Room, WholeUnit) {
		r.faults(Building, Entrance, Room, WholeUnit)
		t.last = nil
		t.passRow(r.n, PassedRow)
		return
	}
	p, ok := t.place(r)
	if !ok {
		t.last = nil
		t.passRow(r.n, PassedRow)
		return
	}
	r.unit = p.Code()
	at := r.spot(Room)
	if r.text(WholeUnit) != "" {
		at = r.spot(WholeUnit)
	}
	if r.text(Room) == "" && r.text(WholeUnit) == "" {
		at = r.spot(Building)
	}
	h := t.byCode[r.unit]
	fresh := h == nil
	if before, again := t.seen[r.unit]; again && (t.last == nil || t.last.Code() != r.unit) {
		t.last = nil
		if t.saysNothingNew(r, h) {
			t.passRow(r.n, PassedSame)
			return
		}
		r.find(DuplicateUnit, Room, r.text(Room), strconv.Itoa(before+1))
		t.passRow(r.n, PassedRow)
		return
	}
	if fresh {
		h = &Home{Place: p, BuildingName: t.written, BuildingAt: t.builtAt, At: at, Said: map[Field]Said{}, Refused: map[Field]refused{}}
		t.byCode[r.unit] = h
		t.ledger.Homes = append(t.ledger.Homes, h)
	}
	_, repeated := t.seen[r.unit]
	t.seen[r.unit], t.last = r.n, h
	if key := r.text(UnitKey); key != "" {
		id, err := app.ParseID(key)
		if err != nil {
			r.find(KeyUnknown, UnitKey, key, "")
		} else if h.Key.IsNil() {
			h.Key = id
		}
	}
	r.unitFields(h)
	buyers := r.buyers()
	if added := h.takeBuyers(t.ledger, buyers); repeated && !added {
		t.passRow(r.n, PassedSame)
	}
	for _, f := range []Field{Join, ContractNo} {
		if number := r.text(f); number != "" && !site.IsNothing(number) {
			t.addNumber(number, h)
		}
	}
}

// saysNothingNew reports whether a later row of a home only repeats it.
func (t *table) saysNothingNew(r *row, h *Home) bool {
	probe := &Home{Place: h.Place, Said: map[Field]Said{}, Refused: map[Field]refused{}}
	quiet := *t
	quiet.reader = &reader{book: t.book, glyphs: func(string) []rune { return nil }, ledger: &Ledger{}}
	again := &row{table: &quiet, n: r.n, unit: r.unit}
	again.unitFields(probe)
	for f, said := range probe.Said {
		if h.Said[f].Text != said.Text {
			return false
		}
	}
	for _, b := range again.buyers() {
		same := h.buyerLike(&b)
		if same == nil {
			return false
		}
		for f, said := range b.Said {
			if same.Said[f].Text != said.Text {
				return false
			}
		}
	}
	return true
}

func (r *reader) addNumber(number string, h *Home) {
	key := numberKey(number)
	for _, known := range r.byNumber[key] {
		if known == h {
			return
		}
	}
	r.byNumber[key] = append(r.byNumber[key], h)
}

func numberKey(s string) string {
	return strings.ToUpper(strings.Join(strings.Fields(site.Fold(s)), ""))
}

// joinRow reads a row that belongs to a home of another table.
func (t *table) joinRow(r *row) {
	for _, f := range []Field{Join, ContractNo} {
		number := r.text(f)
		if number == "" || site.IsNothing(number) {
			continue
		}
		homes := t.byNumber[numberKey(number)]
		switch len(homes) {
		case 1:
			r.unit, t.last = homes[0].Code(), homes[0]
			r.unitFields(homes[0])
			homes[0].takeBuyers(t.ledger, r.buyers())
		case 0:
			t.last = nil
			r.find(JoinUnknown, f, number, "")
			t.passRow(r.n, PassedRow)
		default:
			t.last = nil
			r.find(JoinDouble, f, number, homes[0].Code()+", "+homes[1].Code())
			t.passRow(r.n, PassedRow)
		}
		return
	}
	t.goOn(r)
}

// unitFields reads what the row says of the home itself.
func (r *row) unitFields(h *Home) {
	for _, f := range unitFieldOrder {
		c, at := r.cell(f)
		if c.IsBlank() || site.IsNothing(plainText(c)) {
			continue
		}
		if r.isFault(f) {
			h.Refused[f] = refused{ErrorCell, at}
			continue
		}
		text, wrong := unitFields[f].read(c, r.sheet.Date1904)
		if wrong != "" {
			r.find(wrong, f, cut(oneLine(plainText(c)), 40), "")
			if _, known := h.Said[f]; !known {
				h.Refused[f] = refused{wrong, at}
			}
			continue
		}
		h.say(r.ledger, f, Said{Text: text, At: at})
	}
	r.floor(h)
	inner, outer := h.Said[InnerArea], h.Said[MeasuredArea]
	if outer.Text == "" {
		outer = h.Said[ContractArea]
	}
	if inner.Text != "" && outer.Text != "" && inner.At.Cell.Row == r.n && inner.At.Sheet == r.layout.Sheet && greater(inner.Text, outer.Text) {
		r.find(InnerLarger, InnerArea, inner.Text, outer.At.in(r.layout.Sheet))
	}
}

// floor reads the floor, else takes it from the room's number.
func (r *row) floor(h *Home) {
	told, tells := site.FloorOfRoom(h.Place.Room)
	if h.Floor == 0 && tells {
		h.Floor = told
	}
	text := r.text(Floor)
	if r.isFault(Floor) || site.IsNothing(text) {
		return
	}
	n, ok := site.FloorNumber(text)
	switch {
	case !ok:
		r.find(BadFloor, Floor, text, "")
	default:
		if tells && n != told && h.Floor == told {
			r.find(FloorDiffers, Floor, text, "")
		}
		h.Floor, h.Said[Floor] = n, Said{Text: itoa(n), At: r.spot(Floor)}
	}
}

// twoNames finds identity numbers that stand with two names: one of the two is
// a slip, and the later number is not taken.
func (r *reader) twoNames() {
	type first struct {
		name string
		at   Spot
	}
	known := map[string]first{}
	for _, h := range r.ledger.Homes {
		for i := range h.Buyers {
			b := &h.Buyers[i]
			no, ok := b.Said[IDNo]
			if !ok || no.Masked {
				continue
			}
			before, seen := known[no.Text]
			switch {
			case !seen:
				known[no.Text] = first{b.Name(), no.At}
			case before.name != b.Name():
				r.ledger.find(Finding{Kind: IDTwoNames, At: no.At, Field: IDNo, Unit: h.Code(), Who: b.Name(),
					Text: site.Mask(no.Text), Other: before.at.in(no.At.Sheet)})
				delete(b.Said, IDNo)
				b.Refused[IDNo] = refused{IDTwoNames, no.At}
			}
		}
	}
}

// at is where the field stands in the row, merged cells followed; ok is false
// where the table has no such column.
func (r *row) at(f Field) (Address, bool) {
	col, ok := r.columns[f]
	if !ok || f == NoField {
		return Address{r.n, 0}, false
	}
	at := Address{r.n, col}
	if upper, merged := r.upper[at]; merged && r.sheet.At(at).IsBlank() {
		return upper, true
	}
	return at, true
}

func (r *row) cell(f Field) (Cell, Spot) {
	at, ok := r.at(f)
	if !ok {
		return Cell{}, Spot{r.layout.Sheet, at}
	}
	return r.sheet.At(at), Spot{r.layout.Sheet, at}
}

// spot is where a finding about the field points.
func (r *row) spot(f Field) Spot {
	_, at := r.cell(f)
	return at
}

// own reports whether the field stands in this very row.
func (r *row) own(f Field) bool {
	at, ok := r.at(f)
	return ok && at.Row == r.n && !r.sheet.At(at).IsBlank()
}

// text is the field's text on one line, half-width, trimmed; an error of Excel's
// is none.
func (r *row) text(f Field) string {
	c, _ := r.cell(f)
	if c.Kind == Fault {
		return ""
	}
	return oneLine(plainText(c))
}

// raw is the field's text with its line breaks; a number is written out.
func (r *row) raw(f Field) string {
	c, _ := r.cell(f)
	if c.Kind == Number {
		return plainText(c)
	}
	return c.String()
}

// faulty reports whether Excel shows an error in one of the fields.
func (r *row) faulty(fields ...Field) bool {
	for _, f := range fields {
		if c, _ := r.cell(f); c.Kind == Fault {
			return true
		}
	}
	return false
}

// isFault reports, once a cell, that Excel shows an error there.
func (r *row) isFault(f Field) bool {
	c, _ := r.cell(f)
	if c.Kind != Fault {
		return false
	}
	r.faults(f)
	return true
}

func (r *row) faults(fields ...Field) {
	for _, f := range fields {
		c, at := r.cell(f)
		if c.Kind != Fault {
			continue
		}
		for i := len(r.ledger.Findings) - 1; i >= 0 && i >= len(r.ledger.Findings)-8; i-- {
			if r.ledger.Findings[i].Kind == ErrorCell && r.ledger.Findings[i].At == at {
				return
			}
		}
		r.find(ErrorCell, f, c.Text, "")
	}
}

// find records what is wrong with the row's field.
func (r *row) find(kind FindingKind, f Field, text, other string) {
	r.ledger.find(Finding{Kind: kind, At: r.spot(f), Field: f, Unit: r.unit, Text: text, Other: other})
}

// findFor records what is wrong with the row's field of one buyer.
func (r *row) findFor(kind FindingKind, f Field, text, who string) {
	r.ledger.find(Finding{Kind: kind, At: r.spot(f), Field: f, Unit: r.unit, Who: who, Text: text})
}

func (t *table) passRow(n int, kind PassedKind) {
	last := max(len(t.sheet.Rows[n])-1, 0)
	if k := len(t.ledger.Passed) - 1; k >= 0 {
		// A run of rows of one kind is said as one.
		if p := &t.ledger.Passed[k]; p.Sheet == t.layout.Sheet && p.Kind == kind && p.Range.To.Row == n-1 && kind != PassedSubtotal && kind != PassedRow {
			p.Range.To = Address{n, max(p.Range.To.Col, last)}
			p.Rows++
			return
		}
	}
	t.pass(Range{Address{n, 0}, Address{n, last}}, kind)
}

func (t *table) pass(rg Range, kind PassedKind) {
	p := Passed{Sheet: t.layout.Sheet, Range: rg, Kind: kind}
	for n := rg.From.Row; n <= rg.To.Row && n < len(t.sheet.Rows); n++ {
		filledHere := false
		for col := rg.From.Col; col <= rg.To.Col; col++ {
			c := t.sheet.At(Address{n, col})
			if c.IsBlank() {
				continue
			}
			filledHere = true
			if p.Text == "" && kind != PassedRow && kind != PassedSame {
				p.Text = cut(oneLine(c.String()), 40)
			}
		}
		if filledHere {
			p.Rows++
		}
	}
	if p.Rows > 0 {
		t.ledger.Passed = append(t.ledger.Passed, p)
	}
}

func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// passColumns says which columns were not taken, and what stands beside the table.
func (t *table) passColumns() {
	top, bottom := t.layout.Header.To.Row+1, len(t.sheet.Rows)-1
	if bottom < top {
		return
	}
	for _, c := range t.layout.Columns {
		switch {
		case c.Field == Leave, c.Field == NoField && c.Header != "":
			t.passColumn(c.Index, PassedColumn, c.Header)
		case c.Field == NoField:
			t.passColumn(c.Index, PassedBeside, "")
		}
	}
	for col := len(t.layout.Columns); col < t.sheet.width(); col++ {
		t.passColumn(col, PassedBeside, "")
	}
}

func (t *table) passColumn(col int, kind PassedKind, header string) {
	p := Passed{Sheet: t.layout.Sheet, Kind: kind, Text: header}
	for n := t.layout.Header.To.Row + 1; n < len(t.sheet.Rows); n++ {
		c := t.sheet.At(Address{n, col})
		if c.IsBlank() {
			continue
		}
		if p.Rows == 0 {
			p.Range.From = Address{n, col}
			if p.Text == "" {
				p.Text = cut(oneLine(site.Fold(c.String())), 40)
			}
		}
		p.Range.To = Address{n, col}
		p.Rows++
	}
	if p.Rows > 0 {
		t.ledger.Passed = append(t.ledger.Passed, p)
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
