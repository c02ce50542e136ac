package imports

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app/intake"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// columnsView shows what each column is taken for, and asks what only a person
// can say.
func (pg *page) columnsView() fyne.CanvasObject {
	w := pg.c.W
	run := pg.act(widget.NewPrimary(w.T("intake.columns.run"), pg.dryRun), pg.s.survey.RequireReady() == nil)
	another := pg.act(widget.NewButton(w.T("intake.columns.another"), pg.restart), true)
	point := pg.act(widget.NewButton(w.T("intake.point.open"), pg.point), true)
	head := container.NewStack()
	var table *widget.DataTable[tableColumn]
	settle := func() {
		head.Objects = []fyne.CanvasObject{pg.columnsBanner()}
		head.Refresh()
		if pg.s.busy || pg.s.survey.RequireReady() != nil {
			run.Disable()
		} else {
			run.Enable()
		}
		table.SetRecords(pg.columns())
	}
	open := len(pg.s.survey.Questions())
	table = pg.columnsTable(func() {
		settle()
		if left := len(pg.s.survey.Questions()); left == 0 && open > 0 && pg.s.survey.RequireReady() == nil {
			pg.c.Canvas().Focus(run) // the last question was answered
		} else {
			open = left
		}
	})
	settle()
	pg.begin("columns", table.Focusable())
	body := widget.Edges(head, pg.passedSheets(), nil, nil, table)
	return widget.NewPage(w.T("intake.step.columns")+" · "+pg.s.file, nil, []fyne.CanvasObject{another, point, run}, body)
}

func (pg *page) columnsBanner() fyne.CanvasObject {
	w := pg.c.W
	if n := len(pg.s.survey.Questions()); n > 0 {
		return widget.NewBanner(widget.Caution, w.T("intake.columns.questions", "n", n), "", nil)
	}
	if err := pg.s.survey.RequireReady(); err != nil {
		return widget.NewBanner(widget.Caution, w.Refusal(err), "", nil)
	}
	unknown, likely := 0, 0
	for _, c := range pg.columns() {
		switch {
		case c.Aside() != intake.NoAside: // it is used as it should be
		case c.Sure == intake.Unknown:
			unknown++
		case c.Sure == intake.Likely:
			likely++
		}
	}
	switch {
	case unknown > 0:
		return widget.NewBanner(widget.Caution, w.T("intake.columns.unknown", "n", unknown, "likely", likely), "", nil)
	case likely > 0:
		return widget.NewBanner(widget.Told, w.T("intake.columns.likely", "n", likely), "", nil)
	}
	return widget.NewBanner(widget.Well, w.T("intake.columns.ready"), "", nil)
}

// passedSheets says which sheets were left aside; nil where there is none.
func (pg *page) passedSheets() fyne.CanvasObject {
	passed := pg.s.survey.Passed
	if len(passed) == 0 {
		return nil
	}
	w := pg.c.W
	names := make([]string, len(passed))
	for i, p := range passed {
		names[i] = w.T("intake.columns.passed_sheet", "sheet", p.Sheet, "why", w.T("intake.passed."+string(p.Kind)))
	}
	text := widget.NewQuiet(w.T("intake.columns.passed", "n", len(passed), "names", w.List(names)))
	text.Least = 200
	return widget.Stack(widget.HLine(), container.New(layout.NewCustomPaddedLayout(8, 8, theme.Margin, theme.Margin), text))
}

// tableColumn is a column of one of the file's tables.
type tableColumn struct {
	sheet string
	intake.Column
	several bool // the file has several tables
}

// columns lists the columns that say anything: the open questions first.
func (pg *page) columns() []tableColumn {
	var asked, others []tableColumn
	for _, t := range pg.s.survey.Tables {
		for _, c := range t.Columns {
			one := tableColumn{t.Sheet, c, len(pg.s.survey.Tables) > 1}
			switch {
			case c.Sure == intake.Asked:
				asked = append(asked, one)
			case c.Header != "" || len(c.Samples) > 0 || c.Field != intake.NoField:
				others = append(others, one)
			}
		}
	}
	return append(asked, others...)
}

