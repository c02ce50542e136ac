//go:build linux

package sheet

import (
	"os"
	"path/filepath"
	"testing"

	"keyday/app"
	"keyday/app/intake"
	"keyday/data/fault/baddisk"
)

// A disk that has no room, or cannot be written to, is named as such; the workbook
// that was there stays, and nothing else is left.
func TestWriteOnBadDisks(t *testing.T) {
	if !baddisk.Here(t) {
		return
	}
	disk := baddisk.Small(t, 64)
	path := filepath.Join(disk, "房源.csv")
	short := intake.Page{Name: "房源", Columns: []intake.PageColumn{{Header: "楼栋"}, {Header: "房号"}}, Rows: [][]intake.Cell{{{Kind: intake.Text, Text: "楼栋"}, {Kind: intake.Text, Text: "房号"}}}}
	if err := Write(path, short); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	long := intake.Page{Name: short.Name, Columns: short.Columns}
	for range 10_000 {
		long.Rows = append(long.Rows, short.Rows[0])
	}
	unchanged := func(when string) {
		t.Helper()
		if now, err := os.ReadFile(path); err != nil || string(now) != string(before) {
			t.Errorf("%s, the file that was there is changed: %d bytes, %v", when, len(now), err)
		}
		if entries, _ := os.ReadDir(disk); len(entries) != 1 {
			t.Errorf("%s, left behind: %v", when, entries)
		}
	}
	if err := Write(path, long); app.RefusalCode(err) != "disk.full" {
		t.Errorf("a full disk: %v", err)
	}
	unchanged("on a full disk")
	if err := Write(filepath.Join(baddisk.ReadOnly(t, disk), "房源.csv"), short); app.RefusalCode(err) != "disk.readonly" {
		t.Errorf("a read-only disk: %v", err)
	}
	unchanged("on a read-only disk")
}

// Links in a circle are said to be no file, and a name that is no text is read as any other.
func TestNamesThatAreOdd(t *testing.T) {
	circle := filepath.Join(t.TempDir(), "circle.xlsx")
	if err := os.Symlink(circle, circle); err != nil {
		t.Fatal(err)
	}
	_, err := Open(circle)
	if r, is := err.(*app.Refusal); !is || r.Code != "disk.no_file" || r.Args["what"] != circle {
		t.Errorf("links in a circle: %v", err)
	}
	odd := filepath.Join(t.TempDir(), "bad\xff.csv")
	if err := os.WriteFile(odd, []byte("楼栋,房号\n1,101\n"), 0o600); err != nil {
		t.Skip(err)
	}
	if book, err := Open(odd); err != nil || book.File != "bad�.csv" {
		t.Errorf("%q, %v", book.File, err)
	}
}
