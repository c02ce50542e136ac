package document

import (
	"bytes"
	"context"
	"image"
	_ "image/jpeg" // scans
	_ "image/png"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// askWet asks how a signature on paper is proved: by its scan, or by the word of
// who saw it given. It is the keyboard's way to sign.
func (pg *page) askWet() {
	f, ok := pg.toSign()
	if !ok {
		return
	}
	if err := pg.mayTake(f); err != nil {
		pg.c.Fail(err)
		return
	}
	w := pg.c.W
	name := widget.NewEntry(w.T("document.any_name"))
	name.SetText(f.Name)
	file, scan := pg.fileField("document.scan", "document.scan_hint")
	fields := []fyne.CanvasObject{}
	if f.Name == "" {
		fields = append(fields, widget.NewField(w.T("document.signer"), name))
	}
	fields = append(fields, scan)
	others := pg.alsoOnPaper(f)
	all := widget.NewCheck(w.T("document.wet_all", "names", w.List(names(others))), nil)
	if len(others) > 0 {
		fields = append(fields, all)
	}

	text := w.T("document.wet_text")
	if pg.know.Document.Prints == 0 {
		text = w.T("document.wet_unprinted")
	}
	d := widget.NewDialog(w, w.T("document.wet_title", "name", f.Name, "role", w.T("contract.role."+string(f.Role))), text)
	d.Content = widget.Stack(fields...)
	d.Width = 520
	d.Confirm = w.T("document.wet_confirm")
	d.Focus = file
	hash := pg.know.Document.ContentHash
	d.OnConfirm = func() bool {
		f.Name = strings.TrimSpace(name.Text)
		if f.Name == "" {
			d.SetError(w.T("document.signer_missing"))
			return false
		}
		sheet := onSheet{fields: []contract.Field{f}, hash: hash, scan: strings.TrimSpace(file.Text)}
		if all.Checked {
			sheet.add(others, pg.c.Actor())
		}
		pg.signOnPaper(sheet, d)
		return false
	}
	d.Show(pg.c.Canvas())
}

// fileField asks for the file of a scan, by its place or by picking it.
func (pg *page) fileField(label, hint string) (*widget.Entry, fyne.CanvasObject) {
	w := pg.c.W
	file := widget.NewEntry(w.T(hint))
	pick := widget.NewButton(w.T("document.pick_scan"), func() { pg.pickScan(file.SetText) })
	return file, widget.NewField(w.T(label), widget.Edges(nil, nil, nil, container.NewHBox(widget.Space(theme.Gap), pick),
		container.New(layout.NewCustomPaddedLayout(4, 4, 0, 0), file)))
}

// alsoOnPaper are the others who still have to sign and whose signature the person
// at work may take: one sheet mostly carries all of them.
func (pg *page) alsoOnPaper(but contract.Field) []contract.Field {
	return slices.DeleteFunc(contract.Missing(pg.know.Document, pg.know.Fields, pg.know.Signatures), func(f contract.Field) bool {
		return f.ID == but.ID || f.Name == "" || pg.know.MayTake(pg.c.Actor(), f) != nil
	})
}

// names are the people's, each once: an agent may sign for several.
func names(fields []contract.Field) []string {
	var all []string
	for _, f := range fields {
		if !slices.Contains(all, f.Name) {
			all = append(all, f.Name)
		}
	}
	return all
}

// onSheet is what one sheet of paper carries: the places that are signed on it, each
// with its signer's name, and where its scan is; nowhere where it was only seen.
type onSheet struct {
	fields []contract.Field
	hash   string // of the content that was shown
	scan   string
}

// add adds places. Nobody is the witness of the own hand: without a scan it is signed
// for alone.
func (s *onSheet) add(others []contract.Field, witness app.Actor) {
	for _, f := range others {
		if s.scan != "" || f.Name != witness.Name {
			s.fields = append(s.fields, f)
		}
	}
}

// signings are the sheet's signatures, proved by the scan that was kept, or by who
// vouches for them.
func (s onSheet) signings(document app.ID, scan string) []contract.Signing {
	all := make([]contract.Signing, len(s.fields))
	for i, f := range s.fields {
		all[i] = contract.Signing{Document: document, Field: f.ID, Signer: f.Name, Hash: s.hash,
			How: contract.OnPaper, Scan: scan, Seen: scan == ""}
	}
	return all
}

// signOnPaper keeps the scan, where there is one, and takes the signatures that are
// on the sheet; the dialog stays, and says why, where they are refused.
func (pg *page) signOnPaper(sheet onSheet, asked *widget.Dialog) {
	actor, desk, keep, id, w := pg.c.Actor(), pg.p.Desk, pg.p.Scans, pg.id, pg.c.W
	pg.c.Confirm(asked, func(ctx context.Context) (err error) {
		scan := ""
		if sheet.scan != "" {
			if scan, err = keepScan(ctx, keep, id, sheet.scan); err != nil {
				return err
			}
		}
		_, err = desk.SignAll(ctx, actor, sheet.signings(id, scan))
		return err
	}, func() {
		pg.c.Say(w.T("document.signed_by", "name", w.List(names(sheet.fields))))
		pg.reload()
	})
}

// mostScan bounds the file of a scan: a page at 600 dpi in colour stays below it, as the
// JPEG that scanners make.
const mostScan = 32 << 20

// keepScan keeps a file that is a picture or a PDF.
func keepScan(ctx context.Context, keep Scans, document app.ID, path string) (string, error) {
	name := filepath.Base(path)
	raw, err := shell.ReadFile(path, mostScan)
	switch {
	case app.RefusalCode(err) == "disk.missing":
		return "", app.Refuse("document.scan_missing", "file", path)
	case err != nil:
		return "", app.Refuse("document.scan_unreadable", "file", name)
	case len(raw) > mostScan:
		return "", app.Refuse("document.scan_large", "file", name)
	}
	if !isPDF(raw) {
		if _, _, err := image.DecodeConfig(bytes.NewReader(raw)); err != nil {
			return "", app.Refuse("document.scan_unreadable", "file", name)
		}
	}
	return keep.Keep(ctx, document, bytes.NewReader(raw), name)
}

func isPDF(raw []byte) bool { return bytes.HasPrefix(raw, []byte("%PDF-")) }

// pickScan lets a person choose the file of a scan.
func (pg *page) pickScan(picked func(path string)) {
	pg.c.Pick(shell.Pick{Kind: "scan", Title: pg.c.W.T("document.pick_scan_title"), Types: []string{".pdf", ".jpg", ".jpeg", ".png"},
		Done: func(paths []string) { picked(paths[0]) }})
}

// showScan shows the scan of a signature on paper, where there is one.
func (pg *page) showScan(f contract.Field) {
	sig := pg.know.Signature(f)
	if sig == nil || sig.Scan == "" {
		return
	}
	pg.showSealed(pg.id, sig.Scan, pg.c.W.T("document.scan_of", "name", sig.Signer))
}

// showSealed shows a scan that is kept under the key of its owner: the document, or
// a letter of authority.
func (pg *page) showSealed(owner app.ID, hash, title string) {
	open, actor := pg.p.Scans.Open, pg.c.Actor()
	width := int(pg.sheets.pageWidth() * pg.c.Canvas().Scale())
	var latest shell.Latest
	shell.Load(pg.c, &latest, func(ctx context.Context) ([]image.Image, error) {
		raw, err := open(ctx, actor, owner, hash)
		if err != nil {
			return nil, err
		}
		return pg.p.scanned(ctx, raw, width)
	}, func(pages []image.Image) {
		view := newSheets(nil, nil)
		view.show(pages)
		w := pg.c.W
		banner := widget.NewBanner(widget.Told, title, w.T("document.to_document"), func() { pg.set() })
		pg.arrange(widget.Edges(banner, nil, nil, nil, view.view))
	})
}

// scanned is the pages of a scan.
func (p Params) scanned(ctx context.Context, raw []byte, width int) ([]image.Image, error) {
	if !isPDF(raw) {
		picture, err := p.Upright(raw)
		return []image.Image{picture}, err
	}
	var pages []image.Image
	err := p.Pages(ctx, raw, width, func(_, _ int, p image.Image) { pages = append(pages, p) })
	return pages, err
}
