package widget

import (
	"image/color"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	fw "fyne.io/fyne/v2/widget"
	"github.com/rivo/uniseg"

	"keyday/ui/screen/theme"
)

// Transparent is the colour of what is filled when it is painted, or never.
var Transparent = color.Transparent

// Text is one line in a size and colour of the theme, cut with … where it is
// too long for its place. The zero size is 13, the zero colour ink.
type Text struct {
	fw.BaseWidget
	Text   string
	Colour fyne.ThemeColorName
	Sized  float32
	Bold   bool
	Align  fyne.TextAlign
	Least  float32 // the width it asks for, 0 for all of its text
	Most   float32 // the width it asks for at most, 0 for any
}

// NewText is a plain line.
func NewText(s string) *Text { return newLine(&Text{Text: s}) }

// NewQuiet is a line in quiet ink: labels, second lines.
func NewQuiet(s string) *Text { return newLine(&Text{Text: s, Colour: theme.Quiet}) }

// NewBold is a line for what one looks for.
func NewBold(s string) *Text { return newLine(&Text{Text: s, Bold: true}) }

// NewEmphasis is a line of 15 in bold: the head of a part.
func NewEmphasis(s string) *Text { return newLine(&Text{Text: s, Bold: true, Sized: theme.Emphasis}) }

// NewTitle is the title of a page.
func NewTitle(s string) *Text { return newLine(&Text{Text: s, Bold: true, Sized: theme.Title}) }

// NewFigure is a large number.
func NewFigure(s string) *Text { return newLine(&Text{Text: s, Bold: true, Sized: theme.Figure}) }

func newLine(t *Text) *Text {
	t.ExtendBaseWidget(t)
	return t
}

// SetText says something else.
func (t *Text) SetText(s string) {
	if t.Text != s {
		t.Text = s
		t.Refresh()
	}
}

func (t *Text) size() float32 {
	if t.Sized == 0 {
		return theme.TextSize
	}
	return t.Sized
}

func (t *Text) colour() fyne.ThemeColorName {
	if t.Colour == "" {
		return theme.Ink
	}
	return t.Colour
}

// CreateRenderer draws the line.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	line := NewDrawnText("", t.colour(), t.size(), t.Bold)
	cut := func(width float32) {
		line.Text = Cut(t.Text, width, t.size(), t.Bold)
	}
	d := &Drawn{Of: t, Parts: []fyne.CanvasObject{line}}
	d.Least = func() fyne.Size {
		full := Measure(t.Text, t.size(), t.Bold)
		if t.Least > 0 {
			full.Width = t.Least
		}
		if t.Most > 0 {
			full.Width = fyne.Min(full.Width, t.Most)
		}
		return full
	}
	d.Arrange = func(size fyne.Size) {
		cut(size.Width)
		PlaceAt(line, 0, 0, size.Width, size.Height)
	}
	d.Paint = func() {
		line.Color, line.TextSize, line.TextStyle.Bold, line.Alignment = theme.OfText(t.colour()), t.size(), t.Bold, t.Align
		cut(t.BaseWidget.Size().Width)
	}
	d.Paint()
	return d
}

// Paragraph is text over several lines, broken as Chinese is set: no line
// begins with 。 or ends with “.
type Paragraph struct {
	fw.BaseWidget
	Text   string
	Colour fyne.ThemeColorName
	Sized  float32
	Bold   bool
	Align  fyne.TextAlign
	// Width is what it asks for; the height follows from the width it is given.
	Width float32
	given float32
}

// NewParagraph asks for the given width, 0 for whatever there is.
func NewParagraph(s string, width float32) *Paragraph {
	p := &Paragraph{Text: s, Width: width}
	p.ExtendBaseWidget(p)
	return p
}

// NewQuietLines is a paragraph of what matters less.
func NewQuietLines(s string, width float32) *Paragraph {
	p := NewParagraph(s, width)
	p.Colour = theme.Quiet
	return p
}

// SetText says something else.
func (p *Paragraph) SetText(s string) {
	if p.Text != s {
		p.Text = s
		p.Refresh()
	}
}

// Resize breaks the lines anew where the width has changed.
func (p *Paragraph) Resize(size fyne.Size) {
	if p.given != size.Width {
		p.given = size.Width
		p.BaseWidget.Resize(size)
		p.Refresh()
		return
	}
	p.BaseWidget.Resize(size)
}

func (p *Paragraph) measure() (size, width, step float32) {
	size = p.Sized
	if size == 0 {
		size = theme.TextSize
	}
	width = p.given
	if width == 0 {
		width = p.Width
	}
	return size, width, size * 1.6
}

