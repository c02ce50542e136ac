package shell

import (
	"testing"

	"keyday/ui/screen/widget/widgettest"
)

func twoLines() *TwoLineRow {
	r := NewTwoLineRow()
	r.Set("units", "3-2-1501", "房屋")
	return r
}

func TestTwoLineRow(t *testing.T) {
	widgettest.App(t)
	widgettest.Look(t, "two_lines.xml", twoLines(), 240, 44)
	row := NewTwoLineRow()
	row.Set("units", widgettest.Odd, widgettest.Odd)
	widgettest.ShowsOdd(t, row)
}

func TestNameTile(t *testing.T) {
	widgettest.App(t)
	tile := NewNameTile("王敏", "客服主管", nil)
	widgettest.Look(t, "name_tile.xml", tile, 208, 72)
	widgettest.ShowsOdd(t, NewNameTile(widgettest.Odd, widgettest.Odd, nil))
	widgettest.Touchable(t, tile)
}
