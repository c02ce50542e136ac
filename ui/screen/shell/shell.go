// Package shell is the frame around every screen: the rail of places, the bar
// with search and user, the line of status, routes and history, toasts, dialogs,
// the menus with their shortcuts, signing in, and the one presenter of errors.
//
// Places import it and register themselves; it knows none of them. It imports
// app, ui/words, the theme and the widgets.
package shell

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// Params is what a shell is made of.
type Params struct {
	Window fyne.Window
	Words  *words.Words
	Runner Runner // nil: Background
	Clock  app.Clock
	Places []Place
	Mode   theme.Mode

	Search Search        // nil: no search field
	SignIn *SignIn       // nil: nobody needs to sign in
	Locked bool          // begin with the sign-in; see New
	Header Header        // what the top says to begin with
	Idle   time.Duration // of no activity, after which the shell locks; 0: never
	// Head reads what the top says of the site; asked again, off the screen's goroutine,
	// whenever records changed. Nil: it stays as it is.
	Head    func(context.Context) (Header, error)
	Backups Backups                  // by the clock and at closing, told of at the foot; nil: none
	SetBack func() (time.Time, bool) // since when the laptop's clock is set back, if it is; nil: never
	Backup  func(*Context)           // the menu's 备份; nil: none
	Switch  func()                   // the menu's 换一个站点; nil: none
	// Settle leads to the dispute that a "conflict.open" is about; nil: nowhere.
	Settle func(*Context, *app.Refusal)
	// Output takes lists out of the window, into files and onto paper; nil: there is no way.
	Output Output
	Taste  func(Taste) // told when language or mode changed, to keep them
	Quit   func()      // the menu's 退出; nil closes the window
	OnQuit func()      // after running jobs ended, and the backup at closing: close the store
}

// Taste is what a person chose for the look of the program.
type Taste struct {
	Language words.Language
	Mode     theme.Mode
}

// Header is what the bar at the top says.
type Header struct {
	Site        string
	Rehearsal   bool
	Communities []Choice // with more than one, the site's name opens the choice
	Community   string   // key of the one chosen, "" for all
	Actor       app.Actor
	Alerts      int // what needs attention
	ToAlerts    Route
	Peers       int // laptops seen
	ToPeers     Route
}

// Choice is a thing to choose: a key and what people call it.
type Choice struct{ Key, Name string }

// Status is what the quiet line at the foot says.
type Status struct {
	Backup    time.Time // the last one; zero: never
	LocalOnly int       // records no other laptop or stick has
	Note      string
}

// Shell is the window's content.
type Shell struct {
	window fyne.Window
	words  *words.Words
	runner Runner
	clock  app.Clock
	places []Place
	params Params
	mode   theme.Mode

	header     Header
	headRead   int // how often what the top says was read again
	status     Status
	backupNote string // why the last backup was not made, or what it lacks; "" where it is whole
	history    history
	page       *Context
	life       context.Context
	endLife    context.CancelFunc
	unlisten   func()
	running    int
	changed    map[string]bool
	locked     bool
	touched    time.Time
	signIn     *signInPage
	aside      aside // while locked

	frame  *fyne.Container
	body   *fyne.Container
	jobs   *fyne.Container
	toasts *Toasts
	rail   *rail
	bar    *topBar
	foot   *statusLine
	search *searchField
}

// New builds the frame and puts it into the window. It opens no page: call Open,
// or Lock where somebody has to sign in first. Where it begins locked, the sign-in
// is all that is built for the first frame, and the rest while it is read: a start
// is waited for.
func New(p Params) *Shell {
	s := &Shell{window: p.Window, words: p.Words, runner: p.Runner, clock: p.Clock, places: p.Places, params: p, mode: p.Mode, header: p.Header}
	if s.runner == nil {
		s.runner = &Background{}
	}
	if s.params.Quit == nil {
		s.params.Quit = s.window.Close
	}
	if s.clock == nil {
		s.clock = app.ClockFunc(time.Now)
	}
	if s.mode == "" {
		s.mode = theme.System
	}
	s.life, s.endLife = context.WithCancel(context.Background())
	s.body = container.NewStack()
	s.jobs = container.New(flush{})
	s.toasts = NewToasts()
	s.toasts.After = func(d time.Duration, fn func()) { s.runner.After(d, fn) }
	theme.Apply(s.mode)
	if p.Locked && p.SignIn != nil {
		s.locked = true
		s.showSignIn()
		s.menus()
		s.runner.After(firstLook, s.frameUp)
	} else {
		s.frameUp()
	}
	s.unlisten = s.words.OnChange(s.rebuild)
	s.window.Canvas().SetOnTypedKey(s.key)
	s.window.Canvas().SetOnTypedRune(s.rune)
	s.window.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { s.Dropped(files) })
	s.watchIdle()
	s.watchBackups()
	s.title()
	return s
}

