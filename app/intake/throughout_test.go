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
	const few, many = 4_000, 16_000
	for name, c := range map[string]struct {
		header   string
		row      func(n int) string
		homes    int  // of so many; 0 for as many as rows
		findings bool // one a row
	}{
		"one home, many owners":   {"楼栋|房号|业主|证件号码", func(n int) string { return fmt.Sprintf("1|101|张三%c|P%07d", '一'+rune(n), n) }, 1, false},
		"one home, names alone":   {"楼栋|房号|业主", func(n int) string { return fmt.Sprintf("1|101|张三%c", '一'+rune(n)) }, 1, false},
		"one building, by dittos": {"楼栋|房号|业主", func(n int) string { return fmt.Sprintf("%s|%d|张三", []string{"1幢", "同上"}[min(n, 1)], n+101) }, 0, false},
		"one contract":            {"楼栋|房号|合同编号", func(n int) string { return fmt.Sprintf("1|%d|JX2024-1", n+101) }, 0, true},
	} {
		t.Run(name, func(t *testing.T) {
			took := func(rows int) time.Duration {
				began := time.Now()
				all := []string{c.header}
				for n := range rows {
					all = append(all, c.row(n))
				}
				homes, findings := rows, 0
				if c.homes > 0 {
					homes = c.homes
				}
				if c.findings {
					findings = rows
				}
				kept := intake.Kept{Community: community}
				for range 2 { // as new ones, and as those that are on record
					p := intake.Compare(ledgerOf(t, all...), kept, intake.Options{}, identify)
					if p.Homes != homes || len(p.Findings) != findings {
						t.Fatalf("%d homes, %d findings", p.Homes, len(p.Findings))
					}
					kept = p.After(kept)
				}
				return time.Since(began)
			}
			// Four times the rows cost four times as much; sixteen times where each row
			// looks at all others. A busy machine may fail some of the tries.
			for range 5 {
				if less := took(few); took(many) < 8*less {
					return
				}
			}
			t.Errorf("%d rows take more than eight times what %d take", many, few)
		})
	}
}
