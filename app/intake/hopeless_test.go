package intake_test

import (
	"fmt"
	"testing"

	"keyday/app"
	"keyday/app/intake"
)

// A file of which nearly every cell is wrong is no ledger, or is misread: nobody is given
// a hundred thousand findings to read.
func TestWhatIsWrongThroughoutIsRefused(t *testing.T) {
	read := func(n int) (*intake.Ledger, error) {
		rows := []string{"楼栋|房号|合同建筑面积|套内面积|签约日期|业主|身份证号"}
		for i := range n {
			rows = append(rows, fmt.Sprintf("%d|%d|很大|不小|昨天|张三|1", i/100+1, 101+i%100))
		}
		sv, err := intake.Look(intake.Book{File: "台账.xlsx", Sheets: []intake.Sheet{sheetOf("台账", rows...)}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return intake.Read(sv, nil)
	}
	if _, err := read(25_001); app.RefusalCode(err) != "intake.too_many_findings" {
		t.Errorf("four findings in each of 25,001 rows: %v", err)
	}
	if l, err := read(25_000); err != nil || len(l.Findings) != 100_000 {
		t.Errorf("just as many as may be: %v", err)
	}
}
