package store

import (
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"maps"
	"slices"

	"keyday/app"
	"keyday/data/registry"
)

// fingerprint is of a table's rows, in whatever order they come: the sum of a keyed hash
// of each. The keys are drawn for each verification, so that nobody can make up rows
// whose sum is another's.
type fingerprint struct {
	sum  [2]uint64
	rows int
}

type fingerprints struct {
	seeds [2]maphash.Seed
	of    map[string]*fingerprint // by table
	buf   []byte
}

func newFingerprints(seeds [2]maphash.Seed) *fingerprints {
	return &fingerprints{seeds: seeds, of: map[string]*fingerprint{}}
}

// add counts a row in.
func (f *fingerprints) add(table string, values ...any) {
	b := f.buf[:0]
	for _, v := range values {
		switch v := v.(type) {
		case nil:
			b = append(b, 'n')
		case int64:
			b = binary.BigEndian.AppendUint64(append(b, 'i'), uint64(v))
		case bool: // a row holds 0 or 1
			n := uint64(0)
			if v {
				n = 1
			}
			b = binary.BigEndian.AppendUint64(append(b, 'i'), n)
		case string:
			b = append(binary.BigEndian.AppendUint32(append(b, 's'), uint32(len(v))), v...)
		case []byte:
			b = append(binary.BigEndian.AppendUint32(append(b, 'b'), uint32(len(v))), v...)
		default:
			b = fmt.Appendf(append(b, '?'), "%T %v", v, v)
		}
	}
	f.buf = b
	p := f.of[table]
	if p == nil {
		p = &fingerprint{}
		f.of[table] = p
	}
	p.rows++
	for i, seed := range f.seeds {
		p.sum[i] += maphash.Bytes(seed, b)
	}
}

// differing lists the tables that are not the same.
func (f *fingerprints) differing(other *fingerprints) (tables []string) {
	all := maps.Clone(f.of)
	maps.Copy(all, other.of)
	for _, table := range slices.Sorted(maps.Keys(all)) {
		a, b := f.of[table], other.of[table]
		if a == nil || b == nil || *a != *b {
			tables = append(tables, table)
		}
	}
	return tables
}

// printing takes the fingerprint of what the operations make of a site.
type printing struct {
	*fingerprints
	tx    *Tx // the site as it is: what derived values follow from is compared itself
	ring  registry.Sealer
	found map[string]kept // the texts of search
}

func (p *printing) put(table string, values ...any) error {
	p.add(table, values...)
	return nil
}

func (p *printing) record(k *registry.Kind, id app.ID, rec any, heads []byte) error {
	if k.Derive != nil {
		if err := k.Derive(p.tx, rec, p.tx.day); err != nil {
			return err
		}
	}
	p.add(k.Name, append(k.Values(p.ring, rec), heads)...)
	if k.Words != nil {
		p.post(k, id, k.Words(p.tx, rec))
	}
	return nil
}

// post counts in by what search finds a record.
func (p *printing) post(k *registry.Kind, id app.ID, entries []registry.Entry) {
	var all []posted
	var texts []string
	for _, e := range normalEntries(entries) {
		n := slices.Index(texts, e.Text)
		if n < 0 {
			n, texts = len(texts), append(texts, e.Text)
		}
		all = withEntry(all, posted{int64(n), 1 << e.How})
	}
	for _, one := range all {
		text := texts[one.entry]
		p.add("posting", text, int64(k.N), id[:], int64(one.how))
		known := p.found[text]
		known.how, known.kinds = known.how|one.how, known.kinds|kindBit(k.N)
		p.found[text] = known
	}
}

// searched counts in the texts that were posted, and their spellings.
func (p *printing) searched() {
	seen := map[spelled]bool{}
	for text, k := range p.found {
		p.add("entry", text, int64(k.how), k.kinds)
		clear(seen)
		for _, how := range registry.Spellings {
			if k.how&(1<<how) == 0 {
				continue
			}
			for _, s := range spellings(text, how) {
				if !seen[s] {
					seen[s] = true
					p.add("spelling", text, s.text, int64(s.place))
				}
			}
		}
	}
}

// tables are the queries that read the site as it is, as maker puts it.
func tables(reg *registry.Registry) map[string]string {
	all := map[string]string{
		"head":     "SELECT id, kind, body FROM head",
		"dispute":  "SELECT id, field, kind, opened FROM dispute",
		"erasure":  "SELECT person, at, by FROM erasure",
		"trail":    "SELECT subject, stamp, dev, seq FROM trail",
		"unshown":  "SELECT kind, id FROM unshown",
		"waiting":  "SELECT parent, kind, id FROM waiting",
		"posting":  "SELECT e.text, p.kind, p.id, p.how FROM posting p LEFT JOIN entry e ON e.n = p.entry",
		"entry":    "SELECT text, how, kinds FROM entry",
		"spelling": "SELECT e.text, s.s, s.place FROM spelling s LEFT JOIN entry e ON e.n = s.entry",
	}
	for _, k := range reg.Kinds {
		all[k.Name] = "SELECT " + k.Columns + ", heads FROM " + k.Name
	}
	return all
}

// read takes the fingerprint of the site as it is.
func (f *fingerprints) read(tx *Tx) error {
	for table, query := range tables(tx.s.reg) {
		if err := f.readTable(tx, table, query); err != nil {
			return err
		}
	}
	return nil
}

func (f *fingerprints) readTable(tx *Tx, table, query string) error {
	rows, err := tx.sql.QueryContext(tx.ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values, dest := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		dest[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		f.add(table, values...)
	}
	return rows.Err()
}
