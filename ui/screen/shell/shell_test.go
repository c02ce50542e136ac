package shell

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

func TestMain(m *testing.M) {
	os.Setenv("LANG", "zh_CN.UTF-8")
	os.Exit(m.Run())
}

// stage is a shell in a test window, with what its places noted.
type stage struct {
	*Shell
	run   *Inline
	win   fyne.Window
	now   time.Time
	built []string
	left  []string
	page  *Context
	body  func(*Context) fyne.CanvasObject // of the next page built
}

func begin(t *testing.T, change func(*Params)) *stage {
	t.Helper()
	test.NewTempApp(t)
	s := &stage{run: &Inline{}, now: time.Date(2026, 11, 23, 14, 2, 0, 0, time.Local)}
	s.win = test.NewTempWindow(t, widget.Space(1))
	s.win.SetPadded(false)
	s.win.Resize(fyne.NewSize(1366, 740))
	w := words.New()
	p := Params{Window: s.win, Words: w, Runner: s.run, Clock: app.ClockFunc(func() time.Time { return s.now }), Mode: theme.Light}
	for _, key := range []string{"inspect", "units", "rectify"} {
		p.Places = append(p.Places, Place{Key: key, Icon: key, Title: func() string { return w.T("shell.place." + key) }, Build: s.build})
	}
	p.Places = append(p.Places, Place{Key: "unit", Under: "units", Title: func() string { return "" }, Build: s.build})
	if change != nil {
		change(&p)
	}
	s.Shell = New(p)
	return s
}

func (s *stage) build(c *Context) fyne.CanvasObject {
	s.page = c
	s.built = append(s.built, c.Route.Place+c.Route.ID)
	c.OnLeave(func() { s.left = append(s.left, c.Route.Place+c.Route.ID) })
	if s.body != nil {
		return s.body(c)
	}
	return widget.NewText(c.Route.Place)
}

// shortcut does what the window would: run the menu item that carries it.
func (s *stage) shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool {
	want := (&desktop.CustomShortcut{KeyName: key, Modifier: mod}).ShortcutName()
	for _, m := range s.win.MainMenu().Items {
		for _, item := range m.Items {
			if item.Shortcut != nil && item.Shortcut.ShortcutName() == want {
				item.Action()
				return true
			}
		}
	}
	return false
}

func TestRoutesAndHistory(t *testing.T) {
	s := begin(t, nil)
	s.Open(To("units"))
	s.Open(ToRecord("unit", "1501").In("defects").With("state", "open"))
	s.Open(ToRecord("unit", "1501").In("defects").With("state", "open"))
	if got := strings.Join(s.built, " "); got != "units unit1501" {
		t.Errorf("built %s", got)
	}
	if r := s.Route(); r.Part != "defects" || r.Arg("state") != "open" {
		t.Errorf("at %+v", r)
	}
	s.shortcut(fyne.KeyLeft, fyne.KeyModifierAlt)
	s.shortcut(fyne.KeyLeft, fyne.KeyModifierAlt)
	if s.Route().Place != "units" {
		t.Errorf("back at %+v", s.Route())
	}
	s.shortcut(fyne.KeyRight, fyne.KeyModifierAlt)
	if s.Route().ID != "1501" {
		t.Errorf("forward at %+v", s.Route())
	}
	s.Back()
	s.Open(To("rectify"))
	if s.Forward(); s.Route().Place != "rectify" {
		t.Error("a page gone back from is still ahead after another was opened")
	}
	if got := strings.Join(s.left, " "); got != "units unit1501 units unit1501 units" {
		t.Errorf("left %s", got)
	}
	before := len(s.built)
	if s.Open(To("no such place")); len(s.built) != before || s.Route().Place != "rectify" {
		t.Error("a place that is not there was opened")
	}
}

// Nothing that stands in the window makes it wider or higher than the least window: the
// scale is chosen for that one, and the toolkit lets a window grow past its screen.
func TestNothingIsLargerThanTheLeastWindow(t *testing.T) {
	long := strings.Repeat("滨河花园一期二标段", 12)
	var team []Person
	for range 60 {
		team = append(team, Person{ID: app.ID{byte(len(team))}, Name: long, Role: app.Handover})
	}
	s := begin(t, func(p *Params) {
		p.Header = Header{Site: long, Rehearsal: true, Actor: app.Actor{Name: long}}
		p.SignIn = &SignIn{People: func() []Person { return team }}
	})
	fits := func(what string) {
		t.Helper()
		if least, min := Least(), s.win.Content().MinSize(); min.Width > least.Width || min.Height > least.Height {
			t.Errorf("%s needs %v, more than %v", what, min, least)
		}
	}
	s.Open(To("units"))
	fits("the frame")
	s.Lock()
	fits("the sign-in")
	s.signIn.pick(team[0])
	fits("the pad of a person")
}

