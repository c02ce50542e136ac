package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Modifiers are the keys held while something is tapped or walked: the toolkit tells
// of them with the mouse, and of Shift alone by keys that go down and up.
type Modifiers struct{ Mods fyne.KeyModifier }

// KeyDown notes that Shift is held.
func (m *Modifiers) KeyDown(ev *fyne.KeyEvent) { m.shift(ev.Name, true) }

// KeyUp notes that Shift is held no more.
func (m *Modifiers) KeyUp(ev *fyne.KeyEvent) { m.shift(ev.Name, false) }

func (m *Modifiers) shift(name fyne.KeyName, down bool) {
	if name != desktop.KeyShiftLeft && name != desktop.KeyShiftRight {
		return
	}
	m.Mods &^= fyne.KeyModifierShift
	if down {
		m.Mods |= fyne.KeyModifierShift
	}
}
