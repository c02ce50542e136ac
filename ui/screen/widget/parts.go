package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
)

// hairline follows the theme, which a bare rectangle would not.
type hairline struct {
	fw.BaseWidget
	down bool
}

func newHairline(down bool) *hairline {
	h := &hairline{down: down}
	h.ExtendBaseWidget(h)
	return h
}

func (h *hairline) CreateRenderer() fyne.WidgetRenderer {
	line := NewBox(theme.Line)
	d := &Drawn{Of: h, Parts: []fyne.CanvasObject{line}}
	d.Least = func() fyne.Size { return fyne.NewSize(1, 1) }
	d.Arrange = func(size fyne.Size) {
		if h.down {
			PlaceAt(line, 0, 0, 1, size.Height)
		} else {
			PlaceAt(line, 0, 0, size.Width, 1)
		}
	}
	d.Paint = func() { line.FillColor = theme.Of(theme.Line) }
	return d
}

// Panel is a ground in a colour of the theme under its content.
type Panel struct {
	fw.BaseWidget
	Colour  fyne.ThemeColorName
	Outline bool
	Content fyne.CanvasObject
}

// NewPanel is content on a ground.
func NewPanel(colour fyne.ThemeColorName, content fyne.CanvasObject) *Panel {
	p := &Panel{Colour: colour, Content: content}
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer draws ground and content.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	ground := NewBox(p.Colour)
	d := &Drawn{Of: p, Parts: []fyne.CanvasObject{ground, p.Content}}
	d.Least = func() fyne.Size { return p.Content.MinSize() }
	d.Arrange = func(size fyne.Size) {
		PlaceAt(ground, 0, 0, size.Width, size.Height)
		PlaceAt(p.Content, 0, 0, size.Width, size.Height)
	}
	d.Paint = func() {
		ground.FillColor = theme.Of(p.Colour)
		ground.StrokeWidth, ground.CornerRadius = 0, 0
		if p.Outline {
			ground.StrokeWidth, ground.StrokeColor, ground.CornerRadius = 1, theme.Of(theme.Line), theme.Radius
		}
	}
	d.Paint()
	return d
}

// NewSection is the head of a part of a page: a title, and what can be done
// with the part at its right.
func NewSection(title string, acts ...fyne.CanvasObject) *fyne.Container {
	row := append([]fyne.CanvasObject{NewEmphasis(title), layout.NewSpacer()}, acts...)
	return container.New(leastHeight(theme.Row), Bar(row...))
}

type leastHeight float32

func (h leastHeight) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(0, float32(h))
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

func (leastHeight) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		PlaceAt(o, 0, 0, size.Width, size.Height)
	}
}

// NewPage is a place's own bar (title, filters, acts with the one primary last)
// over its body.
func NewPage(title string, filters, acts []fyne.CanvasObject, body fyne.CanvasObject) fyne.CanvasObject {
	row := append([]fyne.CanvasObject{NewTitle(title), gapOf(theme.Gap), layout.NewSpacer()}, acts...)
	bar := fyne.CanvasObject(Bar(row...))
	if len(filters) > 0 { // they move under each other's edges where the window is too small
		right := append([]fyne.CanvasObject{gapOf(theme.Gap)}, acts...)
		centre := container.NewHScroll(container.New(leastHeight(60), Bar(filters...)))
		bar = Edges(nil, nil, Bar(NewTitle(title), gapOf(theme.Gap), gapOf(0)), Bar(right...), centre)
	}
	head := container.New(leastHeight(60), container.New(layout.NewCustomPaddedLayout(0, 0, theme.Margin, theme.Margin), bar))
	return Edges(Stack(head, HLine()), nil, nil, nil, body)
}

// NewSkeleton stands in for rows that are being read, after 300 ms.
func NewSkeleton(rows int) fyne.CanvasObject {
	s := &skeleton{rows: rows}
	s.ExtendBaseWidget(s)
	return s
}

type skeleton struct {
	fw.BaseWidget
	rows int
}

