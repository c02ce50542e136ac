package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"keyday/app"
	"keyday/data/registry"
)

// checkSchema asks whether the tables and guards are those that this Keyday makes.
func (v *verifier) checkSchema() error {
	ours := sql.OpenDB((&Store{}).connector(":memory:", ""))
	defer ours.Close()
	ours.SetMaxOpenConns(1)
	for n := range v.site.reg.Schema.Migrations {
		if err := runMigration(v.ctx, v.site.reg, ours, n); err != nil {
			return err
		}
	}
	should, err := schemaOf(v.ctx, ours)
	if err != nil {
		return err
	}
	is, err := schemaOf(v.ctx, v.is.sql)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(should)) {
		if is[name] != should[name] {
			v.differs("verify.schema_differs", "name", bare(name))
		}
		delete(is, name)
	}
	for _, name := range slices.Sorted(maps.Keys(is)) {
		v.differs("verify.schema_differs", "name", bare(name))
	}
	return nil
}

// bare is the name without the sort of thing before it.
func bare(name string) string {
	_, name, _ = strings.Cut(name, " ")
	return name
}

func schemaOf(ctx context.Context, q querier) (map[string]string, error) {
	rows, err := q.QueryContext(ctx, "SELECT type || ' ' || name, tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema WHERE substr(name, 1, 7) <> 'sqlite_'")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, err
		}
		all[name] += text // two of one name are not what one would be
	}
	return all, rows.Err()
}

// compare puts the site beside the one that was rebuilt, and names where they differ.
func (v *verifier) compare() error {
	row, err := v.firstDifference("SELECT id, kind, body FROM head ORDER BY id", 1)
	if err != nil {
		return err
	}
	if row != nil {
		v.differs("verify.head_differs", "kind", v.kindName(row.values), "record", row.id())
	}
	for _, k := range v.site.reg.InOrder() {
		row, err := v.firstDifference("SELECT "+k.Columns+", heads FROM "+k.Name+" ORDER BY id", 1)
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
	}{
		{"verify.dispute_differs", "SELECT id, field, kind, opened FROM dispute ORDER BY id, field", 2},
		{"verify.erasure_differs", "SELECT person, at, by FROM erasure ORDER BY person", 1},
		{"verify.trail_differs", "SELECT subject, stamp, dev, seq FROM trail ORDER BY subject, stamp, dev, seq", 4},
		{"verify.waiting_differs", "SELECT id, kind FROM unshown ORDER BY id, kind", 2},
		{"verify.waiting_differs", "SELECT parent, kind, id FROM waiting ORDER BY parent, kind, id", 3},
		{"verify.search_differs", "SELECT p.id, e.text, p.kind, p.how FROM posting p JOIN entry e ON e.n = p.entry ORDER BY p.id, e.text", 2},
		{"verify.search_differs", "SELECT text, how, kinds FROM entry ORDER BY text", 1},
		{"verify.search_differs", "SELECT e.text, s.s, s.place FROM entry e JOIN spelling s ON e.n = s.entry ORDER BY e.text, s.s, s.place", 3},
		{"verify.search_differs", "SELECT s.s FROM spelling s WHERE NOT EXISTS (SELECT 1 FROM entry WHERE n = s.entry) ORDER BY s.s", 1},
		{"verify.search_differs", "SELECT p.id FROM posting p WHERE NOT EXISTS (SELECT 1 FROM entry WHERE n = p.entry) ORDER BY p.id", 1},
	} {
		row, err := v.firstDifference(derived.query, derived.key)
		if err != nil {
			return err
		}
		if row != nil {
			v.differs(derived.code, "record", v.whose(row))
		}
	}
	return nil
}

func (v *verifier) kindName(values []any) string {
	if n, ok := values[1].(int64); ok && v.site.reg.ByNumber[uint16(n)] != nil {
		return v.site.reg.ByNumber[uint16(n)].Name
	}
	return "?"
}

// differing is the first row in which the site and the rebuilt one differ.
type differing struct {
	values []any // the site's, or the rebuilt one's where the site lacks the row
	is     []any // nil where the site lacks it
	should []any // nil where it should not be there
}

// whose is what a derived row is of: a record's identity, or the text itself.
func (v *verifier) whose(d *differing) string {
	if text, ok := d.values[0].(string); ok {
		return text
	}
	return d.id()
}

func (d *differing) id() string {
	if b, ok := d.values[0].([]byte); ok && len(b) == 16 {
		return app.ID(b).String()
	}
	return ""
}

// row says which field of which record differs.
func (v *verifier) row(k *registry.Kind, d *differing) {
	record := v.named(k, d)
	switch {
	case d.is == nil:
		v.differs("verify.row_missing", "kind", k.Name, "record", record)
	case d.should == nil:
		v.differs("verify.row_extra", "kind", k.Name, "record", record)
	default:
		for i, f := range k.Fields {
			if !same(d.is[i+1], d.should[i+1]) {
				v.differs("verify.row_differs", "kind", k.Name, "record", record, "field", f.Name)
				return
			}
		}
		v.differs("verify.head_differs", "kind", k.Name, "record", record)
	}
}

// named is what people call the record: its number or code, else its identity.
func (v *verifier) named(k *registry.Kind, d *differing) string {
	for i, f := range k.Fields {
		if text, ok := d.values[i+1].(string); ok && f.Name == k.Label() && text != "" {
			return text
		}
	}
	return d.id()
}

// firstDifference runs the query, ordered by its first so many columns, on both and
// answers the first row in which they differ, nil for none.
func (v *verifier) firstDifference(query string, key int) (*differing, error) {
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
			return &differing{values: a, is: a, should: nil}, nil
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
			return cmp.Compare(x, y)
		}
	}
	return strings.Compare(fmt.Sprintf("%T", a), fmt.Sprintf("%T", b))
}
