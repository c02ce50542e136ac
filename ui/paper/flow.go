package paper

import (
	"strings"
	"unicode"

	"keyday/app"
	"keyday/ui/words"
)

// label is a word of a form in both languages.
type label struct{ zh, en string }

// flow fills leaves from above to below.
type flow struct {
	masthead
	title  label
	leaves []*leaf
	leaf   *leaf // the last one
	y      float64
	fields []Place     // of the signature fields, in the order of the frame's signers
	code   <-chan code // of the number; drawn up while the form is laid out
	names  names       // that the font cannot write
}

// code is a QR code, or why there is none.
type code struct {
	dots dotsMark
	err  error
}

// masthead is what every leaf of a form says of it.
type masthead struct {
	frame   app.Frame
	imprint app.Imprint
	zh, en  string         // the title
	about   string         // whose paper it is: the unit
	sort    string         // what sort of print it is: a courtesy
	draft   bool           // no lawyer has approved the text
	lang    words.Language // English where the form's own words are English alone; else they are Chinese, with English beside
}

// newFlow begins a form with its first leaf and its title.
func newFlow(head masthead) *flow {
	frame, imprint := head.frame, head.imprint
	f := &flow{masthead: head, title: label{head.zh, head.en}, names: namesOf(frame.Names)}
	if head.lang == words.English {
		f.title = label{head.en, "Courtesy translation. The Chinese text prevails."}
	}
	drawn := make(chan code, 1)
	f.code = drawn
	go func() {
		dots, err := qrSquares(frame.Number, left, bottom+6, 13)
		drawn <- code{dots, err}
	}()
	f.turn()
	mark := ""
	if frame.Rehearsal {
		mark = f.say("【演练】", "[REHEARSAL] ")
	}
	if imprint.Void != nil {
		mark += f.say("【作废】", "[VOID] ")
	}
	if imprint.Masked {
		mark += f.say("【号码隐去】", "[NUMBERS MASKED] ")
	}
	f.leaf.textCentre(pageWidth/2, f.y+7, titleStyle.fit(mark+f.title.zh, right-left), mark+f.title.zh)
	f.leaf.textCentre(pageWidth/2, f.y+12, style{8, false, quiet}, f.title.en)
	f.y += 16
	f.voided()
	return f
}

// name is the paper's title and number.
func (f *flow) name() string { return f.title.zh + " " + f.frame.Number }

// say chooses the form's word.
func (f *flow) say(zh, en string) string {
	if f.lang == words.English {
		return en
	}
	return zh
}

// turn begins a new leaf.
func (f *flow) turn() {
	f.leaf = &leaf{names: f.names}
	f.leaves = append(f.leaves, f.leaf)
	f.y = top
}

// room is what is left of the leaf.
func (f *flow) room() float64 { return bottom - f.y }

// need turns the leaf where less than h is left of it.
func (f *flow) need(h float64) {
	if f.room() < h && f.y > top {
		f.turn()
	}
}

// heading sets a section's title and keeps it with what follows, which is at
// least so high.
func (f *flow) heading(zh, en string, follows float64) {
	f.need(9 + follows)
	f.y += 3
	f.leaf.text(left, f.y+4.2, headingStyle, zh)
	f.leaf.text(left+headingStyle.width(zh)+2, f.y+4.2, style{7, false, quiet}, en)
	f.y += 6
}

// paragraph sets a text of any length over as many leaves as it takes.
func (f *flow) paragraph(s style, indent float64, text string) {
	lines := setLines(text, right-left-indent, s.measure)
	for i, l := range lines {
		f.need(float64(held(i, len(lines))) * s.leading())
		f.leaf.text(left+indent, f.y+s.leading()*0.74, s, l.text)
		f.y += s.leading()
	}
}

// paragraphHeight is how high a text is set.
func (f *flow) paragraphHeight(s style, text string) float64 {
	return float64(len(setLines(text, right-left, s.measure))) * s.leading()
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

// lacking refuses where a leaf shows what is not plain text: a reader of the file would
// see another than whoever signs the paper. A character that the font does not have has
// been taken care of (names.go); one that has not is a fault of the form's own words.
func (f *flow) lacking() error {
	for _, l := range f.leaves {
		for _, m := range l.marks {
			t, ok := m.(textMark)
			if !ok {
				continue
			}
			text := strings.Map(func(r rune) rune {
				if isToken(r) {
					return -1
				}
				return r
			}, strings.TrimSuffix(t.text, "\r"))
			if signs := app.UnplainLines(text); signs != "" {
				return app.Refuse("paper.control", "signs", signs, "text", strings.TrimSpace(text), "record", f.frame.Number)
			}
			if missing := Lacks(text); len(missing) > 0 {
				return glyphMissing(missing[0], text, f.frame.Number)
			}
		}
	}
	return nil
}

func glyphMissing(r rune, text, record string) error {
	return app.Refuse("paper.glyph_missing", "char", charName(r), "text", strings.TrimSpace(text), "record", record)
}

// says is every text on the leaves in its order, without the spaces, which depend on
// where lines break.
func (f *flow) says() string {
	var said strings.Builder
	for _, l := range f.leaves {
		for _, m := range l.marks {
			switch m := m.(type) {
			case textMark:
				said.WriteString(m.text)
			case bannerMark:
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
