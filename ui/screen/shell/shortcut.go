package shell

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// shortcut is a shortcut of the menu of which the toolkit knows no key: it would draw that in
// a fifth of the ink, which nobody reads. The item says its key by itself (newMenu). macOS
// draws its menus by itself, and well.
type shortcut struct{ key *desktop.CustomShortcut }

func (s shortcut) ShortcutName() string { return s.key.ShortcutName() }

func newShortcut(key fyne.KeyName, mod fyne.KeyModifier) fyne.Shortcut {
	custom := &desktop.CustomShortcut{KeyName: key, Modifier: mod}
	if runtime.GOOS == "darwin" {
		return custom
	}
	return shortcut{custom}
}

// onKeyboards is what stands on keys that the toolkit calls otherwise.
var onKeyboards = map[fyne.KeyName]string{fyne.KeyReturn: "Enter", fyne.KeyLeft: "←", fyne.KeyRight: "→", fyne.KeyPageUp: "PgUp", fyne.KeyPageDown: "PgDn"}

// text is the shortcut as people say it.
func (s shortcut) text() string {
	var all []string
	for _, m := range []struct {
		mod  fyne.KeyModifier
		name string
	}{{fyne.KeyModifierControl, "Ctrl"}, {fyne.KeyModifierAlt, "Alt"}, {fyne.KeyModifierShift, "Shift"}} {
		if s.key.Modifier&m.mod != 0 {
			all = append(all, m.name)
		}
	}
	name := string(s.key.KeyName)
	if said, known := onKeyboards[s.key.KeyName]; known {
		name = said
	}
	return strings.Join(append(all, name), "+")
}

// newMenu is a menu whose items end with their shortcuts, in a column.
func newMenu(title string, items ...*fyne.MenuItem) *fyne.Menu {
	const gap = 24
	width := func(text string) float32 { return widget.Measure(text, theme.TextSize, false).Width }
	widest := float32(0)
	for _, item := range items {
		if _, keyed := item.Shortcut.(shortcut); keyed {
			widest = max(widest, width(item.Label))
		}
	}
	for _, item := range items {
		if s, keyed := item.Shortcut.(shortcut); keyed {
			spaces := (widest + gap - width(item.Label)) / width(" ")
			item.Label += strings.Repeat(" ", int(spaces+0.5)) + s.text()
		}
	}
	return fyne.NewMenu(title, items...)
}
