package start

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// restoring is the form for a backup, its passphrase, and an empty folder.
type restoring struct {
	s      *start
	page   fyne.CanvasObject
	failed *widget.Paragraph

	file, passphrase, folder            *widget.Entry
	fileField, secretField, folderField *widget.Field
}

// restore asks for a backup, its passphrase, and an empty folder.
func (s *start) restore() {
	w := s.w
	r := &restoring{s: s, file: widget.NewEntry(w.T("start.field.file_hint")), passphrase: widget.NewSecretEntry(""), folder: widget.NewEntry("")}
	r.folder.SetText(r.proposed())
	pick := widget.NewButtonIn(widget.Plain, "folder", w.T("start.pick_file"), func() {
		s.pick(shell.Pick{Kind: "backup", Title: w.T("start.pick_backup"), Done: func(paths []string) { r.file.SetText(paths[0]) }})
	})
	r.fileField = widget.NewField(w.T("start.field.file"), widget.Edges(nil, nil, nil, pick, container.New(layout.NewCustomPaddedLayout(4, 4, 0, theme.Gap), r.file)))
	r.secretField, r.folderField = widget.NewField(w.T("start.field.passphrase"), r.passphrase), widget.NewField(w.T("start.field.folder"), r.folder)
	for f, e := range r.fields() {
		f.Must = true
		e.OnChanged = func(string) { f.SetError("") }
		e.OnSubmitted = func(string) { r.submit() }
	}
	r.failed = widget.NewParagraph("", pageWidth)
	r.failed.Colour = theme.Bad
	r.failed.Hide()
	act := widget.NewPrimary(w.T("start.restore"), r.submit)
	back := widget.NewButtonIn(widget.Flat, "back", w.T("common.back"), s.choose)
	r.page = container.NewVScroll(container.NewCenter(widget.Padded(widget.Fixed(pageWidth, widget.Stack(
		widget.Bar(back, widget.NewTitle(w.T("start.restore"))), widget.Space(theme.Gap),
		widget.NewParagraph(w.T("start.restore_text"), pageWidth), widget.Space(theme.Gap),
		r.fileField, r.secretField, r.folderField,
		r.failed, widget.Bar(layout.NewSpacer(), act))))))
	s.show(r.page, s.choose)
	s.p.Window.Canvas().Focus(r.file)
}

// proposed is a folder that is free.
func (r *restoring) proposed() string { return r.s.p.NewFolder(r.s.w.T("start.restored_name")) }

func (r *restoring) fields() map[*widget.Field]*widget.Entry {
	return map[*widget.Field]*widget.Entry{r.fileField: r.file, r.secretField: r.passphrase, r.folderField: r.folder}
}

// submit restores, once all that it takes is there.
func (r *restoring) submit() {
	if !r.whole() {
		return
	}
	s := r.s
	from, to, secret := strings.TrimSpace(r.file.Text), strings.TrimSpace(r.folder.Text), r.passphrase.Text
	s.working(s.w.T("start.restore"), func(ctx context.Context, tell func(int, int, string)) error {
		return s.p.Restore(ctx, from, to, secret, func(done, all int) { tell(done, all, "") })
	}, r.refuse)
}

// whole says at its field what is missing, or is no whole path.
func (r *restoring) whole() bool {
	w, whole := r.s.w, true
	refuse := func(f *widget.Field, why string) {
		f.SetError(why)
		whole = false
	}
	for f, e := range r.fields() {
		f.SetError("")
		if strings.TrimSpace(e.Text) == "" {
			refuse(f, w.T("start.missing"))
		}
	}
	switch {
	case !whole:
	case !filepath.IsAbs(strings.TrimSpace(r.file.Text)):
		refuse(r.fileField, w.T("start.file_whole"))
	case !filepath.IsAbs(strings.TrimSpace(r.folder.Text)):
		refuse(r.folderField, w.T("start.folder_whole", "example", r.proposed()))
	}
	return whole
}

// refuse comes back to the form, with the keyboard where it can be mended.
func (r *restoring) refuse(err error) {
	s := r.s
	s.show(r.page, s.choose)
	at := r.file
	if app.RefusalCode(err) == "backup.passphrase_wrong" {
		at = r.passphrase
	}
	s.p.Window.Canvas().Focus(at)
	r.failed.SetText(s.w.Refusal(err))
	r.failed.Show()
	s.body.Refresh()
}
