package words

import (
	"slices"
	"strings"
	"time"

	"keyday/app"
)

// Names says who or what an identity is: a person, a firm, a unit; "" where nobody
// knows.
type Names func(app.ID) string

// Action says what was done: 复验销项. An action that no catalogue knows is said
// by its key, so that a newer laptop's work is seen all the same.
func (w *Words) Action(action string) string {
	if key := "action." + action; w.Has(key) {
		return w.T(key)
	}
	return action
}

// Changes says what an event changed, one entry a field: 状态：待复验. What only
// ties records together, and what the event itself says (who, when), is left out;
// of a private field it is said only that it changed, or what it is when masked.
func (w *Words) Changes(e app.Event, names Names) []string {
	var all []string
	seen := map[string]bool{}
	changes, counted := w.counted(last(e.Changes), names)
	for _, c := range changes {
		line := w.change(c, names)
		if line != "" && !seen[line] {
			seen[line] = true
			all = append(all, line)
		}
	}
	return append(all, counted...)
}

// counted takes out what came with the act and is only counted, by the one field that the
// catalogue counts it by: 附整改后照片 2 张. It leaves all other changes.
func (w *Words) counted(changes []app.FieldChange, names Names) (others []app.FieldChange, lines []string) {
	key := func(c app.FieldChange) string { return "history.each." + c.Record.Kind + "." + c.Field }
	kinds, count := map[string]bool{}, map[string]int{}
	var said []app.FieldChange
	for _, c := range changes {
		if !w.Has(key(c)) {
			continue
		}
		kinds[c.Record.Kind] = true
		if count[c.Value]++; count[c.Value] == 1 {
			said = append(said, c)
		}
	}
	for _, c := range said {
		lines = append(lines, w.T(key(c), "value", w.Value(c.Meaning, c.Value, names), "n", count[c.Value]))
	}
	for _, c := range changes {
		if !kinds[c.Record.Kind] {
			others = append(others, c)
		}
	}
	return others, lines
}

// last leaves of every field what it is in the end: a paper that was drafted and
// locked in one act is locked.
func last(changes []app.FieldChange) []app.FieldChange {
	type place struct {
		record app.Ref
		field  string
	}
	at, old := map[place]int{}, map[place]string{}
	for i, c := range changes {
		p := place{c.Record, c.Field}
		if _, before := at[p]; !before {
			old[p] = c.Old
		}
		at[p] = i
	}
	var all []app.FieldChange
	for i, c := range changes {
		if p := (place{c.Record, c.Field}); at[p] == i {
			c.Old = old[p]
			all = append(all, c)
		}
	}
	return all
}

// Subjects names what an event is about: the defect that was verified, the paper
// that was signed, the owner whose name was wrong. Each once, in the event's order.
func (w *Words) Subjects(e app.Event, names Names) []string {
	var all []string
	for _, id := range e.About {
		if name := names(id); name != "" && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// mostNamed is how many subjects a line names before it counts the rest.
const mostNamed = 3

// Some lists a few names and counts the others.
func (w *Words) Some(names []string) string {
	if len(names) <= mostNamed {
		return w.List(names)
	}
	return w.T("history.and_more", "some", w.List(names[:mostNamed]), "n", len(names)-mostNamed)
}

func (w *Words) change(c app.FieldChange, names Names) string {
	if c.Silent {
		return ""
	}
	field := w.FieldOf(c.Record.Kind, c.Field)
	if c.Private && c.Value == "" && c.Old == "" {
		return w.T("history.private", "field", field)
	}
	value, old := w.Value(c.Meaning, c.Value, names), w.Value(c.Meaning, c.Old, names)
	switch {
	case value == old:
		return ""
	case c.Field == "state" && value != "":
		return w.T("history.state", "value", value)
	case old == "":
		return w.T("history.field", "field", field, "value", value)
	case value == "":
		return w.T("history.removed", "field", field, "old", old)
	}
	return w.T("history.changed", "field", field, "old", old, "value", value)
}

// Value says a field's value as people read it: states and choices by the
// catalogue, days and moments as such, identities by name. "" is nothing to say.
func (w *Words) Value(m app.Meaning, value string, names Names) string {
	if value == "" {
		return ""
	}
	if say := elements[m.Type]; say != nil {
		return w.list(m, say, value)
	}
	switch m.Type {
	case app.RecordField:
		id, err := app.ParseID(value)
		switch {
		case err != nil: // what people call it
			return value
		case names != nil:
			return names(id)
		}
		return ""
	case app.MomentField:
		if t, err := time.Parse(time.RFC3339, value); err == nil {
			return w.Moment(t) // as it is at the site
		}
	case app.ChoiceField:
		if key := m.Words + "." + value; w.Has(key) {
			return w.T(key)
		}
	case app.ChoicesField:
		all := strings.Fields(value)
		for i, choice := range all {
			all[i] = w.T(m.Words + "." + choice)
		}
		return strings.Join(all, " · ")
	case app.ConditionField:
		key, of, _ := strings.Cut(value, " ")
		return strings.TrimSpace(w.T(m.Words+"."+key) + " " + of)
	case app.FlagField:
		if value == "true" {
			return w.T("common.yes")
		}
		return w.T("common.no")
	case app.RoomField:
		return w.room(value)
	case app.ItemField:
		return w.Term(items()[value])
	case app.FileField:
		if picture(value) {
			return w.T("common.picture")
		}
	}
	return w.Term(value)
}
