package register

import (
	"slices"
	"strings"

	"keyday/app"
	"keyday/ui/words"
)

// How a view is typed, on the command line and by programs.

// Some is what is typed of a column to ask that it is not blank; nothing asks that it is.
const Some = "*"

// ReadColumn is the column of a key, or of what it is called.
func (s *Spec) ReadColumn(w *words.Words, text string) (Head, error) {
	text = strings.TrimSpace(text)
	var keys []string
	for _, h := range s.Heads {
		if h.Shown() {
			if text == h.Key || text == h.Title(w) {
				return h, nil
			}
			keys = append(keys, h.Key)
		}
	}
	return Head{}, app.Refuse("register.column_unknown", "text", text, "columns", strings.Join(keys, "、"))
}

// ReadColumns are columns as they are typed, several with commas; nothing are those that
// are shown at first.
func (s *Spec) ReadColumns(w *words.Words, text string) (columns []Head, err error) {
	if text == "" {
		for _, h := range s.Heads {
			if h.Shown() && !h.Off {
				columns = append(columns, h)
			}
		}
		return columns, nil
	}
	for one := range strings.SplitSeq(text, ",") {
		h, err := s.ReadColumn(w, one)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(columns, func(b Head) bool { return b.Key == h.Key }) {
			return nil, app.Refuse("register.column_twice", "column", h.Key)
		}
		columns = append(columns, h)
	}
	return columns, nil
}

// ReadOrder is what a list is sorted by: columns with commas, the first decides; one with a
// minus before it counts down.
func (s *Spec) ReadOrder(w *words.Words, text string) (all []By, err error) {
	if text == "" {
		return nil, nil
	}
	for one := range strings.SplitSeq(text, ",") {
		name, down := strings.CutPrefix(strings.TrimSpace(one), "-")
		h, err := s.ReadColumn(w, name)
		if err != nil {
			return nil, err
		}
		all = append(all, By{Column: h.Key, Down: down})
	}
	return all, nil
}

// ReadCondition is a condition as it is typed: column=what. Of a text what is a part; of a
// choice its keys or their words, several with commas; of a day or a number itself, or
// from..to, of which one may lack, or of a day a span (see Spans). Nothing asks for what is
// blank, Some for what is not.
func (s *Spec) ReadCondition(w *words.Words, text string) (c Condition, err error) {
	column, what, found := strings.Cut(text, "=")
	if !found {
		return c, app.Refuse("register.condition_unclear", "text", text)
	}
	h, err := s.ReadColumn(w, column)
	if err != nil {
		return c, err
	}
	c.Column, what = h.Key, strings.TrimSpace(what)
	switch {
	case what == "":
		c.None = true
	case what == Some:
		c.Some = true
	case h.Type == Choice:
		c.OneOf, err = h.readChoices(w, what)
	case h.Type == Day || h.Type == Moment || h.Type == Count || h.Type == Left || h.Type == Amount:
		if (h.Type == Day || h.Type == Moment) && slices.Contains(Spans, what) {
			c.Of = what
			return c, nil
		}
		c.From, c.To, err = h.readEnds(what)
	default:
		c.Part = what
	}
	return c, err
}

// readChoices are keys of a choice, each typed as it is or as it is said.
func (h Head) readChoices(w *words.Words, text string) (keys []string, err error) {
	var known []string
	for _, key := range h.Keys {
		known = append(known, key)
	}
	for one := range strings.SplitSeq(text, ",") {
		one = strings.TrimSpace(one)
		i := slices.IndexFunc(known, func(key string) bool { return one == key || one == h.Say(w, Value{Text: key}) })
		if i < 0 {
			return nil, app.Refuse("register.choice_unknown", "text", one, "column", h.Key, "choices", strings.Join(known, "、"))
		}
		keys = append(keys, known[i])
	}
	return keys, nil
}

// readEnds are the ends of a span, both the same where one value is typed.
func (h Head) readEnds(text string) (from, to *int64, err error) {
	first, last, spans := strings.Cut(text, "..")
	if from, err = h.readEnd(first); err != nil {
		return nil, nil, err
	}
	if !spans {
		return from, from, nil
	}
	to, err = h.readEnd(last)
	return from, to, err
}

func (h Head) readEnd(text string) (*int64, error) {
	if h.Type != Day && h.Type != Moment {
		return h.ReadBound(text)
	}
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, nil
	}
	day, err := app.ParseDate(text)
	if err != nil {
		return nil, app.Refuse("register.day_unreadable", "text", text)
	}
	n := int64(day)
	return &n, nil
}