// CreateRenderer draws the lines.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	d := &Drawn{Of: p}
	breakLines := func() []string {
		size, width, _ := p.measure()
		return Lines(p.Text, width, size, p.Bold)
	}
	d.Least = func() fyne.Size {
		_, _, step := p.measure()
		return fyne.NewSize(p.Width, step*float32(len(breakLines())))
	}
	d.Arrange = func(fyne.Size) {}
	d.Paint = func() {
		size, width, step := p.measure()
		lines := breakLines()
		colour := p.Colour
		if colour == "" {
			colour = theme.Ink
		}
		d.Parts = d.Parts[:0]
		for i, s := range lines {
			line := NewDrawnText(s, colour, size, p.Bold)
			line.Alignment = p.Align
			PlaceAt(line, 0, float32(i)*step, width, step)
			d.Parts = append(d.Parts, line)
		}
	}
	d.Paint()
	return d
}

// Lines breaks text at the width, keeping Latin words whole and Chinese
// punctuation where it may stand (Unicode line breaking). A width of 0 or less
// breaks only where the text does.
func Lines(text string, width, size float32, bold bool) []string {
	var lines []string
	for _, para := range strings.Split(Shown(text), "\n") {
		lines = append(lines, breakLine(para, width, size, bold)...)
	}
	return lines
}

func breakLine(text string, width, size float32, bold bool) []string {
	const short = 400 // bytes; what is longer is broken without a look at the whole
	if width <= 0 || len(text) < short && Measure(text, size, bold).Width <= width {
		return []string{text}
	}
	wide := func(s string) bool { return Measure(strings.TrimRight(s, " "), size, bold).Width > width }
	var lines []string
	segments := segmentsOf(text)
	for guess := 1; len(segments) > 0; {
		n := filling(segments, guess, wide)
		if n > 0 {
			lines = append(lines, strings.TrimRight(strings.Join(segments[:n], ""), " "))
			segments, guess = segments[n:], n
			continue
		}
		// One that is wider than a line is cut where it must be.
		head := fitting(segments[0], width, size, bold)
		if head == segments[0] {
			lines, segments = append(lines, strings.TrimRight(head, " ")), segments[1:]
			continue
		}
		lines = append(lines, head)
		segments[0] = segments[0][len(head):]
	}
	return lines
}

// segmentsOf are the pieces between which a line may end.
func segmentsOf(text string) (all []string) {
	for rest, state := text, -1; rest != ""; {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		all = append(all, segment)
	}
	return all
}

// filling is how many segments go into a line. It looks around a guess, such as the
// line before, for each look shapes the text anew.
func filling(segments []string, guess int, wide func(string) bool) int {
	n := max(1, min(guess, len(segments)))
	if wide(strings.Join(segments[:n], "")) {
		for n--; n > 0 && wide(strings.Join(segments[:n], "")); n-- {
		}
		return n
	}
	for n < len(segments) && !wide(strings.Join(segments[:n+1], "")) {
		n++
	}
	return n
}

// fitting is the longest beginning of text that is no wider than width, one
// character at least.
func fitting(text string, width, size float32, bold bool) string {
	end := 0
	for i := range text {
		if i > 0 && Measure(text[:i], size, bold).Width > width {
			break
		}
		end = i
	}
	if end == 0 {
		_, rest, _, _ := uniseg.FirstGraphemeClusterInString(text, -1)
		return text[:len(text)-len(rest)]
	}
	return text[:end]
}

// Cut is text as it stands, or as much of it as fits into width with … after it.
func Cut(text string, width, size float32, bold bool) string {
	text = Shown(text)
	if text == "" || Measure(text, size, bold).Width <= width+0.5 {
		return text
	}
	room := width - Measure("…", size, bold).Width
	if room <= 0 {
		return ""
	}
	low, high := 0, len([]rune(text))
	runes := []rune(text)
	for low < high {
		mid := (low + high + 1) / 2
		if Measure(string(runes[:mid]), size, bold).Width <= room {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return strings.TrimRight(string(runes[:low]), " ，、（") + "…"
}

// measured remembers widths, for the toolkit shapes the text each time and a
// list asks for the same few hundred texts over and over.
var measured struct {
	sync.Mutex
	sizes map[measureKey]fyne.Size
}

type measureKey struct {
	text string
	size float32
	bold bool
}

// Measure is the size of a text.
func Measure(text string, size float32, bold bool) fyne.Size {
	key := measureKey{text, size, bold}
	measured.Lock()
	defer measured.Unlock()
	if s, known := measured.sizes[key]; known {
		return s
	}
	if measured.sizes == nil || len(measured.sizes) > 20000 {
		measured.sizes = map[measureKey]fyne.Size{}
	}
	s := fyne.MeasureText(Shown(text), size, fyne.TextStyle{Bold: bold})
	measured.sizes[key] = s
	return s
}
