package set

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"time"
	"unicode/utf16"

	"github.com/jung-kurt/gofpdf"

	"keyday/app"
)

// Of says of a file what it is, whose, and as of when.
type Of struct {
	Title, Author string
	Date          time.Time

	Chapters []Chapter // by which a viewer goes through a file of many papers
	Labels   []Label   // in the order of their leaves; none: pages are counted through
	Duplex   bool      // the printer is to use both sides
}

// Chapter is a bookmark: a leaf that a viewer goes to. One of a deeper level lies in the
// one before it.
type Chapter struct {
	Leaf, Level int
	Title       string
}

// Label is what a viewer calls the pages from a leaf on: the words, and a number that
// begins with 1.
type Label struct {
	Leaf  int
	Words string
}

// writer puts leaves into one PDF.
type writer struct {
	pdf   *gofpdf.Fpdf
	alias map[rune]rune // characters beyond U+FFFF by their private codes
	names names         // of the page that is written
	style Style         // as the PDF has it now
	line  float64
	ink   ink

	tags   [2]string   // of the fonts
	widths map[int]int // how many pictures of each width the PDF has
}

// PDF is the PDF of what was laid out.
func (f *Flow) PDF(of Of) ([]byte, error) {
	var out bytes.Buffer
	err := Write(&out, f.Leaves, of)
	return out.Bytes(), err
}

// Write makes the PDF of the leaves, each on a page of its own. gofpdf keeps its
// errors to the end, and panics on some damage; both come out as an error.
func Write(out io.Writer, leaves []*Leaf, of Of) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("paper: write %s: %v", of.Title, p)
		}
	}()
	w := &writer{pdf: gofpdf.New("P", "mm", "A4", ""), widths: map[int]int{}}
	w.pdf.SetCatalogSort(true)
	date := of.Date
	if date.IsZero() {
		date = time.Unix(0, 0).UTC() // gofpdf would take the clock's
	}
	w.pdf.SetCreationDate(date)
	w.pdf.SetModificationDate(date)
	w.pdf.SetProducer("Keyday", true)
	w.pdf.SetTitle(inUTF16(app.Visible(of.Title)), false)
	w.pdf.SetAuthor(inUTF16(app.Visible(of.Author)), false)
	w.pdf.SetMargins(0, 0, 0)
	w.pdf.SetAutoPageBreak(false, 0)
	w.fonts(leaves)
	w.pdf.SetFont(families[0], "", ValueStyle.Size) // bookmarks are written as text of the font in use
	chapters := of.Chapters
	for i, l := range leaves {
		w.page(l)
		for ; len(chapters) > 0 && chapters[0].Leaf == i; chapters = chapters[1:] {
			w.pdf.Bookmark(app.Visible(chapters[0].Title), chapters[0].Level, 0)
		}
	}
	if err := w.pdf.Output(finisher{out, w.tags, of}); err != nil {
		return fmt.Errorf("paper: write %s: %w", of.Title, err)
	}
	return nil
}

// inUTF16 is a text as the head of a PDF holds it. gofpdf's own loses the characters beyond
// U+FFFF, of which names are made.
func inUTF16(text string) string {
	all := []byte{0xfe, 0xff}
	for _, unit := range utf16.Encode([]rune(text)) {
		all = binary.BigEndian.AppendUint16(all, unit)
	}
	return string(all)
}

// fonts gives the document fonts with just the glyphs that it shows.
func (w *writer) fonts(leaves []*Leaf) {
	var used [2]map[rune]bool
	used[0], used[1] = map[rune]bool{' ': true}, map[rune]bool{' ': true}
	for _, l := range leaves {
		for _, m := range l.Marks {
			text, bold := "", false
			switch m := m.(type) {
			case TextMark:
				text, bold = m.Text, m.Style.Bold
			case bannerMark:
				text, bold = m.text, true
			}
			runes := used[0]
			if bold {
				runes = used[1]
			}
			for _, r := range text {
				if !isToken(r) {
					runes[printable(r)] = true
				}
			}
		}
	}
	w.alias = aliases(used[0], used[1])
	for i, name := range families {
		f := faces()[i]
		glyphs := map[uint16]uint16{}
		for r := range used[i] {
			code := r
			if a, ok := w.alias[r]; ok {
				code = a
			}
			if g := f.glyph(r); g != 0 {
				glyphs[uint16(code)] = g
			}
		}
		w.tags[i] = tagOf(glyphs)
		w.pdf.AddUTF8FontFromBytes(name, "", f.subset(glyphs))
	}
}

// page puts one leaf.
func (w *writer) page(l *Leaf) {
	w.pdf.AddPage()
	w.style, w.line, w.ink, w.names = Style{}, 0, ink{-1, 0, 0}, l.names
	w.pdf.SetLineCapStyle("square")
	artifact := false
	for _, m := range l.Marks {
		switch is := decoration(m); {
		case is && !artifact:
			w.pdf.RawWriteStr("/Artifact BMC")
			artifact = true
		case !is && artifact:
			w.pdf.RawWriteStr("EMC")
			artifact = false
		}
		m.put(w)
	}
	if artifact {
		w.pdf.RawWriteStr("EMC")
	}
}

