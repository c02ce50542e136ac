package document

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/staff"
	"keyday/ui/paper/office"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// page is a document as it stands in the window.
type page struct {
	c  *shell.Context
	p  Params
	id app.ID

	english *bool          // the courtesy print of a contract
	opened  **office.Paper // in the viewer; whether it was printed is asked. nil for none
	current app.ID         // the field that glows, Nil for none

	latest   shell.Latest // reading the document
	proofed  shell.Latest // setting it
	original shell.Latest // setting it whole
	drawing  shell.Latest // drawing its pages
	know     contract.Paper
	proof    office.Proof
	wrong    error // why there is no proof
	whole    bool  // the proof is the original, shown to who signs it
	asked    bool  // for the original, which is on its way
	shown    bool
	going    bool // to the next step, once the document is read

	sheets   *sheets
	side     *side
	head     *fyne.Container
	question *fyne.Container // under the head, nothing in it mostly
	low      *fyne.Container // what lies over the lower half
	pad      *pad
	body     *register.Body
	view     fyne.CanvasObject
}

func newPage(c *shell.Context, p Params) *page {
	pg := &page{c: c, p: p, body: register.NewBody(c, 10), head: container.NewStack(), question: container.NewStack(), low: container.New(lowerHalf{})}
	pg.english = shell.Kept(c, "english", func() bool { return false })
	pg.opened = shell.Kept(c, "opened", func() *office.Paper { return nil })
	pg.view = widget.Edges(widget.Stack(pg.head, widget.HLine(), pg.question), nil, nil, nil, container.NewStack(pg.body.View, pg.low))
	pg.sheets = newSheets(pg.draw, pg.openPad)
	pg.side = newSide(pg)
	id, err := app.ParseID(c.Route.ID)
	if err != nil {
		pg.body.Empty(register.Empty{Icon: "contract", Line: c.W.T("document.unknown"), Act: c.W.T("document.to_list"), Do: func() { c.Open(shell.To("contracts")) }})
		return pg
	}
	pg.id = id
	pg.fillQuestion()
	c.Commands(shell.Command{Text: c.W.T("common.next"), Key: fyne.KeyReturn, Do: pg.next})
	pg.reload()
	c.Watch(pg.reload, "document", "signature", "authority", "unit", "owner", "ownership")
	c.OnEscape(pg.escape)
	c.OnPrint(func() { pg.print(office.ToPrinter) })
	return pg
}

func (pg *page) reload() {
	id, read := pg.id, pg.p.Read
	register.Load(pg.body, &pg.latest, func(ctx context.Context) (contract.Paper, error) { return read.Paper(ctx, id) }, pg.show)
}

// show draws the page anew around the document as it is now.
func (pg *page) show(k contract.Paper) {
	pg.know = k
	// What one is at stays while it can still be signed; then comes what is owed next.
	if f, there := pg.field(); !there || !pg.signable(f) {
		next, _ := k.Next(pg.c.Actor())
		pg.current = next.ID
	}
	pg.fillHead()
	pg.side.fill()
	pg.shown = true
	pg.set()
	if pg.going {
		pg.going = false
		pg.next()
	}
}

// set sets the document as it would print now, masked; who signs goes on seeing the
// original. One that is on its way is waited for: that it is shown is recorded, so the
// document is read again before it is there.
func (pg *page) set() {
	if pg.whole || pg.asked {
		return
	}
	if pg.know.Document.State == contract.Draft {
		pg.arrange(register.Empty{Icon: "contract", Line: pg.c.W.T("document.draft")}.View())
		return
	}
	type result struct {
		office.Proof
		wrong error
	}
	id, actor, printing, lang := pg.id, pg.c.Actor(), pg.p.Office, pg.lang()
	shell.Load(pg.c, &pg.proofed, func(ctx context.Context) (result, error) {
		proof, err := printing.Preview(ctx, actor, id, lang)
		if ctx.Err() != nil {
			return result{}, ctx.Err()
		}
		return result{proof, err}, nil
	}, func(r result) {
		if pg.whole {
			return // the original was there first
		}
		pg.proof, pg.wrong = r.Proof, r.wrong
		if r.wrong != nil {
			pg.arrange(register.Refused(pg.c, r.wrong, pg.set).View()) // a name that no font has, a content that was altered
			return
		}
		pg.showProof()
	})
}

