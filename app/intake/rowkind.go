package intake

import (
	"regexp"
	"strings"

	"keyday/app/site"
)

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