func TestRailLightsThePlaceAbove(t *testing.T) {
	s := begin(t, nil)
	s.Open(ToRecord("unit", "1501"))
	var lit []string
	for _, item := range s.rail.items {
		if item.lit {
			lit = append(lit, item.key)
		}
	}
	if !slices.Equal(lit, []string{"units"}) {
		t.Errorf("lit: %v", lit)
	}
}

func TestPlacesAppearWhenTheyMayBeSeen(t *testing.T) {
	allowed := false
	s := begin(t, func(p *Params) { p.Places[2].Shown = func() bool { return allowed } })
	if len(s.rail.items) != 2 {
		t.Errorf("%d places in the rail", len(s.rail.items))
	}
	if s.Open(To("rectify")); len(s.built) != 0 {
		t.Error("a place that may not be seen was opened")
	}
	allowed = true
	s.SetHeader(Header{Site: "锦绣花园"})
	if len(s.rail.items) != 3 {
		t.Errorf("%d places in the rail after signing in", len(s.rail.items))
	}
	s.Register(Place{Key: "report", Icon: "report", Title: func() string { return "报表" }, Build: s.build})
	if s.Open(To("report")); s.Route().Place != "report" || len(s.rail.items) != 4 {
		t.Error("a registered place does not appear")
	}
}

func TestWhatIsKept(t *testing.T) {
	s := begin(t, nil)
	var filter *string
	s.body = func(c *Context) fyne.CanvasObject {
		filter = Kept(c, "filter", func() string { return "all" })
		return widget.NewText(*filter)
	}
	s.Open(To("units"))
	*filter = "overdue"
	s.words.SetLanguage(words.English)
	if *filter != "overdue" {
		t.Errorf("after a change of language: %q", *filter)
	}
	s.page.SetRoute(s.page.Route.In("second"))
	s.Open(To("rectify"))
	if *filter != "all" {
		t.Errorf("another page got %q", *filter)
	}
	s.Back()
	if *filter != "overdue" || s.Route().Part != "second" {
		t.Errorf("after Back: %q at %+v", *filter, s.Route())
	}
}

func TestLanguageAtRunTime(t *testing.T) {
	var taste []Taste
	s := begin(t, func(p *Params) { p.Taste = func(x Taste) { taste = append(taste, x) } })
	s.Open(To("units"))
	s.words.SetLanguage(words.English)
	markup := test.RenderToMarkup(s.win.Canvas())
	if !strings.Contains(markup, ">Rectify<") || strings.Contains(markup, ">整改<") {
		t.Error("the rail still speaks Chinese")
	}
	if got := s.win.MainMenu().Items[0].Label; got != "File" {
		t.Errorf("the menu says %q", got)
	}
	s.SetMode(theme.Dark)
	if len(taste) != 2 || taste[1] != (Taste{words.English, theme.Dark}) {
		t.Errorf("taste %v", taste)
	}
}

func TestFrameLook(t *testing.T) {
	s := begin(t, func(p *Params) {
		p.Search = func(context.Context, app.Actor, string) ([]Hit, error) { return nil, nil }
	})
	s.SetHeader(Header{Site: "锦绣花园 一期", Rehearsal: true, Actor: app.Actor{Name: "王敏", Role: app.Supervisor}, Alerts: 3, Peers: 2})
	s.SetStatus(Status{Backup: s.now.Add(-time.Hour), LocalOnly: 12})
	s.Open(To("units"))
	test.AssertRendersToMarkup(t, "look/frame.xml", s.win.Canvas())
}

// 演练 is said on every page, and while nobody is signed in.
func TestRehearsalIsSaidEverywhere(t *testing.T) {
	s := begin(t, withSignIn(nil))
	s.SetHeader(Header{Site: "演习小区", Rehearsal: true})
	said := func() bool { return strings.Contains(test.RenderToMarkup(s.win.Canvas()), ">演练<") }
	for _, place := range []string{"inspect", "units", "rectify"} {
		s.Open(To(place))
		if !said() {
			t.Errorf("%s does not say it", place)
		}
	}
	if s.Lock(); !said() {
		t.Error("the sign-in does not say it")
	}
	s.signIn.check2(t, s, "1234")
	s.SetHeader(Header{Site: "真实小区"})
	if said() {
		t.Error("a real site says it")
	}
}

