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

var transparent = color.Transparent

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
	line := newText("", t.colour(), t.size(), t.Bold)
	cut := func(width float32) {
		line.Text = Cut(t.Text, width, t.size(), t.Bold)
	}
	d := &drawn{of: t, objects: []fyne.CanvasObject{line}}
	d.min = func() fyne.Size {
		full := measure(t.Text, t.size(), t.Bold)
		if t.Least > 0 {
			full.Width = t.Least
		}
		return full
	}
	d.layout = func(size fyne.Size) {
		cut(size.Width)
		place(line, 0, 0, size.Width, size.Height)
	}
	d.paint = func() {
		line.Color, line.TextSize, line.TextStyle.Bold, line.Alignment = theme.Of(t.colour()), t.size(), t.Bold, t.Align
		cut(t.BaseWidget.Size().Width)
	}
	d.paint()
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
	d := &drawn{of: p}
	breakLines := func() []string {
		size, width, _ := p.measure()
		return Lines(p.Text, width, size, p.Bold)
	}
	d.min = func() fyne.Size {
		_, _, step := p.measure()
		return fyne.NewSize(p.Width, step*float32(len(breakLines())))
	}
	d.layout = func(fyne.Size) {}
	d.paint = func() {
		size, width, step := p.measure()
		lines := breakLines()
		colour := p.Colour
		if colour == "" {
			colour = theme.Ink
		}
		d.objects = d.objects[:0]
		for i, s := range lines {
			line := newText(s, colour, size, p.Bold)
			place(line, 0, float32(i)*step, width, step)
			d.objects = append(d.objects, line)
		}
	}
	d.paint()
	return d
}

// Lines breaks text at the width, keeping Latin words whole and Chinese
// punctuation where it may stand (Unicode line breaking). A width of 0 or less
// breaks only where the text does.
func Lines(text string, width, size float32, bold bool) []string {
	var lines []string
	for _, para := range strings.Split(text, "\n") {
		lines = append(lines, breakLine(para, width, size, bold)...)
	}
	return lines
}

func breakLine(text string, width, size float32, bold bool) []string {
	if width <= 0 || measure(text, size, bold).Width <= width {
		return []string{text}
	}
	var lines []string
	line, state := "", -1
	for rest := text; rest != ""; {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		if line != "" && measure(strings.TrimRight(line+segment, " "), size, bold).Width > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line = ""
		}
		for line == "" && measure(strings.TrimRight(segment, " "), size, bold).Width > width {
			head := fitting(segment, width, size, bold)
			if head == segment {
				break
			}
			lines = append(lines, head)
			segment = segment[len(head):]
		}
		line += segment
	}
	return append(lines, strings.TrimRight(line, " "))
}

// fitting is the longest beginning of text that is no wider than width, one
// character at least.
func fitting(text string, width, size float32, bold bool) string {
	end := 0
	for i := range text {
		if i > 0 && measure(text[:i], size, bold).Width > width {
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
	if text == "" || measure(text, size, bold).Width <= width+0.5 {
		return text
	}
	room := width - measure("…", size, bold).Width
	if room <= 0 {
		return ""
	}
	low, high := 0, len([]rune(text))
	runes := []rune(text)
	for low < high {
		mid := (low + high + 1) / 2
		if measure(string(runes[:mid]), size, bold).Width <= room {
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

func measure(text string, size float32, bold bool) fyne.Size {
	key := measureKey{text, size, bold}
	measured.Lock()
	defer measured.Unlock()
	if s, known := measured.sizes[key]; known {
		return s
	}
	if measured.sizes == nil || len(measured.sizes) > 20000 {
		measured.sizes = map[measureKey]fyne.Size{}
	}
	s := fyne.MeasureText(text, size, fyne.TextStyle{Bold: bold})
	measured.sizes[key] = s
	return s
}
