package store_test

import (
	"context"
	"testing"

	"keyday/app/handover"
)

// BenchmarkHandover measures what the desk reads on a site of 10,000 units: the
// list of every home, and one home.
func BenchmarkHandover(b *testing.B) {
	s := bigSite(b)
	ctx := context.Background()
	units, err := s.Units(ctx)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("list", func(b *testing.B) {
		for b.Loop() {
			if err := s.HandoverLines(ctx, nil, func(handover.Line) {}); err != nil {
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
