package register

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/theme"
)

// foot is a page that is the foot of a record alone, and what was done there.
type foot struct {
	*shelltest.Stage
	steps *Steps
	at    time.Time
	did   []string
}

func footOf(t *testing.T, width float32) *foot {
	t.Helper()
	f := &foot{at: now}
	f.Stage = stage(t, func(c *shell.Context) fyne.CanvasObject {
		f.steps = NewSteps(c, width)
		f.steps.Now = func() time.Time { return f.at }
		return f.steps.View
	})
	return f
}

func (f *foot) act(name string) Act {
	return Act{Name: name, Do: func() { f.did = append(f.did, name) }}
}

// offer offers acts of a record, the first as the next one.
func (f *foot) offer(of any, all ...string) {
	o := Offer{Of: of}
	for i, name := range all {
		if a := f.act(name); i == 0 && name != "" {
			o.Next = &a
		} else if name != "" {
			o.Else = append(o.Else, a)
		}
	}
	f.steps.Offer(o)
}

// The acts of a record stand where those of any other stand, whatever they are called and
// however many there are.
func TestFootStaysInItsPlace(t *testing.T) {
	f := footOf(t, 268)
	driver := fyne.CurrentApp().Driver()
	where := func(text string) fyne.Position { return driver.AbsolutePositionForObject(f.Button(text)) }
	f.offer(1, "one", "two", "three", "four", "five")
	height, next, more := f.steps.View.MinSize().Height, where("one"), where(f.Words.T("common.more"))
	for _, all := range [][]string{{"a longer name for what comes next"}, {""}, {"", "two"}, {"one", strings.Repeat("long ", 9), "three"}} {
		f.offer(1, all...)
		if got := f.steps.View.MinSize().Height; got != height {
			t.Errorf("with %q the foot is %v high, else %v", all, got, height)
		}
		if got := f.steps.View.MinSize().Width; got > 268+2*theme.Margin {
			t.Errorf("with %q the foot is %v wide", all, got)
		}
		if b := f.Button(all[0]); all[0] != "" && where(all[0]) != next {
			t.Errorf("%q moved to %v", b.Text, where(all[0]))
		}
		if len(all) > 3 && where(f.Words.T("common.more")) != more {
			t.Errorf("with %q the menu moved", all)
		}
	}
}

// At most two acts stand beside the next one; what has no room is in the menu, and nothing
// is lost.
func TestRestIsInTheMenu(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("long ", 9))
	for _, c := range []struct {
		all, buttons, menu string
	}{
		{"one", "one", ""},
		{"one two", "one two", ""},
		{"one two three", "one two three", ""},
		{"one two three four five", "one two three", "four five"},
		{"one two LONG", "one two", "LONG"},
		{"one LONG", "one", "LONG"},
	} {
		f := footOf(t, 268)
		say := func(s string) string { return strings.ReplaceAll(s, "LONG", long) }
		f.offer(1, splitSaid(c.all, say)...)
		for _, name := range splitSaid(c.buttons, say) {
			if f.Button(name) == nil {
				t.Errorf("of %q, %q stands on no button", c.all, name)
			}
		}
		for _, name := range splitSaid(c.menu, say) {
			if f.Button(name) != nil {
				t.Errorf("of %q, %q stands on a button", c.all, name)
			}
		}
		if more := f.Button(f.Words.T("common.more")); (more != nil) != (c.menu != "") {
			t.Errorf("of %q, a menu: %v", c.all, more != nil)
		}
		if c.menu == "" {
			continue
		}
		for _, name := range splitSaid(c.menu, say) {
			if !f.Offers(name) {
				t.Errorf("of %q, %q stands nowhere", c.all, name)
			}
		}
		f.Tap(f.Words.T("common.more"))
		if f.Key(fyne.KeyDown, fyne.KeyReturn); len(f.did) != 1 || f.did[0] != splitSaid(c.menu, say)[0] {
			t.Errorf("by keys %q was done", f.did)
		}
	}
}

func splitSaid(s string, say func(string) string) (all []string) {
	for _, name := range strings.Fields(s) {
		all = append(all, say(name))
	}
	return all
}

