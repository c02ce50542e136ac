package intake_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"keyday/app/intake"
	"keyday/app/site"
)

// How far a sheet is looked at, and from where on a row is what: on both sides of each
// limit.
func TestLimitsOfSheets(t *testing.T) {
	below := func(rows int) intake.Sheet {
		var all []string
		for range rows {
			all = append(all, "说明")
		}
		return sheetOf("台账", append(all, "楼栋|房号|业主", "1|101|张三")...)
	}
	if sv, err := intake.Look(intake.Book{Sheets: []intake.Sheet{below(59)}}, nil); err != nil || sv.RequireReady() != nil || sv.Tables[0].Header.From.Row != 59 {
		t.Errorf("a header in row 60: %v, %+v", sv.RequireReady(), sv.Tables)
	}
	if sv, err := intake.Look(intake.Book{Sheets: []intake.Sheet{below(60)}}, nil); err != nil || sv.RequireReady() == nil {
		t.Errorf("a header in row 61 is looked for: %+v", sv.Tables)
	}
	for rows, again := range map[int]bool{59: true, 60: false} {
		book := intake.Book{Sheets: []intake.Sheet{sheetOf("台账", append(slices.Repeat([]string{"说明"}, rows), "第几栋|第几套", "1|101")...)}}
		if sv, err := intake.Look(book, []intake.Remembered{rememberedOf(t, "第几栋|第几套", intake.Building, intake.Room)}); err != nil || (sv.RequireReady() == nil) != again {
			t.Errorf("a header that was told of, below %d rows: %v", rows, sv.RequireReady())
		}
	}
	for _, c := range []messy{
		{
			name: "a line of text of more than twelve characters ends the table, a shorter one does not",
			sheets: []intake.Sheet{sheetOf("一", "楼栋|房号|户型|业主", "1|101|A|甲一", "以下是已经办完手续的业主们", "1||A|"),
				sheetOf("二", "楼栋|房号|户型|业主", "1|102|A|甲二", "以下是已经办完手续的业主", "1||A|", "1|103|A|甲三")},
			homes:    []string{"1-101 A [甲一]", "1-102 A [甲二]", "1-103 A [甲三]"},
			findings: []string{"room_missing 二!B4"},
			passed:   []string{"一 remark A3 1", "一 below_table A4:D4 1", "二 remark A3 1", "二 row_refused A4:D4 1"},
		},
		{
			name: "four figures number the columns, three are a home",
			sheets: []intake.Sheet{sheetOf("一", "楼栋|房号|楼层|实测面积", "1|2|3|4", "1|101|1|80"),
				sheetOf("二", "楼栋|房号|楼层", "2|2|3")},
			homes:  []string{"1-101 80", "2-2"},
			passed: []string{"一 header A2:D2 1"},
		},
		{
			name:     "a total is told by the first three texts of a row",
			sheets:   []intake.Sheet{sheetOf("一", "楼栋|房号|户型|业主|备注", "1|101|A|甲一|", "甲||乙|合计||", "|||合计|", "甲||乙|丙|合计")},
			homes:    []string{"1-101 A [甲一]"},
			passed:   []string{"一 subtotal A3:F3 1", "一 subtotal A4:E4 1", "一 row_refused A5:E5 1"},
			findings: []string{"room_missing 一!B5"},
		},
		{
			name:     "homes of fifteen to a thousand square metres, on the ninth floor too; villas and shops are of any size",
			sheets:   []intake.Sheet{sheetOf("一", "楼栋|房号|合同面积", "1|101|15", "1|102|14.99", "1|103|1000", "1|104|1000.01", "1|901|12", "别墅2|1|12", "S3|101|12", "1|S101|12")},
			homes:    []string{"1-101 15", "1-102 14.99", "1-103 1000", "1-104 1000.01", "1-901 12", "V2-1 12", "S3-101 12", "1-S101 12"},
			findings: []string{"area_size 一!C3", "area_size 一!C5", "area_size 一!C6"},
		},
	} {
		t.Run(c.name, c.read)
	}
}

