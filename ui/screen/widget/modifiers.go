package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// modifiers are the keys held while something is tapped or walked: the toolkit tells
// of them with the mouse, and of Shift alone by keys that go down and up.
type modifiers struct{ mods fyne.KeyModifier }

// KeyDown notes that Shift is held.
func (m *modifiers) KeyDown(ev *fyne.KeyEvent) { m.shift(ev.Name, true) }

// KeyUp notes that Shift is held no more.
func (m *modifiers) KeyUp(ev *fyne.KeyEvent) { m.shift(ev.Name, false) }

func (m *modifiers) shift(name fyne.KeyName, down bool) {
	if name != desktop.KeyShiftLeft && name != desktop.KeyShiftRight {
		return
	}
	m.mods &^= fyne.KeyModifierShift
	if down {
		m.mods |= fyne.KeyModifierShift
	}
}
