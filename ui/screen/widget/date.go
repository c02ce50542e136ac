package widget

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fw "fyne.io/fyne/v2/widget"

	"keyday/app"
	"keyday/ui/screen/theme"
	"keyday/ui/words"
)

// DateField takes a day as 2026-11-23, typed (also 20261123, 11-23, 2026/11/23)
// or picked from a month. ↑ and ↓ go a day on and back; where there is no day to go
// from, they open the month: no day is written that nobody chose.
type DateField struct {
	fw.BaseWidget
	// OnChange is told of every day a person set; the zero day where the field was
	// emptied.
	OnChange func(app.Date)
	// OnFault is told, as the field is left, why what stands in it is no day; nil once it
	// is one again. What was typed stays.
	OnFault func(error)
	// OnSubmit is told of Enter; nil hands it to the dialog or page.
	OnSubmit func()
	Today    func() app.Date

	words   *words.Words
	entry   *Entry
	button  *Button
	day     app.Date
	wrong   bool
	setting bool
	popup   *fw.PopUp
}

// NewDateField shows the day; today is needed for years left out and for the month
// first shown.
func NewDateField(w *words.Words, today func() app.Date, day app.Date) *DateField {
	f := &DateField{words: w, Today: today, day: day}
	f.entry = NewEntry(w.T("common.date.hint"))
	f.entry.OnChanged = f.typed
	f.entry.OnLeave = f.tidy
	f.entry.OnKey = f.key
	f.button = NewIconButton("calendar", w.T("common.date.pick"), f.pick)
	f.ExtendBaseWidget(f)
	f.Set(day)
	return f
}

// Day is what the field holds; ok is false where the text is no day.
func (f *DateField) Day() (day app.Date, ok bool) { return f.day, !f.wrong }

// Given is Day, with a refusal where what stands in the field is no day: else it would
// be taken for the one before, or for none.
func (f *DateField) Given() (app.Date, error) {
	if f.wrong {
		return 0, app.Refuse("date.unreadable", "text", f.Text())
	}
	return f.day, nil
}

// Text is what stands in the field.
func (f *DateField) Text() string { return f.entry.Text }

// Set shows a day without telling OnChange.
func (f *DateField) Set(day app.Date) {
	f.day, f.wrong = day, false
	f.setting = true
	f.entry.SetText(day.String())
	f.setting = false
}

// Focusable is the entry.
func (f *DateField) Focusable() fyne.Focusable { return f.entry }

// Disable keeps the day as it is.
func (f *DateField) Disable() {
	f.entry.Disable()
	f.button.Disable()
}

func (f *DateField) typed(text string) {
	if f.setting {
		return
	}
	day, err := words.ReadDay(text, f.Today())
	f.wrong = err != nil
	if err == nil && day != f.day {
		f.day = day
		f.told()
	}
}

func (f *DateField) told() {
	if f.OnChange != nil {
		f.OnChange(f.day)
	}
}

// tidy writes the day as the house writes it, once the field is left.
func (f *DateField) tidy() {
	if !f.wrong {
		f.Set(f.day)
	}
	if f.OnFault != nil {
		_, err := f.Given()
		f.OnFault(err)
	}
}

// Follow shows the day that is recorded by now, unless what stands in the field is still
// to be put right.
func (f *DateField) Follow(day app.Date) {
	if !f.wrong {
		f.Set(day)
	}
}

func (f *DateField) key(k fyne.KeyName) bool {
	if f.OnSubmit != nil && (k == fyne.KeyReturn || k == fyne.KeyEnter) {
		f.OnSubmit()
		return true
	}
	step := map[fyne.KeyName]int{fyne.KeyUp: 1, fyne.KeyDown: -1}[k]
	if step == 0 {
		return false
	}
	if f.wrong || f.day.IsZero() {
		f.pick()
		return true
	}
	f.choose(f.day.AddDays(step))
	return true
}

func (f *DateField) choose(day app.Date) {
	f.Set(day)
	f.told()
}

// CreateRenderer draws entry and button.
func (f *DateField) CreateRenderer() fyne.WidgetRenderer {
	d := &Drawn{Of: f, Parts: []fyne.CanvasObject{f.entry, f.button}, Paint: func() {}}
	d.Least = func() fyne.Size { return fyne.NewSize(160, theme.Field) }
	d.Arrange = func(size fyne.Size) {
		PlaceAt(f.entry, 0, 0, size.Width-theme.Field-4, theme.Field)
		PlaceAt(f.button, size.Width-theme.Field, (theme.Field-theme.Touch)/2, theme.Field, theme.Touch)
	}
	return d
}

// pick opens the month under the field.
func (f *DateField) pick() {
	c := fyne.CurrentApp().Driver().CanvasForObject(f)
	if c == nil {
		return
	}
	month := newMonth(f.words, f.Today(), f.day, func(day app.Date) {
		f.popup.Hide()
		f.choose(day)
		c.Focus(f.entry)
	})
	month.leave = func() { f.popup.Hide(); c.Focus(f.entry) }
	f.popup = fw.NewPopUp(month, c)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(f)
	at.Y += f.Size().Height + 4
	if want := f.popup.MinSize(); at.Y+want.Height > c.Size().Height {
		at.Y -= want.Height + f.Size().Height + 8
	}
	f.popup.ShowAtPosition(at)
	c.Focus(month)
}

// month is a calendar of one month, weeks from Monday; arrows walk, PgUp and
// PgDn turn the month, Enter picks.
type month struct {
	fw.BaseWidget
	words  *words.Words
	today  app.Date
	day    app.Date // under the keyboard
	choose func(app.Date)
	leave  func()
	hover  app.Date
}

const (
	monthCell float32 = 40
	monthHead float32 = 44
)

