package store

import (
	"keyday/app"
	"keyday/app/site"
)

// unitEntry finds a record by the code of its unit.
func unitEntry(from Source, unit app.ID) entry {
	u, err := from.Record(units.name, unit)
	if err != nil || u == nil {
		return entry{}
	}
	return entry{u.(*site.Unit).Code, code}
}

// phoneEntries find a person by a phone and by its last four digits.
func phoneEntries(from Source, phone string) []entry {
	number := site.PlainNumber(phone)
	if len(number) < 4 {
		return nil
	}
	return []entry{privateEntry(from, number), privateEntry(from, number[len(number)-4:])}
}

// privateEntry finds a person by a word that not everybody may know; what is kept is a
// keyed digest of it, never the word.
func privateEntry(from Source, word string) entry {
	if word == "" {
		return entry{}
	}
	return entry{from.Digest(word), secret}
}