func TestShortcutsSleepUnderADialog(t *testing.T) {
	s := begin(t, nil)
	s.Open(To("inspect"))
	d := widget.NewDialog(s.words, "问", "")
	s.page.Ask(d)
	if !s.shortcut(fyne.Key2, ctrl) {
		t.Fatal("no menu item carries Ctrl+2")
	}
	if s.Route().Place != "inspect" {
		t.Error("Ctrl+2 ran under a dialog")
	}
	d.Close()
	if s.shortcut(fyne.Key2, ctrl); s.Route().Place != "units" {
		t.Error("Ctrl+2 does not run after it")
	}
}

// Ctrl+Enter confirms the dialog that lies over any page, from a note too, where Enter
// begins a line.
func TestCtrlEnterConfirmsADialog(t *testing.T) {
	s := begin(t, nil)
	s.Open(To("inspect"))
	confirmed := 0
	note := widget.NewNoteEntry("")
	d := widget.NewDialog(s.words, "退回？", "")
	d.Content, d.Focus, d.Confirm = widget.NewField("理由", note), note, "退回"
	d.OnConfirm = func() bool { confirmed++; return true }
	s.page.Ask(d)
	note.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if confirmed != 0 {
		t.Error("a line of a note confirmed")
	}
	if !s.shortcut(fyne.KeyReturn, ctrl) {
		t.Fatal("no menu item carries Ctrl+Enter")
	}
	if confirmed != 1 || d.Open() {
		t.Errorf("confirmed %d times", confirmed)
	}
	if s.shortcut(fyne.KeyReturn, ctrl); confirmed != 1 {
		t.Error("confirmed once more, without a dialog")
	}
}

// A button without words says in the line at the foot what it does.
func TestHints(t *testing.T) {
	s := begin(t, nil)
	b := widget.NewIconButton("print", "打印这一页", nil)
	s.body = func(*Context) fyne.CanvasObject { return b }
	s.Open(To("units"))
	said := func() bool { return strings.Contains(test.RenderToMarkup(s.win.Canvas()), "打印这一页") }
	if b.MouseIn(nil); !said() {
		t.Error("it is not said")
	}
	if b.MouseOut(); said() {
		t.Error("it stays")
	}
	b.MouseIn(nil)
	s.body = func(*Context) fyne.CanvasObject { return widget.Space(1) }
	if s.Open(To("inspect")); said() {
		t.Error("it outlives its page")
	}
}

func TestPageCommands(t *testing.T) {
	s := begin(t, nil)
	printed, noted := 0, 0
	s.body = func(c *Context) fyne.CanvasObject {
		if c.Route.Place == "units" {
			c.OnPrint(func() { printed++ })
			c.Commands(Command{Text: "记录问题", Key: fyne.KeyN, Do: func() { noted++ }})
		}
		return widget.NewText("")
	}
	s.Open(To("units"))
	s.shortcut(fyne.KeyP, ctrl)
	s.shortcut(fyne.KeyN, ctrl)
	s.Open(To("inspect"))
	s.shortcut(fyne.KeyP, ctrl)
	if printed != 1 || noted != 1 || s.shortcut(fyne.KeyN, ctrl) {
		t.Errorf("printed %d, noted %d", printed, noted)
	}
}

func TestEscapeAndHelp(t *testing.T) {
	s := begin(t, nil)
	escaped := 0
	s.body = func(c *Context) fyne.CanvasObject {
		c.OnEscape(func() bool { escaped++; return true })
		return widget.NewText("")
	}
	s.Open(To("units"))
	listen := s.win.Canvas().OnTypedKey()
	listen(&fyne.KeyEvent{Name: fyne.KeyEscape})
	listen(&fyne.KeyEvent{Name: fyne.KeyF1})
	if helped := strings.Contains(test.RenderToMarkup(s.win.Canvas()), s.words.T("shell.help.title")); escaped != 1 || !helped {
		t.Errorf("escaped %d, helped %v", escaped, helped)
	}
}

// held is a runner that keeps work until it is released.
type held struct {
	Inline
	work []func()
}

func (h *held) Go(work func()) { h.work = append(h.work, work) }

