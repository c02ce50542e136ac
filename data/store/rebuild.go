package store

import (
	"bytes"
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

// compare puts the site beside what its operations make of it.
func (v *verifier) compare() error {
	row, err := v.firstDifference("SELECT name, type, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name", 1, false)
	if err != nil {
		return err
	}
	if row != nil {
		v.differs("verify.schema_differs", "name", fmt.Sprint(row.values[0]))
	}
	row, err = v.firstDifference("SELECT id, kind, body FROM head ORDER BY id", 1, false)
	if err != nil {
		return err
	}
	if row != nil {
		v.differs("verify.head_differs", "kind", kindName(row.values), "record", row.id())
	}
	for _, n := range slices.Sorted(maps.Keys(registry)) {
		k := registry[n]
		row, err := v.firstDifference("SELECT "+k.columns+" FROM "+k.name+" ORDER BY id", 1, false)
		if err != nil {
			return err
		}
		if row != nil {
			v.row(k, row)
		}
	}
	for _, derived := range []struct {
		code, query string
		key         int
		more        bool
	}{
		{"verify.dispute_differs", "SELECT id, field, kind, opened FROM dispute ORDER BY id, field", 2, false},
		{"verify.erasure_differs", "SELECT person FROM erasure ORDER BY person", 1, false},
		{"verify.trail_differs", "SELECT unit, stamp, dev, seq FROM trail ORDER BY unit, stamp, dev, seq", 4, true},
		{"verify.search_differs", "SELECT p.id, e.text FROM posting p JOIN entry e ON e.n = p.entry ORDER BY p.id, e.text", 2, false},
		{"verify.search_differs", "SELECT e.text, s.s, s.place FROM spelling s JOIN entry e ON e.n = s.entry ORDER BY e.text, s.s, s.place", 3, true},
	} {
		row, err := v.firstDifference(derived.query, derived.key, derived.more)
		if err != nil {
			return err
		}
		if row != nil {
			v.differs(derived.code, "record", row.id())
		}
	}
	if err := v.counters(); err != nil {
		return err
	}
	return v.orphans()
}

func kindName(values []any) string {
	if n, ok := values[1].(int64); ok && registry[uint16(n)] != nil {
		return registry[uint16(n)].name
	}
	return "?"
}

// differing is the first row in which the site and the rebuilt one differ.
type differing struct {
	values []any // the site's, or the rebuilt one's where the site lacks the row
	is     []any // nil where the site lacks it
	should []any // nil where it should not be there
}

func (d *differing) id() string {
	if b, ok := d.values[0].([]byte); ok && len(b) == 16 {
		return app.ID(b).String()
	}
	return ""
}

// row says which field of which record differs.
func (v *verifier) row(k *kind, d *differing) {
	record := v.named(k, d)
	switch {
	case d.is == nil:
		v.differs("verify.row_missing", "kind", k.name, "record", record)
	case d.should == nil:
		v.differs("verify.row_extra", "kind", k.name, "record", record)
	default:
		for i, f := range k.fields {
			if !same(d.is[i+1], d.should[i+1]) {
				v.differs("verify.row_differs", "kind", k.name, "record", record, "field", f.name)
				return
			}
		}
	}
}

// named is what people call the record: its number or code, else its identity.
func (v *verifier) named(k *kind, d *differing) string {
	for _, name := range []string{"number", "code"} {
		for i, f := range k.fields {
			if text, ok := d.values[i+1].(string); ok && f.name == name && text != "" {
				return text
			}
		}
	}
	return d.id()
}

// firstDifference runs the query, ordered by its first so many columns, on both
// and answers the first row in which they differ, nil for none. Rows that only the site has are passed over
// where more is allowed.
func (v *verifier) firstDifference(query string, key int, more bool) (*differing, error) {
	is, err := v.is.sql.QueryContext(v.ctx, query)
	if err != nil {
		return nil, err
	}
	defer is.Close()
	should, err := v.should.sql.QueryContext(v.ctx, query)
	if err != nil {
		return nil, err
	}
	defer should.Close()
	next := func(rows *sql.Rows) ([]any, error) {
		if !rows.Next() {
			return nil, rows.Err()
		}
		columns, err := rows.Columns()
		if err != nil {
			return nil, err
		}
		values, dest := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			dest[i] = &values[i]
		}
		return values, rows.Scan(dest...)
	}
	a, err := next(is)
	if err != nil {
		return nil, err
	}
	b, err := next(should)
	if err != nil {
		return nil, err
	}
	for a != nil || b != nil {
		switch c := order(a, b, key); {
		case c < 0:
			if !more {
				return &differing{values: a, is: a, should: nil}, nil
			}
			a, err = next(is)
		case c > 0:
			return &differing{values: b, should: b}, nil
		default:
			if !slices.EqualFunc(a, b, same) {
				return &differing{values: a, is: a, should: b}, nil
			}
			if a, err = next(is); err == nil {
				b, err = next(should)
			}
		}
		if err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// order compares two rows by their key columns.
func order(a, b []any, key int) int {
	switch {
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	for i := range key {
		if c := compareValues(a[i], b[i]); c != 0 {
			return c
		}
	}
	return 0
}

func same(a, b any) bool { return compareValues(a, b) == 0 }

func compareValues(a, b any) int {
	switch x := a.(type) {
	case []byte:
		if y, ok := b.([]byte); ok {
			return bytes.Compare(x, y)
		}
	case string:
		if y, ok := b.(string); ok {
			return strings.Compare(x, y)
		}
	case int64:
		if y, ok := b.(int64); ok {
			return int(min(max(x-y, -1), 1))
		}
	}
	return strings.Compare(fmt.Sprintf("%T", a), fmt.Sprintf("%T", b))
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

// parents are the kinds of what the fields of these names speak of.
var parents = map[string]string{
	"community": "community", "building": "building", "house_type": "house_type", "unit": "unit", "owner": "owner",
	"firm": "firm", "fixed_firm": "firm", "defect": "defect", "duplicate_of": "defect", "notice": "notice",
	"document": "document", "supersedes": "document", "certificate": "document", "authority": "authority",
	"handover": "handover_case", "inspection": "inspection",
}

// mostOrphans is how many orphans of each field are listed.
const mostOrphans = 100

// orphans lists the records that speak of one which is not here.
func (v *verifier) orphans() error {
	for _, n := range slices.Sorted(maps.Keys(registry)) {
		k := registry[n]
		for _, f := range k.fields {
			parent := kindByName[parents[f.name]]
			if parent == nil || f.column != "BLOB" || f.private {
				continue
			}
			if err := v.orphansOf(k, f.name, parent); err != nil {
				return err
			}
		}
	}
	return nil
}

func (v *verifier) orphansOf(k *kind, field string, parent *kind) error {
	rows, err := v.is.sql.QueryContext(v.ctx, fmt.Sprintf(`SELECT id, %[1]s FROM %[2]s AS child
		WHERE length(%[1]s) = 16 AND NOT EXISTS (SELECT 1 FROM %[3]s AS parent WHERE parent.id = child.%[1]s) ORDER BY id LIMIT %[4]d`,
		field, k.name, parent.name, mostOrphans))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id, missing []byte
		if err := rows.Scan(&id, &missing); err != nil {
			return err
		}
		v.report.Orphans = append(v.report.Orphans, Orphan{
			Record: app.Ref{Kind: k.name, ID: app.ID(id)}, Missing: app.Ref{Kind: parent.name, ID: app.ID(missing)},
		})
	}
	return rows.Err()
}

// files lets each file that a record names be read.
func (v *verifier) files() error {
	if v.c.CheckFile == nil {
		return nil
	}
	named := map[string]app.Ref{}
	if err := filesNamed(v.is, named); err != nil {
		return err
	}
	v.all += len(named)
	for _, hash := range slices.Sorted(maps.Keys(named)) {
		err := v.c.CheckFile(v.ctx, hash)
		if code := app.RefusalCode(err); code != "" {
			v.differs(code, "hash", hash, "kind", named[hash].Kind, "record", named[hash].ID.String())
		} else if err != nil {
			return err
		}
		v.report.Files++
		if err := v.step(1); err != nil {
			return err
		}
	}
	return nil
}
