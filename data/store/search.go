package store

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"keyday/app"
	"keyday/data/registry"
)

// MostHits is how many hits of a kind a search returns at most.
const MostHits = app.MostHits

// How many texts it looks at for a word, and through how many records it looks for
// the other words: two words that thousands of records have in common need not find
// them all.
const (
	mostEntries = 300
	mostLooked  = 3000
)

// Search finds records by number, code, name, phrase, pinyin, initials or, for who may
// see them, a phone, its last four digits or the number of an identity document. Words
// parted by spaces must all be found. What begins with the query comes before what only
// contains it; among equals the newest first. What only sounds the same comes last:
// input methods offer 控股 first to who means 空鼓.
//
// Where nothing is found, lacks is the first word that nothing has; "" where each word is
// found, but not all of them together.
func (s *Store) Search(ctx context.Context, query string, private bool) (refs []app.Ref, lacks string, err error) {
	var words []word
	for _, w := range strings.Fields(query) {
		found, err := s.lookUp(ctx, normal(w), private)
		if err != nil {
			return nil, "", err
		}
		if lacks == "" && len(found.exact) == 0 && len(found.alike) == 0 {
			lacks = w
		}
		words = append(words, found)
	}
	h := hits{seen: map[app.ID]bool{}, found: map[uint16]int{}}
	err = s.find(ctx, words, word.spelled, &h)
	if err == nil && len(h.all) == 0 && len(words) > 1 { // 138 1234 5678, 3幢 2单元 1501
		var whole word
		if whole, err = s.lookUp(ctx, normal(query), private); err == nil {
			err = s.find(ctx, []word{whole}, word.spelled, &h)
		}
	}
	if err == nil && slices.ContainsFunc(words, func(w word) bool { return len(w.alike) > 0 }) {
		err = s.find(ctx, words, word.sounding, &h)
	}
	if len(h.all) > 0 {
		lacks = ""
	}
	return h.all, lacks, err
}

// word is what a word of a query finds: as it is written, and by its sound alone.
type word struct{ exact, alike []texts }

func (w word) spelled() []texts  { return w.exact }
func (w word) sounding() []texts { return slices.Concat(w.exact, w.alike) }

// find adds the records that all the words find, each taken the same way.
func (s *Store) find(ctx context.Context, words []word, way func(word) []texts, h *hits) error {
	entries := make([][]texts, len(words))
	for i, w := range words {
		if entries[i] = way(w); len(entries[i]) == 0 { // then nothing has all the words
			return nil
		}
	}
	switch len(entries) {
	case 0:
		return nil
	case 1:
		return s.findOne(ctx, entries[0], h)
	}
	return s.findAll(ctx, entries, h)
}

// texts is an entry that a word finds, and which kinds of records are found by it.
type texts struct {
	entry int64
	kinds int64 // see kindBit
}

// kindBit is a kind's bit in an entry. Kinds whose numbers lie 63 apart share one: a bit
// says where looking pays, the postings say what is there.
func kindBit(kind uint16) int64 { return 1 << (kind % 63) }

// lookUp lists what a word finds, the best first: what it may mean besides what it says,
// texts that begin with it, texts that contain it; and what only sounds like it.
func (s *Store) lookUp(ctx context.Context, text string, private bool) (word, error) {
	found := &lookUp{s: s, ctx: ctx, seen: map[int64]bool{}}
	for _, r := range s.reg.Schema.Reads(text) {
		look, spelled := found.findBeginning, normal(r.Text)
		switch {
		case r.Secret && !private:
			continue
		case r.Secret:
			look, spelled = found.findExactly, privateWord(s.ring, r.Text)
		case r.Whole:
			look = found.findExactly
		}
		if err := look(spelled); err != nil {
			return word{}, err
		}
	}
	if err := found.findBeginning(text); err != nil {
		return word{}, err
	}
	exact := found.all
	err := found.findSounding(text)
	return word{exact, found.all[len(exact):]}, err
}

type lookUp struct {
	s    *Store
	ctx  context.Context
	all  []texts
	seen map[int64]bool
}

func (l *lookUp) add(t texts) {
	if !l.seen[t.entry] {
		l.seen[t.entry] = true
		l.all = append(l.all, t)
	}
}

func (l *lookUp) findExactly(spelled string) error {
	rows, err := l.s.reader.QueryContext(l.ctx, "SELECT e.n, e.kinds FROM spelling s JOIN entry e ON e.n = s.entry WHERE s.s = ? LIMIT 5", spelled)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var t texts
		if err := rows.Scan(&t.entry, &t.kinds); err != nil {
			return err
		}
		l.add(t)
	}
	return rows.Err()
}

// eachSpelled calls take with each text that may begin with the word, and where in it that
// begins; of a long word only the beginning is spelled out.
func (l *lookUp) eachSpelled(word string, take func(t texts, place int, text string)) error {
	from := word
	if runes := []rune(word); len(runes) > longest {
		from = string(runes[:longest])
	}
	rows, err := l.s.reader.QueryContext(l.ctx, `SELECT e.n, e.kinds, s.place, e.text FROM spelling s JOIN entry e ON e.n = s.entry
		WHERE s.s >= ? AND s.s < ? ORDER BY s.s LIMIT ?`, from, from+"\U0010FFFF", mostEntries)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var t texts
		var place int
		var text string
		if err := rows.Scan(&t.entry, &t.kinds, &place, &text); err != nil {
			return err
		}
		take(t, place, text)
	}
	return rows.Err()
}

