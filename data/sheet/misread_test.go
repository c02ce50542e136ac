package sheet

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"keyday/app/intake"
)

// In a csv file a code comes out as it is; an apostrophe stands before it only where a program
// would run it, or take it for a number or a day and write that back.
func TestCodesComeOutAsTheyAre(t *testing.T) {
	for code, want := range map[string]string{
		"2-1-501": "2-1-501", "1-1-101": "1-1-101", "3-1501": "3-1501", "101": "101", "101A": "101A", "ZG-01-00012": "ZG-01-00012",
		"13800138000": "13800138000", "0571-88886666": "0571-88886666", "110105********002X": "110105********002X", "JX2024-30101": "JX2024-30101", "": "",
		"12-2001": "'12-2001", "3-2-15": "'3-2-15", "2024-7-18": "'2024-7-18", "1/2": "'1/2", "0571": "'0571", "1E5": "'1E5", "89.50": "'89.50",
		"320102198205121228": "'320102198205121228", "138001380001": "'138001380001",
		"=1+1": "'=1+1", "+86": "'+86", "-1": "'-1", "@x": "'@x", "\tx": "\"'\tx\"", "'9": "''9",
		"31-12": "'31-12", "32-13": "32-13", "13-13-13": "13-13-13", "1-32-99": "1-32-99", "1-1-1-1": "1-1-1-1", "2-": "2-",
	} {
		path := filepath.Join(t.TempDir(), "出.csv")
		if err := Write(path, intake.Page{Columns: []intake.PageColumn{{Header: "号", AsText: true}}, Rows: [][]intake.Cell{{{Kind: intake.Text, Text: code}}}}); err != nil {
			t.Fatal(err)
		}
		written, err := os.ReadFile(path)
		if got := strings.TrimSuffix(strings.TrimPrefix(string(written), "\ufeff号\r\n"), "\r\n"); err != nil || got != want {
			t.Errorf("%q is written %q, want %q, %v", code, got, want, err)
		}
	}
}

// The heading of a group is written over its rows, in bold where a file can, and runs nothing.
func TestHeadingsAreWritten(t *testing.T) {
	page := intake.Page{Columns: []intake.PageColumn{{Header: "号", AsText: true}, {Header: "名"}},
		Rows: [][]intake.Cell{{{Kind: intake.Heading, Text: "=1+1　2 项"}}, {{Kind: intake.Text, Text: "101"}, {Kind: intake.Text, Text: "王"}}}}
	path := filepath.Join(t.TempDir(), "出.csv")
	if err := Write(path, page); err != nil {
		t.Fatal(err)
	}
	if written, err := os.ReadFile(path); err != nil || !strings.Contains(string(written), "\r\n'=1+1　2 项,\r\n101,王\r\n") {
		t.Errorf("%q, %v", written, err)
	}
	path = filepath.Join(t.TempDir(), "出.xlsx")
	if err := Write(path, page); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	heading, _ := f.GetCellStyle("Keyday", "A2")
	header, _ := f.GetCellStyle("Keyday", "A1")
	if text, _ := f.GetCellValue("Keyday", "A2"); text != "=1+1　2 项" || heading != header {
		t.Errorf("the heading says %q in style %d; the header's is %d", text, heading, header)
	}
}
