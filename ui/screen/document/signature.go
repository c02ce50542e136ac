package document

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// StrokePoint is a point of a signature: x to the right and y down, both 0..1 of
// a pad three times as wide as high, and milliseconds since the first point.
type StrokePoint struct {
	X, Y float32
	T    int64
}

// Stroke is what was drawn between pen down and pen up.
type Stroke []StrokePoint

// SignaturePad takes a signature by mouse, pen or finger: 3 : 1, with a base
// line and, under it, who signs as what.
type SignaturePad struct {
	fw.BaseWidget
	Signer, Role string
	OnChange     func()
	OnLift       func() // the pen left the paper: a stroke is finished
	Now          func() time.Time

	strokes []Stroke
	begun   time.Time
	drawing bool
}

// NewSignaturePad is an empty pad.
func NewSignaturePad(signer, role string) *SignaturePad {
	p := &SignaturePad{Signer: signer, Role: role, Now: time.Now}
	p.ExtendBaseWidget(p)
	return p
}

// Strokes are what was drawn, normalised.
func (p *SignaturePad) Strokes() []Stroke {
	all := make([]Stroke, len(p.strokes))
	for i, s := range p.strokes {
		all[i] = append(Stroke(nil), s...)
	}
	return all
}

// Empty reports whether nothing, or no more than a dot, was drawn.
func (p *SignaturePad) Empty() bool {
	points := 0
	for _, s := range p.strokes {
		points += len(s)
	}
	return points < 6
}

// Clear empties the pad: 重签.
func (p *SignaturePad) Clear() {
	p.strokes, p.drawing, p.begun = nil, false, time.Time{}
	p.changed()
}

func (p *SignaturePad) changed() {
	p.Refresh()
	if p.OnChange != nil {
		p.OnChange()
	}
}

const signFoot float32 = 28 // the line of name and role under the pad

// area is the pad itself: 3 : 1, in the middle of what it is given.
func (p *SignaturePad) area() (x, y, w, h float32) {
	size := p.BaseWidget.Size()
	h = size.Height - signFoot
	w = size.Width
	if w > 3*h {
		w = 3 * h
	} else {
		h = w / 3
	}
	return (size.Width - w) / 2, (size.Height - signFoot - h) / 2, w, h
}

func (p *SignaturePad) add(at fyne.Position) {
	x, y, w, h := p.area()
	if w <= 0 || h <= 0 || len(p.strokes) == 0 {
		return
	}
	point := StrokePoint{X: unit((at.X - x) / w), Y: unit((at.Y - y) / h), T: p.Now().Sub(p.begun).Milliseconds()}
	last := &p.strokes[len(p.strokes)-1]
	if n := len(*last); n > 0 && (*last)[n-1].X == point.X && (*last)[n-1].Y == point.Y {
		return
	}
	*last = append(*last, point)
}

func unit(v float32) float32 { return fyne.Max(0, fyne.Min(1, v)) }

// MouseDown begins a stroke: the first point, which a drag reports too late.
func (p *SignaturePad) MouseDown(ev *desktop.MouseEvent) {
	if ev.Button != desktop.MouseButtonPrimary {
		return
	}
	widget.Touched()
	if p.begun.IsZero() {
		p.begun = p.Now()
	}
	p.drawing = true
	p.strokes = append(p.strokes, nil)
	p.add(ev.Position)
	p.changed()
}

// MouseUp ends the stroke.
func (p *SignaturePad) MouseUp(*desktop.MouseEvent) { p.DragEnd() }

// Dragged draws on.
func (p *SignaturePad) Dragged(ev *fyne.DragEvent) {
	if !p.drawing {
		return
	}
	p.add(ev.Position)
	p.changed()
}

// DragEnd ends the stroke.
func (p *SignaturePad) DragEnd() {
	if p.drawing {
		p.drawing = false
		p.changed()
		if p.OnLift != nil {
			p.OnLift()
		}
	}
}

// Cursor is a cross over the pad.
func (p *SignaturePad) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// ink is as dark as a pen, in both themes: a signature is black on white paper.
var ink = color.NRGBA{R: 0x12, G: 0x1A, B: 0x2B, A: 0xFF}