func (l *lookUp) findBeginning(word string) error {
	size := utf8.RuneCountInString(word)
	var inside []texts
	err := l.eachSpelled(word, func(t texts, place int, text string) {
		switch {
		case size > longest && !strings.Contains(text, word) && size < len(word): // pinyin is taken at its word
		case place > 0:
			inside = append(inside, t)
		default:
			l.add(t)
		}
	})
	for _, t := range inside {
		l.add(t)
	}
	return err
}

// findSounding adds texts in which the same syllables stand in other characters. One
// character sounds like too many to be of help.
func (l *lookUp) findSounding(word string) error {
	runes := []rune(word)
	han := 0
	var said strings.Builder
	for _, r := range runes {
		if unicode.Is(unicode.Han, r) {
			han++
		}
		said.WriteString(syllable(r))
	}
	if han < 2 {
		return nil
	}
	return l.eachSpelled(said.String(), func(t texts, place int, text string) {
		if rest := []rune(text)[place:]; len(rest) >= len(runes) && soundAlike(rest[:len(runes)], runes) { // xi'an is not xian
			l.add(t)
		}
	})
}

func soundAlike(a, b []rune) bool {
	return slices.EqualFunc(a, b, func(a, b rune) bool { return syllable(a) == syllable(b) })
}

// hits collects what was found, so many of each kind, none twice.
type hits struct {
	all   []app.Ref
	seen  map[app.ID]bool
	found map[uint16]int // of each kind
}

func (h *hits) add(k *registry.Kind, ids []app.ID) {
	for _, id := range ids {
		if h.found[k.N] < MostHits && !h.seen[id] {
			h.seen[id] = true
			h.all = append(h.all, app.Ref{Kind: k.Name, ID: id})
			h.found[k.N]++
		}
	}
}

// findOne reads the records of a word's entries, kind by kind.
func (s *Store) findOne(ctx context.Context, entries []texts, h *hits) error {
	for _, k := range s.reg.Kinds {
		if k.Words == nil {
			continue
		}
		for _, t := range entries {
			if h.found[k.N] == MostHits {
				break
			}
			if t.kinds&kindBit(k.N) == 0 {
				continue
			}
			ids, err := s.identities(ctx, "SELECT id FROM posting WHERE entry = ? AND kind = ? ORDER BY id DESC LIMIT ?", t.entry, k.N, MostHits)
			if err != nil {
				return err
			}
			h.add(k, ids)
		}
	}
	return nil
}

// findAll reads the records that every word finds. The word that the fewest
// records have leads, the others say yes or no.
func (s *Store) findAll(ctx context.Context, words [][]texts, h *hits) error {
	counts := map[*texts]int{} // by a word's first entry
	for _, w := range words {
		var n int
		err := s.reader.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM json_each(?) e CROSS JOIN posting p ON p.entry = e.value LIMIT ?)`,
			entriesOf(w, -1), mostLooked).Scan(&n)
		if err != nil {
			return err
		}
		counts[&w[0]] = n
	}
	slices.SortStableFunc(words, func(a, b []texts) int { return cmp.Compare(counts[&a[0]], counts[&b[0]]) })
	for _, k := range s.reg.Kinds {
		if k.Words == nil {
			continue
		}
		lead := entriesOf(words[0], kindBit(k.N))
		if lead == "[]" {
			continue
		}
		// The plus keeps SQLite from seeking each of the other word's texts.
		query := "SELECT id FROM (SELECT p.id FROM json_each(?) e CROSS JOIN posting p ON p.entry = e.value AND p.kind = ? LIMIT ?) p WHERE true"
		args := []any{lead, k.N, mostLooked}
		for _, w := range words[1:] {
			query += " AND EXISTS (SELECT 1 FROM posting q WHERE q.id = p.id AND +q.entry IN (SELECT value FROM json_each(?)))"
			args = append(args, entriesOf(w, -1))
		}
		ids, err := s.identities(ctx, query+" LIMIT ?", append(args, MostHits)...)
		if err != nil {
			return err
		}
		h.add(k, ids)
	}
	return nil
}

// entriesOf is a JSON list of the entries that find records of the kinds.
func entriesOf(w []texts, kinds int64) string {
	entries := make([]int64, 0, len(w))
	for _, t := range w {
		if t.kinds&kinds != 0 {
			entries = append(entries, t.entry)
		}
	}
	list, err := json.Marshal(entries)
	if err != nil {
		panic(err) // numbers always have a form
	}
	return string(list)
}

func (s *Store) identities(ctx context.Context, query string, args ...any) ([]app.ID, error) {
	rows, err := s.reader.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []app.ID
	for rows.Next() {
		var id []byte
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, registry.Identity(id))
	}
	return ids, rows.Err()
}