// Of many hidden rows and columns the first ten are named, with how many there are.
func TestHiddenOnesAreNamedUpToTen(t *testing.T) {
	for _, n := range []int{10, 11} {
		rows, hidden := []string{"楼栋|房号"}, []int{}
		for i := range n {
			rows, hidden = append(rows, fmt.Sprintf("1|%d", 101+i)), append(hidden, i+1)
		}
		l := ledgerOfSheet(t, unseen(sheetOf("台账", rows...), hidden...))
		want := "2、3、4、5、6、7、8、9、10、11"
		if n > 10 {
			want += "…"
		}
		if f := l.Findings[0]; f.Kind != intake.HiddenRows || f.Text != want || f.Other != fmt.Sprint(n) || f.At.Cell.String() != "A2" {
			t.Errorf("%d rows: %+v", n, f)
		}
	}
	l := ledgerOfSheet(t, unseenColumns(sheetOf("台账", "楼栋|房号|户型", "1|101|A"), 0, 2))
	if f := l.Findings[0]; f.Text != "A、C" || f.At.Cell.String() != "A1" {
		t.Errorf("the first and the last: %+v", f)
	}
	l = ledgerOfSheet(t, unseenColumns(sheetOf("台账", "序号|楼栋|房号|总价|乙|实测面积|备用电话", "1|1|101|80|x|80|"), 0, 3, 4, 5, 6))
	if f := l.Findings[0]; f.Text != "F" || f.Other != "1" {
		t.Errorf("what is not taken is named: %+v", f)
	}
	columns := []string{"楼栋", "房号", "户型", "楼层", "合同面积", "套内面积", "合同编号", "签约日期", "单价", "交付批次", "备注", "业主", "电话"}
	values := []string{"1", "101", "A", "1", "80", "70", "HT-1", "2025-03-02", "9000", "一", "无人", "张三", "13800138000"}
	for _, n := range []int{10, 11} {
		var hidden []int
		for i := range n {
			hidden = append(hidden, i+1)
		}
		l := ledgerOfSheet(t, unseenColumns(sheetOf("台账", strings.Join(columns, "|"), strings.Join(values, "|")), hidden...))
		want := "B、C、D、E、F、G、H、I、J、K"
		if n > 10 {
			want += "…"
		}
		if f := l.Findings[0]; f.Kind != intake.HiddenColumns || f.Text != want || f.Other != fmt.Sprint(n) || f.At.Cell.String() != "B1" {
			t.Errorf("%d columns: %+v", n, f)
		}
	}
}

