package store

import (
	"context"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"

	"keyday/app"
	"keyday/app/pinyin"
	"keyday/data/keyring"
	"keyday/data/registry"
)

// indexedBy is the key in meta of the version by which a site was indexed.
const indexedBy = "indexed_by"

// longest is how many runes of a text are kept from each place; a longer query
// is compared by these and then by the whole text.
const longest = 16

// indexAnew brings the entries of all records up to date, where a Keyday that found them
// by other words has made them.
func (s *Store) indexAnew(ctx context.Context) error {
	if version, err := s.indexed(ctx); err != nil || version >= s.reg.Schema.Words {
		return err
	}
	return s.opening(ctx, func(tx *Tx) error {
		for _, k := range s.reg.Kinds {
			if k.Words == nil {
				continue
			}
			ids, err := tx.IDs("SELECT id FROM " + k.Name)
			if err != nil {
				return err
			}
			for _, id := range ids {
				if _, err := tx.index(app.Ref{Kind: k.Name, ID: id}, false); err != nil {
					return err
				}
				delete(tx.sql.known, id) // nobody asks for it again
			}
		}
		_, err := tx.exec("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", indexedBy, s.reg.Schema.Words)
		return err
	})
}

// indexed is the version by which the site's index was made, 0 before they were counted.
func (s *Store) indexed(ctx context.Context) (version int, err error) {
	err = s.reader.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = ?", indexedBy).Scan(&version)
	return version, IgnoreNoRows(err)
}

// indexFound brings the search entries of the records that changed up to date. A record
// that is found by other words, a home by another code, takes along what is found by them.
func (tx *Tx) indexFound() error {
	for ref, fresh := range tx.found {
		changed, err := tx.index(ref, fresh)
		if err != nil {
			return err
		}
		if changed && (!fresh || tx.applied) {
			if err := tx.indexWith(ref); err != nil {
				return err
			}
		}
	}
	return nil
}

// index brings one record's entries up to date, and reports whether they changed.
func (tx *Tx) index(ref app.Ref, fresh bool) (bool, error) {
	k := tx.s.reg.ByName[ref.Kind]
	known, err := tx.sql.record(tx.ctx, tx.s, k, ref.ID)
	if err != nil {
		return false, err
	}
	var entries []registry.Entry
	if known.rec != nil {
		entries = k.Words(tx, known.rec)
	}
	return tx.post(k.N, ref.ID, entries, fresh)
}

// indexWith brings the entries of the records up to date that are found by the words of
// this one.
func (tx *Tx) indexWith(of app.Ref) error {
	for _, by := range tx.s.reg.FoundWith(tx.s.reg.ByName[of.Kind]) {
		ids, err := tx.IDs("SELECT id FROM "+by.Kind.Name+" WHERE "+by.Field.Naming(), of.ID[:])
		if err != nil {
			return err
		}
		for _, id := range ids {
			if _, err := tx.index(app.Ref{Kind: by.Kind.Name, ID: id}, false); err != nil {
				return err
			}
		}
	}
	return nil
}

