package words

import (
	"strings"

	"keyday/app"
	"keyday/app/site"
)

// elements says how an element of a list is said, by the type of the list, as the store
// writes them: one a line.
var elements = map[app.FieldType]func(w *Words, m app.Meaning, element string) string{
	app.TextsField:    func(w *Words, _ app.Meaning, e string) string { return w.Term(e) },
	app.RoomsField:    func(w *Words, _ app.Meaning, e string) string { return w.roomOfType(e) },
	app.ItemsField:    func(w *Words, m app.Meaning, e string) string { return w.lineOf(m.Words+".", e) },
	app.PeriodsField:  func(w *Words, _ app.Meaning, e string) string { return w.promised(e) },
	app.ReadingsField: func(_ *Words, _ app.Meaning, e string) string { return or(e, "–") },
}

func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// list says the elements of a list.
func (w *Words) list(m app.Meaning, say func(*Words, app.Meaning, string) string, value string) string {
	lines := strings.Split(value, "\n")
	for i, line := range lines {
		lines[i] = say(w, m, line)
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
