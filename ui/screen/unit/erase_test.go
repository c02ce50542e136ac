package unit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
)

// An owner is erased from the dialog that corrects them, and a former one from the
// card: it is said what goes and what stays, and a reason is wanted.
func TestErase(t *testing.T) {
	f := newFile()
	f.former()
	f.view.Unit.HandedOver = app.DateOf(noon)
	other := site.Unit{ID: app.ID{8}, Building: apptest.BuildingID, Code: "3-2-1502"} // which was the owner's too
	f.others = append(f.others, other, site.Ownership{ID: site.OwnershipID(other.ID, wang.ID), Unit: other.ID, Owner: wang.ID, Ended: true})
	f.signed(other.ID, contract.Agreement, "WY-01-00003")
	f.signed(home, contract.Certificate, "JF-01-00007")
	s := open(t, f, supervisor, shell.ToRecord("unit", home.String()))
	s.page.editOwner(app.ID{9})
	shelltest.Find(s.Stage, func(b *widget.Button) bool { return b.Icon == "trash" }).OnTap()
	test.AssertRendersToMarkup(t, "erase.xml", s.Win.Canvas())
	said := shelltest.Says(s.Top())
	for _, want := range []string{"王建国", "WY-01-00003", "JF-01-00007", s.page.c.W.T("privacy.keeps")} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
	act := shelltest.Find(s.Stage, func(b *widget.Button) bool { return b.Text == s.page.c.W.T("privacy.confirm") })
	act.OnTap()
	if f.Owner(wang.ID).Name == "" || !strings.Contains(shelltest.Says(s.Top()), s.page.c.W.T("refusal.privacy.reason_missing")) {
		t.Fatal("it is done without a reason, or not said that one is wanted")
	}
	shelltest.Find(s.Stage, func(c *widget.Chip) bool { return c.Text == s.page.c.W.T("removal.reason.expired") }).Tapped(nil)
	shell.Kept(s.page.c, "looked for", func() string { return "王建国" })
	act.OnTap()
	if *shell.Kept[string](s.page.c, "looked for", nil) != "" {
		t.Error("what was looked for outlives the owner")
	}
	if got := f.Did(home, "reason"); !strings.HasSuffix(got, "reason=expired") || f.Owner(wang.ID).Name != "" || s.Top() != nil {
		t.Errorf("erased for %q", got)
	}
	shelltest.Find(s.Stage, func(b *widget.Button) bool { return b.Icon == "trash" }).OnTap() // the former owner's
	shelltest.Find(s.Stage, func(c *widget.Chip) bool { return c.Text == s.page.c.W.T("removal.reason.requested") }).Tapped(nil)
	shelltest.Find(s.Stage, func(b *widget.Button) bool { return b.Text == s.page.c.W.T("privacy.confirm") }).OnTap()
	if got := f.Did(home, "reason"); !strings.HasSuffix(got, "reason=requested") || f.Owner(app.ID{11}).Name != "" {
		t.Errorf("erased for %q", got)
	}

	// What cannot be is said in full, before anything is asked.
	f = newFile()
	s = open(t, f, supervisor, shell.ToRecord("unit", home.String()))
	due := app.Refuse("privacy.home_due", "name", "王建国", "unit", "3-2-1501")
	s.page.eraseOwner(app.ID{9})
	if said := shelltest.Says(s.Top()); !strings.Contains(said, s.page.c.W.Refusal(due)) {
		t.Errorf("instead of the refusal: %s", said)
	}
}

// Who is erased is said to be; who may not erase is not offered it.
func TestErased(t *testing.T) {
	f := newFile()
	f.view.Owners[0].Owner = site.Owner{ID: app.ID{9}}
	s := open(t, f, supervisor, shell.ToRecord("unit", home.String()))
	if said := shelltest.Says(s.page.card); !strings.Contains(said, s.page.c.W.T("privacy.gone")) {
		t.Errorf("the card says %s", said)
	}
	if shelltest.Find(s.Stage, func(b *widget.Button) bool {
		return b.Icon == "pen" && b.Hint == s.page.c.W.T("unit.edit_owner", "name", "")
	}) != nil {
		t.Error("who was erased can be put right")
	}
	f = newFile()
	f.former()
	assistant := supervisor
	assistant.Role = app.Assistant
	s = open(t, f, assistant, shell.ToRecord("unit", home.String()))
	if strings.Contains(shelltest.Says(s.page.card), "周晓梅") {
		t.Error("former owners are shown to who may not erase them")
	}
	s.page.editOwner(app.ID{9})
	if shelltest.Find(s.Stage, func(b *widget.Button) bool { return b.Text == s.page.c.W.T("unit.end.act") }) == nil || shelltest.Find(s.Stage, func(b *widget.Button) bool { return b.Icon == "trash" }) != nil {
		t.Error("erasing is offered to who may not")
	}
}
