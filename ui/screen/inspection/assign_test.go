package inspection

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
)

// all selects every home of the list.
func (s *stage) all() {
	s.Win.Canvas().Focus(s.list.Table.Focusable())
	s.Win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
}

// listed are the homes that the list shows.
func (s *stage) listed() (codes []string) {
	for _, r := range s.list.Table.Records() {
		codes = append(codes, r.Text("unit")+" "+r.Text("assigned"))
	}
	return codes
}

// The supervisor selects homes and says who inspects them; nobody is chosen beforehand, and
// what is refused is said in the dialog. Whoever it is finds them under a chip, and it is
// taken back the same way.
func TestAssigningFromTheList(t *testing.T) {
	s := begin(t)
	s.Put(site.Unit{ID: app.ID{0x27}, Building: apptest.BuildingID, Code: "3-2-1502"})
	s.As(supervisor)
	s.Stage.Open(shell.To("inspect"))
	assign := s.Words.T("inspect.assign.act")
	choose := func(who string) {
		t.Helper()
		s.all()
		s.Tap(assign)
		if who != "" {
			shelltest.Find(s.Stage, func(c *widget.Select) bool { return c.Selected == "" }).Choose(who)
		}
		s.Key(fyne.KeyReturn)
	}
	choose("")
	if s.Top() == nil || !s.Sees("没有选验房员") {
		t.Fatal("nobody is chosen, and nothing is said")
	}
	s.Key(fyne.KeyEscape)
	choose("赵磊")
	if got := s.listed(); !slices.Equal(got, []string{"3-2-1501 赵磊", "3-2-1502 赵磊"}) || s.Top() != nil || len(s.list.Table.Selected()) > 0 {
		t.Errorf("assigned: %q", got)
	}
	s.Said("已登记 2 户由谁验。")
	if n := s.list.Count("mine"); n != 0 {
		t.Errorf("the supervisor has %d", n)
	}
	s.As(inspector)
	s.Stage.Open(shell.To("inspect"))
	s.TapChip(s.Words.T("inspect.chip.mine"))
	if got := s.listed(); len(got) != 2 || s.list.Count("unassigned") != 0 {
		t.Errorf("the inspector finds %q", got)
	}
	s.TapChip(s.Words.T("inspect.chip.mine"))
	s.all()
	if !s.Button(assign).Disabled() {
		t.Error("who inspects assigns")
	}
	s.As(supervisor)
	s.Stage.Open(shell.To("inspect"))
	choose(s.Words.T("inspect.assign.nobody"))
	if got := s.listed(); !slices.Equal(got, []string{"3-2-1501 ", "3-2-1502 "}) || s.list.Count("unassigned") != 2 {
		t.Errorf("taken back: %q", got)
	}
}
