package register

import (
	"slices"

	"fyne.io/fyne/v2"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/register"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// columns are those that are shown, as wide as they were drawn.
func (l *List) columns() []column {
	shown := l.view.Columns
	if len(shown) == 0 {
		for _, h := range l.p.Source.Heads {
			if h.Shown() && !h.Off {
				shown = append(shown, register.Shown{Column: h.Key})
			}
		}
	}
	var all []column
	for _, s := range shown {
		h, known := l.p.Source.Head(s.Column)
		if !known || !h.Shown() {
			continue // a later Keyday has it, or an earlier one had
		}
		c := column{Head: h, width: s.Width, title: h.Title(l.c.W)}
		if h.Type == register.Picture {
			c.title = ""
		}
		if s.Width == 0 {
			c.width = l.widthAtFirst(c)
		}
		all = append(all, c)
	}
	return all
}

// widthAtFirst is the register's own width of a column, and more where the language asks for
// more: for its title, and for what it says in few words of the catalogues.
func (l *List) widthAtFirst(c column) float32 {
	const sortSign, stateSign, most = 18, 22, 160
	width := c.Width
	if c.title != "" {
		width = fyne.Max(width, widget.Measure(c.title, theme.TextSize, true).Width+2*cellSide+sortSign)
	}
	sign := float32(0)
	if l.p.Looks[c.Key].State != nil {
		sign = stateSign
	}
	for _, said := range c.Usual(l.c.W) {
		wanted := widget.Measure(said, theme.TextSize, c.Strong).Width + 2*cellSide + sign
		width = fyne.Max(width, fyne.Min(wanted, most))
	}
	return width
}

// change shows other columns.
func (l *List) change(do func([]register.Shown) []register.Shown) {
	var now []register.Shown
	for _, c := range l.columns() {
		s := register.Shown{Column: c.Key}
		if i := slices.IndexFunc(l.view.Columns, func(o register.Shown) bool { return o.Column == c.Key }); i >= 0 {
			s.Width = l.view.Columns[i].Width
		}
		now = append(now, s)
	}
	l.view.Columns = do(now)
	l.Table.setColumns(l.columns(), l.sorting())
}

// widen notes how wide a column was drawn.
func (l *List) widen(key string, width float32) {
	l.change(func(all []register.Shown) []register.Shown {
		i := slices.IndexFunc(all, func(s register.Shown) bool { return s.Column == key })
		all[i].Width = width
		return all
	})
}

// toggleColumn shows a column behind those that are shown, or takes it away; one stays.
func (l *List) toggleColumn(key string) {
	l.change(func(all []register.Shown) []register.Shown {
		i := slices.IndexFunc(all, func(s register.Shown) bool { return s.Column == key })
		switch {
		case i < 0:
			return append(all, register.Shown{Column: key})
		case len(all) == 1:
			return all
		}
		return slices.Delete(all, i, i+1)
	})
}

// offerColumns offers which columns are shown, and by which the list is grouped.
func (l *List) offerColumns(under fyne.CanvasObject) {
	w := l.c.W
	shown := map[string]bool{}
	for _, c := range l.columns() {
		shown[c.Key] = true
	}
	var columns, groups []*fyne.MenuItem
	none := fyne.NewMenuItem(w.T("register.no_group"), func() { l.groupBy("") })
	none.Checked = l.view.Group == ""
	groups = append(groups, none)
	for _, h := range l.p.Source.Heads {
		if !h.Shown() {
			continue
		}
		item := fyne.NewMenuItem(h.Title(w), func() { l.toggleColumn(h.Key) })
		item.Checked = shown[h.Key]
		columns = append(columns, item)
		if h.Type == register.Picture {
			continue
		}
		group := fyne.NewMenuItem(h.Title(w), func() { l.groupBy(h.Key) })
		group.Checked = l.view.Group == h.Key
		groups = append(groups, group)
	}
	show := fyne.NewMenuItem(w.T("register.columns"), nil)
	show.ChildMenu = fyne.NewMenu("", columns...)
	group := fyne.NewMenuItem(w.T("register.group"), nil)
	group.ChildMenu = fyne.NewMenu("", groups...)
	usual := fyne.NewMenuItem(w.T("register.usual_columns"), l.usual)
	l.popUp(under, show, group, fyne.NewMenuItemSeparator(), usual)
}

// usual shows the columns as at first, in the order of the register.
func (l *List) usual() {
	l.view.By = nil
	l.change(func([]register.Shown) []register.Shown { return nil })
	l.Reload()
}

func (l *List) groupBy(key string) {
	l.view.Group = key
	l.Reload()
}

// offerHead offers what can be done with a column besides sorting.
func (l *List) offerHead(key string, at fyne.Position) {
	w := l.c.W
	h, _ := l.p.Source.Head(key)
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(w.T("register.filter_by", "column", h.Title(w)), func() { l.ask(h) }),
		fyne.NewMenuItem(w.T("register.group_by", "column", h.Title(w)), func() { l.groupBy(key) }),
		fyne.NewMenuItem(w.T("register.hide", "column", h.Title(w)), func() { l.toggleColumn(key) }),
	}
	if h.Type == register.Picture {
		items = items[2:]
	}
	fw.NewPopUpMenu(fyne.NewMenu("", items...), l.c.Canvas()).ShowAtPosition(at)
}

// popUp offers items under a button.
func (l *List) popUp(under fyne.CanvasObject, items ...*fyne.MenuItem) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(under)
	at.Y += under.Size().Height
	fw.NewPopUpMenu(fyne.NewMenu("", items...), l.c.Canvas()).ShowAtPosition(at)
}
