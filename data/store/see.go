package store

import (
	"strings"

	"keyday/app"
	"keyday/data/journal"
)

// sightOf says which writing of each field of a record is shown.
func sightOf(k *kind, heads *journal.Heads) app.Sight {
	sights := app.Sight{Fields: map[string]string{}}
	for i := range k.fields {
		if f := &k.fields[i]; !f.derived {
			sights.Fields[f.name] = sight(heads, f)
		}
	}
	return sights
}

// sight names the heads of a field, "" where it has none.
func sight(heads *journal.Heads, f *field) string {
	var b strings.Builder
	for _, d := range heads.Base(f.n) {
		b.WriteString(d.Stream.String())
		b.WriteString(d.String())
		b.WriteByte(' ')
	}
	return b.String()
}
