package store

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/fxamacker/cbor/v2"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/registry"
)

// maker takes what the operations make of the site, one thing after the other.
type maker interface {
	// put takes a row of one of the journal's own tables.
	put(table string, values ...any) error
	// record takes a record that is shown, with its heads.
	record(k *registry.Kind, id app.ID, rec any, heads []byte) error
}

// remaking makes a site from its operations, once.
type remaking struct {
	v        *verifier
	from     *Tx // the site's operations and keys
	to       maker
	judge    bool   // whether what is found on the way is said
	keys     *Store // opens persons' keys as they stand on the disk, remembering none from before
	erased   map[app.ID]erasure
	subjects map[app.ID][]app.ID
	parent   map[string]bool // the kinds whose records others have the subjects of
}

func (v *verifier) remake(from *Tx, to maker, judge bool) error {
	m := &remaking{v: v, from: from, to: to, judge: judge, keys: &Store{dir: v.site.dir, opt: v.site.opt, reg: v.site.reg, ring: v.site.ring},
		erased: map[app.ID]erasure{}, subjects: map[app.ID][]app.ID{}, parent: map[string]bool{}}
	for _, k := range v.site.reg.Kinds {
		for _, s := range k.About {
			m.parent[s.Parent] = true
		}
	}
	if err := m.makeRecords(); err != nil {
		return err
	}
	return m.makeErasures()
}

// makeRecords makes one record after the other, kinds before those whose records belong
// to theirs, and last the heads of kinds that this Keyday does not know. One processor
// reads the operations while another makes the records.
func (m *remaking) makeRecords() error {
	read, stop := make(chan []made, 8), make(chan struct{})
	return together(
		func() error {
			defer close(read)
			return m.read(&batches{to: read, stop: stop})
		},
		func() error {
			defer close(stop)
			for batch := range read {
				for _, r := range batch {
					if err := m.makeRecord(r.kind, r.id, r.ops); err != nil {
						return err
					}
				}
			}
			return nil
		})
}

// made is a record and the operations that make it.
type made struct {
	kind uint16
	id   app.ID
	ops  []journal.Op
}

// batches sends records, so many together, until nobody takes them any more.
type batches struct {
	to   chan<- []made
	stop <-chan struct{}
	next []made
}

const batchOf = 64

func (b *batches) add(r made) (taken bool) {
	b.next = append(b.next, r)
	return len(b.next) < batchOf || b.send()
}

func (b *batches) send() (taken bool) {
	select {
	case b.to <- b.next:
		b.next = make([]made, 0, batchOf)
		return true
	case <-b.stop:
		return false
	}
}

func (m *remaking) read(to *batches) error {
	var known []string
	for _, k := range m.v.site.reg.ParentsFirst() {
		known = append(known, strconv.Itoa(int(k.N)))
		if err := m.readIn("kind = "+strconv.Itoa(int(k.N)), to); err != nil {
			return err
		}
	}
	err := m.readIn("kind NOT IN ("+strings.Join(known, ", ")+")", to)
	to.send()
	return err
}

// readIn reads the records of the kinds.
func (m *remaking) readIn(kinds string, to *batches) error {
	rows, err := m.from.sql.QueryContext(m.from.ctx, "SELECT kind, id, body FROM op WHERE "+kinds+" ORDER BY kind, id")
	if err != nil {
		return err
	}
	defer rows.Close()
	var r made
	for rows.Next() {
		var number int64
		var raw sql.RawBytes
		var body []byte
		if err := rows.Scan(&number, &raw, &body); err != nil {
			return err
		}
		kind := uint16(number)
		if int64(kind) != number { // whose body says another, as the chain's check says
			continue
		}
		if kind != r.kind || string(raw) != string(r.id[:]) {
			if len(r.ops) > 0 && !to.add(r) {
				return nil
			}
			r = made{kind: kind, id: registry.Identity(raw)}
		}
		op, err := journal.DecodeOp(body)
		if err != nil {
			m.differs("verify.body_altered", "operation", "?", "lane", "?", "seq", "?")
			continue
		}
		r.ops = append(r.ops, op)
		n := 0 // the second time nothing more is done of it all, and it may be stopped all the same
		if m.judge {
			n = 1
		}
		if err := m.v.step(n); err != nil {
			return err
		}
	}
	if len(r.ops) > 0 {
		to.add(r)
	}
	return rows.Err()
}

func (m *remaking) differs(code string, pairs ...string) {
	if m.judge {
		m.v.differs(code, pairs...)
	}
}

