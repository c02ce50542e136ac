package set

// A leaf is one A4 page as marks at places, in millimetres from its upper left
// corner. Forms are laid out on leaves first; only then is it known how many
// there are and which characters they need, and the writer puts them into a PDF.

// The sheet: A4, margins 20 above and below, 18 at the sides, twelve columns.
const (
	PageWidth  = 210.0
	PageHeight = 297.0
	Left       = 18.0
	Right      = PageWidth - Left
	Column     = (Right - Left) / 12
	Top        = 28.0 // under the letterhead
	Bottom     = PageHeight - 24
)

// Line widths in millimetres.
const (
	Hairline = 0.2
	frame    = 0.4
)

// ink is a colour. Everything that must be read is black or nearly so, because
// a photocopier makes two of three greys white.
type ink struct{ r, g, b int }

var (
	black = ink{0, 0, 0}
	Quiet = ink{38, 42, 50} // quiet by its size: a paler one is gone on the first copy
	red   = ink{192, 32, 24}
	rose  = ink{244, 190, 186} // under the text of a void paper
	mist  = ink{214, 217, 222} // under the text of a rehearsal
)

// NoText is the back of a sheet on which nothing stands, which it says, so that nothing can
// be added to what was signed.
func NoText() *Leaf {
	l := &Leaf{}
	l.TextCentre(PageWidth/2, PageHeight/2, LabelStyle, "此页无正文　This page is blank")
	return l
}

// Style is how a text is set.
type Style struct {
	Size float64 // points
	Bold bool
	ink  ink
}

const Point = 25.4 / 72

// The styles of all forms.
var (
	titleStyle   = Style{16, true, black}
	HeadingStyle = Style{11, true, black}
	ValueStyle   = Style{10.5, false, black}
	strongStyle  = Style{10.5, true, black}
	BodyStyle    = Style{9.5, false, black}
	TableStyle   = Style{9, false, black}
	LabelStyle   = Style{8, false, Quiet}
	EnglishStyle = Style{6.5, false, Quiet}
)

// regular, bold and fine are styles of any size, the last for words that stand beside others.
func Regular(size float64) Style { return Style{size, false, black} }
func Bold(size float64) Style    { return Style{size, true, black} }
func Fine(size float64) Style    { return Style{size, false, Quiet} }

// leading is the distance between two base lines in millimetres.
func (s Style) leading() float64 { return s.Size * Point * 1.42 }

// measure is the ruler of the style.
func (s Style) measure(prev, r rune) float64 {
	if silent(r) {
		return 0
	}
	if isToken(r) {
		return float64(tokenWidth(r)) * s.Size * Point / 1000
	}
	width := s.face().advance(printable(r))
	if spaced(prev, r) {
		width += gap
	}
	return float64(width) * s.Size * Point / 1000
}

func (s Style) face() *face {
	if s.Bold {
		return faces()[1]
	}
	return faces()[0]
}

// Width is how long the text is on one line, without the spaces at its end.
func (s Style) Width(text string) float64 {
	var prev rune
	var wide, solid float64
	for _, r := range text {
		wide += s.measure(prev, r)
		if r != ' ' {
			solid = wide
		}
		prev = r
	}
	return solid
}

// mark is one thing on a leaf.
type mark interface{ put(w *writer) }

// Leaf is a page.
type Leaf struct {
	Marks []mark
	names names // that stand on it as pictures
}

// TextMark is a line of text; x, y is where its base line begins.
type TextMark struct {
	X, Y  float64
	Text  string
	Style Style
	Width float64
}

// RuleMark is a straight line.
type RuleMark struct {
	X1, Y1, X2, Y2, width float64
	ink                   ink
}

// BoxMark is a rectangle's outline.
type BoxMark struct {
	X, Y, W, H, Width float64
	Ink               ink
}

// curveMark is a smooth line through points; a closed one comes back to its start.
type curveMark struct {
	points [][2]float64
	width  float64
	ink    ink
}

// RingMark is an ellipse's outline.
type RingMark struct {
	X, Y, Rx, ry, width float64
	ink                 ink
}

// dotsMark is black squares, as of a QR code: each is x, y, width, height.
type dotsMark struct{ squares [][4]float64 }

// PictureMark is a photograph or logo, scaled into the box and centred in it.
type PictureMark struct {
	X, Y, W, H float64
	Picture    *Picture
}

// bannerMark is a word across the page, pale so that all over it stays legible;
// the foot says the same in black for the copier.
type bannerMark struct {
	text string
	size float64 // points
	ink  ink
}

func (l *Leaf) Add(m mark) { l.Marks = append(l.Marks, m) }

func (l *Leaf) Rule(x1, y1, x2, y2, width float64) {
	l.Add(RuleMark{x1, y1, x2, y2, width, black})
}

// Text sets one line with its base line at y.
func (l *Leaf) Text(x, y float64, s Style, text string) {
	if text != "" {
		l.Add(TextMark{x, y, text, s, s.Width(text)})
	}
}

// TextRight sets one line that ends at x.
func (l *Leaf) TextRight(x, y float64, s Style, text string) {
	l.Text(x-s.Width(text), y, s, text)
}

// TextCentre sets one line around x.
func (l *Leaf) TextCentre(x, y float64, s Style, text string) {
	l.Text(x-s.Width(text)/2, y, s, text)
}

// Fit is the style in which the text is no wider than width: as given, or smaller.
func (s Style) Fit(text string, width float64) Style {
	if wide := s.Width(text); wide > width {
		s.Size *= width / wide
	}
	return s
}