// firstLook is how long the sign-in stands before the frame is built behind it.
const firstLook = 150 * time.Millisecond

// frameUp builds the frame where it is not built yet.
func (s *Shell) frameUp() {
	if s.frame == nil {
		s.build()
	}
}

// build makes the frame in the present language.
func (s *Shell) build() {
	s.rail = newRail(s)
	s.foot = newStatusLine(s)
	s.search = newSearchField(s)
	s.bar = newTopBar(s)
	s.jobs = container.New(flush{}, s.jobs.Objects...)
	// Toasts lie over the line of status too: what they cover of a page is its margin,
	// never the button at the foot of a form.
	right := container.NewStack(widget.Edges(nil, container.New(flush{}, s.jobs, s.foot.view), nil, nil, s.body), s.toasts)
	s.frame = container.New(frameLayout{s}, s.rail.view, s.bar.view, right, s.search.results)
	s.showFrame()
	s.menus()
}

// showFrame puts the frame, or the sign-in, into the window.
func (s *Shell) showFrame() {
	if s.locked {
		return
	}
	s.window.SetContent(s.frame)
}

// rebuild says everything in another language, each page where it stands.
func (s *Shell) rebuild() {
	if s.frame != nil {
		s.build()
	}
	if s.locked {
		s.showSignIn()
	} else if s.history.present() != nil {
		s.showPage()
	}
	s.title()
	s.tellTaste()
}

func (s *Shell) tellTaste() {
	if s.params.Taste != nil {
		s.params.Taste(Taste{Language: s.words.Language(), Mode: s.mode})
	}
}

// SetMode turns the window light or dark, or as the system is.
func (s *Shell) SetMode(m theme.Mode) {
	s.mode = m
	theme.Apply(m)
	s.tellTaste()
	s.menus()
}

// Register adds a place; it appears at once.
func (s *Shell) Register(p Place) {
	s.places = append(s.places, p)
	if s.frame == nil {
		return
	}
	s.rail.fill()
	s.menus()
}

// SetHeader says something else at the top. Places are asked anew who may see them.
func (s *Shell) SetHeader(h Header) {
	s.header = h
	s.title()
	if s.frame == nil {
		return
	}
	s.bar.fill()
	s.rail.fill()
	s.foot.fill()
	s.menus()
}

// Header is what the top says at present; change a copy and SetHeader it.
func (s *Shell) Header() Header { return s.header }

// choose narrows every place to one community, "" to none.
func (s *Shell) choose(community string) {
	h := s.header
	h.Community = community
	s.SetHeader(h)
	s.Reload()
}

// help says the keys.
func (s *Shell) help() {
	widget.NewDialog(s.words, s.words.T("shell.help.title"), s.words.T("shell.help.text")).Show(s.window.Canvas())
}

// SetStatus says something else at the foot.
func (s *Shell) SetStatus(st Status) {
	s.status = st
	if s.frame == nil {
		return
	}
	s.foot.fill()
}

// Route is where one is.
func (s *Shell) Route() Route {
	if v := s.history.present(); v != nil {
		return v.route
	}
	return Route{}
}

// Open goes to a page; to the very page that is open it does nothing.
func (s *Shell) Open(r Route) {
	s.touch()
	if v := s.history.present(); v != nil && v.route.Same(r) && s.page != nil {
		return
	}
	if s.place(r.Place) == nil {
		return
	}
	s.history.open(r)
	s.showPage()
}

// Back goes to the page before, Forward to the one gone back from.
func (s *Shell) Back() { s.step(-1) }

// Forward undoes Back.
func (s *Shell) Forward() { s.step(1) }

func (s *Shell) step(n int) {
	s.touch()
	if s.history.step(n) {
		s.showPage()
	}
}

// Reload builds the page anew where it stands.
func (s *Shell) Reload() {
	if s.history.present() != nil {
		s.showPage()
	}
}

