// Package start is what the window shows while no site is open: make a new site,
// open a folder, rehearse, or restore a backup; and, where a site could not be
// opened, why, and what to do.
//
// ui/screen shows it. It imports the toolkit, app, ui/words, the shell (for its
// Runner and its picker of files), the theme and the widgets; what it is asked for is
// done by the functions of Params.
package start

import (
	"context"
	"image"
	"io"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// Params is what the start is made of. The acts run off the screen's goroutine;
// one that succeeds has put the site into the window.
type Params struct {
	Window fyne.Window
	Words  *words.Words
	Runner shell.Runner // nil: shell.Background

	Folder string // that could not be opened, "" where none was asked for
	Failed error  // why

	Known     []Known                  // sites opened on this laptop before, the latest first
	NewFolder func(name string) string // where a new site of the name would lie

	Open func(folder, passphrase string) error // the start passphrase, "" until it is asked for
	// SameLaptop takes the answer to "site.place_doubtful", for the opening that follows.
	SameLaptop func(same bool)
	Found      func(context.Context, site.Founding) error
	// Rehearse tells of each step by its catalogue key under rehearsal.step.
	Rehearse func(ctx context.Context, small bool, tell func(done, all int, step string)) error
	Restore  func(ctx context.Context, file, folder, passphrase string, tell func(done, all int)) error
	Picture  func(r io.ReadSeeker, name string) (image.Image, error) // a logo, to be looked at before it is kept
	Language func(words.Language)                                    // told when another language was chosen
}

// Known is a site that was opened here before.
type Known struct {
	Name, Folder string
	Rehearsal    bool
}

// start is the page in the window.
type start struct {
	p    Params
	w    *words.Words
	run  shell.Runner
	body *fyne.Container
	back func()    // what Esc does on the page that stands; nil: nothing
	kept *founding // the form of a new site as it was left, to go on with
	end  func()    // ends listening for another language
}

// Show puts the start into the window. The result takes it down.
func Show(p Params) (leave func()) {
	s := &start{p: p, w: p.Words, run: p.Runner, body: container.NewStack()}
	if s.run == nil {
		s.run = &shell.Background{}
	}
	p.Window.SetTitle(app.NameZH)
	p.Window.SetMainMenu(nil)
	p.Window.SetContent(widget.NewPanel(theme.Ground, s.body))
	p.Window.Canvas().SetOnTypedKey(s.key)
	s.end = s.w.OnChange(s.choose)
	if folder := p.Folder; app.RefusalCode(p.Failed) == needsPassphrase {
		s.p.Folder, s.p.Failed = "", nil
		s.unlock(folder)
	} else {
		s.choose()
	}
	return s.end
}

// show puts a page into the window; back is what Esc does there, nil for nothing.
func (s *start) show(o fyne.CanvasObject, back func()) {
	s.back = back
	s.body.Objects = []fyne.CanvasObject{o}
	s.body.Refresh()
}

// key gets what the focused control had no use for: arrows walk, Esc goes back.
func (s *start) key(ev *fyne.KeyEvent) {
	canvas := s.p.Window.Canvas()
	switch {
	case ev.Name == fyne.KeyEscape && s.back != nil:
		s.back()
	case ev.Name == fyne.KeyDown:
		canvas.FocusNext()
	case ev.Name == fyne.KeyUp:
		canvas.FocusPrevious()
	}
}

// pageWidth is how wide the start is set.
const pageWidth float32 = 760

// choose is the first page: what may be done.
func (s *start) choose() {
	w := s.w
	name := widget.NewFigure(w.T("shell.name"))
	name.Colour = theme.Accent
	parts := []fyne.CanvasObject{
		widget.Bar(name, layout.NewSpacer(), s.languages()),
		widget.NewParagraph(w.T("shell.about"), pageWidth), widget.Space(theme.Margin),
	}
	if s.p.Failed != nil {
		parts = append(parts, s.failure(), widget.Space(theme.Margin))
	}
	for _, k := range s.p.Known {
		row := NewChoiceTile("units", s.called(k), k.Folder, func() { s.open(k.Folder) })
		parts = append(parts, row, widget.Space(theme.Gap))
	}
	parts = append(parts,
		NewChoiceTile("plus", w.T("start.found"), w.T("start.found_what"), s.found), widget.Space(theme.Gap),
		NewChoiceTile("folder", w.T("start.open"), w.T("start.open_what"), s.pickFolder), widget.Space(theme.Gap),
	)
	if s.p.Rehearse != nil {
		parts = append(parts, NewChoiceTile("today", w.T("start.rehearse"), w.T("start.rehearse_what"), s.rehearse), widget.Space(theme.Gap))
	}
	parts = append(parts,
		NewChoiceTile("backup", w.T("start.restore"), w.T("start.restore_what"), s.restore),
	)
	s.show(container.NewVScroll(container.NewCenter(widget.Padded(widget.Fixed(pageWidth, widget.Stack(parts...))))), nil)
	for _, o := range parts {
		if c, ok := o.(*ChoiceTile); ok {
			s.p.Window.Canvas().Focus(c)
			break
		}
	}
}

// called is a site's name, that of a rehearsal with a mark: nobody works on the wrong one.
func (s *start) called(k Known) string {
	if k.Rehearsal {
		return s.w.T("shell.rehearsal_named", "name", k.Name)
	}
	return k.Name
}

func (s *start) languages() fyne.CanvasObject {
	var row []fyne.CanvasObject
	for _, l := range words.Languages {
		b := widget.NewButtonIn(widget.Flat, "", l.Name(), func() {
			s.w.SetLanguage(l)
			if s.p.Language != nil {
				s.p.Language(l)
			}
		})
		b.Lit = l == s.w.Language()
		row = append(row, b)
	}
	return widget.Bar(row...)
}

// failure says why the site was not opened, and offers the way out.
func (s *start) failure() fyne.CanvasObject {
	w := s.w
	code := app.RefusalCode(s.p.Failed)
	title := w.T("start.failed.general")
	if key := "start.failed." + code; w.Has(key) {
		title = w.T(key)
	}
	inner := pageWidth - 2*theme.Margin
	head := widget.NewEmphasis(title)
	text := widget.NewParagraph(w.Refusal(s.p.Failed), inner)
	acts := []fyne.CanvasObject{layout.NewSpacer()}
	if code == "site.place_doubtful" {
		answer := func(same bool) func() { return func() { s.p.SameLaptop(same); s.open(s.p.Folder) } }
		acts = append(acts, widget.NewButton(w.T("start.other_laptop"), answer(false)), widget.NewPrimary(w.T("start.same_laptop"), answer(true)))
	} else if s.p.Folder != "" && code != "site.newer" && code != "site.unfinished" && code != "site.not_a_site" && code != "site.half_made" {
		acts = append(acts, widget.NewPrimary(w.T("common.retry"), func() { s.open(s.p.Folder) }))
	}
	if code == "store.damaged" || code == "site.missing" || code == "site.half_made" {
		acts = append([]fyne.CanvasObject{layout.NewSpacer(), widget.NewButton(w.T("start.restore"), s.restore)}, acts[1:]...)
	}
	card := widget.NewPanel(theme.BadTint, widget.Padded(widget.Stack(head, widget.Space(theme.Gap), text, widget.Bar(acts...))))
	card.Outline = true
	return card
}

func (s *start) open(folder string) {
	s.wait(s.w.T("start.opening"))
	s.run.Go(func() {
		err := s.p.Open(folder, "")
		s.run.Screen(func() { s.refused(folder, err) })
	})
}

// refused says why a folder was not opened, or asks for what it lacks.
func (s *start) refused(folder string, err error) {
	switch {
	case err == nil:
	case app.RefusalCode(err) == needsPassphrase:
		s.unlock(folder)
	default:
		s.p.Folder, s.p.Failed = folder, err
		s.choose()
	}
}

// wait covers the page while something short is done.
func (s *start) wait(text string) {
	s.show(container.NewCenter(widget.NewQuiet(text)), nil)
}

func (s *start) pickFolder() {
	s.pick(shell.Pick{Kind: "site", Title: s.w.T("start.pick_folder"), Folder: true, Done: func(paths []string) { s.open(paths[0]) }})
}

// pick asks for a file or folder over the start.
func (s *start) pick(p shell.Pick) { p.Show(s.p.Window.Canvas(), s.w, s.run) }

// working shows how far a long act is, with a way to stop it; the result is told
// on the screen's goroutine.
func (s *start) working(title string, act func(context.Context, func(done, all int, what string)) error, failed func(error)) {
	ctx, cancel := context.WithCancel(context.Background())
	bar, text := widget.NewGauge(), widget.NewQuiet("")
	stop := widget.NewButton(s.w.T("common.stop"), nil)
	stop.OnTap = func() { stop.Disable(); text.SetText(s.w.T("shell.job.stopping")); cancel() }
	s.show(container.NewCenter(widget.Fixed(480, widget.Stack(
		widget.NewTitle(title), widget.Space(theme.Gap), bar, text, widget.Space(theme.Gap), widget.Bar(layout.NewSpacer(), stop)))), stop.OnTap)
	s.p.Window.Canvas().Focus(stop)
	s.run.Go(func() {
		err := act(ctx, func(done, all int, what string) {
			s.run.Screen(func() { bar.Set(done, all); text.SetText(what) })
		})
		s.run.Screen(func() {
			cancel()
			if err != nil {
				failed(err)
			}
		})
	})
}

// rehearse asks which size, and makes a site to practise on.
func (s *start) rehearse() {
	w := s.w
	make := func(small bool) {
		s.working(w.T("start.rehearse"), func(ctx context.Context, tell func(int, int, string)) error {
			return s.p.Rehearse(ctx, small, func(done, all int, step string) { tell(done, all, w.T("rehearsal.step."+step)) })
		}, s.fail)
	}
	back := widget.NewButtonIn(widget.Flat, "back", w.T("common.back"), s.choose)
	parts := []fyne.CanvasObject{widget.Bar(back, widget.NewTitle(w.T("start.rehearse"))), widget.Space(theme.Gap),
		widget.NewParagraph(w.T("start.rehearse_text"), pageWidth), widget.Space(theme.Margin)}
	var first *ChoiceTile
	add := func(icon, title, what string, tap func()) {
		c := NewChoiceTile(icon, title, what, tap)
		if first == nil {
			first = c
		}
		parts = append(parts, c, widget.Space(theme.Gap))
	}
	if i := slices.IndexFunc(s.p.Known, func(k Known) bool { return k.Rehearsal }); i >= 0 {
		last := s.p.Known[i].Folder
		add("forward", w.T("start.rehearse_on"), last, func() { s.open(last) })
	}
	add("plus", w.T("start.rehearse_small"), w.T("start.rehearse_small_what"), func() { make(true) })
	add("units", w.T("start.rehearse_full"), w.T("start.rehearse_full_what"), func() { make(false) })
	s.show(container.NewCenter(widget.Padded(widget.Fixed(pageWidth, widget.Stack(parts...)))), s.choose)
	s.p.Window.Canvas().Focus(first)
}

// fail returns to the first page with what went wrong; what was stopped, without.
func (s *start) fail(err error) {
	s.p.Folder, s.p.Failed = "", err
	if s.w.Refusal(err) == s.w.Refusal(context.Canceled) {
		s.p.Failed = nil
	}
	s.choose()
}
