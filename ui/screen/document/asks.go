package document

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"keyday/ui/paper"
	"keyday/ui/screen/widget"
)

// What was opened in the program that shows PDFs may have been printed from there:
// nobody but the person knows. The page asks, in a line under its head that stands in
// nobody's way, until it is answered; what stays unanswered is not counted.

// askPrinted asks whether the paper that was opened was printed.
func (pg *page) askPrinted(p paper.Paper) {
	*pg.opened = &p
	pg.fillQuestion()
}

func (pg *page) fillQuestion() {
	pg.question.Objects, pg.question.Hidden = nil, *pg.opened == nil
	if p := *pg.opened; p != nil {
		w := pg.c.W
		pg.question.Objects = []fyne.CanvasObject{widget.NewBannerOf(widget.Told, w.T("document.was_printed", "name", strings.TrimSuffix(p.Name, ".pdf")),
			widget.NewButtonIn(widget.Link, "", w.T("document.was_printed_yes"), func() { pg.printed(*p) }),
			widget.NewButtonIn(widget.Link, "", w.T("document.was_printed_no"), pg.notPrinted))}
	}
	pg.view.Refresh()
}

// printed counts the paper, as the person says.
func (pg *page) printed(p paper.Paper) {
	office, actor := pg.p.Office, pg.c.Actor()
	pg.c.Do(func(ctx context.Context) error { return office.Printed(ctx, actor, p) }, func(err error) {
		if err != nil {
			pg.c.Fail(err)
			return
		}
		pg.notPrinted()
		pg.c.Say(pg.c.W.T("document.printed", "name", strings.TrimSuffix(p.Name, ".pdf")))
		pg.reload()
	})
}

// notPrinted takes the question away.
func (pg *page) notPrinted() {
	*pg.opened = nil
	pg.fillQuestion()
}