func TestTheNewestRequestWins(t *testing.T) {
	h := &held{}
	s := begin(t, func(p *Params) { p.Runner = h })
	s.Open(To("units"))
	var latest Latest
	var shown []string
	var ended []error
	load := func(text string) {
		Load(s.page, &latest, func(ctx context.Context) (string, error) { ended = append(ended, ctx.Err()); return text, nil }, func(v string) { shown = append(shown, v) })
	}
	load("old")
	load("new")
	h.work[1]()
	h.work[0]()
	if !slices.Equal(shown, []string{"new"}) || ended[0] != nil || !errors.Is(ended[1], context.Canceled) {
		t.Errorf("shown %v, contexts %v", shown, ended)
	}
	load("left behind")
	s.Open(To("inspect"))
	h.work[2]()
	if len(shown) != 1 {
		t.Error("a page that was left is still written to")
	}
}

func TestActsOutliveThePage(t *testing.T) {
	h := &held{}
	s := begin(t, func(p *Params) { p.Runner = h })
	s.Open(To("units"))
	var got error
	done := 0
	s.page.Do(func(ctx context.Context) error { return ctx.Err() }, func(err error) { got = err; done++ })
	s.Open(To("inspect"))
	h.work[0]()
	if got != nil || done != 1 {
		t.Errorf("an act begun before the page was left ended with %v, told %d times", got, done)
	}
}

func TestAfterTheLeaving(t *testing.T) {
	s := begin(t, nil)
	s.Open(To("units"))
	told := 0
	s.page.After(time.Second, func() { told++ })
	s.run.Elapse(time.Second)
	s.page.After(time.Second, func() { told++ })
	s.Open(To("inspect"))
	if s.run.Elapse(time.Second); told != 1 {
		t.Errorf("told %d times", told)
	}
}

func TestWatch(t *testing.T) {
	s := begin(t, nil)
	told := map[string]int{}
	s.body = func(c *Context) fyne.CanvasObject {
		c.Watch(func() { told["unit"]++ }, "unit", "owner")
		c.Watch(func() { told["all"]++ })
		return widget.NewText("")
	}
	s.Open(To("units"))
	s.Changed("defect")
	s.Changed("owner", "unit")
	if told["unit"] != 1 || told["all"] != 2 {
		t.Errorf("told %v", told)
	}
}

// Commits that come before the page has read again are one.
func TestChangesAreToldOncePerBatch(t *testing.T) {
	q := &queued{}
	s := begin(t, func(p *Params) { p.Runner = q })
	told := 0
	s.body = func(c *Context) fyne.CanvasObject {
		c.Watch(func() { told++ }, "unit")
		return widget.NewText("")
	}
	s.Open(To("units"))
	for range 50 {
		s.Changed("unit")
	}
	q.drain()
	if told != 1 {
		t.Errorf("told %d times of 50 commits", told)
	}
	s.Changed("unit")
	q.drain()
	if told != 2 {
		t.Error("not told of the next")
	}
}

// queued keeps what is for the screen in order, as the toolkit does.
type queued struct {
	Inline
	queue []func()
}

func (q *queued) Screen(fn func()) { q.queue = append(q.queue, fn) }

func (q *queued) drain() {
	for len(q.queue) > 0 {
		fn := q.queue[0]
		q.queue = q.queue[1:]
		fn()
	}
}

func TestErrorsGoWhereTheyBelong(t *testing.T) {
	for _, c := range []struct {
		name   string
		err    error
		toasts int
		dialog bool
	}{
		{"nothing", nil, 0, false},
		{"stopped", fmt.Errorf("x: %w", context.Canceled), 0, false},
		{"refusal", app.Refuse("permission.scope", "who", "王敏"), 1, false},
		{"disk", app.Refuse("disk.full", "what", "照片"), 0, true},
		{"unforeseen", errors.New("boom 42"), 0, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := begin(t, nil)
			s.Open(To("units"))
			again := 0
			s.Fail(c.err, func() { again++ })
			if got := len(s.toasts.Texts()); got != c.toasts {
				t.Errorf("%d toasts", got)
			}
			if got := s.win.Canvas().Overlays().Top() != nil; got != c.dialog {
				t.Fatalf("dialog: %v", got)
			}
			if c.dialog {
				s.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
				if again != 1 || s.win.Canvas().Overlays().Top() != nil {
					t.Errorf("Enter tried again %d times", again)
				}
			}
		})
	}
}

