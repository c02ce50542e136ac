package shell

import (
	"strconv"

	"fyne.io/fyne/v2"

	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// menus builds the main menu; while nobody is signed in, what is left of it. Its items carry the shortcuts: a shortcut of the
// canvas dies while an entry has the focus, a menu item's does not.
func (s *Shell) menus() {
	w := s.words
	if s.locked {
		s.window.SetMainMenu(fyne.NewMainMenu(
			newMenu(w.T("shell.menu.file"), s.quitItem()),
			newMenu(w.T("shell.menu.view"), s.tasteChoices()...),
		))
		return
	}
	s.window.SetMainMenu(fyne.NewMainMenu(
		newMenu(w.T("shell.menu.file"), s.fileItems()...),
		newMenu(w.T("shell.menu.go"), s.goItems()...),
		newMenu(w.T("shell.menu.page"), s.pageItems()...),
		newMenu(w.T("shell.menu.view"), s.tasteChoices()...),
		newMenu(w.T("shell.menu.help"), s.helpItems()...),
	))
}

// item is a command of the menu that does nothing while something modal is open:
// the toolkit would still run its shortcut. Ctrl+Enter, whatever it does upon the
// page, confirms the dialog that lies over it.
func (s *Shell) item(text string, key fyne.KeyName, mod fyne.KeyModifier, do func()) *fyne.MenuItem {
	m := fyne.NewMenuItem(widget.Shown(text), func() {
		s.touch()
		switch {
		case s.Modal() && key == fyne.KeyReturn && mod == ctrl:
			widget.Confirm(s.window.Canvas())
		case !s.Modal() && do != nil:
			do()
		}
	})
	if key != "" {
		m.Shortcut = newShortcut(key, mod)
	}
	return m
}

const ctrl = fyne.KeyModifierShortcutDefault

func (s *Shell) fileItems() []*fyne.MenuItem {
	w := s.words
	printing := s.item(w.T("common.print"), fyne.KeyP, ctrl, func() {
		if s.page != nil && s.page.print != nil {
			s.page.print()
		}
	})
	printing.Disabled = s.page == nil || s.page.print == nil
	items := []*fyne.MenuItem{printing}
	if s.params.Backup != nil {
		items = append(items, s.item(w.T("shell.menu.backup"), fyne.KeyB, ctrl, func() { s.params.Backup(s.page) }))
	}
	if s.params.SignIn != nil {
		items = append(items, s.item(w.T("shell.menu.lock"), fyne.KeyL, ctrl, s.Lock))
	}
	items = append(items, fyne.NewMenuItemSeparator())
	if s.params.Switch != nil {
		items = append(items, s.item(w.T("shell.menu.switch"), "", 0, s.params.Switch))
	}
	return append(items, s.quitItem())
}

// quitItem leaves Keyday, from the sign-in too; not from a dialog, which would lose
// what was typed into it.
func (s *Shell) quitItem() *fyne.MenuItem {
	quit := fyne.NewMenuItem(s.words.T("shell.menu.quit"), func() {
		if s.window.Canvas().Overlays().Top() == nil {
			s.params.Quit()
		}
	})
	quit.IsQuit = true
	quit.Shortcut = newShortcut(fyne.KeyQ, ctrl)
	return quit
}

func (s *Shell) goItems() []*fyne.MenuItem {
	w := s.words
	items := []*fyne.MenuItem{
		s.item(w.T("shell.menu.search"), fyne.KeyK, ctrl, s.search.focus),
		s.item(w.T("shell.menu.back"), fyne.KeyLeft, fyne.KeyModifierAlt, s.Back),
		s.item(w.T("shell.menu.forward"), fyne.KeyRight, fyne.KeyModifierAlt, s.Forward),
		fyne.NewMenuItemSeparator(),
	}
	for n, p := range s.railPlaces() {
		var key fyne.KeyName
		if n < 9 {
			key = fyne.KeyName(strconv.Itoa(n + 1))
		}
		items = append(items, s.item(p.Title(), key, ctrl, func() { s.Open(To(p.Key)) }))
	}
	for _, p := range s.places {
		if p.InMenu && (p.Shown == nil || p.Shown()) {
			items = append(items, s.item(p.Title(), "", 0, func() { s.Open(To(p.Key)) }))
		}
	}
	return items
}

// pageItems are the commands of the page; one that has none says so.
func (s *Shell) pageItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	next := false
	if s.page != nil {
		for _, c := range s.page.commands {
			next = next || c.Key == fyne.KeyReturn
			mod := c.Mod
			if mod == 0 {
				mod = ctrl
			}
			items = append(items, s.item(c.Text, c.Key, mod, c.Do))
		}
		items = append(items, s.offeredItems(s.page)...)
	}
	if !next {
		confirm := s.item(s.words.T("shell.menu.confirm"), fyne.KeyReturn, ctrl, nil)
		confirm.Disabled = true // by hand; its key goes on confirming a dialog
		items = append(items, confirm)
	}
	items = append(items, s.item(s.words.T("shell.menu.reload"), fyne.KeyR, ctrl, s.Reload))
	return items
}

// offeredItems are what can be done with the record on the page.
func (s *Shell) offeredItems(page *Context) (items []*fyne.MenuItem) {
	for i, c := range page.offered {
		mod := c.Mod
		if mod == 0 {
			mod = ctrl
		}
		item := s.item(c.Text, c.Key, mod, func() { page.offered[i].Do() }) // as it was offered last
		item.Disabled = c.Greyed
		items = append(items, item)
	}
	return items
}

// tasteChoices are the languages and the modes, as menu items.
func (s *Shell) tasteChoices() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, l := range words.Languages {
		m := s.item(l.Name(), "", 0, nil)
		m.Action = func() { s.words.SetLanguage(l) }
		m.Checked = l == s.words.Language()
		items = append(items, m)
	}
	items = append(items, fyne.NewMenuItemSeparator())
	for _, mode := range []theme.Mode{theme.System, theme.Light, theme.Dark} {
		m := s.item(s.words.T("shell.mode."+string(mode)), "", 0, nil)
		m.Action = func() { s.SetMode(mode) }
		m.Checked = mode == s.mode
		items = append(items, m)
	}
	return items
}

// tasteItems is the menu under the user's name.
func (s *Shell) tasteItems() []*fyne.MenuItem {
	items := s.tasteChoices()
	if s.params.SignIn != nil {
		lock := fyne.NewMenuItem(s.words.T("shell.menu.lock"), s.Lock)
		items = append([]*fyne.MenuItem{lock, fyne.NewMenuItemSeparator()}, items...)
	}
	return items
}

func (s *Shell) helpItems() []*fyne.MenuItem {
	return []*fyne.MenuItem{s.item(s.words.T("shell.menu.help_page"), fyne.KeyF1, 0, s.help), s.item(s.words.T("shell.menu.about"), "", 0, s.about)}
}