// CreateRenderer draws pad, line and strokes: the one being drawn as lines, those
// that are finished as one picture, for thousands of lines would lag behind the hand.
func (p *SignaturePad) CreateRenderer() fyne.WidgetRenderer {
	paper := canvas.NewRectangle(color.White)
	paper.CornerRadius, paper.StrokeWidth = theme.Radius, 1
	base := canvas.NewRectangle(color.NRGBA{R: 0xB4, G: 0xBD, B: 0xC9, A: 0xFF})
	name, role := widget.NewDrawnText("", theme.Ink, theme.TextSize, true), widget.NewDrawnText("", theme.Quiet, theme.TextSize, false)
	dry := canvas.NewImageFromImage(nil)
	pen := &inkPen{}
	dried, driedWidth := 0, float32(0)
	d := &widget.Drawn{Of: p, Plain: true}
	d.Least = func() fyne.Size { return fyne.NewSize(360, 120+signFoot) }
	d.Arrange = func(fyne.Size) {
		x, y, w, h := p.area()
		widget.PlaceAt(paper, x, y, w, h)
		widget.PlaceAt(base, x+w*0.05, y+h*0.78, w*0.90, 1)
		wide := widget.Measure(p.Signer, theme.TextSize, true).Width
		widget.PlaceAt(name, x, y+h+4, wide, 22)
		widget.PlaceAt(role, x+wide+theme.Gap, y+h+4, fyne.Max(0, w-wide-theme.Gap), 22)
		widget.PlaceAt(dry, x, y, w, h)
		finished := len(p.strokes)
		if p.drawing {
			finished--
		}
		if finished != dried || w != driedWidth {
			dried, driedWidth = finished, w
			dry.Image = InkImage(p.strokes[:finished], int(2*w))
			dry.Refresh()
		}
		pen.draw(p.strokes[finished:], x, y, w, h)
		d.Parts = append([]fyne.CanvasObject{paper, base, name, role, dry}, pen.used()...)
	}
	d.Paint = func() {
		paper.StrokeColor = theme.Of(theme.Border)
		name.Text, role.Text, name.Color, role.Color = widget.Shown(p.Signer), widget.Shown(p.Role), theme.Of(theme.Ink), theme.Of(theme.Quiet)
		d.Arrange(p.BaseWidget.Size())
	}
	d.Paint()
	return d
}

// inkPen turns strokes into lines and round joints, reusing its objects.
type inkPen struct {
	lines  []*canvas.Line
	joints []*canvas.Circle
	nl, nj int
}

func (k *inkPen) used() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, 0, k.nl+k.nj)
	for _, l := range k.lines[:k.nl] {
		objects = append(objects, l)
	}
	for _, j := range k.joints[:k.nj] {
		objects = append(objects, j)
	}
	return objects
}

func (k *inkPen) draw(strokes []Stroke, x, y, w, h float32) {
	k.nl, k.nj = 0, 0
	for _, s := range strokes {
		s.trace(w, h, func(from, to fyne.Position, width float32) {
			shift := fyne.NewDelta(x, y)
			k.line(from.Add(shift), to.Add(shift), width)
			k.joint(to.Add(shift), width)
		})
	}
}

// trace goes along the stroke on a pad of w × h in short straight pieces; a dot is
// a piece without length.
func (s Stroke) trace(w, h float32, piece func(from, to fyne.Position, width float32)) {
	at := func(q StrokePoint) fyne.Position { return fyne.NewPos(q.X*w, q.Y*h) }
	if len(s) == 1 {
		piece(at(s[0]), at(s[0]), w/140)
	}
	for i := 1; i < len(s); i++ {
		width, from := nib(s[i-1], s[i], w, h), at(s[i-1])
		for _, to := range append(smooth(s, i, at), at(s[i])) {
			piece(from, to, width)
			from = to
		}
	}
}

// smooth gives the points between s[i-1] and s[i] on a Catmull–Rom curve through
// their neighbours, so that a quick hand leaves no corners.
func smooth(s Stroke, i int, at func(StrokePoint) fyne.Position) []fyne.Position {
	p1, p2 := at(s[i-1]), at(s[i])
	p0, p3 := p1, p2
	if i > 1 {
		p0 = at(s[i-2])
	}
	if i+1 < len(s) {
		p3 = at(s[i+1])
	}
	distance := abs(p2.X-p1.X) + abs(p2.Y-p1.Y)
	steps := int(distance / 4)
	var points []fyne.Position
	for n := 1; n < steps; n++ {
		t := float32(n) / float32(steps)
		points = append(points, fyne.NewPos(
			spline(p0.X, p1.X, p2.X, p3.X, t), spline(p0.Y, p1.Y, p2.Y, p3.Y, t)))
	}
	return points
}

func abs(v float32) float32 { return max(v, -v) }

func spline(a, b, c, d, t float32) float32 {
	return 0.5 * (2*b + (c-a)*t + (2*a-5*b+4*c-d)*t*t + (3*b-a-3*c+d)*t*t*t)
}

// nib is the width of the line: a pen's on a pad of this size, thinner where the
// hand is quick, as with ink.
func nib(a, b StrokePoint, w, h float32) float32 {
	full := w / 140
	span := fyne.Max(1, float32(b.T-a.T))
	speed := (abs(b.X-a.X) + abs(b.Y-a.Y)*h/w) / span // pad widths a millisecond
	return fyne.Max(full*0.6, full*(1-speed*180))
}

func (k *inkPen) line(from, to fyne.Position, width float32) {
	if k.nl == len(k.lines) {
		k.lines = append(k.lines, canvas.NewLine(ink))
	}
	l := k.lines[k.nl]
	k.nl++
	l.StrokeWidth, l.Position1, l.Position2 = width, from, to
}

func (k *inkPen) joint(at fyne.Position, width float32) {
	if k.nj == len(k.joints) {
		k.joints = append(k.joints, canvas.NewCircle(ink))
	}
	j := k.joints[k.nj]
	k.nj++
	// A little less than the line is wide, or each would show as a knot.
	width *= 0.92
	widget.PlaceAt(j, at.X-width/2, at.Y-width/2, width, width)
}
