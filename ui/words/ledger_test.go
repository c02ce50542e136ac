package words

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/intake"
)

// Every kind of thing that an import may say has its word in both languages.
func TestImportsAreSaid(t *testing.T) {
	entry := map[string]string{"FindingKind": "intake.finding.", "PassedKind": "intake.passed.", "ChangeKind": "intake.change.", "Sureness": "intake.sure.", "Field": "intake.field.", "Aside": "intake.aside."}
	constant := regexp.MustCompile(`(FindingKind|PassedKind|ChangeKind|Sureness|Field|Aside)\s+= "(\w+)"`)
	files, err := filepath.Glob(filepath.Join("..", "..", "app", "intake", "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	w, found := New(), 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range constant.FindAllStringSubmatch(string(source), -1) {
			found++
			for _, l := range Languages {
				w.SetLanguage(l)
				if key := entry[m[1]] + m[2]; !w.Has(key) {
					t.Errorf("%s: %s is not said", l, key)
				}
			}
		}
	}
	if found < 80 {
		t.Errorf("only %d constants were found", found)
	}
}

// The sheets of a workbook are listed as the language lists.
func TestSheetsAreListed(t *testing.T) {
	w := New()
	sv := intake.Survey{Book: intake.Book{File: "台账.xlsx", Sheets: []intake.Sheet{{Name: "一层"}, {Name: "二层"}}}}
	_, noSheet := sv.Sheet("三层")
	for l, want := range map[Language]string{Chinese: "一层、二层", English: "一层, 二层"} {
		w.SetLanguage(l)
		for _, err := range []error{sv.RequireReady(), noSheet} {
			if got := w.Refusal(err); !strings.Contains(got, want) {
				t.Errorf("%s: %q does not list %q", l, got, want)
			}
		}
	}
}

func TestLedgerValues(t *testing.T) {
	w := New()
	for _, c := range []struct {
		field intake.Field
		text  string
		want  string
	}{
		{intake.ContractArea, "143.2", "143.20"}, {intake.UnitPrice, "12519", "12,519.00"}, {intake.Fund, "paid", "已交存"}, {intake.Batch, "第1批", "第1批"}, {intake.Fund, "", ""},
	} {
		if got := w.LedgerValue(c.field, c.text); got != c.want {
			t.Errorf("%s %q is said as %q, want %q", c.field, c.text, got, c.want)
		}
	}
	if got := w.List([]string{"张三", "李四"}); got != "张三、李四" {
		t.Errorf("%q", got)
	}
	w.SetLanguage(English)
	if got := w.List([]string{"张三", "李四"}); got != "张三, 李四" {
		t.Errorf("%q", got)
	}
}

// A template's headings are recognised in both languages, each as its field; filled in it
// is read, and untouched it says that it is empty.
func TestTemplate(t *testing.T) {
	for _, l := range Languages {
		w := New()
		w.SetLanguage(l)
		pages := w.LedgerTemplate()
		book := intake.Book{File: "模板.xlsx"}
		for _, p := range pages {
			s := intake.Sheet{Name: p.Name, Rows: [][]intake.Cell{nil}}
			for _, c := range p.Columns {
				s.Rows[0] = append(s.Rows[0], intake.Cell{Kind: intake.Text, Text: c.Header})
			}
			s.Rows = append(s.Rows, p.Rows...)
			book.Sheets = append(book.Sheets, s)
		}
		sv, err := intake.Look(book, nil)
		if err != nil || len(sv.Tables) != 1 || sv.RequireReady() != nil {
			t.Fatalf("%s: %v, %v, %d tables", l, err, sv.RequireReady(), len(sv.Tables))
		}
		for _, c := range sv.Tables[0].Columns {
			if c.Sure != intake.Certain || w.Field(c.Field) != c.Header {
				t.Errorf("%s: %s is read as %s, %s", l, c.Header, c.Field, c.Sure)
			}
		}
		if _, err := intake.Read(sv, nil); app.RefusalCode(err) != "intake.no_rows" {
			t.Errorf("%s: an empty template: %v", l, err)
		}
		var row []intake.Cell
		for _, c := range sv.Tables[0].Columns { // as the explanations have it
			if key := "intake.template.example." + string(c.Field); w.Has(key) {
				row = append(row, intake.Cell{Kind: intake.Text, Text: w.T(key)})
			} else {
				row = append(row, intake.Cell{})
			}
		}
		sv.Book.Sheets[0].Rows = append(sv.Book.Sheets[0].Rows, row)
		ledger, err := intake.Read(sv, nil)
		if err != nil || len(ledger.Homes) != 1 || len(ledger.Findings) != 0 || len(ledger.Homes[0].Buyers) != 1 {
			t.Errorf("%s: the examples are read as %+v, %v", l, ledger, err)
		}
	}
}

