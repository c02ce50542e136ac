package shell

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// Context is what a page is given: where it is, the words, and what it may ask of
// the shell. It lives from the building of the page until it is left.
type Context struct {
	Route Route
	W     *words.Words

	shell    *Shell
	visit    *visit
	life     context.Context
	end      context.CancelFunc
	left     bool
	leaving  []func()
	watching []watch
	home     fyne.Focusable
	stands   bool // in the window
	print    func()
	escape   []func() bool // the one that is asked first last
	drop     func([]fyne.URI) bool
	commands []Command
	offered  []Command
}

type watch struct {
	kinds map[string]bool
	fn    func()
}

// Command is something a page can do that stands in the menu, with its shortcut.
type Command struct {
	Text string
	Key  fyne.KeyName     // "" for none
	Mod  fyne.KeyModifier // Ctrl (Cmd on a Mac) where 0 and there is a Key
	Do   func()
	// Greyed says that it cannot be done now.
	Greyed bool
}

// Open goes to another page.
func (c *Context) Open(r Route) { c.shell.Open(r) }

// Back goes to the page before.
func (c *Context) Back() { c.shell.Back() }

// Actor is who works at present.
func (c *Context) Actor() app.Actor { return c.shell.header.Actor }

// Community is the key of the community chosen at the top, "" for all.
func (c *Context) Community() string { return c.shell.header.Community }

// Scope are the communities of which pages show anything: the one that is chosen at the top,
// else those of who works; none means all.
func (c *Context) Scope() []app.ID { return c.shell.header.scope() }

// Clock is the shell's.
func (c *Context) Clock() app.Clock { return c.shell.clock }

// Today is the day by the shell's clock, as date fields ask for it.
func (c *Context) Today() app.Date { return app.DateOf(c.shell.clock.Now()) }

// Toast says something at the foot of the page.
func (c *Context) Toast(t widget.Toast) { c.shell.toasts.Add(t) }

// Say is a toast of something that is done.
func (c *Context) Say(text string) { c.Toast(widget.Toast{Text: text, Tone: widget.Well}) }

// Ask shows a dialog.
func (c *Context) Ask(d *widget.Dialog) { d.Show(c.shell.window.Canvas()) }

// Confirm does what a dialog asked for, off the screen's goroutine. The dialog is busy
// meanwhile and closes once it is done; where it was refused it stays, and says why.
func (c *Context) Confirm(d *widget.Dialog, act func(context.Context) error, done func()) {
	c.Do(act, c.Awaiting(d, done))
}

// Awaiting makes a dialog busy until the result is told how its act went.
func (c *Context) Awaiting(d *widget.Dialog, done func()) func(error) {
	d.SetBusy(true)
	return func(err error) {
		d.SetBusy(false)
		if err != nil {
			d.SetErrorAct(c.W.Refusal(err), c.W.T("shell.settle"), c.shell.settling(err))
			return
		}
		d.Close()
		done()
	}
}

// Fail presents an error where it belongs; see Shell.Fail.
func (c *Context) Fail(err error) { c.shell.Fail(err, nil) }

// FailOr is Fail with a way to try again, offered where that may help.
func (c *Context) FailOr(err error, again func()) { c.shell.Fail(err, again) }

// FailAt says the error at the field it is about; nil takes it away. Where the page was
// left meanwhile nobody sees the field: then it is said at the foot of the page that is
// open.
func (c *Context) FailAt(field interface{ SetError(string) }, err error) {
	if c.left && err != nil {
		c.Fail(err)
		return
	}
	field.SetError(c.W.Refusal(err))
}

// Rebuild builds the page anew where it stands. What it keeps (Kept) stays.
func (c *Context) Rebuild() { c.shell.Reload() }

// OnLeave is called when the page is left or rebuilt.
func (c *Context) OnLeave(fn func()) { c.leaving = append(c.leaving, fn) }

