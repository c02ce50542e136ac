package store

import (
	"database/sql"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fxamacker/cbor/v2"

	"keyday/app"
	"keyday/data/journal"
)

// rebuild makes the site anew from its operations, in a temporary database beside
// it, and compares the two.
func (v *verifier) rebuild() error {
	dir, err := os.MkdirTemp(v.site.dir, verifying)
	if err != nil {
		if dir, err = os.MkdirTemp("", "keyday-verify-"); err != nil { // a site on a medium that cannot be written to
			return err
		}
	}
	note, err := v.site.opt.Leftovers.Begin(dir)
	if err != nil {
		return err
	}
	defer note.End()
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, siteFile)
	if err := layOut(v.ctx, path, v.site.site, "00"); err != nil {
		return err
	}
	temp := &Store{dir: dir, opt: v.site.opt, ring: v.site.ring, known: map[app.ID]*known{}}
	temp.applying.Store(true)
	temp.writer = sql.OpenDB(temp.connector(path, "_journal_mode=OFF&_synchronous=OFF&_cache_size=-64000&_stmt_cache_size=200"))
	temp.writer.SetMaxOpenConns(1)
	defer temp.writer.Close()
	v.site.streams.each(func(n uint32, stream journal.Stream, pub []byte) { temp.streams.add(n, stream, pub) })
	w, err := temp.begin(v.ctx)
	if err != nil {
		return err
	}
	defer w.sql.Rollback()
	w.when = time.Time{} // units are derived for the day for which the site has them, below
	v.should = &Tx{work: w}
	v.keys = &Store{dir: v.site.dir, opt: v.site.opt, ring: v.site.ring}
	v.used, v.erased, v.subjects, v.parent, v.numbers = map[usedKey]bool{}, map[app.ID]bool{}, map[app.ID][]app.ID{}, map[*kind]bool{}, map[string]int{}
	for _, k := range registry {
		for _, s := range k.about {
			v.parent[s.parent] = true
		}
	}
	v.should.day = v.derivedOn()
	if err := v.erasures(); err != nil {
		return err
	}
	if err := v.records(); err != nil {
		return err
	}
	for unit := range v.should.units {
		if err := v.should.deriveUnit(unit); err != nil {
			return err
		}
	}
	if err := v.compare(); err != nil {
		return err
	}
	return v.files()
}

// derivedOn is the day for which the site has its units derived.
func (v *verifier) derivedOn() (day app.Date) {
	v.is.sql.QueryRowContext(v.ctx, "SELECT value FROM meta WHERE key = ?", derivedOn).Scan(&day)
	return day
}

// each calls fn with every stream.
func (s *streams) each(fn func(n uint32, stream journal.Stream, pub []byte)) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for n, stream := range s.by {
		fn(n, stream, s.pub[n])
	}
}

// erasures reads whose keys were dropped on purpose: the journal says so.
func (v *verifier) erasures() error {
	rows, err := v.is.sql.QueryContext(v.ctx, "SELECT person FROM erasure")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id []byte
		if err := rows.Scan(&id); err != nil {
			return err
		}
		v.erased[app.ID(id)] = true
	}
	return rows.Err()
}

// records rebuilds one record after the other, kinds before those whose records belong
// to theirs, and last the heads of kinds that this Keyday does not know.
func (v *verifier) records() error {
	var known []string
	for _, k := range parentsFirst() {
		known = append(known, strconv.Itoa(int(k.n)))
		if err := v.recordsIn("kind = " + strconv.Itoa(int(k.n))); err != nil {
			return err
		}
	}
	return v.recordsIn("kind > 0 AND kind NOT IN (" + strings.Join(known, ", ") + ")")
}

// parentsFirst lists the kinds in an order in which each comes after those that its
// records belong to; units come before what is found by their codes.
func parentsFirst() []*kind {
	var all []*kind
	var add func(k *kind)
	add = func(k *kind) {
		if slices.Contains(all, k) {
			return
		}
		for _, s := range k.about {
			if s.parent != nil {
				add(s.parent)
			}
		}
		all = append(all, k)
	}
	add(units)
	for _, n := range slices.Sorted(maps.Keys(registry)) {
		add(registry[n])
	}
	return all
}

