package store

import (
	"database/sql"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"

	"keyday/app"
	"keyday/app/site"
	"keyday/data/keyring"
)

// entry is a text that a record is found by.
type entry struct {
	text string
	how  spelling
}

// spelling says where a query may begin in a text.
type spelling uint8

const (
	phrase spelling = iota // anywhere; pinyin at syllables, initials anywhere
	code                   // at the beginning and behind each hyphen: 3-2-1501, 2-1501, 1501
	secret                 // as a whole; the text is already a digest
)

// longest is how many runes of a text are kept from each place; a longer query
// is compared by these and then by the whole text.
const longest = 16

// indexFound brings the search entries of the records that changed up to date. A
// unit whose code has changed takes along what is found by it.
func (tx *Tx) indexFound() error {
	for ref, fresh := range tx.found {
		changed, err := tx.index(ref, fresh)
		if err != nil {
			return err
		}
		if changed && !fresh && ref.Kind == units.name {
			if err := tx.indexOfUnit(ref.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// index brings one record's entries up to date, and reports whether they changed.
func (tx *Tx) index(ref app.Ref, fresh bool) (bool, error) {
	k := kindByName[ref.Kind]
	known, err := tx.sql.record(tx.ctx, tx.s, k, ref.ID)
	if err != nil {
		return false, err
	}
	var entries []entry
	if known.rec != nil {
		entries = k.words(tx, known.rec)
	}
	return tx.post(k.n, ref.ID, entries, fresh)
}

func (tx *Tx) indexOfUnit(unit app.ID) error {
	for _, k := range registry {
		if k == units || k.words == nil || !slices.ContainsFunc(k.fields, func(f field) bool { return f.name == "unit" }) {
			continue
		}
		ids, err := tx.ids("SELECT id FROM "+k.name+" WHERE unit = ?", unit[:])
		if err != nil {
			return err
		}
		for _, id := range ids {
			if _, err := tx.index(app.Ref{Kind: k.name, ID: id}, false); err != nil {
				return err
			}
		}
	}
	return nil
}

// ids reads the identities that a query lists.
func (tx *Tx) ids(query string, args ...any) ([]app.ID, error) {
	rows, err := tx.sql.QueryContext(tx.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []app.ID
	for rows.Next() {
		var id []byte
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		all = append(all, app.ID(id))
	}
	return all, rows.Err()
}

// post makes the record findable by exactly these entries, and reports whether
// that changed anything.
func (tx *Tx) post(kind uint16, id app.ID, entries []entry, fresh bool) (bool, error) {
	var kept []int64
	if !fresh {
		var err error
		if kept, err = tx.posted(id); err != nil {
			return false, err
		}
	}
	wanted := make([]int64, 0, len(entries))
	for _, e := range entries {
		if e.text == "" {
			continue
		}
		n, err := tx.entry(e, kind)
		if err != nil {
			return false, err
		}
		if !slices.Contains(wanted, n) {
			wanted = append(wanted, n)
		}
	}
	added, gone := without(wanted, kept), without(kept, wanted)
	for _, n := range gone {
		if err := tx.unpost(n, kind, id); err != nil {
			return false, err
		}
	}
	var rows []any
	for _, n := range added {
		rows = append(rows, n, kind, id[:])
	}
	return len(added)+len(gone) > 0, tx.insertAll("INSERT INTO posting (entry, kind, id) VALUES ", 3, rows)
}

// posted lists the entries that a record is found by.
func (tx *Tx) posted(id app.ID) ([]int64, error) {
	rows, err := tx.sql.QueryContext(tx.ctx, "SELECT entry FROM posting WHERE id = ?", id[:])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		all = append(all, n)
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

// unpost takes an entry from a record, and away altogether where it was the last
// that is found by it: an erased person's name must not stay.
func (tx *Tx) unpost(n int64, kind uint16, id app.ID) error {
	if _, err := tx.exec("DELETE FROM posting WHERE entry = ? AND kind = ? AND id = ?", n, kind, id[:]); err != nil {
		return err
	}
	var text string
	err := tx.sql.QueryRowContext(tx.ctx, "SELECT text FROM entry WHERE n = ?1 AND NOT EXISTS (SELECT 1 FROM posting WHERE entry = ?1)", n).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, how := range []spelling{phrase, code, secret} { // whichever it was kept as
		for _, s := range spellings(text, how) {
			if _, err := tx.exec("DELETE FROM spelling WHERE s = ? AND place = ? AND entry = ?", s.text, s.place, n); err != nil {
				return err
			}
		}
	}
	delete(tx.entries, text)
	_, err = tx.exec("DELETE FROM entry WHERE n = ?", n)
	return err
}

func without(all, these []int64) []int64 {
	var rest []int64
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
func (tx *Tx) entry(e entry, kind uint16) (int64, error) {
	text, how, bit := e.text, uint8(1)<<e.how, kindBit(kind)
	if e.how != secret {
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
	for _, s := range spellings(text, e.how) {
		rows = append(rows, s.text, s.place, known.n)
	}
	return known.n, tx.insertAll("INSERT OR IGNORE INTO spelling (s, place, entry) VALUES ", 3, rows)
}

// normal is a text as it is compared: lower case, full-width forms narrowed,
// white space gone.
func normal(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		}
		return unicode.ToLower(r)
	}, text)
}

type spelled struct {
	text  string
	place int
}

// spellings lists what a query for the text may begin with.
func spellings(text string, how spelling) []spelled {
	var all []spelled
	add := func(runes []rune, place int) {
		if len(runes) > longest {
			runes = runes[:longest]
		}
		all = append(all, spelled{string(runes), place})
	}
	runes := []rune(text)
	switch how {
	case secret:
		return []spelled{{text, 0}}
	case code:
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
	return all
}

var reading = pinyin.NewArgs()

// syllable is the pinyin of a Chinese character, and any other character itself.
func syllable(r rune) string {
	if unicode.Is(unicode.Han, r) {
		if s := pinyin.SinglePinyin(r, reading); len(s) > 0 && s[0] != "" {
			return s[0]
		}
	}
	return string(r)
}

// unitEntry finds a record by the code of its unit.
func (tx *Tx) unitEntry(unit app.ID) entry {
	known, err := tx.sql.record(tx.ctx, tx.s, units, unit)
	if err != nil || known.rec == nil {
		return entry{}
	}
	return entry{known.rec.(*site.Unit).Code, code}
}

// phoneEntry finds a person by the last four digits of a phone; what is kept is
// a keyed digest of them, never the digits.
func (tx *Tx) phoneEntry(phone string) entry {
	if len(phone) < 4 {
		return entry{}
	}
	return entry{phoneDigest(tx.s.ring, phone[len(phone)-4:]), secret}
}

func phoneDigest(ring *keyring.Ring, last4 string) string {
	return "\x01" + hex.EncodeToString(ring.PhoneTail(last4)[:8])
}
