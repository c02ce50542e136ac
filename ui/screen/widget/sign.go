package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"keyday/app/site"
	"keyday/ui/screen/theme"
)

// Form is the shape of a state's mark. States of one sort have each a form of
// their own, so that they read in grey.
type Form string

// The forms: ○ ◐ ▲ ↻ ● ✓ ✕ ‖ – !
const (
	Ring     Form = "ring"
	Half     Form = "half"
	Triangle Form = "triangle"
	Again    Form = "again"
	Dot      Form = "dot"
	Ticked   Form = "tick"
	Crossed  Form = "cross"
	Paused   Form = "pause"
	Dashed   Form = "dash"
	Exclaim  Form = "exclaim"
)

// forms gives the states of a unit their form, by the part of the work.
var forms = map[site.Phase]Form{
	site.ToInspect:  Ring,
	site.ToSettle:   Half,
	site.InWork:     Triangle,
	site.ToVerify:   Again,
	site.ToHandOver: Dot,
	site.Done:       Ticked,
	site.Stopped:    Crossed,
}

// Mark is the form of a state drawn as shapes: Objects are drawn, once Place has put
// them and Tint coloured them.
type Mark struct {
	form    Form
	Objects []fyne.CanvasObject
	Place   func(x, y, side float32)
	Tint    func(c color.Color)
}

// NewStateMark is the mark of a unit's state.
func NewStateMark(s site.State) *Mark { return markOf(FormOf(s)) }

func markOf(f Form) *Mark {
	switch f {
	case Half:
		return halfMark()
	case Triangle:
		return triangleMark()
	case Again:
		return againMark()
	case Dot:
		return discMark()
	case Ticked:
		return strokeMark(f, tick)
	case Crossed:
		return strokeMark(f, crossing)
	case Paused:
		return strokeMark(f, pausing)
	case Dashed:
		return strokeMark(f, dashing)
	case Exclaim:
		return strokeMark(f, exclaiming)
	}
	return ringMark()
}

func ringMark() *Mark {
	ring := canvas.NewCircle(Transparent)
	ring.StrokeWidth = 1.6
	return &Mark{form: Ring, Objects: []fyne.CanvasObject{ring},
		Place: func(x, y, side float32) { PlaceAt(ring, x+side*0.08, y+side*0.08, side*0.84, side*0.84) },
		Tint:  func(c color.Color) { ring.StrokeColor = c }}
}

func discMark() *Mark {
	disc := canvas.NewCircle(Transparent)
	return &Mark{form: Dot, Objects: []fyne.CanvasObject{disc},
		Place: func(x, y, side float32) { PlaceAt(disc, x+side*0.06, y+side*0.06, side*0.88, side*0.88) },
		Tint:  func(c color.Color) { disc.FillColor = c }}
}

func halfMark() *Mark {
	ring := canvas.NewCircle(Transparent)
	ring.StrokeWidth = 1.6
	half := canvas.NewArc(180, 360, 0, Transparent)
	return &Mark{form: Half, Objects: []fyne.CanvasObject{ring, half},
		Place: func(x, y, side float32) {
			PlaceAt(ring, x+side*0.08, y+side*0.08, side*0.84, side*0.84)
			PlaceAt(half, x+side*0.08, y+side*0.08, side*0.84, side*0.84)
		},
		Tint: func(c color.Color) { ring.StrokeColor, half.FillColor = c, c }}
}

func triangleMark() *Mark {
	triangle := canvas.NewPolygon(3, Transparent)
	return &Mark{form: Triangle, Objects: []fyne.CanvasObject{triangle},
		Place: func(x, y, side float32) { PlaceAt(triangle, x-side*0.06, y+side*0.02, side*1.12, side*1.12) },
		Tint:  func(c color.Color) { triangle.FillColor = c }}
}

// againMark is an arrow that turns back upon itself: a ring open at the upper
// right, with its head at the top.
func againMark() *Mark {
	turn := canvas.NewArc(75, 350, 0.72, Transparent)
	head := canvas.NewPolygon(3, Transparent)
	head.Angle = 90
	return &Mark{form: Again, Objects: []fyne.CanvasObject{turn, head},
		Place: func(x, y, side float32) {
			PlaceAt(turn, x+side*0.04, y+side*0.08, side*0.92, side*0.92)
			PlaceAt(head, x+side*0.34, y-side*0.12, side*0.56, side*0.56)
		},
		Tint: func(c color.Color) { turn.FillColor, head.FillColor = c, c }}
}

// tick and crossing are strokes on the unit square.
var (
	tick     = [][4]float32{{0.10, 0.54, 0.40, 0.84}, {0.40, 0.84, 0.92, 0.20}}
	crossing = [][4]float32{{0.15, 0.15, 0.85, 0.85}, {0.85, 0.15, 0.15, 0.85}}

	pausing    = [][4]float32{{0.32, 0.15, 0.32, 0.85}, {0.68, 0.15, 0.68, 0.85}}
	dashing    = [][4]float32{{0.15, 0.5, 0.85, 0.5}}
	exclaiming = [][4]float32{{0.5, 0.08, 0.5, 0.62}, {0.5, 0.80, 0.5, 0.94}}
)

