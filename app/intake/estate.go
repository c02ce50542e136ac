package intake

import (
	"regexp"
	"strings"

	"keyday/app/site"
)

// A ledger of a company may hold several communities, or phases whose buildings are
// numbered anew: 一期 1幢 101 and 二期 1幢 101 are two homes with one code, and must
// never become one home with two owners.

var (
	estateHeader = regexp.MustCompile(`^(项目|项目名称|小区|小区名称|所属项目|所属小区|分期|期数|期|组团|区域)$`)
	phase        = regexp.MustCompile(`([一二三四五六七八九十]+|\d{1,2})期`)
)

// findEstates finds the columns that tell community and phase; a sheet's own name
// may tell the phase.
func (t *table) findEstates() {
	for _, c := range t.layout.Columns {
		words := strings.Fields(c.Header)
		if c.Field == Leave && len(words) > 0 && estateHeader.MatchString(plainHeader(words[len(words)-1])) {
			t.estates = append(t.estates, c.Index)
		}
	}
	t.estate = phase.FindString(site.Fold(t.layout.Sheet))
}

// carryEstate goes on with the community and phase above where the row names none.
func (t *table) carryEstate(r *row) {
	var told []string
	for _, col := range t.estates {
		if c := t.sheet.At(Address{r.n, col}); !c.IsBlank() && c.Kind != Fault {
			told = append(told, oneLine(plainText(c)))
		}
	}
	if len(told) > 0 {
		t.estate = strings.Join(told, " ")
	}
}