// decoration reports whether a mark says nothing: a reader of the file passes it over. What
// is drawn and says something is a saidMark.
func decoration(m mark) bool {
	switch m.(type) {
	case RuleMark, BoxMark, RingMark, dotsMark, bannerMark:
		return true
	}
	return false
}

// pen sets line width and colour.
func (w *writer) pen(width float64, i ink) {
	if w.line != width {
		w.pdf.SetLineWidth(width)
		w.line = width
	}
	if w.ink != i {
		w.pdf.SetDrawColor(i.r, i.g, i.b)
		w.ink = i
	}
}

// family is the font's name for gofpdf.
func (s Style) family() string {
	if s.Bold {
		return families[1]
	}
	return families[0]
}

func (m TextMark) put(w *writer) {
	if s := m.Style; w.style != s {
		if w.style.Bold != s.Bold || w.style.Size != s.Size {
			w.pdf.SetFont(s.family(), "", s.Size)
		}
		if w.style.ink != s.ink || w.style.Size == 0 {
			w.pdf.SetTextColor(s.ink.r, s.ink.g, s.ink.b)
		}
		w.style = s
	}
	w.runs(m)
}

// runs sets a line in pieces: a new one where air stands between Chinese and
// Latin, and each character beyond U+FFFF in one of its own.
func (w *writer) runs(m TextMark) {
	x, start := m.X, m.X
	var prev rune
	var run []rune
	flush := func() {
		if len(run) > 0 {
			w.pdf.Text(start, m.Y, string(run))
		}
		run, start = run[:0], x
	}
	for _, r := range m.Text {
		if silent(r) {
			continue
		}
		r = printable(r)
		step := m.Style.measure(prev, r)
		if spaced(prev, r) {
			flush()
			air := gap * m.Style.Size * Point / 1000
			x, step = x+air, step-air
			start = x
		}
		if code, ok := w.alias[r]; ok {
			flush()
			// so that a search finds it and a copy carries it
			w.span(string(r), func() { w.pdf.Text(x, m.Y, string(code)) })
			x += step
			start = x
		} else if isToken(r) {
			flush()
			w.putName(x, m.Y, m.Style, r)
			x += step
			start = x
		} else {
			run = append(run, r)
			x += step
		}
		prev = r
	}
	flush()
}

func (m RuleMark) put(w *writer) {
	w.pen(m.width, m.ink)
	w.pdf.Line(m.X1, m.Y1, m.X2, m.Y2)
}

func (m BoxMark) put(w *writer) {
	w.pen(m.Width, m.Ink)
	w.pdf.Rect(m.X, m.Y, m.W, m.H, "D")
}

func (m RingMark) put(w *writer) {
	w.pen(m.width, m.ink)
	w.pdf.Ellipse(m.X, m.Y, m.Rx, m.ry, 0, "D")
}

// put draws a Catmull-Rom line through the points, which is what a hand drew.
func (m curveMark) put(w *writer) {
	w.pen(m.width, m.ink)
	w.pdf.SetLineCapStyle("round")
	w.pdf.SetLineJoinStyle("round")
	p := m.points
	w.pdf.MoveTo(p[0][0], p[0][1])
	if len(p) == 1 {
		w.pdf.LineTo(p[0][0]+0.01, p[0][1])
	}
	at := func(i int) [2]float64 { return p[max(0, min(i, len(p)-1))] }
	for i := range len(p) - 1 {
		a, b, c, d := at(i-1), at(i), at(i+1), at(i+2)
		w.pdf.CurveBezierCubicTo(b[0]+(c[0]-a[0])/6, b[1]+(c[1]-a[1])/6,
			c[0]-(d[0]-b[0])/6, c[1]-(d[1]-b[1])/6, c[0], c[1])
	}
	w.pdf.DrawPath("D")
	w.pdf.SetLineCapStyle("square")
	w.pdf.SetLineJoinStyle("miter")
}

// put fills all squares as one area, so that no seam shows between them. They are said by
// the places on their grid: gofpdf holds the text of every page until the last is written.
func (m dotsMark) put(w *writer) {
	if len(m.squares) == 0 {
		return
	}
	const k = 1 / Point
	x, y, unit := m.squares[0][0], m.squares[0][1], m.squares[0][3]
	b := fmt.Appendf(nil, "q 0 g %.5f 0 0 %.5f %.3f %.3f cm\n", unit*k, -unit*k, x*k, (PageHeight-y)*k)
	for _, s := range m.squares {
		b = fmt.Appendf(b, "%.0f %.0f %.0f 1 re\n", (s[0]-x)/unit, (s[1]-y)/unit, s[2]/unit)
	}
	w.pdf.RawWriteStr(string(append(b, "f Q"...)))
}

func (m bannerMark) put(w *writer) {
	w.pdf.SetFont(families[1], "", m.size)
	w.pdf.SetTextColor(m.ink.r, m.ink.g, m.ink.b)
	width := Style{m.size, true, m.ink}.Width(m.text)
	w.pdf.TransformBegin()
	w.pdf.TransformRotate(52, PageWidth/2, PageHeight/2)
	w.pdf.Text(PageWidth/2-width/2, PageHeight/2+m.size*Point*0.37, m.text)
	w.pdf.TransformEnd()
	w.style = Style{}
}
