package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	fw "fyne.io/fyne/v2/widget"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/theme"
)

// No control draws a control character or what turns the direction: it is seen by its
// number, and the control is as wide as that.
func TestControlsShowWhatIsNotPlain(t *testing.T) {
	w := begin(t)
	const name = "王\u202e敏\x1b\u200b"
	row := NewTwoLineRow()
	row.Set("units", name, name)
	event := NewTimelineRow()
	event.What, event.Who, event.When = name, name, name
	choice := NewSelect([]string{name}, nil)
	choice.Choose(name)
	grid := NewUnitGrid(w)
	tiles := tower()[:4]
	for i := range tiles {
		tiles[i].Room = name
	}
	grid.SetTiles(tiles)
	wrong := NewField(name, NewEntry(""))
	wrong.SetError(name)
	for what, o := range map[string]fyne.CanvasObject{
		"text": NewText(name), "title": NewTitle(name), "paragraph": NewParagraph(name, 300), "badge": NewBadge(name, theme.Bad), "chip": NewChip(name, 3, nil),
		"button": NewButton(name, nil), "facts": NewFactList(0, Fact{Label: name, Value: name}, Fact{Label: "房号", Value: name, Long: true}), "empty": NewEmptyState("units", name, name, func() {}),
		"banner": NewBanner(Caution, name, name, func() {}), "timeline": event, "tile": NewNameTile(name, name, nil), "two lines": row, "field": wrong, "select": choice, "grid": grid,
		"signature": NewSignaturePad(name, name), "answer": answerRow(w, AnswerItem{Text: name, Detail: name, Answer: Fail, Readings: []string{"2"}, Out: []bool{true}, Unit: name, Verdict: name}),
		"tabs": NewTabs("a", Tab{Key: "a", Title: name, Build: blank}), "check": NewCheck(name, nil), "state": NewStateSign(site.Ready, name), "choice": NewChoiceTile("units", name, name, nil),
	} {
		win := open(t, o, 700, 400)
		seen := 0
		for _, part := range test.LaidOutObjects(win.Content()) {
			text := ""
			switch part := part.(type) {
			case *canvas.Text:
				text = part.Text
			case *fw.Check:
				text = part.Text
			case *Check:
				text = part.Text
			}
			if signs := app.UnplainLines(text); signs != "" {
				t.Errorf("%s draws %s in %q", what, signs, text)
			}
			if text == Shown(name) {
				seen++
			}
		}
		if seen == 0 {
			t.Errorf("%s does not show what it was given", what)
		}
	}
	if got := Lines("一\r\n二", 0, theme.TextSize, false); len(got) != 2 || newText(got[0], theme.Ink, 13, false).Text != "一" {
		t.Errorf("lines as Windows ends them are %q", got)
	}
	if NewText(name).MinSize().Width != NewText(Shown(name)).MinSize().Width {
		t.Error("a text is not as wide as it is shown")
	}
}

// What is copied from a spreadsheet or another system's text is pasted as it is typed
// here; names lose nothing.
func TestPasting(t *testing.T) {
	begin(t)
	clipboard := fyne.CurrentApp().Clipboard()
	for _, c := range []struct{ copied, line, note string }{
		{"张三\r\n", "张三", "张三\n"}, {"张三\t13800138000\r\n", "张三 13800138000", "张三\t13800138000\n"},
		{"一\r\n二\r三\n四", "一 二 三 四", "一\n二\n三\n四"}, {" 欧阳䶮\u3000𠮷 ", " 欧阳䶮\u3000𠮷 ", " 欧阳䶮\u3000𠮷 "},
		{"王\u202e敏", "王\u202e敏", "王\u202e敏"}, // the desk refuses it, by name
	} {
		clipboard.SetContent(c.copied)
		entry, note := NewEntry(""), NewNoteEntry("")
		open(t, entry, 200, 60)
		entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
		open(t, note, 200, 120)
		note.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
		if entry.Text != c.line || note.Text != c.note {
			t.Errorf("%q is pasted as %q and %q", c.copied, entry.Text, note.Text)
		}
	}
}
