package inspection

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// Answer is what was found about an item; the zero value is "not looked at",
// which is shown as an empty outline and never like an answer.
type Answer int

// The answers.
const (
	NotLooked Answer = iota
	Pass
	Fail
	NotApplicable
)

// AnswerItem is what an AnswerRow shows.
type AnswerItem struct {
	Text    string // what to look at
	Detail  string // method and tolerance, in quiet ink
	Answer  Answer
	Pending bool // given, but not yet on disk: outlined until it is
	Count   int  // defects recorded upon it; 0 shows none
	// Readings are the texts of a measured item's fields, nil for an item that is
	// only looked at. Verdict says how they were judged, in the answer's colour.
	Readings []string
	Hints    []string // of the fields, shown while they are empty
	Out      []bool   // which readings are out of their limit: ringed
	Unit     string   // of the readings: mm
	Verdict  string
	Beyond   bool // the verdict is that something is out of its limit, answered or not
	Locked   bool // signed off: shown, not answered
}

// The heights of the two kinds of row.
const (
	AnswerHeight   float32 = 52 // three answers of 44 with air around them
	MeasuredHeight float32 = 96 // with the line of readings
)

// AnswerRow is one item of a checklist with three large answers. Rows reuses it:
// Set shows another item.
type AnswerRow struct {
	fw.BaseWidget
	OnAnswer  func(Answer)
	OnReading func(field int, text string) // on every change that a person made
	// OnRead is told when a field is left after a change: what was read is taken.
	// last is set where Enter was pressed in the last field: the item is done.
	OnRead func(last bool)
	// Home gets the keyboard after an answer was tapped: the list the row stands in
	// (Rows.Focusable), so that 1 2 3 go on from there. nil: it stays where it is.
	Home fyne.Focusable

	item    AnswerItem
	words   *words.Words
	buttons [3]*answerButton
	fields  []*widget.Entry
	setting bool
	changed bool // a field, since it was last told
}

var answerIcons = map[Answer]string{Pass: "check", Fail: "cross", NotApplicable: "na"}

// NewAnswerRow is an empty row.
func NewAnswerRow(w *words.Words) *AnswerRow {
	r := &AnswerRow{words: w}
	for i, a := range []Answer{Pass, Fail, NotApplicable} {
		r.buttons[i] = newAnswerButton(r, a)
	}
	r.ExtendBaseWidget(r)
	return r
}

// Item is what the row shows.
func (r *AnswerRow) Item() AnswerItem { return r.item }

// Set shows an item.
func (r *AnswerRow) Set(item AnswerItem) {
	r.item = item
	r.setting = true
	for len(r.fields) < len(item.Readings) {
		r.fields = append(r.fields, r.newField(len(r.fields)))
	}
	for i, text := range item.Readings {
		if r.fields[i].Text != text {
			r.fields[i].SetText(text)
		}
		hint := ""
		if i < len(item.Hints) {
			hint = item.Hints[i]
		}
		r.fields[i].SetPlaceHolder(hint)
		if item.Locked {
			r.fields[i].Disable()
		} else {
			r.fields[i].Enable()
		}
	}
	r.setting = false
	r.Refresh()
}

// Judge shows the item again but for the texts of its fields: while somebody
// types in one, what they typed stands.
func (r *AnswerRow) Judge(item AnswerItem) {
	item.Readings = r.item.Readings
	r.item = item
	r.Refresh()
}

// Type answers by the keys 1 ✓, 2 ✕, 3 not applicable; other runes it refuses.
func (r *AnswerRow) Type(c rune) bool {
	if c < '1' || c > '3' {
		return false
	}
	r.answer(Answer(c - '0'))
	return true
}

func (r *AnswerRow) answer(a Answer) {
	if !r.item.Locked && r.OnAnswer != nil {
		r.OnAnswer(a)
	}
}

// ReadFrom puts the keyboard into a field; false where the item has no such field.
func (r *AnswerRow) ReadFrom(field int) bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(r)
	if c == nil || field < 0 || field >= len(r.item.Readings) || r.item.Locked {
		return false
	}
	c.Focus(r.fields[field])
	return true
}

