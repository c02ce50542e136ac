package imports

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app/intake"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// planView shows the dry run: what is new, what changes cell by cell, what is
// wrong with which cell, what was passed over.
func (pg *page) planView() fyne.CanvasObject {
	w, p := pg.c.W, pg.s.plan
	back := pg.act(widget.NewButton(w.T("intake.plan.columns"), pg.toColumns), true)
	text := w.T("intake.plan.apply")
	if n := len(p.New) + p.Changed; n > 0 {
		text = w.T("intake.plan.apply_n", "n", n)
	}
	apply := pg.act(widget.NewPrimary(text, pg.next), true)
	said, tabs := container.NewStack(), (*widget.Tabs)(nil)
	pg.s.settle = func() {
		said.Objects = []fyne.CanvasObject{pg.summary()}
		said.Refresh()
		if tabs != nil {
			tabs.SetCount("questions", p.OpenUnder(pg.s.options.Answers))
		}
		apply.Text = text
		if pg.s.stale {
			apply.Text = w.T("intake.ask.again")
		}
		if pg.s.busy || p.Empty() && !pg.s.stale {
			apply.Disable()
		} else {
			apply.Enable()
		}
		apply.Refresh()
	}
	pg.s.settle()
	var all []widget.Tab
	if len(pg.questions()) > 0 {
		all = append(all, widget.Tab{Key: "questions", Title: w.T("intake.ask.title"), Count: p.OpenUnder(pg.s.options.Answers), Build: pg.questionsTab})
	}
	tabs = widget.NewTabs(pg.s.tab, append(all,
		widget.Tab{Key: "new", Title: w.T("intake.plan.new"), Count: len(p.New), Build: pg.newTab},
		widget.Tab{Key: "changes", Title: w.T("intake.plan.changes"), Count: len(p.Changes), Build: pg.changesTab},
		widget.Tab{Key: "wrong", Title: w.T("intake.plan.wrong"), Count: len(p.Faults()), Build: pg.wrongTab},
		widget.Tab{Key: "passed", Title: w.T("intake.plan.passed"), Count: len(p.Passed), Build: pg.passedTab})...)
	tabs.OnOpen = func(key string) { pg.s.tab = key }
	if p.Empty() {
		pg.begin("plan", back)
	} else {
		pg.begin("plan", apply)
	}
	acts := []fyne.CanvasObject{back, apply}
	if len(p.Findings) > 0 {
		acts = append([]fyne.CanvasObject{pg.act(widget.NewButtonIn(widget.Plain, "export", w.T("intake.findings.export"), func() { pg.pickFindings(pg.s.file, p.Findings) }), true)}, acts...)
	}
	body := widget.Edges(said, nil, nil, nil, tabs)
	return widget.NewPage(w.T("intake.step.dry_run")+" · "+pg.s.file, nil, acts, body)
}

// summary says in a line what the file would do, and what waits for an answer.
func (pg *page) summary() fyne.CanvasObject {
	w, p := pg.c.W, pg.s.plan
	var lines []fyne.CanvasObject
	if p.Empty() && len(p.Findings) == 0 {
		lines = append(lines, widget.NewBanner(widget.Well, w.T("intake.plan.nothing"), "", nil))
	}
	var fresh []string
	lines = append(lines, padded(widget.NewText(w.Summary(p))))
	switch n := p.OpenUnder(pg.s.options.Answers); {
	case n > 0:
		lines = append(lines, padded(widget.NewQuiet(w.T("intake.ask.held", "n", n))))
	case pg.s.stale:
		lines = append(lines, padded(widget.NewQuiet(w.T("intake.ask.answered"))))
	}
	for _, b := range p.NewBuildings {
		fresh = append(fresh, b.Name)
	}
	if len(fresh) > 0 {
		lines = append(lines, padded(widget.NewQuiet(w.T("intake.plan.buildings", "names", w.List(fresh)))))
	}
	if len(p.NewTypes) > 0 {
		lines = append(lines, padded(widget.NewQuiet(w.T("intake.plan.types", "names", w.List(p.NewTypes)))))
	}
	return container.New(layout.NewCustomPaddedLayout(8, 4, 0, 0), widget.Stack(lines...))
}

func padded(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(2, 2, theme.Margin, theme.Margin), o)
}

