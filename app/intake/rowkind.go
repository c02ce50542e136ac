package intake

import (
	"regexp"
	"strings"

	"keyday/app/site"
)

var (
	subtotal   = regexp.MustCompile(`小计|合计|总计|共计|累计|^计$|SUBTOTAL|TOTAL`)
	plainTotal = regexp.MustCompile(`^(本页)?(小计|合计|总计|共计|累计)$`) // whatever stands beside it: 小计 24
	grandTotal = regexp.MustCompile(`^(合计|总计|共计|累计)|GRAND TOTAL`)
	remark     = regexp.MustCompile(`^(备注|附注|注|说明|制表|审核|填表|复核|经办|统计|以上|上表|本表|打印|※|\*|NOTE|REMARK)`)
	sectional  = regexp.MustCompile(`幢|栋|座|#|号楼|别墅`)
)

// kindOfRow tells the rows that are not of homes. A row with a room is one,
// whatever else stands in it.
func (t *table) kindOfRow(r *row) (PassedKind, bool) {
	cells := t.filledOf(r)
	switch h := t.headerOf(cells); {
	case h.repeats(), len(t.seen) == 0 && t.counts(cells):
		t.other = ""
		return PassedHeader, true
	case h.begins():
		return t.begins(r, cells), true
	case t.other != "":
		return t.other, true
	}
	_, roomIs := site.RoomCode(r.text(Room))
	if !roomIs {
		_, roomIs = site.ParseUnit(r.text(Room) + r.text(WholeUnit))
	}
	first := foldHeader(t.sheet.At(cells[0]).String())
	alone := len(cells) == 1
	switch {
	case !roomIs && t.says(r, subtotal), plainTotal.MatchString(first):
		t.ended = t.ended || t.says(r, grandTotal)
		return PassedSubtotal, true
	case roomIs:
		return "", false
	case remark.MatchString(first) || alone && len([]rune(first)) > 12:
		t.ended = true
		return PassedRemark, true
	case alone && sectional.MatchString(first):
		return t.section(r, cells[0]), true
	case t.ended && r.text(Room) == "" && r.text(WholeUnit) == "" && r.text(OwnerName) == "":
		return PassedBelow, true
	}
	return "", false
}

// filledOf lists the row's cells that say anything.
func (t *table) filledOf(r *row) []Address {
	var cells []Address
	for col := range t.sheet.Rows[r.n] {
		if at := (Address{r.n, col}); !t.sheet.At(at).IsBlank() {
			cells = append(cells, at)
		}
	}
	return cells
}

// counts reports whether the cells only number the columns, as below the header of
// official forms: 1 2 3, or (1) (2) (3).
func (t *table) counts(cells []Address) bool {
	for i, at := range cells {
		if strings.Trim(plainText(t.sheet.At(at)), "()") != itoa(i+1) {
			return false
		}
	}
	return len(cells) >= 4
}

// headerLike is how much a row looks like a header.
type headerLike struct{ cells, same, known, moved int }

// headerOf counts the cells that say what the table's own header says there, those
// that name a field at all, and those whose field has its column elsewhere.
func (t *table) headerOf(cells []Address) headerLike {
	h := headerLike{cells: len(cells)}
	for _, at := range cells {
		if c := t.sheet.At(at); c.Kind != Text || hasNumber(c.Text) {
			return h // a row of a home; most are, and this is quick to see
		}
	}
	for _, at := range cells {
		c := t.sheet.At(at)
		if strings.HasSuffix(plainHeader(t.layout.Columns[at.Col].Header), plainHeader(c.Text)) {
			h.same++
			continue
		}
		fields, sure := recognise("", c.Text)
		if sure == Unknown {
			continue
		}
		h.known++
		if col, ours := t.columns[fields[0]]; ours && col != at.Col && sure == Certain && fields[0] != Leave {
			h.moved++
		}
	}
	return h
}

// hasNumber reports whether figures stand in the text as no header has them: a room,
// an area, a phone.
func hasNumber(text string) bool {
	run := 0
	for _, r := range text {
		if r < '0' || r > '9' {
			run = 0
		} else if run++; run == 3 {
			return true
		}
	}
	return false
}

// repeats reports whether the row is the table's own header once more, as on every
// printed page.
func (h headerLike) repeats() bool { return h.same >= 2 && h.same*2 > h.cells && h.moved == 0 }

// begins reports whether the row is the header of another table.
func (h headerLike) begins() bool {
	return h.cells >= 3 && (h.same+h.known)*3 >= h.cells*2 && (h.moved > 0 || h.same < 2)
}

// begins takes leave of the table where another one begins below it: its columns
// mean other things. One of homes is named, for it has to be imported too.
func (t *table) begins(r *row, cells []Address) PassedKind {
	var columns []string
	for _, at := range cells {
		columns = append(columns, t.sheet.At(at).String())
	}
	if kind, others := notHomes(columns); others {
		t.other = kind
		return t.other
	}
	t.other = PassedTable
	t.ledger.find(Finding{Kind: SecondTable, At: Spot{t.layout.Sheet, cells[0]}, Text: cut(oneLine(t.sheet.At(cells[0]).String()), 20)})
	return t.other
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

var (
	titleBuilding  = regexp.MustCompile(`(?:^|[^-~至、,\d])((?:[A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})(?:号楼|幢|栋|座|#楼?))`)
	titleBuildings = regexp.MustCompile(`[\d一二三四五六七八九十](?:号楼|幢|栋|座|#楼?)?[-~至、,](?:[A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})(?:号楼|幢|栋|座|#)`)
)

// takeTitle takes the one building that the rows above the columns' own headers name, as
// in 5号楼业主台账; a title of several names none.
func (t *table) takeTitle() {
	for n := range t.layout.Header.To.Row {
		for col := range t.sheet.Rows[n] {
			at := Address{n, col}
			cell := t.sheet.At(at)
			if kind, _ := cell.unreadable(); kind != "" {
				continue
			}
			title := foldHeader(cell.String())
			found := titleBuilding.FindAllStringSubmatch(title, -1)
			if len(found) != 1 || titleBuildings.MatchString(title) {
				continue
			}
			if code, ok := site.BuildingCode(found[0][1]); ok {
				t.building, t.written, t.builtAt = site.Place{Building: code}, found[0][1], Spot{t.layout.Sheet, at}
				return
			}
		}
	}
}

// section takes a row that only names a building as the building of the rows that
// follow. Where it cannot be read they have none: those above are not theirs.
func (t *table) section(r *row, at Address) PassedKind {
	cell := t.sheet.At(at)
	text := site.Fold(cell.String())
	code, ok := site.BuildingCode(text)
	if kind, shows := cell.unreadable(); kind != "" {
		t.building, t.last = site.Place{}, nil
		t.ledger.find(Finding{Kind: kind, At: Spot{t.layout.Sheet, at}, Field: Building, Text: shows})
		return PassedRow
	}
	t.building, t.written, t.builtAt, t.last = site.Place{Building: code}, text, Spot{t.layout.Sheet, at}, nil
	if !ok {
		t.ledger.find(Finding{Kind: BadBuilding, At: t.builtAt, Field: Building, Text: text})
		return PassedRow
	}
	return PassedSection
}