func TestJob(t *testing.T) {
	h := &held{}
	s := begin(t, func(p *Params) { p.Runner = h })
	s.Open(To("units"))
	var got error
	s.page.Job("打印 528 户", func(ctx context.Context, p Progress) error {
		p.At(3, 528, "1501")
		return ctx.Err()
	}, func(err error) { got = err })
	seen := func() bool { return strings.Contains(test.RenderToMarkup(s.win.Canvas()), "打印 528 户") }
	if h.Elapse(time.Second); seen() {
		t.Error("a job shows itself within a second")
	}
	if h.Elapse(time.Second); !seen() {
		t.Error("a job does not show itself after two seconds")
	}
	if !s.Shell.stopJob(t) {
		t.Fatal("there is no stop")
	}
	h.work[0]()
	if !errors.Is(got, context.Canceled) || seen() {
		t.Errorf("stopped with %v, still seen: %v", got, seen())
	}
	s.page.Job("快的", func(context.Context, Progress) error { return nil }, func(err error) { got = err })
	h.work[1]()
	h.Elapse(time.Minute)
	if got != nil || strings.Contains(test.RenderToMarkup(s.win.Canvas()), "快的") {
		t.Error("a job that is done shows itself afterwards")
	}
}

// stopJob presses the stop of the job shown.
func (s *Shell) stopJob(t *testing.T) bool {
	t.Helper()
	for _, o := range s.jobs.Objects {
		if b := find(o, func(b *widget.Button) bool { return b.Text == s.words.T("common.stop") }); b != nil {
			test.Tap(b)
			return true
		}
	}
	return false
}

func find(o fyne.CanvasObject, wanted func(*widget.Button) bool) *widget.Button {
	switch o := o.(type) {
	case *widget.Button:
		if wanted(o) {
			return o
		}
	case *widget.Panel:
		return find(o.Content, wanted)
	case *fyne.Container:
		for _, child := range o.Objects {
			if b := find(child, wanted); b != nil {
				return b
			}
		}
	}
	return nil
}

func TestSearch(t *testing.T) {
	h := &held{}
	s := begin(t, func(p *Params) {
		p.Runner = h
		p.Search = func(_ context.Context, _ app.Actor, text string) ([]Hit, error) {
			if text == "none" {
				return nil, app.Refuse("search.nothing", "text", text)
			}
			return []Hit{{Icon: "units", Title: text + " a", Route: To("inspect")}, {Icon: "units", Title: text + " b", Route: ToRecord("unit", text)}}, nil
		}
	})
	s.Open(To("units"))
	s.shortcut(fyne.KeyK, ctrl)
	if s.win.Canvas().Focused() != s.search.entry {
		t.Fatal("Ctrl+K does not go to the search")
	}
	for _, r := range "15" {
		s.search.entry.TypedRune(r)
	}
	h.work[1]()
	h.work[0]()
	if s.search.asked != "15" || !s.search.results.Visible() {
		t.Errorf("shown: %q", s.search.asked)
	}
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn} {
		s.search.entry.TypedKey(&fyne.KeyEvent{Name: k})
	}
	if s.Route().ID != "15" || s.search.results.Visible() {
		t.Errorf("opened %+v", s.Route())
	}
	// The page that is open already is opened again: the search is done all the same.
	s.search.entry.SetText("15")
	h.work[len(h.work)-1]()
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn} {
		s.search.entry.TypedKey(&fyne.KeyEvent{Name: k})
	}
	if s.search.entry.Text != "" || s.search.results.Visible() {
		t.Errorf("the search still says %q", s.search.entry.Text)
	}
	// Enter before the answer: the best hit of this text, not of an older one.
	s.search.entry.SetText("16")
	h.work[len(h.work)-1]()
	s.search.entry.SetText("162")
	s.search.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.Route().ID != "15" {
		t.Errorf("Enter opened a hit of an older text: %+v", s.Route())
	}
	h.work[len(h.work)-1]()
	if s.Route().Place != "inspect" || s.search.results.Visible() {
		t.Errorf("Enter before the answer opened %+v", s.Route())
	}
	s.search.entry.SetText("none")
	h.work[len(h.work)-1]()
	if markup := test.RenderToMarkup(s.win.Canvas()); !strings.Contains(markup, "没有找到") {
		t.Error("nothing found is not said")
	}
	s.search.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if s.search.results.Visible() {
		t.Error("Esc leaves the results open")
	}
}

// The tiles stand where they always stand; the keyboard begins on who was here last.
func TestSignInBeginsOnTheLatest(t *testing.T) {
	var who app.ID
	s := begin(t, func(p *Params) {
		withSignIn(func(a app.Actor) { who = a.Staff })(p)
		p.SignIn.Latest = func() app.ID { return app.ID{2} }
	})
	s.Lock()
	s.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if who != (app.ID{2}) {
		t.Errorf("Enter signs %v in", who)
	}
}

