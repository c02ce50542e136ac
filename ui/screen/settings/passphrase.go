package settings

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app"
	"keyday/app/staff"
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
	w, actor := pg.c.W, pg.c.Actor()
	present, next, again := widget.NewSecretEntry(""), widget.NewSecretEntry(""), widget.NewSecretEntry("")
	var fields []fyne.CanvasObject
	focus := next
	if pg.p.Laptop.Locked() {
		fields = append(fields, widget.NewField(w.T("settings.field.start_present"), present))
		focus = present
	}
	if !remove {
		fields = append(fields, widget.NewField(w.T("settings.field.start_next"), next), widget.NewField(w.T("settings.field.start_again"), again))
	}
	d := pg.ask(form{title: w.T("settings.start_" + key + "_title"), text: w.T("settings.start_" + key + "_text"),
		content: widget.Stack(fields...), focus: focus,
		read: func() (act, error) {
			present, next := present.Text, next.Text // none to remove it: nothing stands there
			switch {
			case !remove && next == "":
				return nil, app.Refuse("keyring.passphrase_missing")
			case next != again.Text:
				return nil, app.Refuse("keyring.passphrase_differs")
			}
			return func(context.Context) error { return pg.p.Laptop.SetPassphrase(actor, present, next) }, nil
		},
		done: w.T("settings.start_done_" + key)})
	d.OnClose = func(bool) { done() }
}
