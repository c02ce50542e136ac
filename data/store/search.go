package store

import (
	"context"
	"strings"
	"unicode"

	"keyday/app"
)

// How many hits of a kind a search returns, and how many entries it looks at.
const (
	mostHits    = 20
	mostEntries = 300
	mostScanned = 4000
)

// Search finds records by number, code, name, phrase, pinyin, initials or, for
// who may see it, the last four digits of a phone. Words parted by spaces must
// all be found. Records that begin with the query come before those that only
// contain it; among equals the newest first.
func (s *Store) Search(ctx context.Context, query string, private bool) ([]app.Ref, error) {
	var words []string
	for _, w := range strings.Fields(query) {
		words = append(words, normal(w))
	}
	if len(words) == 0 {
		return nil, nil
	}
	first, err := s.lookUp(ctx, words[0], private)
	if err != nil {
		return nil, err
	}
	var others []map[int64]bool
	for _, w := range words[1:] {
		entries, err := s.lookUp(ctx, w, private)
		if err != nil {
			return nil, err
		}
		set := map[int64]bool{}
		for _, n := range entries {
			set[n] = true
		}
		others = append(others, set)
	}
	return s.gather(ctx, first, others)
}

// lookUp lists the entries that a word finds, the best first.
func (s *Store) lookUp(ctx context.Context, word string, private bool) ([]int64, error) {
	var entries []int64
	if n := numberTail(word); n != "" {
		rows, err := s.reader.QueryContext(ctx, "SELECT entry FROM spelling WHERE s = ? LIMIT 5", n)
		if err != nil {
			return nil, err
		}
		if entries, err = collect(rows, entries); err != nil {
			return nil, err
		}
	}
	if private && len(word) == 4 && isDigits(word) {
		rows, err := s.reader.QueryContext(ctx, "SELECT entry FROM spelling WHERE s = ? LIMIT 5", phoneDigest(s.ring, word))
		if err != nil {
			return nil, err
		}
		if entries, err = collect(rows, entries); err != nil {
			return nil, err
		}
	}
	from := []rune(word)
	if len(from) > longest {
		from = from[:longest]
	}
	rows, err := s.reader.QueryContext(ctx, `SELECT entry FROM spelling WHERE s >= ? AND s < ? ORDER BY s LIMIT ?`,
		string(from), string(from)+"\U0010FFFF", mostEntries)
	if err != nil {
		return nil, err
	}
	return collect(rows, entries)
}

type scanRows interface {
	Next() bool
	Scan(...any) error
	Err() error
	Close() error
}

func collect(rows scanRows, into []int64) ([]int64, error) {
	defer rows.Close()
	seen := map[int64]bool{}
	for _, n := range into {
		seen[n] = true
	}
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		if !seen[n] {
			seen[n] = true
			into = append(into, n)
		}
	}
	return into, rows.Err()
}

// gather reads the postings of the entries, kind by kind and newest first, and
// keeps those that every other word finds too.
func (s *Store) gather(ctx context.Context, entries []int64, others []map[int64]bool) ([]app.Ref, error) {
	var hits []app.Ref
	seen := map[app.ID]bool{}
	for _, k := range searchOrder {
		found, scanned := 0, 0
		for _, n := range entries {
			if found >= mostHits || scanned >= mostScanned {
				break
			}
			limit := mostHits
			if len(others) > 0 {
				limit = mostScanned
			}
			rows, err := s.reader.QueryContext(ctx, "SELECT id FROM posting WHERE entry = ? AND kind = ? ORDER BY id DESC LIMIT ?", n, k.n, limit)
			if err != nil {
				return nil, err
			}
			var ids []app.ID
			for rows.Next() {
				var id []byte
				if err := rows.Scan(&id); err != nil {
					rows.Close()
					return nil, err
				}
				ids = append(ids, app.ID(id))
			}
			if err := rows.Err(); err != nil {
				return nil, err
			}
			rows.Close()
			for _, id := range ids {
				scanned++
				if seen[id] || found >= mostHits {
					continue
				}
				all, err := s.hasAll(ctx, k.n, id, others)
				if err != nil {
					return nil, err
				}
				if all {
					seen[id] = true
					found++
					hits = append(hits, app.Ref{Kind: k.name, ID: id})
				}
			}
		}
	}
	return hits, nil
}

// searchOrder is the order in which kinds of hits are listed.
var searchOrder = []*kind{units, owners, defects, documents, notices}

// hasAll reports whether each of the other words finds the record too.
func (s *Store) hasAll(ctx context.Context, kind uint16, id app.ID, others []map[int64]bool) (bool, error) {
	if len(others) == 0 {
		return true, nil
	}
	var body []byte
	if err := s.reader.QueryRowContext(ctx, "SELECT entries FROM posted WHERE id = ?", id[:]).Scan(&body); err != nil {
		return false, nil
	}
	var posted []int64
	if err := strict.Unmarshal(body, &posted); err != nil {
		return false, err
	}
words:
	for _, set := range others {
		for _, n := range posted {
			if set[n] {
				continue words
			}
		}
		return false, nil
	}
	return true, nil
}

// numberTail makes the digits at the end of a printed number, as people say
// them, into the five that are kept: 42 → 00042.
func numberTail(word string) string {
	if !isDigits(word) || len(word) > 5 {
		return ""
	}
	return strings.Repeat("0", 5-len(word)) + word
}

func isDigits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsDigit(r) }) < 0
}