// showProof shows the pages as they were set; where numbers are masked, it says so.
func (pg *page) showProof() {
	middle := pg.sheets.view
	var told []fyne.CanvasObject
	if err := pg.know.RequireSameOwners(); err != nil {
		told = append(told, widget.NewBanner(widget.Ill, pg.c.W.Refusal(err), "", nil))
	}
	open := pg.know.Document.Standing() && pg.know.Document.State.Phase() != contract.InFull
	if pg.proof.Draft {
		told = append(told, widget.NewBanner(widget.Caution, pg.c.W.T("document.draft_text", "open", open), "", nil))
	}
	if pg.proof.Masked {
		told = append(told, widget.NewBanner(widget.Told, pg.c.W.T("document.masked", "open", open), "", nil))
	}
	if len(told) > 0 {
		middle = widget.Edges(widget.Stack(told...), nil, nil, nil, middle)
	}
	pg.arrange(middle)
	pg.glow()
	pg.draw()
}

func (pg *page) lang() words.Language {
	if *pg.english && pg.know.Document.Kind.InEnglish() {
		return words.English
	}
	return words.Chinese
}

// arrange puts the middle beside the list of places to sign.
func (pg *page) arrange(middle fyne.CanvasObject) {
	right := widget.Edges(nil, nil, widget.VLine(), nil, widget.NewPanel(theme.Paper, widget.Fixed(sideWidth, pg.side.view)))
	pg.body.Show(widget.Edges(nil, nil, nil, right, widget.NewPanel(theme.Ground, middle)))
	if pg.c.Canvas().Focused() == nil {
		pg.side.focus()
	}
}

// draw draws the pages as wide as they are shown.
func (pg *page) draw() {
	width := int(pg.sheets.pageWidth()*pg.c.Canvas().Scale() + 0.5)
	if width <= 0 || pg.proof.PDF == nil {
		return
	}
	pdf, draw := pg.proof.PDF, pg.p.Pages
	shell.Load(pg.c, &pg.drawing, func(ctx context.Context) ([]image.Image, error) {
		var pages []image.Image
		err := draw(ctx, pdf, width, func(_, _ int, picture image.Image) { pages = append(pages, picture) })
		return pages, err
	}, func(pages []image.Image) {
		pg.sheets.show(pages)
		pg.glow()
	})
}

// glow marks the place to sign on the page.
func (pg *page) glow() {
	for i, f := range pg.know.Fields {
		if f.ID == pg.current && i < len(pg.proof.Fields) && pg.lang() == words.Chinese {
			pg.sheets.glow(&pg.proof.Fields[i])
			return
		}
	}
	pg.sheets.glow(nil)
}

// point makes a field the one that glows.
func (pg *page) point(f contract.Field) {
	pg.current = app.Nil
	if pg.signable(f) {
		pg.current = f.ID
	}
	pg.glow()
	pg.offerSteps()
}

// field is the one that glows.
func (pg *page) field() (contract.Field, bool) {
	for _, f := range pg.know.Fields {
		if f.ID == pg.current {
			return f, true
		}
	}
	return contract.Field{}, false
}

// signable reports whether the field may still be signed.
func (pg *page) signable(f contract.Field) bool { return pg.know.RequireWaiting(f) == nil }

// toSign is the place that is signed next: the one that glows, else what is owed, which
// glows then. Where there is neither, it says what is so.
func (pg *page) toSign() (contract.Field, bool) {
	if !pg.shown {
		return contract.Field{}, false
	}
	if f, glows := pg.field(); glows {
		return f, true
	}
	f, owed := pg.know.Next(pg.c.Actor())
	if !owed {
		pg.c.Toast(widget.Toast{Text: pg.side.said()})
		return f, false
	}
	pg.point(f)
	pg.side.show(f)
	return f, true
}

func (pg *page) may(p staff.Permission) bool {
	return staff.May(pg.c.Actor(), p, pg.know.Scope...) == nil
}

func (pg *page) escape() bool {
	if pg.pad != nil {
		pg.closePad()
		return true
	}
	pg.c.Back()
	return true
}
