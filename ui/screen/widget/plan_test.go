package widget

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// A tap is measured on the drawing, whatever shape its place has; beside it is
// nowhere, and its very corner is somewhere.
func TestPlanIsMeasuredOnTheDrawing(t *testing.T) {
	test.NewTempApp(t)
	p := NewPlan(fyne.NewSize(400, 200), 0, 0)
	told := 0
	p.OnPin = func(int, int) { told++ }
	p.Resize(fyne.NewSize(400, 200))
	p.Tapped(&fyne.PointEvent{Position: fyne.NewPos(200, 100)})
	if p.Pinned() {
		t.Error("a pin on a drawing that is not there yet")
	}
	p.SetImage(image.NewRGBA(image.Rect(0, 0, 100, 100))) // lies from 100 to 300
	for _, c := range []struct {
		x, y         float32
		wantX, wantY int
	}{{200, 100, 5000, 5000}, {150, 50, 2500, 2500}, {100, 0, 1, 1}, {300, 200, 10000, 10000}, {99, 100, 10000, 10000}, {301, 100, 10000, 10000}} {
		p.Tapped(&fyne.PointEvent{Position: fyne.NewPos(c.x, c.y)})
		if p.X != c.wantX || p.Y != c.wantY {
			t.Errorf("a tap at %v, %v is %d, %d, want %d, %d", c.x, c.y, p.X, p.Y, c.wantX, c.wantY)
		}
	}
	if told != 4 {
		t.Errorf("told %d times", told)
	}
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	if p.X != PlanWhole || p.Y != PlanWhole-200 {
		t.Errorf("by keys at %d, %d", p.X, p.Y)
	}
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if p.Pinned() {
		t.Error("Delete leaves the pin")
	}
}
