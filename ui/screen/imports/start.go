package imports

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/storage"

	"keyday/app"
	"keyday/app/intake"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// known is what the start page says.
type known struct {
	communities []site.Community
	people      []staff.Person
	community   app.ID
	runs        []intake.Run
	remembered  int
}

// readStart reads what the start page says.
func (pg *page) readStart() {
	community, read, actor := pg.s.community, pg.p.Read, pg.c.Actor()
	register.Load(pg.body, &pg.read, func(ctx context.Context) (known, error) {
		return readKnown(ctx, read, actor, community)
	}, func(k known) {
		pg.communities, pg.s.community = k.communities, k.community
		pg.people = map[app.ID]string{}
		for _, p := range k.people {
			pg.people[p.ID] = p.Name
		}
		if pg.s.survey == nil && pg.s.kept == nil {
			pg.body.Show(pg.startView(k))
			pg.goHome()
			pg.takeGiven()
		}
	})
}

func readKnown(ctx context.Context, read Reader, actor app.Actor, community app.ID) (k known, err error) {
	all, err := read.Communities(ctx)
	if err != nil {
		return k, err
	}
	for _, c := range all {
		if actor.InScope(c.ID) {
			k.communities = append(k.communities, c)
		}
	}
	if k.community = community; k.community.IsNil() && len(k.communities) == 1 {
		k.community = k.communities[0].ID
	}
	if k.people, err = read.People(ctx); err != nil || k.community.IsNil() {
		return k, err
	}
	columns, err := read.Remembered(ctx, k.community)
	if err != nil {
		return k, err
	}
	k.remembered = len(columns)
	k.runs, err = read.ImportRuns(ctx, k.community, 10)
	return k, err
}

// startView takes a file, and shows what was imported last.
func (pg *page) startView(k known) fyne.CanvasObject {
	w := pg.c.W
	var filters, acts []fyne.CanvasObject
	if len(pg.communities) > 1 {
		filters = append(filters, pg.communityChoice())
	}
	ready := !pg.s.community.IsNil()
	acts = append(acts, pg.act(widget.NewButtonIn(widget.Plain, "export", w.T("intake.start.export"), func() { pg.pickTarget(false) }), ready))
	if staff.May(pg.c.Actor(), staff.SeePrivate) == nil {
		acts = append(acts, pg.act(widget.NewButtonIn(widget.Flat, "eye", w.T("intake.start.export_whole"), pg.askWhole), ready))
	}
	if pg.may() {
		acts = append([]fyne.CanvasObject{pg.act(widget.NewButtonIn(widget.Plain, "import", w.T("intake.template.save"), pg.pickTemplate), true)}, acts...)
	}
	if !pg.may() {
		return widget.NewPage(w.T("intake.title"), filters, acts,
			register.Empty{Icon: "lock", Line: w.Refusal(staff.May(pg.c.Actor(), staff.ImportUnits))}.View())
	}
	parts := []fyne.CanvasObject{pg.dropZone(ready)}
	if pg.s.undone != nil {
		parts = append(parts, widget.Space(theme.Margin), pg.staysView(*pg.s.undone))
	}
	if run, ok := lastRun(k.runs); ok {
		parts = append(parts, widget.Space(theme.Margin), pg.lastRunView(run))
	}
	if view := pg.earlierView(k.runs); view != nil {
		parts = append(parts, widget.Space(theme.Margin), view)
	}
	if k.remembered > 0 {
		parts = append(parts, widget.Space(theme.Gap), widget.NewQuiet(w.T("intake.start.remembered", "n", k.remembered)))
	}
	column := container.New(centred{760}, widget.Stack(parts...))
	return widget.NewPage(w.T("intake.title"), filters, acts, container.NewVScroll(widget.Padded(column)))
}

func lastRun(runs []intake.Run) (intake.Run, bool) {
	for _, r := range runs {
		if r.Undone.IsZero() {
			return r, true
		}
	}
	return intake.Run{}, false
}