func (r *AnswerRow) newField(i int) *widget.Entry {
	f := widget.NewEntry("")
	f.OnChanged = func(text string) {
		if !r.setting && r.OnReading != nil {
			r.changed = true
			r.OnReading(i, text)
		}
	}
	f.OnLeave = func() { r.read(false) }
	f.OnSubmitted = func(string) {
		if r.ReadFrom(i + 1) {
			return
		}
		r.home()
		r.read(true)
	}
	f.OnKey = func(k fyne.KeyName) bool {
		switch k {
		case fyne.KeyEscape, fyne.KeyUp, fyne.KeyDown:
			r.home()
			return true
		}
		return false
	}
	return f
}

// read tells what was read, once.
func (r *AnswerRow) read(last bool) {
	if (r.changed || last) && r.OnRead != nil {
		r.changed = false
		r.OnRead(last)
	}
}

// home gives the keyboard back to the list.
func (r *AnswerRow) home() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil && r.Home != nil {
		c.Focus(r.Home)
	}
}

func answerColour(a Answer) fyne.ThemeColorName {
	switch a {
	case Pass:
		return theme.Good
	case Fail:
		return theme.Bad
	case NotApplicable:
		return theme.Quiet
	}
	return theme.Border
}

// CreateRenderer draws the row.
func (r *AnswerRow) CreateRenderer() fyne.WidgetRenderer {
	mark := canvas.NewRectangle(widget.Transparent)
	mark.CornerRadius, mark.StrokeWidth = theme.Radius, 1.5
	markIcon := widget.NewDrawnIcon("check", theme.Paper)
	text, detail := widget.NewDrawnText("", theme.Ink, theme.TextSize, false), widget.NewDrawnText("", theme.Quiet, theme.Small, false)
	verdict := widget.NewDrawnText("", theme.Quiet, theme.TextSize, true)
	unit := widget.NewDrawnText("", theme.Quiet, theme.TextSize, false)
	count := widget.NewBadge("", theme.Bad)
	var rings []*canvas.Rectangle // around what is out of its limit
	d := &widget.Drawn{Of: r}
	const side float32 = 20
	const roomy float32 = 560 // below, the answers leave more to what is asked

	d.Least = func() fyne.Size {
		if len(r.item.Readings) > 0 {
			return fyne.NewSize(320, MeasuredHeight)
		}
		return fyne.NewSize(320, AnswerHeight)
	}
	d.Arrange = func(size fyne.Size) {
		widget.PlaceAt(mark, 12, (AnswerHeight-side)/2, side, side)
		widget.PlaceAt(markIcon, 14, (AnswerHeight-side)/2+2, side-4, side-4)
		buttonWidth, naWidth := float32(60), float32(84)
		if size.Width < roomy {
			buttonWidth, naWidth = theme.Touch, 64
		}
		x := size.Width - 8
		for i := 2; i >= 0; i-- {
			w := buttonWidth
			if i == 2 {
				w = naWidth
			}
			x -= w
			widget.PlaceAt(r.buttons[i], x, (AnswerHeight-theme.Touch)/2, w, theme.Touch)
			x -= theme.Gap / 2
		}
		if r.item.Count > 0 {
			w := count.MinSize().Width
			x -= w + 4
			widget.PlaceAt(count, x, (AnswerHeight-20)/2, w, 20)
		}
		left := 12 + side + 12
		room := x - left - 8
		text.Text = widget.Cut(r.item.Text, room, theme.TextSize, false)
		detail.Text = widget.Cut(r.item.Detail, room, theme.Small, false)
		if r.item.Detail == "" {
			widget.PlaceAt(text, left, 0, room, AnswerHeight)
		} else {
			widget.PlaceAt(text, left, 6, room, 22)
			widget.PlaceAt(detail, left, 27, room, 18)
		}
		x = left
		const fieldWidth float32 = 68
		for i := range r.item.Readings {
			widget.PlaceAt(r.fields[i], x, AnswerHeight-2, fieldWidth, 36)
			if i < len(rings) {
				widget.PlaceAt(rings[i], x-2, AnswerHeight-4, fieldWidth+4, 40)
			}
			x += fieldWidth + 6
		}
		widget.PlaceAt(unit, x+4, AnswerHeight-2, widget.Measure(r.item.Unit, theme.TextSize, false).Width, 36)
		x += widget.Measure(r.item.Unit, theme.TextSize, false).Width + 20
		verdict.Text = widget.Cut(r.item.Verdict, size.Width-x-8, theme.TextSize, true)
		widget.PlaceAt(verdict, x, AnswerHeight-2, size.Width-x-8, 36)
	}
	d.Paint = func() {
		a, solid := r.item.Answer, r.item.Answer != NotLooked && !r.item.Pending
		mark.StrokeColor, mark.FillColor = theme.Of(answerColour(a)), widget.Transparent
		if solid {
			mark.FillColor = theme.Of(answerColour(a))
		}
		if a != NotLooked {
			ink := theme.Paper
			if !solid {
				ink = answerColour(a)
			}
			markIcon.Resource = theme.IconIn(answerIcons[a], ink)
		}
		widget.ShowIf(markIcon, a != NotLooked)
		text.Color, detail.Color, unit.Color = theme.Of(theme.Ink), theme.Of(theme.Quiet), theme.Of(theme.Quiet)
		verdict.Color = theme.OfText(answerColour(a))
		switch {
		case r.item.Beyond:
			verdict.Color = theme.Of(theme.Bad)
		case a == NotLooked:
			verdict.Color = theme.Of(theme.Quiet)
		}
		unit.Text = widget.Shown(r.item.Unit)
		count.SetText(words.Spaced(strconv.Itoa(r.item.Count)))
		d.Parts = []fyne.CanvasObject{mark, markIcon, text, detail}
		if r.item.Count > 0 {
			d.Parts = append(d.Parts, count)
		}
		for _, b := range r.buttons {
			b.Greyed = r.item.Locked
			d.Parts = append(d.Parts, b)
		}
		if len(r.item.Readings) > 0 {
			d.Parts = append(d.Parts, unit, verdict)
			for i := range r.item.Readings {
				d.Parts = append(d.Parts, r.fields[i])
				if i >= len(rings) {
					ring := canvas.NewRectangle(widget.Transparent)
					ring.CornerRadius, ring.StrokeWidth = theme.Radius+2, 2
					rings = append(rings, ring)
				}
				rings[i].StrokeColor = theme.Of(theme.Bad)
				if i < len(r.item.Out) && r.item.Out[i] {
					d.Parts = append(d.Parts, rings[i])
				}
			}
		}
		d.Arrange(r.BaseWidget.Size())
	}
	d.Paint()
	return d
}

