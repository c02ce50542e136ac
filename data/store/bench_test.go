package store

import (
	"database/sql"
	"math/rand/v2"
	"path/filepath"
	"testing"
)

// BenchmarkBulk is how fast one transaction writes: units, owners and defects of
// a building. operations/s is the figure.
func BenchmarkBulk(b *testing.B) {
	s := newStore(b)
	r := rand.New(rand.NewPCG(1, 2))
	n := 0
	before := operations(b, s)
	b.ResetTimer()
	for b.Loop() {
		n++
		do(b, s, "site.fill", func(tx *Tx) error { return fillBuilding(tx, r, building(string(rune('A'+n))), 10, 5, 20) })
	}
	b.ReportMetric(float64(operations(b, s)-before)/b.Elapsed().Seconds(), "operations/s")
}

// BenchmarkBare is the machine's own measure for the figures beside it: a row of
// the size of an operation, put by nothing but SQLite.
func BenchmarkBare(b *testing.B) {
	b.Run("bulk", func(b *testing.B) { // as many as go into one transaction
		db := bareTable(b)
		n := 0
		for b.Loop() {
			tx, err := db.Begin()
			if err != nil {
				b.Fatal(err)
			}
			for range 10000 {
				n++
				bareRow(b, tx, n)
			}
			if err := tx.Commit(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "rows/s")
	})
}

func bareTable(b *testing.B) *sql.DB {
	b.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(b.TempDir(), "bare.db")+"?_journal_mode=WAL&_synchronous=FULL&_txlock=immediate&_stmt_cache_size=10")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("CREATE TABLE bare (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT"); err != nil {
		b.Fatal(err)
	}
	return db
}

var bareBody = make([]byte, 300)

func bareRow(b *testing.B, q interface {
	Exec(string, ...any) (sql.Result, error)
}, n int) {
	if _, err := q.Exec("INSERT INTO bare (id, body) VALUES (?, ?)", n, bareBody); err != nil {
		b.Fatal(err)
	}
}
