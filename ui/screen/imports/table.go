package imports

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app/intake"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// pointing is where a person is pointing at the table: a sheet, the rows of its header,
// counted from 0. Without a header both are -1; none is pointed at where pointed is not
// set.
type pointing struct {
	sheet       string
	top, bottom int
	pointed     bool
}

// What is shown of a sheet: a header stands further up, and a ledger is not wider.
const (
	sheetRows    = 60
	sheetColumns = 40
	headerMost   = 3
)

// sheetRow is a row as it stands in the file.
type sheetRow struct {
	n     int
	cells []string
}

// point begins to point at a table: in the sheet that was recognised, else in the first
// that says anything.
func (pg *page) point() {
	sv, sheet := pg.s.survey, ""
	if len(sv.Tables) > 0 {
		sheet = sv.Tables[0].Sheet
	}
	for _, s := range sv.Book.Sheets {
		if sheet == "" && len(s.Rows) > 0 && !s.Hidden {
			sheet = s.Name
		}
	}
	if sheet == "" && len(sv.Book.Sheets) > 0 {
		sheet = sv.Book.Sheets[0].Name
	}
	pg.pointIn(sheet)
}

// pointIn shows a sheet, its present header pointed at.
func (pg *page) pointIn(sheet string) {
	at := pointing{sheet: sheet}
	if l, there := pg.s.survey.Table(sheet); there {
		at.top, at.bottom, at.pointed = l.Header.From.Row, l.Header.To.Row, true
	}
	pg.s.pointing = &at
	pg.show()
}

// tableView shows the sheets of the file as they stand; a person points at the rows of
// the header.
func (pg *page) tableView() fyne.CanvasObject {
	w, at := pg.c.W, pg.s.pointing
	take := pg.act(widget.NewPrimary(w.T("intake.point.take"), pg.takeHeader), at.pointed)
	back := pg.act(widget.NewButton(w.T("intake.plan.columns"), pg.pointed), true)
	acts := []fyne.CanvasObject{back, take}
	if len(pg.s.survey.Tables) == 0 {
		acts[0] = pg.act(widget.NewButton(w.T("intake.columns.another"), pg.restart), true)
	}
	_, taken := pg.s.survey.Table(at.sheet)
	if taken && len(pg.s.survey.Tables) > 1 {
		acts = append([]fyne.CanvasObject{pg.act(widget.NewButton(w.T("intake.point.leave"), pg.leaveSheet), true)}, acts...)
	}
	head := container.NewStack()
	none := widget.NewCheck(w.T("intake.point.none"), nil)
	var table *widget.DataTable[sheetRow]
	settle := func() {
		head.Objects = []fyne.CanvasObject{pg.pointBanner()}
		head.Refresh()
		none.Tick(at.pointed && at.top < 0)
		table.Select(func(r sheetRow) bool { return at.pointed && r.n >= at.top && r.n <= at.bottom })
		if at.pointed && !pg.s.busy {
			take.Enable()
		} else {
			take.Disable()
		}
	}
	table = pg.sheetTable(settle)
	none.OnChanged = func(on bool) {
		*at = pointing{sheet: at.sheet, top: -1, bottom: -1, pointed: on}
		settle()
	}
	settle()
	pg.begin("table", table.Focusable())
	sheet, _ := pg.s.survey.Sheet(at.sheet)
	wide := container.New(least{56 + 130*float32(shownColumns(sheet)) + 2*theme.Gap}, table)
	body := widget.Edges(head, nil, nil, nil, container.NewHScroll(wide))
	return widget.NewPage(w.T("intake.point.title")+" · "+pg.s.file, []fyne.CanvasObject{pg.sheetChoice(), none}, acts, body)
}

// pointBanner says what to point at, or what is pointed at.
func (pg *page) pointBanner() fyne.CanvasObject {
	w, at := pg.c.W, pg.s.pointing
	switch {
	case at.pointed && at.top < 0:
		return widget.NewBanner(widget.Well, w.T("intake.point.without"), "", nil)
	case at.pointed && at.top == at.bottom:
		return widget.NewBanner(widget.Well, w.T("intake.point.row", "row", at.top+1), "", nil)
	case at.pointed:
		return widget.NewBanner(widget.Well, w.T("intake.point.rows", "from", at.top+1, "to", at.bottom+1), "", nil)
	case len(pg.s.survey.Tables) == 0:
		return widget.NewBanner(widget.Caution, w.T("intake.point.unknown"), "", nil)
	}
	return widget.NewBanner(widget.Caution, w.T("intake.point.how"), "", nil)
}

