package sheet

import "testing"

// Parts are found however the program that wrote them spelt their path.
func TestPartsAreFoundByAnySpelling(t *testing.T) {
	for _, name := range []string{"xl/workbook.xml", "/xl/workbook.xml", `xl\workbook.xml`, "XL/Workbook.xml", "xl/./workbook.xml"} {
		if got := partName(name); got != "xl/workbook.xml" {
			t.Errorf("%s is read as %s", name, got)
		}
	}
}
