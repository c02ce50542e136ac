package store_test

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"keyday/app/intake"
	"keyday/data/records"
	"keyday/data/sheet"
)

// ledgerOf writes a sales ledger of so many homes, as sales departments keep them.
func ledgerOf(t testing.TB, homes int) string {
	t.Helper()
	page := intake.Page{Name: "台账"}
	for _, h := range []string{"序号", "栋号", "单元", "楼层", "房号", "户型", "预测建筑面积(㎡)", "买受人", "证件号码", "联系电话", "合同编号", "签约日期", "单价(元/㎡)"} {
		page.Columns = append(page.Columns, intake.PageColumn{Header: h})
	}
	text := func(s string) intake.Cell { return intake.Cell{Kind: intake.Text, Text: s} }
	number := func(n int) intake.Cell { return intake.Cell{Kind: intake.Number, Text: fmt.Sprint(n)} }
	people := 0
	id := func() string {
		people++
		first := fmt.Sprintf("320102%04d%02d%02d%03d", 1950+people%50, 1+people%12, 1+people%28, people%1000)
		weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
		sum := 0
		for i, w := range weights {
			sum += int(first[i]-'0') * w
		}
		return first + string("10X98765432"[sum%11])
	}
	for i := range homes {
		b, rest := i/160, i%160
		e, floor, room := rest/40, rest%40/2, rest%2
		owners, ids, phones := fmt.Sprintf("张%c%c", rune(0x4e00+i%5000), rune(0x5000+i%3000)), id(), fmt.Sprintf("138%08d", i)
		if i%5 == 0 {
			owners, ids, phones = owners+"、李"+string(rune(0x4e00+i%4000))+"四", ids+"、"+id(), phones+fmt.Sprintf("、139%08d", i)
		}
		page.Rows = append(page.Rows, []intake.Cell{number(i + 1), text(fmt.Sprintf("%d幢", b+1)), text(fmt.Sprintf("%d单元", e+1)), number(floor + 1),
			number((floor+1)*100 + room + 1), text(fmt.Sprintf("%c户型", 'A'+rest%5)), {Kind: intake.Number, Text: fmt.Sprintf("%d.%02d", 80+rest%60, rest%100)},
			text(owners), text(ids), text(phones), text(fmt.Sprintf("JX-2024-%05d", i)), {Kind: intake.Day, Text: fmt.Sprintf("2024-%02d-%02d", 1+i%12, 1+i%28)}, number(9000 + rest*10)})
	}
	path := filepath.Join(t.TempDir(), "台账.xlsx")
	if err := sheet.Write(path, page); err != nil {
		t.Fatal(err)
	}
	return path
}

// BenchmarkDryRun holds the dry run of 2,000 homes, from the file to the plan,
// against reading the workbook: on an empty site and on one that has them all.
func BenchmarkDryRun(b *testing.B) {
	path := ledgerOf(b, 2000)
	s := newStore(b)
	for _, c := range []struct{ name string }{{"empty"}, {"known"}} {
		if c.name == "known" {
			importFile(b, s, path)
		}
		b.Run(c.name, func(b *testing.B) {
			var read, dry []time.Duration
			for b.Loop() {
				start := time.Now()
				if _, err := sheet.Open(path); err != nil {
					b.Fatal(err)
				}
				read = append(read, time.Since(start))
				start = time.Now()
				sv := surveyOf(b, s, path)
				plan, err := importDesk(s).DryRun(context.Background(), chief.Actor(), communityID, sv, intake.Options{})
				if err != nil || plan.Homes != 2000 || len(plan.Findings) > 0 {
					b.Fatal(plan.Homes, plan.Findings, err)
				}
				dry = append(dry, time.Since(start))
			}
			b.ReportMetric(float64(median(read).Microseconds())/1000, "read-ms")
			b.ReportMetric(float64(median(dry).Microseconds())/1000, "dry-run-ms")
			b.ReportMetric(float64(median(dry))/float64(median(read)), "×read(≤3)")
		})
	}
}

// BenchmarkApply holds applying a ledger against the store writing the very records, as
// operations, without any of the work of an import, and against SQLite putting as many bare
// rows: of 2,000 homes, and of 30,000, which outgrow what a transaction remembers.
func BenchmarkApply(b *testing.B) {
	for _, homes := range []int{2000, 30000} {
		b.Run(fmt.Sprint(homes), func(b *testing.B) { benchmarkApply(b, ledgerOf(b, homes)) })
	}
}

func benchmarkApply(b *testing.B, path string) {
	var applied, written, bares []time.Duration
	ops := 0
	for b.Loop() {
		s := newStore(b)
		sv := surveyOf(b, s, path)
		desk, ctx := importDesk(s), context.Background()
		plan, err := desk.DryRun(ctx, chief.Actor(), communityID, sv, intake.Options{})
		if err != nil {
			b.Fatal(err)
		}
		before := operations(b, s)
		start := time.Now()
		if _, err := desk.Apply(ctx, chief.Actor(), plan, nil); err != nil {
			b.Fatal(err)
		}
		applied = append(applied, time.Since(start))
		ops = operations(b, s) - before
		k, err := s.Kept(ctx, communityID)
		if err != nil {
			b.Fatal(err)
		}
		s.Close()

		bare := newStore(b)
		before = operations(b, bare)
		start = time.Now()
		do(b, bare, "bench.put", func(tx *records.Tx) error { return putKept(tx, k) })
		written = append(written, time.Since(start))
		if n := operations(b, bare) - before; n < ops-3 { // the run, the columns
			b.Fatalf("%d operations held against %d", ops, n)
		}
		bare.Close()
		bares = append(bares, bareRows(b, ops))
	}
	b.ReportMetric(float64(ops), "operations")
	b.ReportMetric(float64(median(applied).Milliseconds()), "apply-ms")
	b.ReportMetric(float64(median(applied))/float64(median(written)), "×store(≤1.5)")
	b.ReportMetric(float64(median(applied))/float64(median(bares)), "×bare-rows")
}

// bareRows is how long SQLite takes to put so many rows and commit them.
func bareRows(b *testing.B, rows int) time.Duration {
	db := bareTable(b)
	start := time.Now()
	tx, err := db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	for n := range rows {
		bareRow(b, tx, n+1)
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

func putKept(tx *records.Tx, k intake.Kept) error {
	return cmp.Or(
		putEach(k.Buildings, tx.PutBuilding), putEach(k.HouseTypes, tx.PutHouseType), putEach(k.Units, tx.PutUnit),
		putEach(k.Owners, tx.PutOwner), putEach(k.Ownerships, tx.PutOwnership))
}

func putEach[T any](all []T, put func(T) error) error {
	for _, r := range all {
		if err := put(r); err != nil {
			return err
		}
	}
	return nil
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}
