package sheet

import (
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"keyday/app"
	"keyday/app/intake"
)

// A formula without a result is told from a blank, and from one whose result is an empty
// text; hidden columns are noted.
func TestFormulasAndHiddenColumns(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for cell, v := range map[string]any{"A1": "楼栋", "B1": "房号", "C1": "合同面积", "A2": 9, "B2": 101, "D2": "x"} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellFormula("Sheet1", "C2", "A2*10"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetColVisible("Sheet1", "B:C", false); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "公式.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	book, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	s := book.Sheets[0]
	if got := s.At(intake.Address{Row: 1, Col: 2}); got.Kind != intake.Uncalculated || got.IsBlank() {
		t.Errorf("the formula is %+v", got)
	}
	if got := s.At(intake.Address{Row: 1, Col: 3}); got.Text != "x" {
		t.Errorf("its neighbour is %+v", got)
	}
	if len(s.UnseenColumns) != 2 || s.UnseenColumns[0] != 1 || s.UnseenColumns[1] != 2 {
		t.Errorf("hidden: %v", s.UnseenColumns)
	}
}

// UTF-16 is known without its mark, in either order; other files with zeros are not
// taken for it.
func TestUTF16WithoutMark(t *testing.T) {
	const text = "楼栋,房号,业主\r\n9,101,欧阳䶮\r\n9,102,𠮷田\r\n"
	wide := func(big bool) []byte {
		var out []byte
		for _, r := range text {
			units := []uint16{uint16(r)}
			if r > 0xFFFF {
				units = []uint16{uint16(0xD800 + (r-0x10000)>>10), uint16(0xDC00 + (r-0x10000)&0x3FF)}
			}
			for _, u := range units {
				if big {
					out = append(out, byte(u>>8), byte(u))
				} else {
					out = append(out, byte(u), byte(u>>8))
				}
			}
		}
		return out
	}
	for _, data := range [][]byte{wide(false), wide(true)} {
		book, err := Read("名册.csv", data)
		if err != nil {
			t.Fatal(err)
		}
		rows := book.Sheets[0].Rows
		if len(rows) != 3 || rows[1][2].Text != "欧阳䶮" || rows[2][2].Text != "𠮷田" {
			t.Errorf("read as %+v", rows)
		}
	}
	torn := append([]byte("楼栋,房号\n9,101\n"), make([]byte, 64)...)
	if _, err := Read("名册.csv", torn); app.RefusalCode(err) != "sheet.torn" {
		t.Errorf("a file with a run of zeros: %v", err)
	}
}

// A text that begins with the mark by which numbers are kept as texts keeps it.
func TestApostrophesComeBack(t *testing.T) {
	page := intake.Page{Name: "一", Columns: []intake.PageColumn{{Header: "备注"}, {Header: "编号", AsText: true}}}
	texts := []string{"'apostrophe", "''x", "'", "=1+1", "plain", "'=1"}
	for _, text := range texts {
		page.Rows = append(page.Rows, []intake.Cell{{Kind: intake.Text, Text: text}, {Kind: intake.Text, Text: text}})
	}
	for _, ending := range []string{".csv", ".xlsx"} {
		path := filepath.Join(t.TempDir(), "出"+ending)
		if err := Write(path, page); err != nil {
			t.Fatal(err)
		}
		book, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		for i, text := range texts {
			for col := range 2 {
				if got := book.Sheets[0].At(intake.Address{Row: i + 1, Col: col}).Text; got != text {
					t.Errorf("%s, column %d: %q came back as %q", ending, col, text, got)
				}
			}
		}
	}
}
