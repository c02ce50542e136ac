package widget

import (
	"fmt"
	"testing"

	"keyday/ui/screen/widget/widgettest"
)

// BenchmarkEmptyFrame is what the others are measured against.
func BenchmarkEmptyFrame(b *testing.B) {
	widgettest.App(b)
	win := widgettest.Window(b, Space(1), 1278, 640)
	for b.Loop() {
		win.SetContent(Space(1))
		win.Canvas().Capture()
	}
}

// BenchmarkTablePage turns a table of 100,000 records by a page.
func BenchmarkTablePage(b *testing.B) {
	widgettest.App(b)
	records := make([]record, 100000)
	for i := range records {
		records[i] = record{fmt.Sprintf("D-01-%05d", i), i}
	}
	table := NewDataTable(
		Column[record]{Title: "编号", Width: 100, Text: func(r record) string { return r.name }},
		Column[record]{Title: "问题", Width: 200, Grow: true, Text: func(r record) string {
			return "卫生间地面倒坡，地漏周边积水，蓄水试验后楼下见湿痕"
		}},
		Column[record]{Title: "数", Width: 60, Right: true, Text: func(r record) string { return fmt.Sprint(r.n) }},
	)
	table.SetRecords(records)
	widgettest.Window(b, table, 1278, 640)
	i := 0
	for b.Loop() {
		i = (i + 15) % len(records)
		table.rows.GoTo(i)
	}
}
