package intake_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/intake"
)

// noRoom is a workbook whose headers nobody can be sure of: the number of a home beside
// building and entrance, the owners in another sheet.
func noRoom() intake.Book {
	return intake.Book{File: "房屋.xlsx", Sheets: []intake.Sheet{
		sheetOf("业主信息", "业主编号|业主名称|手机号", "1|张三|13800138001"),
		sheetOf("房屋信息", "房屋编号|楼栋编号|单元编号|实测面积|业主编号", "1011|9|1|94.5|1"),
		sheetOf("说明", "本表由系统导出"),
	}}
}

// A person may say which sheet, which header, which columns, also where nothing was
// recognised; then the table is read as any other.
func TestToldTable(t *testing.T) {
	chart := intake.Book{File: "台账.xlsx", Sheets: []intake.Sheet{sheetOf("甲", "某花园", "第几栋|第几套|谁", "1|101|张三"), sheetOf("乙", "1幢|101|李四", "1幢|102|王五")}}
	for _, c := range []struct {
		name   string
		book   intake.Book
		told   func(*intake.Survey) error
		homes  string // code and owner of each
		refuse string
	}{
		{"nothing said", chart, func(*intake.Survey) error { return nil }, "", "intake.no_table"},
		{"a header and columns", chart, func(sv *intake.Survey) error {
			return first(sv.TakeHeader("甲", 1, 1), sv.Mean([]intake.Meaning{{"", "A", intake.Building}, {"", "第几套", intake.Room}, {"", "C", intake.OwnerName}}))
		}, "1-101 张三", ""},
		{"a header of two rows", intake.Book{File: "a.xlsx", Sheets: []intake.Sheet{sheetOf("甲", "谁的|房", "姓|第几套", "张三|1-101")}}, func(sv *intake.Survey) error {
			return first(sv.TakeHeader("甲", 0, 1), sv.Mean([]intake.Meaning{{"甲", "A", intake.OwnerName}, {"甲", "房 第几套", intake.WholeUnit}}))
		}, "1-101 张三", ""},
		{"no header at all", chart, func(sv *intake.Survey) error {
			return first(sv.TakeHeader("乙", -1, -1), sv.Mean([]intake.Meaning{{"乙", "A", intake.Building}, {"乙", "B", intake.Room}, {"乙", "C", intake.OwnerName}}))
		}, "1-101 李四, 1-102 王五", ""},
		{"a header and no room", chart, func(sv *intake.Survey) error { return sv.TakeHeader("甲", 1, 1) }, "", "intake.no_room"},
		{"columns alone", noRoom(), func(sv *intake.Survey) error {
			return sv.Mean([]intake.Meaning{{"", "房屋编号", intake.Room}, {"", "楼栋编号", intake.Building}})
		}, "9-1-1011 ", ""},
		{"two sheets that belong together", noRoom(), func(sv *intake.Survey) error {
			return first(sv.TakeOnly("业主信息", "房屋信息"), sv.Mean([]intake.Meaning{{"", "房屋编号", intake.Room}, {"", "单元编号", intake.Entrance}, {"", "业主编号", intake.Join}}))
		}, "9-1-1011 张三", ""},
		{"of two sheets one is recognised", intake.Book{File: "a.xlsx", Sheets: []intake.Sheet{sheetOf("甲", "楼栋|房号|业主", "1|101|张三"), sheetOf("乙", "第几栋|第几套", "1|102")}}, func(sv *intake.Survey) error {
			return first(sv.TakeOnly("甲", "乙"), sv.Mean([]intake.Meaning{{"乙", "A", intake.Building}, {"乙", "B", intake.Room}}))
		}, "1-101 张三, 1-102 ", ""},
		{"a room that nobody names", noRoom(), func(sv *intake.Survey) error { return sv.TakeOnly("说明") }, "", "intake.header_row"},
		{"a number that may be the room", noRoom(), func(*intake.Survey) error { return nil }, "", "intake.column_open"},
		{"no room in any", noRoom(), func(sv *intake.Survey) error { return sv.Mean([]intake.Meaning{{"", "房屋编号", intake.Join}}) }, "", "intake.no_room"},
		{"no such sheet", chart, func(sv *intake.Survey) error { return sv.TakeOnly("丙") }, "", "intake.no_sheet"},
		{"the last row", chart, func(sv *intake.Survey) error { return sv.TakeHeader("甲", 2, 2) }, "", "intake.header_row"},
		{"a row above the first", chart, func(sv *intake.Survey) error { return sv.TakeHeader("甲", -2, -2) }, "", "intake.header_row"},
		{"from no row to the first", chart, func(sv *intake.Survey) error { return sv.TakeHeader("甲", -1, 0) }, "", "intake.header_row"},
		{"from below to above", chart, func(sv *intake.Survey) error { return sv.TakeHeader("甲", 1, 0) }, "", "intake.header_row"},
		{"a header of three rows, far down", intake.Book{File: "a.xlsx", Sheets: []intake.Sheet{sheetOf("甲", "a", "b", "谁的|房", "的|的", "姓|第几套", "张三|1-101")}}, func(sv *intake.Survey) error {
			return first(sv.TakeHeader("甲", 2, 4), sv.Mean([]intake.Meaning{{"甲", "A", intake.OwnerName}, {"甲", "B", intake.WholeUnit}}))
		}, "1-101 张三", ""},
		{"the first row of several cells", chart, func(sv *intake.Survey) error {
			return first(sv.TakeOnly("甲"), sv.Mean([]intake.Meaning{{"", "第几栋", intake.Building}, {"", "第几套", intake.Room}, {"", "谁", intake.OwnerName}}))
		}, "1-101 张三", ""},
		{"rows that are not there", chart, func(sv *intake.Survey) error { return sv.TakeHeader("甲", 7, 7) }, "", "intake.header_row"},
		{"too many rows", intake.Book{File: "a.xlsx", Sheets: []intake.Sheet{sheetOf("甲", "a", "b", "c", "d", "e")}}, func(sv *intake.Survey) error { return sv.TakeHeader("甲", 0, 3) }, "", "intake.header_row"},
		{"one letter over two headers", noRoom(), func(sv *intake.Survey) error {
			return first(sv.TakeOnly("业主信息", "房屋信息"), sv.Mean([]intake.Meaning{{"", "B", intake.OwnerName}}))
		}, "", "intake.column_two"},
	} {
		t.Run(c.name, func(t *testing.T) {
			sv, err := intake.Look(c.book, nil)
			if err != nil {
				t.Fatal(err)
			}
			err = c.told(&sv)
			var l *intake.Ledger
			if err == nil {
				l, err = intake.Read(sv, nil)
			}
			if app.RefusalCode(err) != c.refuse {
				t.Fatalf("refused %v, want %q", err, c.refuse)
			}
			if c.homes == "" {
				return
			}
			var homes []string
			for _, h := range l.Homes {
				name := ""
				if len(h.Buyers) > 0 {
					name = h.Buyers[0].Name()
				}
				homes = append(homes, h.Code()+" "+name)
			}
			if got := strings.Join(homes, ", "); got != c.homes {
				t.Errorf("read %q, want %q; %v", got, c.homes, l.Findings)
			}
		})
	}
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// A sheet that is told of comes in where it stands in the workbook, is passed over no more,
// and the others stay as they were.
func TestToldTablesStandInOrder(t *testing.T) {
	book := intake.Book{File: "a.xlsx", Sheets: []intake.Sheet{sheetOf("甲", "楼栋|房号", "1|101"), sheetOf("乙", "第几栋|第几套", "1|102"), sheetOf("丙", "说明", "无"), sheetOf("丁", "楼栋|房号", "1|103")}}
	sv, err := intake.Look(book, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, sheet := range []string{"乙", "甲", "丁", "乙"} {
		if err := sv.TakeHeader(sheet, 0, 0); err != nil {
			t.Fatal(err)
		}
	}
	var tables, passed []string
	for _, l := range sv.Tables {
		tables = append(tables, l.Sheet)
	}
	for _, p := range sv.Passed {
		passed = append(passed, p.Sheet)
	}
	same(t, "tables", tables, []string{"甲", "乙", "丁"})
	same(t, "passed", passed, []string{"丙"})
	for sheet, want := range map[string]bool{"甲": true, "乙": true, "丙": false, "戊": false} {
		if _, ok := sv.Table(sheet); ok != want {
			t.Errorf("%s is a table: %v", sheet, ok)
		}
	}
	if err := sv.TakeOnly("丁", "甲"); err != nil || len(sv.Tables) != 2 || sv.Tables[0].Sheet != "甲" {
		t.Errorf("only two: %v, %+v", err, sv.Tables)
	}
}

// A field has one column; a serial number, and what is not taken, may have several.
func TestFieldsHaveOneColumn(t *testing.T) {
	sv, err := intake.Look(intake.Book{File: "a.xlsx", Sheets: []intake.Sheet{sheetOf("甲", "楼栋|房号|序号|甲|乙", "1|101|1|2|3")}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		column string
		field  intake.Field
		refuse string
	}{
		{"D", intake.Room, "intake.field_taken"}, {"D", intake.Serial, ""}, {"D", intake.Leave, ""}, {"E", intake.Leave, ""}, {"D", intake.NoField, ""}, {"E", intake.NoField, ""},
		{"B", intake.Room, ""}, {"d", intake.OwnerName, ""}, {"E", intake.OwnerName, "intake.field_taken"}, {"己", intake.Phone, "intake.no_column"},
	} {
		if err := sv.Choose("甲", c.column, c.field); app.RefusalCode(err) != c.refuse {
			t.Errorf("%s as %q: %v", c.column, c.field, err)
		}
	}
}

// Where no table names rooms, the one that names buildings is asked about.
func TestRoomIsAskedWhereBuildingsAre(t *testing.T) {
	sv, err := intake.Look(noRoom(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var r *app.Refusal
	if !errors.As(sv.RequireReady(), &r) || r.Args["sheet"] != "房屋信息" {
		t.Errorf("asked: %v", sv.RequireReady())
	}
}

// Two columns may change places in one word, and only the sheets that were named are
// read.
func TestToldAtOnce(t *testing.T) {
	book := intake.Book{File: "a.xlsx", Sheets: []intake.Sheet{sheetOf("甲", "楼栋|房号|合同面积|实测面积", "1|101|80|81"), sheetOf("乙", "楼栋|房号", "1|102")}}
	sv, err := intake.Look(book, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := sv.TakeOnly("甲"); err != nil {
		t.Fatal(err)
	}
	if err := sv.Mean([]intake.Meaning{{"", "C", intake.MeasuredArea}, {"", "D", intake.ContractArea}}); err != nil {
		t.Fatal(err)
	}
	l, err := intake.Read(sv, nil)
	if err != nil || len(l.Homes) != 1 || l.Homes[0].Said.Of(intake.ContractArea).Text != "81" {
		t.Fatalf("%v %+v", err, l)
	}
	if i := slices.IndexFunc(l.Passed, func(p intake.Passed) bool { return p.Kind == intake.PassedNotChosen && p.Sheet == "乙" }); i < 0 {
		t.Errorf("nobody says that a sheet was not chosen: %v", l.Passed)
	}
}

// What was said of a header is remembered: the same header is found again by itself,
// though nothing in it is recognised. A table without a header is never remembered.
func TestToldIsRemembered(t *testing.T) {
	book := intake.Book{File: "a.xlsx", Sheets: []intake.Sheet{sheetOf("甲", "某花园", "第几套|谁", "1-101|张三")}}
	sv, err := intake.Look(book, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := first(sv.TakeHeader("甲", 1, 1), sv.Mean([]intake.Meaning{{"", "A", intake.WholeUnit}, {"", "B", intake.OwnerName}})); err != nil {
		t.Fatal(err)
	}
	again, err := intake.Look(book, []intake.Remembered{sv.Tables[0].Remember()})
	if err != nil || again.RequireReady() != nil || again.Tables[0].Header.From.Row != 1 || again.Tables[0].Columns[1].Sure != intake.Recalled {
		t.Errorf("%v, %v, %+v", err, again.RequireReady(), again.Tables)
	}
	if err := sv.TakeHeader("甲", -1, -1); err != nil || sv.Tables[0].Fingerprint != "" {
		t.Errorf("%v %q", err, sv.Tables[0].Fingerprint)
	}
}

// rememberedOf is what was said of the columns of a header.
func rememberedOf(t *testing.T, header string, fields ...intake.Field) intake.Remembered {
	t.Helper()
	sv, err := intake.Look(intake.Book{Sheets: []intake.Sheet{sheetOf("甲", header, "1|101")}}, nil)
	if err == nil {
		err = sv.TakeHeader("甲", 0, 0)
	}
	var told []intake.Meaning
	for i, f := range fields {
		told = append(told, intake.Meaning{Column: string(rune('A' + i)), Field: f})
	}
	if err := first(err, sv.Mean(told)); err != nil {
		t.Fatal(err)
	}
	return sv.Tables[0].Remember()
}

// Of several headers that are remembered each has its own columns, and the one that is
// recognised is the table's, whatever was told of another that stands above it.
func TestEachHeaderIsRememberedByItself(t *testing.T) {
	strange := rememberedOf(t, "第几栋|第几套", intake.Room, intake.Building)
	plain := rememberedOf(t, "楼栋|房号", intake.Building, intake.Room)
	for _, c := range []struct {
		name string
		rows []string
		top  int
		room string
	}{
		{"the first that was told of", []string{"第几栋|第几套", "101|1"}, 0, "A"},
		{"the other one", []string{"楼栋|房号", "1|101"}, 0, "B"},
		{"both, one above the other", []string{"第几栋|第几套", "说明", "楼栋|房号", "1|101"}, 2, "B"},
	} {
		sv, err := intake.Look(intake.Book{Sheets: []intake.Sheet{sheetOf("甲", c.rows...)}}, []intake.Remembered{strange, plain})
		if err != nil || len(sv.Tables) != 1 {
			t.Fatalf("%s: %v, %+v", c.name, err, sv.Tables)
		}
		l := sv.Tables[0]
		at := slices.IndexFunc(l.Columns, func(c intake.Column) bool { return c.Field == intake.Room })
		if l.Header.To.Row != c.top || at < 0 || l.Columns[at].Letter != c.room {
			t.Errorf("%s: header in row %d, %+v", c.name, l.Header.To.Row+1, l.Columns)
		}
	}
}

// The first rows show what stands there, and no number of a person, whichever column
// names it.
func TestFirstRowsAreMasked(t *testing.T) {
	s := sheetOf("甲", "门牌|身份证|联系地址|备注", "101|X12|杭州市西湖区1号|电话 13800138001", "102||杭州市西湖区2号|")
	got := s.First(5)
	want := [][]string{{"门牌", "身份证", "联系地址", "备注"}, {"101", "***", "杭州市*****", "电话 138****8001"}, {"102", "", "杭州市*****", ""}}
	for n := range want {
		if !slices.Equal(got[n], want[n]) {
			t.Errorf("row %d is shown as %q", n+1, got[n])
		}
	}
}