func (v *verifier) recordsIn(kinds string) error {
	rows, err := v.is.sql.QueryContext(v.ctx, "SELECT kind, id, body FROM op WHERE "+kinds+" ORDER BY kind, id")
	if err != nil {
		return err
	}
	defer rows.Close()
	var kind uint16
	var id app.ID
	var ops []journal.Op
	for rows.Next() {
		var k uint16
		var raw sql.RawBytes
		var body []byte
		if err := rows.Scan(&k, &raw, &body); err != nil {
			return err
		}
		if k != kind || string(raw) != string(id[:]) {
			if err := v.record(kind, id, ops); err != nil {
				return err
			}
			kind, ops = k, ops[:0]
			copy(id[:], raw)
		}
		op, err := journal.DecodeOp(body)
		if err != nil {
			v.differs("verify.body_altered", "operation", "?", "lane", "?", "seq", "?")
			continue
		}
		ops = append(ops, op)
		if err := v.step(1); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return v.record(kind, id, ops)
}

// record rebuilds one record from its operations.
func (v *verifier) record(n uint16, id app.ID, ops []journal.Op) error {
	if len(ops) == 0 {
		return nil
	}
	tx := v.should
	heads := &journal.Heads{}
	for i := range ops {
		heads.Apply(&ops[i])
		if ops[i].Verb == journal.Erase {
			if err := tx.noteErasure(id, &ops[i]); err != nil {
				return err
			}
		}
	}
	body := heads.AppendBinary(nil, tx.s.streams.number)
	if _, err := tx.exec("INSERT INTO head (id, kind, body) VALUES (?, ?, ?)", id[:], n, body); err != nil {
		return err
	}
	k := registry[n]
	if k == nil {
		return nil // a newer Keyday's: its heads are kept, and shown by that one
	}
	values := func(d journal.Dot, field uint16) (cbor.RawMessage, error) {
		for i := range ops {
			if ops[i].Dot == d {
				return valueOf(&ops[i], field), nil
			}
		}
		return nil, fmt.Errorf("store: operation %v is not of %s %v", d, k.name, id)
	}
	if heads.Contested() {
		disputes, err := v.keys.conflictsFrom(v.ctx, v.is.sql, k, id, heads, values)
		if err != nil {
			return err
		}
		for _, d := range disputes {
			if _, err := tx.exec("INSERT INTO dispute (id, field, kind, opened) VALUES (?, ?, ?, ?)", id[:], d.Field, n, int64(d.Opened)); err != nil {
				return err
			}
		}
	}
	if err := v.history(k, id, ops); err != nil {
		return err
	}
	rec, keyGone, err := v.keys.projectFrom(v.ctx, v.is.sql, k, id, heads, values)
	if err != nil {
		if app.RefusalCode(err) != "" {
			v.differs("verify.unreadable", "kind", k.name, "record", id.String())
			return nil
		}
		v.differs("verify.value_unreadable", "kind", k.name, "record", id.String())
		return nil
	}
	v.sealedUnder(k, rec, ops)
	if keyGone && !v.erased[k.person(rec)] {
		v.differs("verify.key_gone", "kind", k.name, "record", id.String())
	}
	if heads.Deleted() {
		return nil
	}
	v.report.Records++
	v.number(k, rec)
	if err := tx.writeRow(k, rec); err != nil {
		return err
	}
	if k.words != nil { // now, while the record is at hand
		if _, err := tx.post(k.n, id, k.words(tx, rec), true); err != nil {
			return err
		}
	}
	if k.unit != nil {
		unit, err := k.unit(tx, rec)
		if err != nil {
			return err
		}
		if !unit.IsNil() {
			tx.units[unit] = true
		}
	}
	return nil
}

// history puts a record's operations into the history of what it is about.
func (v *verifier) history(k *kind, id app.ID, ops []journal.Op) error {
	if len(k.about) == 0 {
		return nil
	}
	var subjects []app.ID
	for i := range ops {
		for _, s := range k.about {
			named, ok := s.named(&ops[i])
			switch {
			case ok && s.parent == nil:
				subjects = adding(subjects, []app.ID{named})
			case ok:
				of, here := v.subjects[named]
				if !here {
					if _, err := v.should.exec("INSERT OR IGNORE INTO waiting (parent, kind, id) VALUES (?, ?, ?)", named[:], k.n, id[:]); err != nil {
						return err
					}
				}
				subjects = adding(subjects, of)
			}
		}
	}
	if v.parent[k] {
		v.subjects[id] = adding(subjects, nil)
	}
	for i := range ops {
		if err := v.should.trail(&ops[i], subjects); err != nil {
			return err
		}
	}
	return nil
}

// number notes the last number of each series that a record has.
func (v *verifier) number(k *kind, rec any) {
	for i := range k.fields {
		if k.fields[i].name != "number" {
			continue
		}
		text, _ := k.fields[i].get(rec).(string)
		if cut := strings.LastIndexByte(text, '-'); cut > 0 {
			if n, err := strconv.Atoi(text[cut+1:]); err == nil {
				v.numbers[text[:cut]] = max(v.numbers[text[:cut]], n)
			}
		}
	}
}

// counters finds series whose next number was given before.
func (v *verifier) counters() error {
	rows, err := v.is.sql.QueryContext(v.ctx, "SELECT kind || '-' || lane, last FROM counter")
	if err != nil {
		return err
	}
	defer rows.Close()
	last := map[string]int{}
	for rows.Next() {
		var series string
		var n int
		if err := rows.Scan(&series, &n); err != nil {
			return err
		}
		last[series] = n
	}
	for _, series := range slices.Sorted(maps.Keys(v.numbers)) {
		n, counted := last[series]
		own := slices.ContainsFunc(v.report.Streams, func(r StreamReport) bool { return r.Own && strings.HasSuffix(series, "-"+r.Lane) })
		if (counted || own) && n < v.numbers[series] {
			v.differs("verify.number_behind", "series", series, "last", strconv.Itoa(v.numbers[series]))
		}
	}
	return rows.Err()
}