// The list of findings says of each where it stands, and what is wrong; the one sheet of a
// csv file has no name, and what an import did not keep stands nowhere.
func TestFindingsPage(t *testing.T) {
	w := New()
	p := w.FindingsPage("台账.csv", []intake.Finding{
		{Kind: intake.BadRoom, At: intake.Spot{Sheet: "台账", Cell: intake.Address{Row: 6, Col: 2}}, Field: intake.Room, Text: "X"},
		{Kind: intake.BadRoom, At: intake.Spot{Sheet: "台账.csv", Cell: intake.Address{Row: 6, Col: 2}}, Field: intake.Room, Text: "X"},
		{Kind: intake.MoreFound, Other: "31"},
	})
	const room = "房号“X”认不出来，这一行没有导入。请写成 1501。"
	for i, want := range [][]string{
		{"台账", "7", "C7", "", "房号", "X", room, "该行不导入"},
		{"", "7", "C7", "", "房号", "X", room, "该行不导入"},
		{"", "", "", "", "", "", "另有 31 条问题没有保留。要看全部，请用原来的文件再试运行一次，在写入以前导出问题。", ""},
	} {
		var got []string
		for _, c := range p.Rows[i] {
			got = append(got, c.String())
		}
		if !slices.Equal(got, want) || len(p.Columns) != len(want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// What a finding lists is joined as the language does; what stands in a cell stays as it is.
func TestFindingsListNames(t *testing.T) {
	w := New()
	for _, c := range []struct {
		f      intake.Finding
		zh, en string
	}{
		{intake.Finding{Kind: intake.OwnersReplaced, Who: "赵一、钱二", Other: "张三、李四"}, "现有业主张三、李四不在文件里，文件写的是赵一、钱二。", "张三, 李四"},
		{intake.Finding{Kind: intake.HandedOver, Unit: "1-101", Field: intake.OwnerName, Text: "张三、李四 → 赵一", Other: "WY-1、JF-1"}, "（张三、李四 → 赵一）", "(张三, 李四 → 赵一)"},
		{intake.Finding{Kind: intake.Signed, Unit: "1-101", Field: intake.ContractArea, Text: "89.65 → 89.06", Other: "WY-1"}, "“合同建筑面积”（89.65 → 89.06）", "(89.65 → 89.06)"},
		{intake.Finding{Kind: intake.ContractShared, Text: "HT-1", Other: "1-101、1-102"}, "1-101、1-102", "1-101, 1-102"},
		{intake.Finding{Kind: intake.HiddenRows, Text: "3、4", Other: "2"}, "3、4", "3, 4"},
		{intake.Finding{Kind: intake.OddName, Text: "甲十和乙十、丙"}, "甲十和乙十、丙", "甲十和乙十、丙"},
		{intake.Finding{Kind: intake.SharesSum, Text: "100%", Other: "1"}, "有 1 位业主没有填份额，其余业主的已满 100%。", "1 owner has none."},
		{intake.Finding{Kind: intake.SharesSum, Text: "90%"}, "加起来是 90%，不是 100%。", "come to 90%, not 100%."},
	} {
		for l, want := range map[Language]string{Chinese: c.zh, English: c.en} {
			w.SetLanguage(l)
			if got := w.Finding(c.f); !strings.Contains(got, want) {
				t.Errorf("%s: %q, want %q in it", c.f.Kind, got, want)
			}
		}
	}
}

// The one sheet of a csv file is not named before its cells.
func TestSpot(t *testing.T) {
	w := New()
	for sheet, want := range map[string]string{"ledger.csv": "B2", "台账": "台账!B2"} {
		if got := w.Spot("ledger.csv", sheet, intake.Address{Row: 1, Col: 1}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// An undoing says what it did, and nothing of what it did not; of what stays, why.
func TestUndoneIsSaid(t *testing.T) {
	w := New()
	stay := intake.Stay{Record: app.Ref{Kind: "unit"}}
	for _, c := range []struct {
		undone intake.Undone
		want   string
	}{
		{intake.Undone{Homes: 44, Owners: 1}, "已撤销：删去 44 户、删去 1 位业主。"},
		{intake.Undone{Restored: 2}, "已撤销：2 户恢复原值。"},
		{intake.Undone{}, "已撤销：这次导入没有留下可以删去或恢复的内容。"},
		{intake.Undone{Homes: 1, Stays: []intake.Stay{stay}}, "已撤销：删去 1 户；1 处此后有人动过、已经交付或业主已签字，原样保留。"},
		{intake.Undone{Stays: []intake.Stay{stay, stay}}, "已撤销：2 处此后都有人动过、已经交付或业主已签字，全部原样保留。"},
	} {
		if got := w.Undone(c.undone); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	for want, s := range map[string]intake.Stay{
		"房源": stay,
		"房源（此后改过：维修资金）": {Record: stay.Record, Touched: []string{"fund"}, Used: true},
		"房源（此后有了别的记录）":  {Record: stay.Record, Used: true},
		"房源的维修资金":       {Record: stay.Record, Fields: []string{"fund"}},
	} {
		if got := w.Stay(s); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
