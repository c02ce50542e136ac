// Package shelltest drives a place in a test window as people do: by keys, by taps, and by
// what stands in the window.
package shelltest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// Main runs a package's tests in Chinese, in one app of the toolkit: each reads the
// typeface anew.
func Main(m *testing.M) {
	os.Setenv("LANG", "zh_CN.UTF-8")
	test.NewApp()
	os.Exit(m.Run())
}

// Stage is a place in a test window.
type Stage struct {
	testing.TB
	*shell.Shell
	Run   *shell.Inline
	Win   fyne.Window
	Words *words.Words
	Went  []shell.Route // routes that were opened elsewhere
}

// Params say what stands in the window.
type Params struct {
	Title     string // the key of the place's
	Place     func(title func() string) shell.Place
	Build     func(*shell.Context) fyne.CanvasObject // builds the page in place of Place.Build, nil for that
	Elsewhere []shell.Place                          // the other places, empty; see Elsewhere
	Now       time.Time
	Header    shell.Header
	Runner    shell.Runner // nil: Stage.Run, which does everything at once
	Words     *words.Words // nil: those that ship
	Search    shell.Search
	Output    shell.Output
	Settle    func(*shell.Context, *app.Refusal)
}

// Window is a window of the usual size, without the frame that Begin puts into it.
func Window(t testing.TB) *Stage {
	t.Helper()
	s := &Stage{TB: t, Run: &shell.Inline{}, Words: words.New(), Win: test.NewTempWindow(t, widget.Space(1))}
	s.Win.SetPadded(false)
	s.Win.Resize(fyne.NewSize(1366, 740))
	return s
}

// Begin puts the place into a window of the usual size. No page is open yet.
func Begin(t testing.TB, p Params) *Stage {
	t.Helper()
	s := Window(t)
	if p.Words != nil {
		s.Words = p.Words
	}
	if p.Runner == nil {
		p.Runner = s.Run
	}
	var places []shell.Place
	for _, other := range p.Elsewhere {
		other.Build = func(c *shell.Context) fyne.CanvasObject {
			s.Went = append(s.Went, c.Route)
			return widget.Space(1)
		}
		places = append(places, other)
	}
	place := p.Place(func() string { return s.Words.T(p.Title) })
	if p.Build != nil {
		place.Build = p.Build
	}
	places = append(places, place)
	s.Shell = shell.New(shell.Params{Window: s.Win, Words: s.Words, Runner: p.Runner, Mode: theme.Light, Places: places,
		Clock: app.ClockFunc(func() time.Time { return p.Now }), Header: p.Header, Search: p.Search, Output: p.Output, Settle: p.Settle})
	return s
}

// Elsewhere are empty places by their keys, which are their titles too.
func Elsewhere(keys ...string) (all []shell.Place) {
	for _, key := range keys {
		all = append(all, shell.Place{Key: key, Title: func() string { return key }})
	}
	return all
}

// As lets somebody else be signed in.
func (s *Stage) As(actor app.Actor) {
	h := s.Header()
	h.Actor = actor
	s.SetHeader(h)
}

// Type types a text where the keyboard is.
func (s *Stage) Type(text string) {
	s.Helper()
	for _, r := range text {
		focused := s.Win.Canvas().Focused()
		if focused == nil {
			s.Fatal("the keyboard is nowhere")
		}
		focused.TypedRune(r)
	}
}

// Key presses keys where the keyboard is.
func (s *Stage) Key(names ...fyne.KeyName) {
	s.Helper()
	for _, n := range names {
		ev := &fyne.KeyEvent{Name: n}
		switch focused := s.Win.Canvas().Focused(); {
		case n == fyne.KeyTab:
			s.Win.Canvas().(interface{ FocusNext() }).FocusNext()
		case focused != nil:
			focused.TypedKey(ev)
		default:
			s.Win.Canvas().OnTypedKey()(ev)
		}
	}
}

// WindowKey presses keys that reach the window, and so the dialog that is open, wherever
// the keyboard is.
func (s *Stage) WindowKey(names ...fyne.KeyName) {
	for _, n := range names {
		s.Win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: n})
	}
}

// Chord runs the item of the menu that carries the key with Ctrl.
func (s *Stage) Chord(key fyne.KeyName) {
	s.Helper()
	want := (&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}).ShortcutName()
	for _, m := range s.Win.MainMenu().Items {
		for _, item := range m.Items {
			if item.Shortcut != nil && item.Shortcut.ShortcutName() == want {
				item.Action()
				return
			}
		}
	}
	s.Errorf("no item of the menu carries %s", key)
}

// Command runs the item of the menu that says the text.
func (s *Stage) Command(text string) {
	s.Helper()
	for _, m := range s.Win.MainMenu().Items {
		for _, item := range m.Items {
			if label, _, _ := strings.Cut(item.Label, "  "); label == text { // without its shortcut
				item.Action()
				return
			}
		}
	}
	s.Fatalf("no command %s", text)
}

// Top is the dialog that lies over the page, nil for none.
func (s *Stage) Top() fyne.CanvasObject { return s.Win.Canvas().Overlays().Top() }

// Root is the dialog that is open, or else what fills the window.
func (s *Stage) Root() fyne.CanvasObject {
	if top := s.Top(); top != nil {
		return top
	}
	return s.Win.Content()
}

// All lists what can be seen, the dialog before the page.
func (s *Stage) All() (all []fyne.CanvasObject) {
	for _, root := range []fyne.CanvasObject{s.Top(), s.Win.Content()} {
		if root != nil {
			all = append(all, Visible(root)...)
		}
	}
	return all
}

