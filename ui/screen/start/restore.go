package start

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// restore asks for a backup, its passphrase, and an empty folder.
func (s *start) restore() {
	w := s.w
	file, passphrase, folder := widget.NewEntry(w.T("start.field.file_hint")), widget.NewSecretEntry(""), widget.NewEntry("")
	folder.SetText(s.p.NewFolder(w.T("start.restored_name")))
	pick := widget.NewButtonIn(widget.Plain, "folder", w.T("start.pick_file"), func() {
		s.pick(shell.Pick{Kind: "backup", Title: w.T("start.pick_backup"), Done: func(paths []string) { file.SetText(paths[0]) }})
	})
	fileField := widget.NewField(w.T("start.field.file"), widget.Edges(nil, nil, nil, pick, container.New(layout.NewCustomPaddedLayout(4, 4, 0, theme.Gap), file)))
	secretField, folderField := widget.NewField(w.T("start.field.passphrase"), passphrase), widget.NewField(w.T("start.field.folder"), folder)
	fields := map[*widget.Field]*widget.Entry{fileField: file, secretField: passphrase, folderField: folder}
	for f, e := range fields {
		f.Must = true
		e.OnChanged = func(string) { f.SetError("") }
	}
	failed := widget.NewParagraph("", pageWidth)
	failed.Colour = theme.Bad
	failed.Hide()
	act := widget.NewPrimary(w.T("start.restore"), nil)
	back := widget.NewButtonIn(widget.Flat, "back", w.T("common.back"), s.choose)
	page := container.NewVScroll(container.NewCenter(widget.Padded(widget.Fixed(pageWidth, widget.Stack(
		widget.Bar(back, widget.NewTitle(w.T("start.restore"))), widget.Space(theme.Gap),
		widget.NewParagraph(w.T("start.restore_text"), pageWidth), widget.Space(theme.Gap),
		fileField, secretField, folderField,
		failed, widget.Bar(layout.NewSpacer(), act))))))
	act.OnTap = func() {
		from, to, secret := strings.TrimSpace(file.Text), strings.TrimSpace(folder.Text), passphrase.Text
		for f, text := range fields {
			f.SetError("")
			if text.Text == "" {
				f.SetError(w.T("start.missing"))
			}
		}
		switch {
		case from == "" || to == "" || secret == "":
			return
		case !filepath.IsAbs(from):
			fileField.SetError(w.T("start.file_whole"))
			return
		case !filepath.IsAbs(to):
			folderField.SetError(w.T("start.folder_whole", "example", s.p.NewFolder(w.T("start.restored_name"))))
			return
		}
		s.working(w.T("start.restore"), func(ctx context.Context, tell func(int, int, string)) error {
			return s.p.Restore(ctx, from, to, secret, tell)
		}, func(err error) {
			s.show(page, s.choose)
			at := file
			if app.RefusalCode(err) == "backup.passphrase_wrong" {
				at = passphrase
			}
			s.p.Window.Canvas().Focus(at)
			failed.SetText(w.Refusal(err))
			failed.Show()
			s.body.Refresh()
		})
	}
	for _, e := range fields {
		e.OnSubmitted = func(string) { act.OnTap() }
	}
	s.show(page, s.choose)
	s.p.Window.Canvas().Focus(file)
}
