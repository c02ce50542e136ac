package shell

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/ui/screen/widget"
)

// listPage is a place with a list that answers to letters, and a button beside it.
type listPage struct {
	rows   *widget.Rows
	button *widget.Button
	typed  string
	opened int
	tapped int
}

func (l *listPage) build(c *Context) fyne.CanvasObject {
	l.rows = widget.NewRows(func() int { return 3 }, func(int) fyne.CanvasObject { return widget.NewText("") }, func(int, fyne.CanvasObject) {})
	l.rows.OnRune = func(_ int, r rune) bool { l.typed += string(r); return true }
	l.rows.OnOpen = func(int) { l.opened++ }
	l.button = widget.NewButton("导出", func() { l.tapped++ })
	c.Home(l.rows.Focusable())
	return container.NewBorder(l.button, nil, nil, nil, l.rows)
}

// presses types a character as the window does: to what has the keyboard, else to the
// canvas.
func presses(w fyne.Window, r rune) {
	if f := w.Canvas().Focused(); f != nil {
		f.TypedRune(r)
	} else if listen := w.Canvas().OnTypedRune(); listen != nil {
		listen(r)
	}
}

func hits(w fyne.Window, name fyne.KeyName) {
	ev := &fyne.KeyEvent{Name: name}
	if f := w.Canvas().Focused(); f != nil {
		f.TypedKey(ev)
	} else {
		w.Canvas().OnTypedKey()(ev)
	}
}

// Whatever took the keyboard away from the list, the next key is the list's again.
func TestKeysComeHome(t *testing.T) {
	l := &listPage{}
	s := begin(t, func(p *Params) {
		p.Search = func(context.Context, app.Actor, string) ([]Hit, error) { return nil, app.Refuse("search.none") }
	})
	s.body = l.build
	s.Open(To("units"))
	home, canvas := l.rows.Focusable(), s.win.Canvas()
	if canvas.Focused() != home {
		t.Fatal("the keyboard does not begin on the list")
	}
	for _, c := range []struct {
		what string
		do   func()
	}{
		{"a click upon empty ground", canvas.Unfocus}, // as the window does for any click
		{"a button walked to by Tab", func() { canvas.Focus(l.button) }},
		{"a place of the rail walked to by Tab", func() { canvas.Focus(s.rail.items[0]) }},
		{"a search that was left by Esc", func() {
			s.search.focus()
			for _, r := range "101" {
				presses(s.win, r)
			}
			hits(s.win, fyne.KeyEscape)
		}},
		{"an empty search that was left by Esc", func() { s.search.focus(); hits(s.win, fyne.KeyEscape) }},
		{"a dialog opened by a click and closed by Esc", func() {
			canvas.Unfocus()
			s.page.Ask(widget.NewDialog(s.words, "问", "为什么？"))
			hits(s.win, fyne.KeyEscape)
		}},
		{"a dialog over what is gone since", func() {
			gone := widget.NewButton("", nil)
			s.body = func(c *Context) fyne.CanvasObject { return container.NewVBox(l.build(c), gone) }
			s.Reload()
			canvas.Focus(gone)
			s.page.Ask(widget.NewDialog(s.words, "问", "为什么？"))
			s.body = l.build
			s.Reload()
			hits(s.win, fyne.KeyEscape)
		}},
		{"a toast that was clicked away", func() {
			s.page.Say("已保存")
			canvas.Unfocus()
		}},
		{"a menu", func() {
			s.bar.userMenu(widget.NewButton("", nil))
			canvas.Unfocus()
			canvas.Overlays().Remove(canvas.Overlays().Top())
		}},
	} {
		l.typed = ""
		c.do()
		if presses(s.win, 'f'); l.typed != "f" {
			t.Errorf("after %s the list heard %q", c.what, l.typed)
		}
		if canvas.Focused() != l.rows.Focusable() {
			t.Errorf("after %s the keyboard is at %T", c.what, canvas.Focused())
		}
	}

	canvas.Unfocus()
	if hits(s.win, fyne.KeyDown); l.rows.Current() != 1 {
		t.Errorf("an arrow moves to row %d", l.rows.Current())
	}
	canvas.Unfocus()
	if hits(s.win, fyne.KeyReturn); l.opened != 1 {
		t.Error("Enter does not open the row")
	}
	if left := s.search.entry.Text; left != "" {
		t.Errorf("the search still says %q", left)
	}
}

// A letter is for nobody while a dialog lies over the page or nobody is signed in, and
// Enter presses no button that the keyboard was not seen on.
func TestKeysThatMustNotComeHome(t *testing.T) {
	l := &listPage{}
	s := begin(t, withSignIn(nil))
	s.body = l.build
	s.Open(To("units"))
	s.page.Ask(widget.NewDialog(s.words, "问", "为什么？"))
	s.win.Canvas().Unfocus()
	presses(s.win, 'f')
	s.win.Canvas().Overlays().Remove(s.win.Canvas().Overlays().Top())
	s.Lock()
	presses(s.win, 'f')
	if l.typed != "" {
		t.Errorf("the list heard %q", l.typed)
	}

	l = &listPage{}
	s = begin(t, nil)
	s.body = func(c *Context) fyne.CanvasObject {
		o := l.build(c)
		c.Home(l.button)
		return o
	}
	s.Open(To("units"))
	s.win.Canvas().Unfocus()
	if hits(s.win, fyne.KeyReturn); l.tapped != 0 || s.win.Canvas().Focused() != l.button {
		t.Errorf("pressed %d times, the keyboard at %T", l.tapped, s.win.Canvas().Focused())
	}
	if hits(s.win, fyne.KeyReturn); l.tapped != 1 {
		t.Error("the button does not answer once the keyboard is seen on it")
	}
}

// What a page hides is no home: the keys are nobody's, and nothing is complained of.
func TestAHomeThatIsHidden(t *testing.T) {
	l := &listPage{}
	s := begin(t, nil)
	s.body = l.build
	s.Open(To("units"))
	l.rows.Hide()
	s.win.Canvas().Unfocus()
	presses(s.win, 'f')
	hits(s.win, fyne.KeyDown)
	if l.typed != "" || s.win.Canvas().Focused() != nil || !strings.Contains(test.RenderToMarkup(s.win.Canvas()), "导出") {
		t.Errorf("the hidden list heard %q", l.typed)
	}
}