// OnPrint is what Ctrl+P does on this page.
func (c *Context) OnPrint(fn func()) { c.print = fn }

// OnEscape is asked when Esc reaches the page, before those that were given earlier; false
// lets the next one answer, and after the last the shell.
func (c *Context) OnEscape(fn func() bool) { c.escape = append(c.escape, fn) }

// escaped reports whether something of the page answered Esc.
func (c *Context) escaped() bool {
	for _, fn := range slices.Backward(c.escape) {
		if fn() {
			return true
		}
	}
	return false
}

// Home says where the keyboard is at home on the page. It begins there once the page
// stands, goes there at once where nothing has it, and comes back there with the next
// key after a click upon empty ground, a menu or a dialog has taken it away.
func (c *Context) Home(f fyne.Focusable) {
	c.home = f
	if canvas := c.Canvas(); c.stands && canvas.Focused() == nil && !c.shell.Modal() {
		c.goHome()
	}
}

// goHome puts the keyboard where it is at home, and reports whether that is there.
func (c *Context) goHome() bool {
	if o, is := c.home.(fyne.CanvasObject); is && widget.Stands(o) {
		c.Canvas().Focus(c.home)
	}
	return c.home != nil && c.Canvas().Focused() == c.home
}

// Commands are what the page adds to the menu.
func (c *Context) Commands(list ...Command) { c.commands = append(c.commands, list...) }

// Offer puts what can be done with the record on the page into the menu, in place of what
// was offered before.
func (c *Context) Offer(list ...Command) {
	same := slices.EqualFunc(c.offered, list, func(a, b Command) bool {
		return a.Text == b.Text && a.Key == b.Key && a.Mod == b.Mod && a.Greyed == b.Greyed
	})
	c.offered = list
	if !same && c.stands && !c.left {
		c.shell.menus()
	}
}

// Watch calls fn on the screen's goroutine after a commit that touched one of the
// kinds of record ("unit", "defect"), once per batch; no kinds watch all. The page
// reads again what it shows.
func (c *Context) Watch(fn func(), kinds ...string) {
	w := watch{fn: fn}
	if len(kinds) > 0 {
		w.kinds = map[string]bool{}
		for _, k := range kinds {
			w.kinds[k] = true
		}
	}
	c.watching = append(c.watching, w)
}

// Canvas is the window's, for focus and dialogs of the page's own.
func (c *Context) Canvas() fyne.Canvas { return c.shell.window.Canvas() }

// SetRoute notes a narrower route for the page as it stands (a tab, a filter),
// so that Back and a change of language return to it. The page is not rebuilt.
func (c *Context) SetRoute(r Route) {
	c.Route, c.visit.route = r, r
}

// Kept is a value the page keeps over a change of language and until it is
// returned to by Back: a filter, what is selected. It is made on the first visit;
// the page reads and writes through the pointer.
func Kept[T any](c *Context, name string, first func() T) *T {
	if kept, ok := c.visit.kept[name].(*T); ok {
		return kept
	}
	value := new(T)
	if first != nil {
		*value = first()
	}
	c.visit.kept[name] = value
	return value
}

// ForgetKept drops what all pages keep for the return, as when somebody else signs in: it
// may say who was erased since.
func (c *Context) ForgetKept() { c.shell.history.forget() }

func (c *Context) leave() {
	c.left = true
	c.end()
	for _, fn := range c.leaving {
		fn()
	}
}

// Mode is the theme's mode at present.
func (c *Context) Mode() theme.Mode { return c.shell.mode }

// SetMode turns the window light or dark.
func (c *Context) SetMode(m theme.Mode) { c.shell.SetMode(m) }

// SetIdle says after how long without a touch the shell locks; 0: never.
func (c *Context) SetIdle(d time.Duration) { c.shell.SetIdle(d) }

// SetLanguage speaks another language; every page is rebuilt where it stands.
func (c *Context) SetLanguage(l words.Language) { c.W.SetLanguage(l) }
