package document

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app/contract"
	"keyday/ui/paper/office"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// pad is the signature pad over the lower half, for one place to sign.
type pad struct {
	pg    *page
	field contract.Field
	hash  string // of the content that the signer sees above

	ink     *SignaturePad
	confirm *widget.Button
	again   *widget.Button
}

// openPad opens the pad for the place that is signed next, or says why it does not.
func (pg *page) openPad() {
	if pg.pad != nil {
		return
	}
	f, ok := pg.toSign()
	if !ok {
		return
	}
	if err := pg.mayTake(f); err != nil {
		pg.c.Fail(err)
		return
	}
	if pg.know.Document.NamesInFull() {
		pg.showOriginal(f)
		return
	}
	pg.layPad(f)
}

// mayTake is why no signature is taken at the place from who is at work.
func (pg *page) mayTake(f contract.Field) error {
	if err := pg.know.RequireSameOwners(); err != nil {
		return err
	}
	return pg.know.MayTake(pg.c.Actor(), f)
}

// showOriginal shows the paper whole, which is recorded, and then hands over the pen:
// nobody signs what is hidden from them. Until it is there the button says what is
// waited for.
func (pg *page) showOriginal(f contract.Field) {
	if pg.asked {
		return
	}
	pg.asked = true
	pg.offerSteps()
	printing, actor, id := pg.p.Office, pg.c.Actor(), pg.id
	type result struct {
		office.Proof
		refused error
	}
	shell.Load(pg.c, &pg.original, func(ctx context.Context) (result, error) {
		proof, err := printing.Original(ctx, actor, id, f.ID)
		return result{proof, err}, nil
	}, func(r result) {
		pg.asked = false
		pg.offerSteps()
		err := r.refused
		if err == nil {
			err = pg.know.RequireWaiting(f) // somebody else may have signed it meanwhile
		}
		now, _ := pg.field()
		if err != nil || now.ID != f.ID { // refused, or another place was chosen meanwhile
			pg.c.Fail(err)
			pg.set()
			return
		}
		*pg.english = false // what is signed is Chinese
		pg.proof, pg.whole = r.Proof, true
		pg.fillHead()
		pg.showProof()
		pg.layPad(f)
	})
}

// layPad lays the pad over the lower half.
func (pg *page) layPad(f contract.Field) {
	w := pg.c.W
	p := &pad{pg: pg, field: f, hash: pg.know.Document.ContentHash}
	role := w.T("contract.role." + string(f.Role))
	name := f.Name
	if name == "" {
		name = w.T("document.any_name")
	}
	p.ink = NewSignaturePad(name, role)
	p.ink.OnChange, p.ink.OnLift = p.changed, p.lifted
	p.confirm = widget.NewPrimary(w.T("common.sign.confirm"), p.sign)
	p.again = widget.NewButton(w.T("common.sign.again"), p.ink.Clear)
	wet := widget.NewButtonIn(widget.Link, "", w.T("common.sign.wet"), func() { pg.closePad(); pg.askWet() })
	leave := widget.NewButton(w.T("common.cancel"), pg.closePad)
	p.changed()

	title := widget.NewParagraph(w.T("document.please", "name", name, "role", role), 220)
	title.Bold, title.Sized = true, theme.Emphasis
	said := widget.NewParagraph(w.T("document.statement", "number", pg.know.Document.Number), 220)
	said.Colour, said.Sized = theme.Quiet, 12
	parts := []fyne.CanvasObject{title, widget.Space(theme.Gap)}
	if text := pg.pointedOut(f); text != "" {
		heavy := widget.NewParagraph(text, 220)
		heavy.Bold, heavy.Sized = true, 12
		parts = append(parts, heavy)
	}
	parts = append(parts, said, container.New(layout.NewCustomPaddedLayout(0, 0, -10, 0), container.NewHBox(wet)))
	left := widget.Fixed(236, widget.Stack(parts...))
	right := widget.Fixed(132, widget.Stack(p.confirm, widget.Space(theme.Gap), p.again, widget.Space(theme.Gap), leave))
	inner := widget.Edges(nil, nil, left, right, container.New(layout.NewCustomPaddedLayout(0, 0, theme.Margin, theme.Margin), p.ink))
	panel := widget.NewPanel(theme.Paper, widget.Padded(inner))
	pg.pad = p
	pg.low.Objects = []fyne.CanvasObject{widget.Edges(widget.HLine(), nil, nil, nil, panel)}
	pg.low.Refresh()
	pg.sheets.reveal(pg.low.Size().Height * lowerPart)
	pg.c.Canvas().Focus(p.again)
}

