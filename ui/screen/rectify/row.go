package rectify

import (
	"image"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"keyday/app"
	"keyday/app/defect"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// The columns of a row, in points; what is wrong takes the rest.
const (
	tickWidth    float32 = 36
	thumbWidth   float32 = 44
	thumbHeight  float32 = 33
	unitWidth    float32 = 92
	firmWidth    float32 = 112
	cellGap      float32 = 10
	leastPlace   float32 = 48  // a room cut shorter than this says nothing
	leastWords   float32 = 190 // for what is wrong and where
	leastInLatin float32 = 290 // the same takes more letters than characters
)

// columns are the widths that follow from the language's words, and from the numbers in
// the list: those of a restored site are longer.
type columns struct{ number, days, state, words float32 }

func measureColumns(w *words.Words) *columns {
	c := &columns{number: 94, days: 72, state: 60, words: leastWords}
	if w.Language() == words.English {
		c.words = leastInLatin
	}
	wide := func(text string) float32 {
		return fyne.MeasureText(text, theme.TextSize, fyne.TextStyle{Bold: true}).Width
	}
	c.days = fyne.Max(c.days, wide(w.T("common.days_over", "n", 188)))
	for _, s := range defect.Ladder {
		c.state = fyne.Max(c.state, fyne.MeasureText(stateWord(w, s), theme.TextSize, fyne.TextStyle{}).Width)
	}
	c.state += 20 // the sign
	return c
}

// row is one defect of the list. It draws lines of text itself: a page of the
// list is sixteen of these, drawn anew with every step of the wheel.
type row struct {
	fw.BaseWidget
	words    *words.Words
	columns  *columns
	today    app.Date
	defect   defect.Row
	known    bool // false while it is being read
	selected bool
	picture  image.Image
}

func newRow(w *words.Words, c *columns) *row {
	r := &row{words: w, columns: c}
	r.ExtendBaseWidget(r)
	return r
}

// rowLook draws a row.
type rowLook struct {
	row     *row
	objects []fyne.CanvasObject

	box          *canvas.Rectangle
	tickA, tickB *canvas.Line
	ground       *canvas.Rectangle // under the picture
	thumb        *canvas.Image
	number, unit *canvas.Text
	place, what  *canvas.Text
	grave, round *canvas.Text
	firm, days   *canvas.Text
	state        *widget.StateSign
	laid         fyne.Size
}

func line(colour fyne.ThemeColorName, bold bool) *canvas.Text {
	t := canvas.NewText("", theme.OfText(colour))
	t.TextSize, t.TextStyle.Bold = theme.TextSize, bold
	return t
}

func (r *row) CreateRenderer() fyne.WidgetRenderer {
	l := &rowLook{row: r}
	l.box = canvas.NewRectangle(theme.Of(theme.Paper))
	l.box.StrokeWidth, l.box.CornerRadius = 1.5, 3
	l.tickA, l.tickB = canvas.NewLine(theme.Of(theme.OnAccent)), canvas.NewLine(theme.Of(theme.OnAccent))
	l.tickA.StrokeWidth, l.tickB.StrokeWidth = 2, 2
	l.ground = canvas.NewRectangle(theme.Of(theme.Skeleton))
	l.ground.CornerRadius = 2
	l.thumb = canvas.NewImageFromImage(nil)
	l.thumb.FillMode, l.thumb.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleFastest
	l.number, l.unit, l.firm = line(theme.Quiet, false), line(theme.Ink, true), line(theme.Ink, false)
	l.place, l.what, l.grave = line(theme.Quiet, false), line(theme.Ink, false), line(theme.Bad, true)
	l.days, l.round = line(theme.Ink, false), line(theme.Warn, false)
	l.days.Alignment = fyne.TextAlignTrailing
	l.state = widget.NewSign(widget.Ring, theme.Idle, "")
	l.objects = []fyne.CanvasObject{l.box, l.tickA, l.tickB, l.ground, l.thumb, l.number, l.unit, l.place, l.grave, l.what, l.round, l.firm, l.days, l.state}
	l.paint()
	return l
}

func (l *rowLook) Objects() []fyne.CanvasObject { return l.objects }
func (l *rowLook) MinSize() fyne.Size           { return fyne.NewSize(440, theme.Row) }
func (l *rowLook) Destroy()                     {}

func (l *rowLook) Refresh() {
	l.paint()
	l.laid = fyne.Size{}
	l.Layout(l.row.Size())
	canvas.Refresh(l.row)
}

// paint takes over what the row says.
func (l *rowLook) paint() {
	r, w := l.row, l.row.words
	l.box.FillColor, l.box.StrokeColor = theme.Of(theme.Paper), theme.Of(theme.Border)
	if r.selected {
		l.box.FillColor, l.box.StrokeColor = theme.Of(theme.Accent), theme.Of(theme.Accent)
	}
	for _, t := range []*canvas.Line{l.tickA, l.tickB} {
		t.StrokeColor = theme.Of(theme.OnAccent)
		visible(t, r.selected)
	}
	l.ground.FillColor = theme.Of(theme.Skeleton)
	if l.thumb.Image != r.picture {
		l.thumb.Image = r.picture
		l.thumb.Refresh()
	}
	visible(l.thumb, r.picture != nil)
	for _, t := range []struct {
		line   *canvas.Text
		colour fyne.ThemeColorName
	}{{l.number, theme.Quiet}, {l.unit, theme.Ink}, {l.firm, theme.Ink}, {l.place, theme.Quiet}, {l.what, theme.Ink}, {l.grave, theme.Bad}, {l.round, theme.Warn}} {
		t.line.Color = theme.OfText(t.colour)
		visible(t.line, r.known)
	}
	visible(l.days, r.known)
	visible(l.state, r.known)
	if !r.known {
		return
	}
	d := r.defect
	l.number.Text, l.unit.Text = widget.Shown(d.Number), widget.Shown(d.UnitCode)
	l.grave.Text, l.round.Text = "", ""
	if d.Severity.Grave() {
		l.grave.Text = severityWord(w, d.Severity)
	}
	switch {
	case d.Recurrences > 0:
		l.round.Text = w.T("rectify.recurred", "n", d.Recurrences)
	case d.Round > 1:
		l.round.Text = w.T("rectify.round", "n", d.Round)
	}
	if d.Firm.IsNil() {
		l.firm.Color = theme.Of(theme.Quiet)
	}
	text, colour, bold := deadline(w, d.Defect, r.today)
	l.days.Text, l.days.Color, l.days.TextStyle.Bold = text, theme.OfText(colour), bold
	m := markOf(d.State)
	l.state.SetSign(m.form, m.colour, stateWord(w, d.State))
}

// Layout lays the columns out, and cuts what is too long for its place.
func (l *rowLook) Layout(size fyne.Size) {
	if l.laid == size {
		return
	}
	l.laid = size
	r, h := l.row, size.Height
	at(l.box, 12, (h-16)/2, 16, 16)
	x, y := float32(12), (h-16)/2
	l.tickA.Position1, l.tickA.Position2 = fyne.NewPos(x+3.5, y+8.5), fyne.NewPos(x+6.5, y+11.5)
	l.tickB.Position1, l.tickB.Position2 = fyne.NewPos(x+6.5, y+11.5), fyne.NewPos(x+12.5, y+4.5)
	x = tickWidth
	// Where text is large or the window small, what the pane beside says anyway gives
	// way to what is wrong, for how long, and how it stands.
	rest := size.Width - x - thumbWidth - r.columns.number - unitWidth - firmWidth - r.columns.days - r.columns.state - 4*cellGap - theme.Margin
	gives := func(width float32) (stays bool) {
		if rest >= r.columns.words {
			return true
		}
		rest += width
		return false
	}
	hasNumber, hasThumb, hasFirm := gives(r.columns.number), gives(thumbWidth+cellGap), gives(firmWidth+cellGap)
	rest = fyne.Max(60, rest)
	visible(l.firm, hasFirm)
	visible(l.number, hasNumber)
	visible(l.ground, hasThumb)
	visible(l.thumb, hasThumb && r.picture != nil)
	if hasThumb {
		at(l.ground, x, (h-thumbHeight)/2, thumbWidth, thumbHeight)
		at(l.thumb, x, (h-thumbHeight)/2, thumbWidth, thumbHeight)
		x += thumbWidth + cellGap
	}
	if hasNumber {
		at(l.number, x, 0, r.columns.number, h)
		x += r.columns.number
	}
	l.unit.Text = widget.Cut(r.defect.UnitCode, unitWidth-cellGap, theme.TextSize, true)
	at(l.unit, x, 0, unitWidth, h)
	x += unitWidth
	firmWidth := firmWidth
	if spare := (rest - r.columns.words - 70) * 0.4; spare > 0 { // firms have long names
		firmWidth, rest = firmWidth+spare, rest-spare
	}
	l.words(x, rest, h)
	x += rest + cellGap
	firm := r.defect.FirmName
	if r.defect.Firm.IsNil() {
		firm = "–"
	}
	l.firm.Text = widget.Cut(firm, firmWidth, theme.TextSize, false)
	if hasFirm {
		at(l.firm, x, 0, firmWidth, h)
		x += firmWidth + cellGap
	}
	at(l.days, x, 0, r.columns.days, h)
	x += r.columns.days + cellGap
	at(l.state, x, 0, r.columns.state, h)
}

// words sets where it is, how grave, what is wrong and in which round, in the
// width that is left; what is wrong gives way last.
func (l *rowLook) words(x, room, h float32) {
	place, what := where(l.row.words, l.row.defect)
	end := x + room
	if l.round.Text != "" {
		w := textWidth(l.round)
		end -= w
		at(l.round, end, 0, w, h)
		end -= cellGap
	}
	if l.grave.Text != "" {
		w := textWidth(l.grave)
		at(l.grave, x, 0, w, h)
		x += w + cellGap
	}
	wide := func(text string) float32 { return fyne.MeasureText(text, theme.TextSize, fyne.TextStyle{}).Width }
	share := fyne.Max((end-x)*0.35, end-x-wide(what)-cellGap)
	if wide(place) > share { // the room says more than the room and half of the part
		place, _, _ = strings.Cut(place, "　")
	}
	if share < leastPlace && wide(place) > share {
		place, share = "", 0
	}
	l.place.Text = widget.Cut(place, share, theme.TextSize, false)
	if w := textWidth(l.place); w > 0 {
		at(l.place, x, 0, w, h)
		x += w + cellGap
	}
	l.what.Text = widget.Cut(what, end-x, theme.TextSize, false)
	at(l.what, x, 0, fyne.Max(0, end-x), h)
}

func textWidth(t *canvas.Text) float32 {
	if t.Text == "" {
		return 0
	}
	return fyne.MeasureText(t.Text, t.TextSize, t.TextStyle).Width
}

func at(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

func visible(o fyne.CanvasObject, yes bool) {
	if yes {
		o.Show()
	} else {
		o.Hide()
	}
}
