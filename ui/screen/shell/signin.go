package shell

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fw "fyne.io/fyne/v2/widget"

	"keyday/app"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// SignIn is how people say who they are.
type SignIn struct {
	// People lists who may sign in, always in one order: hands learn where a name is.
	People func() []Person
	// Latest is who signed in last, whose tile the keyboard begins on; nil: the first.
	Latest func() app.ID
	// Check says whether the PIN is the person's, and who acts then. It runs off
	// the screen's goroutine; its refusal is said on the screen.
	Check func(id app.ID, pin string) (app.Actor, error)
	// Entered is told after somebody signed in, the same as before or another.
	Entered func(app.Actor)
}

// Person is a tile of the sign-in. NoPIN lets a rehearsal in by a tap.
type Person struct {
	ID    app.ID
	Name  string
	Role  app.Role
	NoPIN bool
}

// signInPage is what covers the window while nobody is signed in.
type signInPage struct {
	shell  *Shell
	person *Person
	pad    *PinPad
	body   *fyne.Container
	tiles  []fyne.CanvasObject // who may sign in
	first  int                 // the tile that the keyboard begins on
}

// aside is what lay over the page when the shell locked, and where the keyboard
// was: whoever comes back goes on with it.
type aside struct {
	overlays []fyne.CanvasObject
	key      func(*fyne.KeyEvent)
	focused  fyne.Focusable
	spoken   words.Language
}

// Lock covers everything until somebody signs in; the page stays as it is, and what
// lies over it comes back with who left it.
func (s *Shell) Lock() {
	if s.params.SignIn == nil || s.locked {
		return
	}
	canvas := s.window.Canvas()
	s.aside = aside{key: canvas.OnTypedKey(), focused: canvas.Focused(), spoken: s.words.Language()}
	for _, o := range slices.Clone(canvas.Overlays().List()) { // of which the toolkit takes out what lies over one that goes
		if _, menu := o.(*fw.PopUpMenu); !menu {
			s.aside.overlays = append(s.aside.overlays, o)
		}
		canvas.Overlays().Remove(o)
	}
	canvas.SetOnTypedKey(s.key)
	s.locked = true
	s.showSignIn()
	s.menus()
}

// Locked reports whether somebody has to sign in.
func (s *Shell) Locked() bool { return s.locked }

func (s *Shell) showSignIn() {
	s.signIn = &signInPage{shell: s, body: container.NewStack()}
	s.window.SetContent(s.signIn.frame())
	s.signIn.choose()
}

func (p *signInPage) frame() fyne.CanvasObject {
	w, h := p.shell.words, p.shell.header
	// Nothing here is bold: the bold typeface is read once the sign-in stands.
	name := widget.NewText(w.T("shell.name"))
	name.Sized, name.Colour = theme.Figure, theme.Accent
	site := widget.NewQuiet(h.Site)
	site.Most = longName
	title := []fyne.CanvasObject{name, site}
	if h.Rehearsal {
		mark := widget.NewText(w.T("shell.rehearsal"))
		mark.Colour = theme.Warn
		title = append(title, mark)
	}
	head := container.New(layout.NewCustomPaddedLayout(32, 16, 48, 48), widget.Bar(title...))
	return widget.NewPanel(theme.Ground, container.NewBorder(head, nil, nil, nil, p.body))
}

// longName is how wide a name is set at most: within the least window.
const longName = 640

// choose shows the people as tiles.
func (p *signInPage) choose() {
	w := p.shell.words
	p.tiles, p.first = nil, 0
	latest := app.Nil
	if p.shell.params.SignIn.Latest != nil {
		latest = p.shell.params.SignIn.Latest()
	}
	for i, person := range p.shell.params.SignIn.People() {
		if person.ID == latest {
			p.first = i
		}
		p.tiles = append(p.tiles, NewNameTile(person.Name, w.T("shell.role."+string(person.Role)), func() { p.pick(person) }))
	}
	grid := widget.Tiles(NameTileSize, p.tiles...)
	title := widget.NewText(w.T("shell.sign_in.who"))
	title.Sized = theme.Title
	padded := container.New(layout.NewCustomPaddedLayout(16, 32, 48, 48), widget.Edges(container.New(layout.NewCustomPaddedLayout(0, 16, 0, 0), title), nil, nil, nil, container.NewVScroll(grid)))
	p.person = nil
	p.show(padded)
	p.goTo(p.first)
}

// goTo puts the keyboard on a tile, where there is one.
func (p *signInPage) goTo(i int) {
	if i >= 0 && i < len(p.tiles) {
		p.shell.window.Canvas().Focus(p.tiles[i].(fyne.Focusable))
	}
}

// perRow is how many tiles stand beside each other.
func (p *signInPage) perRow() int {
	n := 1
	for n < len(p.tiles) && p.tiles[n].Position().Y == p.tiles[0].Position().Y {
		n++
	}
	return n
}

func (p *signInPage) show(o fyne.CanvasObject) {
	p.body.Objects = []fyne.CanvasObject{o}
	p.body.Refresh()
}