func (s *Shell) place(key string) *Place {
	for i := range s.places {
		if s.places[i].Key == key && (s.places[i].Shown == nil || s.places[i].Shown()) {
			return &s.places[i]
		}
	}
	return nil
}

func (s *Shell) showPage() {
	if s.page != nil {
		s.page.leave()
	}
	v := s.history.present()
	place := s.place(v.route.Place)
	if place == nil {
		return
	}
	life, end := context.WithCancel(s.life)
	c := &Context{Route: v.route, W: s.words, shell: s, visit: v, life: life, end: end}
	s.page = c
	content := place.Build(c)
	s.body.Objects = []fyne.CanvasObject{content}
	s.body.Refresh()
	s.foot.hintOf(nil, "") // what was pointed at is gone, and does not say so
	s.search.entry.SetText("")
	s.search.close()
	s.rail.light()
	s.menus()
	switch {
	case s.locked:
	case s.page != c: // the page led on to another
	default:
		c.stands = true
		if !s.Modal() && !c.goHome() { // the keyboard is on nothing, not on what is gone: the page takes it when it stands
			s.window.Canvas().Unfocus()
		}
	}
}

// Changed tells the open page that records of the kinds changed; it may be called
// from any goroutine, as after a commit. Several calls before the page has read
// again are one.
func (s *Shell) Changed(kinds ...string) {
	s.runner.Screen(func() {
		pending := s.changed != nil
		if !pending {
			s.changed = map[string]bool{}
		}
		for _, k := range kinds {
			s.changed[k] = true
		}
		if !pending {
			s.runner.Screen(s.tellChanged)
		}
	})
}

func (s *Shell) tellChanged() {
	kinds := s.changed
	s.changed = nil
	s.readHead()
	if s.page == nil {
		return
	}
	for _, w := range s.page.watching {
		if w.wants(kinds) {
			w.fn()
		}
	}
}

func (w watch) wants(kinds map[string]bool) bool {
	if w.kinds == nil {
		return true
	}
	for k := range kinds {
		if w.kinds[k] {
			return true
		}
	}
	return false
}

// Modal reports whether something lies over the page that must be answered
// first; no command of the menu runs meanwhile.
func (s *Shell) Modal() bool {
	return s.locked || s.window.Canvas().Overlays().Top() != nil
}

// rune gets the characters that the focused control has no use for, and those that are
// typed while nothing has the keyboard: they are for the page.
func (s *Shell) rune(r rune) {
	s.touch()
	if s.page == nil || s.Modal() {
		return
	}
	had := s.window.Canvas().Focused()
	if s.page.goHome() && had != s.page.home { // which had no use for it, or would pass it on for ever
		s.page.home.TypedRune(r)
	}
}

// comesHome takes a key that is pressed while nothing has the keyboard to where the
// page is at home. A button there is not pressed by it: nobody saw that it would be.
func (s *Shell) comesHome(ev *fyne.KeyEvent) bool {
	if s.page == nil || s.window.Canvas().Focused() != nil || !s.page.goHome() {
		return false
	}
	_, button := s.page.home.(*widget.Button)
	if presses := ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter || ev.Name == fyne.KeySpace; !button || !presses {
		s.page.home.TypedKey(ev)
	}
	return true
}

// key gets what the focused control had no use for.
func (s *Shell) key(ev *fyne.KeyEvent) {
	s.touch()
	switch {
	case s.locked:
		s.signIn.key(ev)
	case s.Modal():
	case s.comesHome(ev):
	case ev.Name == fyne.KeyF1:
		s.help()
	case ev.Name == fyne.KeyEscape:
		if s.page != nil && s.page.escaped() {
			return
		}
		s.search.leave() // and out of any other field, back to where the page is at home
	}
}

// Close ends the program's window: acts are finished, reads and jobs stopped; then
// OnQuit closes the store, then quit is called.
func (s *Shell) Close(quit func()) {
	if s.page != nil {
		s.page.leave()
		s.page = nil
	}
	s.endLife()
	s.unlisten()
	s.window.SetContent(widget.NewPanel(theme.Ground, container.NewCenter(widget.NewQuiet(s.words.T("shell.closing")))))
	s.window.SetMainMenu(nil)
	go func() {
		s.runner.Wait()
		s.backUpAtClosing()
		if s.params.OnQuit != nil {
			s.params.OnQuit()
		}
		s.runner.Screen(quit)
	}()
}
