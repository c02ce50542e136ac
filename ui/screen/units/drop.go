package units

import (
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"keyday/app/staff"
	"keyday/ui/screen/shell"
)

// ledgers are the endings of what people send as a ledger, readable or not: the
// import says what to do with the others.
var ledgers = []string{".xlsx", ".xlsm", ".xls", ".csv", ".et", ".ods", ".numbers"}

// dropped takes a ledger that was dropped upon the grid to the import.
func (pg *page) dropped(files []fyne.URI) bool {
	path := files[0].Path()
	if len(files) > 1 || !slices.Contains(ledgers, strings.ToLower(filepath.Ext(path))) || staff.May(pg.c.Actor(), staff.ImportUnits) != nil {
		return false
	}
	pg.c.Open(shell.To("import").With("file", path))
	return true
}
