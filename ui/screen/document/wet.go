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

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
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
	w, asks := pg.c.W, register.NewForm(pg.c)
	asks.Width = scanWidth
	name := func() string { return f.Name }
	if f.Name == "" {
		signer := asks.Text(w.T("document.signer"), "", register.Must, register.Of("signer"), register.Hint(w.T("document.any_name")))
		name = func() string { return strings.TrimSpace(signer.Text) }
	}
	file := pg.askFile(asks, "document.scan", "document.scan_hint")
	others := pg.alsoOnPaper(f)
	all := func() bool { return false }
	if len(others) > 0 {
		box := asks.Tick(w.T("document.wet_all", "names", w.List(names(others))), false)
		all = func() bool { return box.Checked }
	}
	text := w.T("document.wet_text")
	if pg.know.Document.Prints == 0 {
		text = w.T("document.wet_unprinted")
	}
	sheet, actor := onSheet{hash: pg.know.Document.ContentHash}, pg.c.Actor()
	asks.Ask(register.Question{Title: w.T("document.wet_title", "name", f.Name, "role", w.T("contract.role."+string(f.Role))), Text: text, Confirm: w.T("document.wet_confirm"),
		Take: func() (register.Doing, error) {
			signed := f
			if signed.Name = name(); signed.Name == "" {
				return nil, app.Refuse("document.signer_missing", "field", "signer")
			}
			sheet.fields, sheet.scan = []contract.Field{signed}, file()
			if all() {
				sheet.add(others, actor)
			}
			return pg.signOnPaper(sheet), nil
		},
		Done: func() {
			pg.c.Say(w.T("document.signed_by", "name", w.List(names(sheet.fields))))
			pg.reload()
		}})
}

// scanWidth is how wide a form is that asks for the file of a scan: its path is long.
const scanWidth float32 = 520

// askFile asks for the file of a scan, by its place or by picking it.
func (pg *page) askFile(f *register.Form, label, hint string) (path func() string) {
	w := pg.c.W
	var file *widget.Entry
	pick := widget.NewButton(w.T("document.pick_scan"), func() { pg.pickScan(file.SetText) })
	file = f.Text(w.T(label), "", register.Of("scan"), register.Hint(w.T(hint)), register.With(pick))
	return func() string { return strings.TrimSpace(file.Text) }
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
// on the sheet.
func (pg *page) signOnPaper(sheet onSheet) register.Doing {
	actor, desk, keep, id := pg.c.Actor(), pg.p.Desk, pg.p.Scans, pg.id
	return func(ctx context.Context) (err error) {
		scan := ""
		if sheet.scan != "" {
			if scan, err = keepScan(ctx, keep, id, sheet.scan); err != nil {
				return err
			}
		}
		_, err = desk.SignAll(ctx, actor, sheet.signings(id, scan))
		return err
	}
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
		return "", app.Refuse("document.scan_missing", "field", "scan", "file", path)
	case err != nil:
		return "", app.Refuse("document.scan_unreadable", "field", "scan", "file", name)
	case len(raw) > mostScan:
		return "", app.Refuse("document.scan_large", "field", "scan", "file", name)
	}
	if !isPDF(raw) {
		if _, _, err := image.DecodeConfig(bytes.NewReader(raw)); err != nil {
			return "", app.Refuse("document.scan_unreadable", "field", "scan", "file", name)
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