func (pg *page) sheetChoice() fyne.CanvasObject {
	w := pg.c.W
	var names []string
	byName := map[string]string{}
	for _, s := range pg.s.survey.Book.Sheets {
		if len(s.Rows) == 0 {
			continue
		}
		name := s.Name
		if s.Hidden {
			name = w.T("intake.point.hidden", "sheet", s.Name)
		}
		names, byName[name] = append(names, name), s.Name
	}
	choice := widget.NewSelect(names, func(name string) { pg.pointIn(byName[name]) })
	for shown, name := range byName {
		if name == pg.s.pointing.sheet {
			choice.Choose(shown)
		}
	}
	if pg.s.busy {
		choice.Disable()
	}
	return widget.Fixed(220, choice)
}

func shownColumns(s *intake.Sheet) int {
	width := 0
	for _, row := range s.Rows {
		width = max(width, len(row))
	}
	return min(width, sheetColumns)
}

// sheetTable lists the first rows; a tap points at one, a tap at its neighbour takes
// both. moved is told after each.
func (pg *page) sheetTable(moved func()) *widget.DataTable[sheetRow] {
	at := pg.s.pointing
	sheet, err := pg.s.survey.Sheet(at.sheet)
	if err != nil {
		sheet = &intake.Sheet{}
	}
	columns := []widget.Column[sheetRow]{{Title: "", Width: 56, Right: true, Text: func(r sheetRow) string { return strconv.Itoa(r.n + 1) },
		Colour: func(sheetRow) fyne.ThemeColorName { return theme.Quiet }}}
	for col := range shownColumns(sheet) {
		columns = append(columns, widget.Column[sheetRow]{Title: intake.ColumnName(col), Width: 130, Grow: true,
			Text: func(r sheetRow) string {
				if col < len(r.cells) {
					return r.cells[col]
				}
				return ""
			},
			Bold: func(r sheetRow) bool { return at.pointed && r.n >= at.top && r.n <= at.bottom }})
	}
	table := widget.NewDataTable(columns...)
	table.SetPicks()
	table.KeyOf = func(r sheetRow) any { return r.n }
	var rows []sheetRow
	for n, cells := range sheet.First(sheetRows) {
		rows = append(rows, sheetRow{n, cells})
	}
	table.SetRecords(rows)
	table.OnSelect = func(selected []sheetRow) {
		at.choose(selected, table)
		moved()
	}
	return table
}

// choose takes the rows that are selected; where they do not stand together as a header
// does, it is the last one pointed at alone.
func (at *pointing) choose(selected []sheetRow, table *widget.DataTable[sheetRow]) {
	if len(selected) == 0 {
		at.pointed = false
		return
	}
	at.top, at.bottom, at.pointed = selected[0].n, selected[len(selected)-1].n, true
	if current, ok := table.Pointed(); ok && (at.bottom-at.top != len(selected)-1 || len(selected) > headerMost) {
		at.top, at.bottom = current.n, current.n
	}
}

// takeHeader takes what is pointed at, and shows what its columns mean.
func (pg *page) takeHeader() {
	at := pg.s.pointing
	if !at.pointed || pg.s.busy {
		return
	}
	if err := pg.s.survey.TakeHeader(at.sheet, at.top, at.bottom); err != nil {
		pg.c.Fail(err)
		return
	}
	pg.pointed()
}

func (pg *page) leaveSheet() {
	pg.s.survey.LeaveOut(pg.s.pointing.sheet)
	pg.pointed()
}

// pointed goes on to the columns.
func (pg *page) pointed() {
	pg.s.pointing = nil
	pg.show()
}

// least lays one object out no narrower than it says.
type least struct{ width float32 }

func (l least) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.width, objects[0].MinSize().Height)
}

func (l least) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }
