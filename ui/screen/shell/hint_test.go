package shell

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"keyday/ui/screen/widget"
)

// A hint goes with its button, also where that is taken from under the pointer.
func TestHintGoesWithItsButton(t *testing.T) {
	s := begin(t, nil)
	button := widget.NewIconButton("eye", "看全号", nil)
	page := container.NewStack()
	s.body = func(*Context) fyne.CanvasObject { return page }
	s.Open(To("units"))
	page.Objects = []fyne.CanvasObject{container.NewCenter(button)}
	page.Refresh()
	button.MouseIn(nil)
	s.run.Elapse(3 * stillThere)
	if s.foot.left.Text != "看全号" {
		t.Fatalf("the foot says %q", s.foot.left.Text)
	}
	page.Objects = nil
	page.Refresh()
	if s.run.Elapse(stillThere); s.foot.left.Text == "看全号" {
		t.Error("the hint of a button that is gone stays")
	}
}

// Every item of the menus says its key in the ink of the rest.
func TestItemsSayTheirKeys(t *testing.T) {
	s := begin(t, nil)
	s.Open(To("units"))
	said := map[string]bool{}
	for _, m := range s.win.MainMenu().Items {
		for _, item := range m.Items {
			if _, drawn := item.Shortcut.(fyne.KeyboardShortcut); drawn {
				t.Errorf("%q has its key drawn by the toolkit", item.Label)
			}
			if _, key, keyed := strings.Cut(item.Label, "  "); keyed {
				said[strings.TrimSpace(key)] = true
			} else if item.Shortcut != nil {
				t.Errorf("%q does not say its key", item.Label)
			}
		}
	}
	for _, key := range []string{"Ctrl+K", "Ctrl+Enter", "Alt+←", "F1", "Ctrl+1"} {
		if !said[key] {
			t.Errorf("no item says %s; said are %v", key, said)
		}
	}
}

// A key is called by what stands on it.
func TestKeysAreCalledByWhatStandsOnThem(t *testing.T) {
	for key, want := range map[fyne.KeyName]string{fyne.KeyPageDown: "Ctrl+PgDn", fyne.KeyPageUp: "Ctrl+PgUp", fyne.KeyReturn: "Ctrl+Enter", fyne.KeyF: "Ctrl+F"} {
		custom := &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierControl}
		if got := (shortcut{custom}).text(); got != want {
			t.Errorf("%s is called %q, want %q", key, got, want)
		}
	}
}
