package paper

// A leaf is one A4 page as marks at places, in millimetres from its upper left
// corner. Forms are laid out on leaves first; only then is it known how many
// there are and which characters they need, and the writer puts them into a PDF.

// The sheet: A4, margins 20 above and below, 18 at the sides, twelve columns.
const (
	pageWidth  = 210.0
	pageHeight = 297.0
	left       = 18.0
	right      = pageWidth - left
	column     = (right - left) / 12
	top        = 28.0 // under the letterhead
	bottom     = pageHeight - 24
)

// Line widths in millimetres.
const (
	hairline = 0.2
	frame    = 0.4
)

// ink is a colour. Everything that must be read is black or nearly so, because
// a photocopier makes two of three greys white.
type ink struct{ r, g, b int }

var (
	black = ink{0, 0, 0}
	quiet = ink{38, 42, 50} // quiet by its size: a paler one is gone on the first copy
	red   = ink{192, 32, 24}
	rose  = ink{244, 190, 186} // under the text of a void paper
	mist  = ink{214, 217, 222} // under the text of a rehearsal
)

// style is how a text is set.
type style struct {
	size float64 // points
	bold bool
	ink  ink
}

const point = 25.4 / 72

// The styles of all forms.
var (
	titleStyle   = style{16, true, black}
	headingStyle = style{11, true, black}
	valueStyle   = style{10.5, false, black}
	strongStyle  = style{10.5, true, black}
	bodyStyle    = style{9.5, false, black}
	tableStyle   = style{9, false, black}
	labelStyle   = style{8, false, quiet}
	englishStyle = style{6.5, false, quiet}
)

// regular, bold and fine are styles of any size, the last for words that stand beside others.
func regular(size float64) style { return style{size, false, black} }
func bold(size float64) style    { return style{size, true, black} }
func fine(size float64) style    { return style{size, false, quiet} }

// leading is the distance between two base lines in millimetres.
func (s style) leading() float64 { return s.size * point * 1.42 }

// measure is the ruler of the style.
func (s style) measure(prev, r rune) float64 {
	if silent(r) {
		return 0
	}
	if isToken(r) {
		return float64(tokenWidth(r)) * s.size * point / 1000
	}
	width := s.face().advance(printable(r))
	if spaced(prev, r) {
		width += gap
	}
	return float64(width) * s.size * point / 1000
}

func (s style) face() *face {
	if s.bold {
		return faces()[1]
	}
	return faces()[0]
}

// width is how long the text is on one line, without the spaces at its end.
func (s style) width(text string) float64 {
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

// leaf is a page.
type leaf struct {
	marks []mark
	names names // that stand on it as pictures
}

// textMark is a line of text; x, y is where its base line begins.
type textMark struct {
	x, y  float64
	text  string
	style style
	width float64
}

// ruleMark is a straight line.
type ruleMark struct {
	x1, y1, x2, y2, width float64
	ink                   ink
}

// boxMark is a rectangle's outline.
type boxMark struct {
	x, y, w, h, width float64
	ink               ink
}

// curveMark is a smooth line through points; a closed one comes back to its start.
type curveMark struct {
	points [][2]float64
	width  float64
	ink    ink
}

// ringMark is an ellipse's outline.
type ringMark struct {
	x, y, rx, ry, width float64
	ink                 ink
}

// dotsMark is black squares, as of a QR code: each is x, y, width, height.
type dotsMark struct{ squares [][4]float64 }

// pictureMark is a photograph or logo, scaled into the box and centred in it.
type pictureMark struct {
	x, y, w, h float64
	picture    *picture
}

// bannerMark is a word across the page, pale so that all over it stays legible;
// the foot says the same in black for the copier.
type bannerMark struct {
	text string
	size float64 // points
	ink  ink
}

func (l *leaf) add(m mark) { l.marks = append(l.marks, m) }

func (l *leaf) rule(x1, y1, x2, y2, width float64) {
	l.add(ruleMark{x1, y1, x2, y2, width, black})
}

// text sets one line with its base line at y.
func (l *leaf) text(x, y float64, s style, text string) {
	if text != "" {
		l.add(textMark{x, y, text, s, s.width(text)})
	}
}

// textRight sets one line that ends at x.
func (l *leaf) textRight(x, y float64, s style, text string) {
	l.text(x-s.width(text), y, s, text)
}

// textCentre sets one line around x.
func (l *leaf) textCentre(x, y float64, s style, text string) {
	l.text(x-s.width(text)/2, y, s, text)
}

// fit is the style in which the text is no wider than width: as given, or smaller.
func (s style) fit(text string, width float64) style {
	if wide := s.width(text); wide > width {
		s.size *= width / wide
	}
	return s
}
