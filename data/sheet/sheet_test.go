package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"keyday/app"
	"keyday/app/intake"
)

// workbook makes an xlsx of rows.
func workbook(t testing.TB, rows int, options ...excelize.Options) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		row := []any{"1幢", "1单元", 100 + i, 89.06, "张三"}
		if i == 0 {
			row = []any{"楼栋", "单元", "房号", "面积", "业主"}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b, options...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipped(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gb18030(t testing.TB, s string) []byte {
	t.Helper()
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What is no whole workbook is refused by a code that says what it is; a file
// that was cut anywhere is never read in part.
func TestWrongFilesAreRefused(t *testing.T) {
	whole := workbook(t, 50)
	for _, c := range []struct {
		name    string
		file    string
		content []byte
		code    string
	}{
		{"0 bytes", "台账.xlsx", nil, "empty_file"},
		{"only blanks", "台账.csv", []byte("  \r\n \n"), "empty_file"},
		{"cut in half", "台账.xlsx", whole[:len(whole)/2], "torn"},
		{"the end cut off", "台账.xlsx", whole[:len(whole)-30], "torn"},
		{"a part garbled", "台账.xlsx", garbled(whole), "torn"},
		{"a workbook without its sheets", "台账.xlsx", zipped(t, map[string]string{"xl/workbook.xml": "<workbook/>", "[Content_Types].xml": "<Types/>"}), "torn"},
		{"a password", "台账.xlsx", workbook(t, 5, excelize.Options{Password: "123456"}), "password"},
		{"the old format", "台账.xls", append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, utf16le("....Workbook....")...), "old_xls"},
		{"an older one still", "台账.xls", []byte{0x09, 0x08, 0x10, 0, 0, 6, 5, 0}, "old_xls"},
		{"a web page", "台账.xls", []byte("<html><body><table><tr><td>楼栋</td></tr></table></body></html>"), "html"},
		{"XML of 2003", "台账.xls", []byte(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>`), "xml2003"},
		{"binary workbook", "台账.xlsb", zipped(t, map[string]string{"xl/workbook.bin": "x"}), "xlsb"},
		{"OpenDocument", "台账.ods", zipped(t, map[string]string{"content.xml": "x", "mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ods"},
		{"Numbers", "台账.numbers", zipped(t, map[string]string{"Index/Document.iwa": "x", "Metadata/Properties.plist": "x"}), "numbers"},
		{"a zip with the ledger inside", "台账.zip", zipped(t, map[string]string{"台账.xlsx": "x"}), "archive"},
		{"a rar", "台账.rar", []byte("Rar!\x1a\x07\x00...."), "archive"},
		{"a Word file", "台账.xlsx", zipped(t, map[string]string{"word/document.xml": "x", "[Content_Types].xml": "x"}), "not_workbook"},
		{"a PDF", "台账.xlsx", []byte("%PDF-1.7\n..."), "not_workbook"},
		{"a photo", "台账.csv", []byte("\x89PNG\r\n\x1a\n...."), "not_workbook"},
		{"zeros after a power cut", "台账.csv", append([]byte("楼栋,房号\n1,"), make([]byte, 64)...), "torn"},
		{"UTF-8 cut within a character", "台账.csv", []byte("楼栋,房号\n1幢,张三丰张三丰")[:30], "torn"},
		{"a wrong byte in UTF-8", "台账.csv", []byte("楼栋,房号,业主姓名\n1幢,1\xFF01,张三丰\n"), "encoding"},
		{"a quote that never closes", "台账.csv", []byte("楼栋,房号\n\"1幢,101\n2幢,102\n"), "csv_quote"},
		{"text behind a quote", "台账.csv", []byte("楼栋,房号\n\"1幢\"x,101\n"), "csv_after_quote"},
		{"too many rows", "台账.xlsx", workbook(t, MaxRows+1), "too_many_rows"},
		{"too many lines", "台账.csv", []byte(strings.Repeat("1幢,101,张三\n", MaxRows+1)), "too_many_rows"},
		{"600 columns", "台账.csv", []byte(strings.Repeat("x,", 599) + "x\n"), "too_many_columns"},
	} {
		t.Run(c.name, func(t *testing.T) {
			book, err := Read(c.file, c.content)
			if got := app.RefusalCode(err); got != "sheet."+c.code {
				t.Fatalf("got %v, want sheet.%s", err, c.code)
			}
			if len(book.Sheets) > 0 {
				t.Error("something was read all the same")
			}
		})
	}
}

func garbled(b []byte) []byte {
	b = slices.Clone(b)
	i := bytes.Index(b, []byte("xl/worksheets"))
	for j := i + 40; j < i+300 && j < len(b); j++ {
		b[j] ^= 0x5A
	}
	return b
}

// A file that stands somewhere may be gone, in use, a folder, or not ours to read.
func TestPlacesAreRefused(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	book := workbook(t, 5)
	open := write("台账.xlsx", book)
	lock := write("~$台账.xlsx", []byte("user"))
	libre := write("另一份.xlsx", book)
	write(".~lock.另一份.xlsx#", []byte("user"))
	long := write("锦绣花园一期业主台账.xlsx", book)
	write("~$花园一期业主台账.xlsx", []byte("user"))
	free := write("无人打开.xlsx", book)
	secret := write("别人的.xlsx", book)
	for path, code := range map[string]string{
		open: "in_use", lock: "lock_file", libre: "in_use", long: "in_use", free: "",
		dir: "is_folder", filepath.Join(dir, "没有.xlsx"): "not_found",
	} {
		want := ""
		if code != "" {
			want = "sheet." + code
		}
		if _, err := Open(path); app.RefusalCode(err) != want || (err == nil) != (code == "") {
			t.Errorf("%s: %v, want %q", filepath.Base(path), err, want)
		}
	}
	if runtime.GOOS != "windows" && os.Getuid() != 0 {
		if err := os.Chmod(secret, 0); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(secret); app.RefusalCode(err) != "sheet.no_permission" {
			t.Errorf("another's file: %v", err)
		}
	}
	if _, err := Read("大.csv", make([]byte, MaxBytes+1)); app.RefusalCode(err) == "" {
		t.Error("more than the most is read")
	}
}

// The same text in every encoding that comes, with and without BOM.
func TestEncodings(t *testing.T) {
	const text = "楼栋,业主\r\n1幢,刘𬀩\r\n"
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(strings.ReplaceAll(text, ",", "\t")))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"UTF-8": []byte(text), "UTF-8 with BOM": []byte("\ufeff" + text), "GB 18030": gb18030(t, text), "UTF-16 with tabs": utf16,
		"semicolons": []byte(strings.ReplaceAll(text, ",", ";")), "sep=": []byte("sep=;\r\n" + strings.ReplaceAll(text, ",", ";")),
		"old Mac": []byte(strings.ReplaceAll(text, "\r\n", "\r")),
	} {
		book, err := Read("台账.csv", content)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		rows := book.Sheets[0].Rows
		if len(rows) != 2 || rows[0][1].Text != "业主" || rows[1][1].Text != "刘𬀩" {
			t.Errorf("%s: %q", name, rows)
		}
	}
}

// Cells keep their addresses: blank lines count, quoted cells hold line breaks.
func TestCSVKeepsAddresses(t *testing.T) {
	book, err := Read("台账.csv", []byte("楼栋,业主,号码\n\n1幢,\"张三\n李四\",'320102198205121228\n2幢,\"他说\"\"好\"\"\",a\"b\n=\"03\",\"=\"\"13800138000\"\"\",=1+1\n"))
	if err != nil {
		t.Fatal(err)
	}
	s := book.Sheets[0]
	for at, want := range map[intake.Address]string{
		{Row: 2, Col: 0}: "1幢", {Row: 2, Col: 1}: "张三\n李四", {Row: 2, Col: 2}: "320102198205121228",
		{Row: 3, Col: 1}: `他说"好"`, {Row: 3, Col: 2}: `a"b`,
		{Row: 4, Col: 0}: "03", {Row: 4, Col: 1}: "13800138000", {Row: 4, Col: 2}: "=1+1", // ="…" keeps a text in Excel
	} {
		if got := s.At(at).String(); got != want {
			t.Errorf("%v: %q, want %q", at, got, want)
		}
	}
}

// What a workbook holds is read exactly: numbers as the file has them, dates by
// their format, errors as errors, hidden sheets as such.
func TestXLSXKeepsKinds(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	day, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
	chinese := `yyyy"年"m"月"d"日"`
	own, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &chinese})
	money := `#,##0.00"元"`
	amount, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &money})
	set := func(cell string, v any, style int) {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
		if style > 0 {
			if err := f.SetCellStyle("Sheet1", cell, cell, style); err != nil {
				t.Fatal(err)
			}
		}
	}
	set("A1", 45356, day)
	set("B1", 45356.75, own)
	set("C1", 45356, amount)
	set("D1", 89.06, 0)
	set("E1", "３０２", 0)
	set("F1", true, 0)
	set("G1", "#N/A", 0)
	if err := f.MergeCell("Sheet1", "A2", "B4"); err != nil {
		t.Fatal(err)
	}
	set("A5", "隐藏的一行", 0)
	for _, row := range []int{3, 5} { // one of them says nothing
		if err := f.SetRowVisible("Sheet1", row, false); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.NewSheet("隐藏"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetSheetVisible("隐藏", false); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	book, err := Read("台账.xlsx", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	want := []intake.Cell{
		{Kind: intake.Day, Text: "2024-03-05"}, {Kind: intake.Day, Text: "2024-03-05"},
		{Kind: intake.Number, Text: "45356"}, {Kind: intake.Number, Text: "89.06"}, {Kind: intake.Text, Text: "３０２"},
		{Kind: intake.Truth, Text: "TRUE"}, {Kind: intake.Fault, Text: "#N/A"},
	}
	if got := book.Sheets[0].Rows[0]; !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if m := book.Sheets[0].Merged; len(m) != 1 || m[0].String() != "A2:B4" {
		t.Errorf("merged %v", m)
	}
	if got := book.Sheets[0].Unseen; !slices.Equal(got, []int{4}) {
		t.Errorf("hidden rows %v", got)
	}
	if len(book.Sheets) != 2 || !book.Sheets[1].Hidden {
		t.Errorf("sheets %+v", book.Sheets)
	}
}

// What is written comes back, and a file that cannot be written leaves the old
// one as it was.
func TestWriteAndReadBack(t *testing.T) {
	page := intake.Page{Name: "房源[与]业主", Columns: []intake.PageColumn{{Header: "标识", Hidden: true, AsText: true}, {Header: "面积"}, {Header: "签约"}, {Header: "证件号", AsText: true}, {Header: "备注"}},
		Rows: [][]intake.Cell{
			{{Kind: intake.Text, Text: "a-1"}, {Kind: intake.Number, Text: "143.2"}, {Kind: intake.Day, Text: "2024-03-05"}, {Kind: intake.Text, Text: "320102198205121228"}, {Kind: intake.Text, Text: "=1+1"}},
			{{Kind: intake.Text, Text: "a-2"}, {}, {}, {Kind: intake.Text, Text: "00123"}, {Kind: intake.Text, Text: "一\n二,\"三\""}},
		}}
	dir := t.TempDir()
	for _, ending := range []string{".xlsx", ".csv"} {
		path := filepath.Join(dir, "导出"+ending)
		if err := Write(path, page); err != nil {
			t.Fatal(err)
		}
		book, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		rows := book.Sheets[0].Rows
		for i, row := range page.Rows {
			for j, c := range row {
				got := book.Sheets[0].At(intake.Address{Row: i + 1, Col: j})
				if got.String() != c.String() {
					t.Errorf("%s %d/%d: %q, want %q", ending, i, j, got, c)
				}
			}
		}
		if len(rows) != 3 {
			t.Errorf("%s: %d rows", ending, len(rows))
		}
	}
	leftovers, _ := filepath.Glob(filepath.Join(dir, ".keyday-*"))
	if len(leftovers) > 0 {
		t.Errorf("left behind: %v", leftovers)
	}
	if err := Write(filepath.Join(dir, "没有", "x.xlsx"), page); app.RefusalCode(err) != "sheet.not_found" {
		t.Errorf("into a folder that is not there: %v", err)
	}
	if err := Write(filepath.Join(dir, "x.doc"), page); app.RefusalCode(err) != "sheet.ending" {
		t.Errorf("another ending: %v", err)
	}
	if err := Write(filepath.Join(dir, "x.csv"), page, page); app.RefusalCode(err) != "sheet.csv_one_page" {
		t.Errorf("two pages in a csv: %v", err)
	}
	if runtime.GOOS != "windows" && os.Getuid() != 0 {
		closed := filepath.Join(dir, "只读")
		if err := os.Mkdir(closed, 0o500); err != nil {
			t.Fatal(err)
		}
		if err := Write(filepath.Join(closed, "x.xlsx"), page); app.RefusalCode(err) != "sheet.no_permission" {
			t.Errorf("into a read-only folder: %v", err)
		}
	}
}

// Whatever the bytes are, reading ends with a book or a refusal.
func FuzzRead(f *testing.F) {
	f.Add("台账.csv", []byte("楼栋,房号\n1,101"))
	f.Add("台账.csv", gb18030(f, "楼栋,房号\n一幢,101"))
	f.Add("台账.xlsx", workbook(f, 3))
	f.Add("台账.xls", []byte("<table><tr>"))
	f.Add("台账.csv", []byte("\xff\xfea\x00,\x00b\x00"))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		book, err := Read(name, content)
		if err != nil {
			if app.RefusalCode(err) == "" {
				t.Errorf("an error that nobody can read: %v", err)
			}
			return
		}
		if len(book.Sheets) == 0 {
			t.Error("a book without sheets")
		}
	})
}

func BenchmarkReadWorkbook(b *testing.B) {
	content := workbook(b, 2000)
	for b.Loop() {
		if _, err := Read("台账.xlsx", content); err != nil {
			b.Fatal(err)
		}
	}
}
