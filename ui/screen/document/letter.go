package document

import (
	"context"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/staff"
	"keyday/ui/screen/register"
)

// letter is what can be done with the letter by which an agent signs at the field:
// see its scan, or attach one. Nothing where nobody acts for another.
func (pg *page) letter(f contract.Field) (text string, do func()) {
	w, principal := pg.c.W, pg.know.ActsFor(f)
	scan, known := pg.know.Letters[f.Authority]
	switch {
	case f.Role != contract.AsAgent || !known:
		return "", nil
	case scan != "" && !pg.may(staff.SeePrivate): // it names people in full
		return "", nil
	case scan != "":
		title := w.T("document.letter_of", "agent", f.Name, "name", principal)
		return title, func() { pg.showSealed(f.Authority, scan, title) }
	case !pg.may(staff.Receive):
		return "", nil
	}
	return w.T("document.letter_attach", "name", principal), func() { pg.askLetter(f) }
}

// askLetter attaches the scan of a letter of authority, sealed under the letter's
// own key.
func (pg *page) askLetter(f contract.Field) {
	w, asks := pg.c.W, register.NewForm(pg.c)
	asks.Width = scanWidth
	file := pg.askFile(asks, "document.letter_scan", "document.letter_hint")
	actor, desk, scans := pg.c.Actor(), pg.p.Desk, pg.p.Scans
	asks.Ask(register.Question{Title: w.T("document.letter_of", "agent", f.Name, "name", pg.know.ActsFor(f)), Confirm: w.T("document.letter_keep"), Done: pg.reload,
		Take: func() (register.Doing, error) {
			path := file()
			if path == "" {
				return nil, app.Refuse("document.letter_missing", "field", "scan")
			}
			return func(ctx context.Context) error {
				hash, err := keepScan(ctx, scans, f.Authority, path)
				if err != nil {
					return err
				}
				return desk.KeepLetter(ctx, actor, f.Authority, hash)
			}, nil
		}})
}
