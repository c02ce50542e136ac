package store

import (
	"cmp"
	"crypto/ed25519"
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
	if err := layOut(v.ctx, path, "00"); err != nil {
		return err
	}
	temp := &Store{dir: dir, opt: v.site.opt, ring: v.site.ring, known: map[app.ID]*known{}}
	temp.applying.Store(true)
	temp.writer = sql.OpenDB(temp.connector(path, "_journal_mode=OFF&_synchronous=OFF&_cache_size=-64000&_stmt_cache_size=200"))
	temp.writer.SetMaxOpenConns(1)
	defer temp.writer.Close()
	v.site.streams.each(temp.streams.add)
	w, err := temp.begin(v.ctx)
	if err != nil {
		return err
	}
	defer w.sql.Rollback()
	w.when = time.Time{} // units are derived for the day for which the site has them, below
	v.should = &Tx{work: w}
	v.keys = &Store{dir: v.site.dir, opt: v.site.opt, ring: v.site.ring}
	v.erased, v.moved, v.links, v.numbers = map[app.ID]bool{}, map[app.ID]bool{}, map[*kind]uint16{}, map[string]int{}
	if _, err := v.should.exec(`INSERT INTO meta (key, value) VALUES (?, ?)`, derivedOn, v.derivedOn()); err != nil {
		return err
	}
	if err := v.erasures(); err != nil {
		return err
	}
	if err := v.records(); err != nil {
		return err
	}
	if err := v.should.deriveUnits(); err != nil {
		return err
	}
	if err := v.compare(); err != nil {
		return err
	}
	return v.files()
}

func (v *verifier) derivedOn() (day int64) {
	v.is.sql.QueryRowContext(v.ctx, "SELECT value FROM meta WHERE key = ?", derivedOn).Scan(&day)
	return day
}

// each calls fn with every stream.
func (s *streams) each(fn func(n uint32, stream journal.Stream, pub ed25519.PublicKey)) {
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

// placed is an operation with what finds it.
type placed struct {
	op  journal.Op
	dev uint32
}

// records rebuilds one record after the other, parents before their children:
// kinds are numbered that way.
func (v *verifier) records() error {
	rows, err := v.is.sql.QueryContext(v.ctx, "SELECT dev, kind, id, body FROM op WHERE kind > 0 ORDER BY kind, id")
	if err != nil {
		return err
	}
	defer rows.Close()
	var kind uint16
	var id app.ID
	var ops []placed
	for rows.Next() {
		var p placed
		var k uint16
		var raw sql.RawBytes
		var body []byte
		if err := rows.Scan(&p.dev, &k, &raw, &body); err != nil {
			return err
		}
		if k != kind || string(raw) != string(id[:]) {
			if err := v.record(kind, id, ops); err != nil {
				return err
			}
			kind, ops = k, ops[:0]
			copy(id[:], raw)
		}
		if p.op, err = journal.DecodeOp(body); err != nil {
			v.differs("verify.body_altered", "operation", "?", "lane", "?", "seq", "?")
			continue
		}
		ops = append(ops, p)
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
func (v *verifier) record(kind uint16, id app.ID, ops []placed) error {
	k := registry[kind]
	if k == nil || len(ops) == 0 {
		return nil // a newer Keyday's
	}
	tx := v.should
	heads := &journal.Heads{}
	for i := range ops {
		heads.Apply(&ops[i].op)
		if ops[i].op.Verb == journal.Erase {
			if _, err := tx.exec("INSERT OR IGNORE INTO erasure (person, at, by) VALUES (?, ?, ?)", id[:], ops[i].op.Wall, ops[i].op.User[:]); err != nil {
				return err
			}
		}
	}
	body := heads.AppendBinary(nil, tx.s.streams.number)
	if _, err := tx.exec("INSERT INTO head (id, kind, body) VALUES (?, ?, ?)", id[:], kind, body); err != nil {
		return err
	}
	values := func(d journal.Dot, field uint16) (cbor.RawMessage, error) {
		for i := range ops {
			if ops[i].op.Dot == d {
				return valueOf(&ops[i].op, field), nil
			}
		}
		return nil, fmt.Errorf("store: operation %v is not of %s %v", d, k.name, id)
	}
	if heads.Contested() {
		disputes, err := journal.Conflicts(kind, heads, rules, values)
		if err != nil {
			return err
		}
		for _, d := range disputes {
			if _, err := tx.exec("INSERT INTO dispute (id, field, kind, opened) VALUES (?, ?, ?, ?)", id[:], d.Field, kind, int64(d.Opened)); err != nil {
				return err
			}
		}
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
	moved := v.hasMoved(k, id, rec, ops) // then its operations are on the trails of several units
	for i := range ops {
		op := &ops[i].op
		if moved {
			op = nil
		}
		if err := tx.touch(k, rec, op, true); err != nil {
			return err
		}
	}
	tx.changed = tx.changed[:0]
	clear(tx.found)
	return nil
}

// hasMoved reports whether the record, or its parent, belonged to different units
// over time.
func (v *verifier) hasMoved(k *kind, id app.ID, rec any, ops []placed) bool {
	if k.unit == nil {
		return false
	}
	if v.moved[k.link(rec)] {
		return true
	}
	n, known := v.links[k]
	if !known {
		_, n = k.fieldOf(k.link)
		v.links[k] = n
	}
	if n == 0 { // a unit itself
		return false
	}
	first := slices.MinFunc(ops, func(a, b placed) int { return cmp.Compare(a.op.Stamp, b.op.Stamp) })
	for i := range ops {
		if op := &ops[i].op; op.Dot != first.op.Dot && slices.ContainsFunc(op.Changes, func(c journal.Change) bool { return c.Field == n }) {
			v.moved[id] = true
		}
	}
	return v.moved[id]
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
