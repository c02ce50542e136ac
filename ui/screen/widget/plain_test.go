package widget

import (
	"testing"

	"fyne.io/fyne/v2"

	"keyday/app/site"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget/widgettest"
)

// No control draws a control character or what turns the direction: it is seen by its
// number, and the control is as wide as that.
func TestControlsShowWhatIsNotPlain(t *testing.T) {
	widgettest.App(t)
	const name = widgettest.Odd
	choice := NewSelect([]string{name}, nil)
	choice.Choose(name)
	wrong := NewField(name, NewEntry(""))
	wrong.SetError(name)
	for what, o := range map[string]fyne.CanvasObject{
		"text": NewText(name), "title": NewTitle(name), "paragraph": NewParagraph(name, 300), "badge": NewBadge(name, theme.Bad), "chip": NewChip(name, 3, nil),
		"button": NewButton(name, nil), "facts": NewFactList(0, Fact{Label: name, Value: name}, Fact{Label: "房号", Value: name, Long: true}), "empty": NewEmptyState("units", name, NewPrimary(name, func() {})),
		"banner": NewBanner(Caution, name, name, func() {}), "field": wrong, "select": choice,
		"tabs": NewTabs("a", Tab{Key: "a", Title: name, Build: blank}), "state": NewStateSign(site.Ready, name),
	} {
		t.Run(what, func(t *testing.T) { widgettest.ShowsOdd(t, o) })
	}
	if check := NewCheck(name, nil); check.Text != Shown(name) {
		t.Errorf("the box is said to be %q", check.Text)
	}
	if got := Lines("一\r\n二", 0, theme.TextSize, false); len(got) != 2 || NewDrawnText(got[0], theme.Ink, 13, false).Text != "一" {
		t.Errorf("lines as Windows ends them are %q", got)
	}
	if NewText(name).MinSize().Width != NewText(Shown(name)).MinSize().Width {
		t.Error("a text is not as wide as it is shown")
	}
}

// What is copied from a spreadsheet or another system's text is pasted as it is typed
// here; names lose nothing.
func TestPasting(t *testing.T) {
	widgettest.App(t)
	clipboard := fyne.CurrentApp().Clipboard()
	for _, c := range []struct{ copied, line, note string }{
		{"张三\r\n", "张三", "张三\n"}, {"张三\t13800138000\r\n", "张三 13800138000", "张三\t13800138000\n"},
		{"一\r\n二\r三\n四", "一 二 三 四", "一\n二\n三\n四"}, {" 欧阳䶮\u3000𠮷 ", " 欧阳䶮\u3000𠮷 ", " 欧阳䶮\u3000𠮷 "},
		{"王\u202e敏", "王\u202e敏", "王\u202e敏"}, // the desk refuses it, by name
	} {
		clipboard.SetContent(c.copied)
		entry, note := NewEntry(""), NewNoteEntry("")
		widgettest.Window(t, entry, 200, 60)
		entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
		widgettest.Window(t, note, 200, 120)
		note.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
		if entry.Text != c.line || note.Text != c.note {
			t.Errorf("%q is pasted as %q and %q", c.copied, entry.Text, note.Text)
		}
	}
}
