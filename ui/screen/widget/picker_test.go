package widget_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/test"

	"keyday/ui/screen/widget"
)

// Esc leaves the toolkit's picker as it leaves our dialogs, and the keys are then
// whose they were.
func TestPickerIsLeftByEsc(t *testing.T) {
	win := test.NewTempWindow(t, widget.NewText("page"))
	win.Resize(fyne.NewSize(1200, 700))
	c := win.Canvas()
	theirs := 0
	c.SetOnTypedKey(func(*fyne.KeyEvent) { theirs++ })
	picked := 0
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if r != nil || err != nil {
			picked++
		}
	}, win)
	widget.ShowPicker(d, c)
	if c.Overlays().Top() == nil {
		t.Fatal("no picker is open")
	}
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if c.Overlays().Top() != nil || picked != 0 {
		t.Errorf("after Esc the picker is open, or picked %d", picked)
	}
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if theirs != 1 {
		t.Error("the page does not have its keys back")
	}
}
