package rectify

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app/defect"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// title says which defect, where, what, and how it stands.
func (p *pane) title() fyne.CanvasObject {
	d, w := p.detail, p.pg.c.W
	m := markOf(d.State)
	first := widget.Bar(widget.NewEmphasis(d.Number), widget.NewSign(m.Form, m.Colour, stateWord(w, d.State)), layout.NewSpacer(),
		widget.NewButtonIn(widget.Link, "units", d.UnitCode, func() { p.pg.c.Open(shell.ToRecord("unit", d.Unit.String())) }))
	place, what := where(w, d.Row)
	second := []fyne.CanvasObject{}
	if d.Severity.Grave() {
		second = append(second, widget.NewBadge(severityWord(w, d.Severity), theme.Bad))
	}
	said := widget.NewParagraph(what, paneWidth-2*theme.Margin)
	said.Bold = true
	if place != "" {
		second = append(second, widget.NewQuiet(place))
	}
	parts := []fyne.CanvasObject{first}
	if len(second) > 0 {
		parts = append(parts, widget.Bar(second...))
	}
	if d.Phrase != "" {
		parts = append(parts, said)
	}
	if slices.Contains(d.StepsFor(p.pg.c.Actor()), defect.Edit) {
		pen := widget.NewIconButton("pen", p.pg.stepText(defect.Edit), func() { p.begin(defect.Edit) })
		parts = []fyne.CanvasObject{parts[0], widget.Edges(nil, nil, nil, pen, widget.Stack(parts[1:]...))}
	}
	padded := container.New(layout.NewCustomPaddedLayout(4, theme.Gap, theme.Margin, theme.Gap), widget.Stack(parts...))
	return widget.Stack(padded, widget.HLine())
}

// parts is what the pane says below its title.
func (p *pane) parts() []fyne.CanvasObject {
	d, w := p.detail, p.pg.c.W
	var parts []fyne.CanvasObject
	if d.Note != "" {
		parts = append(parts, widget.Space(theme.Gap), widget.NewParagraph(d.Note, paneWidth-2*theme.Margin))
	}
	parts = append(parts, p.photos()...)
	p.drawing = nil
	parts = append(parts, p.plan()...)
	facts := widget.NewFactList(96, p.facts()...)
	parts = append(parts, widget.Space(theme.Gap), facts)
	if !d.Issued.ID.IsNil() {
		text := w.T("rectify.open_paper", "number", d.Issued.Number)
		parts = append(parts, widget.Bar(widget.NewButtonIn(widget.Link, "print", text, func() { p.pg.openPaper(d.Issued.Document) })))
	}
	parts = append(parts, widget.NewSection(w.T("rectify.history")))
	for i := len(d.Moves) - 1; i >= 0; i-- {
		parts = append(parts, p.move(d.Moves[i])...)
	}
	return parts
}

// move is one step of the history: when, to which state, by whom, and why.
func (p *pane) move(m defect.Move) []fyne.CanvasObject {
	d, w := p.detail, p.pg.c.W
	look := markOf(m.To)
	at := widget.NewQuiet(w.Moment(m.At)[len("2006-"):])
	head := widget.Bar(widget.Fixed(88, at), widget.NewSign(look.Form, look.Colour, w.T("action.defect."+string(m.Step))),
		layout.NewSpacer(), widget.NewQuiet(d.People[m.By]))
	var said []string
	if m.Step == defect.Assign || m.Step == defect.Fix {
		said = append(said, d.Firms[m.Firm])
	}
	said = append(said, m.Worker)
	if !m.Date.IsZero() {
		said = append(said, w.T("rectify.until", "day", w.Date(m.Date)))
	}
	said = append(said, corrected(w, m), m.Reason)
	parts := []fyne.CanvasObject{widget.Space(4), head}
	if text := words.Join("　", said...); text != "" {
		more := widget.NewParagraph(text, paneWidth-2*theme.Margin-96)
		more.Colour = theme.Quiet
		parts = append(parts, container.New(layout.NewCustomPaddedLayout(0, 0, 96, 0), more))
	}
	return parts
}
