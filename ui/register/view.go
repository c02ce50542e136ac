package register

import (
	"slices"

	"keyday/app"
	"keyday/ui/words"
)

// View is what of a list is looked at, and how. It is kept as JSON under the keys of the
// columns.
type View struct {
	Chip    string      `json:"chip,omitempty"`
	Quick   []string    `json:"quick,omitempty"`
	Find    string      `json:"find,omitempty"` // each word stands in one of the columns, or its pinyin does
	Where   []Condition `json:"where,omitempty"`
	By      []By        `json:"by,omitempty"` // the first decides, the next where it does not
	Group   string      `json:"group,omitempty"`
	Columns []Shown     `json:"columns,omitempty"` // none: those that are shown at first
}

// By is one column that a list is sorted by.
type By struct {
	Column string `json:"column"`
	Down   bool   `json:"down,omitempty"`
}

// Shown is a column that is shown, as wide as it was drawn; 0: as at first.
type Shown struct {
	Column string  `json:"column"`
	Width  float32 `json:"width,omitempty"`
}

// Narrowed reports whether the view leaves out more than its chip does.
func (v View) Narrowed() bool { return v.Find != "" || len(v.Where) > 0 || len(v.Quick) > 0 }

// With is the view with the condition in place of others of its column.
func (v View) With(c Condition) View {
	v.Where = append(v.Without(c.Column).Where, c)
	return v
}

// Without is the view without conditions of the column.
func (v View) Without(column string) View {
	v.Where = slices.DeleteFunc(slices.Clone(v.Where), func(c Condition) bool { return c.Column == column })
	return v
}

// Condition is the one of the column.
func (v View) Condition(column string) (Condition, bool) {
	i := slices.IndexFunc(v.Where, func(c Condition) bool { return c.Column == column })
	if i < 0 {
		return Condition{}, false
	}
	return v.Where[i], true
}

// Asker is who looks: whose words a text is looked for in, what day it is there, and to
// which communities they are bound.
type Asker struct {
	Who   app.ID
	Words *words.Words
	Today app.Date
	Scope []app.ID // empty means all
}

// Looked is what a view shows of a sheet.
type Looked struct {
	Sheet  *Sheet
	View   View    // by which it was looked at
	Rows   []int32 // places in the sheet, in order
	Group  string  // the column that the view groups by
	Groups []Group
	Chips  map[string]int
	Empty  bool // nobody, whatever the view, would see a record
}

// Len is how many records are shown.
func (l Looked) Len() int { return len(l.Rows) }

// Most is the same with so many records at most; 0: all of them.
func (l Looked) Most(n int) Looked {
	if n <= 0 || n >= l.Len() {
		return l
	}
	l.Rows = l.Rows[:n]
	var groups []Group
	for _, g := range l.Groups {
		if g.From < n {
			g.Count = min(g.Count, n-g.From)
			groups = append(groups, g)
		}
	}
	l.Groups = groups
	return l
}

// Row is the i-th record that is shown.
func (l Looked) Row(i int) Row { return l.Sheet.Row(int(l.Rows[i])) }

// Group is records of one value in the column that a view groups by.
type Group struct {
	Value       Value
	From, Count int // the first of Looked.Rows, and how many
}

// Look finds what a view shows, and how many records each chip would.
func (s *Spec) Look(sheet *Sheet, v View, who Asker) Looked {
	l := Looked{Sheet: sheet, View: v, Chips: map[string]int{}}
	if sheet.Len() == 0 {
		l.Empty = true
		return l
	}
	asked := *s
	asked.Chips, asked.Quick = by(who, s.Chips), by(who, s.Quick)
	s = &asked
	let := sheet.within(who.Scope)
	l.Empty = !slices.Contains(let, true)
	for _, c := range v.Where {
		sheet.narrow(let, c.Column, s.meets(c, who))
	}
	sheet.search(let, v.Find, who.Words)
	l.Chips = s.count(sheet, v, let)
	let = sheet.left(let, s.chips(append(slices.Clone(v.Quick), v.Chip)))
	l.Rows = make([]int32, 0, sheet.Len())
	for i, in := range let {
		if in {
			l.Rows = append(l.Rows, int32(i))
		}
	}
	by := v.By
	if len(by) == 0 {
		by = s.First.By
	}
	for _, b := range slices.Backward(by) {
		sheet.sort(l.Rows, b)
	}
	if v.Group != "" {
		sheet.sort(l.Rows, By{Column: v.Group})
		l.Group, l.Groups = v.Group, sheet.groups(l.Rows, v.Group)
	}
	return l
}

