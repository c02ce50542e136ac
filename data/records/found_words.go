package records

import (
	"keyday/app"
	"keyday/app/site"
	"keyday/data/registry"
)

// unitEntry finds a record by the code of its unit.
func unitEntry(from registry.Source, unit app.ID) registry.Entry {
	u, err := from.Record(units.Name, unit)
	if err != nil || u == nil {
		return registry.Entry{}
	}
	return registry.AsCode(u.(*site.Unit).Code)
}

// phoneTail is how many digits at the end of a phone people know it by.
const phoneTail = 4

// phoneEntries find a person by a phone and by its last four digits.
func phoneEntries(from registry.Source, phone string) []registry.Entry {
	number := site.PlainNumber(phone)
	if len(number) < phoneTail {
		return nil
	}
	return []registry.Entry{privateEntry(from, number), privateEntry(from, number[len(number)-phoneTail:])}
}

// privateEntry finds a person by a word that not everybody may know; what is kept is a
// keyed digest of it, never the word.
func privateEntry(from registry.Source, word string) registry.Entry {
	if word == "" {
		return registry.Entry{}
	}
	return registry.AsSecret(from.Digest(word))
}
