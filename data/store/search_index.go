package store

import (
	"bytes"
	"cmp"
	"context"
	"encoding/hex"
	"maps"
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
				if err := tx.index(app.Ref{Kind: k.Name, ID: id}); err != nil {
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

// indexedAtOnce is how many records' entries are brought up to date together: what they are
// found by is put in its order, which SQLite does in half the time.
const indexedAtOnce = 4096

// indexFound brings the search entries of the records that changed up to date. A record
// that is found by other words, a home by another code, takes along what is found by them.
func (tx *Tx) indexFound() error {
	refs := slices.SortedFunc(maps.Keys(tx.found), func(a, b app.Ref) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), bytes.Compare(a.ID[:], b.ID[:]))
	})
	for some := range slices.Chunk(refs, indexedAtOnce) {
		all := make([]findable, len(some))
		for i, ref := range some {
			var err error
			if all[i], err = tx.findable(ref, tx.found[ref]); err != nil {
				return err
			}
		}
		if err := tx.post(all); err != nil {
			return err
		}
		for i, f := range all {
			if f.changed && (!f.fresh || tx.applied) {
				if err := tx.indexWith(some[i]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// index brings one record's entries up to date.
func (tx *Tx) index(ref app.Ref) error {
	f, err := tx.findable(ref, false)
	if err != nil {
		return err
	}
	return tx.post([]findable{f})
}

// findable is the record with what search is to find it by.
func (tx *Tx) findable(ref app.Ref, fresh bool) (findable, error) {
	k := tx.s.reg.ByName[ref.Kind]
	known, err := tx.sql.record(tx.ctx, tx.s, k, ref.ID)
	if err != nil {
		return findable{}, err
	}
	var entries []registry.Entry
	if known.rec != nil {
		entries = k.Words(tx, known.rec)
	}
	return findable{kind: k.N, id: ref.ID, fresh: fresh, by: normalEntries(entries)}, nil
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
			if err := tx.index(app.Ref{Kind: by.Kind.Name, ID: id}); err != nil {
				return err
			}
		}
	}
	return nil
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

// normalEntries are the entries as they are compared, without those of no text.
func normalEntries(entries []registry.Entry) []registry.Entry {
	all := make([]registry.Entry, 0, len(entries))
	for _, e := range entries {
		if e.Text == "" {
			continue
		}
		if e.How != registry.Secret {
			e.Text = normal(e.Text)
		}
		all = append(all, e)
	}
	return all
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
