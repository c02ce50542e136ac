package store

import (
	"database/sql"
	"path/filepath"
	"testing"

	"keyday/app"
)

// Of few identities all are listed once many are asked of; of far more than are asked of, none
// are, and whatever is asked may be there.
func TestCensus(t *testing.T) {
	db, err := sql.Open("sqlite3", filepath.Join(t.TempDir(), "census.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TABLE op (id BLOB)"); err != nil {
		t.Fatal(err)
	}
	there := 0
	for _, c := range []struct{ identities, asked int }{
		{1000, mostAsked}, // few enough for the first questions
		{mostAsked*eachLists + 1, mostAsked * patience}, // too many at first
		{mostAsked*eachLists*patience + 1, 0},           // too many for as many as are asked
	} {
		tx, err := db.Begin()
		if err != nil {
			t.Fatal(err)
		}
		for ; there < c.identities; there++ {
			if _, err := tx.Exec("INSERT INTO op VALUES (?)", nth(there)); err != nil {
				t.Fatal(err)
			}
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
		listed := 0
		all := census{from: mostAsked, query: "SELECT id FROM op"}
		for asked := 1; asked <= mostAsked*patience; asked++ {
			id := app.ID{0xFF}
			holds, err := all.mayHold(t.Context(), db, id)
			if err != nil {
				t.Fatal(err)
			}
			if !holds && listed == 0 {
				listed = asked
			}
		}
		if holds, err := all.mayHold(t.Context(), db, app.ID(nth(7))); err != nil || !holds {
			t.Errorf("of %d: one that is there is said not to be, %v", c.identities, err)
		}
		if listed != c.asked {
			t.Errorf("%d identities are listed with question %d, want %d", c.identities, listed, c.asked)
		}
	}
}

// nth is one of many identities.
func nth(n int) []byte {
	id := app.ID{14: byte(n >> 8), 15: byte(n), 13: byte(n >> 16)}
	return id[:]
}
