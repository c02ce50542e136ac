package units

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"keyday/ui/screen/shell"
)

// A ledger that is dropped upon the grid goes to the import, for whoever may import;
// what else is dropped goes nowhere.
func TestLedgerDroppedUponTheGrid(t *testing.T) {
	s := open(t, newLedger(), assistant, shell.To("units"))
	s.Dropped([]fyne.URI{storage.NewFileURI("/照片.jpg")})
	s.Dropped([]fyne.URI{storage.NewFileURI("/一.xlsx"), storage.NewFileURI("/二.xlsx")})
	if len(s.Went) != 0 {
		t.Fatalf("went to %v", s.Went)
	}
	s.Dropped([]fyne.URI{storage.NewFileURI("/台账 终版.XLSX")})
	if len(s.Went) != 1 || s.Went[0].Place != "import" || s.Went[0].Arg("file") != "/台账 终版.XLSX" {
		t.Errorf("went to %v", s.Went)
	}
}
