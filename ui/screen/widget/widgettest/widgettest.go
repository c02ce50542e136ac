// Package widgettest is what the tests of controls share, wherever the control
// stands: an app in the light theme, a window, keys, and what holds for each.
package widgettest

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/ui/screen/theme"
	"keyday/ui/words"
)

// App is an app in the light theme; it returns the words in Chinese.
func App(t testing.TB) *words.Words {
	t.Helper()
	if tt, ok := t.(*testing.T); ok {
		test.NewTempApp(tt)
	} else {
		test.NewApp()
	}
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light))
	return words.New()
}

// Window puts o into a window of the size.
func Window(t testing.TB, o fyne.CanvasObject, width, height float32) fyne.Window {
	t.Helper()
	w := test.NewWindow(o)
	t.Cleanup(w.Close)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return w
}

// Press types the keys.
func Press(f fyne.Focusable, keys ...fyne.KeyName) {
	for _, k := range keys {
		f.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// Shift holds the key while do runs.
func Shift(f desktop.Keyable, do func()) {
	f.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	do()
	f.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
}

// Look compares what o looks like in a window of the size with the golden file, as
// markup that a diff can be read of.
func Look(t *testing.T, golden string, o fyne.CanvasObject, width, height float32) {
	t.Helper()
	test.AssertRendersToMarkup(t, golden, Window(t, o, width, height).Canvas())
}

// Odd is a text of what must not reach the screen as it stands: a mark that turns the
// direction, a control character, a character that nobody sees.
const Odd = "W\u202eM\x1b\u200b"

// ShowsOdd fails unless o, which was given Odd, shows each character of it by its
// number, and no other text that is not plain.
func ShowsOdd(t *testing.T, o fyne.CanvasObject) {
	t.Helper()
	seen := 0
	for _, part := range test.LaidOutObjects(Window(t, o, 700, 400).Content()) {
		line, is := part.(*canvas.Text)
		if !is {
			continue
		}
		if signs := app.UnplainLines(line.Text); signs != "" {
			t.Errorf("it draws %s in %q", signs, line.Text)
		}
		if line.Text == app.VisibleLines(Odd) {
			seen++
		}
	}
	if seen == 0 {
		t.Error("it does not show what it was given")
	}
}

// Touchable fails unless a finger can press o: it is 44 points high at least.
func Touchable(t *testing.T, o fyne.CanvasObject) {
	t.Helper()
	if size := o.MinSize(); size.Height < theme.Touch || size.Width < 36 {
		t.Errorf("it is %v", size)
	}
}

// PassesKeysOn fails unless a key that the control has no use for reaches the canvas,
// where page and dialog listen.
func PassesKeysOn(t *testing.T, o fyne.CanvasObject, focus fyne.Focusable) {
	t.Helper()
	c := Window(t, o, 300, 200).Canvas()
	var got fyne.KeyName
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { got = ev.Name })
	c.Focus(focus)
	if Press(focus, fyne.KeyEscape); got != fyne.KeyEscape {
		t.Error("Esc was swallowed")
	}
}