// While what is shown is not what is, nothing answers, the menu neither; and a second tap
// that was meant for what stood there before does nothing.
func TestStaleStepsDoNotAnswer(t *testing.T) {
	f := footOf(t, 268)
	tap := func(what string, want int) {
		t.Helper()
		test.Tap(f.steps.Next)
		if len(f.did) != want {
			t.Errorf("%s: did %q", what, f.did)
		}
	}
	f.offer(1, "one", "two", "three", "four")
	tap("first shown", 1)
	f.Tap(f.Words.T("common.more"))
	if f.steps.Wait(); f.Top() != nil {
		t.Error("the menu of what is gone stays open")
	}
	tap("waiting", 1)
	if f.Button("two").OnTap(); len(f.did) != 1 {
		t.Error("another act answers while it waits")
	}
	f.offer(1, "one", "two", "three", "four")
	tap("read again, the same", 2)
	f.offer(1, "another", "two")
	tap("the second half of a double tap", 2)
	f.at = f.at.Add(twice)
	tap("later", 3)
	f.offer(2, "one")
	tap("of another record", 4)
}

// What is said and cannot be done now is greyed, as nothing is that can be.
func TestGreyedActStaysGreyed(t *testing.T) {
	f := footOf(t, 268)
	a := f.act("one")
	a.Greyed = true
	f.steps.Offer(Offer{Of: 1, Next: &a, Else: []Act{f.act("two")}})
	if !f.steps.Next.Disabled() || f.Button("two").Disabled() {
		t.Error("the wrong one is greyed")
	}
	f.offer(2, "")
	if f.Said(f.Words.T("common.no_next")); f.steps.Next.Visible() {
		t.Error("where nothing waits, a button stands")
	}
}

// Steps come from a machine's list: what the state waits for first, without what the page
// offers elsewhere.
func TestOfferedOfAMachine(t *testing.T) {
	o := Offered([]string{"fix", "edit", "hold"}, "fix", func(step string) Act {
		if step == "edit" {
			return Act{}
		}
		return Act{Name: step}
	})
	if o.Next == nil || o.Next.Name != "fix" || len(o.Else) != 1 || o.Else[0].Name != "hold" {
		t.Errorf("offers %+v", o)
	}
	if o := Offered([]string{"hold"}, "fix", func(step string) Act { return Act{Name: step} }); o.Next != nil || len(o.Else) != 1 {
		t.Errorf("without what it waits for, offers %+v", o)
	}
}

// The window's menu lists what is offered now, and nothing that was.
func TestMenuListsWhatIsOffered(t *testing.T) {
	f := footOf(t, 268)
	inMenu := func() (all string) {
		for _, m := range f.Win.MainMenu().Items {
			for _, item := range m.Items {
				all += item.Label + "\n"
			}
		}
		return all
	}
	f.offer(1, "one", "two")
	f.offer(1, "three")
	if all := inMenu(); !strings.Contains(all, "three") || strings.Contains(all, "one") || strings.Contains(all, "two") {
		t.Errorf("the menu lists\n%s", all)
	}
	f.at = f.at.Add(twice)
	f.Command("three")
	f.steps.Wait()
	if f.Command("three"); len(f.did) != 1 {
		t.Errorf("from the menu: %q", f.did)
	}
	a := f.act("four")
	a.Key = fyne.KeyG
	f.steps.Offer(Offer{Of: 2, Next: &a})
	if f.Chord(fyne.KeyG); len(f.did) != 2 {
		t.Errorf("by its key: %q", f.did)
	}
}

// What takes something away stands on a button only where there is room beside all else.
func TestWhatTakesAwayIsLast(t *testing.T) {
	f := footOf(t, 268)
	cancel := f.act("cancel")
	cancel.Danger = true
	f.steps.Offer(Offer{Of: 1, Else: []Act{cancel, f.act("two"), f.act("three")}})
	if f.Button("cancel") != nil || !f.Offers("cancel") {
		t.Error("what takes something away is the likeliest")
	}
}