func (pg *page) columnsTable(settled func()) *widget.DataTable[tableColumn] {
	w := pg.c.W
	choosers := map[fyne.CanvasObject]*chooser{}
	var table *widget.DataTable[tableColumn]
	columns := []widget.Column[tableColumn]{
		{Title: w.T("intake.columns.letter"), Width: 56, Text: func(c tableColumn) string { return c.Letter }},
		{Title: w.T("intake.columns.header"), Width: 180, Grow: true, Text: func(c tableColumn) string { return strings.ReplaceAll(c.Header, "\n", " ") },
			Bold: func(c tableColumn) bool { return c.Sure == intake.Asked }},
		{Title: w.T("intake.columns.samples"), Width: 200, Grow: true, Text: func(c tableColumn) string { return strings.Join(c.Samples, "  ") },
			Colour: func(tableColumn) fyne.ThemeColorName { return theme.Quiet }},
		{Title: w.T("intake.columns.means"), Width: 232,
			Cell: func() fyne.CanvasObject {
				ch := newChooser(w)
				choosers[ch.view] = ch
				return ch.view
			},
			Show: func(c tableColumn, o fyne.CanvasObject) {
				choosers[o].set(c, pg.s.busy, func(f intake.Field) {
					if err := pg.s.survey.Choose(c.sheet, c.Letter, f); err != nil {
						pg.c.Fail(err)
					}
					settled()
				})
			}},
		{Title: w.T("intake.columns.how"), Width: 156,
			Text: func(c tableColumn) string {
				if aside := c.Aside(); aside != intake.NoAside {
					return w.T("intake.aside." + string(aside))
				}
				return w.T("intake.sure." + string(c.Sure))
			},
			Colour: func(c tableColumn) fyne.ThemeColorName {
				switch {
				case c.Sure == intake.Asked:
					return theme.Warn
				case c.Aside() != intake.NoAside:
					return theme.Ink
				case c.Sure == intake.Likely:
					return theme.Accent
				case c.Sure == intake.Unknown:
					return theme.Quiet
				}
				return theme.Ink
			}},
	}
	if len(pg.s.survey.Tables) > 1 {
		columns = append([]widget.Column[tableColumn]{{Title: w.T("intake.columns.table"), Width: 120, Text: func(c tableColumn) string { return c.sheet }}}, columns...)
	}
	table = widget.NewDataTable(columns...)
	table.KeyOf = func(c tableColumn) any { return fmt.Sprint(c.sheet, c.Index) }
	table.SetRowHeight(theme.Touch)
	table.OnOpen = func(c tableColumn) {
		for _, ch := range choosers {
			if ch.shows(c) {
				ch.choice.Tapped(nil)
			}
		}
	}
	return table
}

// chooser is the choice of what a column means, reused from row to row.
type chooser struct {
	w      *words.Words
	choice *widget.Select
	view   fyne.CanvasObject
	column tableColumn
	fields map[string]intake.Field
}

func newChooser(w *words.Words) *chooser {
	ch := &chooser{w: w, choice: widget.NewSelect(nil, nil)}
	ch.view = container.NewStack(ch.choice)
	return ch
}

func (ch *chooser) shows(c tableColumn) bool {
	return ch.column.sheet == c.sheet && ch.column.Index == c.Index && ch.view.Visible()
}

// set offers the fields, those that fit the header before all others.
func (ch *chooser) set(c tableColumn, busy bool, chosen func(intake.Field)) {
	ch.column, ch.fields = c, map[string]intake.Field{}
	var options []string
	offer := func(f intake.Field) {
		name := ch.w.Field(f)
		if _, there := ch.fields[name]; !there {
			ch.fields[name] = f
			options = append(options, name)
		}
	}
	for _, f := range c.Candidates {
		offer(f)
	}
	for _, f := range intake.Choices {
		offer(f)
	}
	ch.choice.OnChanged = func(name string) { chosen(ch.fields[name]) }
	ch.choice.Options = options
	name := ""
	if c.Field != intake.NoField {
		name = ch.w.Field(c.Field)
	} else if c.Sure == intake.Unknown {
		name = ch.w.Field(intake.Leave)
	}
	if busy {
		ch.choice.Disable()
	} else {
		ch.choice.Enable()
	}
	ch.choice.Choose(name)
}