func (p *signInPage) pick(person Person) {
	p.person = &person
	if person.NoPIN {
		p.check("")
		return
	}
	w := p.shell.words
	p.pad = NewPinPad(w, p.check)
	p.pad.OnCancel = p.choose
	name := widget.NewTitle(person.Name)
	role := widget.NewQuiet(w.T("shell.role." + string(person.Role)))
	name.Align, role.Align, name.Most = fyne.TextAlignCenter, fyne.TextAlignCenter, longName
	others := widget.NewButtonIn(widget.Flat, "back", w.T("shell.sign_in.others"), p.choose)
	p.show(container.NewVScroll(container.NewCenter(widget.Stack(name, role, widget.Space(theme.Margin), p.pad, widget.Space(theme.Gap), container.NewCenter(others)))))
	p.shell.window.Canvas().Focus(p.pad)
}

func (p *signInPage) check(pin string) {
	s, person, pad := p.shell, *p.person, p.pad
	if pad != nil {
		pad.Disable()
	}
	s.runner.Go(func() {
		actor, err := s.params.SignIn.Check(person.ID, pin)
		s.runner.Screen(func() {
			if err == nil {
				s.enter(actor)
				return
			}
			if pad == nil {
				s.Fail(err, nil)
				return
			}
			s.window.Canvas().Focus(pad)
			if seconds := toWait(err); seconds > 0 {
				p.wait(pad, app.RefusalCode(err), seconds)
				return
			}
			pad.Enable()
			pad.Refuse(s.words.Refusal(err))
		})
	})
}

// toWait is how many seconds a refusal asks to wait for before the next PIN, 0 for none.
func toWait(err error) int {
	var r *app.Refusal
	if !errors.As(err, &r) {
		return 0
	}
	n, _ := strconv.Atoi(r.Args["seconds"])
	return n
}

// wait says why no PIN is taken, and how many seconds are left, until there are none.
func (p *signInPage) wait(pad *PinPad, code string, seconds int) {
	s := p.shell
	if p.pad != pad || s.signIn != p {
		return // left meanwhile
	}
	if seconds == 0 {
		pad.Refuse("")
		pad.Enable()
		return
	}
	pad.Refuse(s.words.Refusal(app.Refuse(code, "seconds", strconv.Itoa(seconds))))
	s.runner.After(time.Second, func() { p.wait(pad, code, seconds-1) })
}

// key goes through the tiles by the arrows, and back to them by Esc.
func (p *signInPage) key(ev *fyne.KeyEvent) {
	if p.person != nil {
		if ev.Name == fyne.KeyEscape {
			p.choose()
		}
		return
	}
	focused := p.shell.window.Canvas().Focused()
	at := slices.IndexFunc(p.tiles, func(o fyne.CanvasObject) bool { return any(o) == any(focused) })
	steps := map[fyne.KeyName]int{fyne.KeyRight: 1, fyne.KeyLeft: -1, fyne.KeyDown: p.perRow(), fyne.KeyUp: -p.perRow()}
	switch by, arrow := steps[ev.Name]; {
	case at < 0: // a menu was open, and took the keyboard
		p.goTo(p.first)
	case arrow:
		p.goTo(at + by)
	}
}

func (s *Shell) enter(actor app.Actor) {
	s.frameUp()
	s.locked, s.signIn = false, nil
	s.touch()
	h := s.header
	same, somewhere := h.Actor.Staff == actor.Staff, s.history.present() != nil
	h.Actor = actor
	if !same {
		h.Community = ""
		s.history.forget()
	}
	s.showFrame()
	s.SetHeader(h)
	if s.params.SignIn.Entered != nil {
		s.params.SignIn.Entered(actor)
	}
	switch {
	case !somewhere:
	case same && s.aside.spoken == s.words.Language():
		s.takeUp()
	default:
		s.showPage()
	}
	s.aside = aside{}
}

// takeUp puts back what lay over the page when the shell locked. What has closed
// itself meanwhile stays closed.
func (s *Shell) takeUp() {
	canvas := s.window.Canvas()
	for _, o := range s.aside.overlays {
		if o.Visible() {
			canvas.Overlays().Add(o)
			o.MinSize() // the toolkit has forgotten how it is drawn after a minute out of sight, and focuses nothing undrawn
			o.Resize(canvas.Size())
			canvas.SetOnTypedKey(s.aside.key)
		}
	}
	if s.aside.focused != nil && (len(s.aside.overlays) == 0 || canvas.Overlays().Top() != nil) {
		canvas.Focus(s.aside.focused)
	}
}

// touch notes that somebody is there.
func (s *Shell) touch() { s.touched = s.clock.Now() }

// SetIdle says after how long without a touch the shell locks; 0: never.
func (s *Shell) SetIdle(d time.Duration) {
	s.params.Idle = d
	s.touch()
}

// watchIdle locks after Params.Idle without a touch.
func (s *Shell) watchIdle() {
	widget.Touched = s.touch
	widget.Hinted = func(of fyne.CanvasObject, text string) {
		if s.foot != nil {
			s.foot.hintOf(of, text)
		}
	}
	s.touch()
	if s.params.SignIn == nil {
		return
	}
	const look = 15 * time.Second
	var again func()
	again = func() {
		if s.life.Err() != nil {
			return // the site is closed
		}
		idle := s.params.Idle
		if idle > 0 && !s.locked && s.running == 0 && s.clock.Now().Sub(s.touched) >= idle {
			s.Lock()
		}
		s.runner.After(look, again)
	}
	s.runner.After(look, again)
}

func sameDay(a, b time.Time) bool { return app.DateOf(a) == app.DateOf(b) }
