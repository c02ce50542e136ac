package unit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/privacy"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// on finds a button by its icon or chip's text, in the dialog where one is open.
func on[T fyne.CanvasObject](s *stage, wanted func(T) bool) (found T) {
	root := s.win.Content()
	if top := s.win.Canvas().Overlays().Top(); top != nil {
		root = top
	}
	for _, o := range test.LaidOutObjects(root) {
		if one, ok := o.(T); ok && wanted(one) {
			return one
		}
	}
	return found
}

// An owner is erased from the dialog that corrects them, and a former one from the
// card: it is said what goes and what stays, and a reason is wanted.
func TestErase(t *testing.T) {
	f := newFile()
	f.former = []site.Owner{{ID: app.ID{11}, Name: "周晓梅"}}
	f.plan = privacy.Plan{Name: "王建国", Erased: []contract.Document{{Number: "WY-01-00003"}}, Kept: []contract.Document{{Number: "JF-01-00007"}}}
	s := open(t, f, supervisor, shell.ToRecord("unit", home.String()))
	f.whole = f.view.Owners[0].Owner
	s.page.editOwner(app.ID{9})
	on(s, func(b *widget.Button) bool { return b.Icon == "trash" }).OnTap()
	test.AssertRendersToMarkup(t, "erase.xml", s.win.Canvas())
	said := texts(s.win.Canvas().Overlays().Top())
	for _, want := range []string{"王建国", "WY-01-00003", "JF-01-00007", s.page.c.W.T("privacy.keeps")} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
	act := on(s, func(b *widget.Button) bool { return b.Text == s.page.c.W.T("privacy.confirm") })
	act.OnTap()
	if !f.erased.IsNil() || !strings.Contains(texts(s.win.Canvas().Overlays().Top()), s.page.c.W.T("refusal.privacy.reason_missing")) {
		t.Fatal("it is done without a reason, or not said that one is wanted")
	}
	on(s, func(c *widget.Chip) bool { return c.Text == s.page.c.W.T("removal.reason.expired") }).Tapped(nil)
	act.OnTap()
	if f.erased != (app.ID{9}) || f.why != privacy.Expired || s.win.Canvas().Overlays().Top() != nil {
		t.Errorf("erased %v for %q", f.erased, f.why)
	}
	on(s, func(b *widget.Button) bool { return b.Icon == "trash" }).OnTap() // the former owner's
	on(s, func(c *widget.Chip) bool { return c.Text == s.page.c.W.T("removal.reason.requested") }).Tapped(nil)
	on(s, func(b *widget.Button) bool { return b.Text == s.page.c.W.T("privacy.confirm") }).OnTap()
	if f.erased != (app.ID{11}) || f.why != privacy.Requested {
		t.Errorf("erased %v for %q", f.erased, f.why)
	}

	// What cannot be is said in full, before anything is asked.
	f.refuse = app.Refuse("privacy.home_due", "name", "王建国", "unit", "3-2-1501")
	s.page.eraseOwner(app.ID{9})
	if said := texts(s.win.Canvas().Overlays().Top()); !strings.Contains(said, s.page.c.W.Refusal(f.refuse)) {
		t.Errorf("instead of the refusal: %s", said)
	}
}

// Who is erased is said to be; who may not erase is not offered it.
func TestErased(t *testing.T) {
	f := newFile()
	f.view.Owners[0].Owner = site.Owner{ID: app.ID{9}}
	s := open(t, f, supervisor, shell.ToRecord("unit", home.String()))
	if said := texts(s.page.card); !strings.Contains(said, s.page.c.W.T("privacy.gone")) {
		t.Errorf("the card says %s", said)
	}
	if on(s, func(b *widget.Button) bool {
		return b.Icon == "pen" && b.Hint == s.page.c.W.T("unit.edit_owner", "name", "")
	}) != nil {
		t.Error("who was erased can be put right")
	}
	f = newFile()
	f.former = []site.Owner{{ID: app.ID{11}, Name: "周晓梅"}}
	assistant := supervisor
	assistant.Role = app.Assistant
	s = open(t, f, assistant, shell.ToRecord("unit", home.String()))
	if strings.Contains(texts(s.page.card), "周晓梅") {
		t.Error("former owners are shown to who may not erase them")
	}
	f.whole = f.view.Owners[0].Owner
	s.page.editOwner(app.ID{9})
	if on(s, func(b *widget.Button) bool { return b.Text == s.page.c.W.T("unit.end.act") }) == nil || on(s, func(b *widget.Button) bool { return b.Icon == "trash" }) != nil {
		t.Error("erasing is offered to who may not")
	}
}
