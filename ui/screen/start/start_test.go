package start

import (
	"context"
	"errors"
	"image"
	"io"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

func TestMain(m *testing.M) { shelltest.Main(m) }

// stage is the start in a window, with what it was asked for.
type stage struct {
	*shelltest.Stage
	opened []string
	given  []string // passphrases
	found  []site.Founding
	small  []bool
	fault  error
}

func open(t *testing.T, change func(*Params)) *stage {
	t.Helper()
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light))
	s := &stage{Stage: shelltest.Window(t)}
	s.Win.Resize(fyne.NewSize(1280, 720))
	p := Params{
		Window: s.Win, Words: s.Words, Runner: s.Run,
		NewFolder: func(name string) string { return "/data/" + name },
		Open: func(folder, passphrase string) error {
			s.opened, s.given = append(s.opened, folder), append(s.given, passphrase)
			return s.fault
		},
		Found: func(_ context.Context, f site.Founding) error { s.found = append(s.found, f); return s.fault },
		Rehearse: func(_ context.Context, small bool, tell func(int, int, string)) error {
			s.small = append(s.small, small)
			tell(1, 4, "units")
			return s.fault
		},
		Restore: func(context.Context, string, string, string, func(int, int)) error { return s.fault },
		Picture: func(io.ReadSeeker, string) (image.Image, error) { return image.NewGray(image.Rect(0, 0, 4, 4)), nil },
	}
	if change != nil {
		change(&p)
	}
	t.Cleanup(Show(p))
	return s
}

