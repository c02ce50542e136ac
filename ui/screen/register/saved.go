package register

import (
	"context"

	"fyne.io/fyne/v2"

	"keyday/ui/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// readSaved reads which views were saved of the list.
func (l *List) readSaved() {
	source := l.p.Source
	shell.Load(l.c, &l.saving, func(ctx context.Context) ([]register.Saved, error) { return source.Saved(ctx) },
		func(all []register.Saved) { l.saved = all })
}

// savedItems are the entries by which saved views are looked at, saved and forgotten.
func (l *List) savedItems() []*fyne.MenuItem {
	w := l.c.W
	var items, forget []*fyne.MenuItem
	for _, s := range l.saved {
		items = append(items, fyne.NewMenuItem(widget.Shown(s.Name), func() { l.look(s.View) }))
		forget = append(forget, fyne.NewMenuItem(widget.Shown(s.Name), func() { l.forget(s.Name) }))
	}
	items = append(items, fyne.NewMenuItem(w.T("register.save"), l.askName))
	if len(forget) > 0 {
		item := fyne.NewMenuItem(w.T("register.forget"), nil)
		item.ChildMenu = fyne.NewMenu("", forget...)
		items = append(items, item)
	}
	return append(items, fyne.NewMenuItemSeparator())
}

// look looks at the list as a saved view does.
func (l *List) look(v register.View) {
	l.setFind(v.Find)
	l.Narrow(func(now *register.View) { *now = v })
}

// askName asks under which name the list is saved as it is looked at.
func (l *List) askName() {
	w, source, v := l.c.W, l.p.Source, *l.view
	f := NewForm(l.c)
	name := f.Text(w.T("register.name"), "", Must, Of("name"))
	f.Ask(Question{Title: w.T("register.save_title"), Text: w.T("register.save_text"), Confirm: w.T("register.save_confirm"),
		Take: func() (Doing, error) {
			text := name.Text
			return func(ctx context.Context) error { return source.Save(ctx, text, v) }, nil
		},
		Done: func() {
			l.readSaved()
			l.c.Say(w.T("register.saved", "name", name.Text))
		}})
}

func (l *List) forget(name string) {
	source, w := l.p.Source, l.c.W
	l.c.Act(func(ctx context.Context) error { return source.Forget(ctx, name) }, func() {
		l.readSaved()
		l.c.Say(w.T("register.forgotten", "name", name))
	})
}