func (s *skeleton) CreateRenderer() fyne.WidgetRenderer {
	d := &Drawn{Of: s}
	for i := 0; i < 2*s.rows; i++ {
		r := NewBox(theme.Skeleton)
		r.CornerRadius = theme.Radius
		d.Parts = append(d.Parts, r)
	}
	d.Least = func() fyne.Size { return fyne.NewSize(120, theme.Row*float32(s.rows)) }
	d.Arrange = func(size fyne.Size) {
		for i := 0; i < s.rows; i++ {
			y := theme.Row*float32(i) + 14
			// Uneven, as text is.
			PlaceAt(d.Parts[2*i], theme.Margin, y, size.Width*0.12, 12)
			PlaceAt(d.Parts[2*i+1], theme.Margin+size.Width*0.16, y, size.Width*(0.40+0.07*float32(i*5%4)), 12)
		}
	}
	d.Paint = func() {
		for _, o := range d.Parts {
			o.(*canvas.Rectangle).FillColor = theme.Of(theme.Skeleton)
		}
	}
	return d
}

// Fact is a label with its value.
type Fact struct {
	Label, Value string
	Colour       fyne.ThemeColorName // of the value; "" is ink
	Bold         bool
	Long         bool // the value may take several lines
}

// FactList is facts under each other: labels in a column of quiet ink, values
// beside them.
type FactList struct {
	fw.BaseWidget
	facts      []Fact
	labelWidth float32
	given      float32
}

// NewFactList shows the facts; labels take labelWidth, 0 for 88, and up to half as
// much again where a language says them at greater length.
func NewFactList(labelWidth float32, facts ...Fact) *FactList {
	if labelWidth == 0 {
		labelWidth = 88
	}
	f := &FactList{facts: facts, labelWidth: labelWidth}
	f.ExtendBaseWidget(f)
	return f
}

// Set shows other facts.
func (f *FactList) Set(facts ...Fact) {
	f.facts = facts
	f.Refresh()
}

// Resize breaks long values anew.
func (f *FactList) Resize(size fyne.Size) {
	changed := f.given != size.Width
	f.given = size.Width
	f.BaseWidget.Resize(size)
	if changed {
		f.Refresh()
	}
}

// labels is how wide the labels' column is.
func (f *FactList) labels() float32 {
	widest := f.labelWidth
	for _, fact := range f.facts {
		widest = fyne.Max(widest, Measure(fact.Label, theme.TextSize, false).Width+8)
	}
	return fyne.Min(widest, f.labelWidth*1.5)
}

// CreateRenderer draws the facts.
func (f *FactList) CreateRenderer() fyne.WidgetRenderer {
	const row, line float32 = 28, 21
	d := &Drawn{Of: f, Arrange: func(fyne.Size) {}}
	lines := func(fact Fact) []string {
		room := f.given - f.labels()
		if f.given == 0 {
			room = 200
		}
		if fact.Long {
			return Lines(fact.Value, room, theme.TextSize, fact.Bold)
		}
		return []string{Cut(fact.Value, room, theme.TextSize, fact.Bold)}
	}
	d.Least = func() fyne.Size {
		h := float32(0)
		for _, fact := range f.facts {
			h += row + line*float32(len(lines(fact))-1)
		}
		return fyne.NewSize(f.labels()+80, h)
	}
	d.Paint = func() {
		d.Parts = d.Parts[:0]
		y, wide := float32(0), f.labels()
		for _, fact := range f.facts {
			label := NewDrawnText(Cut(fact.Label, wide-8, theme.TextSize, false), theme.Quiet, theme.TextSize, false)
			PlaceAt(label, 0, y, wide-8, row)
			d.Parts = append(d.Parts, label)
			colour := fact.Colour
			if colour == "" {
				colour = theme.Ink
			}
			for i, s := range lines(fact) {
				value := NewDrawnText(s, colour, theme.TextSize, fact.Bold)
				PlaceAt(value, wide, y+line*float32(i), fyne.Max(0, f.given-wide), row)
				d.Parts = append(d.Parts, value)
			}
			y += row + line*float32(len(lines(fact))-1)
		}
	}
	d.Paint()
	return d
}
