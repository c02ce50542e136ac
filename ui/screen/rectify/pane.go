package rectify

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/defect"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

const (
	paneWidth float32 = 420
	inView            = 3 // pictures of a strip that are seen without scrolling
)

// pane is the one defect at the right: what it is, its photos, its history, and at
// the foot its next steps, or the form of the one that was begun.
type pane struct {
	pg       *page
	latest   shell.Latest
	album    *widget.Album // for the strips
	previews *widget.Album
	detail   defect.Detail
	loaded   bool
	form     *form

	selection bool // something is selected in the list

	head   *fyne.Container
	body   *fyne.Container
	scroll *container.Scroll
	foot   *fyne.Container
	frame  *fyne.Container
	view   fyne.CanvasObject
	strips []*widget.PhotoStrip
	// drawing is the plan of the home, nil where its house type has none.
	drawing *widget.Plan
}

func newPane(pg *page) *pane {
	p := &pane{pg: pg}
	p.album = widget.NewAlbum(thumbReader(pg.c, pg.p.Pictures))
	p.head, p.body, p.foot = widget.Stack(), widget.Stack(), widget.Stack()
	inner := container.New(layout.NewCustomPaddedLayout(0, theme.Margin, theme.Margin, theme.Margin), p.body)
	p.scroll = widget.Follow(container.NewVScroll(inner))
	// In this order Tab goes through them.
	p.frame = container.New(layout.NewBorderLayout(p.head, p.foot, nil, nil), p.head, p.scroll, p.foot)
	sheet := widget.NewPanel(theme.Ground, p.frame)
	p.view = widget.Edges(nil, nil, widget.VLine(), nil, widget.Fixed(paneWidth, sheet))
	p.blank()
	return p
}

// holds reports whether the defect is the one shown.
func (p *pane) holds(id app.ID) bool { return p.loaded && p.detail.ID == id }

// idle reports whether no form is open that a change of defect would take away.
func (p *pane) idle() bool { return p.form == nil }

// settle empties the pane where its defect left with the last of the list.
func (p *pane) settle() {
	if p.pg.open.IsNil() && p.idle() {
		p.blank()
	}
}

func (p *pane) blank() {
	p.loaded = false
	p.head.Objects, p.foot.Objects, p.strips = nil, nil, nil
	p.body.Objects = []fyne.CanvasObject{widget.Space(theme.Margin), widget.NewQuiet(p.pg.c.W.T("rectify.none_open"))}
	p.frame.Refresh()
}

// load reads a defect and shows it. A form that is open for another defect is left.
func (p *pane) load(id app.ID) {
	if p.form != nil && !slices.Contains(p.form.ids, id) {
		p.form = nil
	}
	read := p.pg.p.Read
	type got struct {
		detail defect.Detail
		err    error
	}
	shell.Load(p.pg.c, &p.latest, func(ctx context.Context) (got, error) {
		d, err := read.DefectDetail(ctx, id)
		return got{d, err}, nil
	}, func(g got) {
		if g.err != nil {
			p.blank()
			p.body.Objects = []fyne.CanvasObject{widget.Space(theme.Margin), widget.NewParagraph(p.pg.c.W.Refusal(g.err), paneWidth-2*theme.Margin)}
			p.frame.Refresh()
			return
		}
		p.show(g.detail)
	})
}

// show puts a defect into the pane; the place one has scrolled to stays with it.
func (p *pane) show(d defect.Detail) {
	same := p.holds(d.ID)
	p.detail, p.loaded = d, true
	p.head.Objects = []fyne.CanvasObject{p.title()}
	if p.form == nil || !p.form.tall {
		p.body.Objects = p.parts()
	}
	if p.form == nil {
		p.showSteps()
	}
	if !same {
		p.scroll.Offset = fyne.NewPos(0, 0)
	}
	p.refit()
}

// refit lays the pane out anew after its parts changed their heights.
func (p *pane) refit() {
	p.head.Refresh()
	p.body.Refresh()
	p.foot.Refresh()
	p.frame.Refresh()
	p.scroll.Refresh()
}

