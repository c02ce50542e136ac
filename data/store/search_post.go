package store

import (
	"cmp"
	"slices"
	"strings"

	"keyday/app"
	"keyday/data/registry"
)

// findable is a record with what search is to find it by.
type findable struct {
	kind  uint16
	id    app.ID
	fresh bool             // nothing finds it so far
	by    []registry.Entry // as normalEntries answers them

	gone    []posted // what found it so far and does so no more
	changed bool
}

// post makes the records findable by exactly their entries, and says of which that changed
// anything. What finds one no more goes last: it may be what finds another by now.
func (tx *Tx) post(all []findable) error {
	entries, err := tx.entriesFor(all)
	if err != nil {
		return err
	}
	for i := range all {
		f := &all[i]
		var is []posted
		if !f.fresh {
			if is, err = tx.posted(f.id); err != nil {
				return err
			}
		}
		wanted := make([]posted, 0, len(f.by))
		for _, e := range f.by {
			wanted = withEntry(wanted, posted{entries[e.Text].n, 1 << e.How})
		}
		added := without(wanted, is)
		for _, p := range added {
			if err := tx.insert("INSERT OR REPLACE INTO posting (entry, kind, id, how) VALUES ", p.entry, f.kind, f.id[:], p.how); err != nil {
				return err
			}
		}
		f.gone = without(is, wanted)
		f.changed = len(added)+len(f.gone) > 0
	}
	for i := range all {
		if err := tx.unpost(&all[i], entries); err != nil {
			return err
		}
	}
	return nil
}

// unpost takes away what finds a record no more.
func (tx *Tx) unpost(f *findable, entries map[string]kept) error {
	for _, p := range f.gone {
		if !slices.ContainsFunc(f.by, func(e registry.Entry) bool { return entries[e.Text].n == p.entry }) { // else it is only spelled otherwise
			if _, err := tx.exec("DELETE FROM posting WHERE entry = ? AND kind = ? AND id = ?", p.entry, f.kind, f.id[:]); err != nil {
				return err
			}
		}
		if err := tx.prune(p.entry, f.kind); err != nil {
			return err
		}
	}
	return nil
}

// posted is an entry that a record is found by, and as what its text is spelled.
type posted struct {
	entry int64
	how   uint8 // 1 << spelling, for each
}

// withEntry adds an entry to a record's; a record may have one text in two ways.
func withEntry(all []posted, p posted) []posted {
	for i := range all {
		if all[i].entry == p.entry {
			all[i].how |= p.how
			return all
		}
	}
	return append(all, p)
}