// pointedOut asks whoever lends an owner the pen for a contract to point out first what
// weighs on the owner: the one signature stands under the statement that it was done.
func (pg *page) pointedOut(f contract.Field) string {
	if !pg.know.Document.Kind.IsContract() || f.Role != contract.AsOwner && f.Role != contract.AsAgent {
		return ""
	}
	return pg.c.W.T("document.point_out")
}

func (pg *page) closePad() {
	pg.pad = nil
	pg.low.Objects = nil
	pg.low.Refresh()
	pg.side.focus()
	if pg.whole {
		pg.whole = false
		pg.sheets.blank() // until it is drawn masked
		pg.set()
	}
}

func (p *pad) changed() {
	if p.ink.Empty() {
		p.confirm.Disable()
		p.again.Disable()
		return
	}
	p.confirm.Enable()
	p.again.Enable()
}

// lifted lets Enter take what was drawn. The toolkit takes the keyboard away at the
// end of a click upon what cannot have it, so it is given after that.
func (p *pad) lifted() {
	if !p.ink.Empty() {
		fyne.Do(func() { p.pg.c.Canvas().Focus(p.confirm) })
	}
}

// sign binds what was drawn to the content that was shown.
func (p *pad) sign() {
	if p.ink.Empty() {
		return
	}
	pg := p.pg
	p.confirm.Disable()
	s := contract.Signing{
		Document: pg.id, Field: p.field.ID, Signer: p.signer(), Hash: p.hash, How: contract.OnScreen, Strokes: strokes(p.ink.Strokes()),
	}
	pg.sign(s, func(err error) {
		if err != nil {
			p.changed()
			return
		}
		pg.closePad()
	})
}

// signer is the name under the signature: a place without a name takes the
// capacity's.
func (p *pad) signer() string {
	if p.field.Name != "" {
		return p.field.Name
	}
	return p.pg.c.W.T("contract.role." + string(p.field.Role))
}

// sign takes a signature and tells done.
func (pg *page) sign(s contract.Signing, done func(error)) {
	actor, desk, w := pg.c.Actor(), pg.p.Desk, pg.c.W
	pg.c.Do(func(ctx context.Context) error {
		_, err := desk.Sign(ctx, actor, s)
		return err
	}, func(err error) {
		done(err)
		if err != nil {
			pg.c.Fail(err)
			return
		}
		pg.c.Say(w.T("document.signed_by", "name", s.Signer))
		pg.reload()
	})
}

// strokes are what was drawn in the units of documents: thousandths of the pad's
// width, which is three times its height.
func strokes(drawn []Stroke) []contract.Stroke {
	all := make([]contract.Stroke, 0, len(drawn))
	for _, s := range drawn {
		line := make(contract.Stroke, 0, len(s))
		for _, p := range s {
			line = append(line, contract.Point{X: int(p.X*1000 + 0.5), Y: int(p.Y*1000/3 + 0.5), T: int(p.T)})
		}
		all = append(all, line)
	}
	return all
}

// lowerPart is how much of the page the pad takes.
const lowerPart = 0.5

// lowerHalf lays what it holds over the lower half.
type lowerHalf struct{}

func (lowerHalf) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (lowerHalf) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	high := size.Height * lowerPart
	for _, o := range objects {
		if least := o.MinSize().Height; high < least {
			high = least
		}
		o.Move(fyne.NewPos(0, size.Height-high))
		o.Resize(fyne.NewSize(size.Width, high))
	}
}
