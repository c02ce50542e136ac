package widget

import (
	"testing"

	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"keyday/ui/screen/widget/widgettest"
)

// A box keeps its name when it is filled, as long as what stands in it leaves room.
func TestNamedEntryKeepsItsName(t *testing.T) {
	widgettest.App(t)
	e := NewNamedEntry("表号")
	widgettest.Window(t, e, 160, 36)
	named := func() (there bool) {
		for _, o := range test.WidgetRenderer(e).Objects() {
			if text, is := o.(*canvas.Text); is && text.Text == "表号" {
				there = there || text.Visible()
			}
		}
		return there
	}
	if named() {
		t.Error("the name of an empty box stands twice")
	}
	e.SetText("w8038204")
	if !named() {
		t.Error("the box that is filled has lost its name")
	}
	e.SetText("w8038204-2026-1123-0042")
	if named() {
		t.Error("the name covers what stands in the box")
	}
	if e.SetText(""); named() {
		t.Error("emptied, the name stands twice")
	}
}