// answerButton is one of the three answers.
type answerButton struct {
	widget.Control
	row    *AnswerRow
	answer Answer
}

func newAnswerButton(row *AnswerRow, a Answer) *answerButton {
	b := &answerButton{row: row, answer: a}
	b.Extend(b, func() {
		row.home()
		row.answer(a)
	})
	return b
}

func (b *answerButton) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(widget.Transparent)
	ground.CornerRadius, ground.StrokeWidth = theme.Radius, 1
	icon := widget.NewDrawnIcon("check", theme.Ink)
	label := widget.NewDrawnText("", theme.Ink, theme.TextSize, false)
	label.Alignment = fyne.TextAlignCenter
	d := &widget.Drawn{Of: b, Parts: []fyne.CanvasObject{ground, icon, label}}
	d.Least = func() fyne.Size { return fyne.NewSize(theme.Touch, theme.Touch) }
	d.Arrange = func(size fyne.Size) {
		widget.PlaceAt(ground, 0, 0, size.Width, size.Height)
		widget.PlaceAt(icon, (size.Width-20)/2, (size.Height-20)/2, 20, 20)
		widget.PlaceAt(label, 0, 0, size.Width, size.Height)
	}
	d.Paint = func() {
		chosen := b.row.item.Answer == b.answer
		solid := chosen && !b.row.item.Pending
		ink, fill, stroke := theme.Quiet, theme.Paper, theme.Border
		switch {
		case solid:
			ink, fill, stroke = theme.Paper, answerColour(b.answer), answerColour(b.answer)
		case chosen:
			ink, stroke = answerColour(b.answer), answerColour(b.answer)
		case b.Greyed:
			ink, stroke = theme.Idle, theme.Line
		}
		ground.FillColor, ground.StrokeColor, ground.StrokeWidth = theme.Of(fill), theme.Of(stroke), 1
		if chosen && !solid {
			ground.StrokeWidth = 2
		}
		if b.Hovered && !chosen && !b.Greyed {
			ground.FillColor = theme.Of(theme.Ground)
		}
		icon.Resource = theme.IconIn(answerIcons[b.answer], ink)
		label.Text, label.Color, label.TextStyle.Bold = b.row.words.T("common.answer.na"), theme.Of(ink), solid
		widget.ShowIf(icon, b.answer != NotApplicable)
		widget.ShowIf(label, b.answer == NotApplicable)
	}
	d.Paint()
	return d
}
