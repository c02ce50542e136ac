package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"keyday/app"
	"keyday/app/intake"
)

// written makes a file of one row of texts, and reads it back.
func written(t *testing.T, ending string, texts ...string) (raw []byte, cells []string) {
	t.Helper()
	page := intake.Page{Name: "房源\u202e\x1b", Rows: make([][]intake.Cell, 1)}
	for i, text := range texts {
		page.Columns = append(page.Columns, intake.PageColumn{Header: "栏\u202e", AsText: i%2 == 1})
		page.Rows[0] = append(page.Rows[0], intake.Cell{Kind: intake.Text, Text: text})
	}
	path := filepath.Join(t.TempDir(), "导出"+ending)
	if err := Write(path, page); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	book, err := Read(filepath.Base(path), raw)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range book.Sheets[0].Rows[1] {
		cells = append(cells, c.String())
	}
	if ending == ".xlsx" { // what its parts say
		raw = append([]byte(book.Sheets[0].Name), unzipped(t, raw)...)
	}
	return raw, cells
}

func unzipped(t *testing.T, raw []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, "sheet1.xml") && !strings.HasSuffix(f.Name, "sharedStrings.xml") && !strings.HasSuffix(f.Name, "workbook.xml") {
			continue
		}
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, part...)
	}
	return all
}

// No control character, and nothing that turns the direction, gets into a file; what a
// program would take for one by its escape stays the text that it is.
func TestSheetsHoldPlainTextAlone(t *testing.T) {
	texts := []string{"王\u202e敏", "\x1b[31m红", "响\a", "空\x00", "\xff\xfe", "隐\u200b形", "盖\r住", "一\n\t二", "欧阳䶮𠮷\ue000辻\U000e0100", "_x001B_", "_x202E_", "a_x005F_b"}
	want := []string{"王[U+202E]敏", "[U+001B][31m红", "响[U+0007]", "空[U+0000]", "[0xFF][0xFE]", "隐[U+200B]形", "盖[U+000D]住", "一\n\t二", "欧阳䶮𠮷\ue000辻\U000e0100", "_x001B_", "_x202E_", "a_x005F_b"}
	for _, ending := range []string{".xlsx", ".csv"} {
		raw, cells := written(t, ending, texts...)
		text := strings.TrimPrefix(string(raw), "\ufeff")
		if signs := app.UnplainLines(text); signs != "" {
			t.Errorf("%s holds %s", ending, signs)
		}
		for i := range want {
			if cells[i] != want[i] {
				t.Errorf("%s: %q is written as %q, want %q", ending, texts[i], cells[i], want[i])
			}
		}
	}
}

// No cell of a csv begins a formula, however it is written; read back, it is the text.
func TestNoFormulaInCSV(t *testing.T) {
	texts := []string{"=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\n=1", "＝1+1", "＋1", "－1", "＠A", " =1", "　=1", "\u00a0=1", "=1,\"2\"", "张三"}
	raw, cells := written(t, ".csv", texts...)
	line := strings.SplitN(string(raw), "\r\n", 2)[1]
	for i, field := range texts {
		if want := strings.Trim(field, " \t"); i%2 == 0 && strings.Trim(cells[i], " \t") != want {
			t.Errorf("%q comes back as %q", field, cells[i])
		}
	}
	rows, err := csv.NewReader(strings.NewReader(line)).Read()
	if err != nil {
		t.Fatal(err)
	}
	for i, field := range rows {
		if risky(field) {
			t.Errorf("%q is written as %q", texts[i], field)
		}
	}
}

// A workbook brings control characters by their escapes, a csv as they are; each comes
// to the cell that it stands in, none is lost on the way. Zeros by the row are damage.
func TestControlCharactersComeIn(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for i, text := range []string{"王ESC敏", "王RLO敏", "王BEL敏", "王NUL敏"} {
		if err := f.SetCellStr("Sheet1", intake.Address{Col: i}.String(), text); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	escapes := strings.NewReplacer("ESC", "_x001B_", "RLO", "\u202e", "BEL", "_x0007_", "NUL", "_x0000_")
	book, err := Read("台账.xlsx", rezipped(t, b.Bytes(), escapes))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := Read("台账.csv", []byte("王\x1b敏,王\u202e敏,王\a敏,王\x00敏\n"))
	if err != nil {
		t.Fatal(err)
	}
	for name, cells := range map[string][]intake.Cell{"xlsx": book.Sheets[0].Rows[0], "csv": plain.Sheets[0].Rows[0]} {
		for i, want := range []string{"王\x1b敏", "王\u202e敏", "王\a敏", "王\x00敏"} {
			if i >= len(cells) || cells[i].Text != want {
				t.Errorf("%s: %q, want %q", name, cells, want)
				break
			}
		}
	}
}

func rezipped(t *testing.T, raw []byte, change *strings.Replacer) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = change.Replace(string(part))
	}
	return zipped(t, files)
}