// spot is a cell's address, with its sheet where the file has several tables.
func (pg *page) spot(s intake.Spot) string {
	if len(pg.s.survey.Tables) > 1 {
		return pg.c.W.Spot(pg.s.file, s.Sheet, s.Cell)
	}
	return s.Cell.String()
}

func byCell(a, b intake.Spot) int {
	return cmp.Or(cmp.Compare(a.Sheet, b.Sheet), cmp.Compare(a.Cell.Row, b.Cell.Row), cmp.Compare(a.Cell.Col, b.Cell.Col))
}

func (pg *page) cellWidth() float32 {
	if len(pg.s.survey.Tables) > 1 {
		return 150
	}
	return 80
}

func (pg *page) newTab() fyne.CanvasObject {
	w, p := pg.c.W, pg.s.plan
	if len(p.New) == 0 {
		return register.Empty{Icon: "units", Line: w.T("intake.plan.no_new")}.View()
	}
	t := widget.NewDataTable(
		widget.Column[intake.NewHome]{Title: w.T("intake.plan.unit"), Width: 130, Text: func(h intake.NewHome) string { return h.Code }, Bold: always[intake.NewHome]},
		widget.Column[intake.NewHome]{Title: w.T("intake.plan.type"), Width: 120, Text: func(h intake.NewHome) string { return h.HouseType },
			Order: func(a, b intake.NewHome) int { return cmp.Compare(a.HouseType, b.HouseType) }},
		widget.Column[intake.NewHome]{Title: w.T("intake.plan.area"), Width: 110, Right: true, Text: func(h intake.NewHome) string { return h.Area }},
		widget.Column[intake.NewHome]{Title: w.T("intake.plan.owners"), Width: 200, Grow: true, Text: func(h intake.NewHome) string { return w.List(h.Owners) }},
		widget.Column[intake.NewHome]{Title: w.T("intake.plan.gaps"), Width: 90, Text: func(h intake.NewHome) string {
			if h.Gaps == 0 {
				return ""
			}
			return w.T("intake.plan.gaps_n", "n", h.Gaps)
		}, Colour: func(intake.NewHome) fyne.ThemeColorName { return theme.Warn }, Order: func(a, b intake.NewHome) int { return cmp.Compare(b.Gaps, a.Gaps) }},
		widget.Column[intake.NewHome]{Title: w.T("intake.plan.cell"), Width: pg.cellWidth(), Text: func(h intake.NewHome) string { return pg.spot(h.At) },
			Colour: quiet[intake.NewHome], Order: func(a, b intake.NewHome) int { return byCell(a.At, b.At) }},
	)
	t.SetRecords(p.New)
	return t
}

func (pg *page) changesTab() fyne.CanvasObject {
	w, p := pg.c.W, pg.s.plan
	if len(p.Changes) == 0 {
		return register.Empty{Icon: "check", Line: w.T("intake.plan.no_changes")}.View()
	}
	value := func(c intake.Change, text string) string {
		if text == "" {
			return w.T("intake.plan.empty")
		}
		return w.LedgerValue(c.Field, text)
	}
	t := widget.NewDataTable(
		widget.Column[intake.Change]{Title: w.T("intake.plan.unit"), Width: 130, Text: func(c intake.Change) string { return c.Code }, Bold: always[intake.Change]},
		widget.Column[intake.Change]{Title: w.T("intake.plan.what"), Width: 124, Text: func(c intake.Change) string { return w.T("intake.change." + string(c.Kind)) },
			Order: func(a, b intake.Change) int { return cmp.Compare(a.Kind, b.Kind) }},
		widget.Column[intake.Change]{Title: w.T("intake.plan.field"), Width: 190, Text: func(c intake.Change) string {
			if c.Who != "" {
				return c.Who + " · " + w.Field(c.Field)
			}
			return w.Field(c.Field)
		}, Order: func(a, b intake.Change) int { return cmp.Compare(a.Field, b.Field) }},
		widget.Column[intake.Change]{Title: w.T("intake.plan.old"), Width: 160, Grow: true, Text: func(c intake.Change) string { return value(c, c.Masked().Old) }, Colour: quiet[intake.Change]},
		widget.Column[intake.Change]{Title: w.T("intake.plan.now"), Width: 160, Grow: true, Text: func(c intake.Change) string { return value(c, c.Masked().New) }},
		widget.Column[intake.Change]{Title: w.T("intake.plan.cell"), Width: pg.cellWidth(), Text: func(c intake.Change) string { return pg.spot(c.At) },
			Colour: quiet[intake.Change], Order: func(a, b intake.Change) int { return byCell(a.At, b.At) }},
	)
	t.OnOpen = func(c intake.Change) { pg.c.Open(shell.ToRecord("unit", c.Unit.String())) }
	t.SetRecords(p.Changes)
	return t
}

