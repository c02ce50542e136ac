package document

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

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

// fillHead says what the document is.
func (pg *page) fillHead() {
	w, d := pg.c.W, pg.know.Document
	back := widget.NewIconButton("back", w.T("common.back"), pg.c.Back)
	row := []fyne.CanvasObject{back, widget.NewTitle(w.T("contract.kind." + string(d.Kind))), widget.NewEmphasis(d.Number), stateBadge(pg)}
	row = append(row, layout.NewSpacer())
	if d.Kind.InEnglish() && d.State != contract.Draft {
		english := widget.NewButtonIn(widget.Flat, "language", w.T("document.english"), pg.toggleEnglish)
		english.Lit = *pg.english
		row = append(row, english)
	}
	pg.head.Objects = []fyne.CanvasObject{container.New(layout.NewCustomPaddedLayout(8, 8, theme.Gap, theme.Margin), widget.Bar(row...))}
	pg.head.Refresh()
}

// offerSteps offers what comes next, and what else can be done with the paper. A draft is
// locked by what it is the paper of.
func (pg *page) offerSteps() {
	w, d := pg.c.W, pg.know.Document
	key, do := pg.step()
	o := register.Offer{Of: pg.id}
	if do != nil || pg.asked {
		o.Next = &register.Act{Name: w.T("document.step." + key), Do: pg.next, Greyed: do == nil}
		if key == "sign" {
			o.Next.Key = fyne.KeyG
		}
	}
	offer := func(name string, key fyne.KeyName, do func()) {
		o.Else = append(o.Else, register.Act{Name: name, Key: key, Do: do})
	}
	if _, can := pg.field(); can {
		offer(w.T("document.wet"), fyne.KeyM, pg.askWet)
	}
	for _, step := range pg.know.StepsFor(pg.c.Actor()) {
		switch step {
		case contract.Lock, contract.Void:
		case contract.Print:
			if key != "print" {
				offer(pg.printWord(), "", func() { pg.print(office.ToPrinter) })
			}
			offer(w.T("document.open"), fyne.KeyO, func() { pg.print(office.ToViewer) })
			offer(w.T("document.save"), "", func() { pg.pickFile(d.Number + ".pdf") })
		default:
			name := w.T("contract.step." + string(step))
			offer(name, "", func() { pg.take(step, register.Step{Name: name}) })
		}
	}
	if d.Kind.HandsOver() && d.Standing() && pg.may(staff.EditOwners) && pg.may(staff.VoidDocuments) {
		offer(w.T("handover.ask.name"), "", func() {
			pg.c.Open(shell.ToRecord("handover", d.Unit.String()).With("act", "name")) // the desk asks for it at once
		})
	}
	if slices.Contains(pg.know.StepsFor(pg.c.Actor()), contract.Void) {
		o.Else = append(o.Else, register.Act{Name: w.T("document.void"), Danger: true, Do: pg.askVoid})
	}
	pg.side.steps.Offer(o)
}

func (pg *page) printWord() string {
	if pg.know.Document.Prints == 0 || pg.lang() == words.English {
		return pg.c.W.T("common.print")
	}
	return pg.c.W.T("document.print_again")
}

// phaseColours are those of a state, by the part of a document's life.
var phaseColours = map[contract.Phase]fyne.ThemeColorName{
	contract.Drafted: theme.Idle, contract.ToSign: theme.Accent, contract.HalfSigned: theme.Warn,
	contract.InFull: theme.Done, contract.Replaced: theme.Idle, contract.Revoked: theme.Bad,
}

func stateBadge(pg *page) fyne.CanvasObject {
	s := pg.know.Document.State
	return widget.NewBadge(pg.c.W.T("contract.state."+string(s)), phaseColours[s.Phase()])
}

func (pg *page) toggleEnglish() {
	if pg.pad != nil {
		pg.closePad()
	}
	*pg.english = !*pg.english
	pg.fillHead()
	pg.set()
}