// makeRecord makes one record from its operations.
func (m *remaking) makeRecord(n uint16, id app.ID, ops []journal.Op) error {
	heads := &journal.Heads{}
	for i := range ops {
		heads.Apply(&ops[i])
	}
	for i := range ops {
		if ops[i].Verb == journal.Erase {
			m.erase(id, &ops[i])
		}
	}
	k, body := m.v.site.reg.ByNumber[n], heads.AppendBinary(nil, m.v.site.streams.number)
	if k == nil || heads.Deleted() { // of a newer Keyday, which will show it, or gone
		if err := m.to.put("head", id[:], int64(n), body); err != nil {
			return err
		}
	}
	if k == nil {
		return m.to.put("unshown", int64(n), id[:])
	}
	values := func(d journal.Dot, field uint16) (cbor.RawMessage, error) {
		for i := range ops {
			if ops[i].Dot == d {
				return ops[i].ValueOf(field), nil
			}
		}
		return nil, fmt.Errorf("store: operation %v is not of %s %v", d, k.Name, id)
	}
	for i := range ops {
		if !k.Knows(&ops[i]) {
			if err := m.to.put("unshown", int64(n), id[:]); err != nil {
				return err
			}
			break
		}
	}
	if err := m.makeDisputes(k, id, heads, values); err != nil {
		return err
	}
	if err := m.makeHistory(k, id, ops); err != nil {
		return err
	}
	rec, keyGone, err := m.opening().projectFrom(k, id, heads, values)
	if err != nil {
		if app.RefusalCode(err) != "" {
			m.differs("verify.unreadable", "kind", k.Name, "record", id.String())
			return nil
		}
		m.differs("verify.value_unreadable", "kind", k.Name, "record", id.String())
		return nil
	}
	if m.judge {
		m.v.sealedUnder(k, rec, ops)
		if keyGone && !m.v.erased[k.Person.Of(rec)] {
			m.differs("verify.key_gone", "kind", k.Name, "record", id.String())
		}
	}
	if heads.Deleted() {
		return nil
	}
	if m.judge {
		m.v.report.Records++
		m.v.number(k, rec)
	}
	return m.to.record(k, id, rec, body)
}

// erasure is when and by whom a person was erased.
type erasure struct {
	at int64
	by app.ID
}

// erase notes an operation by which a person was erased: of several, the first.
func (m *remaking) erase(person app.ID, op *journal.Op) {
	e := erasure{op.Wall, op.User}
	was, known := m.erased[person]
	if !known || cmp.Or(cmp.Compare(e.at, was.at), slices.Compare(e.by[:], was.by[:])) < 0 {
		m.erased[person] = e
	}
}

// makeErasures makes the notes of who was erased. What a stream wrote before it was revoked
// holds in this one thing, for the keys are gone.
func (m *remaking) makeErasures() error {
	rows, err := m.from.sql.QueryContext(m.from.ctx, "SELECT body FROM apart WHERE stream IN (SELECT stream FROM revoked)")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var body []byte
		if err := rows.Scan(&body); err != nil {
			return err
		}
		if op, err := journal.DecodeOp(body); err == nil && op.Verb == journal.Erase && m.v.erased[op.ID] {
			m.erase(op.ID, &op)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for person, e := range m.erased {
		if err := m.to.put("erasure", person[:], e.at, e.by[:]); err != nil {
			return err
		}
	}
	return nil
}

// opening reads what is remade from, and opens what is sealed in it.
func (m *remaking) opening() *reading { return &reading{m.keys, m.from.ctx, m.from.sql} }

func (m *remaking) makeDisputes(k *registry.Kind, id app.ID, heads *journal.Heads, values journal.Values) error {
	if !heads.Contested() {
		return nil
	}
	all, err := m.opening().conflictsFrom(k, id, heads, values)
	if err != nil {
		m.differs("verify.value_unreadable", "kind", k.Name, "record", id.String())
		return m.from.ctx.Err()
	}
	for _, d := range all {
		if err := m.to.put("dispute", id[:], int64(d.Field), int64(k.N), int64(d.Opened)); err != nil {
			return err
		}
	}
	return nil
}

// makeHistory puts a record's operations into the history of what it is about.
func (m *remaking) makeHistory(k *registry.Kind, id app.ID, ops []journal.Op) error {
	if len(k.About) == 0 {
		return nil
	}
	subjects, waits := []app.ID{}, []app.ID{}
	for i := range ops {
		for _, s := range k.About {
			named := s.Named(&ops[i])
			if s.Parent == "" {
				subjects = adding(subjects, named)
				continue
			}
			for _, parent := range named {
				of, here := m.subjects[parent]
				if !here {
					waits = adding(waits, []app.ID{parent})
				}
				subjects = adding(subjects, of)
			}
		}
	}
	if m.parent[k.Name] {
		m.subjects[id] = subjects
	}
	for _, parent := range waits {
		if err := m.to.put("waiting", parent[:], int64(k.N), id[:]); err != nil {
			return err
		}
	}
	for i := range ops {
		for _, s := range subjects {
			if err := m.to.put("trail", s[:], int64(ops[i].Stamp), int64(m.v.site.streams.number(ops[i].Stream)), int64(ops[i].Seq)); err != nil {
				return err
			}
		}
	}
	return nil
}
