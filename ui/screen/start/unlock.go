package start

import (
	"path/filepath"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// What opening refuses with where a start passphrase is set.
const (
	needsPassphrase = "keyring.passphrase_needed"
	wrongPassphrase = "keyring.passphrase_wrong"
)

// unlock asks for the start passphrase of a site, as often as it is wrong.
func (s *start) unlock(folder string) {
	w := s.w
	secret := widget.NewSecretEntry("")
	field := widget.NewField(w.T("start.field.start_passphrase"), secret)
	act := widget.NewPrimary(w.T("start.unlock_act"), nil)
	back := widget.NewButtonIn(widget.Flat, "back", w.T("common.back"), s.choose)
	act.OnTap = func() {
		if act.Disabled() {
			return
		}
		if secret.Text == "" {
			field.SetError(w.T("start.missing"))
			return
		}
		field.SetError("")
		act.Disable()
		given := secret.Text
		s.run.Go(func() {
			err := s.p.Open(folder, given)
			s.run.Screen(func() {
				act.Enable()
				if app.RefusalCode(err) != wrongPassphrase {
					s.refused(folder, err)
					return
				}
				secret.SetText("")
				field.SetError(w.Refusal(err))
				s.p.Window.Canvas().Focus(secret)
			})
		})
	}
	secret.OnSubmitted = func(string) { act.OnTap() }
	s.show(container.NewCenter(widget.Padded(widget.Fixed(pageWidth, widget.Stack(
		widget.Bar(back, widget.NewTitle(w.T("start.unlock", "site", s.nameOf(folder)))), widget.Space(theme.Gap),
		widget.NewParagraph(w.T("start.unlock_text"), pageWidth), widget.Space(theme.Gap),
		field, widget.Bar(layout.NewSpacer(), act))))), s.choose)
	s.p.Window.Canvas().Focus(secret)
}

// nameOf is what the site in a folder was called when it was last open.
func (s *start) nameOf(folder string) string {
	for _, k := range s.p.Known {
		if k.Folder == folder && k.Name != "" {
			return s.called(k)
		}
	}
	return filepath.Base(folder)
}