// Visible lists the object and what can be seen in it.
func Visible(o fyne.CanvasObject) []fyne.CanvasObject {
	if o == nil || !o.Visible() {
		return nil
	}
	all, inside := []fyne.CanvasObject{o}, []fyne.CanvasObject(nil)
	switch o := o.(type) {
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, child := range inside {
		all = append(all, Visible(child)...)
	}
	return all
}

// Find is the first thing of a kind that can be seen and is wanted, nil wanting any.
func Find[T fyne.CanvasObject](s *Stage, wanted func(T) bool) (found T) {
	for _, o := range s.All() {
		if one, is := o.(T); is && (wanted == nil || wanted(one)) {
			return one
		}
	}
	return found
}

// Button is the button that says the text, or stands for it without words; nil for none.
func (s *Stage) Button(text string) *widget.Button {
	return Find(s, func(b *widget.Button) bool { return b.Text == text || b.Text == "" && b.Hint == text })
}

// Tap presses the button that says the text.
func (s *Stage) Tap(text string) {
	s.Helper()
	b := s.Button(text)
	if b == nil {
		s.Fatalf("there is no button %s", text)
	}
	test.Tap(b)
}

// TapText taps what stands where the text is written: the head of a column, a line of a menu.
func (s *Stage) TapText(text string) {
	s.Helper()
	written := Find(s, func(t *canvas.Text) bool { return t.Text == text })
	if written == nil {
		s.Fatalf("%q is not written anywhere", text)
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(written)
	test.TapCanvas(s.Win.Canvas(), at.AddXY(4, written.Size().Height/2))
}

// Field is the field of a form that is called so.
func (s *Stage) Field(label string) *widget.Field {
	s.Helper()
	f := Find(s, func(f *widget.Field) bool { return f.Label == label })
	if f == nil {
		s.Fatalf("there is no field %s", label)
	}
	return f
}

// TapChip taps the chip that says the text.
func (s *Stage) TapChip(text string) {
	s.Helper()
	for _, o := range s.All() {
		if c, is := o.(*widget.Chip); is && c.Text == text {
			test.Tap(c)
			return
		}
	}
	s.Fatalf("there is no chip %q", text)
}

// Offers reports whether a button says the text, or the menu of what has no button.
func (s *Stage) Offers(text string) bool {
	if s.Button(text) != nil {
		return true
	}
	line := s.inMenu(text)
	if s.Top() != nil {
		s.Key(fyne.KeyEscape)
	}
	return line != nil
}

// Choose presses the button that says the text, or the line of the menu of what has none.
func (s *Stage) Choose(text string) {
	s.Helper()
	if s.Button(text) != nil {
		s.Tap(text)
		return
	}
	line := s.inMenu(text)
	if line == nil {
		s.Fatalf("%s is not offered", text)
	}
	line.Tapped(&fyne.PointEvent{})
}

// inMenu opens the menu of what has no button, and is its line that says the text; nil for
// none.
func (s *Stage) inMenu(text string) (line fyne.Tappable) {
	more := s.Button(s.Words.T("common.more"))
	if more == nil || more.Disabled() {
		return nil
	}
	test.Tap(more)
	for _, o := range Visible(s.Top()) {
		if tappable, is := o.(fyne.Tappable); is && Text(Visible(o)...) == widget.Shown(text) {
			line = tappable
		}
	}
	return line
}

// Text is all that can be read in the window.
func (s *Stage) Text() string { return Text(s.All()...) }

// Text is all that can be read in the objects, a line each.
func Text(objects ...fyne.CanvasObject) string {
	var all []string
	for _, o := range objects {
		if t, is := o.(*canvas.Text); is {
			all = append(all, t.Text)
		}
	}
	return strings.Join(all, "\n")
}

// Says is all that the dialog says that is open, or else the page.
func (s *Stage) Says() string { return Says(s.Root()) }

// Says is all that can be read in the object, each paragraph on a line of its own,
// however it is broken there.
func Says(o fyne.CanvasObject) string {
	var all []string
	for _, one := range test.LaidOutObjects(o) {
		switch one := one.(type) {
		case *widget.Paragraph:
			all = append(all, one.Text)
		case *widget.Text:
			all = append(all, one.Text)
		case *canvas.Text: // of what draws its own: a list of facts, a button
			all = append(all, one.Text)
		}
	}
	return strings.Join(all, "\n")
}

// Sees reports whether the text stands anywhere in the window's markup.
func (s *Stage) Sees(text string) bool {
	return strings.Contains(test.RenderToMarkup(s.Win.Canvas()), text)
}

// Said expects the texts anywhere in the window, be it over several lines of a paragraph.
func (s *Stage) Said(texts ...string) {
	s.Helper()
	for _, text := range texts {
		if !s.Sees(text) && !strings.Contains(s.Says(), text) {
			s.Errorf("%q is not said", text)
		}
	}
}

// WentTo expects that these places were opened elsewhere, as "document/ID".
func (s *Stage) WentTo(want ...string) {
	s.Helper()
	var went []string
	for _, r := range s.Went {
		went = append(went, r.Place+"/"+r.ID)
	}
	if !slices.Equal(went, want) {
		s.Errorf("went to %v, want %v", went, want)
	}
}

// File is a file with the content, as somebody drops it.
func (s *Stage) File(name, content string) fyne.URI { s.Helper(); return File(s.TB, name, content) }

// File is a file with the content, in a folder of the test's own.
func File(t testing.TB, name, content string) fyne.URI {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return storage.NewFileURI(path)
}
