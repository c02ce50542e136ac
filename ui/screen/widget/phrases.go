package widget

import (
	"strings"

	"fyne.io/fyne/v2"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
	"keyday/ui/words"
)

// Phrase is a thing to be picked by a few letters: kg finds 空鼓.
type Phrase struct {
	Key    string
	Text   string
	Detail string // what it entails: trade, severity
	// Initials are the letters it is found by, lower case: the pinyin initials,
	// and full pinyin where known, separated by blanks. The caller makes them.
	Initials string
}

// PhraseList is a field and, under it, the phrases that what is typed leaves:
// those whose letters begin with it first, then those that hold it. ↑ ↓ go
// through them, Enter picks; what matches nothing may be kept as it is typed.
type PhraseList struct {
	fw.BaseWidget
	OnPick func(Phrase)
	// OnMove is told which phrase Enter would pick, whenever it is another one; the
	// zero phrase where none matches.
	OnMove func(Phrase)
	// OnFree takes text that is no phrase, on Enter; nil: there is none such.
	OnFree func(text string)

	words   *words.Words
	entry   *SearchBox
	rows    *Rows
	empty   *Text
	all     []Phrase
	matches []Phrase
}

// NewPhraseList offers the phrases, in the order given while nothing is typed.
func NewPhraseList(w *words.Words, hint string, phrases []Phrase) *PhraseList {
	p := &PhraseList{words: w, all: phrases, matches: phrases}
	p.entry = NewSearchBox(hint, p.filter)
	p.entry.OnKey = p.key
	p.entry.OnSubmitted = func(string) { p.submit() }
	p.rows = NewRows(func() int { return len(p.matches) }, func(int) fyne.CanvasObject { return newPhraseRow() },
		func(i int, o fyne.CanvasObject) { o.(*phraseRow).set(p.matches[i]) })
	p.rows.RowHeight = theme.Touch
	p.rows.OnOpen = p.pick
	p.rows.OnMove = func(i int) {
		if p.OnMove != nil {
			p.OnMove(p.matches[i])
		}
	}
	p.empty = NewQuiet("")
	p.empty.Hide()
	p.ExtendBaseWidget(p)
	p.filter("")
	return p
}

// Matches are the phrases offered at present.
func (p *PhraseList) Matches() []Phrase { return p.matches }

// Current is the phrase that Enter would pick; false where nothing matches.
func (p *PhraseList) Current() (Phrase, bool) {
	if i := p.rows.Current(); i >= 0 && i < len(p.matches) {
		return p.matches[i], true
	}
	return Phrase{}, false
}

// Text is what was typed.
func (p *PhraseList) Text() string { return p.entry.Text }

// Free is what was typed, as far as it may stand for itself. Bare letters in a
// Chinese window are initials that find nothing: a slip, which is not to be printed
// on a notice.
func (p *PhraseList) Free() string {
	text := strings.TrimSpace(p.entry.Text)
	if p.words.Language() == words.Chinese && strings.Trim(strings.ToLower(text), letters) == "" {
		return ""
	}
	return text
}

const letters = "abcdefghijklmnopqrstuvwxyz"

// Clear empties the field.
func (p *PhraseList) Clear() { p.entry.SetText("") }

// Focusable is the field.
func (p *PhraseList) Focusable() fyne.Focusable { return p.entry }

func (p *PhraseList) filter(text string) {
	p.matches = matching(p.all, text)
	p.rows.current = -1
	p.rows.Reload()
	if len(p.matches) > 0 {
		p.rows.GoTo(0)
	} else if p.OnMove != nil {
		p.OnMove(Phrase{})
	}
	none := "common.list.no_match"
	switch {
	case p.OnFree != nil && p.Free() != "":
		none = "common.list.free"
	case p.OnFree != nil && strings.TrimSpace(text) != "":
		none = "common.list.slip"
	}
	p.empty.SetText(p.words.T(none))
	ShowIf(p.empty, len(p.matches) == 0)
}

func matching(all []Phrase, text string) []Phrase {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "" {
		return all
	}
	var first, then []Phrase
	for _, phrase := range all {
		switch {
		case strings.HasPrefix(strings.ToLower(phrase.Text), text), hasWord(phrase.Initials, text):
			first = append(first, phrase)
		case strings.Contains(strings.ToLower(phrase.Text), text), strings.Contains(phrase.Initials, text):
			then = append(then, phrase)
		}
	}
	return append(first, then...)
}

// hasWord reports whether one of the words begins with the text.
func hasWord(words, text string) bool {
	return strings.HasPrefix(words, text) || strings.Contains(words, " "+text)
}

func (p *PhraseList) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyDown:
		p.rows.GoTo(min(p.rows.Current()+1, len(p.matches)-1))
	case fyne.KeyUp:
		p.rows.GoTo(max(p.rows.Current()-1, 0))
	default:
		return false
	}
	return true
}

func (p *PhraseList) submit() {
	if i := p.rows.Current(); i >= 0 && i < len(p.matches) {
		p.pick(i)
		return
	}
	if text := p.Free(); text != "" && p.OnFree != nil {
		p.OnFree(text)
	}
}

func (p *PhraseList) pick(i int) {
	if p.OnPick != nil {
		p.OnPick(p.matches[i])
	}
}

// CreateRenderer draws field and list.
func (p *PhraseList) CreateRenderer() fyne.WidgetRenderer {
	d := &Drawn{Of: p, Parts: []fyne.CanvasObject{p.entry, p.rows, p.empty}, Paint: func() {}}
	d.Least = func() fyne.Size { return fyne.NewSize(200, theme.Field+theme.Gap+3*theme.Touch) }
	d.Arrange = func(size fyne.Size) {
		PlaceAt(p.entry, 0, 0, size.Width, theme.Field)
		top := theme.Field + theme.Gap
		PlaceAt(p.rows, 0, top, size.Width, size.Height-top)
		PlaceAt(p.empty, 12, top, size.Width-24, theme.Touch)
	}
	return d
}

// phraseRow is a phrase with its detail at the right.
type phraseRow struct {
	fw.BaseWidget
	phrase Phrase
}

func newPhraseRow() *phraseRow {
	r := &phraseRow{}
	r.ExtendBaseWidget(r)
	return r
}

func (r *phraseRow) set(p Phrase) {
	r.phrase = p
	r.Refresh()
}

func (r *phraseRow) CreateRenderer() fyne.WidgetRenderer {
	text, detail := NewDrawnText("", theme.Ink, theme.TextSize, false), NewDrawnText("", theme.Quiet, theme.Small, false)
	detail.Alignment = fyne.TextAlignTrailing
	d := &Drawn{Of: r, Parts: []fyne.CanvasObject{text, detail}}
	d.Least = func() fyne.Size { return fyne.NewSize(160, theme.Touch) }
	d.Arrange = func(size fyne.Size) {
		side := fyne.Min(Measure(r.phrase.Detail, theme.Small, false).Width, size.Width*0.4)
		detail.Text = Cut(r.phrase.Detail, side, theme.Small, false)
		PlaceAt(detail, size.Width-side-12, 0, side, size.Height)
		text.Text = Cut(r.phrase.Text, size.Width-side-32, theme.TextSize, false)
		PlaceAt(text, 12, 0, size.Width-side-32, size.Height)
	}
	d.Paint = func() {
		text.Color, detail.Color = theme.Of(theme.Ink), theme.Of(theme.Quiet)
		d.Arrange(r.BaseWidget.Size())
	}
	d.Paint()
	return d
}