func (pg *page) communityChoice() fyne.CanvasObject {
	names := make([]string, len(pg.communities))
	chosen := ""
	for i, c := range pg.communities {
		if names[i] = c.Name; c.ID == pg.s.community {
			chosen = c.Name
		}
	}
	choice := widget.NewSelect(names, func(name string) {
		for _, c := range pg.communities {
			if c.Name == name {
				pg.s.community = c.ID
			}
		}
		pg.readStart()
	})
	choice.Choose(chosen)
	return widget.Fixed(200, choice)
}

// dropZone is the large place that a file is dropped upon, picked or named in.
func (pg *page) dropZone(ready bool) fyne.CanvasObject {
	w := pg.c.W
	picture := canvas.NewImageFromResource(theme.IconIn("import", theme.Accent))
	picture.FillMode = canvas.ImageFillContain
	picture.SetMinSize(fyne.NewSize(48, 48))
	line := widget.NewTitle(w.T("intake.start.line"))
	line.Align = fyne.TextAlignCenter
	detail := widget.NewQuiet(w.T("intake.start.detail"))
	detail.Align = fyne.TextAlignCenter
	pick := pg.act(widget.NewPrimary(w.T("intake.start.pick"), pg.pickFile), ready)
	path := widget.NewEntry(w.T("intake.start.path"))
	path.SetText(pg.s.typed) // a wrong one is there to be mended
	path.OnChanged = func(text string) { pg.s.typed = text }
	path.OnSubmitted = func(text string) {
		if text != "" {
			pg.take(unquoted(text))
		}
	}
	if pg.s.busy || !ready {
		path.Disable()
	}
	pg.begin("start", pick)
	inner := widget.Stack(
		container.NewCenter(picture), widget.Space(theme.Gap), line, widget.Space(4), detail, widget.Space(theme.Margin),
		container.NewCenter(pick), widget.Space(theme.Margin), container.NewCenter(widget.Fixed(440, path)))
	panel := widget.NewPanel(theme.Ground, container.New(layout.NewCustomPaddedLayout(36, 32, 24, 24), inner))
	panel.Outline = true
	return panel
}

// unquoted is a path as file managers copy it: in quotes, or as a URI.
func unquoted(path string) string {
	if n := len(path); n > 1 && (path[0] == '"' && path[n-1] == '"' || path[0] == '\'' && path[n-1] == '\'') {
		path = path[1 : n-1]
	}
	if u, err := storage.ParseURI(path); err == nil && u.Scheme() == "file" {
		return u.Path()
	}
	return path
}

func (pg *page) pickFile() {
	pg.c.Pick(shell.Pick{Kind: "ledger", Title: pg.c.W.T("intake.start.pick_title"), Types: []string{".xlsx", ".xlsm", ".csv", ".xls"},
		Done: func(paths []string) { pg.take(paths[0]) }})
}

// askWhole warns of a file that shows whole numbers to whoever opens it.
func (pg *page) askWhole() {
	w := pg.c.W
	d := widget.NewDialog(w, w.T("intake.start.export_whole_ask"), w.T("intake.start.export_whole_text"))
	d.Confirm = w.T("intake.start.export_whole")
	d.OnClose = func(confirmed bool) {
		if confirmed {
			pg.pickTarget(true)
		}
	}
	pg.c.Ask(d)
}

func (pg *page) pickTarget(whole bool) {
	w := pg.c.W
	title, name := w.T("intake.start.export_title"), w.T("intake.sheet")
	if whole { // nobody takes the one for the other
		title, name = w.T("intake.start.export_whole_title"), w.T("intake.sheet_whole")
	}
	pg.c.Pick(shell.Pick{Kind: "ledger", Title: title, Types: []string{".xlsx", ".csv"},
		Save: name + " " + pg.c.Today().String() + ".xlsx",
		Done: func(paths []string) { pg.export(paths[0], whole) }})
}

func (pg *page) lastRunView(run intake.Run) fyne.CanvasObject {
	w := pg.c.W
	undo := pg.act(widget.NewButtonIn(widget.Plain, "undo", w.T("intake.start.undo"), func() { pg.undo(run) }), true)
	acts := container.NewHBox(undo)
	if n := run.Found(); n > 0 {
		acts.Objects = append([]fyne.CanvasObject{pg.act(widget.NewButton(w.T("intake.findings.open", "n", n), func() { pg.openFindings(run) }), true)}, acts.Objects...)
	}
	text := widget.Stack(
		widget.NewBold(w.T("intake.start.last_run", "file", run.File, "when", w.Moment(run.At), "who", pg.who(run.By))),
		widget.Space(2), widget.NewQuiet(w.Run(run)))
	row := widget.Edges(nil, nil, nil, container.NewCenter(acts), text)
	return widget.Stack(widget.NewSection(w.T("intake.start.last")), widget.Space(4), row)
}

