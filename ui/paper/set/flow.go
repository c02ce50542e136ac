// Package set sets type: it lays texts, tables, pictures and signatures out on pages of A4
// and writes these as a searchable PDF. Chinese breaks by its own rules, every name prints,
// and what cannot be printed stops a form by name. It is the only importer of gofpdf, and
// knows no form.
package set

import (
	"strings"
	"unicode"

	"keyday/app"
	"keyday/ui/words"
)

// label is a word of a form in both languages.
type label struct{ zh, en string }

// Flow fills leaves from above to below.
type Flow struct {
	Masthead
	title  label
	Leaves []*Leaf
	Leaf   *Leaf // the last one
	Y      float64
	Fields []Box       // of the signature fields, in the order of the frame's signers
	code   <-chan code // of the number; drawn up while the form is laid out
	names  names       // that the font cannot write
}

// code is a QR code, or why there is none.
type code struct {
	dots dotsMark
	err  error
}

// Masthead is what every leaf of a form says of it.
type Masthead struct {
	Frame   app.Frame
	Imprint app.Imprint
	ZH, EN  string // the title
	About   string // whose paper it is: the unit
	Sort    string // what sort of print it is: a courtesy
	Draft   bool   // no lawyer has approved the text
	Plain   bool   // it is no document: it has no number, and no code
	Look    Look
	Endless bool           // a page holds everything: what is said does not depend on where pages break
	Asked   *[]app.Ask     // what the form lets a company choose, noted while it is laid out; nil: nobody wants to know
	Lang    words.Language // English where the form's own words are English alone; else they are Chinese, with English beside
}

// NewFlow begins a form with its first leaf and its title.
func NewFlow(head Masthead) *Flow {
	frame, imprint := head.Frame, head.Imprint
	f := &Flow{Masthead: head, title: label{head.ZH, head.EN}, names: namesOf(frame.Names)}
	if head.Lang == words.English {
		f.title = label{head.EN, "Courtesy translation. The Chinese text prevails."}
	}
	drawn := make(chan code, 1)
	f.code = drawn
	go func() {
		dots, err := qrSquares(head.coded(), Left, Bottom+6, 13)
		drawn <- code{dots, err}
	}()
	f.Turn()
	mark := ""
	if frame.Rehearsal {
		mark = f.Say("【演练】", "[REHEARSAL] ")
	}
	if imprint.Void != nil {
		mark += f.Say("【作废】", "[VOID] ")
	}
	if imprint.Masked {
		mark += f.Say("【号码隐去】", "[NUMBERS MASKED] ")
	}
	f.Leaf.TextCentre(PageWidth/2, f.Y+7, titleStyle.Fit(mark+f.title.zh, Right-Left), mark+f.title.zh)
	f.Leaf.TextCentre(PageWidth/2, f.Y+12, Style{8, false, Quiet}, f.title.en)
	f.Y += 16
	f.voided()
	return f
}

// coded is what the code says: which paper it is, and by which hash of its content.
func (m Masthead) coded() string {
	if m.Frame.Number == "" { // it gets one by hand
		return m.ZH
	}
	if m.Look == FirstLook {
		return m.Frame.Number
	}
	return words.Join(" ", m.Frame.Number, strings.ReplaceAll(m.Imprint.ContentHash, " ", ""))
}

// Name is the paper's title and number.
func (f *Flow) Name() string { return words.Join(" ", f.title.zh, f.Frame.Number) }

// Say chooses the form's word.
func (f *Flow) Say(zh, en string) string {
	if f.Lang == words.English {
		return en
	}
	return zh
}

// Turn begins a new leaf.
func (f *Flow) Turn() {
	f.Leaf = &Leaf{names: f.names}
	f.Leaves = append(f.Leaves, f.Leaf)
	f.Y = Top
}

// Room is what is left of the leaf.
func (f *Flow) Room() float64 {
	if f.Endless {
		return 1e6
	}
	return Bottom - f.Y
}

// Need turns the leaf where less than h is left of it.
func (f *Flow) Need(h float64) {
	if f.Room() < h && f.Y > Top {
		f.Turn()
	}
}

// Heading sets a section's title and keeps it with what follows, which is at
// least so high.
func (f *Flow) Heading(zh, en string, follows float64) {
	f.Need(9 + follows)
	f.Y += 3
	f.Leaf.Text(Left, f.Y+4.2, HeadingStyle, zh)
	f.Leaf.Text(Left+HeadingStyle.Width(zh)+2, f.Y+4.2, Style{7, false, Quiet}, en)
	f.Y += 6
}

// Paragraph sets a text of any length over as many leaves as it takes.
func (f *Flow) Paragraph(s Style, indent float64, text string) {
	lines := setLines(text, Right-Left-indent, s.measure)
	for i, l := range lines {
		f.Need(float64(held(i, len(lines))) * s.leading())
		f.Leaf.Text(Left+indent, f.Y+s.leading()*0.74, s, l.text)
		f.Y += s.leading()
	}
}

// ParagraphHeight is how high a text is set.
func (f *Flow) ParagraphHeight(s Style, text string) float64 {
	return float64(len(setLines(text, Right-Left, s.measure))) * s.leading()
}

// held is how many of a paragraph's n lines stand on one leaf with the ith, itself
// among them: neither its first line nor its last is left alone.
func held(i, n int) int {
	switch {
	case i == 0 && n <= 3:
		return n
	case i == 0 || i == n-2:
		return 2
	}
	return 1
}

// requirePlainText refuses where a leaf shows what is not plain text: a reader of the file would
// see another than whoever signs the paper. A character that the font does not have has
// been taken care of (names.go); one that has not is a fault of the form's own words.
func (f *Flow) requirePlainText() error {
	for _, l := range f.Leaves {
		for _, m := range l.Marks {
			t, ok := m.(TextMark)
			if !ok {
				continue
			}
			text := strings.Map(func(r rune) rune {
				if isToken(r) {
					return -1
				}
				return r
			}, strings.TrimSuffix(t.Text, "\r"))
			if signs := app.UnplainLines(text); signs != "" {
				return app.Refuse("paper.control", "signs", signs, "text", strings.TrimSpace(text), "record", f.Frame.Number)
			}
			if missing := Lacks(text); len(missing) > 0 {
				return glyphMissingError(missing[0], text, f.Frame.Number)
			}
		}
	}
	return nil
}

func glyphMissingError(r rune, text, record string) error {
	return app.Refuse("paper.glyph_missing", "char", charName(r), "text", strings.TrimSpace(text), "record", record)
}

// Says is every text on the leaves in its order, without the spaces, which depend on
// where lines break; of an endless flow, without what each further page repeats.
func (f *Flow) Says() string {
	var said strings.Builder
	for _, l := range f.Leaves {
		for _, m := range l.Marks {
			switch m := m.(type) {
			case TextMark:
				said.WriteString(m.Text)
			case bannerMark:
				said.WriteString(m.text)
			case saidMark:
				said.WriteString(m.text)
			}
		}
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, said.String())
}
