// Package screen is Keyday's window: the toolkit's app with its one window, which
// holds either the start (no site is open yet) or the frame around a site's places.
//
// It is the only importer of fyne.io/fyne/v2/app, so that every place and the frame
// are tested without a display. ui/program gives it what to show.
package screen

import (
	"os"
	"runtime"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"keyday/app"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/start"
	"keyday/ui/screen/theme"
	"keyday/ui/words"
)

// Window is the one window.
type Window struct {
	app    fyne.App
	window fyne.Window
	shell  *shell.Shell // of the open site, nil while there is none
	leave  func()       // takes the start down, nil while it does not stand

	look Look
	keep func(Look)
	own  float32 // the scale that the person set for the toolkit's programs

	closing, leaving bool // a site is being closed; the window shall be
}

// Size is a window's width and height, as main keeps them.
type Size = fyne.Size

// Look is how the window looks from its first frame on, and speaks.
type Look struct {
	Language words.Language
	Mode     theme.Mode
	TextSize float32 // see Window.SetTextSize; 0 is 1
	Size     Size    // as it was when it was last closed; none is the usual one
}

// prefersX reports whether the toolkit is to draw with X. Native Wayland has no Chinese
// input (no text-input protocol in GLFW), and every such desktop runs X programs too.
// Windows and macOS draw for themselves, whatever programs for X run there beside.
func prefersX(system string, env func(string) string) bool {
	return system != "windows" && system != "darwin" && env("DISPLAY") != "" && env("FYNE_PLATFORM") == ""
}

// Run opens the window, lets begin put something into it, and returns when it
// has been closed. Whenever the look is another one, keep is told of it. It is to be
// called on the program's first goroutine. It refuses with "screen.no_display".
func Run(look Look, keep func(Look), begin func(*Window)) error {
	if prefersX(runtime.GOOS, os.Getenv) {
		os.Setenv("FYNE_PLATFORM", "x11")
	}
	if err := requireDisplay(); err != nil {
		return err
	}
	// The desktop is asked for its light or dark by the session's bus. Where there is
	// none to ask the toolkit would take dark; paper is white.
	if runtime.GOOS == "linux" && os.Getenv("DBUS_SESSION_BUS_ADDRESS") == "" && os.Getenv("FYNE_THEME") == "" {
		os.Setenv("FYNE_THEME", "light")
	}
	// The toolkit keeps a folder in the user's cache and complains where a new user has
	// none yet.
	if cache, err := os.UserCacheDir(); err == nil {
		_ = os.MkdirAll(cache, 0o700)
	}
	// A packaged Keyday carries FyneApp.toml's values; a plain build has none.
	fyneapp.SetMetadata(fyne.AppMetadata{ID: app.AppID, Name: app.Name, Version: app.Version,
		Migrations: map[string]bool{"fyneDo": true}})
	a := fyneapp.NewWithID(app.AppID)
	a.SetIcon(theme.AppIcon())
	if look.Mode == "" {
		look.Mode = theme.System
	}
	a.Settings().SetTheme(theme.New(look.Mode))
	if look.TextSize == 0 {
		look.TextSize = 1
	}
	w := &Window{app: a, look: look, keep: keep, own: ownScale(a.Settings())}
	w.window = a.NewWindow(app.NameZH)
	w.window.SetPadded(false)
	w.window.Resize(w.begin(look.Size))
	w.window.SetMaster()
	w.window.SetCloseIntercept(w.Close)
	// The typeface is read while the window is made: 10 MB, whose outlines the
	// toolkit walks through. It keeps it in maps without locks, so nothing may be laid
	// out before it is there: the screen starts when it is.
	ready := make(chan struct{})
	go func() {
		defer close(ready)
		fyne.MeasureText("0", theme.TextSize, fyne.TextStyle{})
	}()
	a.Lifecycle().SetOnStarted(func() { <-ready })
	begin(w)
	w.window.ShowAndRun()
	return nil
}

// Do runs fn on the screen's goroutine, soon.
func (w *Window) Do(fn func()) { fyne.Do(fn) }

// ShowStart puts the start into the window.
func (w *Window) ShowStart(p start.Params) {
	w.clear()
	p.Window = w.window
	p.Language = func(l words.Language) { w.change(func(look *Look) { look.Language = l }) }
	w.leave = start.Show(p)
}

// change makes the look another one, and has it kept.
func (w *Window) change(how func(*Look)) {
	how(&w.look)
	w.keep(w.look)
}

// ShowSite puts the frame around a site's places into the window. It opens no
// place yet.
func (w *Window) ShowSite(p shell.Params) *shell.Shell {
	w.clear()
	p.Window, p.Quit, p.Mode = w.window, w.Close, w.look.Mode
	p.Taste = func(t shell.Taste) {
		w.change(func(look *Look) { look.Language, look.Mode = t.Language, t.Mode })
	}
	w.shell = shell.New(p)
	return w.shell
}

// CloseSite ends what runs and closes the site; then the window is free for next,
// unless it was asked to close meanwhile.
func (w *Window) CloseSite(next func()) {
	s := w.shell
	w.shell, w.closing = nil, true
	s.Close(func() {
		w.closing = false
		if w.leaving {
			w.app.Quit()
			return
		}
		next()
	})
}

func (w *Window) clear() {
	if w.leave != nil {
		w.leave()
	}
	w.shell, w.leave = nil, nil
}

// AfterFrame calls fn on the screen's goroutine once the window has been painted
// with what it holds now: figures are told by it. The toolkit ticks animations
// right before it paints, and runs what was asked for meanwhile right after.
func (w *Window) AfterFrame(fn func()) {
	once := false
	var tick *fyne.Animation
	tick = fyne.NewAnimation(time.Second, func(float32) {
		if !once {
			once = true
			fyne.Do(func() { tick.Stop(); fn() })
		}
	})
	tick.Start()
}

// Close ends what runs, closes the site and then the window. Asked again while it
// does, it goes on with what it does.
func (w *Window) Close() {
	w.change(func(look *Look) { look.Size = w.window.Canvas().Size() })
	w.leaving = true
	switch {
	case w.closing:
	case w.shell == nil:
		w.app.Quit()
	default:
		w.closing = true
		w.shell.Close(w.app.Quit)
	}
}
