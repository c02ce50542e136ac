package store_test

import (
	"context"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/defect"
)

// BenchmarkDefectLines reads what a list says of the 200,000 defects of the big site, and
// of one that changed. x_bare is against stepping through as many rows of as many columns
// by nothing but SQLite.
func BenchmarkDefectLines(b *testing.B) {
	s := bigSite(b)
	ctx := context.Background()
	var all, one, bare time.Duration
	var last app.ID
	n := 0
	for b.Loop() {
		lines := 0
		begin := time.Now()
		if err := s.DefectLines(ctx, nil, func(d defect.Line) { lines++; last = d.ID }); err != nil || lines != 200_000 {
			b.Fatal(lines, err)
		}
		all += time.Since(begin)
		begin = time.Now()
		if err := s.DefectLines(ctx, []app.ID{last}, func(defect.Line) {}); err != nil {
			b.Fatal(err)
		}
		one += time.Since(begin)
		begin = time.Now()
		rows, err := s.Reader().QueryContext(ctx, "SELECT id, number, unit, room, part, phrase, severity, trade, origin, state, firm, due, review_on, promised, round, recurrences, found_at, found_by, fixed_at, notice FROM defect")
		if err != nil {
			b.Fatal(err)
		}
		for rows.Next() {
			lines--
		}
		rows.Close()
		if lines != 0 {
			b.Fatal(lines, rows.Err())
		}
		bare += time.Since(begin)
		n++
	}
	b.ReportMetric(float64(all.Microseconds())/float64(n)/1000, "ms/all")
	b.ReportMetric(float64(one.Microseconds())/float64(n)/1000, "ms/one")
	b.ReportMetric(float64(all)/float64(bare), "x_bare")
}
