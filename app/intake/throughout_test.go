package intake_test

import (
	"fmt"
	"testing"
	"time"

	"keyday/app/intake"
)

// What a ledger says in each of its rows costs each row the same: where it grew with the
// rows before, these would take minutes.
func TestTheSameThroughout(t *testing.T) {
	const rows = 20_000
	for name, c := range map[string]struct {
		header   string
		row      func(n int) string
		homes    int
		findings int
	}{
		"one home, many owners":   {"楼栋|房号|业主|证件号码", func(n int) string { return fmt.Sprintf("1|101|张三%c|P%07d", '一'+rune(n), n) }, 1, 0},
		"one home, names alone":   {"楼栋|房号|业主", func(n int) string { return fmt.Sprintf("1|101|张三%c", '一'+rune(n)) }, 1, 0},
		"one building, by dittos": {"楼栋|房号|业主", func(n int) string { return fmt.Sprintf("%s|%d|张三", []string{"1幢", "同上"}[min(n, 1)], n+101) }, rows, 0},
		"one contract":            {"楼栋|房号|合同编号", func(n int) string { return fmt.Sprintf("1|%d|JX2024-1", n+101) }, rows, rows},
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			all := []string{c.header}
			for n := range rows {
				all = append(all, c.row(n))
			}
			kept := intake.Kept{Community: community}
			for range 2 { // as new ones, and as those that are on record
				p := intake.Compare(ledgerOf(t, all...), kept, intake.Options{}, identify)
				if p.Homes != c.homes || len(p.Findings) != c.findings {
					t.Fatalf("%d homes, %d findings", p.Homes, len(p.Findings))
				}
				kept = p.After(kept)
			}
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}