// earlierView lists the imports before the last one, and those that were undone, each
// with what it found; nil where there is none.
func (pg *page) earlierView(runs []intake.Run) fyne.CanvasObject {
	w := pg.c.W
	last, _ := lastRun(runs)
	var rows []fyne.CanvasObject
	for _, run := range runs {
		if run.ID == last.ID {
			continue
		}
		text := w.T("intake.start.last_run", "file", run.File, "when", w.Moment(run.At), "who", pg.who(run.By))
		if !run.Undone.IsZero() {
			text += w.T("intake.findings.undone")
		}
		var open fyne.CanvasObject
		if n := run.Found(); n > 0 {
			open = pg.act(widget.NewButtonIn(widget.Link, "", w.T("intake.findings.open", "n", n), func() { pg.openFindings(run) }), true)
		}
		rows = append(rows, widget.Edges(nil, nil, nil, open, widget.NewQuiet(text)))
	}
	if len(rows) == 0 {
		return nil
	}
	return widget.Stack(append([]fyne.CanvasObject{widget.NewSection(w.T("intake.findings.earlier")), widget.Space(4)}, rows...)...)
}

// openFindings shows what an import that was applied had found.
func (pg *page) openFindings(run intake.Run) {
	pg.s.kept = &run
	pg.show()
}

// keptView is what an import had found when it was applied.
func (pg *page) keptView(run intake.Run) fyne.CanvasObject {
	w := pg.c.W
	findings := run.Kept()
	back := pg.act(widget.NewButton(w.T("intake.findings.back"), pg.restart), true)
	export := pg.act(widget.NewButtonIn(widget.Plain, "export", w.T("intake.findings.export"), func() { pg.pickFindings(run.File, findings) }), true)
	table := pg.findingsTable(findings, func(f intake.Finding) string { return w.FindingSpot(run.File, f) }, 150)
	pg.begin("kept", table.Focusable())
	return widget.NewPage(w.T("intake.findings.of", "file", run.File), nil, []fyne.CanvasObject{export, back}, table)
}

// staysView lists what an undoing left alone; each leads to its unit.
func (pg *page) staysView(u intake.Undone) fyne.CanvasObject {
	w := pg.c.W
	const most = 8 // rows in view
	t := widget.NewDataTable(
		widget.Column[intake.Stay]{Title: w.T("intake.plan.unit"), Width: 160, Text: func(s intake.Stay) string { return s.Code }, Bold: always[intake.Stay]},
		widget.Column[intake.Stay]{Title: w.T("intake.plan.what"), Width: 300, Grow: true, Text: w.Stay})
	t.OnOpen = func(s intake.Stay) {
		if s.Unit.IsNil() {
			pg.c.Toast(widget.Toast{Text: w.T("intake.done.stay_unit_less")})
			return
		}
		pg.c.Open(shell.ToRecord("unit", s.Unit.String()))
	}
	t.SetRecords(u.Stays)
	height := 32 + theme.Row*float32(min(len(u.Stays), most))
	return widget.Stack(widget.NewSection(w.T("intake.done.stays_title")), widget.Space(4), container.New(high{height}, t))
}

// high lays one object out with a height of its own.
type high struct{ height float32 }

func (h high) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[0].MinSize().Width, h.height)
}

func (h high) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// centred lays one object out in the middle, no wider than it says.
type centred struct{ most float32 }

func (c centred) MinSize(objects []fyne.CanvasObject) fyne.Size {
	min := objects[0].MinSize()
	return fyne.NewSize(fyne.Min(min.Width, c.most), min.Height)
}

func (c centred) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := fyne.Min(size.Width, c.most)
	objects[0].Move(fyne.NewPos((size.Width-width)/2, 0))
	objects[0].Resize(fyne.NewSize(width, size.Height))
}