func ledgerOfSheet(t *testing.T, s intake.Sheet) *intake.Ledger {
	t.Helper()
	sv, err := intake.Look(intake.Book{File: "台账.xlsx", Sheets: []intake.Sheet{s}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	l, err := intake.Read(sv, nil)
	if err != nil || len(l.Findings) != 1 {
		t.Fatalf("%v, %+v", err, l)
	}
	return l
}

// Of homes that share a contract's number the first three others are named.
func TestSharersOfAContractAreNamedUpToThree(t *testing.T) {
	for n, want := range map[int]string{4: "1-102、1-103、1-104", 5: "1-102、1-103、1-104…"} {
		rows := []string{"楼栋|房号|合同编号"}
		for i := range n {
			rows = append(rows, fmt.Sprintf("1|%d|HT-1", 101+i))
		}
		p, _ := trial{file: rows}.plan(t)
		if f := p.Findings[0]; f.Kind != intake.ContractShared || f.Other != want || f.Text != "HT-1" {
			t.Errorf("of %d homes: %+v", n, f)
		}
	}
}

// A storage room may stand in the contract of its home, whichever of the two comes first.
func TestStorageRoomsShareTheContractOfTheirHome(t *testing.T) {
	for _, rows := range [][]string{{"1|101|HT-1", "1|储藏室1|HT-1"}, {"1|储藏室1|HT-1", "1|101|HT-1"}} {
		p, _ := trial{file: append([]string{"楼栋|房号|合同编号"}, rows...)}.plan(t)
		if i := slices.IndexFunc(p.Findings, func(f intake.Finding) bool { return f.Kind == intake.ContractShared }); i >= 0 {
			t.Errorf("%v: %+v", rows, p.Findings)
		}
	}
}

// What is passed over is shown with how it begins, but for the rows of a home, and no
// number of a person in it.
func TestPassedOverIsShown(t *testing.T) {
	l := ledgerOf(t, "台账 电话13800138000|", "楼栋|房号|业主|跟进情况", "1|101|张三|"+strings.Repeat("长", 41), "1|零室|李四|", "合计|2||")
	want := map[intake.PassedKind]string{intake.PassedTitle: "台账 电话138****8000", intake.PassedRow: "", intake.PassedSubtotal: "合计", intake.PassedColumn: "跟进情况"}
	for _, p := range l.Passed {
		if text, told := want[p.Kind]; !told || p.Text != text {
			t.Errorf("%s is shown as %q, want %q", p.Kind, p.Text, text)
		}
		delete(want, p.Kind)
	}
	if len(want) > 0 {
		t.Errorf("not passed over: %v", want)
	}
}

// A finding shows what the cell says, but no number of a person; that of a contract is
// shown whole.
func TestFindingsHideNumbersOfPersons(t *testing.T) {
	p, _ := trial{file: []string{"楼栋|房号|维修资金|合同编号", "1|101|13800138000|202400012345", "1|102|已缴|202400012345"}}.plan(t)
	for i, want := range []string{"138****8000", "202400012345", "202400012345"} {
		if p.Findings[i].Text != want {
			t.Errorf("%s shows %q, want %q", p.Findings[i].Kind, p.Findings[i].Text, want)
		}
	}
}

// A column is described by where its header stands, what it is called and its first three
// values; what nobody recognised is shown as far as a person needs to tell what it is.
func TestColumnsAreDescribed(t *testing.T) {
	sv, err := intake.Look(intake.Book{Sheets: []intake.Sheet{sheetOf("台账", "房屋||买受人|去向", "幢|室|姓名|", "1|101|甲|江州市中山路二十八号的家", "1|102|乙|江州市中山路一百十八号的家", "1|103|丙|", "1|104|丁|丁说")}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range sv.Tables[0].Columns {
		got = append(got, fmt.Sprintf("%s %s %s %q", c.Letter, c.Cell, c.Header, c.Samples))
	}
	same(t, "columns", got, []string{`A A2 房屋 幢 ["1" "1" "1"]`, `B B2 房屋 室 ["101" "102" "103"]`, `C C2 买受人 姓名 ["甲" "乙" "丙"]`, `D D1 去向 ["江州市中山路二十八号的家" "江州市**********" "丁说"]`})
	if h := sv.Tables[0].Header.String(); h != "A1:D2" {
		t.Errorf("the header stands at %s", h)
	}
	plain, err := intake.Look(intake.Book{Sheets: []intake.Sheet{sheetOf("台账", "楼栋|房号|证件号码", "1|101|E12345")}}, nil)
	if c := plain.Tables[0].Columns[2]; err != nil || c.Cell != "C1" || !slices.Equal(c.Samples, []string{site.Mask("E12345")}) {
		t.Errorf("a column of numbers is described as %+v (%v)", c, err)
	}
	if err := sv.TakeHeader("台账", -1, -1); err != nil || sv.Tables[0].Columns[1].Cell != "B" {
		t.Errorf("without a header the column is called %q (%v)", sv.Tables[0].Columns[1].Cell, err)
	}
}

// What a finding is held against is named by its cell, with its sheet where that is
// another one; a home that comes twice by the row in which it came first.
func TestFindingsNameTheOtherCell(t *testing.T) {
	sv, err := intake.Look(intake.Book{Sheets: []intake.Sheet{
		sheetOf("房源", "楼栋|房号|户型|合同编号", "1|101|A|HT-1", "1|102|A|HT-2", "1|101|B|HT-1"),
		sheetOf("客户", "合同编号|户型|业主|证件号码", "HT-1|C|张三|'"+id1, "HT-2|A|李四|'"+id1)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	l, err := intake.Read(sv, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range l.Findings {
		got = append(got, fmt.Sprintf("%s %s!%s %s", f.Kind, f.At.Sheet, f.At.Cell, f.Other))
	}
	same(t, "findings", got, []string{"duplicate 房源!B4 2", "differs 客户!B2 房源!C2", "id_two_names 客户!D3 D2"})
}
