package unit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
)

// From the dialog that corrects an owner it is recorded that they own the home no
// more: with a reason, and with what stays. The history names them.
func TestEndOwnership(t *testing.T) {
	f := newFile()
	f.former()
	f.lay(t)
	f.PutAs(supervisor, "ownership.end", site.Ownership{ID: site.OwnershipID(home, app.ID{11}), Unit: home, Owner: app.ID{11}, Ended: true, Why: site.Transferred})
	s := open(t, f, supervisor, shell.ToRecord("unit", home.String()).In("history"))
	w := s.page.c.W
	if got := s.page.subject(site.OwnershipID(home, app.ID{11})); got != "周晓梅" {
		t.Errorf("the history names %q", got)
	}
	if got := w.Changes(s.page.past.events[0], s.page.nameOf); strings.Join(got, "; ") != "原因：转让、过户" {
		t.Errorf("the history says %q", got)
	}
	button := func(text string) *widget.Button {
		return shelltest.Find(s.Stage, func(b *widget.Button) bool { return b.Text == text })
	}
	s.page.editOwner(app.ID{9})
	button(w.T("unit.end.act")).OnTap()
	test.AssertRendersToMarkup(t, "end.xml", s.Win.Canvas())
	said := shelltest.Says(s.Top())
	for _, want := range []string{"王建国", "3-2-1501", w.T("unit.end.keeps")} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
	button(w.T("unit.end.confirm")).OnTap()
	if f.ended(t) != "" || !strings.Contains(shelltest.Says(s.Top()), w.T("refusal.owner.end_reason_missing")) {
		t.Fatal("it is done without a reason, or not said that one is wanted")
	}
	shelltest.Find(s.Stage, func(c *widget.Chip) bool { return c.Text == w.T("ownership.ended_why.withdrawn") }).Tapped(nil)
	button(w.T("unit.end.confirm")).OnTap()
	if f.ended(t) != site.Withdrawn || s.Top() != nil {
		t.Errorf("ended for %q", f.ended(t))
	}
}

// ended is why the home is the owner's no more, "" while it is.
func (f *file) ended(t *testing.T) site.EndReason {
	t.Helper()
	if all, err := f.OwnersOf(t.Context(), home); err != nil || len(all) > 0 {
		return ""
	}
	_, why, _ := strings.Cut(f.Did(home, "ended_why"), "ended_why=")
	return site.EndReason(why)
}