func newMonth(w *words.Words, today, day app.Date, choose func(app.Date)) *month {
	if day.IsZero() {
		day = today
	}
	m := &month{words: w, today: today, day: day, choose: choose, leave: func() {}}
	m.ExtendBaseWidget(m)
	return m
}

// first is the Monday on or before the first of the month shown.
func (m *month) first() app.Date {
	t := m.day.Time()
	day := app.NewDate(t.Year(), t.Month(), 1)
	return day.AddDays(-(int(day.Time().Weekday()) + 6) % 7)
}

func (m *month) turn(n int) {
	t := m.day.Time()
	last := time.Date(t.Year(), t.Month()+time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	m.day = app.NewDate(t.Year(), t.Month()+time.Month(n), min(t.Day(), last))
	m.Refresh()
}

// at is the day under the point, 0 where there is none.
func (m *month) at(p fyne.Position) app.Date {
	column, row := int(p.X/monthCell), int((p.Y-monthHead-24)/monthCell)
	if p.X < 0 || p.Y < monthHead+24 || column > 6 || row > 5 {
		return 0
	}
	return m.first().AddDays(row*7 + column)
}

// Tapped picks a day, or turns the month by the arrows at its head.
func (m *month) Tapped(ev *fyne.PointEvent) {
	if ev.Position.Y < monthHead {
		switch {
		case ev.Position.X < monthHead:
			m.turn(-1)
		case ev.Position.X > 7*monthCell-monthHead:
			m.turn(1)
		}
		return
	}
	if day := m.at(ev.Position); !day.IsZero() {
		m.choose(day)
	}
}

func (m *month) MouseIn(ev *desktop.MouseEvent)    { m.MouseMoved(ev) }
func (m *month) MouseMoved(ev *desktop.MouseEvent) { m.point(m.at(ev.Position)) }
func (m *month) MouseOut()                         { m.point(0) }

func (m *month) point(day app.Date) {
	if m.hover != day {
		m.hover = day
		m.Refresh()
	}
}

func (m *month) FocusGained()   {}
func (m *month) FocusLost()     {}
func (m *month) TypedRune(rune) {}

func (m *month) TypedKey(ev *fyne.KeyEvent) {
	step := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1, fyne.KeyUp: -7, fyne.KeyDown: 7}
	switch ev.Name {
	case fyne.KeyPageUp:
		m.turn(-1)
	case fyne.KeyPageDown:
		m.turn(1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.choose(m.day)
	case fyne.KeyEscape:
		m.leave()
	default:
		m.day = m.day.AddDays(step[ev.Name])
		m.Refresh()
	}
}

func (m *month) CreateRenderer() fyne.WidgetRenderer {
	title := NewDrawnText("", theme.Ink, theme.Emphasis, true)
	title.Alignment = fyne.TextAlignCenter
	before, after := NewDrawnIcon("left", theme.Ink), NewDrawnIcon("right", theme.Ink)
	d := &Drawn{Of: m, Parts: []fyne.CanvasObject{title, before, after}}
	var names, numbers []*canvas.Text
	var grounds []*canvas.Rectangle
	for range 7 {
		t := NewDrawnText("", theme.Quiet, theme.Small, false)
		t.Alignment = fyne.TextAlignCenter
		names = append(names, t)
		d.Parts = append(d.Parts, t)
	}
	for range 42 {
		g := canvas.NewRectangle(Transparent)
		g.CornerRadius = theme.Radius
		t := NewDrawnText("", theme.Ink, theme.TextSize, false)
		t.Alignment = fyne.TextAlignCenter
		grounds, numbers = append(grounds, g), append(numbers, t)
		d.Parts = append(d.Parts, g, t)
	}
	d.Least = func() fyne.Size { return fyne.NewSize(7*monthCell, monthHead+24+6*monthCell) }
	d.Arrange = func(fyne.Size) {
		PlaceAt(title, monthHead, 0, 7*monthCell-2*monthHead, monthHead)
		PlaceAt(before, 12, 12, 20, 20)
		PlaceAt(after, 7*monthCell-32, 12, 20, 20)
		for i, t := range names {
			PlaceAt(t, float32(i)*monthCell, monthHead, monthCell, 24)
		}
		for i := range numbers {
			x, y := float32(i%7)*monthCell, monthHead+24+float32(i/7)*monthCell
			PlaceAt(grounds[i], x+2, y+2, monthCell-4, monthCell-4)
			PlaceAt(numbers[i], x, y, monthCell, monthCell)
		}
	}
	d.Paint = func() {
		now := m.day.Time()
		title.Text, title.Color = m.words.T("common.date.months", "year", now.Year(), "month", int(now.Month())), theme.Of(theme.Ink)
		for i, name := range strings.Fields(m.words.T("common.date.weekdays")) {
			names[i].Text, names[i].Color = name, theme.Of(theme.Quiet)
		}
		for i, t := range numbers {
			day := m.first().AddDays(i)
			inside := day.Time().Month() == now.Month()
			t.Text, t.Color, t.TextStyle.Bold = itoa(day.Time().Day()), theme.Of(theme.Ink), day == m.today
			g := grounds[i]
			g.FillColor, g.StrokeColor, g.StrokeWidth = Transparent, Transparent, 0
			switch {
			case day == m.day:
				g.FillColor, t.Color = theme.Of(theme.Accent), theme.Of(theme.OnAccent)
			case day == m.hover:
				g.FillColor = theme.Of(theme.Hover)
			case !inside:
				t.Color = theme.Of(theme.Idle)
			}
			if day == m.today {
				g.StrokeColor, g.StrokeWidth = theme.Of(theme.Accent), 1
			}
		}
	}
	d.Paint()
	return d
}
