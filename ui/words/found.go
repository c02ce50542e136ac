package words

import (
	"slices"
	"strings"

	"keyday/app"
)

// Found says what a line of hits tells of a record: its name, what else it is called by,
// and what else there is to say; each on one line.
func (w *Words) Found(f app.Found) (name string, others, detail []string) {
	if others = w.said(f.Title); len(others) > 0 {
		name, others = others[0], others[1:]
	}
	return name, others, w.said(f.Detail)
}

func (w *Words) said(parts []app.Said) []string {
	all := make([]string, len(parts))
	for i, p := range parts {
		all[i] = strings.Join(strings.Fields(w.Value(p.Meaning, p.Value, nil)), " ")
	}
	return slices.DeleteFunc(all, func(text string) bool { return text == "" })
}