// post makes the record findable by exactly these entries, and reports whether
// that changed anything.
func (tx *Tx) post(kind uint16, id app.ID, entries []registry.Entry, fresh bool) (bool, error) {
	var kept []posted
	if !fresh {
		var err error
		if kept, err = tx.posted(id); err != nil {
			return false, err
		}
	}
	wanted := make([]posted, 0, len(entries))
	for _, e := range entries {
		if e.Text == "" {
			continue
		}
		n, err := tx.entry(e, kind)
		if err != nil {
			return false, err
		}
		wanted = withEntry(wanted, posted{n, 1 << e.How})
	}
	added, gone := without(wanted, kept), without(kept, wanted)
	var rows []any
	for _, p := range added {
		rows = append(rows, p.entry, kind, id[:], p.how)
	}
	if err := tx.insertAll("INSERT OR REPLACE INTO posting (entry, kind, id, how) VALUES ", 4, rows); err != nil {
		return false, err
	}
	for _, p := range gone {
		if !slices.ContainsFunc(wanted, func(w posted) bool { return w.entry == p.entry }) { // else it is only spelled otherwise
			if _, err := tx.exec("DELETE FROM posting WHERE entry = ? AND kind = ? AND id = ?", p.entry, kind, id[:]); err != nil {
				return false, err
			}
		}
		if err := tx.prune(p.entry, kind); err != nil {
			return false, err
		}
	}
	return len(added)+len(gone) > 0, nil
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
	rows, err := tx.sql.QueryContext(tx.ctx, "SELECT entry, how FROM posting WHERE id = ?", id[:])
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

// insertAll inserts rows of so many columns with few statements: crossing into
// SQLite costs more than a small row.
func (w *work) insertAll(insert string, columns int, values []any) error {
	const most = 8
	row := "(?" + strings.Repeat(", ?", columns-1) + ")"
	for len(values) > 0 {
		n := min(len(values)/columns, most)
		if _, err := w.exec(insert+row+strings.Repeat(", "+row, n-1), values[:n*columns]...); err != nil {
			return err
		}
		values = values[n*columns:]
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

// mostEntriesKnown bounds the memory of a transaction that writes the whole site.
const mostEntriesKnown = 20000

// kept is an entry that is there: as what it is spelled, and which kinds of
// records it finds.
type kept struct {
	n     int64
	how   uint8 // 1 << spelling, for each
	kinds int64 // kindBit, for each
}

// entry finds or makes the entry of a text that finds records of the kind.
func (tx *Tx) entry(e registry.Entry, kind uint16) (int64, error) {
	text, how, bit := e.Text, uint8(1)<<e.How, kindBit(kind)
	if e.How != registry.Secret {
		text = normal(text)
	}
	known, ok := tx.entries[text]
	if !ok {
		made, err := tx.exec("INSERT OR IGNORE INTO entry (text, how, kinds) VALUES (?, ?, ?)", text, how, bit)
		if err != nil {
			return 0, err
		}
		count, err := made.RowsAffected()
		if err == nil && count == 1 {
			known.n, err = made.LastInsertId()
			known.kinds = bit
		} else if err == nil { // it is there
			err = tx.sql.QueryRowContext(tx.ctx, "SELECT n, how, kinds FROM entry WHERE text = ?", text).Scan(&known.n, &known.how, &known.kinds)
		}
		if err != nil {
			return 0, err
		}
	}
	spelled := known.how&how != 0
	if known.how != 0 && !spelled || known.kinds&bit == 0 { // it was another sort of thing before, or found others
		if _, err := tx.exec("UPDATE entry SET how = how | ?, kinds = kinds | ? WHERE n = ?", how, bit, known.n); err != nil {
			return 0, err
		}
	}
	known.how, known.kinds = known.how|how, known.kinds|bit
	if len(tx.entries) >= mostEntriesKnown {
		clear(tx.entries)
	}
	tx.entries[text] = known
	if spelled {
		return known.n, nil
	}
	var rows []any
	for _, s := range spellings(text, e.How) {
		rows = append(rows, s.text, s.place, known.n)
	}
	return known.n, tx.insertAll("INSERT OR IGNORE INTO spelling (s, place, entry) VALUES ", 3, rows)
}

// normal is a text as it is compared: lower case, full-width forms narrowed,
// white space gone.
func normal(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(app.FoldWidth(r))
	}, text)
}

type spelled struct {
	text  string
	place int
}

// spellings lists what a query for the text may begin with.
func spellings(text string, how registry.Spelling) []spelled {
	var all []spelled
	add := func(runes []rune, place int) {
		if len(runes) > longest {
			runes = runes[:longest]
		}
		all = append(all, spelled{string(runes), place})
	}
	runes := []rune(text)
	switch how {
	case registry.Secret:
		return []spelled{{text, 0}}
	case registry.Code:
		add(runes, 0)
		for i, r := range runes {
			if r == '-' || r == '/' {
				add(runes[i+1:], i+1)
			}
		}
		return all
	}
	syllables := make([]string, len(runes))
	var initials []rune
	for i, r := range runes {
		syllables[i] = syllable(r)
		initials = append(initials, []rune(syllables[i])[0])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			add(runes[i:], i)
		}
	}
	if string(initials) == text {
		return all
	}
	for i := range initials {
		add(initials[i:], i)
		if syllables[i] != string(runes[i]) {
			add([]rune(strings.Join(syllables[i:], "")), i)
		}
	}
	if spoken := pinyin.Spoken(text); how == registry.PersonName && spoken != text {
		for _, letters := range pinyin.Spell(spoken) {
			add([]rune(letters), 0)
		}
	}
	return all
}

// syllable is the pinyin of a Chinese character, and any other character itself.
func syllable(r rune) string {
	if s := pinyin.Syllable(r); s != "" {
		return s
	}
	return string(r)
}

func privateWord(ring *keyring.Ring, word string) string {
	return "\x01" + hex.EncodeToString(ring.PrivateWord(word)[:8])
}
