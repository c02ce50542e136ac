package settings

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// startPassphrase says whether a start passphrase is set and what it protects, and
// sets, changes or removes it.
func (pg *page) startPassphrase() fyne.CanvasObject {
	w, body := pg.c.W, container.NewStack()
	var fill func()
	ask := func(key string, remove bool) func() {
		return func() { pg.askPassphrase(key, remove, fill) }
	}
	fill = func() {
		set := pg.p.Laptop.Locked()
		state := "settings.start_none"
		acts := []fyne.CanvasObject{widget.NewButtonIn(widget.Plain, "lock", w.T("settings.start_set"), ask("set", false))}
		if set {
			state = "settings.start_is_set"
			acts = []fyne.CanvasObject{
				widget.NewButtonIn(widget.Plain, "lock", w.T("settings.start_change"), ask("change", false)),
				widget.NewButton(w.T("settings.start_remove"), ask("remove", true)),
			}
		}
		parts := []fyne.CanvasObject{widget.NewQuiet(w.T(state)), widget.NewParagraph(w.T("settings.start_text"), formWidth), widget.Space(theme.Gap)}
		if pg.may(staff.ManageSite) {
			parts = append(parts, widget.Bar(acts...))
		} else {
			parts = append(parts, widget.NewQuiet(w.T("settings.read_only")))
		}
		body.Objects = []fyne.CanvasObject{widget.Stack(parts...)}
		body.Refresh()
	}
	fill()
	return body
}

// askPassphrase asks for the passphrase that is set, where one is, and twice for
// the new one, unless it is to be removed.
func (pg *page) askPassphrase(key string, remove bool, done func()) {
	w, actor, f := pg.c.W, pg.c.Actor(), register.NewForm(pg.c)
	present, next, again := &widget.Entry{}, &widget.Entry{}, &widget.Entry{} // nothing stands in what is not asked
	if pg.p.Laptop.Locked() {
		present = f.Secret(w.T("settings.field.start_present"))
	}
	if !remove {
		next, again = f.Secret(w.T("settings.field.start_next")), f.Secret(w.T("settings.field.start_again"))
	}
	d := pg.ask(f, register.Question{Title: w.T("settings.start_" + key + "_title"), Text: w.T("settings.start_" + key + "_text"), Take: func() (register.Doing, error) {
		present, next := present.Text, next.Text
		switch {
		case !remove && next == "":
			return nil, app.Refuse("keyring.passphrase_missing")
		case next != again.Text:
			return nil, app.Refuse("keyring.passphrase_differs")
		}
		return func(context.Context) error { return pg.p.Laptop.SetPassphrase(actor, present, next) }, nil
	}}, w.T("settings.start_done_"+key))
	d.OnClose = func(bool) { done() }
}
