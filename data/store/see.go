package store

import (
	"strings"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/registry"
)

// sightOf says which writing of each field of a record is shown.
func sightOf(k *registry.Kind, heads *journal.Heads) app.Sight {
	sights := app.Sight{Fields: map[string]string{}}
	for i := range k.Fields {
		if f := &k.Fields[i]; !f.Derived {
			sights.Fields[f.Name] = sight(heads, f)
		}
	}
	return sights
}

// sight names the heads of a field, "" where it has none.
func sight(heads *journal.Heads, f *registry.Field) string {
	var b strings.Builder
	for _, d := range heads.Base(f.N) {
		b.WriteString(d.Stream.String())
		b.WriteString(d.String())
		b.WriteByte(' ')
	}
	return b.String()
}
