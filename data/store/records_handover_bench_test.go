package store_test

import (
	"context"
	"testing"

	"keyday/app/handover"
)

// BenchmarkHandover measures what the desk reads on a site of 10,000 units: the
// list of every home with its counts, and one home.
func BenchmarkHandover(b *testing.B) {
	s := bigSite(b)
	ctx, a := context.Background(), chief.Actor()
	units, err := s.Units(ctx)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("list", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Handovers(ctx, a, handover.Every); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("counts", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.HandoverCounts(ctx, a); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("desk", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, err := s.HandoverDesk(ctx, units[i%len(units)].ID); err != nil {
				b.Fatal(err)
			}
		}
	})
}
