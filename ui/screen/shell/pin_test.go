package shell

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/ui/screen/widget/widgettest"
)

func TestPinPad(t *testing.T) {
	w := widgettest.App(t)
	var got []string
	p := NewPinPad(w, func(pin string) { got = append(got, pin) })
	win := widgettest.Window(t, p, 240, 340)
	win.Canvas().Focus(p)
	tap := func(key string) {
		i := slices.Index(pinKeys, key)
		p.Tapped(&fyne.PointEvent{Position: fyne.NewPos(float32(i%3)*(pinKey+pinGap)+20, pinHead+pinSay+float32(i/3)*(56+pinGap)+20)})
	}
	for _, k := range []string{"1", "2", "3", ">"} {
		tap(k)
	}
	if len(got) != 0 {
		t.Error("three digits were handed over")
	}
	p.TypedRune('4')
	p.TypedRune('x')
	widgettest.Press(p, fyne.KeyReturn)
	p.Refuse("不对")
	for _, r := range "98765" {
		p.TypedRune(r)
	}
	tap("<")
	tap(">")
	if !slices.Equal(got, []string{"1234", "9876"}) {
		t.Errorf("handed over %v", got)
	}
	if strings.Contains(test.RenderToMarkup(win.Canvas()), "9876") {
		t.Error("the PIN stands on the screen")
	}
}

func TestPinPadIsAControl(t *testing.T) {
	w := widgettest.App(t)
	widgettest.Look(t, "pin.xml", NewPinPad(w, nil), 240, 340)
	pad := NewPinPad(w, nil)
	widgettest.PassesKeysOn(t, pad, pad)
}
