package register

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"keyday/app/pinyin"
	"keyday/ui/words"
)

// Title is what the column is called.
func (h Head) Title(w *words.Words) string { return w.T(cmp.Or(h.Entry, "column."+h.Key)) }

// Say is a value of the column as it is shown, "" for a blank one. Of a Choice whose blank
// has a word ("none") it is that.
func (h Head) Say(w *words.Words, v Value) string {
	switch {
	case h.Nothing != "" && v.Blank():
		return w.T(h.Nothing)
	case h.Several && !v.Blank():
		var all []string
		for key := range strings.SplitSeq(v.Text, "、") {
			all = append(all, w.T(h.Says+"."+key))
		}
		return w.List(all)
	case h.Type == Choice && h.Says != "":
		key := v.Text
		if key == "" {
			if key = "none"; !w.Has(h.Says + ".none") {
				return ""
			}
		}
		return w.T(h.Says + "." + key)
	case v.Blank(), h.Type == Picture, h.Type == Mark:
		return ""
	}
	switch h.Type {
	case Day:
		return v.Day().String()
	case Moment:
		return w.Moment(v.Moment())
	case Left:
		switch n := int(v.Number); {
		case v.Text == resting:
			return ""
		case n < 0:
			return w.T("common.days_over", "n", -n)
		case n == 0:
			return w.T("common.due_today")
		default:
			return w.T("common.days_left", "n", n)
		}
	case Count:
		return w.Number(int(v.Number))
	case Amount:
		return w.Decimal(v.Text)
	}
	if h.Term {
		return w.Term(v.Text)
	}
	return v.Text
}

// Usual is what the column says of its records in the words of the catalogues, for how much
// room they need; nothing where it says what people wrote.
func (h Head) Usual(w *words.Words) (all []string) {
	switch h.Type {
	case Choice:
		for _, key := range h.Keys {
			all = append(all, h.Say(w, Value{Text: key}))
		}
	case Left:
		all = append(all, h.Say(w, Value{Text: counting, Number: -28}))
	}
	return all
}

// Right reports whether the column's figures stand in line at the right.
func (h Head) Right() bool { return h.Type == Count || h.Type == Amount }

// letters are what a text is looked for in: what is shown, and its pinyin.
func (h Head) letters(w *words.Words, v Value) string {
	text := h.Say(w, v)
	switch h.Type {
	case Name:
		text += " " + pinyin.LettersOfNames(text)
	case Text, Choice:
		text += " " + pinyin.Letters(text)
	}
	return strings.ToLower(text)
}

// searched are the columns in which a text is looked for.
func (h Head) searched() bool {
	return h.Type == Text || h.Type == Name || h.Type == Code || h.Type == Choice
}

// search leaves the records in which each word of a text is found. A record that was found,
// or is left out already, is asked no more, and columns of few values are asked first: hardly
// anybody asks each of 200,000 numbers then, and nobody twice.
func (s *Sheet) search(let []bool, text string, w *words.Words) {
	var columns []int
	for at, h := range s.heads {
		if h.searched() {
			columns = append(columns, at)
		}
	}
	slices.SortStableFunc(columns, func(a, b int) int { return cmp.Compare(len(s.cells[a].all), len(s.cells[b].all)) })
	for word := range strings.FieldsSeq(strings.ToLower(text)) {
		found := make([]bool, len(let))
		for _, at := range columns {
			s.find(found, let, at, func(v Value) bool { return strings.Contains(s.heads[at].letters(w, v), word) })
		}
		copy(let, found)
	}
}

// find finds, among the records that are let through and not found yet, those whose value in
// the column is taken. Each value is asked once, and only if such a record has it.
func (s *Sheet) find(found, let []bool, at int, takes func(Value) bool) {
	c := s.cells[at]
	asked, taken := make([]bool, len(c.all)), make([]bool, len(c.all))
	for i, code := range c.codes {
		if found[i] || !let[i] {
			continue
		}
		if !asked[code] {
			asked[code], taken[code] = true, takes(c.all[code])
		}
		found[i] = taken[code]
	}
}

// Total is the sum of a column over records, as it is shown; "" where the column has none,
// or it is nothing.
func (l Looked) Total(w *words.Words, column string, rows []int32) string {
	at, known := l.Sheet.index[column]
	if !known {
		return ""
	}
	h, c := l.Sheet.heads[at], l.Sheet.cells[at]
	if !h.Sum {
		return ""
	}
	if h.Type == Count {
		n := int64(0)
		for _, i := range rows {
			n += c.at(int(i)).Number
		}
		if n == 0 {
			return ""
		}
		return w.Number(int(n))
	}
	sum := decimal.Zero
	for _, i := range rows {
		if d, err := decimal.NewFromString(c.at(int(i)).Text); err == nil {
			sum = sum.Add(d)
		}
	}
	if sum.IsZero() {
		return ""
	}
	return w.Decimal(sum.StringFixed(2))
}

// Heading is what the head of a group says: its value, and how many there are with the
// sums of the columns that have one.
func (l Looked) Heading(w *words.Words, g Group) (title, count string) {
	h := l.Sheet.heads[l.Sheet.index[l.Group]]
	if title = h.Say(w, g.Value); title == "" {
		title = w.T("register.blank", "column", h.Title(w))
	}
	said := []string{w.T("register.count", "n", g.Count)}
	for _, other := range l.Sheet.heads {
		if total := l.Total(w, other.Key, l.Rows[g.From:g.From+g.Count]); total != "" {
			said = append(said, other.Title(w)+" "+total)
		}
	}
	return title, strings.Join(said, "　")
}
