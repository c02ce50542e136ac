package unit

import (
	"testing"

	"keyday/ui/screen/widget/widgettest"
)

func TestTimelineRow(t *testing.T) {
	widgettest.App(t)
	row := NewTimelineRow()
	row.When, row.What, row.Who, row.First = "2026-11-23 14:02", "复验不合格，退回整改", "王敏", true
	widgettest.Look(t, "timeline.xml", row, 360, TimelineHeight)
	row = NewTimelineRow()
	row.What, row.Who, row.When = widgettest.Odd, widgettest.Odd, widgettest.Odd
	widgettest.ShowsOdd(t, row)
}
