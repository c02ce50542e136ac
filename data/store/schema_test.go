package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/data/store"
	"path/filepath"
	"strings"
	"testing"
)

// The schema that the migrations make is the one that the registry describes:
// every kind has its table, every field its column, of its type, and none else.
func TestSchemaIsTheRegistry(t *testing.T) {
	path := filepath.Join(t.TempDir(), "site.db")
	if err := store.LayOut(context.Background(), path, records.Records(), siteID, "01"); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, k := range records.Records().Kinds {
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