// title says which defect, where, what, and how it stands.
func (p *pane) title() fyne.CanvasObject {
	d, w := p.detail, p.pg.c.W
	m := marks[d.State]
	first := widget.Bar(widget.NewEmphasis(d.Number), widget.NewSign(m.form, m.colour, stateWord(w, d.State)), layout.NewSpacer(),
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
	if slices.Contains(stepsFor(d, p.pg.c.Actor()), edit) {
		pen := widget.NewIconButton("pen", p.pg.stepText(edit), func() { p.begin(edit) })
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
	if !d.Order.ID.IsNil() {
		text := w.T("rectify.open_paper", "number", d.Order.Number)
		parts = append(parts, widget.Bar(widget.NewButtonIn(widget.Link, "print", text, func() { p.pg.openPaper(d.Order.Document) })))
	}
	parts = append(parts, widget.NewSection(w.T("rectify.history")))
	for i := len(d.Moves) - 1; i >= 0; i-- {
		parts = append(parts, p.move(d.Moves[i])...)
	}
	return parts
}

// photos are the strips: what was found and seen, and what was done.
func (p *pane) photos() []fyne.CanvasObject {
	d, w := p.detail, p.pg.c.W
	p.strips = nil
	var parts []fyne.CanvasObject
	strip := func(title string, add bool, wanted func(defect.Stage) bool) {
		s := widget.NewPhotoStrip()
		s.OnOpen = func(t widget.Thumb) { p.pg.openPhotos(d, t.Key) }
		s.OnWheel = p.scroll.Scrolled
		if add {
			s.OnAdd = func() { p.pg.pick(func(hashes []string) { p.pg.link(d, hashes) }) }
		}
		p.fill(s, wanted)
		n := 0
		for _, photo := range d.Pictures {
			if wanted(photo.Stage) {
				n++
			}
		}
		if n > inView { // the strip goes on past the pane's edge
			title = joined(title, w.Number(n))
		}
		parts = append(parts, widget.Space(theme.Gap), widget.NewQuiet(title), widget.Space(4), s)
		p.strips = append(p.strips, s)
	}
	stage := stageOf(d.State)
	strip(w.T("defect.stage.before"), stage != defect.After, func(s defect.Stage) bool { return s != defect.After })
	if stage == defect.After || slices.ContainsFunc(d.Pictures, func(x defect.Photo) bool { return x.Stage == defect.After }) {
		strip(w.T("defect.stage.after"), stage == defect.After, func(s defect.Stage) bool { return s == defect.After })
	}
	return parts
}

func (p *pane) fill(s *widget.PhotoStrip, wanted func(defect.Stage) bool) {
	var thumbs []widget.Thumb
	for _, photo := range p.detail.Pictures {
		if !wanted(photo.Stage) {
			continue
		}
		picture, _ := p.album.Picture(photo.Hash, func() {
			if slices.Contains(p.strips, s) {
				p.fill(s, wanted)
			}
		})
		mark := ""
		if photo.Stage == defect.Check {
			mark = p.pg.c.W.T("defect.stage.verify")
		}
		thumbs = append(thumbs, widget.Thumb{Key: photo.Hash, Image: picture, Mark: mark})
	}
	s.Set(thumbs...)
}

// facts is what is known of the defect, what is empty left out.
func (p *pane) facts() []widget.Fact {
	d, w, today := p.detail, p.pg.c.W, p.pg.c.Today()
	var facts []widget.Fact
	fact := func(label, value string) *widget.Fact {
		if value == "" {
			return &widget.Fact{}
		}
		facts = append(facts, widget.Fact{Label: label, Value: value, Long: true})
		return &facts[len(facts)-1]
	}
	name := func(field string) string { return w.T("field.defect." + field) }
	firm := d.Firms[d.Firm]
	if d.State == defect.Open && firm != "" {
		firm = w.T("rectify.proposed", "firm", firm)
	}
	fact(name("firm"), firm)
	if !d.Due.IsZero() {
		text, colour, bold := deadline(w, d.Defect, today)
		f := fact(name("due"), joined(w.Date(d.Due), text))
		f.Colour, f.Bold = colour, bold
		if text == "" {
			f.Colour = theme.Ink
		}
	}
	if !d.Promised.IsZero() {
		fact(name("promised"), w.Date(d.Promised))
	}
	if !d.ReviewOn.IsZero() {
		fact(name("review_on"), w.Date(d.ReviewOn))
	}
	if d.Round > 1 || d.Recurrences > 0 {
		rounds := w.T("rectify.round", "n", d.Round)
		if d.Recurrences > 0 {
			rounds = joined(rounds, w.T("rectify.recurred", "n", d.Recurrences))
		}
		fact(name("round"), rounds)
	}
	fact(name("severity"), severityWord(w, d.Severity))
	fact(name("trade"), w.T("defect.trade."+string(d.Trade)))
	fact(name("origin"), p.origin())
	fact(name("found_by"), joined(d.People[d.FoundBy], w.Moment(d.FoundAt)))
	if !d.FixedAt.IsZero() {
		fact(name("fixed_worker"), joined(d.FixedWorker, d.Firms[d.FixedFirm], w.Moment(d.FixedAt)))
		fact(name("fixed_recorded_by"), d.People[d.FixedRecordedBy])
	}
	if !d.VerifiedAt.IsZero() {
		fact(name("verified_by"), joined(d.People[d.VerifiedBy], w.Moment(d.VerifiedAt)))
	}
	fact(name("self_verified"), d.SelfVerified)
	fact(name("agreed_with"), d.AgreedWith)
	fact(name("duplicate_of"), d.Original)
	if d.State == defect.Verified && d.OwnerOwed {
		fact(w.T("rectify.owed"), w.T("rectify.owner_owed"))
	}
	fact(name("warranty"), w.T("defect.warranty."+string(d.Warranty)))
	if text := p.clock(d.Clocks.Contractor); text != "" {
		fact(w.T("rectify.contractor_until"), text)
	}
	if text := p.clock(d.Clocks.Owner); text != "" {
		f := fact(w.T("rectify.owner_until"), text)
		if d.Clocks.DeveloperAlone(today) {
			f.Value, f.Colour = joined(text, w.T("rectify.developer_alone")), theme.Bad
		}
	}
	if !d.Order.ID.IsNil() {
		taken := w.T("rectify.not_received")
		if outdated(d) {
			taken = w.T("rectify.outdated")
		} else if d.Order.ReceivedBy != "" {
			taken = w.T("rectify.received_by", "who", d.Order.ReceivedBy, "when", w.Day(d.Order.ReceivedAt))
		}
		fact(name("notice"), joined(d.Order.Number, taken))
	}
	return facts
}

func (p *pane) origin() string {
	if d := p.detail; d.Origin == defect.Internal {
		return p.pg.c.W.T("defect.origin.internal_round", "n", d.OriginRound)
	}
	return p.pg.c.W.T("defect.origin." + string(p.detail.Origin))
}

// clock says how long a warranty runs.
func (p *pane) clock(c defect.Clock) string {
	w := p.pg.c.W
	switch state := c.At(p.pg.c.Today()); {
	case state == defect.NotStarted:
		return ""
	case c.Life:
		return w.T("rectify.clock.life")
	case state == defect.Undated && c.By.Seasons > 0:
		return w.T("rectify.clock.seasons", "n", c.By.Seasons)
	case state == defect.Undated:
		return w.T("rectify.clock.contract")
	case state == defect.Over:
		return w.T("rectify.clock.over", "day", w.Date(c.Until))
	}
	return w.Date(c.Until)
}

// move is one step of the history: when, to which state, by whom, and why.
func (p *pane) move(m defect.Move) []fyne.CanvasObject {
	d, w := p.detail, p.pg.c.W
	look := marks[m.To]
	at := widget.NewQuiet(w.Moment(m.At)[len("2006-"):])
	head := widget.Bar(widget.Fixed(88, at), widget.NewSign(look.form, look.colour, w.T("action.defect."+string(m.Step))),
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
	if text := joined(said...); text != "" {
		more := widget.NewParagraph(text, paneWidth-2*theme.Margin-96)
		more.Colour = theme.Quiet
		parts = append(parts, container.New(layout.NewCustomPaddedLayout(0, 0, 96, 0), more))
	}
	return parts
}

// joined puts what is not empty beside each other.
func joined(parts ...string) string {
	text := ""
	for _, s := range parts {
		if s == "" {
			continue
		}
		if text != "" {
			text += "　"
		}
		text += s
	}
	return text
}

// showSteps offers what may be done next, the one it waits for first and filled.
func (p *pane) showSteps() {
	w := p.pg.c.W
	var buttons []fyne.CanvasObject
	for i, s := range stepsFor(p.detail, p.pg.c.Actor()) {
		if s == edit {
			continue // beside what it corrects
		}
		b := widget.NewButton(p.pg.stepText(s), func() { p.begin(s) })
		if i == 0 && s == next[p.detail.State] && len(p.pg.list.rows.Selected()) == 0 {
			b.Weight = widget.Primary // with a selection, its act in the bar is the one
		}
		if s == defect.Cancel {
			b.Weight = widget.Danger
		}
		buttons = append(buttons, b)
	}
	if len(buttons) == 0 {
		p.setFoot(widget.NewQuiet(w.T("rectify.no_steps")))
		return
	}
	p.setFoot(flow(paneWidth-2*theme.Margin, buttons))
}

// reweigh offers the steps anew where the selection began or ended.
func (p *pane) reweigh() {
	if some := len(p.pg.list.rows.Selected()) > 0; some != p.selection {
		p.selection = some
		if p.loaded && p.form == nil {
			p.showSteps()
			p.refit()
		}
	}
}

// flow lays buttons out in lines of a width.
func flow(width float32, buttons []fyne.CanvasObject) fyne.CanvasObject {
	var lines []fyne.CanvasObject
	var line []fyne.CanvasObject
	used := float32(0)
	for _, b := range buttons {
		w := b.MinSize().Width + theme.Gap
		if len(line) > 0 && used+w > width+theme.Gap {
			lines, line, used = append(lines, widget.Bar(line...)), nil, 0
		}
		line, used = append(line, b), used+w
	}
	return widget.Stack(append(lines, widget.Bar(line...))...)
}

func (p *pane) setFoot(o fyne.CanvasObject) {
	padded := container.New(layout.NewCustomPaddedLayout(theme.Gap, theme.Gap, theme.Margin, theme.Margin), o)
	p.foot.Objects = []fyne.CanvasObject{widget.HLine(), widget.NewPanel(theme.Paper, padded)}
}

// begin begins a step of the defect shown, where it and the person allow it.
func (p *pane) begin(s defect.Step) bool {
	if !p.loaded || p.form != nil || !slices.Contains(stepsFor(p.detail, p.pg.c.Actor()), s) {
		return false
	}
	f := p.pg.formFor(s, p.detail)
	if len(f.fields) == 0 {
		p.form = f
		f.submit()
		return true
	}
	p.open(f)
	return true
}

// open shows a form at the foot.
func (p *pane) open(f *form) {
	p.form = f
	if f.tall {
		p.body.Objects = []fyne.CanvasObject{widget.Space(theme.Gap), f.view}
		p.scroll.Offset = fyne.NewPos(0, 0)
		p.setFoot(f.acts)
	} else {
		p.setFoot(f.view)
	}
	p.refit()
	p.pg.c.Canvas().Focus(f.first)
}

// cancel leaves the form; false where none is open.
func (p *pane) cancel() bool {
	if p.form == nil {
		return false
	}
	tall := p.form.tall
	p.form = nil
	p.foot.Objects = nil
	if p.loaded {
		if tall {
			p.body.Objects = p.parts()
		}
		p.showSteps()
	}
	p.refit()
	return true
}

// finish closes the form of a step that was taken, says so, and gives the keyboard
// back to the list.
func (p *pane) finish(f *form) {
	if p.form == f {
		p.cancel()
	}
	p.pg.list.rows.Focus()
	if f.done != nil {
		f.done()
		return
	}
	p.pg.c.Say(p.pg.c.W.T("rectify.stepped", "number", p.detail.Number, "what", p.pg.c.W.T("action.defect."+string(f.step))))
}

// focus gives the keyboard to the next step.
func (p *pane) focus() {
	if !p.loaded {
		return
	}
	if steps := stepsFor(p.detail, p.pg.c.Actor()); len(steps) > 0 {
		p.begin(steps[0])
	}
}

// outdated reports whether the notice says of the defect what was put right since.
func outdated(d defect.Detail) bool {
	for _, item := range d.Order.Items {
		if item.Defect == d.ID {
			return item.Room != d.Room || item.Part != d.Part || item.Phrase != d.Phrase || item.Severity != d.Severity
		}
	}
	return false
}