// Communities are the different sets of communities in which the records lie that are shown.
func (l Looked) Communities() (all [][]app.ID) {
	seen := map[uint32]bool{}
	for _, i := range l.Rows {
		if code := l.Sheet.communities.codes[i]; !seen[code] {
			seen[code] = true
			all = append(all, idsOf(l.Sheet.communities.all[code]))
		}
	}
	return all
}

// within are the records that somebody may see who is bound to communities; what is the
// whole site's is everybody's.
func (s *Sheet) within(scope []app.ID) []bool {
	let := make([]bool, s.Len())
	in := make([]bool, len(s.communities.all))
	for code, v := range s.communities.all {
		in[code] = len(scope) == 0 || v.Blank() || slices.ContainsFunc(idsOf(v), func(id app.ID) bool { return slices.Contains(scope, id) })
	}
	for i, code := range s.communities.codes {
		let[i] = in[code]
	}
	return let
}

// narrow leaves those records whose value in the column is taken.
func (s *Sheet) narrow(let []bool, column string, takes func(Value) bool) {
	at, known := s.index[column]
	if !known {
		return
	}
	c := s.cells[at]
	in := c.that(takes)
	for i, code := range c.codes {
		let[i] = let[i] && in[code]
	}
}

// that says of each value whether it is taken.
func (v *values) that(takes func(Value) bool) []bool {
	in := make([]bool, len(v.all))
	for code, x := range v.all {
		in[code] = takes(x)
	}
	return in
}

// count is how many records each chip would show with the quick filters as they are, and
// each quick filter with the chip and the others as they are.
func (s *Spec) count(sheet *Sheet, v View, let []bool) map[string]int {
	counts := map[string]int{}
	left := sheet.left(let, s.chips(v.Quick))
	for _, c := range s.Chips {
		counts[c.Key] = sheet.taken(left, c)
	}
	for _, c := range s.Quick {
		others := slices.DeleteFunc(slices.Clone(v.Quick), func(key string) bool { return key == c.Key })
		counts[c.Key] = sheet.taken(sheet.left(let, s.chips(append(others, v.Chip))), c)
	}
	return counts
}

// left are the records that all of the chips let through.
func (s *Sheet) left(let []bool, chips []Chip) []bool {
	let = slices.Clone(let)
	for _, c := range chips {
		if c.Takes != nil {
			s.narrow(let, c.Column, c.Takes)
		}
	}
	return let
}

// taken is how many of the records a chip lets through.
func (s *Sheet) taken(let []bool, c Chip) (n int) {
	at, known := s.index[c.Column]
	if c.Takes == nil || !known {
		for _, in := range let {
			if in {
				n++
			}
		}
		return n
	}
	in := s.cells[at].that(c.Takes)
	for i, code := range s.cells[at].codes {
		if let[i] && in[code] {
			n++
		}
	}
	return n
}

// Has is a value of a column with how many records have it.
type Has struct {
	Value Value
	Count int
}

// Values are the values of a column among the records that a view shows but for what it
// asks of this very column, in their order: what one chooses a filter from.
func (s *Spec) Values(sheet *Sheet, v View, column string, who Asker) []Has {
	at, known := sheet.index[column]
	if !known {
		return nil
	}
	v.By, v.Group = nil, ""
	now, _ := v.Condition(column) // what is chosen stays to be seen, though no record has it at present
	counts := make([]int, len(sheet.cells[at].all))
	for _, i := range s.Look(sheet, v.Without(column), who).Rows {
		counts[sheet.cells[at].codes[i]]++
	}
	ranks := sheet.ranked(at).of
	codes := make([]int, len(ranks)) // in their order
	for code, rank := range ranks {
		codes[rank] = code
	}
	var all []Has
	for _, code := range append(codes[1:], 0) {
		if value := sheet.cells[at].all[code]; counts[code] > 0 || slices.Contains(now.OneOf, value.Text) {
			all = append(all, Has{value, counts[code]})
		}
	}
	return all
}

// groups cuts sorted records into those of one value each.
func (s *Sheet) groups(rows []int32, column string) (all []Group) {
	at, known := s.index[column]
	if !known {
		return nil
	}
	c := s.cells[at]
	for n, i := range rows {
		if n == 0 || c.codes[i] != c.codes[rows[n-1]] {
			all = append(all, Group{Value: c.all[c.codes[i]], From: n})
		}
		all[len(all)-1].Count++
	}
	return all
}
