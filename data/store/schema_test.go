package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/defect"
	"keyday/data/journal"
	"keyday/data/registry"
)

// The schema that the migrations make is the one that the registry describes:
// every kind has its table, every field its column, of its type, and none else.
func TestSchemaIsTheRegistry(t *testing.T) {
	path := filepath.Join(t.TempDir(), "site.db")
	if err := layOut(context.Background(), path, Records(), siteID, "01"); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, k := range Records().Kinds {
		got := map[string]string{}
		rows, err := db.Query("SELECT name, type FROM pragma_table_info(?)", k.Name)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var name, kind string
			if err := rows.Scan(&name, &kind); err != nil {
				t.Fatal(err)
			}
			got[name] = kind
		}
		want := map[string]string{"id": "BLOB", "heads": "BLOB"}
		for _, f := range k.Fields {
			want[f.Name] = f.Column
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("table %s is not the registry's:\n got %v\nwant %v\n%s", k.Name, got, want, createTable(k))
		}
	}
}

// registryText says every kind and field, and what its options answer.
func registryText(t *testing.T) string {
	var b strings.Builder
	for _, k := range Records().InOrder() {
		fmt.Fprintf(&b, "%d %s", k.N, k.Name)
		if k.InsertOnly {
			b.WriteString(" insert-only")
		}
		if k.Person != nil {
			b.WriteString(" sealed under " + k.PersonField)
		}
		for _, s := range k.About {
			b.WriteString(" about " + s.Column)
			if s.Parent != nil {
				b.WriteString(" of " + s.Parent.Name)
			}
		}
		b.WriteString("\n")
		for _, m := range slices.Sorted(maps.Keys(k.ByN)) {
			f := k.ByN[m]
			fmt.Fprintf(&b, "%d.%d %s %s %s since %d", k.N, m, f.Name, f.Column, policies[f.Rule.Policy], f.Since)
			for _, mark := range []struct {
				set  bool
				word string
			}{{f.Sealed, "sealed"}, {f.Private, "private"}, {f.Derived, "derived"}, {f.Meaning.Type == app.RecordField, "refers"}} {
				if mark.set {
					b.WriteString(" " + mark.word)
				}
			}
			for i, rung := range f.Rule.Ladder {
				b.WriteString(map[bool]string{true: " ladder ", false: "<"}[i == 0] + rung)
				if since, later := f.Rungs[rung]; later {
					fmt.Fprintf(&b, "@%d", since)
				}
			}
			b.WriteString("\n")
			if f.Since < 1 || f.Since > schemaVersion {
				t.Errorf("%s.%s is of version %d; this Keyday writes version %d", k.Name, f.Name, f.Since, schemaVersion)
			}
		}
	}
	return b.String()
}

// registryGrew lists what a later registry may not be: a line gone or changed, a rung
// gone, or put elsewhere. New lines may come, and new rungs between the old ones.
func registryGrew(old, now string) (wrong []string) {
	lines := map[string][]string{} // by what stands before the ladder
	for line := range strings.Lines(now) {
		head, rungs, _ := strings.Cut(strings.TrimSpace(line), " ladder ")
		lines[head] = strings.Split(rungs, "<")
	}
	for line := range strings.Lines(old) {
		head, rungs, _ := strings.Cut(strings.TrimSpace(line), " ladder ")
		ladder, known := lines[head]
		if !known || !subsequence(strings.Split(rungs, "<"), ladder) {
			wrong = append(wrong, "gone or changed: "+strings.TrimSpace(line))
		}
	}
	return wrong
}

// subsequence reports whether all has these in their order, with others between them.
func subsequence(these, all []string) bool {
	for _, a := range all {
		if len(these) > 0 && these[0] == a {
			these = these[1:]
		}
	}
	return len(these) == 0
}

func TestRungsMayComeBetween(t *testing.T) {
	old := "20.17 state TEXT ladder since 1 ladder open<fixed<verified\n"
	for now, fine := range map[string]bool{
		old: true,
		"20.17 state TEXT ladder since 1 ladder open<assigned@2<fixed<verified\n20.18 new TEXT conflict since 2\n": true,
		"20.17 state TEXT ladder since 1 ladder fixed<open<verified\n":                                             false,
		"20.17 state TEXT ladder since 1 ladder open<verified\n":                                                   false,
		"20.17 state TEXT conflict since 1\n":                                                                      false,
		"20.18 state TEXT ladder since 1 ladder open<fixed<verified\n":                                             false,
	} {
		if wrong := registryGrew(old, now); (len(wrong) == 0) != fine {
			t.Errorf("%s: %v", now, wrong)
		}
	}
	f := registry.Text(1, "state", func(d *defect.Defect) *defect.State { return &d.State }, registry.Ladder("open", "assigned", "fixed"), registry.RungSince(2, "assigned"))
	if f.Rungs["assigned"] != 2 || f.Rungs["open"] != 0 {
		t.Errorf("%v", f.Rungs)
	}
}

var policies = map[journal.Policy]string{
	journal.Conflict: "conflict", journal.Quiet: "quiet", journal.Max: "max", journal.Ladder: "ladder", journal.Immutable: "immutable",
	journal.SetAdd: "set", journal.CounterSum: "counter",
}

// createTable is the statement that a new kind's migration holds.
func createTable(k *registry.Kind) string {
	var b strings.Builder
	fmt.Fprintf(&b, "CREATE TABLE %s (\n\tid BLOB PRIMARY KEY,\n\theads BLOB NOT NULL", k.Name)
	for _, f := range k.Fields {
		zero := map[string]string{"TEXT": "''", "INTEGER": "0", "BLOB": "x''"}[f.Column]
		fmt.Fprintf(&b, ",\n\t%s %s NOT NULL DEFAULT %s", f.Name, f.Column, zero)
	}
	b.WriteString("\n) STRICT, WITHOUT ROWID;\n")
	return b.String()
}