func strokeMark(f Form, strokes [][4]float32) *Mark {
	g := &Mark{form: f}
	lines := make([]*canvas.Line, len(strokes))
	for i := range strokes {
		lines[i] = canvas.NewLine(Transparent)
		lines[i].StrokeWidth = 2.2
		g.Objects = append(g.Objects, lines[i])
	}
	g.Place = func(x, y, side float32) {
		for i, k := range strokes {
			lines[i].Position1 = fyne.NewPos(x+k[0]*side, y+k[1]*side)
			lines[i].Position2 = fyne.NewPos(x+k[2]*side, y+k[3]*side)
		}
	}
	g.Tint = func(c color.Color) {
		for _, l := range lines {
			l.StrokeColor = c
		}
	}
	return g
}

// StateSign shows a state as sign and, where Word is set, word.
type StateSign struct {
	fw.BaseWidget
	Form   Form
	Colour fyne.ThemeColorName
	Word   string  // "" for the sign alone
	Side   float32 // of the sign; 0 is 14
	Barred string  // said behind the sign of a blocked home, "" for none
	Quiet  bool    // the word in quiet ink rather than in ink
}

// NewStateSign is the sign of a unit's state with its word, which may be empty.
func NewStateSign(s site.State, word string) *StateSign {
	return NewSign(FormOf(s), theme.OfState(s), word)
}

// NewSign is a sign of any form and colour with its word, for states of other things.
func NewSign(f Form, colour fyne.ThemeColorName, word string) *StateSign {
	w := &StateSign{Form: f, Colour: colour, Word: word}
	w.ExtendBaseWidget(w)
	return w
}

// Set shows another state of a unit.
func (w *StateSign) Set(s site.State, word string) {
	w.SetSign(FormOf(s), theme.OfState(s), word)
}

// FormOf is the form of a unit's state.
func FormOf(s site.State) Form { return forms[s.Phase()] }

// SetSign shows another form, colour and word.
func (w *StateSign) SetSign(f Form, colour fyne.ThemeColorName, word string) {
	if w.Form == f && w.Colour == colour && w.Word == word {
		return
	}
	w.Form, w.Colour, w.Word = f, colour, word
	w.Refresh()
}

// SetBarred shows another form, colour and word, and behind them by which word the law
// forbids handing the home over, "" where it does not.
func (w *StateSign) SetBarred(f Form, colour fyne.ThemeColorName, word, barred string) {
	if w.Barred != barred {
		w.Barred, w.Form = barred, "" // so that it is drawn anew, whatever the state was
	}
	w.SetSign(f, colour, word)
}

// Room is how wide the sign is with all that it says.
func (w *StateSign) Room() float32 {
	room := w.side() + 6 + Measure(w.Word, theme.TextSize, false).Width
	if w.Barred != "" {
		room += 12 + 18 + Measure(w.Barred, theme.TextSize, false).Width
	}
	return room
}

func (w *StateSign) side() float32 {
	if w.Side == 0 {
		return 14
	}
	return w.Side
}

// CreateRenderer draws the sign.
func (w *StateSign) CreateRenderer() fyne.WidgetRenderer {
	word := NewDrawnText("", theme.Ink, theme.TextSize, false)
	barred := NewDrawnText("", theme.Bad, theme.TextSize, false)
	bar := markOf(Crossed)
	var mark *Mark
	barring := false // what of both is drawn
	side := w.side
	d := &Drawn{Of: w}
	d.Least = func() fyne.Size {
		text := Measure(w.Word, theme.TextSize, false)
		if w.Word == "" {
			return fyne.NewSize(side(), fyne.Max(side(), text.Height))
		}
		return fyne.NewSize(side()+6+text.Width, fyne.Max(side(), text.Height))
	}
	d.Arrange = func(size fyne.Size) {
		mark.Place(0, (size.Height-side())/2, side())
		word.Text = Cut(w.Word, size.Width-side()-6, theme.TextSize, false)
		PlaceAt(word, side()+6, 0, size.Width-side()-6, size.Height)
		if !barring {
			return
		}
		x := side() + 6 + Measure(w.Word, theme.TextSize, false).Width + 12
		bar.Place(x, (size.Height-12)/2+1, 12)
		barred.Text = Cut(w.Barred, size.Width-x-18, theme.TextSize, false)
		PlaceAt(barred, x+18, 0, size.Width-x-18, size.Height)
	}
	d.Paint = func() {
		if mark == nil || mark.form != w.Form || barring != (w.Barred != "") {
			mark, barring = markOf(w.Form), w.Barred != ""
			d.Parts = append(append([]fyne.CanvasObject{}, mark.Objects...), word)
			if barring {
				d.Parts = append(append(d.Parts, bar.Objects...), barred)
			}
		}
		bar.Tint(theme.Of(theme.Bad))
		barred.Color = theme.OfText(theme.Bad)
		mark.Tint(theme.Of(w.Colour))
		word.Color = theme.Of(theme.Ink)
		if w.Quiet {
			word.Color = theme.Of(theme.Quiet)
		}
		d.Arrange(w.BaseWidget.Size())
	}
	d.Paint()
	return d
}