// posted lists the entries that a record is found by.
func (tx *Tx) posted(id app.ID) ([]posted, error) {
	rows, err := tx.sql.QueryContext(tx.ctx, "SELECT entry, how FROM posting WHERE id = "+GivenID, id[:])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []posted
	for rows.Next() {
		var p posted
		if err := rows.Scan(&p.entry, &p.how); err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, rows.Err()
}

// mostEntriesKnown bounds the memory of a transaction that writes the whole site.
const mostEntriesKnown = 20000

// kept is an entry that is there: as what it is spelled, and which kinds of
// records it finds.
type kept struct {
	n     int64
	how   uint8 // 1 << spelling, for each
	kinds int64 // kindBit, for each
}

// with is the entry with what another says of the text besides.
func (k kept) with(other kept) kept { return kept{k.n, k.how | other.how, k.kinds | other.kinds} }

// entriesFor finds or makes the entries of all texts by which the records are to be found.
func (tx *Tx) entriesFor(all []findable) (map[string]kept, error) {
	wanted, entries := map[string]kept{}, map[string]kept{}
	for _, f := range all {
		for _, e := range f.by {
			wanted[e.Text] = wanted[e.Text].with(kept{how: 1 << e.How, kinds: kindBit(f.kind)})
		}
	}
	var unknown []string
	for text := range wanted {
		if is, ok := tx.entries[text]; ok {
			entries[text] = is
		} else {
			unknown = append(unknown, text)
		}
	}
	slices.Sort(unknown)
	if err := tx.makeEntries(unknown, wanted, entries); err != nil {
		return nil, err
	}
	if len(tx.entries)+len(entries) > mostEntriesKnown {
		clear(tx.entries)
	}
	var more []spelling
	for text, was := range entries {
		is := was.with(wanted[text])
		if is != was && was.how != 0 { // it was another sort of thing before, or found others
			if _, err := tx.exec("UPDATE entry SET how = ?, kinds = ? WHERE n = ?", is.how, is.kinds, is.n); err != nil {
				return nil, err
			}
		}
		more = appendSpellings(more, text, is, is.how&^was.how)
		entries[text], tx.entries[text] = is, is
	}
	return entries, tx.spell(more)
}

// makeEntries makes the entries of the texts, as wanted, and adds them to those that are
// known: one that was there as it was, a new one as nothing yet.
func (tx *Tx) makeEntries(texts []string, wanted, known map[string]kept) error {
	if len(texts) == 0 {
		return nil
	}
	var last int64
	if err := tx.sql.QueryRowContext(tx.ctx, "SELECT coalesce(max(n), 0) FROM entry").Scan(&last); err != nil {
		return err
	}
	for some := range slices.Chunk(texts, mostHeldBack) {
		var rows []any
		for i, text := range some {
			rows = append(rows, last+1+int64(i), text, wanted[text].how, wanted[text].kinds)
		}
		made, err := tx.exec("INSERT OR IGNORE INTO entry (n, text, how, kinds) VALUES "+placesFor(len(some), 4), rows...)
		if err != nil {
			return err
		}
		count, err := made.RowsAffected()
		if err != nil {
			return err
		}
		for i, text := range some {
			is := kept{n: last + 1 + int64(i)}
			if int(count) < len(some) {
				if is, err = tx.entryOf(text, is.n); err != nil {
					return err
				}
			}
			known[text] = is
		}
		last += int64(len(some))
	}
	return nil
}

// entryOf reads the entry of a text; as nothing yet where it was made under the number.
func (tx *Tx) entryOf(text string, made int64) (is kept, err error) {
	err = tx.sql.QueryRowContext(tx.ctx, "SELECT n, how, kinds FROM entry WHERE text = ?", text).Scan(&is.n, &is.how, &is.kinds)
	if is.n == made {
		is = kept{n: made}
	}
	return is, err
}

// spelling is a place in an entry's text where a query may begin.
type spelling struct {
	spelled
	entry int64
}

// appendSpellings adds those of an entry that it has as these things.
func appendSpellings(all []spelling, text string, is kept, as uint8) []spelling {
	for _, how := range registry.Spellings {
		if as&(1<<how) == 0 {
			continue
		}
		for _, s := range spellings(text, how) {
			all = append(all, spelling{s, is.n})
		}
	}
	return all
}

// spell puts spellings, in the order in which they are kept.
func (tx *Tx) spell(all []spelling) error {
	slices.SortFunc(all, func(a, b spelling) int {
		return cmp.Or(strings.Compare(a.text, b.text), cmp.Compare(a.place, b.place), cmp.Compare(a.entry, b.entry))
	})
	for _, s := range all {
		if err := tx.insert("INSERT OR IGNORE INTO spelling (s, place, entry) VALUES ", s.text, s.place, s.entry); err != nil {
			return err
		}
	}
	return nil
}

// prune leaves of an entry, which a record of the kind was found by, what its other
// records make of it; nothing where that was the last: an erased person's name must not
// stay.
func (tx *Tx) prune(entry int64, kind uint16) error {
	var text string
	var was, is kept
	if err := tx.sql.QueryRowContext(tx.ctx, "SELECT text, how, kinds FROM entry WHERE n = ?", entry).Scan(&text, &was.how, &was.kinds); err != nil {
		return err
	}
	for _, how := range registry.Spellings {
		if bit := uint8(1) << how; was.how&bit != 0 {
			found, err := tx.any("SELECT 1 FROM posting WHERE entry = ? AND how & ? LIMIT 1", entry, bit)
			if err != nil {
				return err
			}
			if found {
				is.how |= bit
			}
		}
	}
	is.kinds = was.kinds
	found, err := tx.anyOfBit(entry, kindBit(kind))
	if err != nil {
		return err
	}
	if !found {
		is.kinds &^= kindBit(kind)
	}
	if is == was {
		return nil
	}
	delete(tx.entries, text)
	if err := tx.unspell(entry, text, was.how, is.how); err != nil {
		return err
	}
	if is.how == 0 {
		_, err = tx.exec("DELETE FROM entry WHERE n = ?", entry)
		return err
	}
	_, err = tx.exec("UPDATE entry SET how = ?, kinds = ? WHERE n = ?", is.how, is.kinds, entry)
	return err
}

// anyOfBit reports whether records of the kinds that share the bit are found by the entry.
func (tx *Tx) anyOfBit(entry, bit int64) (bool, error) {
	for n := range tx.s.reg.ByNumber {
		if kindBit(n) != bit {
			continue
		}
		if found, err := tx.any("SELECT 1 FROM posting WHERE entry = ? AND kind = ? LIMIT 1", entry, n); err != nil || found {
			return found, err
		}
	}
	return false, nil
}

// any reports whether the query has a row.
func (tx *Tx) any(query string, args ...any) (bool, error) {
	var n int
	err := tx.sql.QueryRowContext(tx.ctx, query, args...).Scan(&n)
	return err == nil, IgnoreNoRows(err)
}

// unspell takes the spellings away that an entry had as one thing and has not as another.
func (tx *Tx) unspell(n int64, text string, was, is uint8) error {
	stays := map[spelled]bool{}
	for _, how := range registry.Spellings {
		for _, s := range spellings(text, how) {
			if is&(1<<how) != 0 {
				stays[s] = true
			}
		}
	}
	for _, how := range registry.Spellings {
		if was&^is&(1<<how) == 0 {
			continue
		}
		for _, s := range spellings(text, how) {
			if stays[s] {
				continue
			}
			if _, err := tx.exec("DELETE FROM spelling WHERE s = ? AND place = ? AND entry = ?", s.text, s.place, n); err != nil {
				return err
			}
		}
	}
	return nil
}

func without(all, these []posted) []posted {
	var rest []posted
outer:
	for _, a := range all {
		for _, b := range these {
			if a == b {
				continue outer
			}
		}
		rest = append(rest, a)
	}
	return rest
}
