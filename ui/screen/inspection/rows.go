package inspection

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fw "fyne.io/fyne/v2/widget"

	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// roomRow is a room with its ring and how much of it is looked at.
type roomRow struct {
	fw.BaseWidget
	ring  *widget.ProgressRing
	name  *widget.Text
	count *widget.Text
}

func newRoomRow() *roomRow {
	r := &roomRow{ring: widget.NewProgressRing(0, 1, false), name: widget.NewText(""), count: widget.NewQuiet("")}
	r.name.Least = 40
	r.ExtendBaseWidget(r)
	return r
}

func (r *roomRow) set(name string, p inspect.Progress) {
	r.ring.Set(p.Looked, p.Items, p.Failed > 0)
	r.name.SetText(name)
	r.count.SetText(strconv.Itoa(p.Looked) + "/" + strconv.Itoa(p.Items))
	r.fit()
}

// Resize fits what the row says into its width.
func (r *roomRow) Resize(size fyne.Size) {
	r.BaseWidget.Resize(size)
	r.fit()
}

// fit leaves the count to the ring where the room's name would be cut for it.
func (r *roomRow) fit() {
	wide := func(t *widget.Text) float32 {
		return fyne.MeasureText(t.Text, theme.TextSize, fyne.TextStyle{}).Width
	}
	const ring = 28
	room := r.Size().Width - 2*theme.Margin - ring - theme.Gap
	if hide := room > 0 && wide(r.name)+wide(r.count) > room; hide != r.count.Hidden {
		r.count.Hidden = hide
		r.Refresh()
	}
}

// CreateRenderer lays ring, name and count in a row.
func (r *roomRow) CreateRenderer() fyne.WidgetRenderer {
	row := widget.Edges(nil, nil, container.NewCenter(widget.Fixed(28, r.ring)), container.New(layout.NewCustomPaddedLayout(0, 0, theme.Gap, 0), r.count), r.name)
	return fw.NewSimpleRenderer(container.New(layout.NewCustomPaddedLayout(0, 0, theme.Margin, theme.Margin), row))
}

// newItemRow is a row of the middle; what it shows is noted in wk.at, for rows are
// used again for other items.
func (wk *walk) newItemRow() *AnswerRow {
	r := NewAnswerRow(wk.c.W)
	r.Home = wk.panes.items.Focusable()
	r.OnAnswer = func(a Answer) { wk.answer(wk.showing[r], resultOf[a]) }
	r.OnReading = func(field int, text string) { wk.typing(wk.showing[r], field, text) }
	r.OnRead = func(last bool) { wk.measure(wk.showing[r], last) }
	return r
}

var resultOf = []inspect.Result{inspect.NotLooked, inspect.Pass, inspect.Fail, inspect.NotApplicable}

func (wk *walk) bind(i int, r *AnswerRow) {
	wk.showing[r] = wk.rows[i]
	r.Set(wk.item(wk.rows[i]))
}

// readFrom puts the keyboard into the first empty field of a measured item, or the
// first field where none is empty.
func (wk *walk) readFrom(i int) {
	wk.readAt(wk.rows[i], func(text string) bool { return text == "" })
}

// readAgain puts the keyboard into the field whose text is no number.
func (wk *walk) readAgain(r row) {
	wk.readAt(r, func(text string) bool {
		_, err := inspect.Reading(text)
		return err != nil
	})
}

// readAt puts the keyboard into the first field of an item whose text is such, or
// into the first of all.
func (wk *walk) readAt(of row, such func(string) bool) {
	for r, at := range wk.showing {
		if at.place() == of.place() && r.Visible() {
			r.ReadFrom(max(0, slices.IndexFunc(r.Item().Readings, such)))
			return
		}
	}
}

// buildFound is the list at the right.
func (wk *walk) buildFound() {
	rows := widget.NewRows(func() int { return len(wk.found) },
		func(int) fyne.CanvasObject { return newFoundRow() },
		func(i int, o fyne.CanvasObject) { wk.bindFound(wk.found[i], o.(*foundRow)) })
	rows.RowHeight = 88
	rows.OnOpen = func(i int) { wk.c.Open(shell.ToRecord("rectify", wk.found[i].ID.String())) }
	wk.panes.found = rows
	wk.panes.nothing = register.Empty{Icon: "check", Line: wk.c.W.T("inspect.walk_page.nothing_found")}
}

func (wk *walk) showFound() {
	n := ""
	if len(wk.found) > 0 {
		n = wk.c.W.Number(len(wk.found))
	}
	head := container.New(layout.NewCustomPaddedLayout(4, 4, theme.Margin, theme.Margin),
		widget.NewSection(wk.c.W.T("inspect.walk_page.found"), widget.NewQuiet(n)))
	list := wk.panes.nothing.Or(wk.panes.found, len(wk.found))
	wk.panes.right.Objects = []fyne.CanvasObject{widget.Edges(widget.Stack(head, widget.HLine()), nil, nil, nil, list)}
	wk.panes.right.Refresh()
}

func (wk *walk) bindFound(d defect.Row, r *foundRow) {
	w := wk.c.W
	what := noted(w, said(w, wk.list.SayPhrase(d.Phrase)), d.Note)
	item, _ := wk.list.Item(d.Item)
	r.phrase.SetText(what)
	r.where.SetText(words.Join(" · ", w.Term(d.RoomName), said(w, item.Name)))
	r.number.SetText(d.Number)
	r.grade.Colour = severityColour(d.Severity)
	r.grade.SetText(w.T("defect.severity." + string(d.Severity)))
	if d.State.Phase() == defect.Observed {
		r.grade.Colour = theme.Quiet
		r.grade.SetText(w.T("defect.state." + string(d.State)))
	}
	r.thumb.show(wk.album, d.Photo, d.Photos)
}

func severityColour(s site.Severity) fyne.ThemeColorName {
	switch s {
	case site.Emergency, site.Serious:
		return theme.Bad
	case site.Normal:
		return theme.Warn
	}
	return theme.Quiet
}

// foundRow is a defect found: its picture, what is wrong, where.
type foundRow struct {
	fw.BaseWidget
	thumb                 *thumb
	phrase, where, number *widget.Text
	grade                 *widget.Badge
}

func newFoundRow() *foundRow {
	r := &foundRow{thumb: newThumb(), phrase: widget.NewBold(""), where: widget.NewText(""), number: widget.NewQuiet(""),
		grade: widget.NewBadge("", theme.Quiet)}
	r.phrase.Least, r.where.Least = 60, 60
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer lays the picture beside the words.
func (r *foundRow) CreateRenderer() fyne.WidgetRenderer {
	text := widget.Stack(r.phrase, r.where, widget.Bar(r.grade, r.number))
	row := widget.Edges(nil, nil, container.New(layout.NewCustomPaddedLayout(0, 0, 0, 12), r.thumb), nil,
		container.New(layout.NewCustomPaddedVBoxLayout(0), layout.NewSpacer(), text, layout.NewSpacer()))
	return fw.NewSimpleRenderer(container.New(layout.NewCustomPaddedLayout(8, 8, theme.Margin, theme.Margin), row))
}