// print makes a paper, and says what to do where there is no printer.
func (pg *page) print(to office.To) {
	w := pg.c.W
	if pg.know.Document.State == contract.Draft {
		pg.c.Fail(app.Refuse("contract.not_locked", "number", pg.know.Document.Number))
		return
	}
	order, actor, printing := office.Order{Document: pg.id, Lang: pg.lang(), To: to}, pg.c.Actor(), pg.p.Office
	var made office.Paper
	pg.c.Do(func(ctx context.Context) (err error) {
		made, err = printing.Print(ctx, actor, order)
		return err
	}, func(err error) {
		switch {
		case err == nil && to == office.ToPrinter:
			pg.sayPrinted(made)
		case to == office.ToPrinter && strings.HasPrefix(app.RefusalCode(err), "paper.printer_"):
			pg.c.Toast(widget.Toast{Text: w.Refusal(err), Tone: widget.Ill, Act: w.T("document.open"), Do: func() { pg.print(office.ToViewer) }})
		case app.RefusalCode(err) == "paper.viewer_missing":
			pg.c.Toast(widget.Toast{Text: w.Refusal(err), Tone: widget.Ill, Act: w.T("document.save"), Do: func() { pg.pickFile(made.Name) }})
		case err != nil:
			pg.c.Fail(err)
		}
		if err == nil && to == office.ToViewer && made.Counts {
			pg.askPrinted(made)
		}
		pg.reload()
	})
}

// pickFile makes the paper as a file that is asked for: to print it elsewhere, so that it
// is counted as one.
func (pg *page) pickFile(name string) {
	if pg.know.Document.State == contract.Draft {
		pg.c.Fail(app.Refuse("contract.not_locked", "number", pg.know.Document.Number))
		return
	}
	pg.c.Pick(shell.Pick{Kind: "paper", Title: pg.c.W.T("document.save_title"), Types: []string{".pdf"}, Save: name, Done: func(paths []string) {
		order, actor, save := office.Order{Document: pg.id, Lang: pg.lang()}, pg.c.Actor(), pg.p.Save
		var made office.Paper
		pg.c.Do(func(ctx context.Context) (err error) {
			made, err = save(ctx, actor, order, paths[0])
			return err
		}, func(err error) {
			switch {
			case err != nil:
				pg.c.Fail(err)
			case !made.Counts:
				pg.c.Say(pg.c.W.T("document.saved", "file", made.Path))
			default:
				pg.c.Say(pg.c.W.T("document.saved_counted", "file", made.Path))
			}
			pg.reload()
		})
	}})
}

// askVoid takes the document out of force with a reason.
func (pg *page) askVoid() {
	if err := staff.May(pg.c.Actor(), contract.Void.Needs(), pg.know.Scope...); err != nil {
		pg.c.Fail(err)
		return
	}
	w := pg.c.W
	q := register.Question{Title: w.T("document.void_title", "number", pg.know.Document.Number), Text: w.T("document.void_text"), Keeps: w.T("document.void_keeps"), Danger: true}
	pg.take(contract.Void, register.Step{Question: q, Name: w.T("document.void"), Label: w.T("document.fact.reason"), Hint: w.T("document.void_hint")})
}

// take takes a step that asks for nothing, or for a reason alone, as the page says it.
func (pg *page) take(s contract.Step, as register.Step) {
	actor, desk, id := pg.c.Actor(), pg.p.Desk, pg.id
	as.Asks, as.Done = s.Asks(), pg.reload
	as.Do = func(reason string) register.Doing {
		return func(ctx context.Context) error { return desk.Take(ctx, actor, id, s, reason) }
	}
	as.Begin(pg.c)
}

// step is the next one, and the key of its words: who has to sign is asked to; once
// nobody has, a home's certificate leads back to the desk, where the keys go out, and
// what is complete is printed. A paper without force leads to the one in its place. The
// act is nil where nothing is left to be done.
func (pg *page) step() (key string, do func()) {
	k := pg.know
	d := k.Document
	_, owed := k.Next(pg.c.Actor())
	_, here := pg.field()
	switch {
	case pg.asked:
		return "original", nil
	case k.RequireSameOwners() != nil && pg.may(staff.SignContracts):
		return "redraw", func() { pg.c.Open(shell.To("contracts").With("unit", d.Unit.String())) }
	case here, owed:
		return "sign", pg.openPad
	case d.Kind.HandsOver() && d.Standing() && k.HandedOver.IsZero():
		return "complete", func() { pg.c.Open(shell.ToRecord("handover", d.Unit.String())) }
	case d.Standing() && slices.Contains(pg.know.StepsFor(pg.c.Actor()), contract.Print):
		return "print", func() { pg.print(office.ToPrinter) }
	case !k.ReplacedBy.IsNil():
		return "newer", func() { pg.c.Open(shell.ToRecord("document", k.ReplacedBy.String())) }
	}
	return "sign", nil
}

// next takes the next step, as soon as the document is read; where there is none, it
// says what is so.
func (pg *page) next() {
	if pg.going = !pg.shown && !pg.id.IsNil(); pg.going || !pg.shown {
		return
	}
	switch _, do := pg.step(); {
	case do != nil:
		do()
	case !pg.asked: // which the button says
		pg.c.Toast(widget.Toast{Text: pg.side.said()})
	}
}