// A menu that was left by Esc takes the keyboard from the tiles: the next key brings
// it back to where it began.
// The arrows walk the tiles as they stand: sideways by one, up and down by a row.
func TestSignInByArrows(t *testing.T) {
	s := begin(t, func(p *Params) {
		withSignIn(nil)(p)
		p.Locked = true
		p.SignIn.People = func() (many []Person) {
			for i := range 17 {
				many = append(many, Person{ID: app.ID{byte(i + 1)}, Name: fmt.Sprint("员工", i)})
			}
			return many
		}
	})
	at := func() int {
		return slices.IndexFunc(s.signIn.tiles, func(o fyne.CanvasObject) bool { return any(o) == any(s.win.Canvas().Focused()) })
	}
	row := s.signIn.perRow()
	if row < 3 || row > 8 {
		t.Fatalf("%d tiles in a row", row)
	}
	for _, step := range []struct {
		key  fyne.KeyName
		want int
	}{
		{fyne.KeyUp, 0}, {fyne.KeyDown, row}, {fyne.KeyRight, row + 1}, {fyne.KeyUp, 1}, {fyne.KeyLeft, 0}, {fyne.KeyLeft, 0},
	} {
		s.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: step.key})
		if got := at(); got != step.want {
			t.Fatalf("after %s on tile %d, want %d", step.key, got, step.want)
		}
	}
}

func TestSignInAfterAMenu(t *testing.T) {
	s := begin(t, func(p *Params) {
		withSignIn(nil)(p)
		p.SignIn.Latest = func() app.ID { return app.ID{2} }
	})
	s.Lock()
	began := s.win.Canvas().Focused()
	s.win.Canvas().Unfocus()
	s.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.win.Canvas().Focused() != began {
		t.Error("the keyboard is on nothing")
	}
}

func withSignIn(entered func(app.Actor)) func(*Params) {
	return func(p *Params) {
		p.SignIn = &SignIn{
			People: func() []Person {
				return []Person{{ID: app.ID{1}, Name: "王敏", Role: app.Supervisor}, {ID: app.ID{2}, Name: "练习员", Role: app.Handover, NoPIN: true}}
			},
			Check: func(id app.ID, pin string) (app.Actor, error) {
				if id == (app.ID{1}) && pin != "1234" {
					return app.Actor{}, app.Refuse("permission.scope", "who", "王敏")
				}
				return app.Actor{Staff: id, Name: "某人"}, nil
			},
			Entered: entered,
		}
	}
}

