package store

import (
	"math/rand/v2"
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
