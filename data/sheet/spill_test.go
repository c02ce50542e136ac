package sheet

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"keyday/app/intake"
)

// A ledger's phones and ID numbers lie nowhere but in the file that was asked for: not
// even a large workbook is put together in the system's temporary folder, where a
// Keyday that is killed would leave it.
func TestWritingSpillsNothing(t *testing.T) {
	dir, temp := t.TempDir(), t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, temp)
	}
	page := intake.Page{Name: "业主", Columns: []intake.PageColumn{{Header: "证件号"}}}
	row := []intake.Cell{{Kind: intake.Text, Text: strings.Repeat("320105198801011234", 100)}}
	for range 20_000 { // 36 MB, and the library spills from 16 on
		page.Rows = append(page.Rows, row)
	}
	seen, stop := map[string]bool{}, make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		for {
			entries, _ := os.ReadDir(temp)
			for _, e := range entries {
				seen[e.Name()] = true
			}
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
			}
		}
	})
	err := Write(filepath.Join(dir, "业主.xlsx"), page)
	close(stop)
	watching.Wait()
	if err != nil {
		t.Fatal(err)
	}
	if len(seen) > 0 {
		t.Errorf("while it was written there lay %v", seen)
	}
}