func (s *stage) choose(t *testing.T, key string) {
	t.Helper()
	tile := shelltest.Find(s.Stage, func(c *ChoiceTile) bool { return c.Title == s.Words.T(key) })
	if tile == nil {
		t.Fatalf("there is no %s", key)
	}
	tile.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// A rehearsal is told from what is real wherever its name stands.
func TestRehearsalsAreMarked(t *testing.T) {
	s := open(t, func(p *Params) {
		p.Known = []Known{{Name: "锦绣花园", Folder: "/a"}, {Name: "滨河花园", Folder: "/b", Rehearsal: true}}
	})
	for name, there := range map[string]bool{"锦绣花园": true, "滨河花园（演练）": true, "滨河花园": false} {
		if got := shelltest.Find(s.Stage, func(c *ChoiceTile) bool { return c.Title == name }) != nil; got != there {
			t.Errorf("%s stands in the list: %v", name, got)
		}
	}
}

// Why a site was not opened is said in a title and a sentence, each of its own,
// and what may be done about it is offered.
func TestFailures(t *testing.T) {
	cases := map[string]struct {
		err   error
		retry bool
	}{
		"locked":     {app.Refuse("site.locked", "folder", "/data/a"), true},
		"newer":      {app.Refuse("site.newer", "version", "9", "known", "1"), false},
		"missing":    {app.Refuse("site.missing", "folder", "/data/a"), true},
		"not_a_site": {app.Refuse("site.not_a_site"), false},
		"half_made":  {app.Refuse("site.half_made", "folder", "/data/.a.half"), false},
		"damaged":    {app.Refuse("store.damaged", "folder", "/data/a"), true},
		"readonly":   {app.Refuse("disk.readonly", "what", "/data/a"), true},
		"unforeseen": {errors.New("unexpected"), true},
	}
	titles := map[string]string{}
	for name, c := range cases {
		s := open(t, func(p *Params) { p.Folder, p.Failed = "/data/a", c.err })
		said := s.Says()
		if strings.Contains(said, "⟨") || !strings.Contains(said, s.Words.Refusal(c.err)) {
			t.Errorf("%s: %s", name, said)
		}
		title := shelltest.Find(s.Stage, func(x *widget.Text) bool { return x.Sized == theme.Emphasis && x.Bold }).Text
		if other := titles[title]; other != "" {
			t.Errorf("%s and %s have one title %q", name, other, title)
		}
		titles[title] = name
		retry := shelltest.Find(s.Stage, func(b *widget.Button) bool { return b.Text == s.Words.T("common.retry") })
		if (retry != nil) != c.retry {
			t.Errorf("%s: trying again is offered: %v", name, retry != nil)
		}
		if retry != nil {
			retry.OnTap()
			if len(s.opened) != 1 || s.opened[0] != "/data/a" {
				t.Errorf("%s: trying again opened %v", name, s.opened)
			}
		}
	}
}

func (s *stage) entry(label string) *widget.Entry {
	f := shelltest.Find(s.Stage, func(f *widget.Field) bool { return f.Label == s.Words.T("start.field."+label) })
	return f.Input.(*widget.Entry)
}

// A new site asks for what it needs, says at the field what is wrong, and keeps
// what was typed.
func TestFound(t *testing.T) {
	s := open(t, nil)
	s.choose(t, "start.found")
	s.entry("name").SetText("锦绣花园一期")
	if got := s.entry("folder").Text; got != "/data/锦绣花园一期" {
		t.Errorf("the folder follows as %q", got)
	}
	submit := func() { s.entry("name").OnSubmitted("") }
	submit()
	if len(s.found) != 0 || !strings.Contains(s.Says(), s.Words.T("start.missing")) {
		t.Error("a site without a company is founded")
	}
	for _, label := range []string{"company", "supervisor", "pin"} {
		f := shelltest.Find(s.Stage, func(f *widget.Field) bool { return f.Label == s.Words.T("start.field."+label) })
		if f.Error() != s.Words.T("start.missing") {
			t.Errorf("%s does not say that it is missing", label)
		}
	}
	s.entry("company").SetText("锦绣置业")
	s.WindowKey(fyne.KeyEscape)
	s.choose(t, "start.found")
	if s.entry("company").Text != "锦绣置业" || s.entry("folder").Text != "/data/锦绣花园一期" || s.entry("lane").Text != "01" {
		t.Error("what was typed is gone after a step back")
	}
	s.entry("communities").SetText("一期、二期，一期 ")
	s.entry("supervisor").SetText("王敏")
	s.entry("pin").SetText("2580")
	s.entry("pin_again").SetText("2580")
	submit()
	if len(s.found) != 0 || !strings.Contains(s.Says(), "“一期”") {
		t.Error("one community twice is taken")
	}
	s.entry("communities").SetText("一期、 二期， ，三期")
	s.entry("supervisor").SetText("王敏")
	s.entry("pin").SetText("2580")
	s.entry("pin_again").SetText("2581")
	submit()
	if len(s.found) != 0 || !strings.Contains(s.Says(), s.Words.T("start.pin_differs")) {
		t.Error("two PINs that differ are taken")
	}
	s.entry("pin_again").SetText("2580")
	s.entry("lane").SetText("7")
	s.entry("folder").SetText("data/x") // which would lie wherever Keyday was begun
	submit()
	if len(s.found) != 0 || !strings.Contains(s.Says(), "/data/锦绣花园一期") {
		t.Error("half a path is taken for a folder")
	}
	s.entry("folder").SetText("/data/x")
	s.fault = app.Refuse("site.folder_taken", "folder", "/data/x")
	submit()
	if !strings.Contains(s.Says(), s.Words.Refusal(s.fault)) || s.entry("company").Text != "锦绣置业" {
		t.Error("a taken folder is not said, or what was typed is gone")
	}
	s.fault = nil
	submit()
	f := s.found[len(s.found)-1]
	if f.Lane != "07" || strings.Join(f.Communities, "|") != "一期|二期|三期" || f.Supervisor != "王敏" || f.PIN != "2580" {
		t.Errorf("founded %+v", f)
	}
}

// A rehearsal is a tap and a size; one that fails says why on the first page.
func TestRehearse(t *testing.T) {
	s := open(t, nil)
	s.choose(t, "start.rehearse")
	s.choose(t, "start.rehearse_small")
	s.fault = app.Refuse("disk.full", "what", "/data")
	s = open(t, func(p *Params) {
		p.Rehearse = func(context.Context, bool, func(int, int, string)) error {
			return app.Refuse("disk.full", "what", "/data")
		}
	})
	s.choose(t, "start.rehearse")
	s.choose(t, "start.rehearse_full")
	if !strings.Contains(s.Says(), s.Words.T("start.failed.disk.full")) {
		t.Error("a full disk is not said")
	}
	s = open(t, func(p *Params) {
		p.Rehearse = func(context.Context, bool, func(int, int, string)) error { return context.Canceled }
	})
	s.choose(t, "start.rehearse")
	s.choose(t, "start.rehearse_full")
	if strings.Contains(s.Says(), s.Words.T("start.failed.general")) {
		t.Error("what was stopped is called a failure")
	}
}

// One rehearses on where one has rehearsed before, and nowhere else.
func TestRehearsingGoesOn(t *testing.T) {
	s := open(t, func(p *Params) {
		p.Known = []Known{{Name: "锦绣花园", Folder: "/a"}, {Name: "滨河花园", Folder: "/b", Rehearsal: true}, {Name: "旧的", Folder: "/c", Rehearsal: true}}
	})
	s.choose(t, "start.rehearse")
	s.choose(t, "start.rehearse_on")
	if !slices.Equal(s.opened, []string{"/b"}) {
		t.Errorf("opened %q", s.opened)
	}
	s = open(t, func(p *Params) { p.Known = []Known{{Name: "锦绣花园", Folder: "/a"}} })
	s.choose(t, "start.rehearse")
	if shelltest.Find(s.Stage, func(c *ChoiceTile) bool { return c.Title == s.Words.T("start.rehearse_on") }) != nil {
		t.Error("a real site is rehearsed on")
	}
}

// Another language says everything anew, and is told of.
func TestLanguage(t *testing.T) {
	var told words.Language
	s := open(t, func(p *Params) { p.Language = func(l words.Language) { told = l } })
	shelltest.Find(s.Stage, func(b *widget.Button) bool { return b.Text == words.English.Name() }).OnTap()
	if told != words.English || shelltest.Find(s.Stage, func(c *ChoiceTile) bool { return c.Title == s.Words.In(words.English, "start.found") }) == nil {
		t.Error("the start does not speak English")
	}
	test.AssertRendersToMarkup(t, "english.xml", s.Win.Canvas())
}

// What was written with a control character in it is refused at its own field.
func TestFoundRefusesAtTheField(t *testing.T) {
	s := open(t, nil)
	s.choose(t, "start.found")
	for label, text := range map[string]string{"name": "锦绣", "company": "锦绣置业", "communities": "一期", "supervisor": "王敏", "pin": "2580", "pin_again": "2580", "folder": "/data/x"} {
		s.entry(label).SetText(text)
	}
	for record, label := range map[string]string{"site.name": "name", "community.name": "communities", "person.name": "supervisor", "site.property": "property"} {
		kind, field, _ := strings.Cut(record, ".")
		s.fault = app.Refuse("text.control", "kind", kind, "field", field, "signs", "U+202E")
		s.entry("name").OnSubmitted("")
		f := shelltest.Find(s.Stage, func(f *widget.Field) bool { return f.Label == s.Words.T("start.field."+label) })
		if f.Error() != s.Words.Refusal(s.fault) {
			t.Errorf("%s is refused with %q at the field", record, f.Error())
		}
	}
}