// check2 signs in as the first person with the PIN.
func (p *signInPage) check2(t *testing.T, s *stage, pin string) {
	t.Helper()
	p.pick(p.shell.params.SignIn.People()[0])
	for _, r := range pin {
		s.win.Canvas().Focused().TypedRune(r)
	}
	s.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

func TestSignIn(t *testing.T) {
	var entered []app.Actor
	s := begin(t, withSignIn(func(a app.Actor) { entered = append(entered, a) }))
	s.Open(To("units"))
	d := widget.NewDialog(s.words, "问", "")
	s.page.Ask(d)
	if s.Lock(); !s.Locked() || s.win.Canvas().Overlays().Top() != nil {
		t.Fatal("a dialog stays over the sign-in")
	}
	test.AssertRendersToMarkup(t, "look/sign_in.xml", s.win.Canvas())
	if s.shortcut(fyne.Key1, ctrl) {
		t.Error("places are reached while locked")
	}
	s.signIn.check2(t, s, "9999")
	if !s.Locked() || !strings.Contains(test.RenderToMarkup(s.win.Canvas()), "不分管") {
		t.Error("a wrong PIN is not refused in words")
	}
	s.words.SetLanguage(words.English)
	if !s.Locked() || strings.Contains(test.RenderToMarkup(s.win.Canvas()), "units") {
		t.Error("a change of language opens the lock")
	}
	before := len(s.built)
	s.signIn.check2(t, s, "1234")
	if s.Locked() || len(entered) != 1 || s.page.Actor().Staff != (app.ID{1}) {
		t.Errorf("entered %v", entered)
	}
	if len(s.built) != before+1 {
		t.Error("the page was not built for the one who came in")
	}
	s.Lock()
	s.signIn.pick(s.params.SignIn.People()[1])
	if s.Locked() || s.page.Actor().Staff != (app.ID{2}) {
		t.Error("a rehearsal does not let in by a tap")
	}
}

// Two dialogs over each other are both there again for whoever comes back.
func TestDialogsOverEachOtherComeBack(t *testing.T) {
	s := begin(t, withSignIn(nil))
	s.Open(To("units"))
	who := s.params.SignIn.People()[1]
	s.Lock()
	s.signIn.pick(who)
	for _, title := range []string{"编辑", "预览"} {
		s.page.Ask(widget.NewDialog(s.words, title, ""))
	}
	asked := len(s.win.Canvas().Overlays().List())
	s.Lock()
	s.signIn.pick(who)
	if back := len(s.win.Canvas().Overlays().List()); asked != 2 || back != asked {
		t.Errorf("%d dialogs of %d come back", back, asked)
	}
}

// After too many wrong PINs the seconds left are counted down, and nothing is taken
// meanwhile; then the pad takes a PIN again.
func TestTheSignInWaits(t *testing.T) {
	tried := 0
	s := begin(t, func(p *Params) {
		withSignIn(nil)(p)
		p.SignIn.Check = func(id app.ID, pin string) (app.Actor, error) {
			if tried++; tried == 1 {
				return app.Actor{}, app.Refuse("staff.pin_wrong_wait", "seconds", "2")
			}
			return app.Actor{Staff: id}, nil
		}
	})
	s.Lock()
	says := func(text string) {
		t.Helper()
		if !strings.Contains(test.RenderToMarkup(s.win.Canvas()), text) {
			t.Errorf("it does not say %q", text)
		}
	}
	enter := func() {
		for _, r := range "1234" {
			s.win.Canvas().Focused().TypedRune(r)
		}
		s.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	s.signIn.check2(t, s, "9999")
	says("2 秒")
	enter()
	s.run.Elapse(time.Second)
	says("1 秒")
	enter()
	if tried != 1 {
		t.Fatalf("a PIN is looked at while one waits: %d", tried)
	}
	s.run.Elapse(time.Second)
	if enter(); tried != 2 || s.Locked() {
		t.Errorf("after the wait %d PINs were looked at, locked %t", tried, s.Locked())
	}

	tried = 0
	s.Lock()
	s.signIn.check2(t, s, "9999")
	s.signIn.choose()
	s.signIn.check2(t, s, "1234")
	s.run.Elapse(5 * time.Second)
	if tried != 2 || s.Locked() {
		t.Error("who was left waiting keeps another from signing in")
	}
}

// Who comes back after the lock finds what was being typed, in the page or in a
// dialog over it; another person finds the page anew, and so does who changed the
// language meanwhile.
// Ctrl+Q leaves from a page and from the sign-in, not from a dialog that is open.
func TestQuit(t *testing.T) {
	quits := 0
	s := begin(t, func(p *Params) {
		withSignIn(nil)(p)
		p.Quit = func() { quits++ }
	})
	quit := func(want int, where string) {
		t.Helper()
		if s.shortcut(fyne.KeyQ, ctrl); quits != want {
			t.Errorf("%s: quit %d times, want %d", where, quits, want)
		}
	}
	s.Open(To("units"))
	quit(1, "page")
	d := widget.NewDialog(s.words, "问", "")
	s.page.Ask(d)
	quit(1, "dialog")
	s.win.Canvas().Overlays().Remove(s.win.Canvas().Overlays().Top())
	s.Lock()
	quit(2, "sign-in")
}

func TestLockKeepsWhatWasBegun(t *testing.T) {
	s := begin(t, withSignIn(nil))
	entry := widget.NewEntry("")
	s.body = func(c *Context) fyne.CanvasObject { return widget.NewField("备注", entry) }
	s.Open(To("units"))
	s.Lock()
	s.signIn.check2(t, s, "1234")
	built := len(s.built)
	s.win.Canvas().Focus(entry)
	s.Lock()
	s.signIn.check2(t, s, "1234")
	if len(s.built) != built || s.win.Canvas().Focused() != entry {
		t.Error("the page is not as it was left")
	}

	typed := widget.NewEntry("")
	d := widget.NewDialog(s.words, "问", "")
	d.Content, d.Confirm, d.Focus = typed, "保存", typed
	s.page.Ask(d)
	typed.SetText("写了一半")
	s.Lock()
	s.signIn.check2(t, s, "1234")
	if s.win.Canvas().Overlays().Top() == nil || s.win.Canvas().Focused() != typed {
		t.Error("the dialog that was open is gone")
	}
	s.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.Open() || s.win.Canvas().Overlays().Top() != nil {
		t.Error("Esc does not leave the dialog that came back")
	}
	s.page.Ask(d)
	s.Lock()
	d.Close() // what it did has ended meanwhile
	s.signIn.check2(t, s, "1234")
	if s.win.Canvas().Overlays().Top() != nil {
		t.Error("a dialog that closed itself came back")
	}
	s.page.Ask(d)
	s.Lock()
	s.signIn.pick(s.params.SignIn.People()[1])
	if s.win.Canvas().Overlays().Top() != nil || len(s.built) == built {
		t.Error("another person is given what was begun")
	}
	built = len(s.built)
	s.Lock()
	s.words.SetLanguage(words.English)
	s.signIn.pick(s.params.SignIn.People()[1])
	if len(s.built) != built+1 {
		t.Error("the page speaks the language of before")
	}
}

// Files go to the page that takes them; elsewhere it is said where they belong,
// and behind a dialog that they must wait. While nobody is signed in they go
// nowhere: the page under the lock is of who has left.
func TestDroppedFiles(t *testing.T) {
	s := begin(t, withSignIn(nil))
	files := []fyne.URI{storage.NewFileURI("/台账 终版.xlsx")}
	var taken []string
	takes := true
	s.body = func(c *Context) fyne.CanvasObject {
		if c.Route.Place == "rectify" {
			c.OnDrop(func(files []fyne.URI) bool {
				if takes {
					taken = append(taken, files[0].Path())
				}
				return takes
			})
		}
		return widget.Space(1)
	}
	s.Open(To("rectify"))
	s.Dropped(files)
	if !slices.Equal(taken, []string{"/台账 终版.xlsx"}) || len(s.toasts.Texts()) != 0 {
		t.Fatalf("taken %q, said %q", taken, s.toasts.Texts())
	}
	said := func(when, what string) {
		t.Helper()
		if texts := s.toasts.Texts(); len(texts) != 1 || !strings.Contains(texts[0], what) {
			t.Errorf("%s it says %q", when, texts)
		}
		s.run.Elapse(time.Minute) // toasts go by themselves
	}
	takes = false
	s.Dropped(files)
	said("where the page has no use for them now", "这里不收文件")
	takes = true
	s.page.Ask(widget.NewDialog(s.words, "问", ""))
	s.Dropped(files)
	said("under a dialog", "先处理打开的对话框")
	s.Lock()
	s.Dropped(files)
	if len(taken) != 1 {
		t.Error("files were taken while nobody was signed in")
	}
	s.signIn.check2(t, s, "1234")
	s.Open(To("units"))
	s.Dropped(files)
	said("on a page that takes none", "这里不收文件")
}

func TestIdleLocks(t *testing.T) {
	s := begin(t, func(p *Params) { withSignIn(nil)(p); p.Idle = 5 * time.Minute })
	s.Open(To("units"))
	pass := func(d time.Duration) {
		for d > 0 {
			s.now = s.now.Add(15 * time.Second)
			s.run.Elapse(15 * time.Second)
			d -= 15 * time.Second
		}
	}
	pass(4 * time.Minute)
	test.Tap(widget.NewButton("", func() {}))
	pass(4 * time.Minute)
	if s.Locked() {
		t.Fatal("locked although somebody was there")
	}
	pass(2 * time.Minute)
	if !s.Locked() {
		t.Error("not locked although nobody was there")
	}
}

func TestCloseEndsInOrder(t *testing.T) {
	order := make(chan string, 3)
	bg := &screenInline{}
	s := begin(t, func(p *Params) { p.Runner = bg; p.OnQuit = func() { order <- "store" } })
	s.Open(To("units"))
	release := make(chan struct{})
	s.page.Do(func(ctx context.Context) error {
		<-release
		if ctx.Err() == nil {
			order <- "work"
		}
		return nil
	}, func(error) {})
	s.page.Job("长的", func(ctx context.Context, _ Progress) error { <-ctx.Done(); return ctx.Err() }, func(error) {})
	s.Close(func() { order <- "quit" })
	close(release)
	for _, want := range []string{"work", "store", "quit"} {
		if got := <-order; got != want {
			t.Fatalf("%s before %s", got, want)
		}
	}
}

// screenInline works in the background and shows nothing.
type screenInline struct{ Background }

func (s *screenInline) Screen(fn func()) { fn() }
