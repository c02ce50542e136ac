package words

import (
	"strings"

	"keyday/app/site"
)

// elements are the fields that hold a list, and how one of its elements is said, as the
// store writes them: one a line.
var elements = map[string]func(w *Words, element string) string{
	"house_type.rooms":      (*Words).roomOfType,
	"handover_items.meters": func(w *Words, e string) string { return w.lineOf("handover.meter.", e) },
	"handover_items.keys":   func(w *Words, e string) string { return w.lineOf("handover.key.", e) },
	"handover_items.papers": func(w *Words, e string) string { return w.lineOf("handover.paper.", e) },
	"warranty_book.periods": (*Words).promised,
	"agreement_terms.rates": (*Words).Term,
	"agreement_terms.extra": (*Words).Term,
	"answer.readings":       func(_ *Words, e string) string { return or(e, "–") },
}

func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// list says the elements of a list.
func (w *Words) list(say func(*Words, string) string, value string) string {
	lines := strings.Split(value, "\n")
	for i, line := range lines {
		lines[i] = say(w, line)
	}
	return w.List(lines)
}

// roomOfType says a room of a house type, "主卧 bedroom": its name and what it is.
func (w *Words) roomOfType(e string) string {
	at := strings.LastIndexByte(e, ' ')
	if kind := "settings.room." + e[at+1:]; at >= 0 && w.Has(kind) {
		return Join(" · ", w.Term(e[:at]), w.T(kind))
	}
	return w.Term(e)
}

// lineOf says a line of the handover's lists, "water m³ *": one that has no name of its
// own is called by its key.
func (w *Words) lineOf(keys, e string) string {
	first, rest, _ := strings.Cut(e, " ")
	if w.Has(keys + first) {
		return Join(" ", w.T(keys+first), rest)
	}
	return e
}

// promised says for how long a class is warranted, "leak 5 0 0": years, months and
// heating seasons.
func (w *Words) promised(e string) string {
	parts := strings.Fields(e)
	if class := "defect.warranty." + parts[0]; len(parts) == 4 && w.Has(class) {
		said := []string{w.T(class)}
		for i, unit := range []string{"years", "months", "seasons"} {
			if n := parts[i+1]; n != "0" {
				said = append(said, w.T("settings.period."+unit, "n", n))
			}
		}
		return Join(" ", said...)
	}
	return e
}

// room says the room of a home by its key, where it is one of the usual ones.
func (w *Words) room(key string) string {
	return w.Term(site.HouseType{}.RoomName(key))
}

// picture reports whether a value is a picture's, which nobody can read.
func picture(value string) bool {
	const long = 64 // of the hash in hex
	return len(value) == long && strings.Trim(value, "0123456789abcdef") == ""
}
