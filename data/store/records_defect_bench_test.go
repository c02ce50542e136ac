package store_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"keyday/app/defect"
)

// pageRows is how many rows a step of the list reads: those in view and as many
// around them as the place 整改 asks for.
const pageRows = 64

// BenchmarkDefectPage reads a page of the list of 200,000 wherever one has scrolled
// to, as rows with the names they refer to. x_bare is against looking the same
// rows up by nothing but SQLite; x_frame is against the 16 ms of a frame, which it
// shares with the drawing.
func BenchmarkDefectPage(b *testing.B) {
	s := bigSite(b)
	ctx := context.Background()
	ids, err := s.DefectIDs(ctx, defect.Filter{}, defect.ByDue)
	if err != nil || len(ids) != 200_000 {
		b.Fatal(len(ids), err)
	}
	bare, err := s.Reader().PrepareContext(ctx, "SELECT * FROM defect WHERE id = ?")
	if err != nil {
		b.Fatal(err)
	}
	defer bare.Close()
	r := rand.New(rand.NewPCG(1, 2))
	var page, looked time.Duration
	var worst []time.Duration
	n := 0
	for b.Loop() {
		from := r.IntN(len(ids) - pageRows)
		begin := time.Now()
		rows, err := s.DefectRows(ctx, ids[from:from+pageRows])
		if err != nil || len(rows) != pageRows {
			b.Fatal(len(rows), err)
		}
		took := time.Since(begin)
		page += took
		worst = append(worst, took)
		begin = time.Now()
		for _, id := range ids[from : from+pageRows] {
			found, err := bare.QueryContext(ctx, id[:])
			if err != nil || !found.Next() {
				b.Fatal(err)
			}
			found.Close()
		}
		looked += time.Since(begin)
		n++
	}
	slices.Sort(worst)
	b.ReportMetric(float64(page.Microseconds())/float64(n)/1000, "ms/page")
	b.ReportMetric(float64(worst[len(worst)*99/100].Microseconds())/1000, "ms/p99")
	b.ReportMetric(float64(page)/float64(looked), "x_bare")
	b.ReportMetric(float64(page)/float64(n)/float64(16*time.Millisecond), "x_frame")
}

// BenchmarkDefectFilter is from a tap on a chip to the identities, counts and first
// rows that it shows.
func BenchmarkDefectFilter(b *testing.B) {
	s := bigSite(b)
	ctx := context.Background()
	open := []defect.State{defect.Open, defect.Disputed, defect.Assigned, defect.Held, defect.Fixing, defect.Fixed}
	for _, c := range []struct {
		name   string
		filter defect.Filter
		order  defect.Sorting
	}{
		{"open", defect.Filter{States: open}, defect.ByDue},
		{"assigned", defect.Filter{States: []defect.State{defect.Assigned}}, defect.ByDue},
		{"overdue", defect.Filter{States: open, Overdue: true}, defect.ByDue},
		{"closed", defect.Filter{States: []defect.State{defect.Verified, defect.AcceptedAsIs, defect.OwnerOK, defect.Cancelled}}, defect.ByDue},
		{"all by due", defect.Filter{}, defect.ByDue},
		{"all by unit", defect.Filter{}, defect.ByUnit},
		{"all by number", defect.Filter{}, defect.ByNumber},
	} {
		b.Run(c.name, func(b *testing.B) {
			var lists, counts time.Duration
			n := 0
			for b.Loop() {
				begin := time.Now()
				ids, err := s.DefectIDs(ctx, c.filter, c.order)
				if err != nil {
					b.Fatal(err)
				}
				lists += time.Since(begin)
				begin = time.Now()
				if _, err := s.DefectCounts(ctx, c.filter); err != nil {
					b.Fatal(err)
				}
				counts += time.Since(begin)
				if _, err := s.DefectRows(ctx, ids[:min(len(ids), pageRows)]); err != nil {
					b.Fatal(err)
				}
				n++
			}
			b.ReportMetric(float64(lists.Microseconds())/float64(n)/1000, "ms/ids")
			b.ReportMetric(float64(counts.Microseconds())/float64(n)/1000, "ms/counts")
		})
	}
}
