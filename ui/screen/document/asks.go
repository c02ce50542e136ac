package document

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"keyday/ui/paper/office"
	"keyday/ui/screen/widget"
)

// What was opened in the program that shows PDFs may have been printed from there:
// nobody but the person knows. The page asks, in a line under its head that stands in
// nobody's way, until it is answered; what stays unanswered is not counted.

// askPrinted asks whether the paper that was opened was printed.
func (pg *page) askPrinted(p office.Paper) {
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
func (pg *page) printed(p office.Paper) {
	printing, actor := pg.p.Office, pg.c.Actor()
	pg.c.Act(func(ctx context.Context) (err error) {
		p, err = printing.Printed(ctx, actor, p)
		return err
	}, func() {
		pg.notPrinted()
		pg.sayPrinted(p)
		pg.reload()
	})
}

// sayPrinted says that a paper was printed and is counted; and where another says the same
// copy, what is to be done about it, which must not go by unread.
func (pg *page) sayPrinted(p office.Paper) {
	w, name := pg.c.W, strings.TrimSuffix(p.Name, ".pdf")
	if p.Again {
		pg.c.Ask(widget.NewDialog(w, w.T("document.printed_again"), w.T("document.printed_again_text", "name", name)))
		return
	}
	pg.c.Say(w.T("document.printed", "name", name))
}

// notPrinted takes the question away.
func (pg *page) notPrinted() {
	*pg.opened = nil
	pg.fillQuestion()
}
