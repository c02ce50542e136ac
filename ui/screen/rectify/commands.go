package rectify

import (
	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/defect"
	"keyday/ui/screen/shell"
)

// commands puts the place's acts into the menu; the steps of the defect in the pane are
// offered there by the pane.
func (pg *page) commands() {
	w := pg.c.W
	pg.c.Commands(shell.Command{Text: w.T("common.next"), Key: fyne.KeyReturn, Do: pg.next})
	pg.c.Commands(shell.Command{Text: w.T("rectify.add_photo"), Do: func() {
		if !pg.pickFor() {
			pg.c.Say(w.T("rectify.none_open"))
		}
	}})
	pg.c.OnPrint(func() {
		if d := pg.pane.detail; pg.pane.loaded && !d.Issued.ID.IsNil() {
			pg.openPaper(d.Issued.Document)
			return
		}
		pg.c.Say(w.T("rectify.nothing_to_print"))
	})
}

// next confirms the form that is open, else begins what the selection or the defect
// waits for.
func (pg *page) next() {
	switch {
	case pg.pane.form != nil:
		pg.pane.form.submit()
	case len(pg.list.Table.Selected()) > 0:
		pg.begin(defect.IssueNotice)
	default:
		pg.pane.focus()
	}
}

// openPaper opens a notice's page, where it is signed and printed.
func (pg *page) openPaper(document app.ID) {
	pg.c.Open(shell.ToRecord("document", document.String()))
}
