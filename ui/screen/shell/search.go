package shell

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// Search finds what the actor asked the field at the top for, best first, or refuses and says
// why there is nothing. It runs off the screen's goroutine and ends when ctx does.
type Search func(ctx context.Context, actor app.Actor, text string) ([]Hit, error)

// Hit is something the search found.
type Hit struct {
	Icon   string // a drawing of the theme
	Title  string // 3-2-1501 王建国
	Detail string // what it is, where
	Route  Route
}

// searchField is the field at the top with its results beneath.
type searchField struct {
	shell   *Shell
	entry   *widget.SearchBox
	results *fyne.Container
	rows    *widget.Rows
	hits    []Hit
	asked   string
	number  int
	cancel  context.CancelFunc
}

const (
	hitHeight  float32 = 44
	hitsInView         = 9
)

func newSearchField(s *Shell) *searchField {
	f := &searchField{shell: s}
	f.entry = widget.NewSearchBox(s.words.T("shell.search.hint"), f.ask)
	f.entry.OnKey = f.key
	f.entry.OnSubmitted = f.submit
	f.rows = widget.NewRows(func() int { return len(f.hits) }, newHitRow, f.bind)
	f.rows.RowHeight = hitHeight
	f.rows.OnOpen = func(int) { f.open() }
	f.results = container.NewStack()
	f.results.Hide()
	return f
}

// Focus puts the keyboard into the field, with what it holds ready to be replaced.
func (f *searchField) focus() {
	if f.shell.params.Search == nil {
		return
	}
	f.shell.window.Canvas().Focus(f.entry)
	f.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// ask searches for the text; a newer text wins over an older answer.
func (f *searchField) ask(text string) { f.look(text, false) }

// submit opens the hit that is marked. Who types faster than the answer comes gets
// the best hit of it once it is there, never one of an older text.
func (f *searchField) submit(text string) {
	if f.results.Visible() && strings.TrimSpace(text) == f.asked {
		f.open()
		return
	}
	f.look(text, true)
}

// look asks for the text; eager opens the best hit.
func (f *searchField) look(text string, eager bool) {
	f.number++
	if f.cancel != nil {
		f.cancel()
	}
	text = strings.TrimSpace(text)
	if text == "" {
		f.close()
		return
	}
	ticket := f.number
	ctx, cancel := context.WithCancel(f.shell.life)
	f.cancel = cancel
	s := f.shell
	actor := s.header.Actor
	s.runner.Go(func() {
		hits, err := s.params.Search(ctx, actor, text)
		s.runner.Screen(func() {
			if ticket != f.number {
				return
			}
			if err != nil && app.RefusalCode(err) == "" {
				s.Fail(err, nil)
				return
			}
			f.show(text, hits, err)
			if eager {
				f.open()
			}
		})
	})
}

// show lists the hits, or says why there is none.
func (f *searchField) show(text string, hits []Hit, why error) {
	f.hits, f.asked = hits, text
	var content fyne.CanvasObject
	height := hitHeight * float32(min(len(hits), hitsInView))
	if len(hits) == 0 {
		said := widget.NewParagraph(f.shell.words.Refusal(why), f.entry.Size().Width-2*theme.Margin)
		said.Colour = theme.Quiet
		content = container.New(layout.NewCustomPaddedLayout(theme.Gap, theme.Gap, theme.Margin, theme.Margin), said)
		height = max(hitHeight, content.MinSize().Height)
	} else {
		content = f.rows
	}
	card := widget.NewPanel(theme.Paper, content)
	card.Outline = true
	f.results.Objects = []fyne.CanvasObject{container.New(heightOf(height), card)}
	f.results.Show()
	f.rows.Reload()
	if len(hits) > 0 {
		f.rows.GoTo(0)
	}
	f.shell.frame.Refresh()
}

// close takes the results away; the text stays.
func (f *searchField) close() {
	if f.results.Visible() {
		f.results.Hide()
		f.shell.frame.Refresh()
	}
}

// leave empties the field and takes the keyboard back to the page.
func (f *searchField) leave() {
	f.entry.SetText("")
	f.close()
	f.shell.window.Canvas().Unfocus()
	if f.shell.page != nil {
		f.shell.page.goHome()
	}
}

func (f *searchField) key(k fyne.KeyName) bool {
	if k == fyne.KeyEscape {
		f.leave()
		return true
	}
	if !f.results.Visible() || len(f.hits) == 0 {
		return false
	}
	switch k {
	case fyne.KeyDown:
		f.rows.GoTo(min(f.rows.Current()+1, len(f.hits)-1))
	case fyne.KeyUp:
		f.rows.GoTo(max(f.rows.Current()-1, 0))
	default:
		return false
	}
	return true
}

func (f *searchField) open() {
	i := f.rows.Current()
	if !f.results.Visible() || i < 0 || i >= len(f.hits) {
		return
	}
	route := f.hits[i].Route
	f.entry.SetText("") // also where the page is the one already open
	f.close()
	f.shell.window.Canvas().Unfocus()
	f.shell.Open(route)
}

func newHitRow(int) fyne.CanvasObject { return NewTwoLineRow() }

func (f *searchField) bind(i int, o fyne.CanvasObject) {
	h := f.hits[i]
	o.(*TwoLineRow).Set(h.Icon, h.Title, h.Detail)
}