func (pg *page) wrongTab() fyne.CanvasObject {
	w, p := pg.c.W, pg.s.plan
	if len(p.Faults()) == 0 {
		return register.Empty{Icon: "check", Line: w.T("intake.plan.no_wrong")}.View()
	}
	return pg.findingsTable(p.Faults(), func(f intake.Finding) string { return pg.spot(f.At) }, pg.cellWidth())
}

// findingsTable lists findings: which cell, what is wrong, what to do.
func (pg *page) findingsTable(findings []intake.Finding, spot func(intake.Finding) string, cell float32) *widget.DataTable[intake.Finding] {
	w := pg.c.W
	t := widget.NewDataTable(
		widget.Column[intake.Finding]{Title: w.T("intake.plan.cell"), Width: cell, Text: spot, Bold: always[intake.Finding],
			Order: func(a, b intake.Finding) int { return byCell(a.At, b.At) }},
		widget.Column[intake.Finding]{Title: w.T("intake.plan.unit"), Width: 110, Text: func(f intake.Finding) string { return f.Unit }},
		widget.Column[intake.Finding]{Title: w.T("intake.plan.field"), Width: 120, Text: w.FindingField,
			Order: func(a, b intake.Finding) int { return cmp.Compare(a.Field, b.Field) }},
		widget.Column[intake.Finding]{Title: w.T("intake.plan.why"), Width: 320, Grow: true,
			Cell: func() fyne.CanvasObject { return container.New(middle{}, widget.NewParagraph("", 0)) },
			Show: func(f intake.Finding, o fyne.CanvasObject) {
				cell := o.(*fyne.Container)
				cell.Objects[0].(*widget.Paragraph).SetText(w.Finding(f))
				cell.Layout.Layout(cell.Objects, cell.Size())
			}},
		widget.Column[intake.Finding]{Title: w.T("intake.plan.weight"), Width: 176, Text: func(f intake.Finding) string { return w.FindingWeight(f) },
			Colour: weightColour, Order: func(a, b intake.Finding) int { return cmp.Compare(b.Kind.Weight(), a.Kind.Weight()) }},
	)
	t.SetRowHeight(48)
	t.SetRecords(findings)
	return t
}

func (pg *page) passedTab() fyne.CanvasObject {
	w, p := pg.c.W, pg.s.plan
	if len(p.Passed) == 0 {
		return register.Empty{Icon: "check", Line: w.T("intake.plan.no_passed")}.View()
	}
	t := widget.NewDataTable(
		widget.Column[intake.Passed]{Title: w.T("intake.columns.table"), Width: 150, Text: func(p intake.Passed) string { return p.Sheet }},
		widget.Column[intake.Passed]{Title: w.T("intake.plan.place"), Width: 120, Text: func(p intake.Passed) string { return p.Range.String() }, Bold: always[intake.Passed]},
		widget.Column[intake.Passed]{Title: w.T("intake.plan.rows"), Width: 70, Right: true, Text: func(p intake.Passed) string { return w.Number(p.Rows) }},
		widget.Column[intake.Passed]{Title: w.T("intake.plan.reason"), Width: 260, Grow: true, Text: func(p intake.Passed) string { return w.T("intake.passed." + string(p.Kind)) }},
		widget.Column[intake.Passed]{Title: w.T("intake.plan.what"), Width: 260, Grow: true, Text: func(p intake.Passed) string { return p.Text }, Colour: quiet[intake.Passed]},
	)
	t.SetRecords(p.Passed)
	return t
}

func always[T any](T) bool { return true }

func quiet[T any](T) fyne.ThemeColorName { return theme.Quiet }

// middle lays a paragraph out over the whole width, in the middle of the height.
type middle struct{}

func (middle) MinSize(objects []fyne.CanvasObject) fyne.Size { return fyne.NewSize(80, theme.Row) }

func (middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	o := objects[0]
	o.Resize(size)
	height := fyne.Min(o.MinSize().Height, size.Height)
	o.Resize(fyne.NewSize(size.Width, height))
	o.Move(fyne.NewPos(0, (size.Height-height)/2))
}
