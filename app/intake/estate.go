package intake

import (
	"regexp"
	"strings"

	"keyday/app"
	"keyday/app/site"
)

// A ledger of a company may hold several communities, or phases whose buildings are
// numbered anew: 一期 1幢 101 and 二期 1幢 101 are two homes with one code, and must
// never become one home with two owners.

var (
	estateHeader = regexp.MustCompile(`^((所属)?(项目|小区|楼盘)(名称)?|分期|期数|期|组团|区域|PROJECT|COMMUNITY|PHASE)$`)
	// Another state may be the invoice's, the loan's.
	stateHeader = regexp.MustCompile(`^(销售|房屋|房源|认购|签约|网签|合同|成交|交易)?(状态|STATUS)$`)
	phase       = regexp.MustCompile(`([一二三四五六七八九十]+|\d{1,2})期`)
)

// Aside is what a column tells that is not taken and yet matters.
type Aside string

// What columns tell besides homes and owners.
const (
	NoAside Aside = ""
	Tie     Aside = "tie"    // 与业主关系: who is no owner
	Estate  Aside = "estate" // 小区, 分期: of which community and phase the row is
	State   Aside = "state"  // 销售状态: whether the sale still holds
)

// Aside is what the column tells besides, by its header.
func (c Column) Aside() Aside {
	words := strings.Fields(c.Header)
	if c.Field != Leave && c.Field != NoField || len(words) == 0 {
		return NoAside
	}
	switch leaf := plainHeader(words[len(words)-1]); {
	case tieHeader.MatchString(leaf):
		return Tie
	case estateHeader.MatchString(leaf):
		return Estate
	case stateHeader.MatchString(leaf):
		return State
	}
	return NoAside
}

// findAside finds the columns that tell something besides. A sheet's own name may tell
// the phase.
func (t *table) findAside() {
	t.asides = map[Aside][]int{}
	for _, c := range t.layout.Columns {
		t.asides[c.Aside()] = append(t.asides[c.Aside()], c.Index)
	}
	t.estate = phase.FindString(site.Fold(t.layout.Sheet))
}

// tieHeader are the columns that say what a person is to the owner.
var tieHeader = regexp.MustCompile(`与.{0,6}关系$|^(业主|产权人|户主|买受人)关系$|^关系$|^(人员|住户|成员|客户|业主|家庭成员)(类型|类别|身份|性质)$|^身份$|RELATION`)

// tie is what the row's person is to the owner, where it says that they are none.
func (r *row) tie() Said {
	for _, col := range r.asides[Tie] {
		at := Address{r.n, col}
		c := r.sheet.At(at)
		if kind, _ := c.unreadable(); kind != "" {
			continue
		}
		if text := oneLine(plainText(c)); !site.IsNothing(text) && !ownsIt.MatchString(text) {
			return Said{Text: cut(text, 20), At: Spot{r.layout.Sheet, at}}
		}
	}
	return Said{}
}

// carryEstate goes on with the community and phase above where the row names none.
func (t *table) carryEstate(r *row) {
	var told []string
	for _, col := range t.asides[Estate] {
		switch c := t.sheet.At(Address{r.n, col}); {
		case c.IsBlank() || c.Kind == Fault:
		case c.Kind == Unplain: // none of those that it looks like
			told = append(told, app.Visible(oneLine(c.String())))
		default:
			told = append(told, oneLine(plainText(c)))
		}
	}
	if len(told) > 0 {
		t.estate = strings.Join(told, " ")
	}
}

// withdrawn are the states of a sale that holds no more: whose name stands there
// owns nothing.
var withdrawn = regexp.MustCompile(`退房|退订|撤销|作废|挞定|解除`)

// soldNoMore is the cell that says so.
func (r *row) soldNoMore() (Cell, Spot, bool) {
	for _, col := range r.asides[State] {
		at := Address{r.n, col}
		if c := r.sheet.At(at); withdrawn.MatchString(c.String()) {
			return c, Spot{r.layout.Sheet, at}, true
		}
	}
	return Cell{}, Spot{}, false
}
