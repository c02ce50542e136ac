package register

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/ui/words"
)

// Condition narrows a list to records that have in a column what it asks for.
type Condition struct {
	Column string   `json:"column"`
	OneOf  []string `json:"one_of,omitempty"`    // exactly one of these texts; "" is blank
	Part   string   `json:"part,omitempty"`      // this stands in it, or in its pinyin
	From   *int64   `json:"from,omitempty"`      // a Day's or Count's number, the first that is let through
	To     *int64   `json:"to,omitempty"`        // and the last
	Of     string   `json:"of,omitempty"`        // a span of days that goes with today: see Spans
	Some   bool     `json:"not_blank,omitempty"` // it is not blank
	None   bool     `json:"blank,omitempty"`     // it is
}

// Empty reports whether the condition asks for nothing.
func (c Condition) Empty() bool {
	return len(c.OneOf) == 0 && c.Part == "" && c.From == nil && c.To == nil && c.Of == "" && !c.Some && !c.None
}

// meets is what a condition takes.
func (s *Spec) meets(c Condition, who Asker) func(Value) bool {
	h, _ := s.Head(c.Column)
	if c.Of != "" {
		c.From, c.To = Span(c.Of, who.Today)
	}
	part := strings.ToLower(strings.TrimSpace(c.Part))
	return func(v Value) bool {
		n := h.number(v)
		switch {
		case c.None:
			return v.Blank()
		case c.Some && v.Blank(), len(c.OneOf) > 0 && !h.isOneOf(c.OneOf, v):
			return false
		case (c.From != nil || c.To != nil) && (v.Blank() && h.Type != Count || v.Text == resting && h.Type == Left):
			return false
		case c.From != nil && n < *c.From, c.To != nil && n > *c.To:
			return false
		}
		return part == "" || strings.Contains(h.letters(who.Words, v), part)
	}
}

// isOneOf reports whether the value is one of these texts, or has one of them among several.
func (h Head) isOneOf(texts []string, v Value) bool {
	if slices.Contains(texts, v.Text) || !h.Several {
		return slices.Contains(texts, v.Text)
	}
	return slices.ContainsFunc(strings.Split(v.Text, "、"), func(key string) bool { return slices.Contains(texts, key) })
}

// number is by what a condition's ends are compared: days, hundredths of an amount.
func (h Head) number(v Value) int64 {
	switch h.Type {
	case Moment:
		return v.Number / 86_400_000
	case Amount:
		d, _ := decimal.NewFromString(v.Text)
		return d.Shift(2).IntPart()
	}
	return v.Number
}

// ReadBound reads an end as people type it; nothing is no end.
func (h Head) ReadBound(text string) (*int64, error) {
	text = strings.ReplaceAll(strings.TrimSpace(text), ",", "")
	if text == "" {
		return nil, nil
	}
	d, err := decimal.NewFromString(text)
	if h.Type == Amount {
		d = d.Shift(2)
	}
	if err != nil || !d.IsInteger() {
		return nil, app.Refuse("register.bound_unreadable", "text", text)
	}
	n := d.IntPart()
	return &n, nil
}

// WriteBound is an end as people type it.
func (h Head) WriteBound(n *int64) string {
	switch {
	case n == nil:
		return ""
	case h.Type == Amount:
		return decimal.New(*n, -2).String()
	}
	return decimal.NewFromInt(*n).String()
}

// SayCondition is what a condition asks of the sheet, in few words: 楼栋：3 幢、5 幢.
func (s *Spec) SayCondition(w *words.Words, sheet *Sheet, c Condition) string {
	h, _ := s.Head(c.Column)
	said := ""
	switch {
	case c.None:
		said = w.T("register.span.none")
	case c.Some:
		said = w.T("register.span.some")
	case c.Of != "":
		said = w.T("register.span." + c.Of)
	case len(c.OneOf) > 0:
		var all []string
		for _, text := range c.OneOf {
			value := h.Say(w, Value{Text: text})
			if h.Called != "" {
				value = sheet.called(h, text)
			}
			if value == "" {
				value = w.T("register.span.none")
			}
			all = append(all, value)
		}
		said = w.List(all)
	case c.Part != "":
		said = w.T("register.has_part", "part", c.Part)
	case c.From != nil && c.To != nil && *c.From == *c.To:
		said = h.bound(w, *c.From)
	case c.From != nil && c.To != nil:
		said = w.T("register.between", "from", h.bound(w, *c.From), "to", h.bound(w, *c.To))
	case c.From != nil:
		said = w.T("register.at_least", "from", h.bound(w, *c.From))
	case c.To != nil:
		said = w.T("register.at_most", "to", h.bound(w, *c.To))
	}
	if len(c.OneOf) > 0 && c.Part != "" {
		said += w.T("register.and_part", "part", c.Part)
	}
	return w.T("register.condition", "column", h.Title(w), "what", said)
}

// SayView is what a view narrows the sheet to, "" where it leaves nothing out.
func (s *Spec) SayView(w *words.Words, sheet *Sheet, v View) string {
	var said []string
	for _, c := range s.chips(append([]string{v.Chip}, v.Quick...)) {
		if c.Takes != nil {
			said = append(said, w.T(c.Says))
		}
	}
	for _, c := range v.Where {
		said = append(said, s.SayCondition(w, sheet, c))
	}
	if find := strings.TrimSpace(v.Find); find != "" {
		said = append(said, w.T("register.finding", "text", find))
	}
	return w.Clauses(said...)
}

// bound is an end as it is shown.
func (h Head) bound(w *words.Words, n int64) string {
	if h.Type == Day || h.Type == Moment {
		return app.Date(n).String()
	}
	return w.Decimal(h.WriteBound(&n))
}

// called is what another column says of the first record that has a Mark.
func (s *Sheet) called(h Head, mark string) string {
	if s == nil {
		return "…"
	}
	for i := range s.Len() {
		if r := s.Row(i); r.Text(h.Key) == mark {
			return r.Text(h.Called)
		}
	}
	return "–"
}
