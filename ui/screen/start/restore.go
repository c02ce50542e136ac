package start

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"

	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// restore asks for a backup, its passphrase, and an empty folder.
func (s *start) restore() {
	w := s.w
	file, passphrase, folder := widget.NewEntry(w.T("start.field.file_hint")), widget.NewSecretEntry(""), widget.NewEntry("")
	folder.SetText(s.p.NewFolder(w.T("start.restored_name")))
	pick := widget.NewButtonIn(widget.Plain, "folder", w.T("start.pick_file"), func() {
		d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
			if r != nil && err == nil {
				file.SetText(r.URI().Path())
				r.Close()
			}
		}, s.p.Window)
		widget.ShowPicker(d, s.p.Window.Canvas())
	})
	failed := widget.NewParagraph("", pageWidth)
	failed.Colour = theme.Bad
	failed.Hide()
	act := widget.NewPrimary(w.T("start.restore"), nil)
	back := widget.NewButtonIn(widget.Flat, "back", w.T("common.back"), s.choose)
	page := container.NewVScroll(container.NewCenter(widget.Padded(widget.Fixed(pageWidth, widget.Stack(
		widget.Bar(back, widget.NewTitle(w.T("start.restore"))), widget.Space(theme.Gap),
		widget.NewParagraph(w.T("start.restore_text"), pageWidth), widget.Space(theme.Gap),
		widget.NewField(w.T("start.field.file"), widget.Edges(nil, nil, nil, pick, container.New(layout.NewCustomPaddedLayout(4, 4, 0, theme.Gap), file))),
		widget.NewField(w.T("start.field.passphrase"), passphrase),
		widget.NewField(w.T("start.field.folder"), folder),
		failed, widget.Bar(layout.NewSpacer(), act))))))
	act.OnTap = func() {
		from, to, secret := strings.TrimSpace(file.Text), strings.TrimSpace(folder.Text), passphrase.Text
		if from == "" || to == "" {
			failed.SetText(w.T("start.missing"))
			failed.Show()
			s.body.Refresh()
			return
		}
		s.working(w.T("start.restore"), func(ctx context.Context, tell func(int, int, string)) error {
			return s.p.Restore(ctx, from, to, secret, tell)
		}, func(err error) {
			s.show(page)
			failed.SetText(w.Refusal(err))
			failed.Show()
			s.body.Refresh()
		})
	}
	passphrase.OnSubmitted = func(string) { act.OnTap() }
	s.show(page)
	s.p.Window.Canvas().Focus(file)
}
